import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Replays of orders")
struct VenueReplayTests {
  private static let opening = Timestamp(secondsSinceEpoch: 1_000)
  private static let terms = ConstantProductTerms(
    token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: false, opening: opening)

  private static func at(_ seconds: Int64, _ action: ConstantProductAction) -> ConstantProductEvent {
    ConstantProductEvent(at: opening.advanced(bySeconds: seconds), action)
  }

  /// Ada brings 10,000 and 40,000; Bob sells 2,000 of A for 6,649 and buys 1,000 of A; Ada takes half out. What Eve asks for is
  /// refused.
  private static let orders = [
    at(0, .sell(trader: "Eve", zeroForOne: true, paidIn: 1, least: 0)),
    at(1, .mint(owner: "Ada", amount0: 10_000, amount1: 40_000, leastShares: 0)),
    at(2, .sell(trader: "Bob", zeroForOne: true, paidIn: 2_000, least: 6_649)),
    at(3, .burn(owner: "Eve", shares: 5, least0: 0, least1: 0)),
    at(2, .burn(owner: "Ada", shares: 5, least0: 0, least1: 0)),
    at(4, .buy(trader: "Bob", zeroForOne: false, received: 1_000, most: 4_000)),
    at(5, .burn(owner: "Ada", shares: 10_000, least0: 0, least1: 0)),
  ]

  private func replay() throws -> VenueReplay<ConstantProductPool> {
    try VenueReplay(Self.terms, scale: TokenScale(decimals0: 2, decimals1: 1), orders: Self.orders)
  }

