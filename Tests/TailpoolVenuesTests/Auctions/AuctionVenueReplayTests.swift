import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Replays of auction venues")
struct AuctionVenueReplayTests {
  private typealias Replay = AuctionVenueReplay<ToyDigest>

  private func limit(_ id: UInt64, _ side: OrderSide, _ price: UInt64, _ quantity: UInt64, by name: String)
    -> AuctionOrder
  { CallAuctionTests.limit(id, side, price, quantity, by: name) }

  /// Two auctions: Ada buys 5 of Bob in the first and 3 in the second; Cyd does not reveal, Dee ends, and Eve takes back.
  private func played() throws -> Replay {
    let event = AuctionVenueTests.event
    var replay = try Replay(AuctionVenueTests.terms())
    let (nonce, secret) = (
      OrderCommitment.digits(of: AuctionVenueTests.nonce), limit(4, .sell, 98, 5, by: "Bob")
    )
    let ending = AuctionOrder(
      id: 2, participant: "Dee", side: .buy, pricing: .limit(90), quantity: 3, time: replay.venue.time,
      goodTill: Timestamp(secondsSinceEpoch: 60))
    let digits = try AuctionVenueTests.commitment(secret)
    let events: [AuctionVenueEvent] = [
      event(1, .deposit(participant: "Ada", base: 0, quote: 1_000)),
      event(1, .deposit(participant: "Bob", base: 20, quote: 100)),
      event(1, .deposit(participant: "Cyd", base: 0, quote: 100)),
      event(1, .withdraw(participant: "Cyd", base: 0, quote: 10)),
      event(2, .price(source: "x", price: 100)), event(2, .price(source: "x", price: 99)),
      event(3, .place(limit(1, .buy, 104, 8, by: "Ada"))), event(3, .place(ending)),
      event(4, .commit(participant: "Cyd", order: 3, commitment: digits, bond: 40)),
      event(5, .commit(participant: "Bob", order: 4, commitment: digits, bond: 30)),
      event(20, .price(source: "x", price: 101)),
      event(45, .reveal(secret, nonce: nonce)), event(46, .place(limit(5, .sell, 120, 1, by: "Eve"))),
      event(47, .cancel(participant: "Eve", order: 5)), event(55, .price(source: "x", price: 102)),
      event(60, .auction), event(70, .place(limit(6, .sell, 100, 3, by: "Bob"))),
      event(110, .price(source: "x", price: 103)), event(120, .auction),
    ]
    for next in events { try replay.apply(next) }
    return replay
  }

  @Test("Every order has its end, and a participant's statement adds up")
  func records() throws {
    let replay = try played()
    #expect(replay.events == 19 && replay.auctions.map(\.volume) == [5, 3] && replay.audit().isEmpty)
    #expect(
      (1...6).map { replay.orders[$0]?.status } == [.filled, .ended, .forfeited, .filled, .ended, .filled])
    #expect(replay.orders[1]?.fills.map(\.quantity) == [5, 3] && replay.orders[1]?.filled == 8)
    #expect(replay.orders[4]?.known?.secondsSinceEpoch == 45 && replay.orders[3]?.known == nil)
    #expect(replay.references.map(\.price) == [99, 101, 102, 103])
    #expect(replay.references.map(\.time.secondsSinceEpoch) == [2, 20, 55, 110])
    let statements = replay.statements()
    #expect(statements.map(\.participant) == ["Ada", "Bob", "Cyd", "Dee", "Eve"] && statements.allSatisfy(\.addsUp))
    #expect(statements[2].forfeited == UInt256(40) && statements[2].fees == UInt256(1))
    #expect(statements[2].withdrawn.quote == UInt256(10) && statements[2].account == TokenPair(0, 49))
    #expect(statements[0].bought.base == UInt256(8) && statements[1].sold.base == UInt256(8))
    #expect(statements[0].bought.quote == statements[1].sold.quote && statements.map(\.orders) == [1, 2, 1, 1, 1])
    #expect(replay.venue.fund == 42)
    // The orders that took part: demand and supply at the price of the auction.
    let first = try #require(replay.auctions.first)
    #expect(first.orders.map(\.id) == [1, 4] && first.price == 104 && first.principle == .pressure)
    var broken = replay
    broken.flows["Ada"]?.deposited.add(TokenPair(1, 0))
    #expect(broken.audit() == [.statement(participant: "Ada")])
  }

  @Test("What trading cost stands beside the prices that sources agreed on")
  func execution() throws {
    let replay = try played()
    let (reports, unpriced) = try replay.executionReports(horizonSeconds: 60)
    #expect(unpriced == 0 && reports.map(\.participant) == ["Ada", "Bob", "Dee", "Eve"])
    let prices: [Int128] = replay.auctions.compactMap(\.price).map { Int128($0) }
    // Ada arrived at 99; ten seconds before the second auction the price was 103, and it stays there.
    let paid = 5 * prices[0] + 3 * prices[1]
    #expect(reports[0].shortfall == paid - 8 * 99 && reports[0].markout == 8 * 103 - paid)
    #expect(reports[0].leakage == 0 && reports[0].fillRate == 1)
    // Bob's sealed order arrived at 99 and was known at 101: two a unit in its favor.
    #expect(reports[1].leakage == -10 && reports[1].orders == 2)
    #expect(reports[2].fillRate == 0)
    var early = try Replay(AuctionVenueTests.terms())
    try early.apply(AuctionVenueTests.event(1, .place(limit(1, .buy, 10, 1, by: "Ada"))))
    #expect(try early.executionReports(horizonSeconds: 1).unpriced == 1)
    try early.apply(AuctionVenueTests.event(2, .price(source: "x", price: 5)))
    #expect(try early.executionReports(horizonSeconds: 1).unpriced == 1)
  }

  @Test("Only the last auctions that traded keep their orders")
  func memory() throws {
    let event = AuctionVenueTests.event
    var replay = try Replay(AuctionVenueTests.terms())
    try replay.apply(event(1, .deposit(participant: "Ada", base: 100, quote: 0)))
    try replay.apply(event(1, .deposit(participant: "Bob", base: 0, quote: 10_000)))
    for round in 0..<10 as Range<Int64> {
      let (time, id) = (60 * round + 50, UInt64(2 * round))
      try replay.apply(event(time, .place(limit(id + 1, .sell, 100, 1, by: "Ada"))))
      try replay.apply(event(time, .place(limit(id + 2, .buy, 100, 1, by: "Bob"))))
      if round != 8 { try replay.apply(event(time, .price(source: "x", price: 100))) }
      try replay.apply(event(60 * round + 60, .auction))
    }
    #expect(replay.auctions.map { $0.volume > 0 } == [true, true, true, true, true, true, true, true, false, true])
    #expect(
      replay.auctions.map(\.orders.isEmpty) == [true, true, true, false, false, false, false, false, true, false])
  }
}
