/// What a layer pays of a claim, per claim: Y = min((X − attachment)⁺, limit), zero included.
///
/// An ordinary deductible is a layer without limit, a policy limit one that attaches at zero. All closed forms are those of
/// the claim itself, with its accuracy.
public struct LayerSeverity: ClaimSeverity {
  /// The law of the claim.
  public let claim: any ClaimSeverity
  /// The amount from which the layer pays.
  public let attachment: Double
  /// The most that it pays, may be infinite.
  public let limit: Double

  /// Creates the law of what a layer pays.
  ///
  /// - Parameters:
  ///   - claim: The law of the claim.
  ///   - limit: The most that the layer pays, > 0; infinite for no limit.
  ///   - attachment: The amount from which it pays, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(of claim: any ClaimSeverity, limit: Double, above attachment: Double) throws(InsuranceError) {
    guard limit > 0 else { throw .invalid("limit", index: nil, value: limit, expected: "a number > 0") }
    try InsuranceError.checkNonNegative("attachment", attachment)
    (self.claim, self.limit, self.attachment) = (claim, limit, attachment)
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double {
    amount < 0 ? 1 : amount >= limit ? 0 : claim.survival(attachment + amount)
  }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    amount < 0 ? 0 : amount >= limit ? 1 : claim.cumulative(attachment + amount)
  }

  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double {
    min(max(claim.quantile(upperTail: tail) - attachment, 0), limit)
  }

  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    min(max(claim.quantile(probability) - attachment, 0), limit)
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from low: Double, to high: Double) -> Double {
    guard low >= 0, low.isFinite, high >= low else { return .nan }
    guard low < limit else { return 0 }
    return claim.layerMean(from: attachment + low, to: attachment + min(high, limit))
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from low: Double, to high: Double) -> Double {
    guard low >= 0, low.isFinite, high >= low else { return .nan }
    guard low < limit else { return 0 }
    return claim.layerSecondMoment(from: attachment + low, to: attachment + min(high, limit))
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: 0)
    cells.add(claim.cumulative(attachment), at: 0, on: grid)
    cells.add(limit < .infinity ? claim.survival(attachment + limit) : 0, at: limit, on: grid)
    // The cells of the payment between zero and the limit are those of the claim, moved.
    let whole = grid.wholeCells(from: 0, to: limit)
    let moved = SeverityGrid(
      unchecked: attachment + grid.lowerEnd(whole.lowerBound), step: grid.step, count: whole.count)
    let own = moved.count > 0 ? claim.cells(moved) : SeverityCells(count: 0, above: claim.survival(moved.start))
    cells.add(own, times: 1, at: whole.lowerBound)
    if limit > grid.lowerEnd(grid.count) { cells.above = own.above }
    // Zero and the limit may lie within cells.
    let claims = SeverityGrid(unchecked: attachment + grid.start, step: grid.step, count: grid.count)
    if whole.lowerBound > 0, whole.lowerBound <= grid.count {
      cells.addDirectly(
        to: whole.lowerBound - 1, from: attachment, to: min(moved.start, attachment + limit), of: claim, on: claims)
    }
    if whole.upperBound < grid.count {
      cells.addDirectly(
        to: whole.upperBound, from: moved.lowerEnd(moved.count), to: attachment + limit, of: claim, on: claims)
    }
    return cells
  }
}
