import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing

/// Total variance times a function of time.
private struct ScaledSmile: VolatilitySurface {
  let smile: RawSVI
  let scale: @Sendable (Double) -> Double

  func totalVariance(logMoneyness k: Double, years: Double) -> Double { smile.totalVariance(at: k) * scale(years) }

  func derivatives(logMoneyness k: Double, years: Double) -> TotalVarianceDerivatives {
    smile.derivatives(at: k).scaled(by: scale(years))
  }

  func timeSlope(logMoneyness: Double, years: Double) -> Double { .nan }
}

@Suite("How badly a surface fails, and where")
struct ArbitrageAmountTests {
  private static let plain = RawSVI(unchecked: 0.04, 0.1, -0.3, 0.02, 0.2)

  @Test("The grid is even in log-moneyness and in the root of time, its ends as told")
  func grid() {
    let grid = ArbitrageReport.Grid(range: 1.2, points: 7, from: 0.25, to: 4, times: 4)
    for (found, expected) in zip(grid.logMoneyness, [-1.2, -0.8, -0.4, 0, 0.4, 0.8, 1.2]) {
      #expect(abs(found - expected) < 1e-15, "\(grid)")
    }
    #expect(grid.years == [0.25, 1, 2.25, 4] && grid.logMoneyness.count == 7)
    let usual = ArbitrageReport.Grid(from: 0.1, to: 1)
    #expect(usual.logMoneyness.count == 500 && usual.years.count == 100 && usual.logMoneyness.last == 1.5)
    let least = ArbitrageReport.Grid(points: 1, from: 0.1, to: 1, times: 0)
    #expect(least.logMoneyness == [-1.5, 1.5] && least.years == [0.1, 1])
  }

  @Test("A fall in time is the change of total variance at the later time, beyond a billionth of itself")
  func calendar() {
    let grid = ArbitrageReport.Grid(range: 1, points: 5, from: 0.25, to: 4, times: 4)
    let report = ArbitrageReport(checking: ScaledSmile(smile: Self.plain) { $0 < 2 ? $0 : 1.5 / $0 }, on: grid)
    // It rises from 0.25 to 1, falls to ⅔ at 2.25 and to ⅜ at 4.
    let expected = (0..<10).map { (years: $0 < 5 ? 2.25 : 4, k: grid.logMoneyness[$0 % 5]) }
    #expect(report.calendar.count == 10 && report.points == 20 && report.wings.isEmpty)
    for (place, row) in zip(report.calendar, expected) {
      let (years, k) = row
      let fall = Self.plain.totalVariance(at: k) * (years == 4 ? 0.375 - 2.0 / 3 : 2.0 / 3 - 1)
      #expect(place.years == years && place.logMoneyness == k && abs(place.amount - fall) < 1e-15, "\(place)")
    }
    for (part, count) in [(0.8e-9, 0), (1.2e-9, 5)] {
      let slight = ArbitrageReport(
        checking: ScaledSmile(smile: Self.plain) { $0 > 3 ? 1 - part : 1 }, on: grid)
      #expect(slight.calendar.count == count, "\(part): \(slight.calendar)")
    }
  }

  @Test("A wing's amount is its slope, a butterfly's is g")
  func slopes() throws {
    let grid = ArbitrageReport.Grid(range: 1.5, points: 301, from: 1, to: 1, times: 2)
    let steep = RawSVI(unchecked: 0.04, 1.9, 0.1, 0, 0.2)
    let report = ArbitrageReport(checking: ScaledSmile(smile: steep) { _ in 1 }, on: grid)
    // The left wing is 1.69 steep, the right one 1.9 (0.1 + 1.5 / √2.29).
    let slope = 1.9 * (0.1 + 1.5 / 2.29.squareRoot())
    #expect(report.wings.count == 2 && report.wings.allSatisfy { $0.logMoneyness == 1.5 }, "\(report.wings)")
    #expect(report.wings.allSatisfy { abs($0.amount - slope) < 1e-14 })
    let vogt = try RawSVI(a: -0.0410, b: 0.1331, rho: 0.3060, m: 0.3586, sigma: 0.4153)
    let found = ArbitrageReport(checking: ScaledSmile(smile: vogt) { _ in 1 }, on: grid).butterfly
    // By NumPy: g is negative from 0.642408 to 1.256912, and least at 0.879263.
    #expect(found.count == 2 * 61 && abs(found[0].logMoneyness - 0.65) < 1e-12, "\(found.count)")
    let least = try #require(found.min { $0.amount < $1.amount })
    #expect(abs(least.logMoneyness - 0.88) < 1e-12 && abs(least.amount + 0.0328634) < 1e-6, "\(least)")
  }

  @Test("What a butterfly of neighboring strikes costs, on either side of the forward")
  func convexity() throws {
    // A hump of variance at each of three strikes in turn: the option there is dear.
    struct Humped: VolatilitySurface {
      let place: Double
      func totalVariance(logMoneyness k: Double, years: Double) -> Double { abs(k - place) < 0.05 ? 0.09 : 0.04 }
      func derivatives(logMoneyness k: Double, years: Double) -> TotalVarianceDerivatives {
        TotalVarianceDerivatives(totalVariance: totalVariance(logMoneyness: k, years: years), slope: 0, curvature: 0)
      }
      func timeSlope(logMoneyness: Double, years: Double) -> Double { 0 }
    }
    let grid = ArbitrageReport.Grid(range: 1, points: 21, from: 1, to: 1, times: 2)
    for place in [-0.4, -0.1, 0, 0.1, 0.5] {
      let surface = Humped(place: place)
      let found = ArbitrageReport(checking: surface, on: grid).convexity.filter { $0.years == 1 }
      func call(_ k: Double) -> Double {
        Black76.price(
          .call, forward: 1, strike: exp(k), years: 1,
          volatility: surface.totalVariance(logMoneyness: k, years: 1).squareRoot())
      }
      let (low, middle, high) = (place - 0.1, place, place + 0.1)
      let share = (exp(middle) - exp(low)) / (exp(high) - exp(low))
      let cost = (1 - share) * call(low) + share * call(high) - call(middle)
      #expect(found.count == 2 && cost < 0, "\(place): \(found)")
      for item in found {
        #expect(abs(item.logMoneyness - place) < 1e-12 && abs(item.amount - cost) < 1e-14, "\(item), \(cost)")
      }
    }
  }
}
