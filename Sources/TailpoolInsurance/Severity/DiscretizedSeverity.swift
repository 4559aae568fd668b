import TailpoolNumerics

/// How the law of a claim becomes one on whole steps.
public enum DiscretizationMethod: Hashable, Sendable, CaseIterable {
  /// Each amount to the nearest point of the grid, from halfway down: no claim moves by more than half a step.
  case rounding
  /// Each amount down to the grid: a claim that is no greater anywhere, and smaller by less than a step.
  case lower
  /// Each amount up to the grid: a claim that is no smaller anywhere, and greater by less than a step.
  case upper
  /// Each amount parted between the two points beside it such that its mean stays: the local moments of first order. The mean
  /// of what lies on the grid is exact, and the variance somewhat greater.
  case momentMatching

  /// The most by which a claim moves, in steps.
  public var greatestShift: Double { self == .rounding ? 0.5 : 1 }
}

/// A law of claims on a grid of n points, with a bound on the error of its mean.
///
/// The grid ends at G = (n − 1) · step. Probabilities of the far tail keep their relative digits: what a cell holds is an
/// integral of the density, never a difference of distribution functions near one. With X̂ the claim on the grid,
///
///     |E[X̂] − E[X]| ≤ |E[min(X̂, G)] − E[min(X, G)]| + E[(X − G)⁺]
///
/// - Source: Klugman, Panjer, Willmot, Loss Models, 4th edition (2012), section 9.6.5; H. U. Gerber, ASTIN Bulletin 13 (1982) 137.
public struct DiscretizedSeverity: Hashable, Sendable {
  /// The law on the grid, with the probability beyond it.
  public let law: LossDistribution
  /// How it was made.
  public let method: DiscretizationMethod
  /// E[min(X̂, G)] − E[min(X, G)]: what the steps do to the mean of what lies on the grid. Zero but for rounding with moment
  /// matching, not positive for the lower method, not negative for the upper.
  public let meanShift: Double
  /// E[(X − G)⁺]: what lies beyond the greatest loss of the grid; infinite for an infinite mean.
  public let meanBeyond: Double

  /// The distance of the points.
  public var step: Double { law.step }
  /// The probability of more than the greatest loss of the grid.
  public var beyond: Double { law.beyond }
  /// The bound on the error of the mean.
  public var meanErrorBound: Double { abs(meanShift) + meanBeyond }
}

extension ClaimSeverity {
  /// Makes a law on a grid.
  ///
  /// - Parameters:
  ///   - step: The distance of the points, finite and > 0.
  ///   - points: The number of points, 1 … 2²⁴: 0, step, 2 step, ….
  ///   - method: How amounts go to points.
  ///   - meanError: The greatest error of the mean that is allowed, ≥ 0; nil for any.
  ///   - greatestBeyond: The greatest probability beyond the grid that is allowed, ≥ 0; nil for any.
  /// - Returns: The law, with its step, method, probability beyond the grid and bound.
  /// - Throws: `InsuranceError.tooCoarse` when the bound on the mean's error, or the probability beyond, is greater than allowed;
  ///   `.infiniteMean` when a mean's error is given for a law without a mean; `.invalid` for other arguments, and for a law of
  ///   your own whose probabilities do not sum to one within 1e-9.
  /// - Accuracy: Each probability to some 1e-13 of itself for the smooth laws of this module, unless a cell is longer than
  ///   the scale on which the density changes.
  /// - Complexity: O(points); a smooth law's cells go through a kernel on two nodes a cell where the steps are fine.
  public func discretized(
    step: Double, points: Int, method: DiscretizationMethod = .momentMatching, meanError: Double? = nil,
    beyond greatestBeyond: Double? = nil
  ) throws(InsuranceError) -> DiscretizedSeverity {
    for (name, bound) in [
      ("allowed error of the mean", meanError), ("allowed probability beyond the grid", greatestBeyond),
    ] {
      if let bound, !(bound >= 0) { throw .invalid(name, index: nil, value: bound, expected: "a number ≥ 0") }
    }
    if meanError != nil { _ = try finiteMean() }
    let result = try discretized(grid: SeverityGrid(start: 0, step: step, count: points), method)
    if let greatestBeyond, !(result.beyond <= greatestBeyond) {
      throw .tooCoarse("the probability within the grid", error: result.beyond, bound: greatestBeyond)
    }
    if let meanError, !(result.meanErrorBound <= meanError) {
      throw .tooCoarse("the mean on the grid", error: result.meanErrorBound, bound: meanError)
    }
    return result
  }

