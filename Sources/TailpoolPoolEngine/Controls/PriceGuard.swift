/// One source's price.
package struct PriceObservation: Hashable, Sendable {
  /// The source, which counts once.
  package let source: String
  /// The price.
  package let price: Double
  /// When the source saw it, in seconds.
  package let time: Int64

  /// Creates an observation; see the properties for the meaning of each argument.
  package init(source: String, price: Double, time: Int64) {
    self.source = source
    self.price = price
    self.time = time
  }
}

/// A price that enough independent and fresh sources agree on, or none.
///
/// - Source: the guards of Renegade's price reporter.
package struct PriceGuard: Hashable, Sendable {
  /// Why a source was left out.
  package enum Rejection: Hashable, Sendable {
    /// NaN, infinite, zero or negative.
    case notAPrice
    /// Older than allowed.
    case stale
    /// From the future.
    case early
    /// Too far from the median of the others.
    case outlier
    /// A second price of one source.
    case repeated
  }

  /// A price with what it rests on.
  package struct Verdict: Hashable, Sendable {
    /// The median of the sources that agree.
    package let price: Double
    /// When the oldest of them saw it, in seconds.
    package let oldest: Int64
    /// The sources that agree, in the order given.
    package let agreeing: [String]
    /// The sources left out, and why.
    package let rejected: [String: Rejection]
  }

  /// Seconds after which an observation is stale, ≥ 0.
  package let greatestAge: Int64
  /// Greatest distance from the median as a fraction of it, in (0, 0.5).
  package let greatestDeviation: Double
  /// How many sources must agree, ≥ 1; they must also be more than half of those that are fresh.
  package let quorum: Int

  /// Creates a guard; see the properties for the meaning of each argument.
  ///
  /// - Throws: `ControlError.invalid` for a number out of its range.
  package init(greatestAge: Int64 = 20, greatestDeviation: Double = 0.01, quorum: Int = 1) throws(ControlError) {
    guard greatestAge >= 0 else { throw .invalid("greatest age") }
    guard greatestDeviation > 0, greatestDeviation < 0.5 else { throw .invalid("greatest deviation") }
    guard quorum >= 1 else { throw .invalid("quorum") }
    self.greatestAge = greatestAge
    self.greatestDeviation = greatestDeviation
    self.quorum = quorum
  }

  /// The price that the sources agree on.
  ///
  /// - Parameters:
  ///   - observations: One a source; only the first of a source counts.
  ///   - now: The time in seconds.
  /// - Throws: `ControlError.tooFewSources` when fewer than the quorum, or not more than half of the fresh sources, are
  ///   within the greatest deviation of the median.
  package func price(_ observations: [PriceObservation], at now: Int64) throws(ControlError) -> Verdict {
    var rejected: [String: Rejection] = [:]
    var seen = Set<String>()
    var fresh: [PriceObservation] = []
    for observation in observations {
      if !seen.insert(observation.source).inserted {
        if rejected[observation.source] == nil { rejected[observation.source] = .repeated }
        continue
      }
      if !(observation.price > 0 && observation.price.isFinite) {
        rejected[observation.source] = .notAPrice
      } else if observation.time > now {
        rejected[observation.source] = .early
      } else if observation.time < now.addingClamped(-greatestAge) {
        rejected[observation.source] = .stale
      } else {
        fresh.append(observation)
      }
    }
    let center = Self.median(fresh.map(\.price))
    let agreeing = fresh.filter { abs($0.price - center) <= greatestDeviation * center }
    for observation in fresh where !agreeing.contains(observation) { rejected[observation.source] = .outlier }
    guard agreeing.count >= quorum, 2 * agreeing.count > fresh.count, let oldest = agreeing.map(\.time).min() else {
      throw .tooFewSources(agreeing: agreeing.count, required: max(quorum, fresh.count / 2 + 1))
    }
    return Verdict(
      price: Self.median(agreeing.map(\.price)), oldest: oldest, agreeing: agreeing.map(\.source), rejected: rejected)
  }

  /// Whether a cached mark must not be used any more: too old, or the spot has moved away from it.
  ///
  ///     age > 3 h  or  |spot − cached| ≥ 5 % of cached
  ///
  /// - Parameters:
  ///   - age: Seconds since the mark, NaN or negative is stale.
  ///   - spot: Spot now.
  ///   - cached: Spot of the mark.
  ///   - greatestAge: Seconds, 10 800 by default.
  ///   - greatestMove: A fraction, 0.05 by default.
  package static func isStale(
    age: Double, spot: Double, cached: Double, greatestAge: Double = 10_800, greatestMove: Double = 0.05
  ) -> Bool {
    !(age >= 0 && age <= greatestAge && cached > 0 && abs(spot - cached) < greatestMove * cached)
  }

  /// The middle value, or the mean of the two in the middle; NaN of none.
  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
  }
}
