import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

@testable import TailpoolPools

/// A pool in cents with what a test opens in it, and a market of a few coin-settled options on BTC at 80,000.
struct BridgePool {
  static let opening = Timestamp(secondsSinceEpoch: 1_750_000_000)
  static let expiry = opening.advanced(bySeconds: 14 * 86_400)
  static let now = opening.advanced(bySeconds: 3_600)
  static let spot = 80_000.0

  var pool: MutualPool

  init(asset: Asset? = nil, budget: Int? = nil) throws {
    var terms = PoolTerms(asset: try asset ?? Asset("USDC", decimals: 2), opening: Self.opening)
    terms.limits.shortfallBasisPoints = budget
    pool = try MutualPool(terms)
    for (name, units) in [("one", 60_000_000 as UInt128), ("two", 40_000_000)] {
      try pool.apply(PoolEvent(at: Self.opening, .deposit(participant: name, assets: units, minimumShares: 0)))
    }
    try pool.apply(PoolEvent(at: Self.opening, .fundReserve(from: "sponsor", assets: 5_000_000)))
  }

  static func contract(
    _ type: OptionType = .put, settlement: Settlement = .cash, strike: UInt128 = 76_000, size: UInt128 = 10,
    id: String = "P"
  ) -> PoolContract {
    PoolContract(
      id: id, underlying: "BTC", expiry: expiry,
      terms: .european(type, strike: strike * 100_000_000, settlement: settlement), size: size,
      collateral: 760_000)
  }

  /// Lists a contract and trades in it at a mark that nobody relies on.
  mutating func open(_ contract: PoolContract, _ quantity: Int128) throws {
    try pool.apply(PoolEvent(at: Self.opening, .list(contract)))
    guard quantity != 0 else { return }
    let mark = ContractMark(contract: contract.id, bid: 1_000, ask: 2_000)
    try pool.apply(
      PoolEvent(
        at: Self.opening,
        .trade(PoolTrade(mark: mark, quantity: quantity, premium: 2_000 * UInt128(quantity.magnitude)))))
  }

  /// Buys or sells short the underlying at the spot.
  mutating func hedge(_ millionths: Int128, value: Int128? = nil) throws {
    let worth = value ?? millionths * 80_000 * 100 / 1_000_000
    try pool.apply(
      PoolEvent(
        at: Self.opening,
        .hedge(
          underlying: "BTC", changeMillionths: millionths, cash: -worth,
          after: HedgeMark(underlying: "BTC", low: worth, high: worth))))
  }

  /// The put with strike 76,000, quoted as said, and a call beside it.
  static func snapshot(
    bid: Double? = 0.01, ask: Double? = 0.012, at time: Timestamp = now, settlement: Settlement = .coin
  ) throws -> MarketSnapshot {
    func quote(_ type: OptionType, _ strike: Double, _ bid: Double?, _ ask: Double?) throws -> OptionChain.Quote {
      OptionChain.Quote(
        contract: try OptionContract(
          underlying: "BTC", type: type, strike: strike, expiry: expiry, settlement: settlement),
        bid: bid, ask: ask, markVolatility: 0.5, forward: 80_200, spot: spot)
    }
    return try MarketSnapshot(
      chains: [
        OptionChain(
          asOf: time, quotes: [try quote(.put, 76_000, bid, ask), try quote(.call, 84_000, 0.009, 0.011)])
      ])
  }

  /// Moves of the spot alone, equally likely.
  static func risk(_ simpleReturns: [Double], in snapshot: MarketSnapshot? = nil, spread: MarkSpread = MarkSpread())
    throws -> PoolRisk
  {
    let snapshot = try snapshot ?? Self.snapshot()
    return try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: SpotMoves(returns: simpleReturns),
      horizonInDays: 0, spread: spread)
  }
}

/// Spots, all moved by the same simple returns; their volatilities stay.
struct SpotMoves: ScenarioSource {
  let returns: [Double]
  var underlyings: [Underlying] = ["BTC"]

  var count: Int { returns.count }
  var factors: [RiskFactor] { underlyings.map { .spot($0.name) } + underlyings.map { .volatility($0.name) } }

  func fill(_ block: inout ScenarioBlock) {
    let rows = block.scenarios.count
    for (row, scenario) in block.scenarios.enumerated() {
      for place in underlyings.indices { block.values[place * rows + row] = logOfOnePlus(returns[scenario]) }
    }
  }
}
