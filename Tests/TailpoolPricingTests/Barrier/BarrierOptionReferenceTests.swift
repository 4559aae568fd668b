import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct BarrierOptionReferenceTests {
  private static func kind(_ row: ReferenceTable.Row) throws -> BarrierKind {
    try #require(BarrierKind(rawValue: row[text: "kind"]), "\(row)")
  }

  private static func greeks(_ row: ReferenceTable.Row) throws -> BarrierOption.Greeks {
    BarrierOption.greeks(
      try kind(row), row.optionType, spot: row["spot"], strike: row["strike"], barrier: row["barrier"],
      rebate: row["rebate"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
      dividendYield: row["dividendYield"])
  }

  private static func price(_ row: ReferenceTable.Row) throws -> Double {
    BarrierOption.price(
      try kind(row), row.optionType, spot: row["spot"], strike: row["strike"], barrier: row["barrier"],
      rebate: row["rebate"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
      dividendYield: row["dividendYield"])
  }

  @Test("Prices are within 2e-15 of the spot on every row of barrier.csv")
  func prices() throws {
    var gated = ConditionGate("barrier.csv price", ofScale: 2e-15)
    for row in try References.table("barrier.csv").rows {
      gated.add(try Self.price(row), row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 320)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Delta, gamma and vega are within 2e-12 of themselves on every row of barrier.csv")
  func greeks() throws {
    var delta = ConditionGate("barrier.csv delta", relative: 2e-12)
    var gamma = ConditionGate("barrier.csv gamma", relative: 2e-12)
    var vega = ConditionGate("barrier.csv vega", relative: 2e-12)
    for row in try References.table("barrier.csv").rows {
      let greeks = try Self.greeks(row)
      delta.add(greeks.delta, row["delta"], row)
      gamma.add(greeks.gamma, row["gamma"], row)
      vega.add(greeks.vega, row["vega"], row)
      #expect(greeks.price == (try Self.price(row)))
    }
    for gated in [delta, gamma, vega] {
      #expect(gated.count == 320)
      #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
      gated.report()
    }
  }

  @Test("Prices are within 4 (1 + cond) 2^-53 of themselves on every row of barrier_tails.csv")
  func tails() throws {
    var gated = ConditionGate("barrier_tails.csv price", 4)
    for row in try References.table("barrier_tails.csv").rows {
      gated.add(try Self.price(row), row["price"], condition: row["cond"], row)
    }
    #expect(gated.count == 250)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("E. G. Haug's barrier options, to the digits printed; European rows")
  func published() throws {
    let kinds = [
      "DownIn": BarrierKind.downAndIn, "DownOut": .downAndOut, "UpIn": .upAndIn, "UpOut": .upAndOut,
    ]
    var count = 0
    for row in try References.table("barrier_haug.csv").rows where row[text: "exType"] == "european" {
      let price = BarrierOption.price(
        try #require(kinds[row[text: "barrierType"]]), row[text: "type"] == "Call" ? .call : .put, spot: row["s"],
        strike: row["strike"], barrier: row["barrier"], rebate: row["rebate"], years: row["t"], volatility: row["v"],
        rate: row["r"], dividendYield: row["q"])
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    #expect(count == 48)
  }
}
