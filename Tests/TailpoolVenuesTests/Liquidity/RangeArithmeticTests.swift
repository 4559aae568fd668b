import TailpoolLedger
import Testing

@testable import TailpoolVenues

@Suite("Arithmetic of concentrated liquidity")
struct RangeArithmeticTests {
  private static let file = "48_concentrated_liquidity_v3.json"

  @Test("The price of every tick of the table, to the last bit, and none beyond the ends")
  func prices() throws {
    for vector in try Vector.cases(Self.file, "sqrtRatioAtTick") {
      let found = try? TickPrice.sqrtPriceX96(at: try vector.int("tick"))
      #expect(found == (try vector.signed("expected")?.units), "\(vector)")
    }
    #expect(try TickPrice.sqrtPriceX96(at: -887_272) == TickPrice.lowestSqrtPriceX96)
    #expect(try TickPrice.sqrtPriceX96(at: 887_272) == TickPrice.highestSqrtPriceX96)
  }

  @Test("The tick of every price of the table")
  func ticks() throws {
    for vector in try Vector.cases(Self.file, "tickAtSqrtRatio") {
      let found = try? TickPrice.tick(at: try vector.wide("sqrtPriceX96"))
      #expect(found == vector.fields["expected"] as? Int, "\(vector)")
    }
  }

  @Test("A tick's price is its own, and one unit less is the tick below", arguments: [1, 2, 3, 4])
  func neighbors(seed: UInt64) throws {
    var state = seed
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let tick = Int(state >> 33) % 1_774_542 - 887_271
      let price = try TickPrice.sqrtPriceX96(at: tick)
      #expect(try TickPrice.tick(at: price) == tick)
      #expect(try TickPrice.tick(at: price &- 1) == tick - 1, "\(tick)")
    }
  }

  @Test("Amounts between two prices", arguments: [0, 1])
  func amounts(token: Int) throws {
    for vector in try Vector.cases(Self.file, "amount\(token)Delta") {
      let (a, b) = (try vector.wide("sqrtRatioA"), try vector.wide("sqrtRatioB"))
      let (liquidity, rounding) = (try vector.units("liquidity"), try vector.flag("roundUp") ? Rounding.up : .down)
      let found =
        token == 0
        ? try? RangeAmounts.amount0(a, b, liquidity: liquidity, rounding: rounding)
        : try? RangeAmounts.amount1(a, b, liquidity: liquidity, rounding: rounding)
      #expect(found == (try vector.signed("expected")?.units), "\(vector)")
    }
  }

  @Test("Prices that amounts reach, and amounts that reach none", arguments: ["Input", "Output"])
  func nextPrices(side: String) throws {
    for vector in try Vector.cases(Self.file, "nextSqrtPriceFrom\(side)") {
      let price = try vector.wide("sqrtPriceX96")
      guard let liquidity = try? vector.units("liquidity") else {
        #expect(try vector.signed("expected") == nil)
        continue
      }
      let (amount, zeroForOne) = (try vector.wide("amount"), try vector.flag("zeroForOne"))
      let found =
        side == "Input"
        ? try? RangeAmounts.price(from: price, liquidity: liquidity, payingIn: amount, zeroForOne: zeroForOne)
        : try? RangeAmounts.price(from: price, liquidity: liquidity, payingOut: amount, zeroForOne: zeroForOne)
      #expect(found == (try vector.signed("expected")?.units), "\(vector)")
    }
  }

  @Test("Steps of a swap")
  func steps() throws {
    for vector in try Vector.cases(Self.file, "computeSwapStep") {
      let amount = try #require(try vector.signed("amountRemaining"))
      let step = try SwapStep(
        from: try vector.wide("sqrtRatioCurrent"), to: try vector.wide("sqrtRatioTarget"),
        liquidity: try vector.units("liquidity"),
        remaining: amount.isNegative ? .exactOutput(amount.units) : .exactInput(amount.units),
        fee: UInt32(try vector.int("feePips")))
      let expected = try #require(vector.object("expected"))
      #expect(step.sqrtPriceX96 == (try expected.wide("sqrtRatioNext")), "\(vector)")
      #expect(step.amountIn == (try expected.wide("amountIn")), "\(vector)")
      #expect(step.amountOut == (try expected.wide("amountOut")), "\(vector)")
      #expect(step.feeAmount == (try expected.wide("feeAmount")), "\(vector)")
    }
  }
}
