import TailpoolLibc
import TailpoolNumerics

extension GeneralizedParetoTail {
  /// The parameters by probability-weighted moments.
  ///
  ///     shape = 2 − a0 / (a0 − 2 a1),   scale = 2 a0 a1 / (a0 − 2 a1),   a1 = Σ (n − i) x(i) / (n (n − 1))
  ///
  /// - Source: J. Hosking and J. Wallis, Technometrics 29 (1987) 339.
  public var weightedMomentParameters: Parameters {
    let n = Double(excesses.count)
    let mean = CompensatedSum(excesses).value / n
    let sorted = excesses.sorted()
    let weighted = CompensatedSum(sorted.enumerated().lazy.map { (n - 1 - Double($0.offset)) * $0.element })
    let second = weighted.value / (n * (n - 1))
    return Parameters(shape: 2 - mean / (mean - 2 * second), scale: 2 * mean * second / (mean - 2 * second))
  }

  /// The parameters by mean and variance.
  ///
  ///     shape = ½ (1 − mean²/variance),   scale = ½ mean (1 + mean²/variance)
  public var momentParameters: Parameters {
    let n = Double(excesses.count)
    let mean = CompensatedSum(excesses).value / n
    let squares = CompensatedSum(excesses.lazy.map { ($0 - mean) * ($0 - mean) }).value
    let ratio = mean * mean / (squares / (n - 1))
    return Parameters(shape: 0.5 * (1 - ratio), scale: 0.5 * mean * (1 + ratio))
  }

  /// The mean excess over a threshold: a straight line in it where the tail is generalized Pareto.
  ///
  /// - Parameters:
  ///   - losses: The losses, finite.
  ///   - threshold: The threshold.
  /// - Returns: The mean of loss less threshold over the losses above it, and their number; NaN when there is none.
  public static func meanExcess(of losses: [Double], over threshold: Double) -> (mean: Double, count: Int) {
    let excesses = losses.filter { $0 > threshold }.map { $0 - threshold }
    return (CompensatedSum(excesses).value / Double(excesses.count), excesses.count)
  }

  /// The greatest distance between the distribution of the excesses and the fitted one (Kolmogorov–Smirnov).
  ///
  /// About 0.9 / sqrt(n) or more is unlikely, at 5 %, for a distribution whose parameters were fitted to the same data.
  public var distance: Double {
    let n = Double(excesses.count)
    return excesses.sorted().enumerated().reduce(0) { greatest, entry in
      let y = entry.element / parameters.scale
      let shape = parameters.shape
      let tail = shape == 0 ? exp(-y) : exp(-log1p(max(shape * y, -1)) / shape)
      return max(greatest, abs(1 - tail - Double(entry.offset) / n), abs(1 - tail - Double(entry.offset + 1) / n))
    }
  }

  /// How much losses beyond the threshold come in bunches: 1 for independent ones, 1/k for bunches of k.
  ///
  /// - Parameters:
  ///   - losses: The losses in the order of time.
  ///   - threshold: The threshold.
  /// - Returns: The extremal index by the times between exceedances; NaN for fewer than two of them.
  /// - Source: C. Ferro and J. Segers, Journal of the Royal Statistical Society B 65 (2003) 545.
  public static func extremalIndex(of losses: [Double], over threshold: Double) -> Double {
    let places = losses.indices.filter { losses[$0] > threshold }
    let gaps = zip(places, places.dropFirst()).map { Double($1 - $0) }
    guard let longest = gaps.max() else { return .nan }
    let n = Double(gaps.count)
    let shift = longest <= 2 ? 0.0 : 1.0
    let sum = gaps.reduce(0) { $0 + $1 - shift }
    let squares = gaps.reduce(0) { $0 + ($1 - shift) * ($1 - (longest <= 2 ? 0 : 2)) }
    return squares > 0 ? min(1, 2 * sum * sum / (n * squares)) : 1
  }
}
