import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// Every law of the list, tried after each of many random events.
@Suite("Cover pool, list of properties")
struct CoverPropertyTests {
  static let properties =
    CoverProperty.books + CoverProperty.sales + CoverProperty.claims + CoverProperty.members + CoverProperty.stakes
    + CoverProperty.market
  static let seeds: [UInt64] = [1, 2, 3, 4]
  /// 128,000 over the seeds in a long run, else a thirty-second.
  static let calls = isLongRun ? 32_000 : 1_000
  /// Events after which a new pool begins, so that each stays small.
  static let life = 250

  @Test("COVER-001 to COVER-105: each law of the list holds after every event", arguments: seeds)
  func laws(seed: UInt64) throws {
    var traffic = CoverTraffic(seed: seed)
    var (pool, events) = try begin(&traffic)
    var (failed, taken, tried): ([String: Int], [String: Int], Int) = ([:], [:], 0)
    for call in 0..<Self.calls {
      if call % Self.life == 0 {
        try check(pool, events)
        (pool, events) = try begin(&traffic)
        for event in events { taken[event.action.name, default: 0] += 1 }
      }
      let (before, event) = (pool, traffic.event(pool))
      var refusal: CoverRefusal?
      do throws(CoverRefusal) {
        try pool.apply(event)
        events.append(event)
        taken[event.action.name, default: 0] += 1
      } catch { refusal = error }
      let probe = CoverProbe(
        before: before, event: event, after: pool, refusal: refusal, findings: pool.audit(),
        amount: traffic.units(upTo: 1 << 20), seconds: traffic.number(1...200) * 43_200,
        name: traffic.name(CoverTraffic.members), fund: traffic.name(CoverTraffic.funds),
        product: traffic.name(CoverTraffic.products),
        cover: pool.covers.isEmpty ? 0 : Int(traffic.random.next() % UInt64(pool.covers.count)),
        claim: pool.claims.isEmpty ? 0 : Int(traffic.random.next() % UInt64(pool.claims.count)))
      for property in Self.properties {
        tried += 1
        let holds = (try? property.holds(probe)) ?? false
        if !holds, failed.updateValue(call, forKey: property.name) == nil {
          Issue.record("\(property.name): seed \(seed), call \(call), \(probe)")
        }
      }
    }
    #expect(tried == Self.calls * Self.properties.count && Self.properties.count >= 40)
    // In a long run every kind of event is taken, or the laws of it are not tried.
    for kind in CoverAction.Kind.allCases where isLongRun {
      #expect(taken[kind.rawValue, default: 0] > 0, "\(kind) is never taken")
    }
  }

  /// A pool with funds and products, for the events to come, and what opened its tranches and market.
  private func begin(_ traffic: inout CoverTraffic) throws -> (CoverPool, [CoverEvent]) {
    var pool = try CoverFixture.pool(try traffic.terms())
    let events = try traffic.openings().map { CoverEvent(at: pool.time, $0) }
    for event in events { try pool.apply(event) }
    return (pool, events)
  }

  /// The state is the fold of the journal, also of one written and read.
  private func check(_ pool: CoverPool, _ events: [CoverEvent]) throws {
    if events.isEmpty { return }
    var replayed = try CoverFixture.pool(CoverTerms(pool.terms.eventValue))
    for event in events { try replayed.apply(CoverEvent(event.eventValue)) }
    #expect(replayed == pool)
  }
}
