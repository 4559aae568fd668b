import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct TouchOptionReferenceTests {
  static let columns: [(String, KeyPath<BarrierOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega), ("theta", \.theta), ("rho", \.rho),
  ]

  private static func greeks(_ row: ReferenceTable.Row, years: Double) throws -> BarrierOption.Greeks {
    TouchOption.greeks(
      try #require(TouchPayoff(rawValue: row[text: "kind"])), try #require(BarrierSide(rawValue: row[text: "side"])),
      spot: row["spot"], barrier: row["barrier"], years: years, volatility: row["volatility"], rate: row["rate"],
      dividendYield: row["dividendYield"])
  }

  @Test(
    "The price is within 4 (1 + cond) 2^-53 of every row of touch.csv, each Greek within 6", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path) = Self.columns[index]
    var gated = ConditionGate("touch.csv \(name)", name == "price" ? 4 : 6)
    var least = Double.infinity
    for row in try References.table("touch.csv").rows {
      let greeks = try Self.greeks(row, years: row["expiry"])
      gated.add(greeks[keyPath: path], row[name], condition: row["cond_\(name)"], row)
      if name == "price" { least = min(least, greeks.price) }
    }
    #expect(gated.count == 300)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    #expect(name != "price" || (least > 0 && least < 1e-250), "the least price is \(least)")
    gated.report()
  }

  @Test("Prices are within 1e-11 of every row of touch.csv, relative")
  func relative() throws {
    var gated = ConditionGate("touch.csv price", relative: 1e-11)
    for row in try References.table("touch.csv").rows {
      gated.add(try Self.greeks(row, years: row["expiry"]).price, row["price"], row)
    }
    #expect(gated.count == 300)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("QuantLib's prices, to the accuracy of its normal distribution")
  func quantLib() throws {
    var gated = ConditionGate("touch_quantlib.csv price", ofScale: 1e-14)
    for row in try References.table("touch_quantlib.csv").rows {
      gated.add(try Self.greeks(row, years: row["days"] / 365).price, row["price"], scale: 1, row)
    }
    #expect(gated.count == 120)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}
