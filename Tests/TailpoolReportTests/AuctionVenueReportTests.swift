import TailpoolLedger
import TailpoolMarket
import TailpoolVenues
import Testing

@testable import TailpoolReport

/// A digest that is quick and hides nothing.
private enum ToyDigest: CommitmentDigest {
  static let count = 8

  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
  }
}

@Suite("The report of an auction venue")
struct AuctionVenueReportTests {
  private typealias Replay = AuctionVenueReplay<ToyDigest>

  private func sample() throws -> Replay {
    let (terms, events) = try Sample.auctionVenue(ToyDigest.self)
    var replay = try Replay(terms)
    for event in events { try replay.apply(event) }
    return replay
  }

  @Test("The sample's hour is the same each time, keeps every law, and has orders of every kind")
  func sampleHour() throws {
    #expect(try Sample.auctionVenue(ToyDigest.self).events == Sample.auctionVenue(ToyDigest.self).events)
    let replay = try sample()
    #expect(replay.audit().isEmpty && replay.auctions.count == 12)
    // One auction finds no agreement, and one sealed order is never revealed.
    #expect(replay.auctions.filter { $0.band == nil }.count == 1)
    #expect(replay.auctions.reduce(0) { $0 + $1.forfeited.count } == 1 && replay.venue.fund > 0)
    #expect(replay.auctions.filter { $0.volume > 0 }.count == 11)
    let statuses = Set(replay.orders.values.map(\.status))
    #expect(statuses == [.filled, .ended, .forfeited, .standing], "\(statuses)")
    let (reports, unpriced) = try replay.executionReports(horizonSeconds: 300)
    #expect(unpriced == 0 && reports.map(\.participant) == ["Ada", "Bob", "Cyd", "Dee", "Eli", "Fay"])
    // Who knows where the price goes gains by it, at the cost of the others.
    #expect(reports[5].markout > 0, "\(reports)")
  }

  @Test("Page and text say what the replay holds")
  func forms() throws {
    let replay = try sample()
    let executions = try replay.executionReports(horizonSeconds: 300)
    let page = replay.html(executions, horizonSeconds: 300)
    let text = replay.text(executions, horizonSeconds: 300)
    for id in ["price", "volume", "shortfall", "leakage"] {
      #expect(page.contains("<figure id=\"chart-\(id)\""), "\(id)")
    }
    // Demand and supply of the last six auctions that traded.
    #expect(page.components(separatedBy: "<figure id=\"chart-auction-").count == 7)
    for words in ["Fay", "every law holds", "forfeited"] {
      #expect(page.contains(words) && text.contains(words), "\(words)")
    }
    #expect(!page.contains("<script") && !page.contains("nan") && page.hasSuffix("\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(text)")
  }

  @Test("Names are escaped, and a venue without auctions or with the greatest numbers has a page")
  func edges() throws {
    let terms = AuctionVenueTerms(
      base: "<b>", quote: "\"&\u{7}", auction: try CallAuction(), opening: Timestamp(secondsSinceEpoch: 0),
      intervalSeconds: 60, priceGuard: try ReferencePriceGuard())
    var replay = try Replay(terms)
    #expect(replay.html(([], 0), horizonSeconds: 0).contains("every law holds"))
    func apply(_ second: Int64, _ action: AuctionVenueAction) throws {
      try replay.apply(AuctionVenueEvent(at: Timestamp(secondsSinceEpoch: second), action))
    }
    let top = UInt64(1) << 61
    try apply(1, .deposit(participant: "<script>", base: .max, quote: .max))
    try apply(2, .price(source: "x", price: top))
    for (id, side) in [(1, .buy), (2, .sell)] as [(UInt64, OrderSide)] {
      try apply(
        50,
        .place(
          AuctionOrder(
            id: id, participant: "<script>", side: side, pricing: .market, quantity: .max, time: terms.opening)))
    }
    try apply(55, .price(source: "x", price: top))
    try apply(60, .auction)
    #expect(replay.auctions.last?.volume == UInt128(UInt64.max) && replay.audit().isEmpty)
    let executions = try replay.executionReports(horizonSeconds: .max >> 1)
    let (page, text) = (
      replay.html(executions, horizonSeconds: .max >> 1), replay.text(executions, horizonSeconds: .max >> 1)
    )
    for tag in ["<b>", "<script>"] { #expect(!page.contains(tag), "\(tag)") }
    #expect(page.contains("&lt;script&gt;") && !page.contains("nan"))
    #expect(!text.unicodeScalars.contains("\u{7}"))
  }

  @Test("Demand falls and supply rises by steps, and the curves of many prices are thinned")
  func curves() throws {
    let orders = (0..<4_000 as Range<UInt64>).map { index in
      AuctionOrder(
        id: index, participant: "A", side: index % 2 == 0 ? .buy : .sell, pricing: .limit(1_000 + index), quantity: 3,
        time: Timestamp(secondsSinceEpoch: 0))
    }
    let levels = try CallAuction().levels(orders, reference: 2_000)
    #expect(levels.count == 4_000)
    let chart = ReportChart.auction(id: "a", title: "T", levels: levels, price: 3_000, reference: 2_000)
    guard case .auction(let drawn) = chart.content else { throw AuctionRefusal.overflow }
    let svg = drawn.svg.text
    #expect(svg.count < 60_000 && svg.contains("line-series2") && svg.contains("3000"))
    #expect(drawn.table.rows.count == 4_000)
    let none = ReportChart.auction(id: "a", title: "T", levels: [], price: 1, reference: 1)
    guard case .auction(let empty) = none.content else { throw AuctionRefusal.overflow }
    #expect(empty.svg.text.contains("nothing to show"))
  }

  @Test("What waiting trades leak has a page, with and without refunds")
  func leakage() throws {
    let terms = ConstantProductTerms(
      token0: "<b>", token1: "USDC", feeMillionths: 3_000, hasProtocolFee: false,
      opening: Timestamp(secondsSinceEpoch: 0))
    let scale = try TokenScale(decimals0: 6, decimals1: 6)
    let pool = try VenueReplay<ConstantProductPool>(
      terms, scale: scale,
      orders: [
        ConstantProductEvent(
          at: terms.opening, .mint(owner: "o", amount0: 1_000_000_000, amount1: 3_000_000_000, leastShares: 0))
      ]
    ).venue
    let intents = [
      SwapIntent(id: 1, trader: "<script>", zeroForOne: false, paidIn: 90_000_000, least: 20_000_000),
      SwapIntent(id: 2, trader: "Bob", zeroForOne: true, paidIn: 5, least: .max),
    ]
    let leakage = try SwapLeakage(
      of: intents, on: pool, capital: TokenPair(.max, .max), refundMillionths: 500_000)
    let (page, text) = (leakage.html(scale: scale), leakage.text(scale: scale))
    for words in ["Refunds", "by commitment", "nothing", "1 trade refused alone"] {
      #expect(page.contains(words), "\(words)")
    }
    for tag in ["<b>", "<script>"] { #expect(!page.contains(tag), "\(tag)") }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(text)")
    let plain = try SwapLeakage(of: intents, on: pool, capital: TokenPair(9, 9), refundMillionths: nil)
    #expect(!plain.html(scale: scale).contains("Refunds"))
    let empty = try SwapLeakage(
      of: [], on: try ConstantProductPool(terms), capital: TokenPair(0, 0), refundMillionths: nil)
    #expect(!empty.html(scale: scale).contains("nan"))
  }
}
