import TailpoolNumerics

/// Claims that follow one of several laws, each with a probability: S(x) = Σ wᵢ Sᵢ(x).
///
/// Moments of layers are the weighted sums of the parts', with the accuracy of these.
public struct MixtureSeverity: ClaimSeverity {
  /// One of the laws, with its weight.
  public struct Part: Sendable {
    /// The probability that a claim follows the law; in a mixture they sum to one.
    public let weight: Double
    /// The law.
    public let severity: any ClaimSeverity

    /// Creates a part.
    ///
    /// - Parameters:
    ///   - weight: Any weight ≥ 0; a mixture scales them to sum to one.
    ///   - severity: The law.
    public init(weight: Double, severity: any ClaimSeverity) { (self.weight, self.severity) = (weight, severity) }
  }

  /// The laws whose weights are not zero, which sum to one.
  public let parts: [Part]

  /// Creates a mixture.
  ///
  /// - Parameter parts: At least one, with finite weights ≥ 0 of a finite sum > 0.
  /// - Throws: `InsuranceError.empty` or `.invalid`, with the place.
  public init(_ parts: [Part]) throws(InsuranceError) {
    guard !parts.isEmpty else { throw .empty("parts of the mixture") }
    let weights = parts.map(\.weight)
    try InsuranceError.checkNonNegative("weight", weights)
    let sum = try InsuranceError.checkPositive("sum of weights", CompensatedSum(weights).value)
    self.parts = parts.filter { $0.weight > 0 }.map { Part(weight: $0.weight / sum, severity: $0.severity) }
  }

  private func sum(_ value: (any ClaimSeverity) -> Double) -> Double {
    parts.reduce(0) { $0 + $1.weight * value($1.severity) }
  }

  /// The rounded weights may not quite sum to one.
  private func probability(_ value: (any ClaimSeverity) -> Double) -> Double {
    let sum = sum(value)
    return sum > 1 ? 1 : sum
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double {
    amount < 0 ? 1 : probability { $0.survival(amount) }
  }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    amount == .infinity ? 1 : probability { $0.cumulative(amount) }
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    sum { $0.layerMean(from: attachment, to: exhaustion) }
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    sum { $0.layerSecondMoment(from: attachment, to: exhaustion) }
  }

  /// What the parts vary, and their means: Σ wᵢ (vᵢ + (mᵢ − m)²).
  public var variance: Double {
    let mean = mean
    guard mean.isFinite else { return .infinity }
    return sum { $0.variance + ($0.mean - mean) * ($0.mean - mean) }
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: 0)
    for part in parts {
      let own = part.severity.cells(grid)
      cells.add(own, times: part.weight)
      cells.above += part.weight * own.above
    }
    return cells
  }
}
