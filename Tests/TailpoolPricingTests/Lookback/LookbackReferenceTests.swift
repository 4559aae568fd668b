import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Lookback options beside their tables")
struct LookbackReferenceTests {
  private static func type(_ row: ReferenceTable.Row) throws -> OptionType {
    try #require(OptionType(rawValue: row[text: "type"].lowercased()))
  }

  private static func price(_ row: ReferenceTable.Row, _ type: OptionType, _ strike: LookbackOption.Strike) -> Double {
    LookbackOption.price(
      type, strike, spot: row["spot"], extremum: row["extremum"], years: row["expiry"], volatility: row["volatility"],
      rate: row["rate"], dividendYield: row["dividendYield"])
  }

  @Test("Floating strikes are within 1e-12 of the spot of every row of lookback_floating.csv")
  func floating() throws {
    var gated = ConditionGate("lookback_floating.csv price", ofScale: 1e-12)
    for row in try References.table("lookback_floating.csv").rows {
      gated.add(Self.price(row, try Self.type(row), .floating), row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 160)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Fixed strikes by the decomposition of the table's header are within 1e-12 of the spot")
  func fixed() throws {
    var gated = ConditionGate("lookback_floating.csv fixed price", ofScale: 1e-12)
    for row in try References.table("lookback_floating.csv").rows {
      // The other type has the same extremum.
      let type: OptionType = try Self.type(row) == .put ? .call : .put
      let asset = row["spot"] * exp(-row["dividendYield"] * row["expiry"])
      let bond = exp(-row["rate"] * row["expiry"])
      for factor in [1, 0.8, 0.5, 1.1] {
        let isBeyond = type == .call ? factor <= 1 : factor >= 1
        let strike = row["extremum"] * (isBeyond ? factor : 1 / factor)
        guard type == .call ? strike <= row["extremum"] : strike >= row["extremum"] else { continue }
        let expected = row["price"] + type.sign * (asset - strike * bond)
        gated.add(Self.price(row, type, .fixed(strike)), expected, scale: row["spot"], row)
      }
    }
    #expect(gated.count > 300)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}

@Suite("Lookback options at r = q and beside what is published")
struct LookbackLimitReferenceTests {
  static let columns: [(String, KeyPath<BarrierOption.Greeks, Double> & Sendable, Double)] = [
    ("price", \.price, 1e-13), ("delta", \.delta, 1e-12), ("gamma", \.gamma, 1e-12), ("vega", \.vega, 1e-9),
    ("rho", \.rho, 1e-9),
  ]

  @Test("Prices and Greeks of lookback_limits.csv", arguments: columns.indices)
  func limits(index: Int) throws {
    let (name, path, gate) = Self.columns[index]
    var gated = ConditionGate("lookback_limits.csv \(name)", ofScale: gate)
    for row in try References.table("lookback_limits.csv").rows where !row[name].isNaN {
      let type = try #require(OptionType(rawValue: row[text: "type"]))
      let strike: LookbackOption.Strike = row[text: "kind"] == "floating" ? .floating : .fixed(row["strike"])
      let greeks = LookbackOption.greeks(
        type, strike, spot: row["spot"], extremum: row["extremum"], years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(greeks[keyPath: path], row[name], scale: row["spot"], row)
    }
    #expect(gated.count >= 20)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Published values to the digits printed, partial watches among them")
  func published() throws {
    var gated = ConditionGate("lookback_published.csv price", ofScale: 1)
    for row in try References.table("lookback_published.csv").rows {
      let type = try #require(OptionType(rawValue: row[text: "type"].lowercased()))
      let kind = row[text: "kind"]
      let price =
        switch kind {
        case "floating", "fixed":
          LookbackOption.price(
            type, kind == "fixed" ? .fixed(row["strike"]) : .floating, spot: row["s"], extremum: row["minmax"],
            years: row["t"], volatility: row["v"], rate: row["r"], dividendYield: row["q"])
        case "partial-floating":
          PartialLookbackOption.floating(
            type, multiple: row["l"], spot: row["s"], extremum: row["minmax"], watchEnd: row["t1"], years: row["t"],
            volatility: row["v"], rate: row["r"], dividendYield: row["q"])
        default:
          PartialLookbackOption.fixed(
            type, strike: row["strike"], spot: row["s"], watchStart: row["t1"], years: row["t"], volatility: row["v"],
            rate: row["r"], dividendYield: row["q"])
        }
      gated.add(price, row["result"], scale: row["tol"], row)
    }
    #expect(gated.count == 77)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
  }
}
