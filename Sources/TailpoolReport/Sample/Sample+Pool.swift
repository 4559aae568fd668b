import TailpoolMarket
import TailpoolPools
import TailpoolScenarios

extension Sample {
  /// The sample book: strangles and puts that the pool has sold, and a few options bought against them.
  ///
  /// - Returns: Twelve positions in options of the sample chain.
  /// - Throws: Nothing for the sample as it is; the errors are those of `Book` and of the chain.
  public static func book() throws(MarketError) -> Book {
    let chain = try chain()
    var positions: [Position] = []
    for (index, trade) in trades.enumerated() {
      let listed = chain.quotes.map(\.contract).filter {
        $0.underlying == trade.underlying && $0.type == trade.type && $0.expiry == expiries[trade.expiry]
      }
      let target = (spots.first { $0.underlying == trade.underlying }?.spot ?? 0) * trade.moneyness
      guard let contract = listed.min(by: { abs($0.strike - target) < abs($1.strike - target) }) else { continue }
      positions.append(Position(id: "sample-\(index + 1)", contract: contract, quantity: trade.quantity))
    }
    return try Book(positions: positions)
  }

  /// The sample pool: five participants and four limits.
  ///
  /// - Returns: A pool in dollars.
  /// - Throws: Nothing for the sample as it is; the errors are those of `PoolDescription`.
  public static func pool() throws(PoolError) -> PoolDescription {
    let contributions: [(String, Double)] = [
      ("sample-harbor", 4_500_000), ("sample-meadow", 3_400_000), ("sample-orchard", 2_500_000),
      ("sample-quarry", 1_500_000), ("sample-willow", 700_000),
    ]
    return try PoolDescription(
      unit: "USD", participants: contributions.map { Participant(id: $0.0, contribution: $0.1) }, assets: 13_900_000,
      limits: PoolDescription.Limits(
        maximumUtilization: 0.65, maximumExpectedShortfallOverCapital: 0.08, maximumParticipantShare: 0.40,
        maximumStressLossOverCapital: 0.85))
  }

  /// Six made-up stress scenarios.
  public static func stressSet() -> StressSet {
    StressSet(
      scenarios: stresses.map { stress in
        StressScenario(
          name: stress.name, detail: stress.detail,
          move: MarketMove(
            spotReturns: ["BTC": stress.btc, "ETH": stress.eth],
            volatilityFactors: ["BTC": stress.btcVolatility, "ETH": stress.ethVolatility]))
      })
  }

  private struct Trade {
    let underlying: Underlying
    let type: OptionType
    let expiry: Int
    let moneyness: Double
    let quantity: Double

    init(_ underlying: Underlying, _ type: OptionType, _ expiry: Int, _ moneyness: Double, _ quantity: Double) {
      self.underlying = underlying
      self.type = type
      self.expiry = expiry
      self.moneyness = moneyness
      self.quantity = quantity
    }
  }

  /// What was sold and bought; the expiry is an index into `expiries`, the strike the listed one nearest
  /// moneyness × spot.
  private static let trades = [
    Trade("BTC", .put, 1, 0.96, -200), Trade("BTC", .call, 1, 1.05, -200), Trade("BTC", .put, 2, 0.93, -300),
    Trade("BTC", .call, 2, 1.08, -300), Trade("BTC", .put, 3, 0.85, -225), Trade("BTC", .put, 4, 0.70, 375),
    Trade("BTC", .call, 5, 1.40, -150), Trade("ETH", .put, 1, 0.94, -2_250), Trade("ETH", .call, 2, 1.10, -3_000),
    Trade("ETH", .put, 3, 0.85, -3_750), Trade("ETH", .put, 4, 0.65, 4_500), Trade("ETH", .call, 5, 1.55, 1_750),
  ]

  struct Stress {
    let name: String
    let detail: String
    let btc: Double
    let eth: Double
    let btcVolatility: Double
    let ethVolatility: Double
  }

  static let stresses = [
    Stress(
      name: "sample crash", detail: "one day, everything falls", btc: -0.22, eth: -0.29, btcVolatility: 2.1,
      ethVolatility: 1.9),
    Stress(
      name: "sample slide", detail: "a week of selling", btc: -0.17, eth: -0.24, btcVolatility: 1.45,
      ethVolatility: 1.4),
    Stress(
      name: "sample depeg", detail: "a stablecoin breaks", btc: -0.09, eth: -0.15, btcVolatility: 1.3,
      ethVolatility: 1.45),
    Stress(
      name: "sample calm", detail: "volatility drains away", btc: 0.01, eth: 0.015, btcVolatility: 0.75,
      ethVolatility: 0.72),
    Stress(
      name: "sample squeeze", detail: "one day, shorts cover", btc: 0.19, eth: 0.26, btcVolatility: 1.2,
      ethVolatility: 1.25),
    Stress(
      name: "sample flip", detail: "the two part ways", btc: 0.06, eth: -0.12, btcVolatility: 1.05,
      ethVolatility: 1.2),
  ]
}
