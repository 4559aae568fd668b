import TailpoolLedger
import TailpoolMarket
import TailpoolPools

/// A pool in a dollar of six decimals without notice, and events at seconds after its opening.
struct PoolFixture {
  static let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)
  static let expiry = at(1_000_000)

  static func at(_ seconds: Int64) -> Timestamp { opening.advanced(bySeconds: seconds) }

  static func terms(_ change: (inout PoolTerms) -> Void = { _ in }) throws -> PoolTerms {
    var terms = PoolTerms(asset: try Asset("USDC", decimals: 6), opening: opening)
    terms.noticeSeconds = 0
    change(&terms)
    return terms
  }

  static func pool(_ change: (inout PoolTerms) -> Void = { _ in }) throws -> MutualPool {
    try MutualPool(terms(change))
  }

  static func controlled(_ change: (inout PoolControls) -> Void) throws -> MutualPool {
    try pool { change(&$0.controls) }
  }

  static func put(_ id: String = "P", strike: UInt128 = 100, expiry: Timestamp = PoolFixture.expiry) -> PoolContract {
    PoolContract(
      id: id, underlying: "BTC", expiry: expiry,
      terms: .european(.put, strike: strike * 100_000_000, settlement: .cash), size: 1_000_000,
      collateral: strike * 1_000_000)
  }

  static func sale(
    _ count: Int128, of id: String = "P", premium: UInt128, bid: UInt128, ask: UInt128, spread: UInt128 = 0,
    delta: Int128 = 0, vega: Int128 = 0, shortfall: UInt128 = 0
  ) -> PoolAction {
    .trade(
      PoolTrade(
        mark: ContractMark(contract: id, bid: bid, ask: ask, deltaMillionths: delta, vega: vega), quantity: -count,
        premium: premium, spread: spread, shortfallAfter: shortfall))
  }
}

extension MutualPool {
  /// Applies an action at seconds after the opening.
  mutating func run(_ seconds: Int64, _ action: PoolAction) throws {
    try apply(PoolEvent(at: PoolFixture.at(seconds), action))
  }
}
