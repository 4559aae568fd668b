import TailpoolLibc
import TailpoolNumerics

/// Ruin of claims by a mixture of exponential laws, and what is lacking then.
extension SurplusProcess {
  /// ψ(u): the probability that the surplus is ever negative, in closed form.
  ///
  ///     ψ(u) = Σ Cₖ exp(−Rₖ u),   Cₖ = (1 − ρ) / (Rₖ Dₖ),   Dₖ = λ/c Σ wᵢ / (rᵢ − Rₖ)²
  ///
  /// over the roots Rₖ of Lundberg's equation, one below each rate. Every term is positive, so that no digits are lost.
  ///
  /// - Parameter surplus: u, finite and ≥ 0.
  /// - Returns: A probability; one without net profit.
  /// - Throws: `InsuranceError.invalid` for another surplus, `.noClosedForm` for claims on a grid (see `ruinBounds`).
  /// - Accuracy: 2e-14 relative and R u roundings of the exponents; 2e-12 with a law of weight 1e-12, whose rate has a root
  ///   close by on either side.
  /// - Complexity: O(laws²).
  /// - Source: H. Gerber, An Introduction to Mathematical Risk Theory (1979), chapter 8; coefficients as residues of the
  ///   transform of Pollaczek and Khinchine.
  public func ruinProbability(from surplus: Double) throws(InsuranceError) -> Double {
    try InsuranceError.checkNonNegative("initial surplus", surplus)
    let mixture = try closedFormClaims()
    guard hasNetProfit else { return 1 }
    return sum(over: mixture) { root in
      (1 - lossRatio) / root.value * exp(-root.value * surplus)
    }
  }

  /// The probability of ruin with a surplus below −deficit at that moment.
  ///
  ///     λ/c Σₖ exp(−Rₖ u) / Dₖ  Σᵢ wᵢ exp(−rᵢ y) / (rᵢ (rᵢ − Rₖ))
  ///
  /// - Parameters:
  ///   - deficit: y, finite and ≥ 0; zero gives the probability of ruin.
  ///   - surplus: u, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another number; `.noClosedForm` for claims on a grid and without net profit.
  /// - Accuracy: As `ruinProbability(from:)`.
  /// - Complexity: O(laws²).
  public func deficitProbability(over deficit: Double, from surplus: Double) throws(InsuranceError) -> Double {
    try InsuranceError.checkNonNegative("deficit", deficit)
    return try deficitSum(from: surplus) { rate in exp(-rate * deficit) }
  }

  /// The mean of what is lacking at the moment of ruin, given ruin.
  ///
  /// - Parameter surplus: u, finite and ≥ 0.
  /// - Throws: As `deficitProbability(over:from:)`.
  /// - Accuracy: As `ruinProbability(from:)`.
  /// - Complexity: O(laws²).
  public func meanDeficit(from surplus: Double) throws(InsuranceError) -> Double {
    try deficitSum(from: surplus) { 1 / $0 } / deficitSum(from: surplus) { _ in 1 }
  }

  private func deficitSum(from surplus: Double, _ factor: (Double) -> Double) throws(InsuranceError) -> Double {
    try InsuranceError.checkNonNegative("initial surplus", surplus)
    let mixture = try closedFormClaims()
    guard hasNetProfit else { throw .noClosedForm("the deficit at ruin without net profit") }
    return sum(over: mixture) { root in
      let parts = mixture.sum { $0 * factor($1) / ($1 * root.difference(from: $1)) }
      return claimRate / premiumRate * parts * exp(-root.value * surplus)
    }
  }

  private func closedFormClaims() throws(InsuranceError) -> ExponentialMixture {
    guard case .mixture(let mixture) = claims else { throw .noClosedForm("ruin by claims on a grid") }
    return mixture
  }

  /// Σ term / Dₖ over the roots.
  private func sum(over mixture: ExponentialMixture, _ term: (LundbergRoot) -> Double) -> Double {
    var sum = CompensatedSum()
    for index in mixture.rates.indices {
      let root = lundbergRoot(of: mixture, below: index)
      let slope = mixture.sum { weight, rate in
        let difference = root.difference(from: rate)
        return weight / (difference * difference)
      }
      sum.add(term(root) / (claimRate / premiumRate * slope))
    }
    return sum.value
  }
}
