#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The quantile of the standard normal distribution.
///
/// Rational functions in three regions: |p − ½| ≤ 0.425, and the tails by `r = √(−ln min(p, 1 − p))` up to 5 and
/// beyond.
///
/// - Parameter p: A probability in (0, 1).
/// - Returns: x with N(x) = p; −∞ at 0, +∞ at 1, NaN outside and for NaN.
/// - Accuracy: About 1e-15 relative on (1e-300, 1 − 2⁻⁵³); stated as 1e-16 in exact arithmetic by the source.
/// - Source: M. Wichura, algorithm AS 241, PPND16, Applied Statistics 37 (1988) 477.
func inverseNormal(_ p: Double) -> Double {
  let q = p - 0.5
  if abs(q) <= 0.425 { return q * ratio(0.180625 - q * q, center.numerator, center.denominator) }
  let tail = q < 0 ? p : 1 - p
  guard tail > 0 else { return tail == 0 ? (q < 0 ? -Double.infinity : .infinity) : .nan }
  let r = (-log(tail)).squareRoot()
  let x = r <= 5 ? ratio(r - 1.6, near.numerator, near.denominator) : ratio(r - 5, far.numerator, far.denominator)
  return q < 0 ? -x : x
}

/// Eight coefficients each, from the constant to the seventh power.
private typealias Coefficients = (numerator: SIMD8<Double>, denominator: SIMD8<Double>)

private func ratio(_ x: Double, _ numerator: SIMD8<Double>, _ denominator: SIMD8<Double>) -> Double {
  var (above, below) = (numerator[7], denominator[7])
  for k in stride(from: 6, through: 0, by: -1) {
    above = above * x + numerator[k]
    below = below * x + denominator[k]
  }
  return above / below
}

private let center: Coefficients = (
  SIMD8(
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3),
  SIMD8(
    1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3)
)

private let near: Coefficients = (
  SIMD8(
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
  SIMD8(
    1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
)

private let far: Coefficients = (
  SIMD8(
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
  SIMD8(
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15)
)