  private func discretized(
    grid: SeverityGrid, _ method: DiscretizationMethod
  ) throws(InsuranceError) -> DiscretizedSeverity {
    let (step, count) = (grid.step, grid.count)
    let probabilities: [Double]
    let beyond: Double
    switch method {
    case .rounding:
      let cells = try checkedCells(SeverityGrid(unchecked: -0.5 * step, step: step, count: count))
      (probabilities, beyond) = (cells.masses, cells.above)
    case .upper:
      let cells = try checkedCells(SeverityGrid(unchecked: -step, step: step, count: count))
      (probabilities, beyond) = (cells.masses, cells.above)
    case .lower:
      (probabilities, beyond) = try checkedCells(SeverityGrid(unchecked: -step, step: step, count: count + 1))
        .roundedDown()
    case .momentMatching:
      (probabilities, beyond) = try checkedCells(SeverityGrid(unchecked: -step, step: step, count: count + 1)).parted()
    }
    let law = try LossDistribution(step: step, probabilities: probabilities, beyond: beyond > 1 ? 1 : beyond)
    return DiscretizedSeverity(
      law: law, method: method, meanShift: law.mean - limitedExpectedValue(law.greatest),
      meanBeyond: stopLoss(above: law.greatest))
  }

  /// The cells of a grid, as many as it has, which a law of the user's own may get wrong.
  private func checkedCells(_ grid: SeverityGrid) throws(InsuranceError) -> SeverityCells {
    let cells = cells(grid)
    guard cells.masses.count == grid.count else {
      throw .countMismatch("cells of the severity", expected: grid.count, actual: cells.masses.count)
    }
    return cells
  }

  /// A step for which a number of points reaches to where no more than a probability lies beyond.
  ///
  /// - Parameters:
  ///   - points: The number of points, 2 … 2²⁴.
  ///   - beyond: The probability that may lie beyond, more than 0 and less than 1.
  /// - Returns: The quantile of the tail, divided by the number of steps.
  /// - Throws: `InsuranceError.invalid` for other arguments, and for a law whose quantile is zero or infinite.
  public func recommendedStep(points: Int, beyond: Double) throws(InsuranceError) -> Double {
    guard points >= 2, points <= SeverityGrid.greatestCount else {
      throw .invalid(
        "number of points", index: nil, value: Double(points), expected: "2 … \(SeverityGrid.greatestCount)")
    }
    guard beyond > 0, beyond < 1 else {
      throw .invalid("probability beyond the grid", index: nil, value: beyond, expected: "more than 0, less than 1")
    }
    let step = quantile(upperTail: beyond) / Double(points - 1)
    // One rounding up, or the last point might stay below the quantile.
    return try InsuranceError.checkPositive("quantile of the tail, in steps", step).nextUp.nextUp
  }
}

extension SeverityCells {
  /// Of cells that begin one step below zero: what each point has when amounts go down to it. The last cell lies beyond.
  fileprivate consuming func roundedDown() -> (probabilities: [Double], beyond: Double) {
    let count = masses.count - 1
    // The first cell holds no amount but zero.
    let zero = masses[0]
    guard !endMasses.isEmpty else {
      masses.removeFirst()
      masses[0] += zero
      return (masses, above)
    }
    for point in 0..<count { masses[point] = max(masses[point + 1] - endMasses[point + 1], 0) + endMasses[point] }
    masses[0] += zero - endMasses[0]
    masses.removeLast()
    return (masses, above + endMasses[count])
  }

  /// The same when each amount is parted between its neighbors so that its mean stays.
  fileprivate consuming func parted() -> (probabilities: [Double], beyond: Double) {
    let count = masses.count - 1
    let split = moments
    unsafe masses.withUnsafeMutableBufferPointer { masses in
      unsafe split.withUnsafeBufferPointer { moments in
        for point in 0..<count { unsafe masses[point] = moments[point] + (masses[point + 1] - moments[point + 1]) }
      }
    }
    masses.removeLast()
    return (masses, above + split[count])
  }
}
