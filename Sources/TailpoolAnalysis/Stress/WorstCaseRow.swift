/// The worst move, by delta and gamma, inside the ellipsoid that holds 99 % of all moves.
public struct WorstCaseRow: Hashable, Sendable {
  /// Radius of the ellipsoid, in standard deviations.
  public let radius: Double
  /// Profit and loss by delta and gamma.
  public let deltaGamma: Double
  /// Profit and loss of the same move when every option is priced again.
  public let full: Double
  /// The move.
  public let shift: MarketMove

  /// Creates a row; see the properties for the meaning of each argument.
  public init(radius: Double, deltaGamma: Double, full: Double, shift: MarketMove) {
    self.radius = radius
    self.deltaGamma = deltaGamma
    self.full = full
    self.shift = shift
  }
}
