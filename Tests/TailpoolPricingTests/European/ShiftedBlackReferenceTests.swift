import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ShiftedBlackReferenceTests {
  static let columns: [(String, KeyPath<Black76.Greeks, Double> & Sendable, gate: Double)] = [
    ("price", \.price, 4), ("deltaForward", \.delta, 6), ("gammaForward", \.gamma, 6), ("vega", \.vega, 6),
    ("theta", \.theta, 6), ("vanna", \.vanna, 6), ("vomma", \.volga, 6), ("strikeDelta", \.dualDelta, 6),
    ("strikeGamma", \.dualGamma, 6),
  ]

  @Test("Price and Greeks meet their gates on every row of shifted_black.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path, gate) = ShiftedBlackReferenceTests.columns[index]
    var gated = ConditionGate("shifted_black.csv \(name)", gate)
    for row in try References.table("shifted_black.csv").rows {
      let greeks = ShiftedBlack.greeks(
        row.optionType, forward: row["forward"], strike: row["strike"],
        shift: row["shift"], years: row["expiry"], volatility: row["volatility"],
        discountFactor: row["discountFactor"])
      gated.add(greeks[keyPath: path], row[name], condition: row["cond_\(name)"], row)
    }
    #expect(gated.count == 150)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }
}
