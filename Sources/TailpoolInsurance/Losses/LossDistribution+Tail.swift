import TailpoolNumerics
import TailpoolRisk

/// Probabilities of more than a loss, and what a law says of its tail.
extension LossDistribution {
  /// The probability of more than `index · step`, for each loss of the grid.
  ///
  /// Summed from the far end, so that a tail of 1e-20 keeps the digits of its own probabilities.
  ///
  /// - Complexity: O(losses).
  public var exceedances: [Double] {
    var tail = CompensatedSum()
    tail.add(beyond)
    var exceedances = [Double](repeating: 0, count: probabilities.count)
    for index in probabilities.indices.reversed() {
      exceedances[index] = tail.value
      tail.add(probabilities[index])
    }
    return exceedances
  }

  /// The probability of more than an amount.
  ///
  /// - Parameter amount: Any number; 1 below zero, `beyond` from the greatest loss of the grid.
  /// - Returns: P(X > amount), NaN for NaN.
  /// - Complexity: O(losses).
  public func exceedance(_ amount: Double) -> Double {
    guard !amount.isNaN else { return .nan }
    guard amount >= 0 else { return 1 }
    guard amount < greatest else { return beyond }
    var sum = CompensatedSum()
    sum.add(beyond)
    for index in probabilities.indices.reversed() where Double(index) * step > amount { sum.add(probabilities[index]) }
    return sum.value
  }

  /// The least loss that is not exceeded with the probability of the level: inf {x : P(X ≤ x) ≥ level}.
  ///
  /// - Parameter level: The confidence level.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid.
  /// - Complexity: O(losses).
  public func valueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> Double {
    Double(try tail(level).index) * step
  }

  /// The mean of the worst `1 − level` of the law, the atom at the quantile counted in part.
  ///
  ///     TVaR = ( Σ(x > VaR) x p(x)  +  VaR · (1 − level − P(X > VaR)) ) / (1 − level)
  ///
  /// What lies beyond the grid counts as its greatest loss, so that the answer is a lower bound by `beyond`.
  ///
  /// - Parameter level: The confidence level.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid.
  /// - Complexity: O(losses).
  /// - Source: C. Acerbi, D. Tasche, Journal of Banking and Finance 26 (2002) 1487.
  public func tailValueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> Double {
    let (index, exceedance) = try tail(level)
    let weight = 1 - level.fraction
    var sum = CompensatedSum()
    sum.add(beyond * Double(probabilities.count - 1))
    for loss in probabilities.indices.reversed() where loss > index { sum.add(probabilities[loss] * Double(loss)) }
    sum.add((weight - exceedance) * Double(index))
    return step * sum.value / weight
  }

  /// The index of the quantile, and the probability of more than it.
  ///
  /// The tail is held against 1 − level with 1e-12 of it to spare: probabilities that add up to the level but for rounding
  /// reach it.
  private func tail(_ level: ConfidenceLevel) throws(InsuranceError) -> (index: Int, exceedance: Double) {
    let weight = (1 - level.fraction) * (1 + 1e-12)
    guard beyond <= weight else {
      throw .tooCoarse("the tail beyond the grid", error: beyond, bound: 1 - level.fraction)
    }
    var tail = CompensatedSum()
    tail.add(beyond)
    var exceedance = beyond
    for index in probabilities.indices.reversed() {
      tail.add(probabilities[index])
      if tail.value > weight { return (index, exceedance) }
      exceedance = tail.value
    }
    return (0, exceedance)
  }

  /// What is lost above a retention, in the mean: E[(X − retention)⁺].
  ///
  /// - Parameter retention: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another retention.
  /// - Complexity: O(losses).
  public func stopLoss(above retention: Double) throws(InsuranceError) -> Double {
    try InsuranceError.checkNonNegative("retention", retention)
    return moment { max(Double($0) * step - retention, 0) }
  }

  /// What a layer pays in the mean: E[min((X − attachment)⁺, limit)].
  ///
  /// - Parameters:
  ///   - limit: The most that the layer pays, > 0; infinite for no limit.
  ///   - attachment: The loss from which it pays, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another argument.
  /// - Complexity: O(losses).
  public func layer(_ limit: Double, above attachment: Double) throws(InsuranceError) -> Double {
    guard limit > 0 else { throw .invalid("limit", index: nil, value: limit, expected: "a number > 0") }
    try InsuranceError.checkNonNegative("attachment", attachment)
    return moment { min(max(Double($0) * step - attachment, 0), limit) }
  }
}
