import TailpoolLibc
import TailpoolNumerics

/// Lundberg's equation and its bound.
extension SurplusProcess {
  /// R: the positive number that solves Lundberg's equation.
  ///
  ///     λ (E[exp(R X)] − 1) = c R
  ///
  /// - Returns: R > 0, per unit of money.
  /// - Throws: `InsuranceError.noAdjustmentCoefficient` without net profit, and for claims on a grid that leaves out a part
  ///   of their law, whose exponential moments nobody knows and a heavy tail has not.
  /// - Accuracy: 2e-14 relative, and what 1 − ρ has lost by rounding.
  /// - Complexity: About 60 × O(laws or losses).
  public func adjustmentCoefficient() throws(InsuranceError) -> Double {
    guard hasNetProfit else {
      throw .noAdjustmentCoefficient("claims are \(lossRatio) of the premium in the mean; expected less than 1")
    }
    switch claims {
    case .mixture(let mixture):
      // The least root lies between zero and the least rate.
      return lundbergRoot(of: mixture, below: 0).value
    case .grid(let grid):
      guard grid.law.beyond == 0 else {
        throw .noAdjustmentCoefficient("\(grid.law.beyond) of the claims' law lies beyond their grid")
      }
      return try adjustmentCoefficient(of: grid)
    }
  }

  /// exp(−R u): an upper bound of the probability of ruin, at any time.
  ///
  /// - Parameter surplus: u, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another surplus; as `adjustmentCoefficient()`.
  public func lundbergBound(from surplus: Double) throws(InsuranceError) -> Double {
    try InsuranceError.checkNonNegative("initial surplus", surplus)
    return exp(-(try adjustmentCoefficient()) * surplus)
  }

  /// Exponential moments grow faster than their first two terms, so that R < 2 (c/λ − E[X]) / E[X²]; in steps of the grid.
  private func adjustmentCoefficient(of grid: GridClaims) throws(InsuranceError) -> Double {
    let step = grid.law.step
    let premium = premiumRate / (claimRate * step)
    let bound = 2 * (premium - meanClaim / step) / grid.law.moment { Double($0) * Double($0) }
    guard bound > 0, bound.isFinite else {
      throw .noAdjustmentCoefficient("premium and claims are too near or too far from one another in the mean")
    }
    let root = Bisection.search(0...bound) { r in grid.exponentialMoment(r) >= premium * r }
    return (root.low + 0.5 * (root.high - root.low)) / step
  }
}

extension GridClaims {
  /// E[exp(r X) − 1], r per step.
  fileprivate func exponentialMoment(_ r: Double) -> Double {
    var sum = CompensatedSum()
    for (index, probability) in law.probabilities.enumerated() where probability > 0 {
      let exponent = r * Double(index)
      // The power may be more than any number where its product with the least probabilities is not.
      sum.add(exponent < 700 ? probability * expm1(exponent) : exp(exponent + log(probability)))
    }
    return sum.value
  }
}

/// A root of Lundberg's equation of a mixture, as an offset from the nearer of its neighbors, zero and the rates.
///
/// A law of small weight has a root so near its rate that their difference would keep few digits.
struct LundbergRoot {
  let anchor: Double
  let offset: Double

  var value: Double { anchor + offset }

  /// rate − root, with all its digits.
  func difference(from rate: Double) -> Double { (rate - anchor) - offset }
}

extension SurplusProcess {
  /// The root between the i-th of (0, rates …) and the next.
  ///
  ///     λ/c Σ wᵢ / (rᵢ − R) = 1
  ///
  /// whose left side grows from −∞, or from ρ, to ∞ on the way.
  func lundbergRoot(of mixture: ExponentialMixture, below index: Int) -> LundbergRoot {
    let low = index == 0 ? 0 : mixture.rates[index - 1]
    let high = mixture.rates[index]
    let half = 0.5 * (high - low)
    func isPast(_ root: LundbergRoot) -> Bool {
      claimRate * mixture.sum { $0 / root.difference(from: $1) } >= premiumRate
    }
    if isPast(LundbergRoot(anchor: low, offset: half)) {
      let end = Bisection.search(0...half) { isPast(LundbergRoot(anchor: low, offset: $0)) }
      return LundbergRoot(anchor: low, offset: end.high)
    }
    let end = Bisection.search(0...half) { !isPast(LundbergRoot(anchor: high, offset: -$0)) }
    return LundbergRoot(anchor: high, offset: -end.high)
  }
}
