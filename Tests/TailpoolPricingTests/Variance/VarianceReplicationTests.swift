import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

struct VarianceReplicationTests {
  @Test("A flat smile has its own variance and volatility", arguments: [0.0, 1e-6, 0.01, 0.2, 1])
  func flat(volatility: Double) {
    for years in [0.001, 0.3, 4] {
      let found = VarianceReplication(years: years) { _ in volatility * volatility * years }
      #expect(abs(found.variance - volatility * volatility) <= 1e-10 * volatility * volatility, "\(found) \(years)")
      #expect(abs(found.volatility - volatility) <= 1e-10 * volatility, "\(found) \(years)")
      #expect(found.shareBeyond == 0)
    }
  }

  /// A mixture of two lognormals around one forward is a volatility that is drawn once, independently of the price.
  @Test func mixture() {
    for (first, second, weight) in [(0.1, 0.5, 0.3), (0.2, 0.9, 0.8), (0.3, 0.31, 0.5)] {
      func price(_ k: Double) -> Double {
        func one(_ s: Double) -> Double {
          Black76.price(k > 0 ? .call : .put, forward: 1, strike: exp(k), years: 2, volatility: s, discountFactor: 1)
        }
        return weight * one(first) + (1 - weight) * one(second)
      }
      let found = VarianceReplication(ofPrices: price, years: 2)
      let variance = weight * first * first + (1 - weight) * second * second
      #expect(abs(found.variance - variance) <= 1e-11 * variance, "\(found) \(variance)")
      let volatility = weight * first + (1 - weight) * second
      #expect(abs(found.volatility - volatility) <= 1e-11 * volatility, "\(found) \(volatility)")
      // Half of the line pays for less than all of it, and the parts of both halves add up.
      let above = VarianceReplication(ofPrices: price, years: 2, range: -400...0).shareBeyond
      let below = VarianceReplication(ofPrices: price, years: 2, range: 0...400).shareBeyond
      #expect(above > 0.3 && below > 0.3 && abs(above + below - 1) < 1e-11, "\(above) \(below)")
    }
  }

  @Test("Quotes at some strikes are a smile that is straight between them and flat beyond, whose share is told")
  func quotes() {
    let flat = VarianceReplication(forward: 100, years: 0.5, strikes: [80, 100, 120], volatilities: [0.3, 0.3, 0.3])
    #expect(abs(flat.variance - 0.09) < 1e-11 && abs(flat.volatility - 0.3) < 1e-11)
    // Puts below 80 and calls above 120 of a deviation of 0.21.
    let wide = VarianceReplication(forward: 100, years: 0.5, strikes: [60, 100, 170], volatilities: [0.3, 0.3, 0.3])
    #expect(flat.shareBeyond > 0.1 && flat.shareBeyond < 0.5 && wide.shareBeyond < 0.01 && wide.shareBeyond > 0)
    let skew = VarianceReplication(forward: 100, years: 0.5, strikes: [120, 80, 100], volatilities: [0.25, 0.38, 0.3])
    #expect(skew.variance > 0.09 && skew.volatility < skew.variance.squareRoot())
    let bad: [(Double, Double, [Double], [Double])] = [
      (0, 1, [1], [0.2]), (1, 0, [1], [0.2]), (1, 1, [], []), (1, 1, [1, 2], [0.2]), (1, 1, [1, 1], [0.2, 0.3]),
      (1, 1, [-1], [0.2]), (1, 1, [1], [.nan]), (1, 1, [.infinity], [0.2]), (.nan, 1, [1], [0.2]),
      (1, .infinity, [1], [0.2]), (1, 1, [1], [0]),
    ]
    for (forward, years, strikes, volatilities) in bad {
      let none = VarianceReplication(forward: forward, years: years, strikes: strikes, volatilities: volatilities)
      #expect(none.variance.isNaN && none.volatility.isNaN && none.shareBeyond.isNaN, "\(strikes) \(volatilities)")
    }
  }

  @Test("A smile without an end, or that is no number, has no fair variance")
  func withoutEnd() {
    #expect(VarianceReplication(years: 1) { 0.04 + 2.5 * abs($0) }.variance.isNaN)
    #expect(VarianceReplication(years: 1) { _ in .nan }.variance.isNaN)
    #expect(VarianceReplication(years: 1) { $0 < -1 ? .nan : 0.5 }.variance.isNaN)
    #expect(VarianceReplication(years: 0) { _ in 1 }.variance.isNaN)
    #expect(VarianceReplication(years: 1) { _ in -1 }.variance.isNaN)
  }
}
