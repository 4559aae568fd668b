import TailpoolAnalysis

/// Round numbers along an axis.
enum Ticks {
  /// The smallest round step that divides a span into at most `count` steps.
  static func niceStep(span: Double, count: Double) -> Double { RoundStep.step(span: span, count: count) }

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
