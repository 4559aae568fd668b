import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolVenues

@Suite("Pools of concentrated liquidity against the contract's own tests")
struct ConcentratedPoolVectorTests {
  private static let file = "48_concentrated_liquidity_v3.json"
  private static let opening = Timestamp(secondsSinceEpoch: 0)

  private static func pool(_ vector: Vector) throws -> ConcentratedPool {
    try ConcentratedPool(
      ConcentratedPoolTerms(
        token0: "A", token1: "B", feeMillionths: UInt32(try vector.int("fee")),
        tickSpacing: try vector.int("tickSpacing"), sqrtPriceX96: try vector.wide("startSqrtPriceX96"),
        opening: opening))
  }

  private static func swap(_ vector: Vector, limit: String) throws -> LiquiditySwap {
    let amount = try #require(try vector.signed("amountSpecified"))
    return LiquiditySwap(
      zeroForOne: try vector.flag("zeroForOne"),
      amount: amount.isNegative ? .exactOutput(amount.units) : .exactInput(amount.units),
      sqrtPriceLimitX96: try vector.signed(limit)?.units)
  }

  /// What the pool received of a token, as the tables count: positive for what came in.
  private static func flow(_ result: SwapResult, token: Int, zeroForOne: Bool) -> (units: UInt256, isNegative: Bool) {
    (token == 0) == zeroForOne ? (result.paidIn, false) : (result.received, result.received != .zero)
  }

  @Test(
    "Every swap of the contract's snapshot: amounts, growth of fees, price, tick, liquidity, steps; and those refused")
  func swaps() throws {
    for vector in try Vector.cases(Self.file, "poolSwap") {
      var pool = try Self.pool(vector)
      for position in try vector.list("positions") {
        let key = ConcentratedPool.PositionKey(
          owner: "w", lower: try position.int("tickLower"), upper: try position.int("tickUpper"))
        _ = try pool.mint(key, liquidity: try position.units("liquidity"), most0: .max, most1: .max)
      }
      #expect(pool.balance0 == (try vector.wide("amount0Before")), "\(vector)")
      #expect(pool.balance1 == (try vector.wide("amount1Before")), "\(vector)")
      let swap = try Self.swap(vector, limit: "sqrtPriceLimitX96")
      let before = pool
      guard let expected = vector.object("expected") else {
        #expect(throws: VenueRefusal.self, "\(vector)") { _ = try pool.trade(swap, allowed: nil) }
        #expect(pool == before)
        continue
      }
      let quote = try pool.quote(swap)
      let result = try pool.trade(swap, allowed: nil)
      #expect(try quote == result && result.steps == (try expected.int("steps")), "\(vector)")
      try check(pool, result, expected, zeroForOne: swap.zeroForOne, "\(vector)")
      #expect(pool.feeGrowthGlobal0X128 == (try expected.wide("feeGrowthGlobal0X128")), "\(vector)")
      #expect(pool.feeGrowthGlobal1X128 == (try expected.wide("feeGrowthGlobal1X128")), "\(vector)")
    }
  }

  private func check(
    _ pool: ConcentratedPool, _ result: SwapResult, _ expected: Vector, zeroForOne: Bool, _ inputs: String
  ) throws {
    for token in [0, 1] {
      let flow = Self.flow(result, token: token, zeroForOne: zeroForOne)
      let wanted = try #require(try expected.signed("amount\(token)"))
      #expect(flow.units == wanted.units && flow.isNegative == wanted.isNegative, "token \(token): \(inputs)")
    }
    #expect(pool.sqrtPriceX96 == (try expected.wide("sqrtPriceAfterX96")), "\(inputs)")
    #expect(pool.tick == (try expected.int("tickAfter")), "\(inputs)")
    #expect(pool.liquidity == (try expected.units("liquidityAfter")), "\(inputs)")
  }

