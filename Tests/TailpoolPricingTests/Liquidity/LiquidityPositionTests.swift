import Foundation
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// A range of prices of made-up positions.
private struct Made: CustomStringConvertible {
  let spot, lower, upper, years, volatility, rate, dividendYield: Double

  /// Ranges of 0.01 % to a factor of ten, with the spot in it or beyond; some without one end or both.
  static func some(_ count: Int, seed: UInt64) -> [Made] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let spot = exp(generator.uniform(-9, 9))
      let half = exp(generator.uniform(log(5e-5), log(2.3)))
      let middle = spot * exp(generator.uniform(-1.5, 1.5) * half)
      return Made(
        spot: spot, lower: index % 7 == 0 ? 0 : middle * exp(-half),
        upper: index % 5 == 0 ? .infinity : middle * exp(half), years: exp(generator.uniform(-6, 1)),
        volatility: exp(generator.uniform(-3, 0.5)), rate: generator.uniform(-0.05, 0.1),
        dividendYield: generator.uniform(-0.05, 0.1))
    }
  }

  func greeks(spot: Double? = nil, volatility: Double? = nil, years: Double? = nil) -> LiquidityPosition.Greeks {
    LiquidityPosition.greeks(
      spot: spot ?? self.spot, lower: lower, upper: upper, years: years ?? self.years,
      volatility: volatility ?? self.volatility, rate: rate, dividendYield: dividendYield)
  }

  var description: String {
    "spot \(spot), \(lower) to \(upper), T \(years), σ \(volatility), \(rate), \(dividendYield)"
  }
}

