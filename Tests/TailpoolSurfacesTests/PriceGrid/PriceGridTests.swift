import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces
import Testing
import _TailpoolTestSupport

@Suite("Price grids and their repair")
struct PriceGridTests {
  private struct Reference {
    let tag: String
    let grid: PriceGrid
    let weights: [[Double]]
    let repaired: [[Double]]

    static func load() throws -> [Reference] {
      let cases = try #require(References.json("price_grid_repair.json")["cases"] as? [[String: Any]])
      return try cases.map { entry in
        func table(_ name: String) throws -> [[Double]] { try #require(entry[name] as? [[Double]]) }
        let (strikes, prices) = (try table("strikes"), try table("prices"))
        return Reference(
          tag: try #require(entry["tag"] as? String),
          grid: try PriceGrid(
            expiries: strikes.indices.map {
              .init(years: Double($0 + 1), strikes: strikes[$0], prices: prices[$0])
            }), weights: try table("weights"), repaired: try table("repaired"))
      }
    }
  }

  /// Black prices of one total variance an expiry.
  private static func black(_ variances: [Double], strikes: [Double]) throws -> PriceGrid {
    try PriceGrid(
      expiries: variances.enumerated().map { index, w in
        PriceGrid.Expiry(
          years: Double(index + 1), strikes: strikes,
          prices: strikes.map {
            Black76.price(.call, forward: 1, strike: $0, years: 1, volatility: w.squareRoot())
          })
      })
  }

  private static let strikes = (0..<11).map { 0.6 + 0.1 * Double($0) }

  @Test("Nearest grids agree with least-distance solutions by SciPy, and prove themselves optimal")
  func references() throws {
    let cases = try Reference.load()
    #expect(cases.count == 8)
    for reference in cases {
      let result = try reference.grid.repaired(weights: reference.weights)
      for (own, expected) in zip(result.grid.expiries, reference.repaired) {
        for (strike, (price, value)) in zip(own.strikes, zip(own.prices, expected)) {
          #expect(abs(price - value) < 1e-9, "\(reference.tag): \(price) at \(strike), expected \(value)")
        }
      }
      let optimality = result.optimality
      #expect(optimality.violation <= 1e-12, "\(reference.tag): \(optimality)")
      #expect(optimality.stationarity < 1e-12, "\(reference.tag): \(optimality)")
      #expect(optimality.complementarity < 1e-12, "\(reference.tag): \(optimality)")
      #expect(result.grid.violations().isEmpty, "\(reference.tag)")
    }
  }

  @Test("A repaired grid is its own repair, and the moves are the difference")
  func idempotent() throws {
    for reference in try Reference.load() {
      let first = try reference.grid.repaired(weights: reference.weights)
      let second = try first.grid.repaired(weights: reference.weights)
      #expect(second.grid == first.grid && second.largestMove == 0 && second.violations.isEmpty, "\(reference.tag)")
      for (old, (new, moves)) in zip(reference.grid.expiries, zip(first.grid.expiries, first.moves)) {
        #expect(zip(zip(new.prices, old.prices), moves).allSatisfy { $0.0 - $0.1 == $1 }, "\(reference.tag)")
      }
    }
  }

  @Test("A grid without arbitrage is not touched")
  func untouched() throws {
    let grid = try Self.black([0.01, 0.04, 0.09], strikes: Self.strikes)
    let result = try grid.repaired()
    #expect(result.grid == grid && result.moved == 0 && result.optimality.active == 0)
  }

  @Test("One price above the chord: it and its neighbors meet on a line, moved by known amounts")
  func oneButterfly() throws {
    // Strikes 0, 1, 2, 3 with prices 1, 0.5, 0.4, 0.1: the chord at 2 is 0.3. The smallest move shares 0.1 by the normal
    // (½, −1, ½): 1/15 down in the middle and 1/30 up on either side, which then is above no other chord.
    let grid = try PriceGrid(expiries: [.init(years: 1, strikes: [1, 2, 3], prices: [0.5, 0.4, 0.1])])
    let found = grid.violations()
    #expect(found.count == 1 && found[0].rule == .convexity && found[0].strike == 2)
    #expect(abs(found[0].amount - 0.1) < 1e-15)
    let result = try grid.repaired()
    let expected = [0.5 + 1.0 / 30, 0.4 - 1.0 / 15, 0.1 + 1.0 / 30]
    for (price, value) in zip(result.grid.expiries[0].prices, expected) { #expect(abs(price - value) < 1e-14) }
    #expect(result.moved == 3 && abs(result.largestMove - 1.0 / 15) < 1e-14)
  }

  @Test("Each rule is found where it is broken")
  func rules() throws {
    func broken(_ expiries: [PriceGrid.Expiry]) throws -> [PriceGrid.Rule] {
      try PriceGrid(expiries: expiries).violations().map(\.rule)
    }
    #expect(try broken([.init(years: 1, strikes: [0.5], prices: [0.4])]) == [.intrinsic])
    #expect(try broken([.init(years: 1, strikes: [0.5], prices: [1.1])]) == [.falling])
    #expect(try broken([.init(years: 1, strikes: [1, 2], prices: [0.3, -0.1])]) == [.positive])
    #expect(try broken([.init(years: 1, strikes: [1, 2], prices: [0.3, 0.35])]) == [.falling])
    #expect(
      try broken([
        .init(years: 1, strikes: [1, 1.5], prices: [0.2, 0.1]), .init(years: 2, strikes: [1.25], prices: [0.12]),
      ]) == [.calendar])
  }

