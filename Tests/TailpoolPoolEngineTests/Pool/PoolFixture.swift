import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

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

  /// A pool that keeps 70 % in a window of 1,000 seconds; its holders came long before the event at second 2,000.
  static func limited(_ holders: KeyValuePairs<String, UInt128>, threshold: UInt128 = 100) throws -> MutualPool {
    var pool = try pool {
      $0.gateBasisPoints = 10_000
      $0.controls.outflow = PoolControls.Outflow(
        window: 1_000, tick: 10, retainedBasisPoints: 7_000, threshold: threshold)
    }
    for (name, assets) in holders {
      try pool.run(0, .deposit(participant: name, assets: assets, minimumShares: 0))
    }
    return pool
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
