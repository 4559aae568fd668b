import TailpoolNumerics

/// The distribution of a constant, a normal number and a weighted sum of chi-squared numbers.
///
///     Q = shift + Σ weightᵢ χ²(dofᵢ, noncentralityᵢ) + σ N
///
/// Its cumulant generating function is kept in a form in which small weights do no harm:
///
///     K(t) = shift t + ½ σ² t² + Σ [−½ dof log(1 + a t) + ½ b t² / (1 + a t)]
package struct QuadraticForm: Hashable, Sendable {
  /// One term of the cumulant generating function.
  struct Term: Hashable, Sendable {
    /// Minus two times the weight.
    let a: Double
    /// Square of the linear coefficient.
    let b: Double
    let degreesOfFreedom: Double
  }

  /// A weighted noncentral chi-squared number.
  package struct ChiSquared: Hashable, Sendable {
    /// The weight.
    package let weight: Double
    /// Degrees of freedom, > 0.
    package let degreesOfFreedom: Double
    /// Noncentrality, ≥ 0.
    package let noncentrality: Double

    /// Creates a term; see the properties for the meaning of each argument.
    package init(weight: Double, degreesOfFreedom: Double = 1, noncentrality: Double = 0) {
      self.weight = weight
      self.degreesOfFreedom = degreesOfFreedom
      self.noncentrality = noncentrality
    }
  }

  let shift: Double
  let variance: Double
  let terms: [Term]

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - shift: The constant.
  ///   - standardDeviation: Of the normal number, ≥ 0.
  ///   - terms: The chi-squared numbers.
  /// - Throws: `RiskError.invalidParameter` for a number that is not finite or out of range.
  package init(shift: Double = 0, standardDeviation: Double = 0, terms: [ChiSquared]) throws(RiskError) {
    guard shift.isFinite else { throw .invalidParameter(name: "shift", value: shift) }
    guard standardDeviation >= 0, standardDeviation.isFinite else {
      throw .invalidParameter(name: "standardDeviation", value: standardDeviation)
    }
    for term in terms {
      guard term.weight.isFinite else { throw .invalidParameter(name: "weight", value: term.weight) }
      guard term.degreesOfFreedom > 0, term.degreesOfFreedom.isFinite else {
        throw .invalidParameter(name: "degreesOfFreedom", value: term.degreesOfFreedom)
      }
      guard term.noncentrality >= 0, term.noncentrality.isFinite else {
        throw .invalidParameter(name: "noncentrality", value: term.noncentrality)
      }
    }
    self.init(
      shift: terms.reduce(shift) { $0 + $1.weight * $1.noncentrality }, variance: standardDeviation * standardDeviation,
      terms: terms.map {
        Term(
          a: -2 * $0.weight, b: 4 * $0.weight * $0.weight * $0.noncentrality, degreesOfFreedom: $0.degreesOfFreedom)
      })
  }

  init(shift: Double, variance: Double, terms: [Term]) {
    self.shift = shift
    // A term without a weight is normal, and so is one whose weight is the rounding of the others'.
    let negligible = 1e-13 * terms.reduce(0) { max($0, abs($1.a)) }
    self.variance = terms.reduce(variance) { $0 + (abs($1.a) <= negligible ? $1.b : 0) }
    self.terms = terms.filter { abs($0.a) > negligible }
  }

  /// The mean.
  package var mean: Double { cumulant(1) }
  /// The variance.
  package var secondCumulant: Double { cumulant(2) }
  /// The skewness; NaN for a constant.
  package var skewness: Double { cumulant(3) / (cumulant(2) * cumulant(2).squareRoot()) }
  /// The excess kurtosis; NaN for a constant.
  package var excessKurtosis: Double { cumulant(4) / (cumulant(2) * cumulant(2)) }

  /// The cumulant of an order from 1 to 4.
  ///
  /// The term −½ h log(1 + a t) has ½ h (−a)ᵏ (k − 1)!, the term ½ b t² / (1 + a t) has ½ b (−a)ᵏ⁻² k!.
  private func cumulant(_ order: Int) -> Double {
    var sum = CompensatedSum([order == 1 ? shift : order == 2 ? variance : 0])
    for term in terms {
      var power = 1.0
      for _ in 0..<order { power *= -term.a }
      let factorial = [1.0, 1, 2, 6, 24]
      sum.add(0.5 * term.degreesOfFreedom * power * factorial[order - 1])
      if order >= 2 { sum.add(0.5 * term.b * power / (term.a * term.a) * factorial[order]) }
    }
    return sum.value
  }

  /// The least and greatest value that the form can take, infinite where there is none.
  var support: (low: Double, high: Double) {
    guard variance == 0 else { return (-.infinity, .infinity) }
    // Away from its pole a term approaches the straight line b t / (2 a).
    let end = terms.reduce(shift) { $0 + 0.5 * $1.b / $1.a }
    return (terms.allSatisfy { $0.a < 0 } ? end : -.infinity, terms.allSatisfy { $0.a > 0 } ? end : .infinity)
  }
}
