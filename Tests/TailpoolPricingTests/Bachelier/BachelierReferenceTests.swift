import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BachelierReferenceTests {
  static let columns: [(String, KeyPath<Bachelier.Greeks, Double> & Sendable, gate: Double)] = [
    ("price", \.price, 4), ("deltaForward", \.delta, 6), ("gammaForward", \.gamma, 6), ("vega", \.vega, 6),
    ("theta", \.theta, 6), ("vanna", \.vanna, 6), ("volga", \.volga, 6), ("strikeDelta", \.dualDelta, 6),
    ("strikeGamma", \.dualGamma, 6),
  ]

  @Test("Price and Greeks meet their gates on every row of bachelier.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path, gate) = BachelierReferenceTests.columns[index]
    var gated = ConditionGate("bachelier.csv \(name)", gate)
    for row in try References.table("bachelier.csv").rows {
      let greeks = Bachelier.greeks(
        row.optionType, forward: row["forward"], strike: row["strike"],
        years: row["expiry"], normalVolatility: row["normalVolatility"], discountFactor: row["discountFactor"])
      gated.add(greeks[keyPath: path], row[name], condition: row["cond_\(name)"], row)
    }
    #expect(gated.count == 400)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Implied volatility meets its gate on every row of bachelier_implied_vol.csv")
  func implied() throws {
    var gated = ConditionGate("bachelier_implied_vol.csv", 4)
    for row in try References.table("bachelier_implied_vol.csv").rows {
      let result = ImpliedVolatility.bachelier(
        row.optionType, price: row["price"], forward: row["forward"],
        strike: row["strike"], years: row["expiry"])
      gated.add(result.volatility ?? .nan, row["impliedNormalVolatility"], condition: row["cond_total"], row)
    }
    #expect(gated.count == 600)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }
}
