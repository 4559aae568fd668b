import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

@Suite("What smiles are fitted to, from where, and what is said of the result")
struct SmilePartsTests {
  private static let expiry = Timestamp(secondsSinceEpoch: 1_780_000_000)

  /// Quotes at two volatilities; a nil ask is dearer than any volatility makes it.
  private static func quotes(
    years: Double, _ rows: [(k: Double, bid: Double, ask: Double?)]
  ) throws -> SmileQuotes {
    let quotes = try rows.map { k, bid, ask in
      func price(_ volatility: Double) -> Double {
        exp(0.5 * k) * NormalizedBlack.price(x: k, s: volatility * years.squareRoot())
      }
      return SurfaceQuotes.Quote(
        contract: try OptionContract(
          underlying: "A", type: k >= 0 ? .call : .put, strike: 100 * exp(k), expiry: expiry),
        logMoneyness: k, bid: price(bid), ask: ask.map(price) ?? 1.2)
    }
    return SmileQuotes(expiry: expiry, years: years, forward: 100, quotes: quotes)
  }

  @Test("Quotes in total variance: the mean of both sides and half of what lies between")
  func columns() throws {
    let columns = try Self.quotes(years: 0.25, [(-0.2, 0.5, 0.6), (0, 0.4, 0.5), (0.1, 0.3, 0.31)]).varianceColumns
    #expect(columns.logMoneyness == [-0.2, 0, 0.1])
    for (found, expected) in zip(columns.target, [(0.25 + 0.36) / 8, (0.16 + 0.25) / 8, (0.09 + 0.0961) / 8]) {
      #expect(abs(found - expected) < 1e-12, "\(columns)")
    }
    for (found, expected) in zip(columns.inverseHalf, [8 / 0.11, 8 / 0.09, 8 / 0.0061]) {
      #expect(abs(found / expected - 1) < 1e-8, "\(columns)")
    }
  }

  @Test("An ask that no volatility reaches lies as far above the mid as the bid below it; a bid of none is left out")
  func extremes() throws {
    let smile = try Self.quotes(years: 0.25, [(0.1, 0.9, nil), (0.2, 0.5, 0.6)])
    let quote = smile.quotes[0]
    let middle = try #require(ImpliedVolatility.normalizedDeviation(x: 0.1, price: quote.mid * exp(-0.05)).volatility)
    let columns = smile.varianceColumns
    let (bid, ask) = (0.45, 2 * middle - 0.45)
    #expect(columns.logMoneyness == [0.1, 0.2] && ask > bid)
    #expect(abs(columns.target[0] - 0.5 * (bid * bid + ask * ask)) < 1e-9, "\(columns)")
    #expect(abs(columns.inverseHalf[0] * 0.5 * (ask * ask - bid * bid) - 1) < 1e-9, "\(columns)")
    let worthless = SurfaceQuotes.Quote(contract: quote.contract, logMoneyness: 0.1, bid: 0, ask: 0.1)
    let none = SmileQuotes(expiry: Self.expiry, years: 0.25, forward: 100, quotes: [worthless, smile.quotes[1]])
    #expect(none.varianceColumns.logMoneyness == [0.2])
  }

  @Test("The deviation at the money is that of the nearest mid that has one")
  func money() throws {
    let smile = try Self.quotes(years: 0.25, [(-0.2, 0.5, 0.5), (-0.06, 0.4, 0.4), (0.05, 0.3, 0.3)])
    #expect(abs(try #require(smile.moneyDeviation) - 0.15) < 1e-9)
    let dead = SurfaceQuotes.Quote(contract: smile.quotes[0].contract, logMoneyness: 0, bid: 2, ask: 3)
    let other = SmileQuotes(
      expiry: Self.expiry, years: 0.25, forward: 100, quotes: [dead, smile.quotes[1], smile.quotes[0]])
    #expect(abs(try #require(other.moneyDeviation) - 0.2) < 1e-9)
    #expect(SmileQuotes(expiry: Self.expiry, years: 1, forward: 100, quotes: [dead]).moneyDeviation == nil)
  }

