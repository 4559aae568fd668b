import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct QuantoOptionReferenceTests {
  private static let columns: [(String, KeyPath<QuantoOption.Greeks, Double> & Sendable)] = [
    ("price", \.price), ("delta", \.delta), ("vega", \.vega), ("fxVega", \.fxVega),
    ("dPrice_dCorrelation", \.correlationSensitivity),
  ]

  private static func yield(_ row: ReferenceTable.Row) -> Double {
    QuantoOption.yield(
      volatility: row["v"], domesticRate: row["r"], foreignRate: row["fxr"], dividendYield: row["q"],
      fxVolatility: row["fxv"], correlation: row["corr"])
  }

  private static func type(_ row: ReferenceTable.Row) -> OptionType { row[text: "type"] == "Call" ? .call : .put }

  @Test("Price and sensitivities of every row of quanto.csv are within 1e-14 of the spot or 1e-13 of themselves")
  func gates() throws {
    for (name, path) in Self.columns {
      var gated = ConditionGate("quanto.csv \(name)", ofScale: 1e-14)
      for row in try References.table("quanto.csv").rows {
        let greeks = QuantoOption.greeks(
          row.optionType, spot: row["spot"], strike: row["strike"], years: row["expiry"], volatility: row["volatility"],
          domesticRate: row["domesticRate"], foreignRate: row["foreignRate"], dividendYield: row["dividendYield"],
          fxVolatility: row["fxVolatility"], correlation: row["correlation"])
        gated.add(greeks[keyPath: path], row[name], scale: max(row["spot"], 10 * abs(row[name])), row)
      }
      #expect(gated.count == 120)
      #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
      gated.report()
    }
  }

  @Test("Published quanto options with and without barriers, to the digits printed")
  func published() throws {
    var count = 0
    for row in try References.table("quanto_haug.csv").rows {
      let price = QuantoOption.price(
        Self.type(row), spot: row["s"], strike: row["strike"], years: row["t"], volatility: row["v"],
        domesticRate: row["r"], foreignRate: row["fxr"], dividendYield: row["q"], fxVolatility: row["fxv"],
        correlation: row["corr"])
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    for row in try References.table("quanto_barrier_published.csv").rows {
      let price = BarrierOption.price(
        .downAndOut, Self.type(row), spot: row["s"], strike: row["strike"], barrier: row["barrier"],
        rebate: row["rebate"], years: row["t"], volatility: row["v"], rate: row["r"], dividendYield: Self.yield(row))
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    for row in try References.table("quanto_double_barrier_published.csv").rows {
      let price = DoubleBarrierOption.price(
        row[text: "barrierType"] == "KnockOut" ? .knockOut : .knockIn, Self.type(row), spot: row["s"],
        strike: row["strike"], lowerBarrier: row["barrier_lo"], upperBarrier: row["barrier_hi"], years: row["t"],
        volatility: row["v"], rate: row["r"], dividendYield: Self.yield(row))
      #expect(abs(price - row["result"]) <= row["tol"], "\(price); \(row)")
      count += 1
    }
    #expect(count == 8)
  }

  /// A forward start is homogeneous in the spot at its start, so that the yield serves it too.
  @Test("Published quanto options that start forward, in units of the spot then and as performance")
  func forwardStarts() throws {
    for (name, isPerformance) in [("quanto_forward_published.csv", false), ("quanto_performance_published.csv", true)] {
      for row in try References.table(name).rows {
        let yield = Self.yield(row)
        let unit = BlackScholesMerton.price(
          Self.type(row), spot: 1, strike: row["moneyness"], years: row["t"] - row["start"], volatility: row["v"],
          rate: row["r"], dividendYield: yield)
        let start = isPerformance ? exp(-row["r"] * row["start"]) : row["s"] * exp(-yield * row["start"])
        #expect(abs(unit * start - row["result"]) <= row["tol"], "\(unit * start); \(row)")
      }
    }
  }
}
