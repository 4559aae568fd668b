import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Frequent batch auctions")
struct FrequentBatchAuctionTests {
  private func time(_ seconds: Int64) -> Timestamp { Timestamp(secondsSinceEpoch: seconds) }

  @Test("An order trades in the auction at the end of its interval, and what is left in the next")
  func batches() throws {
    let sequence = try FrequentBatchAuction(auction: CallAuction(), opening: time(100), intervalSeconds: 10)
    let orders = [
      CallAuctionTests.limit(1, .buy, 105, 10, time: 100), CallAuctionTests.limit(2, .sell, 101, 4, time: 109),
      CallAuctionTests.limit(3, .sell, 103, 4, time: 110), CallAuctionTests.limit(4, .sell, 99, 9, time: 131),
    ]
    let batches = try sequence.run(orders, reference: 100)
    #expect(batches.map(\.time) == [time(110), time(140)])
    #expect(batches.map(\.orders) == [[0, 1, 2], [0, 3]])
    #expect(batches[0].outcome.price == 105 && batches[0].outcome.fills == [8, 4, 4])
    // Two are left to buy where nine are offered.
    #expect(batches[1].outcome.price == 99 && batches[1].outcome.fills == [2, 2])
    let ends = try sequence.run(
      [
        AuctionOrder(
          id: 1, participant: "A", side: .buy, pricing: .limit(105), quantity: 5, time: time(101), goodTill: time(115)),
        CallAuctionTests.limit(2, .sell, 101, 4, time: 119),
      ], reference: 100)
    #expect(ends.map(\.outcome.volume) == [0, 0])
  }

  @Test("Times and terms that are out of range are refused")
  func refusals() throws {
    #expect(throws: AuctionRefusal.invalidTerms(field: "intervalSeconds")) {
      try FrequentBatchAuction(auction: CallAuction(), opening: time(0), intervalSeconds: 0)
    }
    let sequence = try FrequentBatchAuction(auction: CallAuction(), opening: time(100), intervalSeconds: 10)
    func order(_ id: UInt64, _ seconds: Int64) -> AuctionOrder { CallAuctionTests.limit(id, .buy, 5, 5, time: seconds) }
    #expect(throws: AuctionRefusal.timeRunsBack(time: time(99), last: time(100))) {
      try sequence.run([order(1, 99)], reference: 5)
    }
    #expect(throws: AuctionRefusal.timeRunsBack(time: time(103), last: time(105))) {
      try sequence.run([order(1, 105), order(2, 103)], reference: 5)
    }
    #expect(throws: AuctionRefusal.timeRunsBack(time: time(103), last: time(125))) {
      try sequence.run([order(1, 125), order(2, 103)], reference: 5)
    }
    #expect(throws: AuctionRefusal.duplicateOrder(id: 1)) {
      try sequence.run([order(1, 105), order(1, 125)], reference: 5)
    }
    #expect(throws: AuctionRefusal.overflow) { try sequence.run([order(1, .max)], reference: 5) }
    #expect(throws: AuctionRefusal.overflow) {
      try FrequentBatchAuction(auction: CallAuction(), opening: time(.min), intervalSeconds: 1).auctionTime(of: time(5))
    }
  }

  @Test("A peg that a later reference leaves without a price stops no auction")
  func pegs() throws {
    let peg = AuctionOrder(
      id: 0, participant: "A", side: .buy, pricing: .pegged(offset: -60), quantity: 1,
      time: Timestamp(secondsSinceEpoch: 0))
    let orders = [
      peg, CallAuctionTests.limit(1, .buy, 50, 1, time: 1), CallAuctionTests.limit(2, .sell, 50, 1, time: 2),
      CallAuctionTests.limit(3, .buy, 60, 1, time: 11), CallAuctionTests.limit(4, .sell, 40, 1, time: 12),
    ]
    let batches = try FrequentBatchAuction(
      auction: CallAuction(), opening: Timestamp(secondsSinceEpoch: 0), intervalSeconds: 10
    ).run(orders, reference: 100)
    #expect(batches.map(\.outcome.price) == [50, 50] && batches[1].outcome.excluded == [0: .noPrice])
  }
}
