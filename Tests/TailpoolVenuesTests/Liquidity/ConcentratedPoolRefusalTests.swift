import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("What a pool of concentrated liquidity refuses")
struct ConcentratedPoolRefusalTests {
  private static let opening = Timestamp(secondsSinceEpoch: 100)

  private static func terms(
    token0: String = "A", token1: String = "B", fee: UInt32 = 3_000, spacing: Int = 60,
    price: UInt256 = UInt256(1) << 96
  ) -> ConcentratedPoolTerms {
    ConcentratedPoolTerms(
      token0: token0, token1: token1, feeMillionths: fee, tickSpacing: spacing, sqrtPriceX96: price, opening: opening)
  }

  @Test("Terms out of range, by the name of the field; what follows from them is defined for any")
  func invalidTerms() {
    let highest = TickPrice.highestSqrtPriceX96
    for (terms, field) in [
      (Self.terms(token0: ""), "token0"), (Self.terms(token1: "A"), "token0"), (Self.terms(token1: ""), "token1"),
      (Self.terms(fee: 1_000_000), "feeMillionths"), (Self.terms(spacing: 0), "tickSpacing"),
      (Self.terms(spacing: -60), "tickSpacing"), (Self.terms(spacing: 16_384), "tickSpacing"),
      (Self.terms(price: TickPrice.lowestSqrtPriceX96 &- 1), "sqrtPriceX96"),
      (Self.terms(price: highest), "sqrtPriceX96"),
    ] {
      #expect(throws: VenueRefusal.invalidTerms(field: field)) { try ConcentratedPool(terms) }
      #expect(terms.ticks.contains(0) && terms.mostLiquidityPerTick > 0)
    }
    for spacing in [1, 16_383] { #expect(throws: Never.self) { try ConcentratedPool(Self.terms(spacing: spacing)) } }
    #expect(Self.terms(spacing: 60).ticks == -887_220...887_220)
    // As the contract's own constant for its middle fee.
    #expect(Self.terms(spacing: 60).mostLiquidityPerTick == 11_505_743_598_341_114_571_880_798_222_544_994)
  }

  private static let range = ConcentratedPool.PositionKey(owner: "o", lower: -60, upper: 60)

  private static func pool() throws -> ConcentratedPool {
    var pool = try ConcentratedPool(terms())
    try pool.apply(.init(at: opening, .mint(range, liquidity: 1_000_000, most0: .max, most1: .max)))
    return pool
  }

  /// Amounts of a million of liquidity between ticks -60 and 60: ⌈10⁶ (1 − 1.0001⁻³⁰)⌉ = 2,996 of each token.
  @Test("Each bound, with what was found and what was allowed; the pool stays what it was")
  func refusals() throws {
    var pool = try Self.pool()
    let (before, price) = (pool, UInt256(1) << 96)
    func range(_ lower: Int, _ upper: Int) -> ConcentratedPool.PositionKey {
      .init(owner: "o", lower: lower, upper: upper)
    }
    func sale(_ units: UInt256, limit: UInt256? = nil) -> LiquiditySwap {
      LiquiditySwap(zeroForOne: true, amount: .exactInput(units), sqrtPriceLimitX96: limit)
    }
    let most = Self.terms().mostLiquidityPerTick
    let cases: [(ConcentratedPoolAction, VenueRefusal)] = [
      (.mint(Self.range, liquidity: 0, most0: .max, most1: .max), .nothingToMove),
      (
        .mint(range(60, -60), liquidity: 1, most0: .max, most1: .max), .invalidRange(lower: 60, upper: -60, spacing: 60)
      ),
      (
        .mint(range(-887_280, 60), liquidity: 1, most0: .max, most1: .max),
        .invalidRange(lower: -887_280, upper: 60, spacing: 60)
      ),
      (
        .mint(range(-60, 887_280), liquidity: 1, most0: .max, most1: .max),
        .invalidRange(lower: -60, upper: 887_280, spacing: 60)
      ),
      (.mint(range(0, 0), liquidity: 1, most0: .max, most1: .max), .invalidRange(lower: 0, upper: 0, spacing: 60)),
      (
        .mint(range(-61, 60), liquidity: 1, most0: .max, most1: .max), .invalidRange(lower: -61, upper: 60, spacing: 60)
      ),
      (
        .mint(range(.min, .max), liquidity: 1, most0: .max, most1: .max),
        .invalidRange(lower: .min, upper: .max, spacing: 60)
      ),
      (
        .mint(Self.range, liquidity: most, most0: .max, most1: .max),
        .tooMuchLiquidity(tick: -60, found: most + 1_000_000, most: most)
      ),
      (.mint(Self.range, liquidity: .max, most0: .max, most1: .max), .overflow),
      (
        .mint(Self.range, liquidity: 1_000_000, most0: 2_995, most1: .max),
        .worseThanAllowed(found: 2_996, allowed: 2_995)
      ),
      (
        .mint(Self.range, liquidity: 1_000_000, most0: .max, most1: 2_995),
        .worseThanAllowed(found: 2_996, allowed: 2_995)
      ),
      (
        .burn(Self.range, liquidity: 1_000_001, least0: .zero, least1: .zero),
        .tooLittleLiquidity(found: 1_000_000, expected: 1_000_001)
      ),
      (.burn(range(0, 60), liquidity: 0, least0: .zero, least1: .zero), .tooLittleLiquidity(found: 0, expected: 1)),
      (
        .burn(Self.range, liquidity: 1_000_000, least0: 2_996, least1: .zero),
        .worseThanAllowed(found: 2_995, allowed: 2_996)
      ),
      (
        .burn(Self.range, liquidity: 1_000_000, least0: .zero, least1: 2_996),
        .worseThanAllowed(found: 2_995, allowed: 2_996)
      ),
      (.swap(trader: "t", sale(.zero), allowed: .zero), .nothingToMove),
      (.swap(trader: "t", sale(1, limit: price), allowed: .zero), .invalidPriceLimit(limit: price, price: price)),
      (
        .swap(trader: "t", sale(1, limit: TickPrice.lowestSqrtPriceX96), allowed: .zero),
        .invalidPriceLimit(limit: TickPrice.lowestSqrtPriceX96, price: price)
      ),
      // 1,000 less the fee of 3 in get ⌊997 / (1 + 997 / 10⁶)⌋ = 996.
      (.swap(trader: "t", sale(1_000), allowed: 997), .worseThanAllowed(found: 996, allowed: 997)),
      (
        .swap(trader: "t", LiquiditySwap(zeroForOne: true, amount: .exactOutput(2_996)), allowed: .max),
        .notFilled(filled: 2_995, expected: 2_996)
      ),
      (
        .swap(trader: "t", LiquiditySwap(zeroForOne: true, amount: .exactOutput(996)), allowed: 999),
        .worseThanAllowed(found: 1_000, allowed: 999)
      ),
      (.setProtocolFee(token0: 3, token1: 0), .invalidProtocolFee(3)),
      (.setProtocolFee(token0: 4, token1: 11), .invalidProtocolFee(11)),
    ]
    for (action, refusal) in cases {
      let event = ConcentratedPoolEvent(at: Self.opening, action)
      #expect(throws: refusal, "\(action)") { try pool.apply(event) }
      #expect(pool == before, "\(action)")
    }
    let early = Timestamp(secondsSinceEpoch: 99)
    #expect(throws: VenueRefusal.timeRunsBack(time: early, last: Self.opening)) {
      try pool.apply(.init(at: early, .collectProtocol))
    }
    #expect(throws: VenueRefusal.tooLittleLiquidity(found: 0, expected: 1)) { try pool.claim(of: range(0, 60)) }
  }

