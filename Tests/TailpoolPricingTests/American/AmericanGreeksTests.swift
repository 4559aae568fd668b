import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct AmericanGreeksTests {
  private struct Inputs {
    var type: OptionType
    var spot: Double
    var strike: Double
    var years: Double
    var volatility: Double
    var rate: Double
    var dividendYield: Double

    init(_ row: ReferenceTable.Row) throws {
      type = try #require(OptionType(rawValue: row[text: "type"]))
      (spot, strike, years) = (row["spot"], row["strike"], row["expiry"])
      (volatility, rate, dividendYield) = (row["volatility"], row["rate"], row["dividendYield"])
    }

    var price: Double {
      AmericanOption.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield, accuracy: .high)
    }

    func greeks(_ accuracy: AmericanAccuracy) -> AmericanOption.Greeks {
      AmericanOption.greeks(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield, accuracy: accuracy)
    }

    /// A central difference of four prices.
    func difference(_ path: WritableKeyPath<Inputs, Double>, step: Double) -> Double {
      func at(_ shift: Double) -> Double {
        var moved = self
        moved[keyPath: path] += shift
        return moved.price
      }
      return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step)
    }
  }

  private static func rows() throws -> [(Inputs, ReferenceTable.Row)] {
    let tables = try References.table("american.csv").rows.enumerated().filter { $0.offset % 12 == 0 }.map(\.element)
    let negative = try References.table("american_negative_rates.csv").rows.enumerated().filter { $0.offset % 12 == 1 }
    return try (tables + negative.map(\.element)).map { (try Inputs($0), $0) }
  }

  @Test("Greeks are within 1e-7 of the spot of central differences of the price")
  func differences() throws {
    var worst = (delta: 0.0, gamma: 0.0, vega: 0.0, theta: 0.0, rho: 0.0, epsilon: 0.0)
    var compared = 0
    for (inputs, row) in try Self.rows() {
      let greeks = inputs.greeks(.high)
      // Across the boundary the second derivative jumps, and across r = 0 or r = q the boundary's limit.
      let boundary = try #require(
        AmericanBoundary(
          inputs.type, strike: inputs.strike, years: inputs.years, volatility: inputs.volatility, rate: inputs.rate,
          dividendYield: inputs.dividendYield, accuracy: .high))
      let region = boundary.region(yearsLeft: inputs.years)
      let margin = 0.02
      let isNear = region.map { region in
        [region.lowerBound, region.upperBound].contains { abs(log($0 / inputs.spot)) < margin }
      }
      if isNear == true { continue }
      compared += 1
      let spot = inputs.spot
      let unit = spot * 1e-7
      let h = 1e-3
      let delta = inputs.difference(\.spot, step: spot * h)
      worst.delta = max(worst.delta, abs(greeks.delta - delta))
      #expect(abs(greeks.delta - delta) * 1 <= 1e-7, "delta \(greeks.delta), \(delta); \(row)")
      var up = inputs, down = inputs
      up.spot *= 1 + h
      down.spot *= 1 - h
      let gamma = (up.greeks(.high).delta - down.greeks(.high).delta) / (2 * h * spot)
      worst.gamma = max(worst.gamma, abs(greeks.gamma - gamma) * spot)
      #expect(
        abs(greeks.gamma - gamma) * spot <= 1e-3 * max(1, abs(gamma) * spot), "gamma \(greeks.gamma), \(gamma); \(row)")
      let vega = inputs.difference(\.volatility, step: min(1e-4, 0.01 * inputs.volatility))
      worst.vega = max(worst.vega, abs(greeks.vega - vega) / spot)
      #expect(abs(greeks.vega - vega) <= unit, "vega \(greeks.vega), \(vega); \(row)")
      let theta = -inputs.difference(\.years, step: 1e-3 * inputs.years)
      worst.theta = max(worst.theta, abs(greeks.theta - theta) / spot)
      #expect(
        abs(greeks.theta - theta) <= unit * max(1, 0.05 / inputs.years), "theta \(greeks.theta), \(theta); \(row)")
      guard abs(inputs.rate) > 2e-4, abs(inputs.dividendYield) > 2e-4, abs(inputs.rate - inputs.dividendYield) > 2e-4
      else { continue }
      let rho = inputs.difference(\.rate, step: 2e-5)
      worst.rho = max(worst.rho, abs(greeks.rho - rho) / spot)
      #expect(abs(greeks.rho - rho) <= unit, "rho \(greeks.rho), \(rho); \(row)")
      let epsilon = inputs.difference(\.dividendYield, step: 2e-5)
      worst.epsilon = max(worst.epsilon, abs(greeks.epsilon - epsilon) / spot)
      #expect(abs(greeks.epsilon - epsilon) <= unit, "epsilon \(greeks.epsilon), \(epsilon); \(row)")
    }
    #expect(compared >= 18)
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("American Greeks, high against differences, over the spot: \(worst), \(compared) rows")
    }
  }

  @Test("Standard Greeks stay near those of high")
  func standard() throws {
    var worst = (delta: 0.0, gamma: 0.0, vega: 0.0, rho: 0.0)
    for (inputs, row) in try Self.rows() {
      let (fine, plain) = (inputs.greeks(.high), inputs.greeks(.standard))
      let strike = inputs.strike
      worst.delta = max(worst.delta, abs(fine.delta - plain.delta))
      worst.gamma = max(worst.gamma, abs(fine.gamma - plain.gamma) * inputs.spot)
      worst.vega = max(worst.vega, abs(fine.vega - plain.vega) / strike)
      worst.rho = max(worst.rho, max(abs(fine.rho - plain.rho), abs(fine.epsilon - plain.epsilon)) / strike)
      #expect(abs(fine.delta - plain.delta) <= 1e-6, "\(row)")
      #expect(abs(fine.vega - plain.vega) <= 2e-6 * strike, "\(row)")
      #expect(abs(fine.rho - plain.rho) <= 2e-5 * strike, "\(row)")
      #expect(abs(fine.epsilon - plain.epsilon) <= 2e-5 * strike, "\(row)")
    }
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("American Greeks, standard against high, over the strike: \(worst)")
    }
  }

  @Test("An option that is exercised has the derivatives of its payoff, and limits those of their payment")
  func limits() {
    let deep = AmericanOption.greeks(
      .put, spot: 40, strike: 100, years: 1, volatility: 0.2, rate: 0.05, dividendYield: 0.01)
    #expect(deep.price == 60 && deep.delta == -1)
    #expect([deep.gamma, deep.vega, deep.theta, deep.rho, deep.epsilon].allSatisfy { $0 == 0 })
    let still = AmericanOption.greeks(
      .call, spot: 100, strike: 80, years: 2, volatility: 0, rate: 0.05, dividendYield: 0)
    #expect(abs(still.price - (100 - 80 * exp(-0.1))) < 1e-12)
    #expect(abs(still.rho - 2 * 80 * exp(-0.1)) < 1e-10 && still.delta == 1)
    #expect(abs(still.theta + 0.05 * 80 * exp(-0.1)) < 1e-12)
    // Between now and expiry: the yield on the spot overtakes the interest on the strike.
    func between(_ spot: Double) -> AmericanOption.Greeks {
      AmericanOption.greeks(
        .call, spot: spot, strike: 80, years: 20, volatility: 0, rate: 0.06, dividendYield: 0.03)
    }
    let held = between(100)
    let h = 1e-4
    #expect(abs((between(100 + h).price - between(100 - h).price) / (2 * h) - held.delta) < 1e-9)
    #expect(abs((between(100 + h).delta - between(100 - h).delta) / (2 * h) - held.gamma) < 1e-9)
  }
}
