import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ExchangeOptionReferenceTests {
  private static func greeks(_ row: ReferenceTable.Row) -> ExchangeOption.Greeks {
    ExchangeOption.greeks(
      spot1: row["spot1"], spot2: row["spot2"], years: row["expiry"], volatility1: row["volatility1"],
      volatility2: row["volatility2"], correlation: row["correlation"], dividendYield1: row["dividendYield1"],
      dividendYield2: row["dividendYield2"])
  }

  @Test("Prices are within 2e-15 of the larger spot on every row of margrabe.csv")
  func prices() throws {
    var gated = ConditionGate("margrabe.csv price", ofScale: 2e-15)
    for row in try References.table("margrabe.csv").rows {
      gated.add(Self.greeks(row).price, row["price"], scale: max(row["spot1"], row["spot2"]), row)
    }
    #expect(gated.count == 120)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  static let columns: [(String, KeyPath<ExchangeOption.Greeks, Double> & Sendable)] = [
    ("delta1", \.delta1), ("delta2", \.delta2), ("vega1", \.vega1), ("vega2", \.vega2),
    ("dPrice_dCorrelation", \.correlationSensitivity),
  ]

  @Test("Greeks are within 1e-12 of every row of margrabe.csv", arguments: columns.indices)
  func greeks(index: Int) throws {
    let (name, path) = Self.columns[index]
    var gated = ConditionGate("margrabe.csv \(name)", relative: 1e-12)
    for row in try References.table("margrabe.csv").rows {
      gated.add(Self.greeks(row)[keyPath: path], row[name], row)
    }
    #expect(gated.count == 120)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Prices are within 4 (1 + cond) 2^-53 of themselves on every row of margrabe_tails.csv")
  func tails() throws {
    var gated = ConditionGate("margrabe_tails.csv price", 4)
    for row in try References.table("margrabe_tails.csv").rows {
      gated.add(Self.greeks(row).price, row["price"], condition: row["cond"], row)
    }
    #expect(gated.count == 120)
    #expect(gated.failures.isEmpty, "\(gated.failures.prefix(5))")
    gated.report()
  }

  @Test("Published exchange options to the digits printed: quantities of either asset, price and Greeks")
  func published() throws {
    for row in try References.table("exchange_published.csv").rows {
      let (first, second) = (row["Q1"], row["Q2"])
      let g = ExchangeOption.greeks(
        spot1: first * row["s1"], spot2: second * row["s2"], years: row["t"], volatility1: row["v1"],
        volatility2: row["v2"], correlation: row["rho"], dividendYield1: row["q1"], dividendYield2: row["q2"])
      var pairs: [(String, Double)] = [
        ("result", g.price), ("delta1", first * g.delta1), ("delta2", second * g.delta2),
      ]
      // With quantities other than 1 the published gammas are those of one unit times the quantity, not its square, and
      // theta is that of another contract; they are not derivatives of the published prices.
      if first == 1, second == 1 {
        pairs += [("gamma1", g.gamma1), ("gamma2", g.gamma2), ("theta", g.theta)]
      }
      for (name, actual) in pairs {
        #expect(abs(actual - row[name]) <= row["tol"], "\(name) \(actual), expected \(row[name]); \(row)")
      }
    }
  }
}
