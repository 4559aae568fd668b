import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Range-order curves")
struct RangeOrderCurveTests {
  private static let call = CurveCase.option(settlement: .coin)
  private static let put = CurveCase.option(.put, settlement: .cash)

  /// 0.1 to 0.3 with 2 options on each thousandth, 0.3 to 0.5 with 10: 400 and 2,000 options.
  private static func curve(at price: String = "0.2") throws -> RangeOrderCurve {
    try RangeOrderCurve(["price": price, "ranges": "0.1:0.3:2;0.3:0.5:10"])
  }

  @Test("Within a range: half of it sells at the mean of its prices; a put is worth its strike times the price")
  func within() throws {
    var curve = try Self.curve()
    let quote = try curve.take(CurveTrade(Self.call, size: 100), in: CurveCase.market())
    // 0.2 to 0.25 is 50 thousandths of 2: 100 options at 0.225.
    for (actual, expected) in [
      (quote.premium, 22.5), (quote.fair, 20), (quote.before, 0.2), (quote.after, 0.25),
    ] { #expect(abs(actual - expected) <= 1e-14 * expected, "\(quote)") }
    let put = try curve.quote(CurveTrade(Self.put, size: 100), in: CurveCase.market())
    #expect(abs(put.premium - 3_000 * 22.5) <= 1e-14 * 3_000 * 22.5, "\(put)")
    let back = try curve.take(CurveTrade(Self.call, size: -100), in: CurveCase.market())
    #expect(back.premium <= 22.5 && back.premium >= 22.5 * (1 - 1e-14) && back.after == 0.2, "\(back)")
  }

  @Test("A trade goes on in the next range, and beyond all is refused with what there is")
  func across() throws {
    var curve = try Self.curve()
    let market = CurveCase.market()
    // 200 options from 0.2 to 0.3 at 0.25, and 500 from 0.3 to 0.35 at 0.325.
    let quote = try curve.quote(CurveTrade(Self.call, size: 700), in: market)
    #expect(abs(quote.premium - (200 * 0.25 + 500 * 0.325)) < 1e-11, "\(quote)")
    #expect(abs(quote.after - 0.35) < 1e-15, "\(quote)")
    let before = curve
    #expect(throws: CurveRefusal.notFilled(available: 2_200, asked: 2_200.5)) {
      _ = try curve.take(CurveTrade(Self.call, size: 2_200.5), in: market)
    }
    #expect(throws: CurveRefusal.notFilled(available: 200, asked: 201)) {
      _ = try curve.take(CurveTrade(Self.call, size: -201), in: market)
    }
    #expect(curve == before)
    let all = try curve.take(CurveTrade(Self.call, size: 2_200), in: market)
    #expect(abs(all.after - 0.5) < 1e-15)
    // From the very top the whole of both ranges can be bought, down to the lowest price.
    let down = try curve.take(CurveTrade(Self.call, size: -2_400), in: market)
    #expect(abs(down.premium - (400 * 0.2 + 2_000 * 0.4)) < 1e-10 && down.after == 0.1, "\(down)")
    #expect(curve.positions.mapValues(\.sold) == [Self.call.id: .zero])
  }

  @Test("Every price at which a curve can begin is where it begins, the ends of ranges included")
  func starts() throws {
    for price in ["0.1", "0.15", "0.2999999", "0.3", "0.31", "0.5"] {
      let quote = try? Self.curve(at: price).quote(CurveTrade(Self.call, size: 1e-6), in: CurveCase.market())
      let down = try? Self.curve(at: price).quote(CurveTrade(Self.call, size: -1e-6), in: CurveCase.market())
      #expect((quote == nil) == (price == "0.5") && (down == nil) == (price == "0.1"), "\(price)")
      for quote in [quote, down].compactMap({ $0 }) {
        #expect(abs(quote.before - (Double(price) ?? .nan)) < 1e-15, "\(price) \(quote)")
      }
    }
  }

  @Test(
    "Contracts whose collateral is not one unit are not quoted; a mark has the price, and the delta of its volatility")
  func contractsAndMarks() throws {
    let curve = try Self.curve()
    for contract in [
      CurveCase.option(.call, settlement: .cash), CurveCase.option(.put, settlement: .coin),
      CurveCase.power(2, seconds: 86_400),
    ] {
      #expect(throws: CurveRefusal.notQuoted(contract: contract.id)) {
        _ = try curve.quote(CurveTrade(contract, size: 1), in: CurveCase.market())
      }
    }
    let mark = try curve.mark(Self.call, in: CurveCase.market())
    #expect(mark.value == 0.2 && mark.delta > 0.5 && mark.delta < 0.7 && mark.vega > 0, "\(mark)")
    let option = try QuotedOption(Self.call, in: CurveCase.market())
    // 600 for an option at the money of two weeks: the volatility at which the delta is what the mark says.
    let volatility = try #require((1...800).map { 0.01 * Double($0) }.first { option.price($0) >= 600 })
    #expect(abs(option.greeks(volatility).delta - mark.delta) < 2e-3, "\(volatility) \(mark)")
    // A put struck far above the spot at a price below its intrinsic value takes the oracle's volatility.
    let deep = CurveCase.option(.put, strike: 9_000)
    let deepMark = try curve.mark(deep, in: CurveCase.market())
    #expect(deepMark.value == 1_800 && deepMark.delta < -0.99, "\(deepMark)")
    #expect(throws: CurveRefusal.self) { _ = try curve.mark(deep, in: CurveCase.market(volatility: nil)) }
  }

  @Test("A mark is the average of the price: a trade moves it as time passes, and what has expired is forgotten")
  func averages() throws {
    var curve = try RangeOrderCurve(["price": "0.2", "ranges": "0.1:0.3:2;0.3:0.5:10", "averageSeconds": "7200"])
    let bought = try curve.take(CurveTrade(Self.call, size: 100), in: CurveCase.market())
    #expect(abs(try curve.mark(Self.call, in: CurveCase.market()).value - 0.2) < 1e-15)
    // Half of the window at 0.2, half at 0.25; then all of it.
    #expect(abs(try curve.mark(Self.call, in: CurveCase.market(hours: 1)).value - (0.2 * 0.25).squareRoot()) < 1e-15)
    #expect(abs(try curve.mark(Self.call, in: CurveCase.market(hours: 2)).value - bought.after) < 1e-15)
    let market = CurveCase.market(hours: 15 * 24)
    let next = CurveCase.option(settlement: .coin, days: 30, id: Self.call.id)
    #expect(try curve.quote(CurveTrade(next, size: 1), in: market).before == 0.2)
    let other = CurveCase.option(settlement: .coin, days: 30, id: "other")
    _ = try curve.take(CurveTrade(other, size: 1), in: market)
    #expect(Array(curve.positions.keys) == ["other"])
  }
}
