import TailpoolLibc
import TailpoolNumerics

extension ExceptionSequence {
  /// The likelihood ratio of Weibull against exponential times between exceptions; NaN with fewer than two exceptions.
  ///
  /// The time before the first exception and the one after the last are known to be at least as long as seen.
  var durationRatio: Double {
    let places = hits.indices.filter { hits[$0] }
    guard places.count >= 2, let first = places.first, let last = places.last else { return .nan }
    var durations = WeibullDurations(complete: zip(places, places.dropFirst()).map { Double($1 - $0) })
    if first > 0 { durations.cutOff.append(Double(first)) }
    if last < count - 1 { durations.cutOff.append(Double(count - 1 - last)) }
    return max(2 * (durations.greatestLogLikelihood - durations.logLikelihood(shape: 1)), 0)
  }
}

/// Times between exceptions, for the likelihood of a Weibull distribution whose scale is chosen best.
private struct WeibullDurations {
  let complete: [Double]
  var cutOff: [Double] = []

  init(complete: [Double]) { self.complete = complete }

  /// The log likelihood at a shape, with the scale that makes it greatest.
  func logLikelihood(shape: Double) -> Double {
    let n = Double(complete.count)
    // Powers relative to the longest time cannot overflow.
    let longest = max(complete.max() ?? 1, cutOff.max() ?? 1)
    var powers = 0.0
    var logarithms = 0.0
    for duration in complete {
      powers += pow(duration / longest, shape)
      logarithms += log(duration)
    }
    for duration in cutOff { powers += pow(duration / longest, shape) }
    return n * (log(n / powers) - shape * log(longest)) + n * log(shape) + (shape - 1) * logarithms - n
  }

  /// The greatest log likelihood over shapes from 1/1,000 to 1,000, by golden sections of its logarithm.
  ///
  /// The likelihood has one maximum. Equal times make it grow without bound; it is then that of the greatest shape.
  var greatestLogLikelihood: Double {
    let end = GoldenSection.search(log(1e-3)...log(1e3), to: 1e-7, isBetter: { !($0 < $1) }) {
      logLikelihood(shape: exp($0))
    }
    return max(end.atLeft, end.atRight)
  }
}
