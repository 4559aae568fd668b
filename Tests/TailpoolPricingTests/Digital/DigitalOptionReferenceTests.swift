import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DigitalOptionReferenceTests {
  static let columns: [(String, KeyPath<DigitalOptionGreeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega), ("theta", \.theta), ("rho", \.rho),
    ("vanna", \.vanna), ("vomma", \.volga),
  ]

  @Test("Price and Greeks are within 1e-12 of every row of digital.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path) = DigitalOptionReferenceTests.columns[index]
    var failures: [String] = []
    var largest = 0.0
    let rows = try References.table("digital.csv").rows
    for row in rows {
      let greeks = DigitalOption.greeks(
        try #require(DigitalOption.Payoff(rawValue: row[text: "kind"])),
        try #require(OptionType(rawValue: row[text: "type"])), spot: row["spot"], strike: row["strike"],
        years: row["expiry"], volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      let (actual, expected) = (greeks[keyPath: path], row[name])
      largest = max(largest, actual == expected ? 0 : abs(actual - expected) / abs(expected))
      if let failure = mismatch(name, actual, expected, within: .relative(1e-12), inputs: "\(row)") {
        failures.append(failure)
      }
    }
    #expect(rows.count == 300)
    #expect(failures.isEmpty, "\(failures.prefix(5))")
    if Measurements.arePrinted { print("digital.csv \(name): \(largest)") }
  }
}
