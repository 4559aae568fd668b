import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolQuoting
import Testing
import _TailpoolTestSupport

@Suite("What a day's profit came from")
struct ProfitAttributionTests {
  static let start = Timestamp(secondsSinceEpoch: 1_750_000_000)
  static let strikes = [80_000.0, 90_000, 100_000]

  /// A market of one expiry with the reference's numbers; each strike as a put and a call.
  static func market(_ numbers: ReferenceCase, at time: Timestamp, expiry: Timestamp) throws -> PricingMarket {
    let volatilities = numbers.doubles("volatilities")
    var quotes: [OptionQuote] = []
    for (strike, volatility) in zip(strikes, volatilities) {
      for type in [OptionType.call, .put] {
        quotes.append(
          OptionQuote(
            contract: try OptionContract(
              underlying: "BTC", type: type, strike: strike, expiry: expiry, settlement: .cash),
            bid: nil, ask: nil, mark: nil, markVolatility: volatility, openInterest: 0))
      }
    }
    let years = DayCount.actual365Fixed.years(from: time, to: expiry)
    let expiries =
      years > 0
      ? [
        ExpiryMarket(
          expiry: expiry, years: years, forward: numbers.double("forward"),
          discountFactor: numbers.double("discountFactor"), forwardSource: .quoted, quotes: quotes)
      ] : []
    let snapshot = MarketSnapshot(
      asOf: time,
      markets: [UnderlyingMarket(underlying: "BTC", spot: numbers.double("spot"), expiries: expiries)])
    return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
  }

  static func book(_ item: ReferenceCase, expiry: Timestamp) throws -> Book {
    let option = try OptionContract(
      underlying: "BTC", type: item.text("kind") == "C" ? .call : .put, strike: item.double("strike"), expiry: expiry,
      settlement: .cash)
    return try Book(positions: [Position(id: "one", contract: option, quantity: item.double("units"))])
  }

  static func dynamics(_ item: ReferenceCase) -> SmileDynamics {
    switch item.text("rule") {
    case "stickyDelta": .stickyDelta
    case "surfaceShift": .surfaceShift(slope: item.double("slope"))
    default: .stickyStrike
    }
  }

  @Test("Each part is that of the same definition in Python, on quiet days, in a crash and at expiry, by every rule")
  func reference() throws {
    let cases = try ReferenceCase.cases("profit_attribution")
    #expect(cases.count == 27)
    for item in cases {
      let expiry = Self.start.advanced(
        bySeconds: Int64((item.object("start").double("years") * 365 * 86_400).rounded()))
      let day = Self.start.advanced(bySeconds: 86_400)
      let from = try Self.market(item.object("start"), at: Self.start, expiry: expiry)
      let to = try Self.market(item.object("end"), at: day, expiry: expiry)
      let parts = try Self.book(item, expiry: expiry).attribution(from: from, to: to, dynamics: Self.dynamics(item))
      let expected = item.object("parts")
      for (name, value) in [
        ("theta", parts.theta), ("delta", parts.delta), ("charm", parts.charm), ("gamma", parts.gamma),
        ("vega", parts.vega), ("skew", parts.skew), ("vanna", parts.vanna), ("carry", parts.carry),
        ("total", parts.total),
      ] {
        // Slopes are over other steps there: 1e-3 here and 1e-4 there of the day's move.
        let scale = max(abs(expected.double("total")), abs(expected.double("gamma")), 10)
        #expect(abs(value - expected.double(name)) < 1e-4 * scale, "\(name): \(value), \(item)")
      }
      #expect(abs(parts.rest) < 1e-6, "\(parts.rest), \(item)")
    }
  }

