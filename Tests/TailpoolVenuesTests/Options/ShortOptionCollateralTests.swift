import Foundation
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Collateral of short options")
struct ShortOptionCollateralTests {
  @Test("The least collateral of short options is the reference's")
  func shortOptions() throws {
    var failures: [String] = []
    let rule = ShortOptionCollateral()
    let kinds: [String: ShortOptionCollateral.Kind] = [
      "callQuote": .callInQuote, "putQuote": .putInQuote, "callBase": .callInBase,
    ]
    for vector in try ReferenceCase.cases("pools/40_min_collateral_lyra") {
      let years = vector.double("seconds") / 31_536_000
      let required = try rule.required(
        try #require(kinds[vector.text("kind")]), spot: vector.double("spot"), strike: vector.double("strike"),
        years: years, quantity: vector.double("amount"))
      failures += [
        mismatch(
          "vol", rule.shockVolatility(years: years), vector.double("shockVol"), within: .absolute(1e-12),
          inputs: "\(vector)"),
        mismatch("collateral", required, vector.double("minCollateral"), within: .absolute(1e-9), inputs: "\(vector)"),
      ].compactMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures)")
    #expect(throws: CollateralError.invalid("option")) {
      try rule.required(.putInQuote, spot: .nan, strike: 1, years: 1, quantity: 1)
    }
    #expect(throws: CollateralError.invalid("option")) {
      try rule.required(.callInQuote, spot: 1, strike: 1, years: .nan, quantity: 1)
    }
  }

  /// Black–Scholes at the default rate of 5 %, per option.
  private func price(_ sign: Double, _ spot: Double, _ strike: Double, _ years: Double, _ volatility: Double) -> Double
  {
    func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
    let s = volatility * years.squareRoot()
    let d = (log(spot / strike) + 0.05 * years) / s + 0.5 * s
    return sign * (spot * normal(sign * d) - strike * exp(-0.05 * years) * normal(sign * (d - s)))
  }

  @Test("A call with collateral in quote has no bound above, one in the base asset is counted at the shocked spot")
  func kinds() throws {
    let rule = ShortOptionCollateral()
    // Eight weeks and more have a volatility of 180 %, two and less 250 %.
    for (spot, strike, years, volatility, quantity) in [
      (3_000.0, 500.0, 0.5, 1.8, 2.0), (3_000, 3_100, 0.25, 1.8, 5), (900, 1_000, 10.0 / 365, 2.5, 3),
      (4_000, 1_000, 1, 1.8, 0.7),
    ] {
      let call = price(1, 1.2 * spot, strike, years, volatility)
      let put = price(-1, 0.8 * spot, strike, years, volatility)
      func check(_ kind: ShortOptionCollateral.Kind, _ expected: Double) throws {
        let found = try rule.required(kind, spot: spot, strike: strike, years: years, quantity: quantity)
        #expect(abs(found - expected) < 1e-9 * expected, "\(kind) \(spot) \(strike): \(found), \(expected)")
      }
      try check(.callInQuote, max(quantity * call, 200))
      try check(.callInBase, min(max(quantity * call / (1.2 * spot), 0.2), quantity))
      try check(.putInQuote, min(max(quantity * put, 200), quantity * strike))
    }
    // So deep in the money that a call is worth five strikes.
    let deep = try rule.required(.callInQuote, spot: 3_000, strike: 500, years: 0.5, quantity: 2)
    #expect(deep > 5 * 2 * 500, "\(deep)")
  }

  @Test("The volatility of the shock falls along a straight line from two weeks to eight")
  func volatility() {
    let rule = ShortOptionCollateral()
    for (days, volatility) in [(0, 2.5), (14, 2.5), (24.5, 2.325), (35, 2.15), (56, 1.8), (400, 1.8)] {
      let found = rule.shockVolatility(years: days / 365)
      #expect(abs(found - volatility) < 1e-12, "\(days) days: \(found)")
    }
  }

  @Test("No collateral is less than the least one, nor more than full cover where there is one")
  func bounds() throws {
    let rule = ShortOptionCollateral()
    func required(_ kind: ShortOptionCollateral.Kind, _ strike: Double, _ quantity: Double) throws -> Double {
      try rule.required(kind, spot: 1_000, strike: strike, years: 1 / 365.0, quantity: quantity)
    }
    #expect(try required(.callInQuote, 5_000, 1) == 200 && required(.callInBase, 5_000, 1) == 0.2)
    #expect(try required(.callInBase, 5_000, 0.05) == 0.05)
    #expect(try required(.putInQuote, 100, 3) == 200 && required(.putInQuote, 100, 1.5) == 150)
    // A put cannot lose more than its strike: at a spot shocked to nothing it is worth less for the interest alone.
    #expect(try rule.required(.putInQuote, spot: 1e-6, strike: 1_000, years: 0, quantity: 2) <= 2_000)
  }
}
