import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

/// Margin accounts, liquidations and what they leave uncovered.
@Suite("Margin of a mutual pool")
struct PoolMarginTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("POOL-048: margin counts after its haircut, and cannot be withdrawn below what it must be")
  func margin() throws {
    let ether = try Asset("ETH", decimals: 9)
    var pool = try Fixture.controlled { controls in
      controls.marginAssets = [PoolControls.MarginAsset(ether, haircutBasisPoints: 2_000, cap: 900_000_000)]
    }
    try pool.run(0, .priceMargin(asset: "ETH", price: 1_000 * coin, units: 1_000_000_000))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 100 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
    #expect(try pool.marginValue(of: "w") == 900 * coin)
    try pool.run(0, .postMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
    #expect(try pool.marginValue(of: "w") == 1_000 * coin)  // the cap
    try pool.run(
      1, .requireMargin([MarginRequirement(participant: "w", initial: 850 * coin, maintenance: 800 * coin)]))
    let before = pool
    #expect(throws: PoolRefusal.insufficientMargin(held: 849 * coin, required: 850 * coin)) {
      // Cash to 49 with one ETH at 800 would be enough for nothing less than 850.
      var copy = pool
      try copy.run(2, .withdrawMargin(participant: "w", asset: "ETH", units: 1_000_000_000))
      try copy.run(2, .withdrawMargin(participant: "w", asset: "USDC", units: 51 * coin))
    }
    #expect(throws: PoolRefusal.unknownMarginAsset("SOL")) {
      try pool.run(2, .postMargin(participant: "w", asset: "SOL", units: 1))
    }
    #expect(throws: PoolRefusal.insufficientMargin(held: 100 * coin, required: 101 * coin)) {
      try pool.run(2, .withdrawMargin(participant: "w", asset: "USDC", units: 101 * coin))
    }
    #expect(pool == before)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-049: a liquidation sells no lot more than brings the account back, and not below the floor")
  func liquidation() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: 100 * coin))
    let floor = PoolAction.liquidate(participant: "w", lots: 100, sold: 10, paid: 7 * coin)
    #expect(throws: PoolRefusal.notLiquidatable("w")) { try pool.run(0, floor) }
    try pool.run(
      0, .requireMargin([MarginRequirement(participant: "w", initial: 120 * coin, maintenance: 120 * coin)]))
    #expect(pool.margin.exposure == 20 * coin)
    #expect(throws: PoolRefusal.belowAuctionPrice(least: 8 * coin)) { try pool.run(1, floor) }
    // Selling k of 100 lots at 90 leaves (100 - k) (-0.2) + k 0.9 >= 0: k = 19.
    #expect(throws: PoolRefusal.overLiquidation(greatest: 19)) {
      try pool.run(1, .liquidate(participant: "w", lots: 100, sold: 20, paid: 18 * coin))
    }
    try pool.run(1, .liquidate(participant: "w", lots: 100, sold: 19, paid: 17_100_000))
    #expect(pool.margin.exposure == 0)
    #expect(try pool.marginValue(of: "w") == 98_100_000)
    #expect(pool.marginAccount(of: "w").maintenance == 97_200_000)
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-050: nobody leaves first while accounts lack more than the reserve holds")
  func exposure() throws {
    var pool = try Fixture.pool()
    try pool.run(0, .deposit(participant: "a", assets: 100 * coin, minimumShares: 0))
    try pool.run(0, .fundReserve(from: "s", assets: 10 * coin))
    try pool.run(0, .postMargin(participant: "w", asset: "USDC", units: coin))
    try pool.run(0, .requireMargin([MarginRequirement(participant: "w", initial: 12 * coin, maintenance: 12 * coin)]))
    let exit = PoolAction.redeem(participant: "a", shares: 1_000 * coin, minimumAssets: 0)
    #expect(throws: PoolRefusal.exitsPaused(exposure: 11 * coin, reserve: 10 * coin)) { try pool.run(1, exit) }
    #expect(throws: PoolRefusal.reserveInUse) { try pool.run(1, .releaseReserve(to: "s", assets: coin)) }
    try pool.run(1, .postMargin(participant: "w", asset: "USDC", units: coin))
    try pool.run(1, exit)
  }
}