@Suite("Liquidity positions")
struct LiquidityPositionTests {
  @Test("The value at a horizon is the average over a lognormal price, by a quadrature of another kind")
  func quadrature() {
    // Gauss–Hermite would see the kinks; the midpoint rule over 2·10⁵ steps of 20 deviations sees them to 1e-9.
    for made in Made.some(40, seed: 1) where made.lower > 0 && made.upper < .infinity {
      let deviation = made.volatility * made.years.squareRoot()
      let forward = made.spot * exp((made.rate - made.dividendYield) * made.years)
      let (count, width) = (200_000, 20.0)
      let step = width / Double(count)
      var sum = 0.0
      for index in 0..<count {
        let z = (Double(index) + 0.5) * step - width / 2
        let price = forward * exp(deviation * z - deviation * deviation / 2)
        let value: Double =
          price < made.lower
          ? price * (1 / made.lower.squareRoot() - 1 / made.upper.squareRoot())
          : price > made.upper
            ? made.upper.squareRoot() - made.lower.squareRoot()
            : 2 * price.squareRoot() - made.lower.squareRoot() - price / made.upper.squareRoot()
        sum += value * exp(-z * z / 2)
      }
      let expected = exp(-made.rate * made.years) * sum * step / (2 * Double.pi).squareRoot()
      let price = made.greeks().price
      #expect(
        abs(price - expected) <= 2e-8 * expected + 1e-13 * made.upper.squareRoot(), "\(price), \(expected): \(made)")
    }
  }

  @Test("Sensitivities are differences, with and without ends")
  func greeks() {
    for made in Made.some(200, seed: 2) {
      let deviation = made.volatility * made.years.squareRoot()
      guard deviation > 0.02 else { continue }
      let (greeks, h) = (made.greeks(), 1e-3 * min(deviation, 0.3))
      let scale = greeks.price / made.spot
      let delta = slope(at: made.spot, step: h * made.spot) { made.greeks(spot: $0).price }
      let gamma = slope(at: made.spot, step: h * made.spot) { made.greeks(spot: $0).delta }
      let vega = slope(at: made.volatility, step: 1e-3 * made.volatility) { made.greeks(volatility: $0).price }
      let theta = -slope(at: made.years, step: 1e-3 * made.years) { made.greeks(years: $0).price }
      #expect(abs(greeks.delta - delta) <= 1e-6 * (abs(delta) + scale), "delta \(greeks.delta), \(delta): \(made)")
      #expect(
        abs(greeks.gamma - gamma) <= 1e-5 * (abs(gamma) + scale / made.spot), "gamma \(greeks.gamma), \(gamma): \(made)"
      )
      #expect(abs(greeks.vega - vega) <= 1e-6 * (abs(vega) + greeks.price), "vega \(greeks.vega), \(vega): \(made)")
      #expect(
        abs(greeks.theta - theta) <= 1e-6 * (abs(theta) + greeks.price / made.years),
        "theta \(greeks.theta), \(theta): \(made)")
    }
  }

  @Test("Without time or volatility the position is that at the forward, at its ends too")
  func limits() {
    for spot in [60.0, 80, 100, 125, 200] {
      let now = LiquidityPosition.greeks(
        spot: spot, lower: 80, upper: 125, years: 0, volatility: 0.7, rate: 0.1, dividendYield: 0)
      #expect(now.price == LiquidityPosition.value(spot: spot, lower: 80, upper: 125))
      #expect(now.delta == LiquidityPosition.holdings(spot: spot, lower: 80, upper: 125).base)
      let gamma = LiquidityPosition.gamma(spot: spot, lower: 80, upper: 125)
      #expect(abs(now.gamma - gamma) <= 1e-15 * abs(gamma) && now.vega == 0)
      #expect((gamma != 0) == (80...125).contains(spot), "\(spot)")
      let still = LiquidityPosition.greeks(
        spot: spot, lower: 80, upper: 125, years: 2, volatility: 0, rate: 0.1, dividendYield: 0)
      let forward = spot * exp(0.2)
      let expected = exp(-0.2) * LiquidityPosition.value(spot: forward, lower: 80, upper: 125)
      #expect(abs(still.price - expected) <= 1e-15 * expected, "\(still) \(expected)")
      #expect(abs(still.theta - (0.1 * still.price - 0.1 * spot * still.delta)) <= 1e-15 * still.price)
    }
    // A horizon that is hardly there: what holds at it holds before it.
    let soon = LiquidityPosition.greeks(
      spot: 100, lower: 80, upper: 125, years: 1e-9, volatility: 0.5, rate: 0, dividendYield: 0)
    #expect(Tolerance.relative(1e-9).accepts(soon.price, LiquidityPosition.value(spot: 100, lower: 80, upper: 125)))
  }

  @Test("Below the range all is base, above it quote; ranges side by side add up to the range over both")
  func ranges() {
    #expect(LiquidityPosition.holdings(spot: 70, lower: 80, upper: 125).quote == 0)
    #expect(LiquidityPosition.holdings(spot: 130, lower: 80, upper: 125).base == 0)
    #expect(LiquidityPosition.gamma(spot: 79.999, lower: 80, upper: 125) == 0)
    #expect(LiquidityPosition.gamma(spot: 125.001, lower: 80, upper: 125) == 0)
    for made in Made.some(300, seed: 3) {
      let middle = made.lower > 0 ? made.lower * 1.00002 : made.spot * 0.7
      guard middle < made.upper else { continue }
      func at(_ lower: Double, _ upper: Double) -> [Double] {
        let held = LiquidityPosition.holdings(spot: made.spot, lower: lower, upper: upper)
        let greeks = LiquidityPosition.greeks(
          spot: made.spot, lower: lower, upper: upper, years: made.years, volatility: made.volatility, rate: made.rate,
          dividendYield: made.dividendYield)
        return [held.base * made.spot + held.quote, greeks.price]
      }
      let whole = at(made.lower, made.upper)
      for (sum, part) in zip(whole, zip(at(made.lower, middle), at(middle, made.upper))) {
        #expect(abs(part.0 + part.1 - sum) <= 1e-11 * sum, "\(made)")
      }
    }
  }

  @Test("Impermanent loss is the difference of both, is never a gain, and is nothing where nothing moved")
  func impermanentLoss() {
    var generator = SeededGenerator(seed: 4)
    for made in Made.some(300, seed: 5) {
      let end = made.spot * exp(generator.uniform(-2, 2))
      let loss = LiquidityPosition.impermanentLoss(from: made.spot, to: end, lower: made.lower, upper: made.upper)
      let held = LiquidityPosition.holdings(spot: made.spot, lower: made.lower, upper: made.upper)
      let ratio =
        LiquidityPosition.value(spot: end, lower: made.lower, upper: made.upper) / (held.base * end + held.quote)
      #expect(abs(loss - (ratio - 1)) <= 1e-14, "\(loss), \(ratio - 1): \(made) to \(end)")
      #expect(loss <= 0 && loss >= -1)
      #expect(
        LiquidityPosition.impermanentLoss(from: made.spot, to: made.spot, lower: made.lower, upper: made.upper) == 0)
    }
  }

  @Test("What is lost to arbitrage until a horizon is the average of the yearly loss on the way")
  func expectedLoss() {
    // By the midpoint rule in the root of time, of the expectation of the yearly loss from the gamma at each horizon.
    for made in Made.some(30, seed: 6) where made.volatility * made.years.squareRoot() > 0.05 {
      let steps = 4_000
      var sum = 0.0
      for index in 0..<steps {
        let part = (Double(index) + 0.5) / Double(steps)
        let years = made.years * part * part
        let greeks = LiquidityPosition.greeks(
          spot: made.spot, lower: made.lower, upper: made.upper, years: years, volatility: made.volatility, rate: 0,
          dividendYield: 0)
        sum -= part * made.volatility * made.volatility * made.spot * made.spot * greeks.gamma
      }
      let lost = LiquidityPosition.expectedLossVersusRebalancing(
        spot: made.spot, lower: made.lower, upper: made.upper, years: made.years, volatility: made.volatility)
      let value = LiquidityPosition.value(spot: made.spot, lower: made.lower, upper: made.upper)
      #expect(abs(lost - sum * made.years / Double(steps)) <= 1e-4 * abs(lost) + 1e-12 * value, "\(lost): \(made)")
    }
  }

  @Test("A number out of its range is no price")
  func domain() {
    for (spot, lower, upper) in [
      (0.0, 1.0, 2.0), (-1, 1, 2), (.infinity, 1, 2), (.nan, 1, 2), (1, -1, 2), (1, .nan, 2), (1, 2, 2), (1, 2, 1),
      (1, 1, .nan), (1, .infinity, .infinity),
    ] {
      #expect(LiquidityPosition.value(spot: spot, lower: lower, upper: upper).isNaN)
      #expect(LiquidityPosition.holdings(spot: spot, lower: lower, upper: upper).quote.isNaN)
      #expect(LiquidityPosition.gamma(spot: spot, lower: lower, upper: upper).isNaN)
      #expect(LiquidityPosition.impermanentLoss(from: spot, to: 1, lower: lower, upper: upper).isNaN)
      #expect(LiquidityPosition.impermanentLoss(from: 1.5, to: spot, lower: lower, upper: upper).isNaN || spot == 1)
      let greeks = LiquidityPosition.greeks(
        spot: spot, lower: lower, upper: upper, years: 1, volatility: 1, rate: 0, dividendYield: 0)
      #expect(greeks.price.isNaN && greeks.theta.isNaN && greeks.vega.isNaN)
    }
    for (years, volatility, rate, dividendYield) in [
      (-1.0, 1.0, 0.0, 0.0), (.infinity, 1, 0, 0), (1, -1, 0, 0), (1, .infinity, 0, 0), (1, 1, .nan, 0),
      (1, 1, 0, .infinity),
    ] {
      #expect(
        LiquidityPosition.greeks(
          spot: 1, lower: 1, upper: 2, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield
        ).delta.isNaN)
    }
    #expect(LiquidityPosition.lossVersusRebalancing(spot: 1, lower: 0.5, upper: 2, volatility: -1).isNaN)
    for (strike, width) in [(0.0, 2.0), (.infinity, 2), (1, 1), (1, .infinity), (1, .nan)] {
      #expect(LiquidityPosition.coveredCall(strike: strike, width: width).liquidity.isNaN)
    }
  }
}

