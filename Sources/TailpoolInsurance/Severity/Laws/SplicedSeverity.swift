/// Claims that follow one law up to a threshold and another one above it.
///
/// With body B, tail T, threshold c and weight w of the body:
///
///     F(x) = w F_B(x) / F_B(c)               for x ≤ c
///     S(x) = (1 − w) S_T(x) / S_T(c)         for x > c
///
/// The density may jump at the threshold. Accuracy is that of the two laws.
///
/// - Source: Klugman, Panjer, Willmot, Loss Models, 4th edition (2012), section 5.2.6.
public struct SplicedSeverity: ClaimSeverity {
  /// The law below the threshold.
  public let body: any ClaimSeverity
  /// The law above the threshold.
  public let tail: any ClaimSeverity
  /// The amount at which they meet.
  public let threshold: Double
  /// The probability of a claim of at most the threshold.
  public let bodyWeight: Double
  /// w / F_B(c) and (1 − w) / S_T(c).
  private let bodyScale, tailScale: Double

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - body: The law below, with a probability > 0 of at most the threshold, unless its weight is 0.
  ///   - tail: The law above, with a probability > 0 of more than the threshold, unless the body's weight is 1.
  ///   - threshold: Finite and > 0.
  ///   - bodyWeight: The probability of a claim of at most the threshold, 0 … 1.
  /// - Throws: `InsuranceError.invalid`.
  public init(
    body: any ClaimSeverity, tail: any ClaimSeverity, threshold: Double, bodyWeight: Double
  ) throws(InsuranceError) {
    self.threshold = try InsuranceError.checkPositive("threshold", threshold)
    try InsuranceError.checkProbability("weight of the body", bodyWeight)
    (self.body, self.tail, self.bodyWeight) = (body, tail, bodyWeight)
    bodyScale =
      bodyWeight == 0
      ? 0
      : try bodyWeight
        / InsuranceError.checkPositive("the body's probability below the threshold", body.cumulative(threshold))
    tailScale =
      bodyWeight == 1
      ? 0
      : try (1 - bodyWeight)
        / InsuranceError.checkPositive("the tail's probability above the threshold", tail.survival(threshold))
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double {
    guard amount >= 0 else { return amount.isNaN ? .nan : 1 }
    if amount >= threshold { return tailScale == 0 ? 0 : tailScale * tail.survival(amount) }
    guard bodyScale > 0 else { return 1 }
    let (above, atThreshold) = (body.survival(amount), body.survival(threshold))
    let between = above < 0.5 ? above - atThreshold : body.cumulative(threshold) - body.cumulative(amount)
    return min((1 - bodyWeight) + bodyScale * between, 1)
  }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    guard amount >= 0, amount < threshold else { return amount < 0 ? 0 : 1 - survival(amount) }
    return bodyScale == 0 ? 0 : min(bodyScale * body.cumulative(amount), 1)
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let (low, high) = (min(attachment, threshold), min(exhaustion, threshold))
    var mean = (1 - bodyWeight) * (high - low)
    if bodyScale > 0, high > low {
      mean += bodyScale * max(body.layerMean(from: low, to: high) - (high - low) * body.survival(threshold), 0)
    }
    let start = max(attachment, threshold)
    if tailScale > 0, exhaustion > start { mean += tailScale * tail.layerMean(from: start, to: exhaustion) }
    return mean
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let (low, high) = (min(attachment, threshold), min(exhaustion, threshold))
    let width = high - low
    var moment = (1 - bodyWeight) * width * width
    if bodyScale > 0, width > 0 {
      let own = body.layerSecondMoment(from: low, to: high) - width * width * body.survival(threshold)
      moment += bodyScale * max(own, 0)
    }
    let start = max(attachment, threshold)
    if tailScale > 0, exhaustion > start {
      // 2 ∫ (x − a) S(x) dx with x − a = (x − start) + (start − a).
      moment += tailScale * tail.layerSecondMoment(from: start, to: exhaustion)
      let shift = start - attachment
      if shift > 0 { moment += 2 * shift * tailScale * tail.layerMean(from: start, to: exhaustion) }
    }
    return moment
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: survival(grid.lowerEnd(grid.count)))
    let below = grid.cellCount(upTo: threshold)
    if below > 0, bodyScale > 0 {
      cells.add(body.cells(SeverityGrid(unchecked: grid.start, step: grid.step, count: below)), times: bodyScale)
    }
    var next = below
    if next < grid.count, grid.lowerEnd(next) < threshold {
      cells.addDirectly(to: next, of: self, on: grid)
      next += 1
    }
    if next < grid.count, tailScale > 0 {
      let rest = SeverityGrid(unchecked: grid.lowerEnd(next), step: grid.step, count: grid.count - next)
      let tailCells = tail.cells(rest)
      cells.add(tailCells, times: tailScale, at: next)
      cells.above = tailScale * tailCells.above
    }
    return cells
  }
}
