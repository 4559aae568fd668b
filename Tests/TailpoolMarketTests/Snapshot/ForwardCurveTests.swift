import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@Suite struct ForwardCurveTests {
  @Test func carryIsLinearBetweenPoints() throws {
    let curve = try ForwardCurve(
      spot: 100, points: [.init(years: 1, forward: 110), .init(years: 0.5, forward: 102, standardError: 0.1)])
    #expect(curve.points.map(\.years) == [0.5, 1])
    #expect(curve.forward(at: 0) == 100)
    #expect(abs(curve.forward(at: 1) - 110) <= 1e-12)
    let carry = 0.5 * (log(1.02) / 0.5 + log(1.1))
    #expect(abs(curve.forward(at: 0.75) - 100 * exp(0.75 * carry)) <= 1e-12)
    #expect(abs(curve.forward(at: 2) - 121) <= 1e-12)
    #expect(curve.forward(at: -1).isNaN)
  }

  @Test func dividendsLowerTheForward() throws {
    let discounts = try DiscountCurve(years: [1], discountFactors: [0.95])
    let curve = try ForwardCurve(
      spot: 100, discounts: discounts, dividends: [(0.5, 2), (1.5, 2)], years: [0.25, 1, 2])
    let half = 0.95.squareRoot()
    #expect(abs(curve.forward(at: 1) - (100 - 2 * half) / 0.95) <= 1e-12)
    #expect(abs(curve.forward(at: 0.25) - 100 / pow(0.95, 0.25)) <= 1e-12)
    let withYield = try ForwardCurve(spot: 100, discounts: discounts, dividendYield: 0.03, years: [1])
    #expect(abs(withYield.forward(at: 1) - 100 * exp(-0.03) / 0.95) <= 1e-12)
    #expect(throws: CurveError.self) {
      try ForwardCurve(spot: 1, discounts: discounts, dividends: [(0.5, 2)], years: [1])
    }
    // One that is paid at the very day counts, one that is paid today does not.
    let ends = try ForwardCurve(spot: 100, discounts: discounts, dividends: [(0, 7), (1, 3)], years: [0.5, 1])
    #expect(abs(ends.forward(at: 1) - (100 - 3 * 0.95) / 0.95) <= 1e-12)
    #expect(abs(ends.forward(at: 0.5) - 100 / half) <= 1e-12)
  }

  @Test func ratesAreLinearBetweenPointsAndFlatBeyondThem() throws {
    let curve = try DiscountCurve(years: [0.5, 1, 3], rates: [0.02, 0.05, 0.03])
    for (years, rate) in [
      (0, 0), (0.2, 0.02), (0.5, 0.02), (0.75, 0.035), (1, 0.05), (2.5, 0.035), (3, 0.03), (8, 0.03),
    ] {
      #expect(abs(curve.discountFactor(at: years) - exp(-rate * years)) < 1e-15, "\(years)")
    }
    for years in [-0.1, .infinity, .nan] { #expect(curve.discountFactor(at: years).isNaN, "\(years)") }
    let factors = try DiscountCurve(years: [0.5, 2], discountFactors: [0.99, 0.9])
    #expect(abs(factors.rates[0] + 2 * log(0.99)) < 1e-15 && abs(factors.rates[1] + 0.5 * log(0.9)) < 1e-15)
    #expect(abs(factors.discountFactor(at: 2) - 0.9) < 1e-15 && abs(factors.discountFactor(at: 0.5) - 0.99) < 1e-15)
  }

  @Test func curvesOfRatesThatDoNotFitAreRejected() {
    for (years, index) in [
      ([0.5, 1, 1], 2), ([0.5, 0.4, 1], 1), ([-1, 1], 0), ([1, .infinity], 1), ([1, .nan, 2], 1),
    ] {
      #expect(throws: CurveError.unorderedTimes(index: index), "\(years)") {
        try DiscountCurve(years: years, rates: years.map { _ in 0.01 })
      }
    }
    #expect(throws: CurveError.empty) { try DiscountCurve(years: [], rates: []) }
    #expect(throws: CurveError.parameterOutOfDomain(name: "rates", value: 1)) {
      try DiscountCurve(years: [1, 2], rates: [0.01])
    }
    #expect(throws: CurveError.parameterOutOfDomain(name: "rate", value: .infinity)) {
      try DiscountCurve(years: [1, 2], rates: [0.01, .infinity])
    }
    for value in [.infinity, -0.5] as [Double] {
      #expect(throws: CurveError.parameterOutOfDomain(name: "discountFactor", value: value)) {
        try DiscountCurve(years: [1, 2], discountFactors: [0.9, value])
      }
    }
    for years in [0, -1, .infinity] as [Double] {
      #expect(throws: CurveError.parameterOutOfDomain(name: "years", value: years)) {
        try ForwardCurve(spot: 1, points: [.init(years: 1, forward: 1), .init(years: years, forward: 2)])
      }
    }
    for spot in [0, .infinity] as [Double] {
      #expect(throws: CurveError.parameterOutOfDomain(name: "spot", value: spot)) {
        try ForwardCurve(spot: spot, points: [.init(years: 1, forward: 1)])
      }
    }
  }

  @Test func badPointsAreRejected() {
    #expect(throws: CurveError.empty) { try ForwardCurve(spot: 1, points: []) }
    #expect(throws: CurveError.parameterOutOfDomain(name: "forward", value: 0)) {
      try ForwardCurve(spot: 1, points: [.init(years: 1, forward: 0)])
    }
    #expect(throws: CurveError.unorderedTimes(index: 1)) {
      try ForwardCurve(spot: 1, points: [.init(years: 1, forward: 1), .init(years: 1, forward: 2)])
    }
    #expect(throws: CurveError.unorderedTimes(index: 0)) { try DiscountCurve(years: [0], rates: [0.1]) }
    #expect(throws: CurveError.parameterOutOfDomain(name: "discountFactor", value: 0)) {
      try DiscountCurve(years: [1], discountFactors: [0])
    }
  }

  /// Quotes of one expiry whose parity line is disturbed by normal noise of a known size.
  private static func quotes(forward: Double, discount: Double, noise: Double, seed: UInt64) throws -> [OptionQuote] {
    var generator = SeededGenerator(seed: seed)
    let expiry = Timestamp(secondsSinceEpoch: 1_800_000_000)
    return try (0..<41).flatMap { step in
      let strike = 80 + Double(step)
      // The sum of twelve uniform numbers is nearly normal.
      let disturbance = noise * ((0..<12).reduce(-6.0) { sum, _ in sum + generator.uniform(0, 1) })
      let difference = discount * (forward - strike) + disturbance
      return try [OptionType.call, .put].map { type in
        OptionQuote(
          contract: try OptionContract(
            underlying: "X", type: type, strike: strike, expiry: expiry, settlement: .cash),
          bid: nil, ask: nil, mark: type == .call ? 30 + 0.5 * difference : 30 - 0.5 * difference,
          markVolatility: nil, openInterest: 0)
      }
    }
  }

  @Test func errorBarsOfParityAreAsLargeAsTheErrors() throws {
    var scores: [Double] = []
    for seed in 0..<200 {
      let quotes = try Self.quotes(forward: 101, discount: 0.97, noise: 0.05, seed: UInt64(seed))
      let estimate = try #require(ForwardEstimate(quotes, settlement: .cash))
      let error = try #require(estimate.standardError)
      #expect(estimate.pairs == 40)
      scores.append((estimate.forward - 101) / error)
    }
    let deviation = (scores.reduce(0) { $0 + $1 * $1 } / 200).squareRoot()
    // The standard deviation of 200 normal scores is 1 within 0.05; outliers are left aside, which narrows the bars.
    #expect(deviation > 0.8 && deviation < 1.3, "\(deviation)")
  }

  @Test func marketsWithoutPairsHaveNoCurve() throws {
    let market = UnderlyingMarket(underlying: "X", spot: 100, expiries: [])
    #expect(throws: CurveError.empty) { try ForwardCurve(parityOf: market) }
    let quotes = try Self.quotes(forward: 101, discount: 0.97, noise: 0.01, seed: 1)
    let expiry = ExpiryMarket(
      expiry: Timestamp(secondsSinceEpoch: 1_800_000_000), years: 0.5, forward: 101, discountFactor: 0.97,
      forwardSource: .quoted, quotes: quotes)
    let curve = try ForwardCurve(parityOf: UnderlyingMarket(underlying: "X", spot: 100, expiries: [expiry]))
    #expect(abs(curve.forward(at: 0.5) - 101) <= 0.05)
    #expect(curve.points[0].standardError ?? 0 > 0)
  }
}
