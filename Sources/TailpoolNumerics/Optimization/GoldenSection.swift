/// The end of a golden-section search: an interval around the best number of a function with one minimum or maximum.
///
/// An interval is cut where its inner points divide it in the golden ratio, on the side of the worse of the two, so that
/// one of them divides what is left in the same ratio.
@usableFromInline
package struct GoldenSection {
  /// The lower end.
  @usableFromInline package let low: Double
  /// The upper end.
  @usableFromInline package let high: Double
  /// The value at the lower inner point that was found last.
  @usableFromInline package let atLeft: Double
  /// The value at the upper inner point that was found last.
  @usableFromInline package let atRight: Double

  /// The middle of the interval.
  package var middle: Double { 0.5 * (low + high) }

  /// What becomes of the inner point that stays inside.
  @usableFromInline
  package enum InnerPoint: Sendable {
    /// It is kept with its value: one evaluation a step. Rounding moves it from the golden ratio by a little in each.
    case kept
    /// Both points are placed and evaluated anew, twice the work: for intervals that are cut down to rounding.
    case placedAnew
  }

  /// Cuts an interval.
  ///
  /// - Parameters:
  ///   - interval: Where the best number is.
  ///   - width: The search ends when the interval is not wider.
  ///   - mostSteps: Or after so many steps.
  ///   - innerPoint: What becomes of the inner point that stays.
  ///   - isBetter: Whether the first of two values, of the lower point, is the better one; the least is best by default.
  ///   - value: The function.
  /// - Complexity: About 4.8 steps for each factor of ten.
  @inlinable
  package static func search<Failure: Error>(
    _ interval: ClosedRange<Double>, to width: Double, mostSteps: Int = .max, innerPoint: InnerPoint = .kept,
    isBetter: (_ left: Double, _ right: Double) -> Bool = { $0 < $1 },
    _ value: (Double) throws(Failure) -> Double
  ) throws(Failure) -> GoldenSection {
    var (low, high) = (interval.lowerBound, interval.upperBound)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (try value(left), try value(right))
    var steps = 0
    while true {
      guard high - low > width, steps < mostSteps else { break }
      steps += 1
      let leftIsBetter = isBetter(atLeft, atRight)
      if leftIsBetter { high = right } else { low = left }
      let isLast = innerPoint == .placedAnew && !(high - low > width && steps < mostSteps)
      if isLast { break }
      switch (innerPoint, leftIsBetter) {
      case (.kept, true):
        (right, atRight) = (left, atLeft)
        left = high - ratio * (high - low)
        atLeft = try value(left)
      case (.kept, false):
        (left, atLeft) = (right, atRight)
        right = low + ratio * (high - low)
        atRight = try value(right)
      case (.placedAnew, _):
        (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        (atLeft, atRight) = (try value(left), try value(right))
      }
    }
    return GoldenSection(low: low, high: high, atLeft: atLeft, atRight: atRight)
  }

  @inlinable
  init(low: Double, high: Double, atLeft: Double, atRight: Double) {
    self.low = low
    self.high = high
    self.atLeft = atLeft
    self.atRight = atRight
  }

  /// (√5 − 1) / 2.
  @inlinable static var ratio: Double { 0.6180339887498949 }
}
