/// Bühlmann's credibility: contracts seen for the same number of periods, each of the same weight.
///
///     s² = Σ (X(i, t) − X(i))² / (I (n − 1));  a = Σ (X(i) − X)² / (I − 1) − s² / n;  Z = n / (n + s² / a)
///
/// - Source: H. Bühlmann, ASTIN Bulletin 4 (1967) 199.
public struct BuhlmannCredibility: Hashable, Sendable {
  /// Creates the model.
  public init() {}

  /// Fits the model by the unbiased estimators.
  ///
  /// - Parameter ratios: One row a contract, one number a period: at least two rows of the same number ≥ 2 of finite numbers.
  /// - Throws: `InsuranceError.empty`, `.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(contracts · periods).
  public func fit(_ ratios: [[Double]]) throws(InsuranceError) -> CredibilityFit {
    let periods = ratios.first?.count ?? 0
    for (contract, row) in ratios.enumerated() where row.count != periods {
      throw .countMismatch("periods of contract \(contract)", expected: periods, actual: row.count)
    }
    return try BuhlmannStraubCredibility().fit(
      ratios, weights: ratios.map { $0.map { _ in 1 } })
  }

  /// The credibility of a number of periods, n / (n + k).
  ///
  /// - Parameters:
  ///   - periods: Periods of experience, ≥ 0.
  ///   - within: The expected variance of a period (of the process), ≥ 0.
  ///   - between: The variance of the hypothetical means, ≥ 0.
  /// - Returns: 0 … 1; 0 without periods or without variance between contracts.
  /// - Throws: `InsuranceError.invalid` for another argument.
  public static func credibility(
    periods: Double, within: Double, between: Double
  ) throws(InsuranceError) -> Double {
    for (what, value) in [("periods", periods), ("variance within", within), ("variance between", between)] {
      try InsuranceError.checkNonNegative(what, value)
    }
    return CredibilityFit.credibility(of: periods, within: within, between: between)
  }
}
