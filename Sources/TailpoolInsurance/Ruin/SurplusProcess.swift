import TailpoolLibc
import TailpoolNumerics

/// The surplus of a pool that earns premium steadily and pays claims that arrive as a Poisson process.
///
///     U(t) = u + c t − Σ Xᵢ over the claims until t,   ruin: U(t) < 0
///
/// The net profit condition is ρ = λ E[X] / c < 1. Where it fails, ruin is certain from any surplus.
///
/// - Source: S. Asmussen, H. Albrecher, Ruin Probabilities, 2nd ed. (2010), chapters I and IV.
public struct SurplusProcess: Hashable, Sendable {
  /// λ: claims in a unit of time, in the mean, > 0.
  public let claimRate: Double
  /// c: premium earned in a unit of time, > 0.
  public let premiumRate: Double
  /// E[X], > 0 and finite.
  public let meanClaim: Double
  let claims: SurplusClaims

  /// Creates the process of claims by a mixture of exponential laws, of which all is known in closed form.
  ///
  /// - Parameters:
  ///   - claimRate: Claims in a unit of time in the mean, finite and > 0.
  ///   - premiumRate: Premium earned in a unit of time, finite and > 0.
  ///   - claims: The law of one claim.
  /// - Throws: `InsuranceError.invalid` for a rate out of range.
  public init(claimRate: Double, premiumRate: Double, claims: ExponentialMixture) throws(InsuranceError) {
    try self.init(claimRate, premiumRate, .mixture(claims), mean: claims.mean)
  }

  /// Creates the process of claims on a grid.
  ///
  /// - Parameters:
  ///   - claimRate: Claims in a unit of time in the mean, finite and > 0.
  ///   - premiumRate: Premium earned in a unit of time, finite and > 0.
  ///   - claims: The law of one claim.
  ///   - mean: The mean claim, needed when the grid leaves out a part of the law. Without such a part it is the grid's own.
  /// - Throws: `InsuranceError.invalid` for a rate out of range, for claims that are all zero, and for a mean less than the
  ///   grid's own, or other than it where the grid leaves out nothing; `.infiniteMean`; `.tooCoarse` where a mean is needed
  ///   and not given.
  /// - Complexity: O(losses).
  public init(
    claimRate: Double, premiumRate: Double, claims: LossDistribution, mean: Double? = nil
  ) throws(InsuranceError) {
    let own = claims.mean
    guard claims.beyond == 0 || mean != nil else {
      throw .tooCoarse("a grid of claims whose mean is not given", error: claims.beyond, bound: 0)
    }
    let mean = mean ?? own
    guard mean != .infinity else { throw .infiniteMean("claims") }
    guard mean >= own * (1 - 1e-9), claims.beyond > 0 || mean <= own * (1 + 1e-9) else {
      throw .invalid("mean claim", index: nil, value: mean, expected: claims.beyond > 0 ? "≥ \(own)" : "\(own)")
    }
    let used = claims.beyond > 0 ? max(mean, own) : own
    try self.init(claimRate, premiumRate, .grid(GridClaims(claims, mean: used)), mean: used)
  }

  private init(
    _ claimRate: Double, _ premiumRate: Double, _ claims: SurplusClaims, mean: Double
  ) throws(InsuranceError) {
    try InsuranceError.checkPositive("claim rate", claimRate)
    try InsuranceError.checkPositive("premium rate", premiumRate)
    try InsuranceError.checkPositive("mean claim", mean)
    self.claimRate = claimRate
    self.premiumRate = premiumRate
    self.claims = claims
    meanClaim = mean
    try InsuranceError.checkPositive("expected loss ratio", lossRatio)
  }

  /// ρ = λ E[X] / c: claims over premium, in the mean; also the probability of ruin from no surplus, when it is below one.
  public var lossRatio: Double { claimRate * meanClaim / premiumRate }

  /// θ = 1/ρ − 1: by how much of the expected claims the premium exceeds them; not positive where ruin is certain.
  public var safetyLoading: Double { 1 / lossRatio - 1 }

  /// Whether premium exceeds claims in the mean. Without it the probability of ruin is one.
  public var hasNetProfit: Bool { lossRatio < 1 }

  /// P(H > x) of the height H of a ladder step, the equilibrium law of the claims: ∫ₓ^∞ P(X > y) dy / E[X].
  func equilibriumExceedance(_ x: Double) -> Double {
    switch claims {
    case .mixture(let mixture): mixture.sum { $0 / $1 * exp(-$1 * x) } / meanClaim
    case .grid(let grid): grid.equilibriumExceedance(x)
    }
  }
}

/// The law of one claim, as the two initializers take it.
enum SurplusClaims: Hashable, Sendable {
  case mixture(ExponentialMixture)
  case grid(GridClaims)
}

/// Claims on a grid, with the sums that questions about ruin ask for.
struct GridClaims: Hashable, Sendable {
  let law: LossDistribution
  let mean: Double
  /// P(X > index · step).
  let exceedances: [Double]
  /// ∫ P(X > y) dy from index · step to the end of the grid.
  private let tailIntegrals: [Double]

  init(_ law: LossDistribution, mean: Double) {
    self.law = law
    self.mean = mean
    exceedances = law.exceedances
    var integrals = [Double](repeating: 0, count: exceedances.count)
    var sum = CompensatedSum()
    for index in exceedances.indices.dropLast().reversed() {
      sum.add(law.step * exceedances[index])
      integrals[index] = sum.value
    }
    tailIntegrals = integrals
  }

  /// Linear within a step, for P(X > y) is constant there. From the end of the grid it is what the mean has beyond it.
  func equilibriumExceedance(_ x: Double) -> Double {
    let rest = max(mean - tailIntegrals[0], 0) * (law.beyond > 0 ? 1 : 0)
    guard x < law.greatest else { return rest / mean }
    let index = min(max(Int(x / law.step), 0), exceedances.count - 2)
    let within = exceedances[index] * (Double(index + 1) * law.step - x)
    return (rest + tailIntegrals[index + 1] + within) / mean
  }
}
