import TailpoolNumerics

/// Bornhuetter and Ferguson's reserves: what is not developed yet comes as it was expected beforehand, whatever was seen.
///
///     reserve(i) = (1 − 1 / F(i)) · loss ratio(i) · exposure(i),  F(i) the factor from the latest age to ultimate
///
/// - Source: R. L. Bornhuetter, R. E. Ferguson, Proceedings of the Casualty Actuarial Society 59 (1972) 181.
public struct BornhuetterFerguson: Hashable, Sendable {
  /// Expected ultimate claims over exposure, of each origin period.
  public let lossRatios: [Double]
  /// The reserve of each origin period.
  public let reserves: [Double]
  /// Claims of each origin period when all is settled: latest + reserve.
  public let ultimates: [Double]

  /// Computes reserves from loss ratios that were expected beforehand.
  ///
  /// - Parameters:
  ///   - chainLadder: The development.
  ///   - exposures: The exposure of each origin period (premium, or sums insured), finite and > 0.
  ///   - lossRatios: Expected ultimate claims over exposure, of each origin period, finite and ≥ 0.
  /// - Throws: `InsuranceError.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(cells).
  public init(
    _ chainLadder: ChainLadder, exposures: [Double], lossRatios: [Double]
  ) throws(InsuranceError) {
    let triangle = chainLadder.triangle
    try Self.check(exposures, of: triangle)
    guard lossRatios.count == triangle.origins else {
      throw .countMismatch("loss ratios", expected: triangle.origins, actual: lossRatios.count)
    }
    try InsuranceError.checkNonNegative("loss ratio", lossRatios)
    self.lossRatios = lossRatios
    reserves = zip(Self.developed(chainLadder), zip(exposures, lossRatios)).map { (1 - $0) * $1.0 * $1.1 }
    ultimates = zip(triangle.latest, reserves).map { $0 + $1 }
    if let origin = ultimates.firstIndex(where: { !$0.isFinite }) {
      throw .invalid("ultimate claims", index: origin, value: ultimates[origin], expected: "a finite number")
    }
  }

  /// The Cape Cod method: the same, with one loss ratio that the claims themselves say.
  ///
  ///     loss ratio = Σ latest(i) / Σ exposure(i) / F(i)
  ///
  /// - Parameters:
  ///   - chainLadder: The development.
  ///   - exposures: The exposure of each origin period, finite and > 0, at one level of prices.
  /// - Throws: `InsuranceError.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(cells).
  public static func capeCod(
    _ chainLadder: ChainLadder, exposures: [Double]
  ) throws(InsuranceError) -> BornhuetterFerguson {
    try check(exposures, of: chainLadder.triangle)
    let used = CompensatedSum(zip(exposures, developed(chainLadder)).map { $0 * $1 }).value
    let lossRatio = CompensatedSum(chainLadder.triangle.latest).value / used
    return try BornhuetterFerguson(
      chainLadder, exposures: exposures, lossRatios: exposures.map { _ in lossRatio })
  }

  /// The part of each origin period's claims that is developed, 1 / F(i).
  private static func developed(_ chainLadder: ChainLadder) -> [Double] {
    let factors = chainLadder.factorsToUltimate
    return chainLadder.triangle.cumulative.map { 1 / factors[$0.count - 1] }
  }

  private static func check(_ exposures: [Double], of triangle: DevelopmentTriangle) throws(InsuranceError) {
    guard exposures.count == triangle.origins else {
      throw .countMismatch("exposures", expected: triangle.origins, actual: exposures.count)
    }
    for (origin, exposure) in exposures.enumerated() {
      try InsuranceError.checkPositive("exposure", exposure, index: origin)
    }
  }
}
