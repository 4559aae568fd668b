/// Cells of equal width beside each other, in which the amount of a claim may lie.
///
/// Cell k is above start + k · step and at most start + (k + 1) · step, by comparison of the very numbers.
public struct SeverityGrid: Hashable, Sendable {
  /// The lower end of the first cell, which does not belong to it; may be below zero.
  public let start: Double
  /// The width of a cell, > 0.
  public let step: Double
  /// The number of cells, ≥ 1.
  public let count: Int

  /// The most cells that a grid may have: 2²⁴.
  public static let greatestCount = 1 << 24

  /// Creates a grid.
  ///
  /// - Parameters:
  ///   - start: The lower end of the first cell, finite.
  ///   - step: The width of a cell, finite and > 0.
  ///   - count: The number of cells, 1 … `greatestCount`.
  /// - Throws: `InsuranceError.invalid` for another argument, and for a last cell beyond the range of a `Double`.
  public init(start: Double, step: Double, count: Int) throws(InsuranceError) {
    guard start.isFinite else {
      throw .invalid("start of the grid", index: nil, value: start, expected: "a finite number")
    }
    guard step >= .leastNormalMagnitude, step.isFinite else {
      throw .invalid("step", index: nil, value: step, expected: "a finite number > 0")
    }
    guard count >= 1, count <= Self.greatestCount else {
      throw .invalid("number of points", index: nil, value: Double(count), expected: "1 … \(Self.greatestCount)")
    }
    guard (start + Double(count) * step).isFinite else {
      throw .invalid("step", index: nil, value: step, expected: "a grid that ends at a finite amount")
    }
    self.init(unchecked: start, step: step, count: count)
  }

  /// For grids that come from another; may be without cells.
  init(unchecked start: Double, step: Double, count: Int) {
    (self.start, self.step, self.count) = (start, step, count)
  }

  /// The lower end of a cell, and the upper end of the one before.
  ///
  /// - Parameter index: The cell, from 0; `count` for the upper end of the last.
  public func lowerEnd(_ index: Int) -> Double { start + Double(index) * step }

  /// The number of cells whose upper end is no more than an amount.
  func cellCount(upTo amount: Double) -> Int {
    let cells = ((amount - start) / step).rounded(.down)
    guard cells < Double(count) + 2 else { return count }
    var whole = cells > 0 ? min(Int(cells), count) : 0
    // The quotient is rounded; the ends decide.
    while whole > 0, lowerEnd(whole) > amount { whole -= 1 }
    while whole < count, lowerEnd(whole + 1) <= amount { whole += 1 }
    return whole
  }

  /// The cell that an amount lies in; nil where it lies outside.
  func cell(of amount: Double) -> Int? {
    guard amount > start, amount <= lowerEnd(count) else { return nil }
    let whole = cellCount(upTo: amount)
    return whole > 0 && lowerEnd(whole) == amount ? whole - 1 : min(whole, count - 1)
  }

  /// The cells of an interval that lie in it as a whole; where there is none, the place where they would be.
  func wholeCells(from low: Double, to high: Double) -> Range<Int> {
    let below = cellCount(upTo: low)
    let first = below < count && lowerEnd(below) < low ? below + 1 : below
    return first..<max(first, cellCount(upTo: high))
  }
}
