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
        "venue", "terms", "decimals0", "decimals1", "time", "price", "inventory", "state", "audit", "orders",
        "fees", "feesValue", "rebalancingResult", "owners",
      ])
    let text = replay.eventValue.canonicalJSON
    #expect(text.contains("\"venue\":\"constant-product\"") && text.contains("\"audit\":[]"))
    #expect(text.contains("\"orders\":{\"taken\":\"5\",\"refused\":\"2\",\"trades\":\"2\"}"))
    #expect(text.contains("\"owners\":[{\"owner\":\"Ada\",\"brought\":{\"amount0\":\"10000\",\"amount1\":\"40000\"}"))
    #expect(text.contains("\"time\":\"1970-01-01T00:16:45Z\""))
    #expect(text.contains("\"owners\":[{\"owner\":\"Ada\",\"shares\":\"\(replay.venue.shares["Ada"] ?? 0)\"}]"))
  }
}

@Suite("Concentrated liquidity in a replay")
struct ConcentratedReplayTests {
  private static let opening = Timestamp(secondsSinceEpoch: 0)
  private static let key = ConcentratedPool.PositionKey(owner: "Ada", lower: -600, upper: 600)

  private static func at(_ action: ConcentratedPoolAction) -> ConcentratedPoolEvent {
    ConcentratedPoolEvent(at: opening, action)
  }

  private static func swap(_ falls: Bool, _ units: UInt256) -> ConcentratedPoolEvent {
    at(.swap(trader: "Bob", LiquiditySwap(zeroForOne: falls, amount: .exactInput(units)), allowed: .zero))
  }

  private static let orders = [
    at(.mint(key, liquidity: 1_000_000_000_000, most0: .max, most1: .max)),
    at(.setProtocolFee(token0: 4, token1: 5)), swap(true, 1_000_000_000), swap(false, 3_000_000_000),
    at(.burn(key, liquidity: 400_000_000_000, least0: .zero, least1: .zero)),
    at(.collect(key, most0: 5, most1: .max)), at(.collectProtocol),
    at(.setProtocolFee(token0: 1, token1: 0)),
  ]

  private func replay() throws -> VenueReplay<ConcentratedPool> {
    let terms = ConcentratedPoolTerms(
      token0: "A", token1: "B", feeMillionths: 3_000, tickSpacing: 60, sqrtPriceX96: UInt256(1) << 96,
      opening: Self.opening)
    return try VenueReplay(terms, scale: TokenScale(decimals0: 6, decimals1: 6), orders: Self.orders)
  }

  @Test("What is owed and not collected is claimed; the protocol's part is no owner's")
  func claims() throws {
    let replay = try replay()
    #expect(replay.totals.taken == 7 && replay.records[7].refusal == .invalidProtocolFee(1))
    #expect(replay.records.map { $0.party.name } == ["Ada", nil, "Bob", "Bob", "Ada", "Ada", nil, nil])
    let burned = try #require(replay.records[4].fill?.flow)
    #expect(burned.credited0 > 0 && burned.out0 == .zero)
    #expect(replay.records[4].inventory == replay.records[3].inventory)
    let statement = try #require(try replay.ownerStatements().first)
    let claim = try replay.venue.claim(of: Self.key)
    #expect(statement.claim == TokenAmounts(claim.amount0, claim.amount1) && statement.paid.amount0 == 5)
    // A fee of 0.3 %, rounded up a step at a time; a quarter and a fifth are the protocol's.
    let fees = replay.totals.fees
    #expect(fees == TokenAmounts(3_000_000, 9_000_000))
    let taken = try #require(replay.records[6].fill?.flow)
    #expect(taken.out0 == 750_000 && taken.out1 == 1_800_000)
    #expect(replay.venue.audit().isEmpty)
  }

  @Test("No trade gains against the price after it, and the sum is that of the price's path")
  func rebalancing() throws {
    let replay = try replay()
    let results = replay.records.map(\.totals.rebalancingResult)
    #expect(zip(results, results.dropFirst()).allSatisfy { $1 <= $0 })
    let roots = [replay.records[1], replay.records[2], replay.records[3]].compactMap { $0.price?.squareRoot() }
    let liquidity = 1_000_000.0
    let exact = zip(roots, roots.dropFirst()).reduce(0.0) { sum, ends in
      let (p, q) = ends
      // Token 0 in, falling: L (1/q − 1/p) q² − L (p − q). Token 1 in, rising: L (q − p) − L (1/p − 1/q) q². Both are the same.
      return sum - liquidity * (p - q) * (p - q) / p
    }
    #expect(abs(replay.totals.rebalancingResult - exact) < 1e-5, "\(replay.totals.rebalancingResult) \(exact)")
  }