  @Test("Corrections by the number of quotes, their knots half even and half where the strikes are")
  func knots() throws {
    let smile = RawSVI(unchecked: 0.01, 0.1, -0.3, 0, 0.2)
    func result(_ count: Int, _ splines: SmileCalibration.Splines) throws -> SplinedSVI {
      let rows = (0..<count).map { index -> (k: Double, bid: Double, ask: Double?) in
        let t = Double(index) / Double(count - 1)
        let k = -0.5 + 0.6 * t + 0.4 * t * t
        let volatility = (smile.totalVariance(at: k) / 0.25).squareRoot()
        return (k, volatility - 0.01, volatility + 0.01)
      }
      return try SmileCalibration(splines: splines).slice(fitting: Self.quotes(years: 0.25, rows)).smile
    }
    for (count, splines) in [(11, 0), (12, 4), (40, 4), (41, 8), (149, 8), (150, 12)] {
      #expect(try result(count, .byQuotes).coefficients.count == splines, "\(count)")
    }
    #expect(try result(10, .count(6)).coefficients.isEmpty && result(11, .count(6)).coefficients.count == 6)
    #expect(try result(30, .none).knots.isEmpty)
    // Twelve quotes, eight knots: the j-th is at j/7 of the way in strikes and in quotes.
    let knots = try result(12, .byQuotes).knots
    #expect(knots.count == 8 && abs(knots[0] + 0.5) < 1e-15 && abs(knots[7] - 0.5) < 1e-15)
    for (j, knot) in knots.enumerated() {
      let place = 11 * Double(j) / 7
      let low = min(place.rounded(.down), 10)
      func strike(_ index: Double) -> Double { -0.5 + 0.6 * (index / 11) + 0.4 * (index / 11) * (index / 11) }
      let quantile = strike(low) + (place - low) * (strike(low + 1) - strike(low))
      #expect(abs(knot - 0.5 * (-0.5 + Double(j) / 7 + quantile)) < 1e-14, "\(j): \(knots)")
    }
  }

  @Test("Least squares for m and σ of the grid find the smile that the quotes are of")
  func quasiExplicit() {
    // m a fifth of the way to the highest strike, σ half of the deviation at the money.
    let truth = RawSVI(unchecked: 0.02, 0.12, -0.45, 0.08, 0.1)
    var columns = QuoteColumns()
    for (index, k) in [-0.3, -0.2, -0.1, -0.02, 0.05, 0.1, 0.2, 0.3, 0.4].enumerated() {
      columns.logMoneyness.append(k)
      columns.target.append(truth.totalVariance(at: k))
      columns.inverseHalf.append([400, 900, 500, 20_000, 700, 800, 300, 1_000, 600][index])
    }
    let starts = QuasiExplicitSVI(columns, width: 0.2).starts(15)
    #expect(starts.count == 15)
    let best = starts[0]
    for (found, expected) in [
      (best.a, truth.a), (best.b, truth.b), (best.rho, truth.rho), (best.m, truth.m), (best.sigma, truth.sigma),
    ] {
      #expect(abs(found - expected) < 1e-10, "\(best)")
    }
    // Within its domain, whatever the quotes are.
    for sign in [-1.0, 1] {
      var steep = columns
      steep.target = columns.logMoneyness.map { 0.5 + sign * 5 * $0 }
      for smile in QuasiExplicitSVI(steep, width: 0.2).starts(15) {
        #expect(smile.b > 0 && smile.steepestWing < 1.9 + 1e-12 && abs(smile.rho) < 0.95 + 1e-12, "\(smile)")
        #expect(smile.minimum > 0.02 * 0.04 - 1e-12, "\(smile)")
      }
    }
  }

  @Test("A smile that leans all the way, or touches zero, or climbs as steeply as it may, is said to")
  func bounds() throws {
    func names(_ a: Double, _ b: Double, _ rho: Double, _ m: Double, _ sigma: Double) -> [String] {
      SmileCalibration().bounds(
        SplinedSVI(core: RawSVI(unchecked: a, b, rho, m, sigma), basis: nil, coefficients: []))
    }
    #expect(names(0.02, 0.1, -0.3, 0, 0.2).isEmpty && names(0.02, 0.1, 0.9979, 0, 0.2).isEmpty)
    #expect(names(0.02, 0.1, -0.9981, 0, 0.2) == ["rho"] && names(0.02, 0.1, 0.9981, 0, 0.2) == ["rho"])
    // The least is a + 0.02, and at the money a + 0.1 √0.2.
    let money = 0.1 * 0.2.squareRoot() - 0.02
    #expect(names(-0.02 + 0.9e-4 * money, 0.1, 0, 0.4, 0.2) == ["minimum"])
    #expect(names(-0.02 + 1.1e-4 * money, 0.1, 0, 0.4, 0.2).isEmpty)
    // The steeper wing is b (1 + |ρ|), at most 1.98.
    #expect(names(0.2, 1.57, -0.25, 0, 0.5).isEmpty && names(0.2, 1.58, -0.25, 0, 0.5) == ["wing"])
    #expect(names(0.2, 1, 0.9985, 2, 0.1) == ["rho", "wing"])
    // The names come with the smile that was fitted.
    let rows = [(-0.3, 0.5, 0.51), (-0.1, 0.4, 0.41), (0, 0.35, 0.36), (0.1, 0.3, 0.31), (0.3, 0.2, 0.21)].map {
      (k: $0.0, bid: $0.1, ask: Double?($0.2))
    }
    let fit = try SmileCalibration().slice(fitting: Self.quotes(years: 1, rows))
    #expect(fit.parametersAtBounds == SmileCalibration().bounds(fit.smile), "\(fit)")
  }
}
