import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Reference prices of auctions")
struct ReferencePriceGuardTests {
  private let now = Timestamp(secondsSinceEpoch: 100)

  private func quote(_ source: String, _ price: Double, age: Int64 = 0) -> ReferenceQuote {
    ReferenceQuote(source: source, price: price, time: now.advanced(bySeconds: -age))
  }

  @Test("The band is a hundredth around the median of fresh sources, inside of it")
  func band() throws {
    let guarded = try ReferencePriceGuard()
    let band = try guarded.band([quote("a", 1_000), quote("b", 1_001, age: 20), quote("c", 2_000, age: 21)], at: now)
    #expect(band.reference == 1_001 && band.prices == 991...1_010)  // of 1,000.5, a half rounded up
    let wide = try ReferencePriceGuard(greatestDeviationMillionths: 400_000, quorum: 2)
    #expect(try wide.band([quote("a", 2), quote("b", 2)], at: now).prices == 2...2)
    #expect(try wide.band([quote("a", 10), quote("b", 10)], at: now).prices == 6...14)
  }

  @Test("Prices that are no numbers, stale, early or too few are refused")
  func refusals() throws {
    let guarded = try ReferencePriceGuard(quorum: 2)
    for bad in [.nan, .infinity, 0, -5] as [Double] {
      #expect(throws: AuctionRefusal.noReference(agreeing: 1, required: 2)) {
        try guarded.band([quote("a", 100), quote("b", bad)], at: now)
      }
    }
    #expect(throws: AuctionRefusal.noReference(agreeing: 1, required: 2)) {
      try guarded.band([quote("a", 100), quote("b", 100, age: 21)], at: now)
    }
    #expect(throws: AuctionRefusal.noReference(agreeing: 1, required: 2)) {
      try guarded.band([quote("a", 100), quote("b", 100, age: -1)], at: now)
    }
    #expect(throws: AuctionRefusal.noReference(agreeing: 0, required: 2)) { try guarded.band([], at: now) }
    let one = try ReferencePriceGuard()
    #expect(throws: AuctionRefusal.invalidReference) { try one.band([quote("a", 1e30)], at: now) }
    #expect(throws: AuctionRefusal.noPriceInGuard(lowest: 1, highest: 0)) { try one.band([quote("a", 0.4)], at: now) }
    #expect(throws: AuctionRefusal.invalidTerms(field: "greatestAge")) { try ReferencePriceGuard(greatestAge: -1) }
    #expect(throws: AuctionRefusal.invalidTerms(field: "quorum")) { try ReferencePriceGuard(quorum: 0) }
    for millionths in [0, 500_000] as [UInt32] {
      #expect(throws: AuctionRefusal.invalidTerms(field: "greatestDeviationMillionths")) {
        try ReferencePriceGuard(greatestDeviationMillionths: millionths)
      }
    }
  }
}
