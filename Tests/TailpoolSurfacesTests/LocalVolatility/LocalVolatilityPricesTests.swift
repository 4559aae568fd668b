import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

struct LocalVolatilityPricesTests {
  /// An SVI smile whose total variance grows in proportion to time.
  private struct Growing: VolatilitySurface {
    let slice: RawSVI
    func totalVariance(logMoneyness: Double, years: Double) -> Double {
      years * slice.totalVariance(at: logMoneyness)
    }
    func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
      slice.derivatives(at: logMoneyness).scaled(by: years)
    }
    func timeSlope(logMoneyness: Double, years: Double) -> Double { slice.totalVariance(at: logMoneyness) }
  }

  private static let rates = (rate: 0.04, dividendYield: 0.01)

  private func price(_ payoff: FiniteDifferences.Payoff, _ surface: some VolatilitySurface) -> Double {
    FiniteDifferences.price(
      payoff, spot: 100, years: 0.5, rate: Self.rates.rate, dividendYield: Self.rates.dividendYield, on: surface
    ).price
  }

  @Test("European options come back to the surface's own price, digitals to the slope of its calls")
  func europeans() throws {
    let surface = Growing(slice: try RawSVI(a: 0.03, b: 0.1, rho: -0.5, m: 0.02, sigma: 0.25))
    let forward = 100 * exp((Self.rates.rate - Self.rates.dividendYield) * 0.5)
    func call(_ strike: Double) -> Double {
      Black76.price(
        .call, forward: forward, strike: strike, years: 0.5,
        volatility: surface.volatility(logMoneyness: log(strike / forward), years: 0.5),
        discountFactor: exp(-Self.rates.rate * 0.5))
    }
    for strike in [70.0, 85, 95, 100, 110, 130] {
      let found = price(.european(.call, strike: strike), surface)
      #expect(abs(found - call(strike)) <= 2e-4, "\(strike): \(found), surface \(call(strike))")
      let digital = price(.digital(.cash, .call, strike: strike), surface)
      let slope = (call(strike - 0.01) - call(strike + 0.01)) / 0.02
      #expect(abs(digital - slope) <= 1e-4, "\(strike): \(digital), slope \(slope)")
    }
  }

  @Test("Without a smile it is the closed form, with a smile a barrier option differs from that of one volatility")
  func barriers() throws {
    let payoff = FiniteDifferences.Payoff.barrier(.downAndOut, .call, strike: 100, barrier: 80, rebate: 0)
    func closed(_ volatility: Double) -> Double {
      BarrierOption.price(
        .downAndOut, .call, spot: 100, strike: 100, barrier: 80, rebate: 0, years: 0.5, volatility: volatility,
        rate: Self.rates.rate, dividendYield: Self.rates.dividendYield)
    }
    let flat = Growing(slice: try RawSVI(a: 0.09, b: 0, rho: 0, m: 0, sigma: 0.1))
    #expect(abs(price(payoff, flat) - closed(0.3)) < 1e-4)
    let skewed = Growing(slice: try RawSVI(a: 0.03, b: 0.1, rho: -0.5, m: 0.02, sigma: 0.25))
    let single = closed(skewed.volatility(logMoneyness: log(100 / 100.0), years: 0.5))
    #expect(abs(price(payoff, skewed) - single) > 2e-3, "\(price(payoff, skewed)) \(single)")
    // An American option is worth no less than the European one on the same diffusion.
    let pair = (price(.american(.put, strike: 105), skewed), price(.european(.put, strike: 105), skewed))
    #expect(pair.0 > pair.1, "\(pair)")
  }

  @Test func arbitrageAtTheMoneyHasNoPrice() throws {
    struct Falling: VolatilitySurface {
      func totalVariance(logMoneyness: Double, years: Double) -> Double { 1 - 0.1 * years }
      func derivatives(logMoneyness: Double, years: Double) -> TotalVarianceDerivatives {
        TotalVarianceDerivatives(totalVariance: 1 - 0.1 * years, slope: 0, curvature: 0)
      }
      func timeSlope(logMoneyness: Double, years: Double) -> Double { -0.1 }
    }
    #expect(price(.european(.call, strike: 100), Falling()).isNaN)
  }
}
