import TailpoolInsurance
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@Suite("Parametric covers")
struct ParametricCoverTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_900_000_000)
  private static let expiry = asOf.advanced(bySeconds: 182 * 86_400 + 43_200)  // half of 365 days

  private static func cover(_ trigger: ParametricCover.Trigger, payout: Double = 1_000) throws -> ParametricCover {
    try ParametricCover(index: "PEG", trigger: trigger, payout: payout, expiry: expiry)
  }

  /// A market with one expiry whose quotes are all of one volatility.
  private static func market(rate: Double, volatility: Double) throws -> PricingMarket {
    let forward = 1.0
    let quotes = try [0.8, 0.9, 1, 1.1].flatMap { strike in
      try OptionType.allCases.map { type in
        OptionQuote(
          contract: try OptionContract(
            underlying: "PEG", type: type, strike: strike, expiry: expiry, settlement: .cash), bid: nil, ask: nil,
          mark: nil, markVolatility: volatility, openInterest: 1)
      }
    }
    let discount = DigitalOption.price(
      .cash, .call, spot: 1, strike: 0, years: 0.5, volatility: 1, rate: rate, dividendYield: 0)
    let snapshot = MarketSnapshot(
      asOf: asOf,
      markets: [
        UnderlyingMarket(
          underlying: "PEG", spot: 1,
          expiries: [
            ExpiryMarket(
              expiry: expiry, years: 0.5, forward: forward, discountFactor: discount, forwardSource: .quoted,
              quotes: quotes)
          ])
      ])
    return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
  }

  @Test("the rows of the reference, to 1e-11: price, probability of the trigger, loaded premium")
  func reference() throws {
    let cases = try ReferenceCase.cases("pools/53_insurance_pricing", fn: "parametricCover")
    for row in cases {
      #expect(["below", "above"].contains(row.text("trigger")), "\(row)")
      let level = row.double("level")
      let cover = try Self.cover(
        row.text("trigger") == "below" ? .endsBelow(level) : .endsAbove(level), payout: row.double("payout"))
      let quote = cover.quote(
        spot: row.double("index"), rate: row.double("interestRate"), dividendYield: row.double("dividendYield"),
        volatility: row.double("volatility"), years: row.double("expiry"))
      for (actual, name) in [
        (quote.price, "price"), (quote.triggerProbability, "triggerProbability"),
        (quote.premium(loading: 0.2), "loadedPrice20pct"),
      ] {
        let expected = try #require(Double(row.text(name)), "\(row)")
        #expect(abs(actual - expected) <= 1e-11 * expected, "\(name) \(actual); \(row)")
      }
    }
    #expect(cases.count == 4)
  }

  @Test("a quote off a market without a smile is that of the plain numbers, for every trigger")
  func market() throws {
    let market = try Self.market(rate: 0.04, volatility: 0.3)
    let yield = try market.rates(of: "PEG", years: 0.5).dividendYield
    let hazard = try HazardCurve(rates: [0.02, 0.3], ends: [0.2])
    for trigger: ParametricCover.Trigger in [
      .endsBelow(0.9), .endsAbove(1.05), .reaches(0.95, from: .down), .reaches(0.95, from: .down, payment: .atExpiry),
      .reaches(1.2, from: .up), .event("oracle", hazard: hazard),
      .event("oracle", hazard: hazard, dependence: .init(power: 2, reference: 1.1), payment: .atExpiry),
    ] {
      let cover = try Self.cover(trigger)
      let (quote, plain) = (
        try cover.quote(in: market),
        cover.quote(spot: 1, rate: 0.04, dividendYield: yield, volatility: 0.3, years: 0.5)
      )
      for path in [
        \ParametricCover.Quote.price, \ParametricCover.Quote.triggerProbability, \ParametricCover.Quote.delta,
      ] {
        let (first, second) = (quote[keyPath: path], plain[keyPath: path])
        #expect(abs(first - second) <= 1e-9 * abs(second), "\(path) \(first), \(second): \(trigger)")
      }
      #expect(plain.price > 0 && plain.triggerProbability > 0 && plain.triggerProbability < 1, "\(trigger)")
    }
  }

  @Test("reaching a level is likelier than ending beyond it, and near twice as likely without drift")
  func reflection() throws {
    let below = try Self.cover(.endsBelow(0.9)), reached = try Self.cover(.reaches(0.9, from: .down))
    func probability(_ cover: ParametricCover, volatility: Double) -> Double {
      cover.quote(spot: 1, rate: 0.5 * volatility * volatility, volatility: volatility, years: 0.5).triggerProbability
    }
    // At this rate the logarithm of the index has no drift.
    for volatility in [0.05, 0.3, 1] {
      let ratio = probability(reached, volatility: volatility) / probability(below, volatility: volatility)
      #expect(abs(ratio - 2) < 1e-13, "\(ratio) at \(volatility)")
    }
  }

  @Test("the expected loss is that of the world's numbers, not of the prices")
  func expectedLoss() throws {
    let hazard = try HazardCurve(rate: 0.1)
    let event = try Self.cover(.event("exploit", hazard: hazard))
    #expect(
      abs(event.expectedLoss(spot: 1, growth: 0.05, volatility: 0.3, years: 0.5, hazardScale: 0.4) - 19.80132669324470)
        < 1e-10)  // 1000 (1 − exp(−0.02))
    let below = try Self.cover(.endsBelow(0.9))
    let calm = below.expectedLoss(spot: 1, growth: 0.08, volatility: 0.25, years: 0.5)
    let sold = below.quote(spot: 1, rate: 0.02, volatility: 0.35, years: 0.5).price
    // 1000 N(−d₂), d₂ = (log(1/0.9) + (0.08 − 0.25²/2)/2) / (0.25 √0.5), by mpmath.
    #expect(abs(calm - 231.506396871568) < 1e-10, "\(calm)")
    #expect(calm < sold)
  }

  @Test("covers stand in a book as contracts that the pool has sold, and what is no cover is refused")
  func book() throws {
    let cover = try Self.cover(.reaches(0.9, from: .down))
    let book = try Book(positions: []).adding(sold: [
      SoldCover(id: "depeg", cover: cover, count: 40),
      SoldCover(id: "reinsured", cover: cover, count: -10, state: ContractState(isBarrierHit: false)),
    ])
    let contract = try cover.contract()
    #expect(book.positions.map(\.quantity) == [-40, 10] && book.positions.map(\.contract) == [contract, contract])
    #expect(book.positions[0].contract.contractSize == 1_000)
    #expect(throws: MarketError.duplicatePosition(id: "depeg")) {
      try book.adding(sold: [SoldCover(id: "depeg", cover: cover, count: 1)])
    }
    #expect(throws: InsuranceError.invalid("strike", index: nil, value: -1, expected: "a finite number > 0")) {
      try Self.cover(.endsBelow(-1))
    }
    #expect(throws: InsuranceError.invalid("contractSize", index: nil, value: 0, expected: "a finite number > 0")) {
      try Self.cover(.endsBelow(1), payout: 0)
    }
    let hazard = try HazardCurve(rate: 0.1)
    #expect(throws: InsuranceError.invalid("event", index: nil, value: 0, expected: "a name")) {
      try Self.cover(.event("", hazard: hazard))
    }
  }
}
