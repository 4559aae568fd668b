import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite struct VolatilityMarksTests {
  private static func snapshot(_ quotes: [OptionQuote], settlement: Settlement = .cash) -> MarketSnapshot {
    let expiry = ExpiryMarket(
      expiry: SampleMarket.near, years: 0.25, forward: 100, discountFactor: 0.9, forwardSource: .parity, quotes: quotes)
    return MarketSnapshot(
      asOf: SampleMarket.asOf, markets: [UnderlyingMarket(underlying: "U", spot: 95, expiries: [expiry])])
  }

  private static func contract(
    _ type: OptionType, _ strike: Double, _ settlement: Settlement = .cash
  ) throws -> OptionContract {
    try SampleMarket.contract("U", type, strike, SampleMarket.near, settlement)
  }

  private static func black(_ type: OptionType, _ strike: Double, _ volatility: Double) -> Double {
    Black76.price(type, forward: 100, strike: strike, years: 0.25, volatility: volatility)
  }

  @Test(arguments: [Settlement.cash, .coin])
  func pricesGiveBackTheirVolatilities(settlement: Settlement) throws {
    let contract = try Self.contract(.call, 110, settlement)
    let unit = settlement == .cash ? 0.9 : 0.01  // the discount factor, or one over the forward
    let quote = SampleMarket.quote(
      contract, bid: unit * Self.black(.call, 110, 0.4), ask: unit * Self.black(.call, 110, 0.6),
      mark: unit * Self.black(.call, 110, 0.5))
    let marks = Self.snapshot([quote]).volatilityMarks()
    let point = try #require(marks.point(for: contract))
    #expect(Tolerance.relative(1e-13).accepts(point.bidVolatility ?? .nan, 0.4))
    #expect(Tolerance.relative(1e-13).accepts(point.askVolatility ?? .nan, 0.6))
    #expect(Tolerance.relative(1e-13).accepts(point.markVolatility ?? .nan, 0.5))
    #expect((0.4...0.6).contains(point.midVolatility ?? .nan))
    #expect(Tolerance.relative(1e-13).accepts(point.volatility, 0.5))
    #expect(point.source == .impliedFromMark)
    #expect(Tolerance.ulps(2).accepts(point.logMoneyness, 0.095310179804324860044))
    #expect(marks.sourceCounts == [.impliedFromMark: 1])
    #expect(marks.medianMarkError == nil)
  }

  @Test func theBestSourceIsTaken() throws {
    let quotes = [
      SampleMarket.quote(try Self.contract(.put, 80), mark: 0.9 * Self.black(.put, 80, 0.8)),
      SampleMarket.quote(try Self.contract(.put, 90)),
      SampleMarket.quote(try Self.contract(.call, 120), mark: 3, volatility: 0.5),
      SampleMarket.quote(
        try Self.contract(.call, 130), bid: 0.9 * Self.black(.call, 130, 0.6), ask: 0.9 * Self.black(.call, 130, 0.6)),
      SampleMarket.quote(try Self.contract(.call, 150), mark: 1_000),
      SampleMarket.quote(try Self.contract(.put, 60)),
    ]
    let marks = Self.snapshot(quotes).volatilityMarks()
    let points = try quotes.map { try #require(marks.point(for: $0.contract)) }
    #expect(
      points.map(\.source) == [
        .impliedFromMark, .interpolated, .venue, .impliedFromMark, .interpolated, .interpolated,
      ])
    #expect(points[2].volatility == 0.5)
    #expect(Tolerance.relative(1e-13).accepts(points[3].volatility, 0.6))
    // Straight in total variance between 80 and 120, flat beyond 130 and 80.
    let weight = log(90.0 / 80) / log(120.0 / 80)
    let between = ((1 - weight) * 0.64 + weight * 0.25).squareRoot()
    #expect(Tolerance.relative(1e-12).accepts(points[1].volatility, between))
    #expect(Tolerance.relative(1e-12).accepts(points[4].volatility, 0.6))
    #expect(points[4].markVolatility == nil)
    #expect(Tolerance.relative(1e-12).accepts(points[5].volatility, 0.8))
    #expect(marks.sourceCounts == [.venue: 1, .impliedFromMark: 2, .interpolated: 3])
    #expect(marks.unusable == 0)
  }

  @Test func optionsInTheMoneyAreNodesOnlyWithoutOthers() throws {
    let junk = SampleMarket.quote(try Self.contract(.call, 80), mark: 0.9 * Self.black(.call, 80, 2))
    let good = SampleMarket.quote(try Self.contract(.put, 80), mark: 0.9 * Self.black(.put, 80, 0.5))
    let open = SampleMarket.quote(try Self.contract(.put, 85))
    let marks = Self.snapshot([junk, good, open]).volatilityMarks()
    #expect(Tolerance.relative(1e-12).accepts(marks.point(for: open.contract)?.volatility ?? .nan, 0.5))
    let alone = Self.snapshot([junk, open]).volatilityMarks()
    #expect(Tolerance.relative(1e-12).accepts(alone.point(for: open.contract)?.volatility ?? .nan, 2))
  }

  @Test func anExpiryWithoutAnyVolatilityIsCounted() throws {
    let contract = try Self.contract(.call, 100)
    let marks = Self.snapshot([
      SampleMarket.quote(contract, mark: 1e6), SampleMarket.quote(try Self.contract(.put, 100)),
    ]).volatilityMarks()
    #expect(marks.unusable == 2)
    #expect(marks.smiles.count == 1 && marks.smiles[0].points.isEmpty)
    #expect(marks.point(for: contract) == nil)
  }

  @Test func theMarkErrorIsTheMedianDistanceFromTheModel() throws {
    let quotes = try [80.0, 90, 110, 120].enumerated().map { index, strike in
      SampleMarket.quote(
        try Self.contract(.put, strike), mark: 0.9 * Self.black(.put, strike, 0.5) + Double(index), volatility: 0.5)
    }
    let even = try #require(Self.snapshot(quotes).volatilityMarks().medianMarkError)
    #expect(abs(even - 1.5) < 1e-12)
    let odd = try #require(Self.snapshot(Array(quotes.dropLast())).volatilityMarks().medianMarkError)
    #expect(abs(odd - 1) < 1e-12)
  }

  @Test func equalMarksAreEqual() throws {
    let snapshot = try SampleMarket.snapshot()
    #expect(snapshot.volatilityMarks() == snapshot.volatilityMarks())
  }
}
