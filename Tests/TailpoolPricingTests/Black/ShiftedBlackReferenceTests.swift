import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ShiftedBlackReferenceTests {
  static let columns: [(String, KeyPath<Black76Greeks, Double> & Sendable, gate: Double)] = [
    ("price", \.price, 4), ("deltaForward", \.delta, 6), ("gammaForward", \.gamma, 6), ("vega", \.vega, 6),
    ("theta", \.theta, 6), ("vanna", \.vanna, 6), ("vomma", \.volga, 6), ("strikeDelta", \.dualDelta, 6),
    ("strikeGamma", \.dualGamma, 6),
  ]

  @Test("Price and Greeks meet their gates on every row of shifted_black.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path, gate) = ShiftedBlackReferenceTests.columns[index]
    var report = GateReport(name, gate: gate)
    for row in try References.table("shifted_black.csv").rows {
      let greeks = ShiftedBlack.greeks(
        try #require(OptionType(rawValue: row[text: "type"])), forward: row["forward"], strike: row["strike"],
        shift: row["shift"], years: row["expiry"], volatility: row["volatility"],
        discountFactor: row["discountFactor"])
      report.add(greeks[keyPath: path], row[name], condition: row["cond_\(name)"], row)
    }
    #expect(report.count == 150)
    #expect(report.failures.isEmpty, "\(report.failures.prefix(5))")
    if Measurements.arePrinted { print("shifted_black.csv \(name): \(report.largest)") }
  }
}
