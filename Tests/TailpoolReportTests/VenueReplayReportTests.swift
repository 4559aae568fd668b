import TailpoolLedger
import TailpoolMarket
import TailpoolVenues
import Testing

@testable import TailpoolReport

@Suite("The report of a replay")
struct VenueReplayReportTests {
  static let sample = Result {
    let terms = try Sample.venueTerms()
    return try VenueReplay<ConcentratedPool>(
      terms, scale: TokenScale(decimals0: 18, decimals1: 6), orders: Sample.venueOrders())
  }

  @Test("The sample's week is the same each time, keeps every law, and has orders of every kind")
  func sample() throws {
    let replay = try Self.sample.get()
    #expect(try Sample.venueOrders() == Sample.venueOrders())
    #expect(replay.venue.audit().isEmpty && replay.totals.refused == 7)
    #expect(replay.totals.taken > 300 && Set(replay.records.map(\.action)) == ["mint", "burn", "collect", "swap"])
    #expect(try replay.ownerStatements().map(\.owner) == ["Ada", "Ben", "Cyd"])
    #expect(replay.totals.feesValue > 0 && replay.totals.rebalancingResult < 0)
    let span = replay.venue.time.secondsSinceEpoch - replay.venue.terms.opening.secondsSinceEpoch
    #expect(abs(span - 7 * 86_400) < 3_600)
  }

  @Test("What came in and went out is what is held, to the unit, after each order")
  func conservation() throws {
    let replay = try Self.sample.get()
    var (held0, held1) = (UInt256.zero, UInt256.zero)
    for record in replay.records {
      if let flow = record.fill?.flow {
        held0 = try held0.adding(flow.in0).subtracting(flow.out0)
        held1 = try held1.adding(flow.in1).subtracting(flow.out1)
      }
      #expect(record.inventory == TokenAmounts(held0, held1), "\(record.index)")
    }
    let traders = replay.traderStatements()
    let paid = traders.map(\.paid).reduce(replay.totals.brought, +)
    let received = traders.map(\.received).reduce(replay.totals.paid, +)
    #expect(
      try TokenAmounts(paid.amount0.subtracting(received.amount0), paid.amount1.subtracting(received.amount1))
        == replay.venue.inventory)
    // No protocol's part: what owners have is what is held, but for roundings, and so are their results together.
    let owners = try replay.ownerStatements()
    let together = try #require(replay.records.last.flatMap(replay.valueAgainstHolding))
    let results = owners.compactMap(\.result).reduce(0, +)
    #expect(abs(results - (together.value - together.holding)) < 1e-3, "\(results) \(together)")
  }

  @Test("Page and text say what the replay holds")
  func forms() throws {
    let replay = try Self.sample.get()
    let (page, text) = (replay.html(), replay.text())
    for id in ["price", "inventory0", "inventory1", "value", "result", "fees"] {
      #expect(page.contains("<figure id=\"chart-\(id)\""), "\(id)")
    }
    for words in ["Ada", "arbitrageur", "the amount is", "every law holds", "\(replay.records.count)"] {
      #expect(page.contains(words) && text.contains(words), "\(words)")
    }
    #expect(!page.contains("<script") && !page.contains("nan") && page.hasSuffix("\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("Tables have the columns and captions that are told, word by word")
  func words() throws {
    let lines = try Self.sample.get().text().split(separator: "\n").map(String.init)
    for line in [
      "PRICE AND INVENTORY",
      "  After each order that was taken, from before the first trade on; what is owed to owners and not",
      "  collected is in the inventory.", "WHAT LIQUIDITY CAME TO",
      "  In USDC at the venue's own price. Holding is what owners brought less what was paid out to them",
      "  and the protocol.", "Owners",
      "  owner  brought ETH  brought USDC  paid ETH  paid USDC  claim ETH  claim USDC       result", "ORDERS",
      "  Every order is a row of fills.csv.", "Orders by action", "  action   taken  refused",
      "  all        337        7",
      "Traders",
      "  trader       trades  paid ETH  paid USDC  received ETH  received USDC    fee ETH  fee USDC", "Refused",
      "  order             time                  why", "HOW IT WAS MADE",
      "  What was agreed on, and what the figures are.", "Terms", "  - decimals of ETH: 18",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test("Names from files are escaped, and a venue without price or trades has a page")
  func edges() throws {
    let opening = Timestamp(secondsSinceEpoch: 0)
    let terms = ConstantProductTerms(
      token0: "<b>", token1: "\"&\u{7}", feeMillionths: 0, hasProtocolFee: false, opening: opening)
    var replay = try VenueReplay<ConstantProductPool>(terms, scale: TokenScale())
    #expect(replay.html().contains("It has no price."))
    replay.run(
      ConstantProductEvent(at: opening, .burn(owner: "<script>", shares: 1, least0: 0, least1: 0)))
    #expect(replay.text().contains("refused") && replay.html().contains("&lt;script&gt;"))
    replay.run(
      ConstantProductEvent(
        at: opening, .mint(owner: "<i>", amount0: .max >> 20, amount1: .max >> 20, leastShares: 0)))
    let page = replay.html()
    for tag in ["<b>", "<script>", "<i>"] { #expect(!page.contains(tag), "\(tag)") }
    #expect(!replay.text().unicodeScalars.contains("\u{7}"))
  }

  @Test("Long lists are cut, and say so")
  func longLists() throws {
    let opening = Timestamp(secondsSinceEpoch: 0)
    let terms = ConstantProductTerms(
      token0: "A", token1: "B", feeMillionths: 0, hasProtocolFee: false, opening: opening)
    let orders = (0..<60).map { index in
      ConstantProductEvent(at: opening, .burn(owner: "owner \(index)", shares: 1, least0: 0, least1: 0))
    }
    let replay = try VenueReplay<ConstantProductPool>(terms, scale: TokenScale(), orders: orders)
    let text = replay.text()
    #expect(text.contains("Refused, the first 50 of 60") && text.contains("owner 49") && !text.contains("owner 50"))
  }
}
