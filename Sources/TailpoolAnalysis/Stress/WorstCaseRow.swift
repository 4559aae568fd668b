import TailpoolMarket
import TailpoolScenarios

/// The worst move, by delta and gamma, inside the ellipsoid that holds 99 % of all moves.
public struct WorstCaseRow: Hashable, Sendable {
  /// Radius of the ellipsoid, in standard deviations.
  public let radius: Double
  /// Profit and loss by delta and gamma.
  public let deltaGamma: Double
  /// Profit and loss of the same move when every option is priced again.
  public let full: Double
  /// The move.
  public let move: MarketMove

  /// Creates a row; see the properties for the meaning of each argument.
  public init(radius: Double, deltaGamma: Double, full: Double, move: MarketMove) {
    self.radius = radius
    self.deltaGamma = deltaGamma
    self.full = full
    self.move = move
  }
}

extension MarketMove {
  /// The moves of spots and levels of volatility, by underlying.
  package var parts: [(underlying: Underlying, spotReturn: Double, volatilityChange: Double)] {
    byUnderlying.sorted { $0.key < $1.key }.map { ($0, $1.spotReturn ?? 0, ($1.volatilityFactor ?? 1) - 1) }
  }
}
