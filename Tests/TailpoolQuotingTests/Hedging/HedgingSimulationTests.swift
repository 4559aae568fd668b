import Foundation
import TailpoolNumerics
import TailpoolPricing
import TailpoolQuoting
import Testing
import _TailpoolTestSupport

@Suite("Hedging along simulated paths")
struct HedgingSimulationTests {
  enum Rule: String, CaseIterable { case band, daily, hourly }

  private static let (hours, deviation, aversion) = (720, 0.5, 0.3)

  /// Profit and cost of hedging a sold call at the money hourly over thirty days, as `hedge_simulation.py` has it.
  private func path(_ rule: Rule, cost: Double, _ generator: inout SeededGenerator) throws -> (Double, Double) {
    let years = 30.0 / 365
    let step = Self.deviation * (years / Double(Self.hours)).squareRoot()
    var (spot, held, paid) = (100.0, 0.0, 0.0)
    var cash = Black76.price(.call, forward: spot, strike: 100, years: years, volatility: Self.deviation)
    for hour in 0..<Self.hours {
      let left = years * (1 - Double(hour) / Double(Self.hours))
      let greeks = Black76.greeks(.call, forward: spot, strike: 100, years: left, volatility: Self.deviation)
      var after = held
      if hour == 0 || rule == .hourly || rule == .daily && hour % 24 == 0 {
        after = greeks.delta
      } else if rule == .band {
        let half = HedgeBand.smallCostHalfWidth(
          gamma: greeks.gamma, spot: spot, cost: cost, riskAversion: Self.aversion)
        after = try #require(HedgeBand(target: greeks.delta, halfWidth: half)).hedge(from: held)
      }
      let fee = hour == 0 ? 0 : cost * spot * abs(after - held)
      cash -= (after - held) * spot + fee
      paid += fee
      held = after
      spot *= exp(step * NormalDistribution.quantile(generator.uniform(1e-16, 1)) - 0.5 * step * step)
    }
    return (cash + held * spot - max(spot - 100, 0), paid)
  }

  @Test(
    "The banded hedge scores above the hourly and the daily one, each as the reference has it",
    arguments: [0.0005, 0.002, 0.008])
  func scores(cost: Double) throws {
    let rows = try References.table("hedge_simulation.csv").rows.filter { $0["cost"] == cost }
    let count = 1_000
    var scores: [Rule: Double] = [:]
    for rule in Rule.allCases {
      let row = try #require(rows.first { $0[text: "rule"] == rule.rawValue })
      var generator = SeededGenerator(seed: 15)  // the same paths for each rule
      let paths = try (0..<count).map { _ in try path(rule, cost: cost, &generator) }
      let (profits, paid) = (paths.map(\.0), paths.map(\.1))
      func moments(_ values: [Double]) -> (mean: Double, error: Double) {
        let mean = values.reduce(0, +) / Double(count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
        return (mean, (variance / Double(count)).squareRoot())
      }
      let mean = moments(profits).mean
      let score = moments(profits.map { $0 - Self.aversion / 2 * ($0 - mean) * ($0 - mean) })
      let fees = moments(paid)
      scores[rule] = score.mean
      let (scoreError, feesError) = (hypot(score.error, row["scoreError"]), hypot(fees.error, row["meanCostError"]))
      #expect(abs(score.mean - row["score"]) < 4 * scoreError, "\(rule): \(score) against \(row)")
      #expect(abs(fees.mean - row["meanCost"]) < 4 * feesError, "\(rule): \(fees) against \(row)")
    }
    let (band, daily, hourly) = (
      try #require(scores[.band]), try #require(scores[.daily]), try #require(scores[.hourly])
    )
    #expect(band > daily && band > hourly, "\(scores) at \(cost)")
  }

  /// A contract that pays −2 log S has a delta of −2 / S and a gamma of 2 / S² at any time: nothing disturbs its band. What
  /// moves a hedge at the edges of a band of half width H costs λ S (σ S Γ)² / (2H) a year, which is the local time of a
  /// Brownian motion kept in the band. One that is looked at now and then is brought back late, as if the band were wider by
  /// 0.5826 deviations of a step (Siegmund's correction).
  @Test("The cost of a banded hedge grows as the cost of trading to the power of two thirds")
  func order() throws {
    let (steps, volatility, aversion, scale) = (2_000, 0.1, 1.3, 100.0)
    let root = volatility * (1 / Double(steps)).squareRoot()
    var costs: [Double] = []
    for cost in [0.001, 0.004, 0.016] {
      let count = 200
      var (paid, expected) = (0.0, 0.0)
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<count {
        var spot = 100.0
        func band() throws -> HedgeBand {
          let half = HedgeBand.smallCostHalfWidth(
            gamma: scale * 2 / (spot * spot), spot: spot, cost: cost, riskAversion: aversion)
          return try #require(HedgeBand(target: scale * 2 / spot, halfWidth: half))
        }
        // A hedge in its band is anywhere in it, equally likely.
        let first = try band()
        var held = first.target + first.halfWidth * generator.uniform(-1, 1)
        for _ in 0..<steps {
          spot *= exp(root * NormalDistribution.quantile(generator.uniform(1e-16, 1)) - 0.5 * root * root)
          let now = try band()
          let after = now.hedge(from: held)
          paid += cost * spot * abs(after - held)
          held = after
          let move = volatility * scale * 2 / spot
          expected +=
            cost * spot * move * move / (2 * (now.halfWidth + 0.5826 * move / Double(steps).squareRoot()))
            / Double(steps)
        }
      }
      print("cost", cost, "paid", paid / Double(count), "expected", expected / Double(count))
      #expect(abs(paid / expected - 1) < 0.08, "\(paid / expected) at \(cost)")
      costs.append(paid)
    }
    for (low, high) in zip(costs, costs.dropFirst()) {
      let order = log(high / low) / log(4)
      print("order", order)
      #expect(abs(order - 2.0 / 3) < 0.05, "\(order) of \(costs)")
    }
  }
}
