import TailpoolLibc
import TailpoolPricing

/// The stochastic alpha beta rho (SABR) model's asymptotic smiles.
///
/// Source: P. Hagan, D. Kumar, A. Lesniewski and D. Woodward, "Managing smile risk", Wilmott (2002).
package struct SABR: Hashable, Sendable {
  /// α, the initial volatility, > 0.
  package var alpha: Double
  /// β, the exponent of the forward, in [0, 1].
  package var beta: Double
  /// ρ, the correlation, in (−1, 1).
  package var rho: Double
  /// ν, the volatility of volatility, ≥ 0.
  package var nu: Double

  /// Creates a model; see the properties.
  package init(alpha: Double, beta: Double, rho: Double, nu: Double) {
    self.alpha = alpha
    self.beta = beta
    self.rho = rho
    self.nu = nu
  }

  /// The Black volatility, Hagan et al. (2002), equation 2.17a.
  ///
  /// With L = log(F/K), h = 1 − β, P = (FK)^(h/2), z = ν P L / α and x(z) the geodesic distance:
  ///
  ///     σ = α / (P (1 + h²L²/24 + h⁴L⁴/1920)) · z/x(z) · (1 + (h²α²/24P² + ρβνα/4P + (2 − 3ρ²)ν²/24) T)
  ///
  /// - Parameters:
  ///   - forward: Forward price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  /// - Returns: Annual lognormal volatility; the limit at strike = forward. NaN for arguments or parameters out of
  ///   their range. Far from the money the formula is not free of arbitrage.
  /// - Accuracy: 1e-14 relative on every row of References/Tables/sabr_hagan_lognormal.csv.
  /// - Complexity: O(1), no allocation.
  package func volatility(forward: Double, strike: Double, years: Double) -> Double {
    guard isInDomain(forward, strike, years) else { return .nan }
    let h = 1 - beta
    let l = logRatio(forward, strike)
    let p = power(forward, strike, 0.5 * h)
    let square = h * h * l * l
    let level = alpha / (p * (1 + square / 24 + square * square / 1920))
    let drift = h * h * alpha * alpha / (24 * p * p) + rho * beta * nu * alpha / (4 * p) + curvature
    return level * stretch(nu / alpha * p * l) * (1 + drift * years)
  }

  /// The normal (Bachelier) volatility.
  ///
  /// With ζ = (F^h − K^h)/h and z = ν ζ / α:
  ///
  ///     σ = α (F − K) / ζ · z/x(z) · (1 + (−β(2 − β)α²/24P² + ραβν/4P + (2 − 3ρ²)ν²/24) T)
  ///
  /// where differences of powers are hyperbolic sines, F^h − K^h = 2 (FK)^(h/2) sinh(hL/2), so that nothing cancels.
  ///
  /// - Parameters: As of `volatility`.
  /// - Returns: Annual volatility in units of the forward; the limits at strike = forward and β = 1. NaN for arguments
  ///   or parameters out of their range.
  /// - Accuracy: 1e-14 relative on every row of References/Tables/sabr_normal.csv.
  /// - Complexity: O(1), no allocation.
  package func normalVolatility(forward: Double, strike: Double, years: Double) -> Double {
    guard isInDomain(forward, strike, years) else { return .nan }
    let h = 1 - beta
    let l = logRatio(forward, strike)
    let p = power(forward, strike, 0.5 * h)
    let narrowing = sinhRatio(0.5 * h * l)
    let level = alpha * power(forward, strike, 0.5 * beta) * sinhRatio(0.5 * l) / narrowing
    let drift =
      -beta * (2 - beta) * alpha * alpha / (24 * p * p) + rho * alpha * nu * beta / (4 * p) + curvature
    return level * stretch(nu / alpha * p * l * narrowing) * (1 + drift * years)
  }

  private var curvature: Double { (2 - 3 * rho * rho) * nu * nu / 24 }

  private func isInDomain(_ forward: Double, _ strike: Double, _ years: Double) -> Bool {
    forward > 0 && forward < .infinity && strike > 0 && strike < .infinity && isFiniteNonnegative(years)
      && alpha > 0 && alpha < .infinity && (0...1).contains(beta) && abs(rho) < 1 && isFiniteNonnegative(nu)
  }

  /// (FK)^exponent, without overflow of the product.
  private func power(_ forward: Double, _ strike: Double, _ exponent: Double) -> Double {
    exponent == 0 ? 1 : pow(forward, exponent) * pow(strike, exponent)
  }

  /// z / x(z), 1 at z = 0.
  private func stretch(_ z: Double) -> Double {
    if z == 0 { return 1 }
    // x(z; ρ) = −x(−z; −ρ): for z ≥ 0 the numerator √(1 − 2ρz + z²) + z − ρ never cancels.
    return z > 0 ? z / distance(z, rho) : -z / distance(-z, -rho)
  }

  /// log((√(1 − 2ρz + z²) + z − ρ) / (1 − ρ)) for z > 0.
  private func distance(_ z: Double, _ rho: Double) -> Double {
    let root = (1 + z * (z - 2 * rho)).squareRoot()
    return log1p(z * (1 + (z - 2 * rho) / (1 + root)) / (1 - rho))
  }

  /// sinh(x) / x, 1 at x = 0.
  private func sinhRatio(_ x: Double) -> Double { x == 0 ? 1 : sinh(x) / x }
}