  @Test("Refusals have words without a comma")
  func words() {
    let time = Timestamp(secondsSinceEpoch: 0)
    let all: [LiquidityRefusal] = [
      .invalidTerms(field: "x"), .timeRunsBack(time: time, last: time), .nothingToMove,
      .invalidRange(lower: 1, upper: 2, spacing: 3), .tooMuchLiquidity(tick: 1, found: 2, most: 3),
      .tooLittleLiquidity(found: 1, expected: 2), .invalidPriceLimit(limit: 1, price: 2),
      .notFilled(filled: 1, expected: 2), .worseThanAllowed(found: 1, allowed: 2), .invalidProtocolFee(3), .overflow,
    ]
    #expect(Set(all.map(\.words)).count == all.count)
    #expect(all.allSatisfy { !$0.words.contains(",") && !$0.words.isEmpty })
    #expect(LiquidityRefusal.worseThanAllowed(found: 3, allowed: 5).words == "the amount is 3 and the bound 5")
  }

  @Test("Every field that the formats write is one that files may have")
  func fields() {
    for order in Self.orders {
      guard case .fields(let fields) = order.eventValue else { continue }
      let names = Set(ConcentratedPoolEvent.fields.map(\.name) + ["version"])
      #expect(fields.allSatisfy { names.contains($0.name) }, "\(fields)")
    }
    #expect(Set(ConcentratedPoolEvent.fields.map(\.name)).count == ConcentratedPoolEvent.fields.count)
    #expect(Set(ConstantProductEvent.fields.map(\.name)).count == ConstantProductEvent.fields.count)
    for order in ConstantProductAction.Kind.allCases.map({ ConstantProductEvent(at: Self.opening, $0.blank) }) {
      guard case .fields(let fields) = order.eventValue else { continue }
      let names = Set(ConstantProductEvent.fields.map(\.name) + ["version"])
      #expect(fields.allSatisfy { names.contains($0.name) }, "\(fields)")
    }
  }
}

@Suite("Whole tokens")
struct TokenScaleTests {
  @Test("Decimals out of their range are named")
  func decimals() throws {
    #expect(throws: LiquidityRefusal.invalidTerms(field: "decimals0")) { try TokenScale(decimals0: 37) }
    #expect(throws: LiquidityRefusal.invalidTerms(field: "decimals1")) { try TokenScale(decimals1: -1) }
    #expect(try TokenScale() == TokenScale(decimals0: 18, decimals1: 18))
  }

  @Test("Amounts, prices and differences in whole tokens")
  func values() throws {
    let scale = try TokenScale(decimals0: 18, decimals1: 6)
    #expect(scale.tokens0(UInt256(1) << 64) == 18.446744073709552 && scale.tokens1(2_500_000) == 2.5)
    #expect(abs(scale.price(ofUnits: 3e-9) / 3_000 - 1) < 1e-15)
    #expect(abs(scale.priceOfUnits(3_000) / 3e-9 - 1) < 1e-15)
    let (a, b) = (TokenAmounts(.max, 7_000_000), TokenAmounts(.max &- 1_000_000_000_000_000_000, 9_000_000))
    #expect(scale.value(a, less: b, at: 5) == 3 && scale.value(b, less: a, at: 5) == -3)
    #expect(scale.value(TokenAmounts(2_000_000_000_000_000_000, 1), at: 5) == 10.000001)
    #expect(a + a == TokenAmounts(.max, 14_000_000))
  }

  @Test("Prices beyond those that there are have no square root")
  func roots() throws {
    let scale = try TokenScale(decimals0: 0, decimals1: 0)
    func root(_ price: Double) -> String? { ConcentratedPoolTerms.priceText(price, scale: scale) }
    #expect(root(1) == (UInt256(1) << 96).description && root(4) == (UInt256(1) << 97).description)
    for price in [0, -1, .nan, .infinity, .leastNonzeroMagnitude, 0x1p128, 0x1p-129, .greatestFiniteMagnitude] {
      #expect(root(price) == nil, "\(price)")
    }
    #expect(root(0x1p127) != nil && root(0x1p-127) != nil)
    let wide = try TokenScale(decimals0: 0, decimals1: 36)
    #expect(ConcentratedPoolTerms.priceText(.greatestFiniteMagnitude, scale: wide) == nil)
  }
}
