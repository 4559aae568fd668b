import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct AmericanOptionTests {
  /// A market and an option on it, drawn widely.
  struct Draw {
    var type: OptionType
    var strike: Double
    var years: Double
    var volatility: Double
    var rate: Double
    var dividendYield: Double

    init(_ generator: inout SeededGenerator) {
      type = Bool.random(using: &generator) ? .call : .put
      strike = exp(Double.random(in: -0.6...0.6, using: &generator)) * 100
      years = exp(Double.random(in: log(0.004)...log(6), using: &generator))
      volatility = exp(Double.random(in: log(0.05)...log(1.2), using: &generator))
      rate = Double.random(in: -0.06...0.12, using: &generator)
      dividendYield = Double.random(in: -0.06...0.12, using: &generator)
    }
  }

  private static func price(_ draw: Draw, spot: Double, accuracy: AmericanAccuracy = .standard) -> Double {
    AmericanOption.price(
      draw.type, spot: spot, strike: draw.strike, years: draw.years, volatility: draw.volatility, rate: draw.rate,
      dividendYield: draw.dividendYield, accuracy: accuracy)
  }

  @Test("Bounds, slope, convexity, homogeneity and symmetry hold on 100,000 seeded points")
  func properties() {
    var generator = SeededGenerator(seed: 20_261_201)
    let factors = stride(from: -10, through: 10, by: 1).map { exp(0.06 * Double($0)) }
    var types: [OptionType] = []
    var (spots, strikes, years, volatilities, rates, yields) = (
      [Double](), [Double](), [Double](), [Double](), [Double](), [Double]()
    )
    let draws = (0..<4800).map { _ in Draw(&generator) }
    for draw in draws {
      for factor in factors {
        types.append(draw.type)
        spots.append(100 * factor)
        strikes.append(draw.strike)
        years.append(draw.years)
        volatilities.append(draw.volatility)
        rates.append(draw.rate)
        yields.append(draw.dividendYield)
      }
    }
    let prices = AmericanOptionReferenceTests.prices(
      OptionColumns(
        types: types, spots: spots, strikes: strikes, years: years, volatilities: volatilities, rates: rates,
        dividendYields: yields), .standard)
    let mirrored = AmericanOptionReferenceTests.prices(
      OptionColumns(
        types: types.map { $0 == .call ? .put : .call }, spots: strikes.map { 3 * $0 }, strikes: spots.map { 3 * $0 },
        years: years, volatilities: volatilities, rates: yields, dividendYields: rates), .standard)
    var problems: [String] = []
    for index in prices.indices {
      let draw = draws[index / factors.count]
      let european = BlackScholesMerton.price(
        draw.type, spot: spots[index], strike: draw.strike, years: draw.years, volatility: draw.volatility,
        rate: draw.rate, dividendYield: draw.dividendYield)
      let intrinsic = max(draw.type.sign * (spots[index] - draw.strike), 0)
      let decay = draw.type == .call ? draw.dividendYield : draw.rate
      let most = (draw.type == .call ? spots[index] : draw.strike) * max(1, exp(-decay * draw.years))
      if !(prices[index] >= max(european, intrinsic)) { problems.append("below a bound: \(prices[index])") }
      if !(prices[index] <= most * (1 + 1e-12)) { problems.append("above the maximum: \(prices[index])") }
      if !(abs(3 * prices[index] - mirrored[index]) <= 1e-11 * draw.strike) {
        problems.append("not symmetric: \(prices[index]), \(mirrored[index] / 3)")
      }
      if index % factors.count > 0 {
        let slope = (prices[index] - prices[index - 1]) / (spots[index] - spots[index - 1])
        // A payoff that decays backwards has a slope beyond one.
        let steepest = max(1, exp(-draw.dividendYield * draw.years))
        if !(draw.type.sign * slope >= -1e-7 && draw.type.sign * slope <= steepest + 1e-6) {
          problems.append("slope \(slope)")
        }
      }
      if problems.count > 5 {
        Issue.record("\(problems) near \(draw), spot \(spots[index])")
        return
      }
    }
    #expect(prices.count >= 100_000)
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("A price rises with volatility and with time", arguments: [OptionType.call, .put])
  func monotone(type: OptionType) {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var draw = Draw(&generator)
      draw.type = type
      let base = Self.price(draw, spot: 100)
      var wilder = draw
      wilder.volatility *= 1.02
      #expect(Self.price(wilder, spot: 100) >= base - 3e-7 * draw.strike, "\(draw)")
      var longer = draw
      longer.years *= 1.02
      #expect(Self.price(longer, spot: 100) >= base - 3e-7 * draw.strike, "\(draw)")
    }
  }

  @Test("Over many years a price nears that without expiry")
  func perpetual() throws {
    for row in try References.table("perpetual_american.csv").rows {
      let type = try #require(OptionType(rawValue: row[text: "type"]))
      let (rate, yield) = (row["rate"], row["dividendYield"])
      let decay = max(min(rate, yield), 0.004)
      let years = min(30 / decay, 250 / max(rate, yield, 0.01))
      let price = AmericanOption.price(
        type, spot: row["spot"], strike: row["strike"], years: years, volatility: row["volatility"], rate: rate,
        dividendYield: yield, accuracy: .high)
      #expect(price <= row["price"] * (1 + 1e-6), "\(price) over \(years) years, \(row)")
      if years * min(rate, yield) > 12 {
        #expect(abs(price / row["price"] - 1) < 1e-3, "\(price) over \(years) years, \(row)")
      }
    }
  }

  @Test("Limits: no time, no volatility, much volatility, nothing to pay or receive")
  func limits() {
    func price(
      _ type: OptionType, spot: Double = 100, strike: Double = 110, years: Double = 1, volatility: Double = 0.2,
      rate: Double = 0.05, yield: Double = 0.02
    ) -> Double {
      AmericanOption.price(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: yield)
    }
    #expect(price(.put, years: 0) == 10)
    #expect(price(.call, years: 0) == 0)
    #expect(price(.put, volatility: 0) == 10)
    // Exercised at expiry on the forward, where the strike bears no interest and the spot a negative yield.
    #expect(abs(price(.call, volatility: 0, rate: 0.2) - (100 * exp(-0.02) - 110 * exp(-0.2))) < 1e-12)
    #expect(price(.call, spot: 0) == 0)
    #expect(price(.put, spot: 0) == 110)
    #expect(abs(price(.put, spot: 0, rate: -0.05) - 110 * exp(0.05)) < 1e-12)
    #expect(price(.call, strike: 0) == 100)
    #expect(price(.put, strike: 0) == 0)
    #expect(price(.put, volatility: .infinity) == 110)
    #expect(price(.call, volatility: .infinity, yield: -0.03) == 100 * exp(0.03))
    // From the other side of each limit.
    for type in OptionType.allCases {
      for (rate, yield) in [
        (0.05, 0.02), (0.02, 0.05), (0, 0), (0.03, 0.03), (-0.02, -0.04), (-0.04, -0.02), (0.03, -0.02), (-0.02, 0.03),
      ] {
        let calm = price(type, volatility: 2e-6, rate: rate, yield: yield)
        #expect(
          abs(calm - price(type, volatility: 0, rate: rate, yield: yield)) < 2e-3, "\(type) \(rate) \(yield) \(calm)")
        let brief = price(type, years: 1e-9, rate: rate, yield: yield)
        #expect(
          abs(brief - price(type, years: 0, rate: rate, yield: yield)) < 1e-3, "\(type) \(rate) \(yield) \(brief)")
        let wild = price(type, volatility: 59, rate: rate, yield: yield)
        // It nears its limit as the logarithm of the variance.
        #expect(
          abs(wild - price(type, volatility: .infinity, rate: rate, yield: yield)) < 0.05,
          "\(type) \(rate) \(yield) \(wild)")
      }
    }
    // Without interest and yield nothing is gained by exercise.
    for type in OptionType.allCases {
      #expect(
        price(type, rate: 0, yield: 0)
          == BlackScholesMerton.price(
            type, spot: 100, strike: 110, years: 1, volatility: 0.2, rate: 0, dividendYield: 0))
    }
  }

  @Test("Rates on either side of zero and of each other give one price")
  func signs() {
    for type in OptionType.allCases {
      for (rate, yield) in [(0.0, 0.0), (0.0, 0.03), (0.03, 0.0), (0.03, 0.03), (-0.02, -0.02), (0, -0.02), (-0.02, 0)]
      {
        var seen: [Double] = []
        for (up, out) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)] as [(Double, Double)] {
          seen.append(
            AmericanOption.price(
              type, spot: 100, strike: 104, years: 0.7, volatility: 0.3, rate: rate + 1e-9 * up,
              dividendYield: yield + 1e-9 * out, accuracy: .high))
        }
        let (least, most) = (seen.min() ?? .nan, seen.max() ?? .nan)
        #expect(most - least < 1e-6, "\(type) \(rate) \(yield): \(seen)")
      }
    }
  }

  @Test("Arguments out of range, and any number at all, give NaN or a bounded price")
  func anyInput() {
    let odd: [Double] = [
      .nan, .infinity, -.infinity, -1, 0, -0.0, Double.leastNonzeroMagnitude, 1e-12, 0.3, 1, 100, 1e12, 1e200,
      .greatestFiniteMagnitude,
    ]
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let n = (0..<6).map { _ in odd[Int.random(in: 0..<odd.count, using: &generator)] }
      for type in OptionType.allCases {
        let price = AmericanOption.price(
          type, spot: n[0], strike: n[1], years: n[2], volatility: n[3], rate: n[4], dividendYield: n[5],
          accuracy: .fast)
        let isInDomain =
          n[0] >= 0 && n[0] < .infinity && n[1] >= 0 && n[1] < .infinity && n[2] >= 0 && n[2] < .infinity && n[3] >= 0
          && abs(n[4]) < .infinity && abs(n[5]) < .infinity
        if !isInDomain {
          #expect(price.isNaN, "\(type) \(n)")
        } else if price.isFinite {
          #expect(price >= 0, "\(type) \(n): \(price)")
        }
        let greeks = AmericanOption.greeks(
          type, spot: n[0], strike: n[1], years: n[2], volatility: n[3], rate: n[4], dividendYield: n[5],
          accuracy: .fast)
        #expect(isInDomain || greeks.price.isNaN, "\(type) \(n)")
        _ = ImpliedVolatility.american(
          type, price: n[3], spot: n[0], strike: n[1], years: n[2], rate: n[4], dividendYield: n[5], accuracy: .fast)
        let boundary = AmericanBoundary(
          type, strike: n[1], years: n[2], volatility: n[3], rate: n[4], dividendYield: n[5], accuracy: .fast)
        _ = boundary?.region(yearsLeft: n[0])
      }
    }
  }
}
