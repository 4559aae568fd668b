import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DigitalOptionReferenceTests {
  static let columns: [(String, KeyPath<DigitalOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega), ("theta", \.theta), ("rho", \.rho),
    ("vanna", \.vanna), ("vomma", \.volga),
  ]

  @Test("Price and Greeks are within 1e-12 of every row of digital.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path) = DigitalOptionReferenceTests.columns[index]
    var gated = ConditionGate("digital.csv \(name)", relative: 1e-12)
    for row in try References.table("digital.csv").rows {
      let greeks = DigitalOption.greeks(
        try #require(DigitalOption.Payoff(rawValue: row[text: "kind"])), row.optionType, spot: row["spot"],
        strike: row["strike"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
        dividendYield: row["dividendYield"])
      gated.add(greeks[keyPath: path], row[name], row)
    }
    #expect(gated.count == 300)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }
}