  @Test("A journal's values that are none are refused by the name of the field")
  func formats() throws {
    let event = ConcentratedPoolEvent(at: Self.opening, .mint(Self.range, liquidity: 7, most0: 5, most1: .max))
    guard case .fields(let fields) = event.eventValue else { return #expect(Bool(false)) }
    #expect(
      fields.map(\.name) == ["version", "time", "action", "owner", "lower", "upper", "liquidity", "most0", "most1"])
    #expect(event.action.name == "mint")
    #expect(try ConcentratedPoolEvent(.fields(fields)) == event)
    for (name, text) in [("most1", "-1"), ("most1", "01"), ("most1", "1e3"), ("liquidity", "-7"), ("lower", "x")] {
      let wrong = fields.map { $0.name == name ? EventField(name, .text(text)) : $0 }
      #expect(throws: EventFormatError.invalid(field: name), "\(text)") { try ConcentratedPoolEvent(.fields(wrong)) }
    }
  }

  @Test("Each event says what moved of which token: into the pool, out of it, and to an owner's credit")
  func flows() throws {
    // Above the middle of the range more of token 1 than of token 0; the protocol has a part of both fees.
    var pool = try ConcentratedPool(Self.terms(price: (UInt256(1) << 96) &+ (UInt256(1) << 87)))
    func settle(_ action: ConcentratedPoolAction) throws -> (TokenFlow, [UInt256], [UInt128]) {
      let (before, owed) = (pool, pool.positions[Self.range] ?? .init())
      let flow = try pool.settle(.init(at: Self.opening, action))
      let position = pool.positions[Self.range] ?? .init()
      return (
        flow, [pool.balance0 &- before.balance0, pool.balance1 &- before.balance1],
        [position.owed0 &- owed.owed0, position.owed1 &- owed.owed1]
      )
    }
    let none = UInt256.zero
    var (flow, moved, owed) = try settle(.mint(Self.range, liquidity: 1 << 70, most0: .max, most1: .max))
    #expect(
      flow == TokenFlow(in0: moved[0], in1: moved[1]) && moved[0] > 0 && moved[1] > moved[0] && owed == [0, 0])
    (flow, moved, owed) = try settle(.setProtocolFee(token0: 4, token1: 10))
    #expect(flow == TokenFlow() && moved == [none, none])
    for (zeroForOne, paid) in [(true, UInt256(900_000_000_000)), (false, 400_000_000_000)] {
      let swap = LiquiditySwap(zeroForOne: zeroForOne, amount: .exactInput(paid), sqrtPriceLimitX96: nil)
      (flow, moved, owed) = try settle(.swap(trader: "t", swap, allowed: .zero))
      let received = none &- (zeroForOne ? moved[1] : moved[0])
      #expect(
        flow == (zeroForOne ? TokenFlow(in0: paid, out1: received) : TokenFlow(in1: paid, out0: received)))
      #expect(received > 0 && received != paid)
    }
    (flow, moved, owed) = try settle(.collectProtocol)
    #expect(
      flow == TokenFlow(out0: none &- moved[0], out1: none &- moved[1]) && flow.out0 > flow.out1 && flow.out1 > 0)
    // What is credited for the liquidity alone: fees were credited by a first touch.
    _ = try settle(.burn(Self.range, liquidity: 0, least0: .zero, least1: .zero))
    (flow, moved, owed) = try settle(.burn(Self.range, liquidity: 1 << 69, least0: .zero, least1: .zero))
    #expect(flow == TokenFlow(credited0: UInt256(owed[0]), credited1: UInt256(owed[1])) && owed[1] > owed[0])
    #expect(moved == [none, none] && owed[0] > 0)
    (flow, moved, owed) = try settle(.collect(Self.range, most0: .max, most1: 1_000))
    #expect(flow == TokenFlow(out0: none &- moved[0], out1: 1_000) && flow.out0 > 1_000)
    #expect(UInt256(0 &- owed[0]) == flow.out0 && 0 &- owed[1] == 1_000)
  }
}
