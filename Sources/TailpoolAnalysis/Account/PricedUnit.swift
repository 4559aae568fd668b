import TailpoolMarket
import TailpoolScenarios

/// A unit of account with what one is worth today.
public struct PricedUnit: Hashable, Sendable {
  /// The unit.
  public let unit: UnitOfAccount
  /// Dollars that one is worth today, > 0; 1 for dollars.
  public let price: Double

  /// Dollars.
  public static let dollars = PricedUnit(.dollars, price: 1)

  /// Creates a unit; see the properties for the meaning of each argument.
  public init(_ unit: UnitOfAccount, price: Double) {
    self.unit = unit
    self.price = price
  }

  /// What one is worth when the market has moved, in dollars.
  public func price(under move: MarketMove) -> Double {
    unit.underlying.map { price * move[$0].spotFactor(spot: price) } ?? price
  }

  /// What a profit and loss in dollars is in the unit, at its price when the market has moved.
  public func amount(_ dollars: Double, under move: MarketMove) -> Double { dollars / price(under: move) }
}