  @Test("Every sequence of mints, swaps, burns and collections, step by step, and the state that it ends in")
  func sequences() throws {
    let all = try Vector.cases(Self.file, "sequence")
    #expect(all.count == 15)
    for vector in all {
      var pool = try Self.pool(vector)
      if let growth = try vector.signed("initialFeeGrowthGlobal0X128") { pool.feeGrowthGlobal0X128 = growth.units }
      if let growth = try vector.signed("initialFeeGrowthGlobal1X128") { pool.feeGrowthGlobal1X128 = growth.units }
      for (index, step) in try vector.list("ops").enumerated() {
        try apply(step, to: &pool, "\(vector.fields["title"] ?? ""), step \(index): \(step)")
      }
      try compare(pool, try #require(vector.object("final")), "\(vector.fields["title"] ?? "")")
    }
  }

  private func apply(_ step: Vector, to pool: inout ConcentratedPool, _ inputs: String) throws {
    func key() throws -> ConcentratedPool.PositionKey {
      .init(owner: try step.text("owner"), lower: try step.int("lower"), upper: try step.int("upper"))
    }
    var amounts: (UInt256, UInt256)?
    switch try step.text("op") {
    case "mint": amounts = try pool.mint(key(), liquidity: try step.units("liquidity"), most0: .max, most1: .max)
    case "burn": amounts = try pool.burn(key(), liquidity: try step.units("liquidity"), least0: .zero, least1: .zero)
    case "collect":
      let (amount0, amount1) = try pool.collect(key(), most0: .max, most1: .max)
      amounts = (UInt256(amount0), UInt256(amount1))
    case "setFeeProtocol":
      (pool.protocolFee0, pool.protocolFee1) = (UInt32(try step.int("token0")), UInt32(try step.int("token1")))
    case "swap":
      let swap = try Self.swap(step, limit: "limit")
      let result = try pool.trade(swap, allowed: nil)
      try check(pool, result, step, zeroForOne: swap.zeroForOne, inputs)
    default: Issue.record("unknown step: \(inputs)")
    }
    if let amounts {
      #expect(try amounts.0 == (try step.wide("amount0")) && amounts.1 == (try step.wide("amount1")), "\(inputs)")
    }
    #expect(pool.feeGrowthGlobal0X128 == (try step.wide("feeGrowthGlobal0X128")), "\(inputs)")
    #expect(pool.feeGrowthGlobal1X128 == (try step.wide("feeGrowthGlobal1X128")), "\(inputs)")
  }

  private func compare(_ pool: ConcentratedPool, _ final: Vector, _ title: String) throws {
    #expect(
      try pool.sqrtPriceX96 == (try final.wide("sqrtPriceX96")) && pool.tick == (try final.int("tick")), "\(title)")
    #expect(pool.liquidity == (try final.units("liquidity")), "\(title)")
    #expect(pool.protocolOwed0 == (try final.units("protocolFees0")), "\(title)")
    #expect(pool.protocolOwed1 == (try final.units("protocolFees1")), "\(title)")
    #expect(
      try pool.balance0 == (try final.wide("balance0")) && pool.balance1 == (try final.wide("balance1")), "\(title)")
    let ticks = try final.list("ticks")
    try #require(pool.ticks.count == ticks.count, "\(title)")
    for (found, wanted) in zip(pool.ticks, ticks) {
      let net = try #require(try wanted.signed("liquidityNet"))
      #expect(found.tick == (try wanted.int("tick")), "\(title)")
      #expect(found.liquidityGross == (try wanted.units("liquidityGross")), "\(title) \(wanted)")
      #expect(found.liquidityNet.magnitude == (try net.units.narrowed()), "\(title) \(wanted)")
      #expect((found.liquidityNet < 0) == net.isNegative, "\(title) \(wanted)")
      #expect(found.feeGrowthOutside0X128 == (try wanted.wide("feeGrowthOutside0X128")), "\(title) \(wanted)")
      #expect(found.feeGrowthOutside1X128 == (try wanted.wide("feeGrowthOutside1X128")), "\(title) \(wanted)")
    }
    for wanted in try final.list("positions") {
      let key = ConcentratedPool.PositionKey(
        owner: try wanted.text("owner"), lower: try wanted.int("lower"), upper: try wanted.int("upper"))
      let found = pool.positions[key] ?? .init()
      #expect(found.liquidity == (try wanted.units("liquidity")), "\(title) \(wanted)")
      #expect(found.owed0 == (try wanted.units("tokensOwed0")), "\(title) \(wanted)")
      #expect(found.owed1 == (try wanted.units("tokensOwed1")), "\(title) \(wanted)")
      guard pool.positions[key] != nil else { continue }
      #expect(found.feeGrowthInside0LastX128 == (try wanted.wide("feeGrowthInside0LastX128")), "\(title) \(wanted)")
      #expect(found.feeGrowthInside1LastX128 == (try wanted.wide("feeGrowthInside1LastX128")), "\(title) \(wanted)")
    }
  }
}
