import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

/// One implicit step from the payoff has a closed form: with s = √(¼ + 2 / (ϑ² t)) the price out of the money is
/// A x^(½ ± s), A = 1 / (2 s), the sign falling away from the forward.
@Suite("Implicit steps of Dupire's equation")
struct ImplicitStepTests {
  private static let volatility = 0.5

  private static func root(_ years: Double) -> Double { (0.25 + 2 / (volatility * volatility * years)).squareRoot() }

  private static func outOfTheMoney(_ k: Double, _ years: Double) -> Double {
    let s = root(years)
    return exp(0.5 * k - s * abs(k)) / (2 * s)
  }

  /// Quotes of one expiry a hundredth either side of the closed form, uneven in strike.
  private static func quotes(years: Double) throws -> SurfaceQuotes {
    let expiry = Timestamp(secondsSinceEpoch: Int64(years * 365 * 86_400))
    let quotes = try (-9...9).map { step -> SurfaceQuotes.Quote in
      let k = 0.06 * Double(step) + 0.002 * Double(step * step)
      let price = outOfTheMoney(k, years)
      return SurfaceQuotes.Quote(
        contract: try OptionContract(
          underlying: "A", type: k >= 0 ? .call : .put, strike: 100 * exp(k), expiry: expiry),
        logMoneyness: k, bid: 0.99 * price, ask: 1.01 * price)
    }
    return SurfaceQuotes(
      underlying: "A", root: "A", settlement: .cash,
      expiries: [SmileQuotes(expiry: expiry, years: years, forward: 100, quotes: quotes)])
  }

  @Test("Quotes of one volatility give it back in every region, which change midway between quotes")
  func volatilities() throws {
    let quotes = try Self.quotes(years: 0.4)
    let surface = try AndreasenHugeCalibration().surface(fitting: quotes).surface
    let expiry = try #require(surface.expiries.first)
    let places = quotes.expiries[0].quotes.map(\.logMoneyness)
    #expect(expiry.years == 0.4 && expiry.boundaries.count == 18)
    for (boundary, (left, right)) in zip(expiry.boundaries, zip(places, places.dropFirst())) {
      #expect(abs(boundary - (left + right) / 2) < 1e-15)
    }
    #expect(expiry.stepVolatilities.count == 19)
    for found in expiry.stepVolatilities { #expect(abs(found - Self.volatility) < 2e-3, "\(found)") }
  }

  @Test("Prices and local variances of the step, at its end and on the way", arguments: [0.4, 0.15])
  func prices(years: Double) throws {
    let surface = try AndreasenHugeCalibration().surface(fitting: Self.quotes(years: 0.4)).surface
    let slice = try #require(surface.slice(years: years))
    let s = Self.root(years)
    for k in [-0.45, -0.21, -0.05, 0, 0.03, 0.17, 0.5] {
      let price = Self.outOfTheMoney(k, years)
      let call = price + max(1 - exp(k), 0)
      #expect(abs(slice.callPrice(logMoneyness: k) - call) < 2e-3 * price, "\(k): \(price)")
      // From ∂c/∂t and ∂²c/∂x² of the closed form.
      let variance = (1 / (s * s) + abs(k) / s) / years
      let found = slice.localVariance(logMoneyness: k)
      #expect(abs(found - variance) < 5e-3 * variance, "\(k): \(found), \(variance)")
      let black = exp(0.5 * k) * NormalizedBlack.price(x: k, s: slice.totalVariance(logMoneyness: k).squareRoot())
      #expect(abs(black - slice.callPrice(logMoneyness: k) + max(1 - exp(k), 0)) < 1e-12, "\(k)")
    }
  }

  @Test("The grid reaches as far as it is told, and is closest at the forward")
  func grid() {
    let grid = StrikeGrid(narrow: 0.2, reach: 3, step: 0.05)
    let count = grid.strikes.count
    // asinh(15) / 0.05 is 68.05: 69 steps on either side.
    #expect(count == 139 && grid.logMoneyness[69] == 0 && grid.strikes[69] == 1)
    #expect(abs(grid.logMoneyness[0] + 3) < 1e-13 && abs(grid.logMoneyness[count - 1] - 3) < 1e-13)
    #expect(abs(grid.logMoneyness[70] - 0.2 * sinh(asinh(15) / 69)) < 1e-15)
    #expect(StrikeGrid(narrow: 1, reach: 1, step: 10).strikes.count == 17)
    #expect(grid.payoff[0] == 1 - grid.strikes[0] && grid.payoff[69] == 0 && grid.payoff[count - 1] == 0)
    // Three points know a parabola.
    let bend = grid.curvature(grid.strikes.map { 3 * $0 * $0 - $0 })
    #expect(bend[0] == 0 && bend[count - 1] == 0)
    for i in 1..<(count - 1) { #expect(abs(bend[i] - 6) < 1e-8, "\(i): \(bend[i])") }
  }

  @Test("A strike lies in the cell on its right, and the last on the left")
  func cells() throws {
    let grid = StrikeGrid(narrow: 0.2, reach: 1, step: 0.3)
    for (i, strike) in grid.strikes.enumerated() {
      let cell = try #require(grid.cell(of: strike))
      let isLast = i == grid.strikes.count - 1
      #expect(cell.left == (isLast ? i - 1 : i) && cell.share == (isLast ? 1 : 0), "\(i): \(cell)")
      guard !isLast else { continue }
      let inside = try #require(grid.cell(of: 0.75 * strike + 0.25 * grid.strikes[i + 1]))
      #expect(inside.left == i && abs(inside.share - 0.25) < 1e-12, "\(i): \(inside)")
    }
    #expect(grid.cell(of: grid.strikes[0].nextDown) == nil && grid.cell(of: .nan) == nil)
    #expect(grid.cell(of: grid.strikes[grid.strikes.count - 1].nextUp) == nil)
  }

  @Test("A step solves with the matrix 1 − θ ∂²/∂x², and with its transpose")
  func solving() {
    let grid = StrikeGrid(narrow: 0.3, reach: 1.5, step: 0.2)
    let count = grid.strikes.count
    let theta = grid.strikes.indices.map { 0.01 * Double(1 + $0 % 4) }
    let step = ImplicitStep(grid, theta: theta)
    let (first, second) = (
      grid.strikes.indices.map { sin(Double($0)) }, grid.strikes.indices.map { cos(2.3 * Double($0)) }
    )
    let x = step.solve(first)
    let bend = grid.curvature(x)
    for i in 0..<count { #expect(abs(x[i] - theta[i] * bend[i] - first[i]) < 1e-12, "\(i)") }
    let transposed = step.solveTransposed(second)
    let (left, right) = (zip(second, x).map(*).reduce(0, +), zip(transposed, first).map(*).reduce(0, +))
    #expect(abs(left - right) < 1e-12, "\(left), \(right)")
  }
}
