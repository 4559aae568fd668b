import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolScenarios

/// By hand.
@Suite("Smiles that a volatility moves along")
struct SmileTableTests {
  private static func expiry(_ days: Int) -> Timestamp { OptionRow.asOf.advanced(bySeconds: Int64(days) * 86_400) }

  private static func smile(
    _ underlying: Underlying = "A", days: Int, forward: Double = 100, settlement: Settlement = .cash,
    _ points: [(k: Double, volatility: Double)], curve: [(k: Double, volatility: Double)] = []
  ) throws -> VolatilitySmile {
    let quotes = try points.map { point in
      OptionQuote(
        contract: try OptionContract(
          underlying: underlying, type: .call, strike: forward * exp(point.k.isFinite ? point.k : 0),
          expiry: expiry(days), settlement: settlement),
        bid: nil, ask: nil, mark: nil, markVolatility: nil, openInterest: 0)
    }
    let market = ExpiryMarket(
      expiry: expiry(days), years: Double(days) / 365, forward: forward, discountFactor: 1, forwardSource: .quoted,
      quotes: quotes)
    return VolatilitySmile(
      underlying: underlying, spot: forward, market: market,
      points: zip(points, quotes).map {
        SmilePoint(
          quote: $1, logMoneyness: $0.k, bidVolatility: nil, midVolatility: nil, markVolatility: nil,
          askVolatility: nil, volatility: $0.volatility, source: .venue)
      }, curve: curve.map { .init(logMoneyness: $0.k, volatility: $0.volatility) })
  }

  @Test("Total variance is straight between marks in any order, flat beyond, and the mean of two at one strike")
  func curve() throws {
    let smile = try Self.smile(days: 73, [(0.2, 0.5), (-0.1, 0.6), (0.2, 0.7), (0.1, 0.4)])
    let curve = try #require(SmileCurve(smile))
    // A fifth of a year: 0.072 at −0.1, 0.032 at 0.1, and (0.05 + 0.098) / 2 at 0.2.
    for (k, w) in [
      (-3, 0.072), (-0.1, 0.072), (-0.05, 0.062), (0, 0.052), (0.1, 0.032), (0.125, 0.0425), (0.2, 0.074), (9, 0.074),
    ] {
      #expect(abs(curve.totalVariance(at: k) - w) < 1e-15, "\(k): \(curve)")
    }
    #expect(curve.totalVariance(at: .nan).isNaN)
    for (found, expected) in zip(curve.numbers, [-0.1, 0.1, 0.2, 0.072, 0.032, 0.074]) {
      #expect(abs(found - expected) < 1e-15, "\(curve)")
    }
  }

  @Test("What is no variance is no node, and without nodes there is no curve")
  func bad() throws {
    let smile = try Self.smile(days: 73, [(0, 0.5), (0.1, 0), (0.2, .infinity), (.nan, 0.3), (0.3, .nan)])
    #expect(try #require(SmileCurve(smile)).numbers.count == 2)
    #expect(try SmileCurve(Self.smile(days: 73, [(0.1, 0)])) == nil)
    #expect(try SmileCurve(Self.smile(days: 73, [])) == nil)
  }

  @Test("A calibrated smile comes before the marks, if it has two points")
  func calibrated() throws {
    let marks = [(k: 0.0, volatility: 0.5)]
    let both = try #require(
      SmileCurve(Self.smile(days: 146, marks, curve: [(-0.2, 0.3), (0.2, 0.6)])))
    #expect(abs(both.totalVariance(at: 0) - 0.4 * (0.09 + 0.36) / 2) < 1e-15)
    let one = try #require(SmileCurve(Self.smile(days: 146, marks, curve: [(-0.2, 0.3)])))
    #expect(abs(one.totalVariance(at: -0.2) - 0.1) < 1e-15)
  }

  private static func table() throws -> SmileTable {
    let marks = [(k: 0.0, volatility: 0.5)]
    let smiles = [
      try smile(days: 10, []), try smile(days: 30, forward: 90, marks), try smile(days: 90, forward: 110, marks),
      try smile(days: 90, forward: 120, settlement: .coin, marks), try smile("B", days: 20, marks),
    ]
    return SmileTable(
      .stickyDelta(VolatilityMarks(smiles: smiles, sourceCounts: [:], unusable: 0, medianMarkError: nil)))
  }

  @Test("An option has the smile of its underlying, expiry and settlement, or none")
  func options() throws {
    let table = try Self.table()
    func index(_ underlying: Underlying, _ days: Int, _ settlement: Settlement = .cash) throws -> Int32 {
      table.index(
        of: try OptionContract(
          underlying: underlying, type: .put, strike: 70, expiry: Self.expiry(days), settlement: settlement))
    }
    #expect(try [index("A", 30), index("A", 90), index("A", 90, .coin), index("B", 20)] == [0, 1, 2, 3])
    // The first has no marks.
    let none = try [index("A", 10), index("A", 31), index("A", 30, .coin), index("B", 30), index("C", 30)]
    #expect(none == [-1, -1, -1, -1, -1])
    guard case .stickyDelta(let curves) = table.applied else {
      Issue.record("\(table.applied)")
      return
    }
    #expect(curves.count == 4)
    #expect(SmileTable(.stickyStrike).applied == .stickyStrike)
    #expect(SmileTable(.surfaceShift(slope: -0.3)).applied == .surfaceShift(slope: -0.3))
  }

  @Test("Another contract has the smile nearest to its maturity, the longest without end, and none without a strike")
  func places() throws {
    let table = try Self.table()
    func place(_ underlying: Underlying, _ days: Double, _ strike: Double? = 99) -> BookRevaluation.SmilePlace {
      table.place(
        of: PricingInput(
          underlying: underlying, spot: 50, forward: 70, volatility: 0.5, volatilitySource: nil, strike: strike,
          years: days / 365))
    }
    #expect(place("A", 1).smile == 0 && place("A", 59).smile == 0 && place("A", 61).smile == 1)
    #expect(place("A", .infinity).smile >= 1 && place("B", 500).smile == 3)
    #expect(abs(place("A", 30).logMoneyness - log(99 / 90.0)) < 1e-15)
    #expect(abs(place("B", 3).logMoneyness - log(0.99)) < 1e-15)
    let none = BookRevaluation.SmilePlace.none
    #expect(place("A", 30, nil) == none && place("C", 30) == none)
  }
}
