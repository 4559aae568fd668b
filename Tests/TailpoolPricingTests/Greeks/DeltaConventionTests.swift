import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct DeltaConventionTests {
  private func delta(_ type: OptionType, _ convention: DeltaConvention, spot: Double = 120) -> Double {
    BlackScholesMerton.delta(
      type, convention, spot: spot, strike: 100, years: 0.75, volatility: 0.4, rate: 0.05, dividendYield: 0.02)
  }

  @Test func eachConventionIsItsDefinition() {
    for type in OptionType.allCases {
      let greeks = BlackScholesMerton.greeks(
        type, spot: 120, strike: 100, years: 0.75, volatility: 0.4, rate: 0.05, dividendYield: 0.02)
      let growth = exp(-0.02 * 0.75)
      let adjusted = greeks.delta - greeks.price / 120
      #expect(delta(type, .spot) == greeks.delta)
      #expect(abs(delta(type, .forward) - greeks.delta / growth) < 1e-15)
      #expect(abs(delta(type, .spotPremiumAdjusted) - adjusted) < 1e-15)
      #expect(abs(delta(type, .forwardPremiumAdjusted) - adjusted / growth) < 1e-15)
    }
  }

  @Test func parityOfEachConvention() {
    let growth = exp(-0.02 * 0.75)
    let strikeOverForward = 100 / (120 * exp(0.03 * 0.75))
    let sums: [(DeltaConvention, Double)] = [
      (.spot, growth), (.forward, 1), (.spotPremiumAdjusted, growth * strikeOverForward),
      (.forwardPremiumAdjusted, strikeOverForward),
    ]
    for (convention, sum) in sums {
      #expect(abs(delta(.call, convention) - delta(.put, convention) - sum) < 1e-15, "\(convention)")
    }
  }

  @Test func premiumAdjustedIsTheNetDeltaOfInverseOptions() {
    let inverse = InverseOption.greeks(.call, forward: 120, strike: 100, years: 0.75, volatility: 0.4)
    let delta = BlackScholesMerton.delta(
      .call, .spotPremiumAdjusted, spot: 120, strike: 100, years: 0.75, volatility: 0.4, rate: 0, dividendYield: 0)
    #expect(abs(delta - inverse.netDelta) < 1e-15)
  }

  @Test func limitsAndDomain() {
    #expect(delta(.call, .spot, spot: 0) == 0)
    #expect(delta(.call, .spotPremiumAdjusted, spot: 0).isNaN)
    #expect(delta(.put, .forward, spot: -1).isNaN)
    #expect(delta(.put, .forward, spot: .nan).isNaN)
    let expired = BlackScholesMerton.delta(
      .put, .forwardPremiumAdjusted, spot: 80, strike: 100, years: 0, volatility: 0.4, rate: 0.1, dividendYield: 0)
    #expect(expired == -1.25)
  }

  @Test("Published deltas of currency options, to their printed digits")
  func published() throws {
    let names: [String: DeltaConvention] = [
      "Spot": .spot, "Fwd": .forward, "PaSpot": .spotPremiumAdjusted, "PaFwd": .forwardPremiumAdjusted,
    ]
    let rows = try References.table("delta_published.csv").rows
    #expect(rows.count == 10)
    for row in rows {
      // A year of time, so that the discount factors are those of the rates.
      let delta = BlackScholesMerton.delta(
        row[text: "ot"] == "Call" ? .call : .put, try #require(names[row[text: "dt"]]), spot: row["spot"],
        strike: row["strike"], years: 1, volatility: row["stdDev"], rate: -log(row["dDf"]),
        dividendYield: -log(row["fDf"]))
      #expect(abs(delta - row["value"]) <= 1e-3, "\(row)")
    }
  }
}
