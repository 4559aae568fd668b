import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DoubleTouchOptionReferenceTests {
  private static let columns: [(String, KeyPath<BarrierOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("gamma", \.gamma), ("vega", \.vega), ("theta", \.theta), ("rho", \.rho),
  ]

  @Test("Prices are within 1e-14 of the payment on every row of double_touch.csv", arguments: columns.indices)
  func gates(index: Int) throws {
    let (name, path) = Self.columns[index]
    // The unit of a Greek is the payment over what it is the derivative in; the larger of that and of itself is taken.
    var gated = ConditionGate("double_touch.csv \(name)", ofScale: name == "price" ? 1e-14 : 1e-12)
    for row in try References.table("double_touch.csv").rows {
      let greeks = DoubleTouchOption.greeks(
        try #require(DoubleTouchPayoff(rawValue: row[text: "kind"])), spot: row["spot"],
        lowerBarrier: row["lowerBarrier"], upperBarrier: row["upperBarrier"], years: row["expiry"],
        volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(greeks[keyPath: path], row[name], scale: max(1, abs(row[name])), row)
    }
    #expect(gated.count == 150)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("E. G. Haug's double binaries, to the digits printed; those for a barrier already passed pay at once")
  func published() throws {
    let kinds = [
      "KnockOut": DoubleTouchPayoff.noTouch, "KnockIn": .oneTouchAtExpiry, "KIKO": .lowerFirst, "KOKI": .upperFirst,
    ]
    var count = 0
    for row in try References.table("double_touch_haug.csv").rows {
      let (spot, low, high) = (row["s"], row["barrier_lo"], row["barrier_hi"])
      let isPassed = spot <= low || spot >= high
      let kind = try #require(kinds[row[text: "barrierType"]])
      let price = DoubleTouchOption.price(
        isPassed && kind == .oneTouchAtExpiry ? .oneTouch : kind, spot: spot, lowerBarrier: low, upperBarrier: high,
        years: row["t"], volatility: row["v"], rate: row["r"], dividendYield: row["q"])
      #expect(abs(row["cash"] * price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    #expect(count == 48)
  }
}
