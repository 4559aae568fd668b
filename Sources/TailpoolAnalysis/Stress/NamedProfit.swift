import TailpoolMarket
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
  private static let namedTwists: [(name: String, shock: UnderlyingShock)] = [
    ("low strikes up, high ones down (skew −0.2)", UnderlyingShock(skewTwist: -0.2)),
    ("low strikes down, high ones up (skew +0.2)", UnderlyingShock(skewTwist: 0.2)),
    ("short expiries up, long ones down (term +0.2)", UnderlyingShock(termTwist: 0.2)),
    ("short expiries down, long ones up (term −0.2)", UnderlyingShock(termTwist: -0.2)),
    ("every volatility up 10 points", UnderlyingShock(volatilityShift: 0.1)),
    ("every volatility down 10 points", UnderlyingShock(volatilityShift: -0.1)),
  ]

  /// Twists of skew and term structure, and parallel shocks of the volatilities, of all underlyings together.
  static func twists(of book: StressBook) throws -> [NamedProfit] {
    try namedTwists.map { name, shock in
      let shocks = Dictionary(book.underlyings.map { ($0, shock) }, uniquingKeysWith: { first, _ in first })
      return NamedProfit(name: name, profitAndLoss: try book.profitAndLoss(under: shocks).profitAndLoss)
    }
  }
}
