import Foundation
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Liquidity positions against forty digits of mpmath.
@Suite("Liquidity positions against mpmath")
struct LiquidityPositionReferenceTests {
  private static let file = "pools/49_lp_as_options"

  /// A number that the file gives as text, so that all of its digits are there.
  private func number(_ name: String, _ one: ReferenceCase) throws -> Double {
    try #require(Double(one.text(name)), "\(name) of \(one)")
  }

  private func expect(
    _ name: String, _ actual: Double, _ one: ReferenceCase, within tolerance: Double = 1e-14,
    times factor: Double = 1
  ) throws {
    let expected = try number(name, one)
    let found = mismatch(name, actual * factor, expected, within: .relative(tolerance), inputs: "\(one)")
    #expect(found == nil, "\(found ?? "")")
  }

  @Test("Holdings, value, delta, gamma and loss versus rebalancing, with and without ends", arguments: ["v2", "v3"])
  func positions(_ kind: String) throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "\(kind)Position")
    #expect(cases.count == (kind == "v2" ? 4 : 6))
    for one in cases {
      let (spot, liquidity, volatility) = (one.double("spot"), one.double("liquidity"), one.double("volatility"))
      let (lower, upper) = kind == "v2" ? (0, .infinity) : (one.double("lower"), one.double("upper"))
      let held = LiquidityPosition.holdings(spot: spot, lower: lower, upper: upper)
      let now = LiquidityPosition.greeks(
        spot: spot, lower: lower, upper: upper, years: 0, volatility: volatility, rate: 0.03, dividendYield: 0.01)
      let lost = LiquidityPosition.lossVersusRebalancing(
        spot: spot, lower: lower, upper: upper, volatility: volatility)
      let value = LiquidityPosition.value(spot: spot, lower: lower, upper: upper)
      let gamma = LiquidityPosition.gamma(spot: spot, lower: lower, upper: upper)
      try expect("value", value, one, times: liquidity)
      try expect("value", now.price, one, times: liquidity)
      try expect("amount0", held.base, one, times: liquidity)
      try expect("amount1", held.quote, one, times: liquidity)
      try expect("delta", held.base, one, times: liquidity)
      try expect("delta", now.delta, one, times: liquidity)
      try expect("gamma", gamma, one, times: liquidity)
      try expect("gamma", now.gamma, one, times: liquidity)
      try expect("lvrPerYear", lost, one, times: liquidity)
      try expect("lvrRate", lost / value, one)
    }
  }

  @Test("Impermanent loss keeps its digits where the price hardly moved")
  func impermanentLoss() throws {
    let whole = try ReferenceCase.cases(Self.file, fn: "v2ImpermanentLoss")
    let ranges = try ReferenceCase.cases(Self.file, fn: "v3ImpermanentLoss")
    #expect(whole.count == 6 && ranges.count == 5)
    for one in whole {
      // Of the ratio as the file has it: a price that times it is rounded would move the least of them.
      let found = LiquidityPosition.impermanentLoss(from: 1, to: one.double("priceRatio"), lower: 0, upper: .infinity)
      try expect("impermanentLoss", found, one)
    }
    for one in ranges {
      let (lower, upper) = (one.double("lower"), one.double("upper"))
      let (start, end) = (one.double("startSpot"), one.double("endSpot"))
      let held = LiquidityPosition.holdings(spot: start, lower: lower, upper: upper)
      try expect("holdValuePerLiquidity", held.base * end + held.quote, one)
      try expect("positionValuePerLiquidity", LiquidityPosition.value(spot: end, lower: lower, upper: upper), one)
      try expect(
        "impermanentLoss", LiquidityPosition.impermanentLoss(from: start, to: end, lower: lower, upper: upper), one,
        within: 1e-13)
    }
  }

  @Test(
    "At a horizon a position is cash less a strip of puts: value, delta and gamma, and what arbitrage takes until then")
  func horizon() throws {
    let (values, losses) = (
      try ReferenceCase.cases(Self.file, fn: "v3HorizonValue"), try ReferenceCase.cases(Self.file, fn: "expectedLvr")
    )
    #expect(values.count == 4 && losses.count == 2)
    for one in values {
      let greeks = LiquidityPosition.greeks(
        spot: one.double("spot"), lower: one.double("lower"), upper: one.double("upper"), years: one.double("expiry"),
        volatility: one.double("volatility"), rate: one.double("interestRate"),
        dividendYield: one.double("dividendYield"))
      let liquidity = one.double("liquidity")
      try expect("value", greeks.price, one, within: 1e-12, times: liquidity)
      try expect("delta", greeks.delta, one, within: 1e-12, times: liquidity)
      try expect("gamma", greeks.gamma, one, within: 1e-11, times: liquidity)
    }
    for one in losses {
      let (liquidity, spot) = (one.double("liquidity"), one.double("spot"))
      let lost = LiquidityPosition.expectedLossVersusRebalancing(
        spot: spot, lower: one.double("lower"), upper: one.double("upper"), years: one.double("expiry"),
        volatility: one.double("volatility"))
      try expect("expectedLvr", lost, one, within: 1e-12, times: liquidity)
    }
  }

  @Test("A narrow range is a covered call that lacks what the range spreads")
  func narrowRange() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "narrowRange")
    #expect(cases.count == 4)
    for one in cases {
      let (strike, width) = (one.double("strike"), one.double("rangeFactor"))
      let range = LiquidityPosition.coveredCall(strike: strike, width: width)
      try expect("lower", range.lower, one)
      try expect("upper", range.upper, one)
      try expect("liquidity", range.liquidity, one, within: 1e-12)
      for row in try #require(one.fields["rows"] as? [[String: Any]]).map(ReferenceCase.init) {
        let spot = strike * row.double("moneyness")
        let value = range.liquidity * LiquidityPosition.value(spot: spot, lower: range.lower, upper: range.upper)
        let expected = try number("value", row)
        #expect(abs(value - expected) <= 1e-12 * strike, "\(row) of \(strike), \(width): \(value)")
        #expect(abs(value - min(spot, strike) - (try number("difference", row))) <= 1e-12 * strike, "\(row)")
      }
      let root = width.squareRoot()
      try expect("gapAtStrike", strike * (root - 1) / (root + 1), one, within: 1e-12)
    }
  }

  @Test("Fees that just pay the loss of a range as narrow as can be are a put's time value")
  func streamingPremium() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "streamingPremium")
    #expect(cases.count == 4)
    for one in cases {
      let (spot, strike, years, volatility) = (
        one.double("spot"), one.double("strike"), one.double("expiry"), one.double("volatility")
      )
      let expected = try number("expectedPremium", one)
      let put = Black76.price(.put, forward: spot, strike: strike, years: years, volatility: volatility)
      #expect(abs(put - max(strike - spot, 0) - expected) <= 1e-12 * strike, "\(one): \(put)")
      // A range of a width is off by no more than it lacks at the strike, now or at the horizon.
      for width in [1.02, 1.005, 1.002] {
        let range = LiquidityPosition.coveredCall(strike: strike, width: width)
        let loss =
          range.liquidity
          * LiquidityPosition.expectedLossVersusRebalancing(
            spot: spot, lower: range.lower, upper: range.upper, years: years, volatility: volatility)
        let root = width.squareRoot()
        #expect(abs(loss - expected) <= strike * (root - 1) / (root + 1), "\(one), \(width): \(loss)")
      }
    }
  }

  @Test("The trading curve of a covered call: reserves, value, sensitivities")
  func coveredCallCurve() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "rmmCoveredCall")
    #expect(cases.count == 4)
    for one in cases {
      let (spot, strike) = (one.double("spot"), one.double("strike"))
      let (volatility, years) = (one.double("volatility"), one.double("expiry"))
      let greeks = CoveredCallCurve.greeks(spot: spot, strike: strike, years: years, volatility: volatility)
      try expect("riskyReserve", greeks.base, one, within: 1e-12)
      try expect("stableReserve", greeks.quote, one, within: 1e-12)
      try expect("value", greeks.price, one, within: 1e-12)
      try expect("delta", greeks.base, one, within: 1e-12)
      try expect("gamma", greeks.gamma, one, within: 1e-11)
      try expect("theta", greeks.theta, one, within: 1e-11)
      try expect("lvrPerYear", greeks.theta, one, within: 1e-11)
      let quote = CoveredCallCurve.quote(base: greeks.base, strike: strike, years: years, volatility: volatility)
      try expect("stableReserve", quote, one, within: 1e-12)
      let price = CoveredCallCurve.spot(base: greeks.base, strike: strike, years: years, volatility: volatility)
      #expect(Tolerance.relative(1e-12).accepts(price, spot), "\(price) \(one)")
    }
  }

  @Test("The curve of rmm-core: quote tokens, the price at the margin, a value that is the covered call's")
  func replicatingMarketMaker() throws {
    let cases = try ReferenceCase.cases("pools/39_rmm_covered_call")
    #expect(cases.count == 4)
    for one in cases {
      let (base, strike, years) = (one.double("riskyPerLiquidity"), one.double("strike"), one.double("T"))
      let volatility = one.double("sigma")
      let quote = CoveredCallCurve.quote(base: base, strike: strike, years: years, volatility: volatility)
      let spot = CoveredCallCurve.spot(base: base, strike: strike, years: years, volatility: volatility)
      let greeks = CoveredCallCurve.greeks(spot: spot, strike: strike, years: years, volatility: volatility)
      // At the end of its time the file gives no price at the margin and no value.
      for (name, actual) in [
        ("stablePerLiquidity", quote), ("spotImplied", spot), ("lpValue", greeks.price),
        ("coveredCallValue", base * spot + quote),
      ] where !(one.fields[name] is NSNull) {
        let found = mismatch(name, actual, one.double(name), within: .relative(1e-10), inputs: "\(one)")
        #expect(found == nil, "\(found ?? "")")
      }
    }
  }
}
