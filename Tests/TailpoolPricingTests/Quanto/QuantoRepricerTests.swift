import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Quanto options")
struct QuantoRepricerTests {
  private static let cases = isLongRun ? 100_000 : 3_000

  @Test("Parity, bounds, homogeneity and correlation, at random")
  func properties() {
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<Self.cases {
      let spot = pow(10, generator.uniform(-6, 6))
      let strike = spot * exp(generator.uniform(-1, 1))
      let (years, volatility, fx) = (generator.uniform(0, 5), generator.uniform(0, 1), generator.uniform(0, 0.5))
      let (rate, foreign, yield) = (
        generator.uniform(-0.05, 0.1), generator.uniform(-0.05, 0.1), generator.uniform(0, 0.05)
      )
      let correlation = generator.uniform(-1, 1)
      func price(_ type: OptionType, scale: Double = 1) -> Double {
        QuantoOption.price(
          type, spot: scale * spot, strike: scale * strike, years: years, volatility: volatility, domesticRate: rate,
          foreignRate: foreign, dividendYield: yield, fxVolatility: fx, correlation: correlation)
      }
      let (call, put) = (price(.call), price(.put))
      let forward = spot * exp((foreign - yield - correlation * volatility * fx) * years)
      let bond = exp(-rate * years)
      let note = "\(spot) \(strike) \(years) \(volatility) \(fx) \(rate) \(foreign) \(yield) \(correlation)"
      #expect(abs(call - put - bond * (forward - strike)) <= 4e-15 * bond * (forward + strike), "\(note)")
      #expect(
        call >= 0 && put >= 0 && call <= bond * forward * (1 + 1e-14) && put <= bond * strike * (1 + 1e-14), "\(note)")
      #expect(abs(price(.call, scale: 4) - 4 * call) <= 1e-300, "\(note)")
    }
  }

  @Test("Out of the domain, without volatility and time")
  func edges() {
    func price(
      spot: Double = 100, strike: Double = 90, years: Double = 1, volatility: Double = 0.2, fx: Double = 0.1,
      correlation: Double = 0.5, rate: Double = 0.03
    ) -> Double {
      QuantoOption.price(
        .call, spot: spot, strike: strike, years: years, volatility: volatility, domesticRate: rate, foreignRate: 0.01,
        dividendYield: 0, fxVolatility: fx, correlation: correlation)
    }
    #expect(price(years: 0) == 10)
    #expect(abs(price(volatility: 0) - exp(-0.03) * (100 * exp(0.01) - 90)) < 1e-13)
    #expect(price(fx: 0) == price(correlation: 0))
    for bad in [
      price(spot: -1), price(strike: .nan), price(years: -1), price(volatility: -0.1), price(volatility: .infinity),
      price(fx: -0.1), price(fx: .infinity), price(correlation: 1.01), price(correlation: .nan), price(rate: .infinity),
    ] {
      #expect(bad.isNaN)
    }
  }

  private static func repricer(_ type: OptionType, bumped: (inout [Double]) -> Void = { _ in }) throws -> QuantoRepricer
  {
    var x = [3_000.0, 70_000, 0.6, 0.45, 0.7]
    bumped(&x)
    return QuantoRepricer(
      try QuantoContract(
        underlying: "ETH", currency: "BTC", type: type, strike: 0.045, conversion: 65_000,
        expiry: Timestamp(secondsSinceEpoch: 1_800_000_000)),
      asset: .init(spot: x[0], carry: 0.03, volatility: x[2]),
      currency: .init(spot: x[1], carry: 0.05, volatility: x[3]), correlation: x[4], rate: 0.04, years: 0.4)
  }

  @Test("The price of one asset in another is a quanto of that price; its Greeks are differences")
  func cross() throws {
    for type in OptionType.allCases {
      let greeks = try Self.repricer(type).greeks(units: 2)
      let volatility = (0.36 + 0.2025 - 2 * 0.7 * 0.6 * 0.45).squareRoot()
      let correlation = (0.7 * 0.6 - 0.45) / volatility
      let quanto = QuantoOption.price(
        type, spot: 3_000 / 70_000.0, strike: 0.045, years: 0.4, volatility: volatility, domesticRate: 0.04,
        foreignRate: -0.01, dividendYield: 0.01, fxVolatility: 0.45, correlation: correlation)
      #expect(abs(greeks.value - 130_000 * quanto) < 1e-10 * greeks.value)
      func value(_ index: Int, _ step: Double, _ second: Int? = nil, _ other: Double = 0) throws -> Double {
        try Self.repricer(type) {
          $0[index] += step
          if let second { $0[second] += other }
        }.greeks(units: 2).value
      }
      func slope(_ index: Int, _ h: Double) throws -> Double { (try value(index, h) - value(index, -h)) / (2 * h) }
      func bend(_ index: Int, _ h: Double) throws -> Double {
        (try value(index, h) - 2 * value(index, 0) + value(index, -h)) / (h * h)
      }
      func close(_ a: Double, _ b: Double, _ note: String) {
        #expect(abs(a - b) < 1e-5 * abs(b), "\(note): \(a), \(b)")
      }
      close(greeks.byInput[0].delta, try slope(0, 0.1), "delta")
      close(greeks.byInput[1].delta, try slope(1, 3), "delta of the currency")
      close(greeks.byInput[0].vega, try slope(2, 1e-5), "vega")
      close(greeks.byInput[1].vega, try slope(3, 1e-5), "vega of the currency")
      close(greeks.correlationSensitivity, try slope(4, 1e-5), "correlation")
      close(greeks.byInput[0].gamma, try bend(0, 3), "gamma")
      close(greeks.byInput[1].gamma, try bend(1, 70), "gamma of the currency")
      let (h, k) = (3.0, 70.0)
      let mixed =
        (try value(0, h, 1, k) - value(0, h, 1, -k) - value(0, -h, 1, k) + value(0, -h, 1, -k)) / (4 * h * k)
      close(greeks.crossGamma, mixed, "cross gamma")
    }
  }

  @Test("A move is the formula in the moved market, payoff at expiry; nothing moved is today's value")
  func moves() throws {
    let repricer = try Self.repricer(.call)
    let today = MarketColumns(today: repricer.inputs)
    #expect(repricer.value(at: 0, of: today, elapsedYears: 0) == repricer.greeks(units: 1).value)
    let columns = MarketColumns(
      count: 1,
      inputs: [.init(spotFactors: [1.5], volatilities: [0.6]), .init(spotFactors: [0.9], volatilities: [0.4])])
    let end = repricer.value(at: 0, of: columns, elapsedYears: 1)
    #expect(abs(end - 65_000 * (4_500 / 63_000.0 - 0.045)) < 1e-9)
  }
}