  @Test("Random grids with random strikes are repaired, and no feasible grid found otherwise is nearer")
  func random() throws {
    for seed in 1...12 {
      var generator = SeededGenerator(seed: UInt64(seed))
      func uniform(_ low: Double, _ high: Double) -> Double { Double.random(in: low...high, using: &generator) }
      let expiries = (1...3).map { time -> PriceGrid.Expiry in
        let strikes = (0..<Int(uniform(1, 14))).map { _ in uniform(0.3, 2.5) }.sorted()
        return PriceGrid.Expiry(
          years: Double(time), strikes: strikes,
          prices: strikes.map {
            Black76.price(.call, forward: 1, strike: $0, years: Double(time), volatility: 0.3) + uniform(-0.05, 0.05)
          })
      }
      let grid = try PriceGrid(expiries: expiries)
      let result = try grid.repaired()
      #expect(result.grid.violations().isEmpty, "seed \(seed)")
      let optimality = result.optimality
      #expect(max(optimality.stationarity, optimality.complementarity) < 1e-11, "seed \(seed): \(optimality)")
      // The prices that the noise was added to are free of arbitrage but for chords, which lie above them.
      let clean = try PriceGrid(
        expiries: expiries.map { expiry in
          .init(
            years: expiry.years, strikes: expiry.strikes,
            prices: expiry.strikes.map {
              Black76.price(.call, forward: 1, strike: $0, years: expiry.years, volatility: 0.3)
            })
        }
      ).repaired().grid
      func distance(_ other: PriceGrid) -> Double {
        let (old, new) = (grid.expiries.flatMap(\.prices), other.expiries.flatMap(\.prices))
        var sum = 0.0
        for (a, b) in zip(old, new) { sum += (a - b) * (a - b) }
        return sum
      }
      #expect(distance(result.grid) <= distance(clean) + 1e-12, "seed \(seed)")
    }
  }

  @Test("Bad grids and weights are errors that name the place")
  func errors() throws {
    func make(_ expiries: [PriceGrid.Expiry]) throws { _ = try PriceGrid(expiries: expiries) }
    #expect(throws: PriceGridError.empty) { try make([]) }
    #expect(throws: PriceGridError.empty) { try make([.init(years: 1, strikes: [], prices: [])]) }
    #expect(throws: PriceGridError.unorderedExpiries(index: 1)) {
      try make([.init(years: 1, strikes: [1], prices: [0]), .init(years: 1, strikes: [1], prices: [0])])
    }
    #expect(throws: PriceGridError.countMismatch(expiry: 0, strikes: 2, found: 1)) {
      try make([.init(years: 1, strikes: [1, 2], prices: [0])])
    }
    #expect(throws: PriceGridError.invalidStrike(expiry: 0, index: 1, value: 1)) {
      try make([.init(years: 1, strikes: [1, 1], prices: [0, 0])])
    }
    #expect(throws: PriceGridError.invalidPrice(expiry: 0, index: 0, value: .infinity)) {
      try make([.init(years: 1, strikes: [1], prices: [.infinity])])
    }
    let grid = try Self.black([0.04], strikes: Self.strikes)
    #expect(throws: PriceGridError.countMismatch(expiry: 1, strikes: 1, found: 0)) { try grid.repaired(weights: []) }
    #expect(throws: PriceGridError.countMismatch(expiry: 0, strikes: 11, found: 1)) {
      try grid.repaired(weights: [[1]])
    }
    var weights = Self.strikes.map { _ in 1.0 }
    weights[3] = -1
    #expect(throws: PriceGridError.invalidWeight(expiry: 0, index: 3, value: -1)) {
      try grid.repaired(weights: [weights])
    }
  }
}
