import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

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

  @Test(
    "Random orders leave the pool as events alone do, and no trade gains against the price after it but by roundings",
    arguments: [21, 22, 23] as [UInt64])
  func randomOrders(seed: UInt64) throws {
    var traffic = LiquidityTraffic(seed: seed)
    var pool = try ConcentratedPool(LiquidityTraffic.concentrated)
    let scale = try TokenScale(decimals0: 0, decimals1: 0)
    var replay = try VenueReplay<ConcentratedPool>(LiquidityTraffic.concentrated, scale: scale)
    for _ in 0..<1_500 {
      let event = traffic.event(pool)
      let flow = try? pool.settle(event)
      let before = replay.totals.rebalancingResult
      replay.run(event)
      let record = try #require(replay.records.last)
      #expect(record.fill?.flow == flow && replay.venue == pool, "seed \(seed): \(event)")
      guard case .trader = record.party, let flow else { continue }
      let price = try #require(record.price)
      let turnover = scale.value(TokenAmounts(flow.in0, flow.in1) + TokenAmounts(flow.out0, flow.out1), at: price)
      // Each step rounds a unit of either token in the pool's favor.
      let change = replay.totals.rebalancingResult - before
      let slack = 1e-14 * (turnover + abs(before))
      #expect(change <= 1_000 * (1 + price) + slack, "seed \(seed): \(event) \(change) of \(turnover)")
    }
    let totals = replay.totals
    #expect(totals.trades > 100 && totals.refused > 100 && totals.taken == replay.taken.count)
    #expect(totals.taken + totals.refused == replay.records.count)
    // What all can claim, and the protocol, is not more than what is held.
    let claims = try replay.ownerStatements().map(\.claim).reduce(
      TokenAmounts(UInt256(pool.protocolOwed0), UInt256(pool.protocolOwed1)), +)
    #expect(claims.amount0 <= pool.balance0 && claims.amount1 <= pool.balance1)
  }

  @Test("Refusals have words without a comma")
  func words() {
    let time = Timestamp(secondsSinceEpoch: 0)
    let all: [VenueRefusal] = [
      .invalidTerms(field: "x"), .timeRunsBack(time: time, last: time), .nothingToMove,
      .invalidRange(lower: 1, upper: 2, spacing: 3), .tooMuchLiquidity(tick: 1, found: 2, most: 3),
      .tooLittleLiquidity(found: 1, expected: 2), .invalidPriceLimit(limit: 1, price: 2),
      .notFilled(filled: 1, expected: 2), .worseThanAllowed(found: 1, allowed: 2), .invalidProtocolFee(3), .overflow,
      .staleIndex(age: nil, most: 1), .staleIndex(age: 3, most: 1), .invalidIndex(low: 2, high: 1),
      .positionExists, .tooLittleCollateral(found: 1, expected: 2), .enoughCollateral(found: 2, expected: 1),
    ]
    #expect(Set(all.map(\.words)).count == all.count)
    #expect(all.allSatisfy { !$0.words.contains(",") && !$0.words.isEmpty })
    #expect(VenueRefusal.worseThanAllowed(found: 3, allowed: 5).words == "the amount is 3 and the bound 5")
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
