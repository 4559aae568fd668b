import TailpoolNumerics

/// A quantile of the loss as a weighted mean of all order statistics, with its standard deviation.
package struct HarrellDavisEstimate: Hashable, Sendable {
  /// The level.
  package let level: ConfidenceLevel
  /// The estimate, positive when money is lost.
  package let value: Double
  /// Its standard deviation by the jackknife; NaN for one scenario.
  package let standardDeviation: Double
}

extension ProfitAndLossDistribution {
  /// The Harrell–Davis estimate of the value at risk.
  ///
  ///     estimate = Σ wᵢ x(i),   wᵢ = I(i/n; p(n + 1), (1 − p)(n + 1)) − I((i − 1)/n; …)
  ///
  /// The standard deviation leaves out one loss at a time (jackknife).
  ///
  /// - Parameter level: The level p.
  /// - Accuracy: about 1e-12 of the range of the losses.
  /// - Complexity: O(n log n) for the sort; the weights that matter are about sqrt(n) of n.
  /// - Source: F. E. Harrell and C. E. Davis, Biometrika 69 (1982) 635.
  package func harrellDavis(_ level: ConfidenceLevel) -> HarrellDavisEstimate {
    let losses = profitAndLoss.map { -$0 }.sorted()
    var estimate = CompensatedSum()
    let weights = HarrellDavisWeights(
      count: count, a: level.fraction * Double(count + 1), b: (1 - level.fraction) * Double(count + 1))
    for (place, weight) in weights.values.enumerated() { estimate.add(weight * losses[weights.first + place]) }
    return HarrellDavisEstimate(
      level: level, value: estimate.value, standardDeviation: Self.jackknifeDeviation(losses, level: level))
  }

  /// The standard deviation of the estimates that leave out one loss, times n − 1 over its root.
  private static func jackknifeDeviation(_ losses: [Double], level: ConfidenceLevel) -> Double {
    let n = losses.count
    guard n > 1 else { return .nan }
    let weights = HarrellDavisWeights(
      count: n - 1, a: level.fraction * Double(n), b: (1 - level.fraction) * Double(n))
    // Without loss k, those before it keep their place and those after it move one place down: estimate k differs from
    // the one before it by a single weight, and not at all where the weights are negligible.
    var estimate = CompensatedSum()
    for (place, weight) in weights.values.enumerated() { estimate.add(weight * losses[weights.first + place + 1]) }
    let start = estimate.value
    var values = [start]
    for (place, weight) in weights.values.enumerated() {
      let index = weights.first + place
      estimate.add(weight * (losses[index] - losses[index + 1]))
      values.append(estimate.value)
    }
    var counts = [Double](repeating: 1, count: values.count)
    counts[0] = Double(weights.first + 1)
    counts[values.count - 1] = Double(n - weights.first - weights.values.count)
    var sum = CompensatedSum()
    for (value, count) in zip(values, counts) { sum.add(count * (value - start)) }
    let mean = start + sum.value / Double(n)
    var squares = CompensatedSum()
    for (value, count) in zip(values, counts) { squares.add(count * (value - mean) * (value - mean)) }
    return (squares.value / Double(n) * Double(n - 1)).squareRoot()
  }
}

/// The weights of order statistics in a Harrell–Davis estimate, without those that are negligible at both ends.
struct HarrellDavisWeights {
  /// Index (from 0) of the order statistic of the first weight.
  let first: Int
  /// The weights, which sum to one but for about 1e-16.
  let values: [Double]

  /// Beyond this many standard deviations of the beta distribution there is nothing left.
  private static let reach = 40.0

  /// Finds the weights.
  ///
  /// - Parameters:
  ///   - count: Number of order statistics, > 0.
  ///   - a: First parameter of the beta distribution.
  ///   - b: Second parameter.
  init(count: Int, a: Double, b: Double) {
    let sum = a + b
    let mean = a / sum
    let deviation = (mean * (1 - mean) / (sum + 1)).squareRoot()
    let n = Double(count)
    first = min(max(Int(max(mean - Self.reach * deviation, 0) * n), 0), count - 1)
    let end = min(max(Int(min(mean + Self.reach * deviation, 1) * n) + 1, first + 1), count)
    var below = BetaFunction.regularized(Double(first) / n, a: a, b: b)
    var above = BetaFunction.regularized(1 - Double(first) / n, a: b, b: a)
    values = (first..<end).map { index in
      let x = Double(index + 1) / n
      let nextBelow = BetaFunction.regularized(x, a: a, b: b)
      let nextAbove = BetaFunction.regularized(Double(count - index - 1) / n, a: b, b: a)
      defer { (below, above) = (nextBelow, nextAbove) }
      // The difference on the side where the numbers are small keeps its digits.
      return nextBelow <= 0.5 ? nextBelow - below : above - nextAbove
    }
  }
}
