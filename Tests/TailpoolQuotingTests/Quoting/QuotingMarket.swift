import TailpoolLedger
import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

/// A made-up market of options on two underlyings, a pool that has sold and bought some, and moves of spots and volatilities.
struct QuotingMarket {
  static let opening = Timestamp(secondsSinceEpoch: 1_750_000_000)
  static let now = opening.advanced(bySeconds: 3_600)
  static let asset = "USDC"

  let risk: PoolRisk
  var pool: MutualPool
  let names: [String]

  /// - Parameters:
  ///   - count: Number of scenarios.
  ///   - seed: Of the moves.
  ///   - isEmpty: Whether nothing is open.
  ///   - limits: The limits of the pool.
  init(
    count: Int = 4_000, seed: UInt64 = 1, isEmpty: Bool = false, rule: VolatilityRule = .stickyStrike,
    moves: VolatilityMoves = .decay, limits: PoolTerms.Limits = PoolTerms.Limits()
  ) throws {
    let quotes = try Self.quotes()
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: Self.now, quotes: quotes)])
    risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: Self.moves(count, seed),
      volatilityRule: rule, volatilityMoves: moves)
    var terms = PoolTerms(asset: try Asset(Self.asset, decimals: 2), opening: Self.opening)
    terms.limits = limits
    pool = try MutualPool(terms)
    names = quotes.map(\.contract.name)
    try pool.apply(
      PoolEvent(at: Self.opening, .deposit(participant: "one", assets: 2_000_000_000, minimumShares: 0)))
    for (index, quote) in quotes.enumerated() {
      try pool.apply(
        PoolEvent(
          at: Self.opening, .list(try PoolContract(Contract(quote.contract), collateral: 200_000, in: terms.asset))))
      if isEmpty || index % 3 == 2 { continue }
      let mark = ContractMark(contract: quote.contract.name, bid: 1_000, ask: 2_000)
      let quantity: Int128 = (index % 3 == 0 ? -4 : 2) * (quote.contract.underlying == "BTC" ? 1 : 20)
      try pool.apply(
        PoolEvent(
          at: Self.opening,
          .trade(PoolTrade(mark: mark, quantity: quantity, premium: 1_500 * UInt128(quantity.magnitude)))))
    }
    if !isEmpty { try pool.apply(PoolEvent(at: Self.now, try risk.marks(of: pool).action(source: "made up"))) }
  }

  /// Calls and puts at five strikes and two expiries of each underlying, without bid and ask.
  private static func quotes() throws -> [OptionChain.Quote] {
    var quotes: [OptionChain.Quote] = []
    for (name, spot, level) in [("BTC", 80_000.0, 0.45), ("ETH", 3_000.0, 0.62)] {
      for days in [7, 60] as [Int64] {
        for moneyness in [0.8, 0.95, 1, 1.05, 1.2] {
          for type in [OptionType.call, .put] {
            let option = try OptionContract(
              underlying: Underlying(name), type: type, strike: spot * moneyness,
              expiry: now.advanced(bySeconds: days * 86_400))
            let volatility = level + 0.2 * (moneyness - 1) * (moneyness - 1.1)
            quotes.append(
              OptionChain.Quote(contract: option, markVolatility: volatility, forward: spot * 1.001, spot: spot))
          }
        }
      }
    }
    return quotes
  }

  /// Normal moves of both, spots against volatilities.
  static func moves(_ count: Int, _ seed: UInt64) -> ListedScenarios {
    var random = SeededGenerator(seed: seed)
    func normal() -> Double {
      NormalDistribution.quantile(Double.random(in: 1e-9...(1 - 1e-9), using: &random))
    }
    let rows = (0..<count).map { _ in
      let (first, second, third, fourth) = (normal(), normal(), normal(), normal())
      return [
        0.025 * first, 0.034 * (0.8 * first + 0.6 * second), 0.05 * (-0.4 * first + 0.9 * third),
        0.045 * (-0.4 * first + 0.5 * third + 0.75 * fourth),
      ]
    }
    return ListedScenarios(rows, underlyings: ["BTC", "ETH"])
  }

  /// A policy whose every part counts.
  static func policy(
    riskAversion: Double = 1e-4, hurdle: Double = 0.3, delta: ClosedRange<Double> = 0...2,
    secondsToExpiry: ClosedRange<Int64> = 0...31_536_000, age: Int64 = 60,
    costs: [Underlying: HedgeCost]? = nil
  ) throws -> QuotingPolicy {
    let cost = try #require(HedgeCost(proportional: 0.000_5, fundingRate: 0.05))
    let fills = try #require(FillIntensity(arrivals: 500, decay: 100))
    let validity = try #require(QuoteValidity(seconds: 30, spot: 0.002, volatility: 0.005))
    let bounds = try #require(QuotingBounds(delta: delta, secondsToExpiry: secondsToExpiry, greatestMarketAge: age))
    return try #require(
      QuotingPolicy(
        riskAversion: riskAversion, holdingYears: 7 / 365, rehedgingYears: 1 / 365,
        hedgeCosts: costs ?? ["BTC": cost, "ETH": cost], hurdle: hurdle, fills: fills, validity: validity,
        bounds: bounds))
  }

  func quoter(_ policy: QuotingPolicy? = nil) throws -> PoolQuoter {
    try PoolQuoter(risk, of: pool, by: try policy ?? Self.policy())
  }
}