  @Test("For small moves the parts are the Greeks times the moves")
  func greeks() throws {
    let item = try #require(try ReferenceCase.cases("profit_attribution").first)
    let expiry = Self.start.advanced(bySeconds: 14 * 86_400)
    let from = try Self.market(item.object("start"), at: Self.start, expiry: expiry)
    let book = try Self.book(item, expiry: expiry)
    let greeks = try book.valuation(in: from.snapshot, volatilities: from.volatilities).positions[0].greeks
    var moved = item.object("start").fields
    let (spot, forward) = (item.object("start").double("spot"), item.object("start").double("forward"))
    moved["spot"] = spot * 1.001
    moved["forward"] = forward * 1.001
    moved["volatilities"] = item.object("start").doubles("volatilities").map { $0 + 0.001 }
    let to = try Self.market(
      ReferenceCase(fields: moved), at: Self.start.advanced(bySeconds: 600), expiry: expiry)
    let parts = try book.attribution(from: from, to: to)
    let (years, move) = (600.0 / 86_400 / 365, spot * 0.001)
    #expect(abs(parts.theta / (greeks.theta * years) - 1) < 1e-2, "\(parts.theta), \(greeks.theta * years)")
    #expect(abs(parts.delta / (greeks.delta * move) - 1) < 1e-5, "\(parts.delta), \(greeks.delta * move)")
    #expect(abs(parts.gamma / (0.5 * greeks.gamma * move * move) - 1) < 2e-2, "\(parts.gamma)")
    #expect(abs((parts.vega + parts.skew) / (greeks.vega * 0.001) - 1) < 1e-2, "\(parts.vega + parts.skew)")
    // The smile moves up by 0.001 at each strike, and the forward along it.
    #expect(abs(parts.skew) < 0.05 * abs(parts.vega), "\(parts.skew), \(parts.vega)")
  }

  @Test("Parts of a book add up, and a while without a change has none")
  func sums() throws {
    let cases = try ReferenceCase.cases("profit_attribution")
    let item = try #require(cases.first)
    let expiry = Self.start.advanced(bySeconds: 14 * 86_400)
    let from = try Self.market(item.object("start"), at: Self.start, expiry: expiry)
    let to = try Self.market(item.object("end"), at: Self.start.advanced(bySeconds: 86_400), expiry: expiry)
    let one = try Self.book(item, expiry: expiry)
    let spot = Position(id: "BTC", contract: SpotHolding("BTC"), quantity: 3)
    let both = try Book(positions: one.positions + [spot])
    let (alone, together) = (try one.attribution(from: from, to: to), try both.attribution(from: from, to: to))
    let gain = 3 * (item.object("end").double("spot") - item.object("start").double("spot"))
    #expect(abs(together.delta - alone.delta - gain) < 1e-6 && abs(together.total - alone.total - gain) < 1e-6)
    #expect(together.theta == alone.theta && together.vega == alone.vega)
    let still = try both.attribution(from: from, to: from)
    for part in [still.theta, still.delta, still.gamma, still.vega, still.rest] {
      #expect(abs(part) < 1e-9, "\(still)")
    }
    #expect(try Book(positions: []).attribution(from: from, to: to) == ProfitAttribution())
  }

  @Test("A market that lacks a contract, a spot or a later instant is named with its instant")
  func refusals() throws {
    let item = try #require(try ReferenceCase.cases("profit_attribution").first)
    let expiry = Self.start.advanced(bySeconds: 14 * 86_400)
    let day = Self.start.advanced(bySeconds: 86_400)
    let from = try Self.market(item.object("start"), at: Self.start, expiry: expiry)
    let to = try Self.market(item.object("end"), at: day, expiry: expiry)
    let book = try Self.book(item, expiry: expiry)
    let name = book.positions[0].contract.name
    #expect(throws: HedgingError.marketsOutOfOrder(at: Self.start, before: day)) {
      try book.attribution(from: to, to: from)
    }
    let bare = MarketSnapshot(asOf: day, markets: [UnderlyingMarket(underlying: "BTC", spot: 90_000, expiries: [])])
    let empty = PricingMarket(snapshot: bare, volatilities: bare.volatilityMarks())
    #expect(throws: HedgingError.pricing(.missingMarket(id: "one", instrument: name), at: day)) {
      try book.attribution(from: from, to: empty)
    }
    let none = MarketSnapshot(asOf: expiry, markets: [])
    #expect(throws: HedgingError.noSpot(underlying: "BTC", at: expiry)) {
      try book.attribution(
        from: from, to: PricingMarket(snapshot: none, volatilities: none.volatilityMarks()))
    }
    var broken = item.object("end").fields
    broken["spot"] = Double.nan
    let wrong = try Self.market(ReferenceCase(fields: broken), at: day, expiry: expiry)
    let error = HedgingError.notFinite(name: "profit or loss of one", underlying: "BTC", at: day)
    #expect(throws: error) { try book.attribution(from: from, to: wrong) }
  }
}
