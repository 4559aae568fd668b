/// The end of a bisection: an interval between a number where a condition fails and one where it holds.
@usableFromInline
package struct Bisection {
  /// The lower end, where the condition fails unless it is that of the interval given.
  @usableFromInline package let low: Double
  /// The upper end, where the condition holds unless it is that of the interval given.
  @usableFromInline package let high: Double
  /// Evaluations of the condition.
  @usableFromInline package let steps: Int

  /// Halves an interval within which a condition begins to hold.
  ///
  /// - Parameters:
  ///   - interval: The interval; its ends are not evaluated.
  ///   - width: The search ends when the interval is not wider, and always when no number is left inside.
  ///   - mostSteps: Or after so many steps.
  ///   - isReached: The condition: fails up to some number and holds beyond it.
  /// - Complexity: About 3.3 evaluations for each factor of ten.
  @inlinable
  package static func search<Failure: Error>(
    _ interval: ClosedRange<Double>, to width: Double = 0, mostSteps: Int = 200,
    _ isReached: (Double) throws(Failure) -> Bool
  ) throws(Failure) -> Bisection {
    var (low, high, steps) = (interval.lowerBound, interval.upperBound, 0)
    while high - low > width, steps < mostSteps {
      let middle = low + 0.5 * (high - low)
      guard middle > low, middle < high else { break }
      if try isReached(middle) { high = middle } else { low = middle }
      steps += 1
    }
    return Bisection(low: low, high: high, steps: steps)
  }

  @inlinable
  init(low: Double, high: Double, steps: Int) {
    self.low = low
    self.high = high
    self.steps = steps
  }
}
