import Foundation
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Everlasting curves")
struct EverlastingCurveTests {
  @Test("Marks and funding of everlasting options, as the reference has them; funding grows with the position")
  func everlasting() throws {
    let cases = try References.json("everlasting_option.json")["cases"] as? [[String: Any]] ?? []
    #expect(cases.count == 4)
    for vector in cases.map(ReferenceCase.init) {
      var curve = try EverlastingCurve(["impact": "0.001", "mostPosition": "500"])
      let market = CurveCase.market(spot: vector.double("S"), volatility: vector.double("vol"))
      let days = Int64(vector.int("fundingPeriodDays"))
      for (type, name) in [(OptionType.call, "call"), (.put, "put")] {
        let contract = CurveCase.everlasting(type, strike: UInt128(vector.int("K")), days: days)
        let mark = try curve.mark(contract, in: market)
        let expected = vector.double(name)
        #expect(abs(mark.value - expected) <= 1e-12 * expected, "\(mark) \(vector)")
        let funding = try curve.funding(of: contract, in: market)
        let timeValue = vector.double("timeValue")
        // The put of the table is the call's parity, so that the payoff's rounding is in its time value.
        #expect(abs(funding - timeValue) <= 1e-12 * expected, "\(funding) \(vector)")
        if type == .call {
          let perDay = vector.double("callFundingPerDay")
          #expect(abs(funding / Double(days) - perDay) <= 1e-11 * perDay, "\(funding) \(vector)")
        }
        _ = try curve.take(CurveTrade(contract, size: 100), in: market)
        let moved = try curve.funding(of: contract, in: market)
        #expect(abs(moved - funding - 0.1 * mark.value) <= 1e-12 * expected, "\(moved) \(vector)")
      }
    }
  }

  @Test("A power perpetual is quoted at its mark, moved half as far as the trade moves it")
  func power() throws {
    var curve = try EverlastingCurve(["impact": "0.002", "mostPosition": "100"])
    let contract = CurveCase.power(2, seconds: 1_512_000)
    let market = CurveCase.market(volatility: 0.7)
    let mark = try curve.mark(contract, in: market).value
    // h = f σ² for a square; the mark is S² / (1 − h).
    let h = 1_512_000.0 / 31_536_000 * 0.49
    #expect(abs(mark - 9_000_000 / (1 - h)) <= 1e-12 * mark, "\(mark)")
    let quote = try curve.take(CurveTrade(contract, size: 10), in: market)
    for (actual, expected) in [
      (quote.fair, 10 * mark), (quote.premium, 10 * mark * 1.01), (quote.before, mark), (quote.after, 1.02 * mark),
    ] { #expect(abs(actual - expected) <= 1e-14 * expected, "\(quote)") }
    let short = try curve.take(CurveTrade(contract, size: -60), in: market)
    #expect(abs(short.premium - 60 * mark * (1 + 0.002 * -20)) <= 1e-13 * short.premium, "\(short)")
    #expect(abs(try curve.funding(of: contract, in: market) - (0.9 * mark - 9_000_000)) < 1e-6)
  }

  @Test("Funding in kind: an option's is its funding over its price, a power perpetual's the anchor's normalization")
  func fundingInKind() throws {
    var curve = try EverlastingCurve(["impact": "0.004", "mostPosition": "200"])
    let market = CurveCase.market(volatility: 0.9)
    let option = CurveCase.everlasting(.call, strike: 2_800, days: 7)
    let square = CurveCase.power(2, seconds: 1_512_000)
    for size in [0.0, 50, -150] {
      if size != 0 {
        for contract in [option, square] { _ = try curve.take(CurveTrade(contract, size: size), in: market) }
      }
      let sold = [0.0: 0.0, 50: 50, -150: -100][size] ?? .nan
      let price = try curve.mark(option, in: market).value * (1 + 0.004 * sold)
      let rate = try #require(try curve.fundingRate(option, in: market))
      // A week of the rate is what the funding of a week is of the price.
      let week = try curve.funding(of: option, in: market) / price
      #expect(abs(rate * 7 / 365 - week) < 1e-12 && (rate < 0) == (price < 200), "\(rate) \(size)")
      let mark = try curve.mark(square, in: market).value * (1 + 0.004 * sold)
      let held = min(max(mark, 0.8 * 9e6), 1.4 * 9e6)
      let kind = try #require(try curve.fundingRate(square, in: market))
      #expect(abs(kind - log(held / 9e6) * 31_536_000 / 1_512_000) < 1e-9, "\(kind) \(size)")
    }
    // The rows of the anchor: what is left after so many seconds of the rate.
    let cases = try References.json("power_perp_funding.json")["cases"] as? [[String: Any]] ?? []
    #expect(cases.count == 5)
    for vector in cases.map(ReferenceCase.init) {
      let (index, mark) = (vector.double("index"), vector.double("mark"))
      var curve = try EverlastingCurve(["impact": "0.001", "mostPosition": "999"])
      let calm = CurveCase.market(volatility: 1e-9)
      // Without volatility the model's mark is the index, so that the position alone makes the price the row's.
      let position = (mark / index - 1) / 0.001
      if position != 0 { _ = try curve.take(CurveTrade(square, size: position), in: calm) }
      let rate = try #require(try curve.fundingRate(square, in: calm))
      let left = vector.double("normBefore") * exp(-rate * vector.double("seconds") / 31_536_000)
      #expect(abs(left - vector.double("normAfter")) <= 1e-12, "\(left) \(vector)")
    }
    #expect(throws: CurveRefusal.self) { _ = try curve.fundingRate(CurveCase.option(), in: market) }
  }

  @Test("Refused: positions beyond the bound, contracts that expire, prices that funding cannot hold, no oracle")
  func bounds() throws {
    var curve = try EverlastingCurve(["impact": "0.002", "mostPosition": "100"])
    let contract = CurveCase.everlasting(.call, strike: 3_000, days: 7)
    func refusal(_ contract: PoolContract, _ size: Double, _ market: CurveMarket) -> CurveRefusal? {
      let before = curve
      do throws(CurveRefusal) {
        _ = try curve.take(CurveTrade(contract, size: size), in: market)
        return nil
      } catch {
        #expect(curve == before)
        return error
      }
    }
    #expect(refusal(contract, 60, CurveCase.market()) == nil)
    #expect(refusal(contract, 41, CurveCase.market()) == .notFilled(available: 40, asked: 41))
    #expect(refusal(contract, -161, CurveCase.market()) == .notFilled(available: 160, asked: 161))
    let option = CurveCase.option()
    #expect(refusal(option, 1, CurveCase.market()) == .notQuoted(contract: option.id))
    #expect(
      refusal(contract, 1, CurveCase.market(rate: 60)) == .invalid(field: "mark", value: .infinity))
    #expect(
      refusal(CurveCase.power(2, seconds: 31_536_000), 1, CurveCase.market(volatility: 1.2))
        == .invalid(field: "mark", value: .infinity))
    for seconds in [0, -1] as [Int64] {
      guard
        case .invalid("mark", _) = refusal(
          CurveCase.everlasting(.put, strike: 3_000, days: seconds), 1, CurveCase.market())
      else {
        Issue.record("a period of \(seconds) is taken")
        return
      }
    }
    guard case .invalid("volatility", _) = refusal(contract, 1, CurveCase.market(volatility: nil)) else {
      Issue.record("no volatility is taken")
      return
    }
  }
}
