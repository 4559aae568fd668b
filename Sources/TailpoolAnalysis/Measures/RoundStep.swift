import TailpoolLibc

/// Round widths of bins and distances of ticks.
package enum RoundStep {
  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that divides a span into at most `count` steps.
  ///
  /// - Parameters:
  ///   - span: Length of the axis, > 0 and finite; anything else gives 1.
  ///   - count: Steps wanted, > 0.
  package static func step(span: Double, count: Double) -> Double {
    let raw = span / count
    guard raw > 0, raw.isFinite else { return 1 }
    let power = pow(10, log10(raw).rounded(.down))
    guard power > 0 else { return raw }
    for factor in [1, 2, 2.5, 5] where factor * power >= raw * (1 - 1e-12) { return factor * power }
    return 10 * power
  }
}
