import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

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
}
