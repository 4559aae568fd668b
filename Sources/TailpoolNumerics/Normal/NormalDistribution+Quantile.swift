import TailpoolLibc

extension NormalDistribution {
  /// The number below which a standard normal variable lies with a given probability: the inverse of N.
  ///
  /// For a probability near 1 call `quantile(upperTail:)` with the small tail, which 1 − p would have rounded.
  ///
  /// - Parameter probability: In [0, 1]; subnormal numbers included.
  /// - Returns: x with N(x) = probability; −∞ at 0, +∞ at 1. NaN outside [0, 1] and for NaN.
  /// - Complexity: O(1).
  /// - Source: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477.
  @inlinable
  public static func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    let offset = probability - 0.5
    if abs(offset) <= 0.425 { return centralQuantile(offset) }
    return offset < 0 ? -tailQuantile(probability) : tailQuantile(1 - probability)
  }

  /// The number that a standard normal variable exceeds with a given probability: the inverse of 1 − N.
  ///
  /// - Parameter upperTail: In [0, 1]; subnormal numbers included.
  /// - Returns: x with 1 − N(x) = upperTail; +∞ at 0, −∞ at 1. NaN outside [0, 1] and for NaN.
  /// - Complexity: O(1).
  @inlinable
  public static func quantile(upperTail: Double) -> Double {
    -quantile(upperTail)
  }

  /// x with N(x) − ½ = offset, for |offset| ≤ 0.425; accurate relative to itself near 0.
  @inlinable
  static func centralQuantile(_ offset: Double) -> Double {
    let r = 0.180625 - offset * offset
    var p = 2.5090809287301226727e3
    p = p * r + 3.3430575583588128105e4
    p = p * r + 6.7265770927008700853e4
    p = p * r + 4.5921953931549871457e4
    p = p * r + 1.3731693765509461125e4
    p = p * r + 1.9715909503065514427e3
    p = p * r + 1.3314166789178437745e2
    p = p * r + 3.3871328727963666080e0
    var q = 5.2264952788528545610e3
    q = q * r + 2.8729085735721942674e4
    q = q * r + 3.9307895800092710610e4
    q = q * r + 2.1213794301586595867e4
    q = q * r + 5.3941960214247511077e3
    q = q * r + 6.8718700749205790830e2
    q = q * r + 4.2313330701600911252e1
    q = q * r + 1
    return offset * p / q
  }

  /// x > 0 with 1 − N(x) = tail, for tail < 0.075.
  @inlinable
  static func tailQuantile(_ tail: Double) -> Double {
    if tail <= 0 { return .infinity }
    let root = (-log(tail)).squareRoot()
    if root <= 5 { return nearTail(root - 1.6) }
    return farTail(root - 5)
  }

  @inlinable
  static func nearTail(_ r: Double) -> Double {
    var p = 7.74545014278341407640e-4
    p = p * r + 2.27238449892691845833e-2
    p = p * r + 2.41780725177450611770e-1
    p = p * r + 1.27045825245236838258e0
    p = p * r + 3.64784832476320460504e0
    p = p * r + 5.76949722146069140550e0
    p = p * r + 4.63033784615654529590e0
    p = p * r + 1.42343711074968357734e0
    var q = 1.05075007164441684324e-9
    q = q * r + 5.47593808499534494600e-4
    q = q * r + 1.51986665636164571966e-2
    q = q * r + 1.48103976427480074590e-1
    q = q * r + 6.89767334985100004550e-1
    q = q * r + 1.67638483018380384940e0
    q = q * r + 2.05319162663775882187e0
    q = q * r + 1
    return p / q
  }

  @inlinable
  static func farTail(_ r: Double) -> Double {
    var p = 2.01033439929228813265e-7
    p = p * r + 2.71155556874348757815e-5
    p = p * r + 1.24266094738807843860e-3
    p = p * r + 2.65321895265761230930e-2
    p = p * r + 2.96560571828504891230e-1
    p = p * r + 1.78482653991729133580e0
    p = p * r + 5.46378491116411436990e0
    p = p * r + 6.65790464350110377720e0
    var q = 2.04426310338993978564e-15
    q = q * r + 1.42151175831644588870e-7
    q = q * r + 1.84631831751005468180e-5
    q = q * r + 7.86869131145613259100e-4
    q = q * r + 1.48753612908506148525e-2
    q = q * r + 1.36929880922735805310e-1
    q = q * r + 5.99832206555887937690e-1
    q = q * r + 1
    return p / q
  }
}
