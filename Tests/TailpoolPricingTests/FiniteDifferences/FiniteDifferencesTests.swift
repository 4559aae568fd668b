import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

struct FiniteDifferencesTests {
  private func price(
    _ payoff: FiniteDifferences.Payoff, spot: Double = 100, years: Double = 0.5, volatility: Double = 0.3,
    rate: Double = 0.05, dividendYield: Double = 0.02, _ resolution: FiniteDifferences.Resolution = .standard
  ) -> FiniteDifferences.Valuation {
    FiniteDifferences.price(
      payoff, spot: spot, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield,
      resolution: resolution)
  }

  @Test("Price, delta and gamma of a European option are those of the formula")
  func european() {
    for strike in [80.0, 100, 125] {
      for type in OptionType.allCases {
        let found = price(.european(type, strike: strike))
        let exact = BlackScholesMerton.greeks(
          type, spot: 100, strike: strike, years: 0.5, volatility: 0.3, rate: 0.05, dividendYield: 0.02)
        #expect(abs(found.price - exact.price) < 1e-5, "\(found) \(exact.price)")
        #expect(abs(found.delta - exact.delta) < 1e-6 && abs(found.gamma - exact.gamma) < 1e-6, "\(found)")
        #expect(abs(found.price - exact.price) <= found.correction + 1e-9)
      }
    }
  }

  @Test("Half of the cells and steps make four times the error, and two grids together far less")
  func order() {
    let exact = BlackScholesMerton.price(
      .call, spot: 100, strike: 105, years: 0.5, volatility: 0.3, rate: 0.05, dividendYield: 0.02)
    var last: Double?
    for cells in [64, 128, 256, 512] {
      let plain = price(
        .european(.call, strike: 105), .init(cells: cells, steps: cells / 2, isExtrapolated: false))
      let error = abs(plain.price - exact)
      if let last { #expect(abs(last / error - 4) < 0.5, "\(cells): \(last / error)") }
      last = error
    }
    let combined = price(.european(.call, strike: 105), .init(cells: 512, steps: 256))
    #expect(abs(combined.price - exact) < 0.02 * (last ?? 0), "\(combined.price - exact) \(last ?? 0)")
  }

  @Test("A barrier that has been reached is what it then is, and in and out are the plain option")
  func barriers() {
    let plain = price(.european(.put, strike: 95)).price
    for kind in [BarrierKind.downAndIn, .upAndIn] {
      let barrier = kind.isUp ? 130.0 : 75
      let out: BarrierKind = kind.isUp ? .upAndOut : .downAndOut
      let parts = [kind, out].map { price(.barrier($0, .put, strike: 95, barrier: barrier, rebate: 0)).price }
      #expect(abs(parts[0] + parts[1] - plain) < 1e-9, "\(parts) \(plain)")
      let beyond = kind.isUp ? 131.0 : 74
      #expect(price(.barrier(out, .put, strike: 95, barrier: barrier, rebate: 3), spot: beyond).price == 3)
      let reached = price(.barrier(kind, .put, strike: 95, barrier: barrier, rebate: 3), spot: beyond).price
      #expect(reached == price(.european(.put, strike: 95), spot: beyond).price)
    }
  }

  @Test("An American option is worth no less than what exercise or holding to the end gives")
  func american() {
    for spot in stride(from: 60.0, through: 140, by: 10) {
      for type in OptionType.allCases {
        let value = price(.american(type, strike: 100), spot: spot, dividendYield: 0.06).price
        let european = BlackScholesMerton.price(
          type, spot: spot, strike: 100, years: 0.5, volatility: 0.3, rate: 0.05, dividendYield: 0.06)
        #expect(value >= max(type.sign * (spot - 100), european) - 1e-6, "\(type) \(spot) \(value) \(european)")
      }
    }
  }

  @Test func argumentsOutOfRangeGiveNoNumber() {
    let payoff = FiniteDifferences.Payoff.european(.call, strike: 100)
    for bad in [-1.0, 0, .nan, .infinity] {
      #expect(price(payoff, spot: bad).price.isNaN && price(payoff, years: bad).price.isNaN, "\(bad)")
      #expect(price(.european(.put, strike: bad)).delta.isNaN && price(.american(.put, strike: bad)).gamma.isNaN)
      #expect(price(.barrier(.upAndOut, .call, strike: 100, barrier: bad, rebate: 0)).price.isNaN, "\(bad)")
      #expect(price(payoff, volatility: bad).price.isNaN, "\(bad)")
    }
    #expect(price(.barrier(.upAndOut, .call, strike: 100, barrier: 120, rebate: -1)).price.isNaN)
    #expect(price(payoff, volatility: 20).price.isNaN && price(payoff, volatility: 1e-5).price.isNaN)
    #expect(price(payoff, rate: .nan).price.isNaN && price(payoff, dividendYield: 1e3).price.isNaN)
    #expect(FiniteDifferences.Resolution(cells: -5, steps: .max).cells == 32)
    #expect(FiniteDifferences.Resolution(cells: .max, steps: 9).steps == 8)
    let none = FiniteDifferences.price(
      payoff, spot: 100, years: 1, rate: 0, dividendYield: 0, localVariance: { _, _ in .nan })
    #expect(none.price.isNaN)
  }
}