@Suite("The trading curve of a covered call")
struct CoveredCallCurveTests {
  @Test("One unit is the spot less a call at a rate of 0, and its sensitivities are the call's turned over")
  func coveredCall() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let (spot, strike) = (exp(generator.uniform(-3, 3)), exp(generator.uniform(-3, 3)))
      let (years, volatility) = (exp(generator.uniform(-5, 1)), exp(generator.uniform(-3, 1)))
      let curve = CoveredCallCurve.greeks(spot: spot, strike: strike, years: years, volatility: volatility)
      let call = BlackScholesMerton.greeks(
        .call, spot: spot, strike: strike, years: years, volatility: volatility, rate: 0, dividendYield: 0)
      let inputs = "\(spot) \(strike) \(years) \(volatility)"
      #expect(abs(curve.price - (spot - call.price)) <= 1e-14 * (spot + strike), "\(inputs)")
      #expect(abs(curve.base - (1 - call.delta)) <= 1e-14, "\(inputs)")
      for (own, other) in [(curve.gamma, -call.gamma), (curve.vega, -call.vega), (curve.theta, -call.theta)] {
        #expect(abs(own - other) <= 1e-11 * abs(other), "\(own), \(other): \(inputs)")
      }
    }
  }

  @Test("At the end of its time the curve holds one token or the other; numbers out of range are no price")
  func limits() {
    let (low, at, high) = (
      CoveredCallCurve.greeks(spot: 9, strike: 10, years: 0, volatility: 1),
      CoveredCallCurve.greeks(spot: 10, strike: 10, years: 1, volatility: 0),
      CoveredCallCurve.greeks(spot: 11, strike: 10, years: 0, volatility: 1)
    )
    #expect(low.price == 9 && low.base == 1 && low.quote == 0 && low.gamma == 0 && low.theta == 0)
    #expect(high.price == 10 && high.base == 0 && high.quote == 10 && high.vega == 0)
    #expect(at.price == 10 && at.base == 0.5 && at.quote == 5 && at.gamma.isNaN)
    #expect(CoveredCallCurve.quote(base: 0, strike: 10, years: 1, volatility: 1) == 10)
    #expect(CoveredCallCurve.quote(base: 1, strike: 10, years: 1, volatility: 1) == 0)
    #expect(CoveredCallCurve.quote(base: 0.25, strike: 10, years: 0, volatility: 1) == 7.5)
    #expect(CoveredCallCurve.spot(base: 0.25, strike: 10, years: 0, volatility: 1) == 10)
    for (base, strike, years, volatility) in [
      (-0.1, 1.0, 1.0, 1.0), (1.1, 1, 1, 1), (.nan, 1, 1, 1), (0.5, 0, 1, 1), (0.5, .infinity, 1, 1), (0.5, 1, -1, 1),
      (0.5, 1, 1, .nan),
    ] {
      #expect(CoveredCallCurve.quote(base: base, strike: strike, years: years, volatility: volatility).isNaN)
      #expect(CoveredCallCurve.spot(base: base, strike: strike, years: years, volatility: volatility).isNaN)
    }
    for (spot, strike, years, volatility) in [
      (0.0, 1.0, 1.0, 1.0), (.infinity, 1, 1, 1), (1, 0, 1, 1), (1, .infinity, 1, 1), (1, 1, -1, 1), (1, 1, 1, -1),
    ] {
      #expect(CoveredCallCurve.greeks(spot: spot, strike: strike, years: years, volatility: volatility).price.isNaN)
    }
  }
}
