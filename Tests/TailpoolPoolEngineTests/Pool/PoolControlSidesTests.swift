import TailpoolLedger
import TailpoolPoolEngine
import Testing

/// Controls whose two sides are not alike: hedges up and down, the low side against the high one.
@Suite("Both sides of a pool's controls")
struct PoolControlSidesTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("A hedge is capped upward as downward, and one that is as far off as the band is wide stays as it is")
  func hedge() throws {
    for (delta, sign) in [(100, 1), (-100, -1)] as [(Int128, Int128)] {
      for (band, target) in [(10, 390), (9, 400)] as [(UInt128, Int128)] {
        var pool = try Fixture.pool {
          $0.controls.hedgeBandMillionths = band
          $0.limits.hedgeMillionths = 400
        }
        try pool.run(0, .deposit(participant: "a", assets: 1_000 * coin, minimumShares: 0))
        try pool.run(0, .list(Fixture.put()))
        try pool.run(0, Fixture.sale(5, premium: 0, bid: 0, ask: 0, delta: delta))
        #expect(pool.hedgeTarget(of: "BTC") == sign * 400, "\(delta), band \(band)")
        let flat = HedgeMark(underlying: "BTC", low: 0, high: 0)
        try pool.run(1, .hedge(underlying: "BTC", changeMillionths: sign * 390, cash: 0, after: flat))
        #expect(pool.hedgeTarget(of: "BTC") == sign * target, "\(delta), band \(band)")
      }
    }
    #expect(try Fixture.pool().hedgeTarget(of: "BTC") == 0)
  }

  @Test("What may leave within a window is a part of the low side")
  func outflow() throws {
    var pool = try Fixture.limited(["a": 1_000 * coin])
    try pool.run(1_990, .list(Fixture.put()))
    // 800 coins at the low side and 900 at the high one, of which seven tenths stay.
    try pool.run(1_990, Fixture.sale(1, premium: 0, bid: 100 * coin, ask: 200 * coin))
    #expect(throws: PoolRefusal.outflowLimit(available: 240 * coin)) {
      try pool.run(2_000, .redeem(participant: "a", shares: 400_000 * coin, minimumAssets: 0))
    }
    // 300 of 1,000 shares at 0.8.
    try pool.run(2_000, .redeem(participant: "a", shares: 300_000 * coin, minimumAssets: 240 * coin))
    #expect(pool.cash() == 760_000_000 && pool.audit().isEmpty)
  }
}
