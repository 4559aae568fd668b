import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Digital options along a smile")
struct DigitalRepricerTests {
  /// Marks whose variance falls with the strike: σ² = 0.36 − 0.3 k.
  private static func skewed(_ snapshot: MarketSnapshot) -> VolatilityMarks {
    VolatilityMarks(
      smiles: snapshot.volatilityMarks().smiles.map {
        VolatilitySmile(
          underlying: $0.underlying, spot: $0.spot, market: $0.market, points: $0.points,
          curve: stride(from: -1.0, through: 1, by: 0.5).map {
            .init(logMoneyness: $0, volatility: (0.36 - 0.3 * $0).squareRoot())
          })
      }, sourceCounts: [:], unusable: 0, medianMarkError: nil)
  }

  /// With C the call priced off the same marks at each strike, −dC/dK by a difference of fourth order is the cash digital,
  /// and C − K dC/dK the asset one.
  @Test("They are the limit of call spreads off the same marks", arguments: [35_000.0, 50_000, 61_000, 80_000])
  func spread(strike: Double) throws {
    let snapshot = try SampleMarket.snapshot()
    let marks = Self.skewed(snapshot)
    let expiry = SampleMarket.near.advanced(bySeconds: 60 * 86_400)
    let market = PricingMarket(snapshot: snapshot, volatilities: marks)
    let years = try market.years(to: expiry)
    let rates = try market.rates(of: "COIN", years: years)
    func vanilla(_ type: OptionType, _ strike: Double) throws -> Double {
      BlackScholesMerton.price(
        type, spot: 60_000, strike: strike, years: years,
        volatility: try market.volatility(of: "COIN", strike: strike, years: years), rate: rates.rate,
        dividendYield: rates.dividendYield)
    }
    for type in OptionType.allCases {
      let h = 0.004 * strike
      let narrow = try vanilla(type, strike + h) - vanilla(type, strike - h)
      let wide = try vanilla(type, strike + 2 * h) - vanilla(type, strike - 2 * h)
      let cash = -type.sign * (8 * narrow - wide) / (12 * h)
      let asset = try strike * cash + type.sign * vanilla(type, strike)
      for (payoff, expected) in [(DigitalPayoff.cash, cash), (.asset, asset)] {
        let contract = try DigitalContract(
          underlying: "COIN", payoff: payoff, type: type, strike: strike, expiry: expiry)
        let book = try Book(positions: [Position(id: "d", contract: contract, quantity: -2)])
        let valued = try book.valuation(in: snapshot, volatilities: marks)
        #expect(
          Tolerance.relative(1e-5).accepts(valued.value, -2 * expected),
          "\(payoff) \(type): \(valued.value), \(expected)")
        let flat = DigitalOption.price(
          payoff, type, spot: 60_000, strike: strike, years: years, volatility: valued.positions[0].volatility,
          rate: rates.rate, dividendYield: rates.dividendYield)
        #expect(abs(valued.value + 2 * flat) > 1e-2 * flat, "the skew must matter")
        #expect(valued.positions[0].volatilitySource == .interpolated)
      }
    }
  }

  @Test("At expiry it is the payoff whatever the slope, and a slope never makes a value negative")
  func limits() throws {
    for payoff in DigitalPayoff.allCases {
      for type in OptionType.allCases {
        let repricer = try RepricerCases.digital(payoff, type, slope: type == .call ? 0.2 : -0.2)
        for spot in [60.0, 103, 105, 190] {
          let moves = MarketColumns(count: 1, inputs: [.init(spotFactors: [spot / 100], volatilities: [0.5])])
          let isPaid = type == .call ? spot > 104 : spot < 104
          #expect(
            abs(repricer.value(at: 0, of: moves, elapsedYears: 1) - (isPaid ? (payoff == .cash ? 1 : spot) : 0)) < 1e-12
              * spot)
          #expect(repricer.value(at: 0, of: moves, elapsedYears: 0) >= 0)
          let still = MarketColumns(count: 1, inputs: [.init(spotFactors: [spot / 100], volatilities: [0])])
          #expect(repricer.value(at: 0, of: still, elapsedYears: 0).isFinite)
        }
      }
    }
  }
}