  @Test("Each order is a record, and a refused one leaves the venue as it was")
  func records() throws {
    let replay = try replay()
    #expect(replay.records.map(\.index) == Array(1...7))
    #expect(replay.records.map(\.action) == ["sell", "mint", "sell", "burn", "burn", "buy", "burn"])
    #expect(replay.records.map { $0.party.name } == ["Eve", "Ada", "Bob", "Eve", "Ada", "Bob", "Ada"])
    #expect(
      replay.records.map(\.refusal) == [
        .nothingToMove, nil, nil, .tooLittleLiquidity(found: 0, expected: 5), nil, nil, nil,
      ])
    let taken = replay.records.filter { $0.fill != nil }
    #expect(taken.count == replay.totals.taken && replay.taken.count == taken.count)
    #expect(replay.records[3].inventory == replay.records[2].inventory)
    #expect(replay.records[0].price == nil && replay.records[0].inventory == .zero)
    // 40,000 / 10,000 units are 4,000 whole B for 100 whole A.
    #expect(replay.records[1].price == 40)
  }

  @Test("An order that comes before the last one taken is refused")
  func timeRunsBack() throws {
    var replay = try replay()
    let before = replay.venue
    replay.run(Self.at(4, .burn(owner: "Ada", shares: 1, least0: 0, least1: 0)))
    #expect(
      replay.records.last?.refusal
        == .timeRunsBack(time: Self.opening.advanced(bySeconds: 4), last: Self.opening.advanced(bySeconds: 5)))
    #expect(replay.venue == before && replay.records.last?.price == replay.price)
  }

  @Test("Fees, the result against rebalancing and the statements are sums of what moved")
  func totals() throws {
    let replay = try replay()
    // Sold: 2,000 − 6 of A for 6,649 of B, reserves 12,000 and 33,351. Ada's five shares: ⌊5 × 12,000 / 20,000⌋ = 3 and 8.
    // Bought: 1,000 of A of 11,997 for ⌊11,997… ⌋, below by the pool's own formula.
    let paid = try #require(try replay.records[5].fill?.flow.in1.narrowed())
    #expect(paid == 33_343 * 1_000 * 1_000_000 / (10_997 * 997_000) + 1)
    let fee = paid * 3_000 / 1_000_000
    #expect(replay.totals.trades == 2 && replay.totals.refused == 2)
    #expect(replay.totals.fees == TokenAmounts(6, UInt256(fee)))
    let after = [33_351.0 / 12_000 * 10, Double(33_343 + paid) / 10_997 * 10]
    let fees = 0.06 * after[0] + Double(fee) / 10
    #expect(abs(replay.totals.feesValue - fees) < 1e-12)
    let result = 19.94 * after[0] - 664.9 + Double(paid - fee) / 10 - 10 * after[1]
    #expect(abs(replay.totals.rebalancingResult - result) < 1e-10 && result < -90)
    #expect(replay.totals.brought == TokenAmounts(10_000, 40_000))

    let ada = try #require(try replay.ownerStatements().first)
    #expect(try replay.ownerStatements().map(\.owner) == ["Ada"])
    #expect(ada.brought == replay.totals.brought && ada.paid == replay.totals.paid)
    let (claim0, claim1) = replay.venue.claim(of: "Ada")
    #expect(ada.claim == TokenAmounts(UInt256(claim0), UInt256(claim1)))
    let price = try #require(replay.price)
    let (all0, all1) = (try (ada.paid + ada.claim).amount0.narrowed(), try (ada.paid + ada.claim).amount1.narrowed())
    #expect(abs(try #require(ada.value) - (Double(all0) / 100 * price + Double(all1) / 10)) < 1e-9)
    #expect(abs(try #require(ada.holding) - (100 * price + 4_000)) < 1e-9)
    #expect(abs(try #require(ada.result) - (try #require(ada.value) - (try #require(ada.holding)))) < 1e-9)

    let bob = try #require(replay.traderStatements().first)
    #expect(bob.trader == "Bob" && bob.trades == 2 && replay.traderStatements().count == 1)
    #expect(bob.paid == TokenAmounts(2_000, UInt256(paid)) && bob.received == TokenAmounts(1_000, 6_649))
    #expect(bob.fees == replay.totals.fees)
  }

  @Test("The value beside holding is that of all that is held, and of what was brought and not paid")
  func holding() throws {
    let replay = try replay()
    #expect(replay.valueAgainstHolding(after: replay.records[0]) == nil)
    let minted = try #require(replay.valueAgainstHolding(after: replay.records[1]))
    #expect(minted.value == 8_000 && minted.holding == 8_000)
    let sold = try #require(replay.valueAgainstHolding(after: replay.records[2]))
    let price = 33_351.0 / 12_000 * 10
    #expect(abs(sold.value - (120 * price + 3_335.1)) < 1e-9 && abs(sold.holding - (100 * price + 4_000)) < 1e-9)
  }

  @Test("Equal orders make equal replays, and the orders taken alone make the same venue")
  func determinism() throws {
    let (first, second) = (try replay(), try replay())
    #expect(first.records == second.records && first.venue == second.venue)
    #expect(first.eventValue == second.eventValue)
    let again = try VenueReplay<ConstantProductPool>(Self.terms, scale: first.scale, orders: first.taken)
    #expect(again.venue == first.venue && again.totals.refused == 0)
  }

  @Test("The state says terms, price, what is held and how many orders there were")
  func state() throws {
    let replay = try replay()
    guard case .fields(let fields) = replay.eventValue else {
      Issue.record("no fields")
      return
    }
    #expect(
      fields.map(\.name) == [
        "venue", "terms", "decimals0", "decimals1", "time", "price", "inventory", "worth", "state", "audit",
        "orders", "payoffs", "fees", "feesValue", "rebalancingResult", "owners",
      ])
    let text = replay.eventValue.canonicalJSON
    #expect(text.contains("\"venue\":\"constant-product\"") && text.contains("\"audit\":[]"))
    #expect(text.contains("\"orders\":{\"taken\":\"5\",\"refused\":\"2\",\"trades\":\"2\"}"))
    #expect(text.contains("\"owners\":[{\"owner\":\"Ada\",\"brought\":{\"amount0\":\"10000\",\"amount1\":\"40000\"}"))
    #expect(text.contains("\"time\":\"1970-01-01T00:16:45Z\""))
    #expect(text.contains("\"owners\":[{\"owner\":\"Ada\",\"shares\":\"\(replay.venue.shares["Ada"] ?? 0)\"}]"))
  }
}
