import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite struct SABRTests {
  @Test(arguments: ["sabr_hagan_lognormal.csv", "sabr_normal.csv"])
  func agreesWithMpmath(_ table: String) throws {
    let rows = try References.table(table).rows
    #expect(rows.count == 240)
    var failures: [String] = []
    for row in rows {
      let model = SABR(alpha: row["alpha"], beta: row["beta"], rho: row["rho"], nu: row["nu"])
      let isNormal = table == "sabr_normal.csv"
      let (forward, strike, years) = (row["forward"], row["strike"], row["expiry"])
      let volatility =
        isNormal
        ? model.normalVolatility(forward: forward, strike: strike, years: years)
        : model.volatility(forward: forward, strike: strike, years: years)
      failures += [
        mismatch(
          "volatility", volatility, row[isNormal ? "normalVolatility" : "blackVolatility"], within: .relative(1e-14),
          inputs: "\(row)")
      ].compactMap { $0 }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func isSmoothThroughTheMoney() {
    let model = SABR(alpha: 0.3, beta: 0.6, rho: -0.4, nu: 0.9)
    let middle = model.volatility(forward: 100, strike: 100, years: 1)
    let normal = model.normalVolatility(forward: 100, strike: 100, years: 1)
    for shift in [1e-6, 1e-9, 1e-12] {
      #expect(abs(model.volatility(forward: 100, strike: 100 * (1 + shift), years: 1) / middle - 1) < 5 * shift)
      #expect(abs(model.normalVolatility(forward: 100, strike: 100 * (1 - shift), years: 1) / normal - 1) < 5 * shift)
    }
  }

  @Test func aFlatLognormalModelIsItsOwnVolatility() {
    let model = SABR(alpha: 0.25, beta: 1, rho: 0, nu: 0)
    #expect(model.volatility(forward: 100, strike: 150, years: 2) == 0.25)
  }

  @Test func argumentsOutOfRangeGiveNaN() {
    let model = SABR(alpha: 0.3, beta: 0.6, rho: -0.4, nu: 0.9)
    #expect(model.volatility(forward: 0, strike: 100, years: 1).isNaN)
    for strike in [.nan, 0, -1, .infinity] as [Double] {
      #expect(model.volatility(forward: 100, strike: strike, years: 1).isNaN, "\(strike)")
      #expect(model.normalVolatility(forward: strike, strike: 100, years: 1).isNaN, "\(strike)")
    }
    for years in [.nan, -1, .infinity] as [Double] {
      #expect(model.volatility(forward: 100, strike: 90, years: years).isNaN, "\(years)")
    }
    for (alpha, beta, rho, nu) in [
      (.infinity, 0.6, -0.4, 0.9), (0.3, -0.1, -0.4, 0.9), (0.3, 1.1, -0.4, 0.9), (0.3, 0.6, -1, 0.9),
      (0.3, 0.6, -0.4, -0.1), (0.3, 0.6, -0.4, .infinity),
    ] {
      let bad = SABR(alpha: alpha, beta: beta, rho: rho, nu: nu)
      #expect(bad.volatility(forward: 100, strike: 90, years: 1).isNaN, "\(bad)")
    }
    for beta in [0.0, 1] {
      #expect(SABR(alpha: 0.3, beta: beta, rho: 0, nu: 0).volatility(forward: 1, strike: 0.9, years: 0) > 0, "\(beta)")
    }
    #expect(model.normalVolatility(forward: 100, strike: 100, years: -1).isNaN)
    #expect(SABR(alpha: 0.3, beta: 0.6, rho: 1, nu: 0.9).volatility(forward: 100, strike: 90, years: 1).isNaN)
    #expect(SABR(alpha: 0, beta: 0.6, rho: 0, nu: 0.9).normalVolatility(forward: 100, strike: 90, years: 1).isNaN)
  }
}
