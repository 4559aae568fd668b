import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of an options venue on random events; failures print the event.
@Suite("Properties of options venues")
struct OptionsVenuePropertyTests {
  private typealias Example = OptionsVenueExample
  private static let calls = isLongRun ? 32_000 : 1_000

  /// A random event, most of which can be taken.
  private struct Traffic {
    var random: SeededGenerator
    var seconds: Int64 = 0
    var price = 3_000.0

    mutating func event() -> OptionsVenueEvent {
      seconds += Int64(random.next() % 240)
      let (trader, owner) = (["Bob", "Cyd", "Dee"][pick(3)], ["Ada", "Ben", "Eve"][pick(3)])
      let contract = ["C", "P", "X"][random.uniform() < 0.02 ? 2 : pick(2)]
      let contracts = UInt128(random.next() % 400)
      return Example.at(seconds, action(trader, owner, contract, contracts))
    }

    private mutating func pick(_ count: UInt64) -> Int { Int(random.next() % count) }

    private mutating func action(
      _ trader: String, _ owner: String, _ contract: String, _ contracts: UInt128
    ) -> OptionsVenueAction {
      switch pick(16) {
      case 0...3:
        price = min(max(price * random.uniform(0.94, 1.066), 500), 9_000)
        return .index(price: UInt128(price * 1e8), volatilityMillionths: nil)
      case 4...6: return .buy(trader: trader, contract: contract, contracts: contracts, most: .max, deadline: nil)
      case 7...8:
        return .sell(trader: trader, contract: contract, contracts: contracts / 4, least: 0, deadline: nil)
      case 9:
        return .write(
          trader: trader, contract: contract, contracts: contracts / 2, collateral: UInt128(random.next() >> 32),
          least: 0, deadline: nil)
      case 10:
        return .cover(trader: trader, contract: contract, contracts: contracts / 8, most: .max, deadline: nil)
      case 11: return .post(trader: trader, contract: contract, assets: UInt128(random.next() >> 40))
      case 12: return .release(trader: trader, contract: contract, assets: UInt128(random.next() >> 33))
      case 13: return .liquidate(liquidator: owner, trader: trader, contract: contract)
      case 14:
        return pick(2) == 0
          ? .enter(owner: owner, assets: UInt128(random.next() >> 30), leastShares: 0)
          : .leave(owner: owner, shares: UInt128(random.next() >> 24), leastAssets: 0)
      default: return .process
      }
    }
  }

  @Test(
    "VENUE-020: every law of an options venue holds after every event, money is conserved, and a refused one changes nothing",
    arguments: [21, 22, 23, 24] as [UInt64])
  func laws(seed: UInt64) throws {
    var traffic = Traffic(random: SeededGenerator(seed: seed))
    let shorts = ShortTerms.margined(
      ShortTerms.LiquidationPenalty(
        basisPoints: 2_000, reserveBasisPoints: 3_000, liquidatorBasisPoints: 4_000, least: 1_000_000))
    var venue = try Example.open(shorts: shorts)
    var (taken, events): (Set<String>, [OptionsVenueEvent]) = ([], [])
    for index in 0..<Self.calls {
      // A venue lives two weeks; then another begins.
      if traffic.seconds > 14 * 86_400 {
        try close(&venue)
        (traffic.seconds, events, venue) = (0, [], try Example.open(shorts: shorts))
      }
      let (event, before) = (traffic.event(), venue)
      do {
        let fill = try venue.settle(event)
        taken.insert(event.action.name)
        events.append(event)
        let (held, was) = (venue.inventory.amount1, before.inventory.amount1)
        #expect(held &+ fill.flow.out1 == was &+ fill.flow.in1, "\(event) \(fill)")
        if !fill.payments.isEmpty {
          let paid = fill.payments.reduce(TokenAmounts.zero) { $0 + $1.amounts }
          #expect(paid == TokenAmounts(fill.flow.out0, fill.flow.out1), "\(event) \(fill)")
        }
      } catch { #expect(venue == before, "\(error): \(event)") }
      if index % 16 == 0 { #expect(venue.audit() == [], "\(event)") }
    }
    #expect(venue.audit() == [])
    #expect(taken.count == 11, "\(taken.sorted())")
    // The state is the fold of the journal, also of one written and read.
    var replayed = try Example.open(shorts: shorts)
    for event in events { try replayed.apply(OptionsVenueEvent(event.eventValue)) }
    #expect(replayed == venue)
  }

  /// Settles a venue, after which nothing of its contracts is left.
  private func close(_ venue: inout OptionsVenue<FixedVolatilityCurve>) throws {
    let end = venue.time.secondsSinceEpoch - Example.opening.secondsSinceEpoch
    // The index of the last half hour may be missing where events were far apart: then the expiry waits.
    guard (try? venue.apply(Example.at(max(end, 14 * 86_400), .settle(expiry: Example.expiry)))) != nil else { return }
    #expect(venue.holdings.isEmpty && venue.shorts.isEmpty && venue.pool.open.isEmpty)
    #expect(venue.audit() == [])
    #expect(venue.inventory.amount1 == UInt256((-venue.pool.cash(.outside)).magnitude))
  }

  @Test(
    "VENUE-021: no purchase and sale back, in any parts, pays the trader", arguments: [25, 26, 27, 28] as [UInt64])
  func trips(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var venue = try Example.open(spreadPercent: 0)
    for _ in 0..<Self.calls / 8 {
      let contract = random.uniform() < 0.5 ? "C" : "P"
      let count = UInt128(random.next() % 50 + 1)
      var (left, paid, received) = (count, UInt256.zero, UInt256.zero)
      while left > 0 {
        let part = min(left, UInt128(random.next() % 20 + 1))
        let fill = try venue.settle(
          Example.at(0, .buy(trader: "Bob", contract: contract, contracts: part, most: .max, deadline: nil)))
        (left, paid) = (left - part, paid &+ fill.flow.in1)
      }
      left = count
      while left > 0 {
        let part = min(left, UInt128(random.next() % 20 + 1))
        let fill = try venue.settle(
          Example.at(0, .sell(trader: "Bob", contract: contract, contracts: part, least: 0, deadline: nil)))
        (left, received) = (left - part, received &+ fill.flow.out1)
      }
      #expect(received < paid, "\(contract) \(count)")
    }
    #expect(venue.holdings.isEmpty)
  }
}
