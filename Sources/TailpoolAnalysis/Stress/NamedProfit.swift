import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// A profit and loss with what brings it about.
public struct NamedProfit: Hashable, Sendable {
  /// What happens.
  public let name: String
  /// Dollar profit and loss, loss negative.
  public let profitAndLoss: Double

  /// Creates a row; see the properties for the meaning of each argument.
  public init(name: String, profitAndLoss: Double) {
    self.name = name
    self.profitAndLoss = profitAndLoss
  }
}

extension NamedProfit {
  private static let namedTwists: [(name: String, move: UnderlyingMove)] = [
    ("low strikes up, high ones down (skew −0.2)", UnderlyingMove(skewTwist: -0.2)),
    ("low strikes down, high ones up (skew +0.2)", UnderlyingMove(skewTwist: 0.2)),
    ("short expiries up, long ones down (term +0.2)", UnderlyingMove(termTwist: 0.2)),
    ("short expiries down, long ones up (term −0.2)", UnderlyingMove(termTwist: -0.2)),
    ("every volatility up 10 points", UnderlyingMove(volatilityShift: 0.1)),
    ("every volatility down 10 points", UnderlyingMove(volatilityShift: -0.1)),
  ]

  /// Twists of skew and term structure, and parallel shocks of the volatilities, of all underlyings together.
  static func twists(of book: PricedBook) throws -> [NamedProfit] {
    try namedTwists.map { name, move in
      NamedProfit(
        name: name,
        profitAndLoss: try book.outcome(under: MarketMove(move, of: book.underlyings)).profitAndLoss)
    }
  }
}
