import Foundation

/// Round numbers along an axis.
enum Ticks {
  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that divides a span into at most `count` steps.
  ///
  /// - Parameters:
  ///   - span: Length of the axis, > 0 and finite; anything else gives 1.
  ///   - count: Steps wanted, > 0.
  static func niceStep(span: Double, count: Double) -> Double {
    let raw = span / count
    guard raw > 0, raw.isFinite else { return 1 }
    let power = pow(10, log10(raw).rounded(.down))
    guard power > 0 else { return raw }
    for factor in [1, 2, 2.5, 5] where factor * power >= raw * (1 - 1e-12) { return factor * power }
    return 10 * power
  }

  /// Whole multiples of a nice step inside a range.
  ///
  /// - Parameters:
  ///   - range: The range of the axis, finite.
  ///   - count: Greatest number of steps wanted.
  /// - Returns: Increasing values; empty when the range is not finite.
  static func values(in range: ClosedRange<Double>, count: Int) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard span.isFinite, span > 0, count > 0 else { return span == 0 ? [range.lowerBound] : [] }
    let step = niceStep(span: span, count: Double(count))
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    return (0...count + 1).map { (first + Double($0)) * step + 0 }.filter { $0 <= range.upperBound + 1e-9 * step }
  }
}
