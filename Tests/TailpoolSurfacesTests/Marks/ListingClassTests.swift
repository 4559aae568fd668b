import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolSurfaces

/// Two listing classes at one instant, of unlike volatility.
@Suite("Surfaces of listing classes")
struct ListingClassTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)

  /// Classes AX at 40 % and AY at 60 %, with so many strikes around the forward each.
  private static func snapshot(_ counts: [(root: String, volatility: Double, strikes: Int)]) throws -> MarketSnapshot {
    let (expiry, years) = (asOf.advanced(bySeconds: 73 * 86_400), 0.2)
    let quotes = try counts.flatMap { root, volatility, count in
      try (0..<count).map { index -> OptionQuote in
        let step = min(0.05, 1 / Double(count))
        let strike = 100 * exp(step * (Double(index) - Double(count - 1) / 2))
        let contract = try OptionContract(
          underlying: "A", root: root, type: strike >= 100 ? .call : .put, strike: strike, expiry: expiry)
        func price(_ volatility: Double) -> Double {
          Black76.price(contract.type, forward: 100, strike: strike, years: years, volatility: volatility)
        }
        return OptionQuote(
          contract: contract, bid: price(volatility - 0.01), ask: price(volatility + 0.01), mark: price(volatility),
          markVolatility: volatility, openInterest: 1)
      }
    }
    let market = ExpiryMarket(
      expiry: expiry, years: years, forward: 100, discountFactor: 1, forwardSource: .quoted,
      quotes: quotes.sorted { ($0.contract.strike, $0.contract.root) < ($1.contract.strike, $1.contract.root) })
    return MarketSnapshot(asOf: asOf, markets: [UnderlyingMarket(underlying: "A", spot: 100, expiries: [market])])
  }

  @Test("Each option is marked off the surface of its class, and the smile is that of the larger, or the first")
  func classes() throws {
    for (first, second, expected) in [(7, 9, 0.6), (9, 7, 0.4), (8, 8, 0.4)] {
      let snapshot = try Self.snapshot([("AY", 0.6, second), ("AX", 0.4, first)])
      let quotes = snapshot.surfaceQuotes()
      #expect(quotes.map(\.root) == ["AX", "AY"])
      let fits = try quotes.map { try FittedSurface($0, family: .grid) }
      let marks = snapshot.volatilityMarks(off: fits)
      #expect(marks.sourceCounts == [.surface: first + second])
      for point in marks.smiles[0].points {
        let own = point.quote.contract.root == "AX" ? 0.4 : 0.6
        #expect(abs(point.volatility - own) < 1e-3, "\(point)")
      }
      #expect(marks.smiles[0].curve.count == 129)
      for point in marks.smiles[0].curve {
        #expect(abs(point.volatility - expected) < 2e-3, "\(first), \(second): \(point)")
      }
      // Even in asinh of log-moneyness over the deviation at the money: the middle is near it.
      let reach = marks.smiles[0].points.map { abs($0.logMoneyness) }.max() ?? .nan
      let unit = expected * 0.2.squareRoot()
      let quarter = unit * sinh(asinh((reach + 0.7) / unit) / 2)
      let places = marks.smiles[0].curve.map(\.logMoneyness)
      #expect(abs(places[96] - quarter) < 2e-3 && abs(places[64]) < 1e-9, "\(first), \(second)")
    }
  }

  @Test("Of two surfaces of one class the first counts, and none that was calibrated at other times")
  func table() throws {
    let snapshot = try Self.snapshot([("AX", 0.4, 9)])
    let (low, high) = try (
      FittedSurface(#require(snapshot.surfaceQuotes().first), family: .grid),
      FittedSurface(#require(Self.snapshot([("AX", 0.6, 9)]).surfaceQuotes().first), family: .grid)
    )
    let marks = snapshot.volatilityMarks(off: [high, low])
    #expect(marks.smiles[0].points.allSatisfy { abs($0.volatility - 0.6) < 1e-3 })
    let contract = snapshot.markets[0].expiries[0].quotes[0].contract
    let table = SurfaceTable([low])
    #expect(table.surface(of: contract, years: 0.2) != nil && table.surface(of: contract, years: 0.21) == nil)
    #expect(SurfaceTable([]).surface(of: contract, years: 0.2) == nil)
  }

  @Test("More than eighty quotes of one expiry bear six parts, fewer bear four, and few bear fewer")
  func parts() throws {
    for (count, parts) in [(5, 2), (9, 3), (80, 4), (81, 6)] {
      let quotes = try #require(Self.snapshot([("AX", 0.4, count)]).surfaceQuotes().first)
      let kept = quotes.expiries[0].quotes.count
      #expect(kept == count, "\(kept)")
      let surface = try #require(FittedSurface(quotes).surface as? MixtureSurface)
      #expect(surface.expiries[0].smile.components.count == parts, "\(count): \(surface)")
    }
    #expect(MixtureCalibration(components: 0).components == 1 && MixtureCalibration(components: 9).components == 8)
  }
}
