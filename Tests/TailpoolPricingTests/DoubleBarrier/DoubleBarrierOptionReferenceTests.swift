import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DoubleBarrierOptionReferenceTests {
  private static let columns: [(String, KeyPath<BarrierOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega),
  ]

  private static func greeks(_ row: ReferenceTable.Row) throws -> BarrierOption.Greeks {
    if let kind = DoubleBarrierKind(rawValue: row[text: "kind"]) {
      return DoubleBarrierOption.greeks(
        kind, row.optionType, spot: row["spot"], strike: row["strike"], lowerBarrier: row["lowerBarrier"],
        upperBarrier: row["upperBarrier"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
        dividendYield: row["dividendYield"])
    }
    return DoubleTouchOption.greeks(
      try #require(DoubleTouchPayoff(rawValue: row[text: "kind"])), spot: row["spot"],
      lowerBarrier: row["lowerBarrier"], upperBarrier: row["upperBarrier"], years: row["expiry"],
      volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
  }

  @Test("Prices are within 1e-14 of the spot on every row of double_barrier.csv, no-touches of the payment")
  func prices() throws {
    var gated = ConditionGate("double_barrier.csv price", ofScale: 1e-14)
    var relative = ConditionGate("double_barrier.csv knock-out price", relative: 1e-13)
    for row in try References.table("double_barrier.csv").rows {
      let price = try Self.greeks(row).price
      let isNoTouch = row[text: "kind"] == "double-no-touch"
      gated.add(price, row["price"], scale: isNoTouch ? 1 : row["spot"], row)
      if row[text: "kind"] != "double-knock-in" { relative.add(price, row["price"], row) }
    }
    #expect(gated.count == 140 && relative.count == 99)
    for gate in [gated, relative] {
      #expect(gate.failures.isEmpty, "\(gate.failures.count): \(gate.failures.prefix(5))")
      gate.report()
    }
  }

  @Test("Delta, gamma and vega are within 1e-12 of the spot or 1e-11 of themselves, whichever is larger")
  func greeks() throws {
    for (name, path) in Self.columns.dropFirst() {
      var gated = ConditionGate("double_barrier.csv \(name)", ofScale: 1e-12)
      for row in try References.table("double_barrier.csv").rows {
        let scale = max(row[text: "kind"] == "double-no-touch" ? 1 : row["spot"], 10 * abs(row[name]))
        gated.add(try Self.greeks(row)[keyPath: path], row[name], scale: scale, row)
      }
      #expect(gated.count == 140)
      #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
      gated.report()
    }
  }

  @Test("E. G. Haug's options with two barriers, to the digits printed")
  func published() throws {
    var count = 0
    for row in try References.table("double_barrier_haug.csv").rows {
      let price = DoubleBarrierOption.price(
        row[text: "barrierType"] == "KnockOut" ? .knockOut : .knockIn, row[text: "type"] == "Call" ? .call : .put,
        spot: row["s"], strike: row["strike"], lowerBarrier: row["barrierlo"], upperBarrier: row["barrierhi"],
        years: row["t"], volatility: row["v"], rate: row["r"], dividendYield: row["q"])
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    #expect(count == 60)
  }
}
