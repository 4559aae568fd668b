import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct ShiftedBlackTests {
  @Test func noShiftIsBlack76() {
    let shifted = ShiftedBlack.greeks(.put, forward: 90, strike: 100, shift: 0, years: 0.5, volatility: 0.4)
    #expect(shifted == Black76.greeks(.put, forward: 90, strike: 100, years: 0.5, volatility: 0.4))
  }

  @Test func parityAndHomogeneityAndMonotonicity() {
    var generator = SeededGenerator(seed: 3)
    var failures: [String] = []
    for _ in 0..<20_000 {
      let shift = generator.uniform(0.5, 3)
      let forward = generator.uniform(-0.4, 3)
      let strike = generator.uniform(-0.4, 3)
      let years = pow(10, generator.uniform(-3, 1))
      let volatility = generator.uniform(0.05, 1.5)
      func price(_ type: OptionType, _ strike: Double, scale: Double = 1, by change: Double = 0) -> Double {
        ShiftedBlack.price(
          type, forward: forward * scale, strike: strike * scale, shift: shift * scale, years: years,
          volatility: volatility + change, discountFactor: 0.95)
      }
      let point = "F \(forward) K \(strike) shift \(shift) T \(years) σ \(volatility)"
      let (call, put) = (price(.call, strike), price(.put, strike))
      if abs(call - put - 0.95 * (forward - strike)) > 1e-15 * (call + put + forward + strike + 2 * shift) {
        failures.append("parity: \(call) \(put) at \(point)")
      }
      // A put near the least normal number is rounded when it is made smaller.
      for scale in [0x1p-30, 0x1p30] where put > 1e-280 {
        if price(.put, strike, scale: scale) != put * scale { failures.append("scale \(scale) at \(point)") }
      }
      let (low, high) = (price(.put, strike - 0.05), price(.put, strike + 0.05))
      let rounding = 1e-15 * (strike + shift)
      if low > put || put > high || low + high - 2 * put < -rounding { failures.append("strike at \(point)") }
      if price(.put, strike, by: 0.01) < put { failures.append("volatility at \(point)") }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test func aLargeShiftIsBachelier() {
    // σ (F + shift) dW is nearly a constant volatility when the shift is large beside the forward.
    let shift = 1e7
    let shifted = ShiftedBlack.price(.call, forward: 3, strike: -2, shift: shift, years: 2, volatility: 20 / shift)
    let normal = Bachelier.price(.call, forward: 3, strike: -2, years: 2, normalVolatility: 20)
    #expect(abs(shifted - normal) < 1e-5)
  }

  @Test func aLargeShiftDoesNotRoundTheDistanceAway() {
    // 3 and 3 + 2⁻⁴⁰ are the same number after a shift by 2²⁰; the limit of a large shift is Bachelier.
    let (forward, strike, shift) = (3.0, 3 + 0x1p-40, 0x1p20)
    let shifted = ShiftedBlack.greeks(
      .put, forward: forward, strike: strike, shift: shift, years: 1, volatility: 0x1p-60)
    let normal = Bachelier.greeks(
      .put, forward: forward, strike: strike, years: 1, normalVolatility: 0x1p-40)
    #expect(Tolerance.relative(1e-6).accepts(shifted.price, normal.price))
    #expect(Tolerance.relative(1e-6).accepts(shifted.delta, normal.delta))
    #expect(Tolerance.relative(1e-6).accepts(shifted.gamma, normal.gamma))
  }

  @Test func limits() {
    #expect(ShiftedBlack.price(.call, forward: -1, strike: 2, shift: 1, years: 1, volatility: 0.5) == 0)
    #expect(ShiftedBlack.price(.put, forward: -1, strike: 2, shift: 1, years: 1, volatility: 0.5) == 3)
    #expect(ShiftedBlack.price(.call, forward: 2, strike: -1, shift: 1, years: 1, volatility: 0.5) == 3)
    #expect(ShiftedBlack.price(.call, forward: 2, strike: 1, shift: 1, years: 0, volatility: 0.5) == 1)
    #expect(ShiftedBlack.price(.call, forward: 2, strike: 1, shift: 1, years: 1, volatility: .infinity) == 3)
    #expect(ShiftedBlack.price(.call, forward: -1.5, strike: 2, shift: 1, years: 1, volatility: 0.5).isNaN)
    #expect(ShiftedBlack.price(.call, forward: 1, strike: 2, shift: .nan, years: 1, volatility: 0.5).isNaN)
    #expect(ShiftedBlack.price(.call, forward: 1, strike: 2, shift: .infinity, years: 1, volatility: 0.5).isNaN)
    #expect(ShiftedBlack.greeks(.call, forward: 1, strike: -2, shift: 1, years: 1, volatility: 0.5).vega.isNaN)
  }
}
