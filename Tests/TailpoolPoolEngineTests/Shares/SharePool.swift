import TailpoolLedger

@testable import TailpoolPoolEngine

/// A pool without contracts, whose value is its cash: what moves its shares, by its events at one instant.
struct SharePool: Hashable {
  private(set) var pool: MutualPool

  /// Creates an empty pool. Terms ask for three digits or more; the conversions hold for any, so that it is set after.
  init(offset: Int, fees: FeeSchedule = .none) throws {
    pool = try PoolFixture.pool { $0.fees = fees }
    pool.terms.shareOffset = offset
  }

  var offset: Int { pool.terms.shareOffset }
  var assets: UInt128 { UInt128(pool.cash()) }
  var supply: UInt128 { pool.register.supply }
  var highWaterMark: UInt128 { pool.highWaterMark }
  /// Whether the pool has lost all: nobody comes or goes then.
  var isInsolvent: Bool { assets == 0 && supply > 0 }

  func shares(of owner: String) -> UInt128 { pool.register.shares(of: owner) }

  /// The rate of today's shares and assets.
  func rate() throws -> ShareRate { try ShareRate(supply: supply, assets: assets, offset: offset) }

  mutating func run(_ action: PoolAction) throws { try pool.run(0, action) }

  /// Pays assets in; returns the shares that they gave.
  @discardableResult
  mutating func deposit(_ assets: UInt128, by owner: String, minimumShares: UInt128 = 0) throws -> UInt128 {
    let before = shares(of: owner)
    try run(.deposit(participant: owner, assets: assets, minimumShares: minimumShares))
    return shares(of: owner) - before
  }

  /// Gives shares back; returns the assets that they were paid.
  @discardableResult
  mutating func redeem(_ shares: UInt128, by owner: String, minimumAssets: UInt128 = 0) throws -> UInt128 {
    let before = assets
    try run(.redeem(participant: owner, shares: shares, minimumAssets: minimumAssets))
    return before - assets
  }

  mutating func bookGain(_ assets: UInt128) throws { try run(.gift(from: "giver", assets: assets)) }

  mutating func bookLoss(_ assets: UInt128) throws { try run(.loss(reason: "loss", assets: assets)) }

  /// Charges the fees of the terms, or of others that they then have; returns the manager's new shares.
  @discardableResult
  mutating func chargeFees(_ fees: FeeSchedule? = nil) throws -> UInt128 {
    pool.terms.fees = fees ?? pool.terms.fees
    let before = shares(of: pool.terms.manager)
    try run(.process)
    return shares(of: pool.terms.manager) - before
  }
}
