/// The fourth-moment Cornish–Fisher expansion of a quantile.
///
///     w = z + (z² − 1) s/6 + (z³ − 3z) k/24 − (2z³ − 5z) s²/36
///
/// for skewness s and excess kurtosis k. As a function of z it must increase to be a quantile.
///
/// - Source: E. Cornish and R. Fisher, Revue de l'Institut International de Statistique 5 (1938) 307; the domain after
///   D. Maillard, "A user's guide to the Cornish Fisher expansion" (2012).
package struct CornishFisher: Hashable, Sendable {
  /// The skewness.
  package let skewness: Double
  /// The excess kurtosis.
  package let excessKurtosis: Double

  /// Creates the expansion.
  ///
  /// - Parameters:
  ///   - skewness: The skewness.
  ///   - excessKurtosis: The excess kurtosis.
  /// - Throws: `RiskError.outsideCornishFisherDomain` when the expansion does not increase everywhere.
  package init(skewness: Double, excessKurtosis: Double) throws(RiskError) {
    guard Self.isMonotone(skewness: skewness, excessKurtosis: excessKurtosis) else {
      throw .outsideCornishFisherDomain(skewness: skewness, excessKurtosis: excessKurtosis)
    }
    self.skewness = skewness
    self.excessKurtosis = excessKurtosis
  }

  /// Whether the expansion increases everywhere: its derivative, a parabola in z, is nowhere negative.
  package static func isMonotone(skewness s: Double, excessKurtosis k: Double) -> Bool {
    let (a, b, c) = (k / 8 - s * s / 6, s / 3, 1 - k / 8 + 5 * s * s / 36)
    return a == 0 ? b == 0 && c >= 0 : a > 0 && b * b <= 4 * a * c
  }

  /// The quantile of the standardized distribution.
  ///
  /// - Parameter z: The quantile of the standard normal distribution at the same level.
  package func quantile(normal z: Double) -> Double {
    let (s, k) = (skewness, excessKurtosis)
    return z + (z * z - 1) * s / 6 + (z * z * z - 3 * z) * k / 24 - (2 * z * z * z - 5 * z) * s * s / 36
  }
}
