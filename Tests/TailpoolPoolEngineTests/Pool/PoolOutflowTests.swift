import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

/// The limit on what leaves within a window, as the pool keeps it.
@Suite("Outflow limit of a mutual pool")
struct PoolOutflowTests {
  typealias Fixture = PoolFixture
  let coin: UInt128 = 1_000_000

  @Test("POOL-043: round trips use up nobody's capacity, and no more than may leaves within the window")
  func outflow() throws {
    var pool = try Fixture.controlled {
      $0.outflow = PoolControls.Outflow(window: 1_000, tick: 100, retainedBasisPoints: 7_000, threshold: 0)
    }
    for name in ["a", "b"] { try pool.run(0, .deposit(participant: name, assets: 500 * coin, minimumShares: 0)) }
    for index in 0..<20 as Range<Int64> {
      try pool.run(2_000 + index, .deposit(participant: "c", assets: 400 * coin, minimumShares: 0))
      let shares = pool.register.shares(of: "c")
      try pool.run(2_000 + index, .redeem(participant: "c", shares: shares, minimumAssets: 0))
    }
    let most = pool.register.shares(of: "a") * 6 / 10
    try pool.run(2_050, .redeem(participant: "a", shares: most, minimumAssets: 0))
    do {
      try pool.run(2_060, .redeem(participant: "b", shares: coin * 1_000, minimumAssets: 0))
      Issue.record("more left than may")
    } catch PoolRefusal.outflowLimit(let available) { #expect(available < coin / 100) }
    try pool.run(3_200, .redeem(participant: "b", shares: coin * 1_000, minimumAssets: 0))
    #expect(pool.audit().isEmpty)
  }

  @Test("POOL-044: the pool's outflow capacity is that of the definition", arguments: [1, 2, 3] as [UInt64])
  func outflowAgreement(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var pool = try Fixture.controlled {
      $0.outflow = PoolControls.Outflow(window: 1_000, tick: 100, retainedBasisPoints: 9_000, threshold: 1_000)
    }
    // Whole coins at a price of one, so that what is asked for is what is paid.
    var flows: [Flow] = []
    var seconds: Int64 = 0
    var (paid, refused) = (0, 0)
    for _ in 0..<1_500 {
      seconds += Int64(random.next() % 120)
      let now = Fixture.at(seconds).secondsSinceEpoch
      let name = "\(random.next() % 4)"
      let units = UInt128(1 + random.next() % 1_000) * 1_000
      if random.next() % 2 == 0 {
        try pool.run(seconds, .deposit(participant: name, assets: units, minimumShares: 0))
        flows.append(Flow(time: now, name: name, units: Int128(units)))
        continue
      }
      let shares = min(pool.register.shares(of: name), units * 1_000)
      if shares == 0 { continue }
      let wanted = Int128(shares / 1_000)
      let payable = payable(to: name, of: pool.cash(), at: now, flows) ?? wanted
      do {
        try pool.run(seconds, .redeem(participant: name, shares: shares, minimumAssets: 0))
        #expect(wanted <= payable)
        flows.append(Flow(time: now, name: name, units: -wanted))
        paid += 1
      } catch PoolRefusal.outflowLimit(let available) {
        #expect(Int128(available) == payable && payable < wanted)
        refused += 1
      }
      #expect(flows.reduce(0) { $0 + $1.units } == pool.cash())
    }
    #expect(paid > 100 && refused > 20)
  }

  private struct Flow {
    var time: Int64
    var name: String
    var units: Int128
  }

  /// The limit of the test above by its definition: every flow is kept, and all are looked at anew each time.
  private func payable(to name: String, of pool: Int128, at now: Int64, _ flows: [Flow]) -> Int128? {
    var nets: [String: Int128] = [:]
    for flow in flows where flow.time / 100 > (now - 1_000) / 100 { nets[flow.name, default: 0] += flow.units }
    let settled = max(pool - nets.values.reduce(0, +), 0)
    if settled < 1_000 { return nil }
    let outflow = nets.values.reduce(Int128(0)) { $0 + max(-$1, 0) }
    return max(nets[name] ?? 0, 0) + max(settled - settled * 9_000 / 10_000 - outflow, 0)
  }
}
