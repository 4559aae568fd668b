import TailpoolLibc
import TailpoolNumerics

/// A law with a density on one interval, with what it shares of closed forms and quadrature.
protocol SmoothSeverity: ClaimSeverity {
  /// The least amount of the law.
  var least: Double { get }
  /// The density above the least amount; nil where its form would lose digits.
  var logDensity: LogDensity? { get }
  /// E[min(X, limit)] for limit ≥ 0, also infinite, to full relative precision.
  func limitedMean(_ limit: Double) -> Double
  /// E[min(X, limit)²] for limit ≥ 0, also infinite, to full relative precision.
  func limitedSecondMoment(_ limit: Double) -> Double
}

/// A probability that counts as none.
private let negligible = 1e-300

extension SmoothSeverity {
  /// The mean of a layer, ∫ S(x) dx between its two ends: a difference of limited means, or quadrature where that would cancel.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let whole = limitedMean(exhaustion)
    guard attachment > 0, whole.isFinite else { return whole }
    let difference = whole - limitedMean(attachment)
    return difference >= whole / 8 ? difference : integral(from: attachment, to: exhaustion) { _ in 1 }
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends, likewise.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let whole = limitedSecondMoment(exhaustion)
    guard attachment > 0, whole.isFinite else { return whole }
    let difference =
      whole - limitedSecondMoment(attachment) - 2 * attachment * layerMean(from: attachment, to: exhaustion)
    return difference >= whole / 8 ? difference : integral(from: attachment, to: exhaustion) { 2 * $0 }
  }

  /// ∫ weight(x − a) S(x) dx over (a, b) with a > 0, where differences of closed forms would cancel.
  ///
  /// By twenty nodes on each of intervals that double, the first so short that the tail falls to about a third over it,
  /// until the rest adds nothing.
  private func integral(from low: Double, to high: Double, weight: (Double) -> Double) -> Double {
    let tail = survival(low)
    guard tail > 0, high > low else { return 0 }
    // The tail's decay length, by halving: where it falls to about exp(−1).
    var width = min(low, high - low)
    while width > low.ulp, survival(low + width) < 0.36 * tail { width *= 0.5 }
    var (sum, start) = (0.0, low)
    while start < high, start.isFinite {
      let half = 0.5 * min(width, high - start)
      let part =
        half
        * GaussLegendre.twenty.sum { node in
          let excess = (start - low) + half * (1 + node)
          return weight(excess) * survival(low + excess)
        }
      sum += part
      if part <= 1e-18 * sum { break }
      start += 2 * half
      width *= 2
    }
    return sum
  }

  /// What the cells of a grid hold: integrals of the density. Cells of less than 1e-300 cost nothing.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: survival(grid.lowerEnd(grid.count)))
    let first = grid.cellCount(upTo: max(least, quantile(negligible)))
    let last = min(grid.cellCount(upTo: quantile(upperTail: negligible)) + 1, grid.count)
    guard first < last else { return cells }
    // The least amount may lie within the first cell.
    let direct = logDensity == nil ? first..<last : first..<first + 1
    for index in direct { cells.addDirectly(to: index, of: self, on: grid, hasAtoms: false) }
    logDensity?.set(direct.upperBound..<last, of: &cells, on: grid, law: self)
    return cells
  }
}
