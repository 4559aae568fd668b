import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Flat-rate curves")
struct FlatRateCurveTests {
  private static let quarter = CurveCase.option(days: 73)

  @Test("A premium is the rate times the size times the root of the time, in cash or in coin")
  func premiums() throws {
    var curve = try FlatRateCurve(["rate": "0.25"])
    for (settlement, unit) in [(Settlement.cash, 3_000.0), (.coin, 1)] {
      let contract = CurveCase.option(settlement: settlement, days: 73)
      let quote = try curve.take(
        CurveTrade(contract, size: 4, collateral: 100), in: CurveCase.market(assets: 1_000, locked: 300))
      let expected = 0.25 * 4 * 0.2.squareRoot() * unit
      #expect(abs(quote.premium - expected) <= 1e-14 * expected && quote.premium >= expected, "\(quote)")
      #expect(abs(quote.before - 0.3) < 1e-15 && abs(quote.after - 0.4) < 1e-15 && quote.fees.isEmpty, "\(quote)")
    }
  }

  @Test("An option at the money is marked at the rate, others at its volatility")
  func marks() throws {
    let curve = try FlatRateCurve(["rate": "0.25"])
    let market = CurveCase.market(volatility: nil)
    let mark = try curve.mark(Self.quarter, in: market)
    let expected = 0.25 * 0.2.squareRoot() * 3_000
    #expect(abs(mark.value - expected) <= 1e-12 * expected, "\(mark)")
    #expect(mark.delta > 0.5 && mark.delta < 0.6 && mark.vega > 0)
    let away = try curve.mark(CurveCase.option(strike: 4_000, days: 73), in: market)
    #expect(away.value > 0 && away.value < 0.3 * mark.value, "\(away)")
    let dear = try FlatRateCurve(["rate": "3"])
    #expect(throws: CurveRefusal.self) { _ = try dear.mark(Self.quarter, in: market) }
  }

  @Test(
    "Refused: strikes away from the spot, what falls into the reserve, what is sold to the pool, terms too short or long"
  )
  func bounds() throws {
    let curve = try FlatRateCurve(["rate": "0.25"])
    let market = CurveCase.market(assets: 1_000, locked: 700)
    func refusal(_ trade: CurveTrade) -> CurveRefusal? {
      do throws(CurveRefusal) {
        _ = try curve.quote(trade, in: market)
        return nil
      } catch { return error }
    }
    #expect(refusal(CurveTrade(Self.quarter, size: 1, collateral: 100)) == nil)
    #expect(
      refusal(CurveTrade(Self.quarter, size: 1, collateral: 101)) == .utilization(after: 0.801, most: 0.8))
    #expect(
      refusal(CurveTrade(CurveCase.option(strike: 3_061, days: 73), size: 1))
        == .strike(3_061, least: 2_940, most: 3_060))
    #expect(refusal(CurveTrade(Self.quarter, size: -2)) == .notFilled(available: 0, asked: 2))
    for days in [0, 91] as [Int64] {
      #expect(
        refusal(CurveTrade(CurveCase.option(days: days), size: 1))
          == .outsideOfTerm(seconds: days * 86_400, least: 86_400, most: 7_776_000))
    }
  }
}
