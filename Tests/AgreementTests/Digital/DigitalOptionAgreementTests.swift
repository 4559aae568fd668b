import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Digital options and the calls that they are limits of")
struct DigitalOptionAgreementTests {
  @Test("Cash is −dC/dK and asset C − K dC/dK, by differences of Black–Scholes–Merton prices; puts with their sign")
  func flat() {
    var generator = SeededGenerator(seed: 31)
    var failures: [String] = []
    for _ in 0..<2_000 {
      let (years, volatility) = (pow(10, generator.uniform(-2, 1)), generator.uniform(0.05, 1))
      let deviation = volatility * years.squareRoot()
      let spot = pow(10, generator.uniform(-3, 5))
      let strike = spot * exp(generator.uniform(-3, 3) * deviation)
      let (rate, yield) = (generator.uniform(-0.05, 0.15), generator.uniform(-0.05, 0.15))
      for type in OptionType.allCases {
        func vanilla(_ strike: Double) -> Double {
          BlackScholesMerton.price(
            type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: yield)
        }
        // Fourth order: (h/deviation)⁴ of truncation, and rounding of the price over h.
        let derivative = slope(at: strike, step: 3e-3 * strike * min(deviation, 1), vanilla)
        let expected = (cash: -type.sign * derivative, asset: type.sign * (vanilla(strike) - strike * derivative))
        for (payoff, value, scale) in [
          (DigitalPayoff.cash, expected.cash, max(1, spot / strike)), (.asset, expected.asset, spot + strike),
        ] {
          let actual = DigitalOption.price(
            payoff, type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
            dividendYield: yield)
          if !(abs(actual - value) <= 1e-9 * scale * exp(0.05 * years)) {
            failures.append("\(payoff) \(type) S \(spot) K \(strike) T \(years) σ \(volatility): \(actual), \(value)")
          }
        }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

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

  /// A coin at 60,000 with options of 30 and 180 days.
  private static func snapshot() throws -> MarketSnapshot {
    let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)
    let expiries = try [30.0, 180].map { days in
      let expiry = asOf.advanced(bySeconds: Int64(days * 86_400))
      let quotes = try [40_000.0, 60_000, 90_000].map { strike in
        OptionQuote(
          contract: try OptionContract(underlying: "COIN", type: .call, strike: strike, expiry: expiry),
          bid: nil, ask: nil, mark: nil, markVolatility: 0.6, openInterest: 1)
      }
      let (years, carry) = (days / 365, 0.05)
      return ExpiryMarket(
        expiry: expiry, years: years, forward: 60_000 * exp(carry * years), discountFactor: exp(-0.04 * years),
        forwardSource: .quoted, quotes: quotes)
    }
    return MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "COIN", spot: 60_000, expiries: expiries)])
  }

  /// With C the call priced off the same marks at each strike, −dC/dK by a difference of fourth order is the cash digital,
  /// and C − K dC/dK the asset one.
  @Test("They are the limit of call spreads off the same marks", arguments: [35_000.0, 50_000, 61_000, 80_000])
  func spread(strike: Double) throws {
    let snapshot = try Self.snapshot()
    let marks = Self.skewed(snapshot)
    let expiry = snapshot.asOf.advanced(bySeconds: 90 * 86_400)
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
}
