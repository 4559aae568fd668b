import Foundation
import TailpoolPricing
import TailpoolQuoting
import Testing
import _TailpoolTestSupport

@Suite("The band of a hedge")
struct HedgeBandTests {
  /// One exact band with the band of small costs beside it.
  struct Pair {
    let row: ReferenceTable.Row
    let exact: HedgeBand
    let small: HedgeBand

    init(_ row: ReferenceTable.Row) throws {
      self.row = row
      let (spot, deviation) = (row["spot"], row["deviation"])
      // A volatility of 1 for deviation² years.
      let greeks = Black76.greeks(
        .call, forward: spot, strike: 100, years: deviation * deviation, volatility: 1)
      exact = try #require(
        HedgeBand(
          target: 0.5 * (row["lower"] + row["upper"]), halfWidth: 0.5 * (row["upper"] - row["lower"])))
      small = try #require(
        HedgeBand(
          target: -row["side"] * greeks.delta,
          halfWidth: HedgeBand.smallCostHalfWidth(
            gamma: row["side"] * greeks.gamma, spot: spot, cost: row["cost"], riskAversion: row["riskAversion"])))
    }

    var widthError: Double { small.halfWidth / exact.halfWidth - 1 }
    /// How far the edges are off, in exact half widths, the mean of both.
    var edgeError: Double {
      (abs(small.lower - exact.lower) + abs(small.upper - exact.upper)) / 2 / exact.halfWidth
    }
  }

  static func pairs() throws -> [Pair] { try References.table("hedge_band.csv").rows.map(Pair.init) }

  /// Greatest errors of the width and mean errors of the edges that are met, by risk aversion times strike and by cost: what
  /// Docs/Methods/Hedging.md says.
  @Test(
    "The band of small costs is as near to the exact one as its page says",
    arguments: [
      (3, 0.0005, 0.05, 0.035), (3, 0.002, 0.11, 0.075), (3, 0.008, 0.25, 0.12), (30, 0.0005, 0.05, 0.075),
      (30, 0.002, 0.11, 0.12), (30, 0.008, 0.25, 0.18), (300, 0.0005, 0.10, 0.35), (300, 0.002, 0.20, 0.55),
      (300, 0.008, 0.50, 0.90),
    ] as [(Double, Double, Double, Double)])
  func exact(aversion: Double, cost: Double, width: Double, edge: Double) throws {
    let pairs = try Self.pairs().filter {
      abs($0.row["riskAversion"] * 100 - aversion) < 1e-9 && $0.row["cost"] == cost
    }
    #expect(pairs.count == 20)
    for pair in pairs { #expect(abs(pair.widthError) <= width, "\(pair.widthError): \(pair.row)") }
    let widths = pairs.map(\.widthError)
    for deviation in [0.1, 0.25] {
      let group = pairs.filter { $0.row["deviation"] == deviation }
      let mean = group.map(\.edgeError).reduce(0, +) / Double(group.count)
      print("aversion", aversion, "cost", cost, "deviation", deviation, "edges off by", mean)
      #expect(mean <= edge, "\(mean) at \(aversion), \(cost), \(deviation)")
    }
    print("aversion", aversion, "cost", cost, "width", widths.min() ?? .nan, "to", widths.max() ?? .nan)
  }

  /// Zakamouline's fit (2006) to the same problem for a volatility of 50 %: why only the form of small costs is offered.
  @Test("A fitted width from the literature is further off than that of small costs where risk aversion is not small")
  func fitted() throws {
    for aversion in [0.3, 3] {
      var (fitted, small, count) = (0.0, 0.0, 0.0)
      for pair in try Self.pairs() where pair.row["riskAversion"] == aversion {
        let (row, volatility) = (pair.row, 0.5)
        let (spot, deviation, cost) = (row["spot"], row["deviation"], row["cost"])
        let years = deviation * deviation / (volatility * volatility)
        let gamma = Black76.greeks(.call, forward: spot, strike: 100, years: years, volatility: volatility).gamma
        let width =
          cost / (aversion * spot * deviation * deviation)
          + 1.12 * power(cost, 0.31) * power(years, 0.05) * power(1 / volatility, 0.25)
          * (gamma / aversion).squareRoot()
        fitted += abs(width / pair.exact.halfWidth - 1)
        small += abs(pair.widthError)
        count += 1
      }
      print("aversion", aversion * 100, "fitted width off by", fitted / count, "small costs by", small / count)
      #expect(count == 60 && fitted > 2 * small, "\(fitted / count) and \(small / count) at \(aversion)")
    }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double { Foundation.pow(base, exponent) }

  @Test("The exact band widens as the third root of the cost, and of the inverse of risk aversion")
  func order() throws {
    let pairs = try Self.pairs()
    func width(_ aversion: Double, _ cost: Double) -> Double {
      let group = pairs.filter {
        $0.row["riskAversion"] == aversion && $0.row["cost"] == cost && $0.row["deviation"] == 0.25
      }
      return group.map(\.exact.halfWidth).reduce(0, +) / Double(group.count)
    }
    for aversion in [0.03, 0.3, 3] {
      let order = log(width(aversion, 0.008) / width(aversion, 0.0005)) / log(16)
      print("order in the cost", order, "at", aversion * 100)
      #expect(abs(order - 1.0 / 3) < 0.025, "\(order) at \(aversion)")
    }
    for cost in [0.0005, 0.002, 0.008] {
      let order = log(width(0.03, cost) / width(0.3, cost)) / log(10)
      print("order in the inverse of risk aversion", order, "at", cost)
      #expect(abs(order - 1.0 / 3) < 0.02, "\(order) at \(cost)")
    }
  }

  @Test("The width follows its formula over many orders, without overflow, and is no number out of its range")
  func formula() {
    // (3/2 · 0.001 · 100 · 0.04 / 0.06)^(1/3) by hand: 0.1^(1/3).
    let width = HedgeBand.smallCostHalfWidth(gamma: 0.2, spot: 100, cost: 0.001, riskAversion: 0.06)
    #expect(abs(width - 0.464_158_883_361_277_9) < 1e-15, "\(width)")
    #expect(HedgeBand.smallCostHalfWidth(gamma: -0.2, spot: 100, cost: 0.001, riskAversion: 0.06) == width)
    #expect(
      abs(
        HedgeBand.smallCostHalfWidth(gamma: 0.2, spot: 100, cost: 0.001, riskAversion: 0.06, discountFactor: 0.125)
          - width / 2) < 1e-15)
    #expect(HedgeBand.smallCostHalfWidth(gamma: 1e200, spot: 1, cost: 1e-9, riskAversion: 1).isFinite)
    #expect(HedgeBand.smallCostHalfWidth(gamma: 0, spot: 100, cost: 0.001, riskAversion: 1) == 0)
    #expect(HedgeBand.smallCostHalfWidth(gamma: 1, spot: 100, cost: 0, riskAversion: 1) == 0)
    for (gamma, spot, cost, aversion, discount) in [
      (.nan, 1, 1, 1, 1), (1, -1, 1, 1, 1), (1, .nan, 1, 1, 1), (1, 1, -1, 1, 1), (1, 1, .nan, 1, 1), (1, 1, 1, 0, 1),
      (1, 1, 1, -1, 1), (1, 1, 1, .nan, 1), (1, 1, 1, 1, 0), (1, 1, 1, 1, .nan),
    ] as [(Double, Double, Double, Double, Double)] {
      let width = HedgeBand.smallCostHalfWidth(
        gamma: gamma, spot: spot, cost: cost, riskAversion: aversion, discountFactor: discount)
      #expect(width.isNaN, "\(width) of \((gamma, spot, cost, aversion, discount))")
    }
  }

  @Test("A hedge goes to the nearer edge and no further")
  func rule() throws {
    let band = try #require(HedgeBand(target: -2, halfWidth: 0.5))
    for (held, after) in [(-3, -2.5), (-2.5, -2.5), (-2.2, -2.2), (-2, -2), (-1.5, -1.5), (0, -1.5)] {
      #expect(band.hedge(from: Double(held)) == after, "\(held)")
    }
    let endless = try #require(HedgeBand(target: 1, halfWidth: .infinity))
    #expect(endless.hedge(from: 7) == 7)
    #expect(HedgeBand(target: .nan, halfWidth: 1) == nil && HedgeBand(target: .infinity, halfWidth: 1) == nil)
    #expect(HedgeBand(target: 0, halfWidth: .nan) == nil && HedgeBand(target: 0, halfWidth: -1) == nil)
  }
}
