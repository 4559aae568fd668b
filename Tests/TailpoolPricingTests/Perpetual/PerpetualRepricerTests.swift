import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPricing

@Suite("Contracts without expiry in a book")
struct PerpetualRepricerTests {
  private static let asOf = SampleMarket.asOf
  private static let tight = Tolerance.relative(1e-12)

  /// The valuation of one position of a market that has a spot alone.
  private static func alone(
    _ terms: PerpetualContract.Terms, spot: Double, marking: PerpetualContract.Marking, size: Double = 1,
    quantity: Double = 1
  ) throws -> PricedPosition {
    let contract = try PerpetualContract(underlying: "X", terms: terms, contractSize: size, marking: marking)
    let snapshot = MarketSnapshot(
      asOf: asOf, markets: [UnderlyingMarket(underlying: "X", spot: spot, expiries: [])])
    let book = try Book(positions: [Position(id: "1", contract: contract, quantity: quantity)])
    return try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()).positions[0]
  }

  @Test("Everlasting options are worth what mpmath says")
  func everlasting() throws {
    let rows = try References.table("everlasting.csv").rows
    #expect(rows.count == 160)
    for row in rows {
      let one = try Self.alone(
        .everlastingOption(
          row.optionType, strike: row["strike"], fundingPeriod: row["fundingPeriodYears"], funding: .continuous),
        spot: row["spot"],
        marking: .init(volatility: row["volatility"], rate: row["drift"], dividendYield: 0), size: 10, quantity: -3)
      #expect(Self.tight.accepts(one.greeks.value, -30 * row["price"]), "\(row)")
      #expect(Self.tight.accepts(one.greeks.delta, -30 * row["delta"]), "\(row)")
      #expect(Self.tight.accepts(one.price, row["price"]), "\(row)")
    }
  }

  @Test("Power perpetuals are worth what mpmath says, with either funding")
  func power() throws {
    let rows = try References.table("power_perp.csv").rows
    #expect(rows.count == 80)
    for row in rows {
      for (funding, column) in [(Funding.discrete, "priceDiscrete"), (.continuous, "priceContinuous")] {
        let one = try Self.alone(
          .powerPerpetual(power: row["power"], fundingPeriod: row["fundingPeriodYears"], funding: funding),
          spot: row["spot"], marking: .init(volatility: row["volatility"], rate: row["rate"]), quantity: 2)
        #expect(Self.tight.accepts(one.greeks.value, 2 * row[column]), "\(row)")
      }
    }
  }

  @Test("Perpetual American options are worth what mpmath says")
  func american() throws {
    let rows = try References.table("perpetual_american.csv").rows
    #expect(rows.count == 100)
    for row in rows {
      let one = try Self.alone(
        .perpetualAmerican(row.optionType, strike: row["strike"]), spot: row["spot"],
        marking: .init(volatility: row["volatility"], rate: row["rate"], dividendYield: row["dividendYield"]),
        quantity: -1)
      #expect(Self.tight.accepts(one.greeks.value, -row["price"]), "\(row)")
      #expect(one.greeks.theta == 0)
    }
  }

  /// With the forward at the spot, the Greeks with respect to both are the same.
  @Test("Inverse options are worth what mpmath says, in coin and in dollars, with both deltas")
  func inverse() throws {
    let rows = try References.table("inverse.csv").rows
    #expect(rows.count == 300)
    for row in rows {
      let (forward, years) = (row["forward"], row["expiry"])
      let expiry = Self.asOf.advanced(bySeconds: Int64((years * 31_536_000).rounded(.up)))
      let contract = try SampleMarket.contract("C", row.optionType, row["strike"], expiry, .coin)
      let market = ExpiryMarket(
        expiry: expiry, years: years, forward: forward, discountFactor: 1, forwardSource: .quoted,
        quotes: [SampleMarket.quote(contract, volatility: row["volatility"])])
      let snapshot = MarketSnapshot(
        asOf: Self.asOf, markets: [UnderlyingMarket(underlying: "C", spot: forward, expiries: [market])])
      let book = try Book(positions: [Position(id: "1", contract: contract, quantity: -2)])
      let valuation = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
      let (dollars, coins) = (
        valuation.positions[0].greeks, try #require(valuation.coinByUnderlying["C"])
      )
      for (name, actual, column) in [
        ("value", dollars.value, "priceUsd"), ("delta", dollars.delta, "deltaBS"), ("gamma", dollars.gamma, "gammaBS"),
        ("vega", dollars.vega, "vegaUsd"), ("theta", dollars.theta, "thetaUsd"), ("coins", coins.value, "priceCoin"),
        ("net delta", coins.netDelta, "deltaNet"), ("coin delta", coins.delta, "dCoin_dF"),
        ("coin gamma", coins.gamma, "d2Coin_dF2"), ("coin vega", coins.vega, "vegaCoin"),
        ("coin theta", coins.theta, "thetaCoin"),
      ] {
        #expect(Self.tight.accepts(actual, -2 * row[column]), "\(name) \(row)")
      }
      #expect(valuation.positions[0].netDelta == coins.netDelta)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let terms: PerpetualContract.Terms
    let marking: PerpetualContract.Marking
    var testDescription: String { "\(terms)" }
  }

  static let cases: [Case] = [
    Case(
      terms: .everlastingOption(.call, strike: 110, fundingPeriod: 7.0 / 365, funding: .continuous),
      marking: .init(volatility: 0.7, rate: 0.03, dividendYield: 0.01)),
    Case(
      terms: .everlastingOption(.put, strike: 110, fundingPeriod: 7.0 / 365, funding: .discrete),
      marking: .init(volatility: 0.7, rate: 0.03, dividendYield: 0.01)),
    Case(
      terms: .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .discrete),
      marking: .init(volatility: 0.7, rate: 0.03)),
    Case(
      terms: .perpetualAmerican(.put, strike: 110), marking: .init(volatility: 0.4, rate: 0.05, dividendYield: 0.01)),
    Case(terms: .linearFuture(entry: 90), marking: .init()),
    Case(terms: .inverseFuture(entry: 90), marking: .init()),
  ]

  @Test("Greeks are slopes of the value, in dollars and in coin", arguments: cases)
  func greeks(_ one: Case) throws {
    let volatility = one.marking.volatility ?? 0
    func at(_ spot: Double, _ volatility: Double) throws -> PricedPosition {
      let marking = PerpetualContract.Marking(
        volatility: one.marking.volatility == nil ? nil : volatility, rate: one.marking.rate,
        dividendYield: one.marking.dividendYield)
      return try Self.alone(one.terms, spot: spot, marking: marking, size: 10, quantity: -3)
    }
    let (spot, step) = (100.0, 1e-3)
    let base = try at(spot, volatility)
    let (up, down) = (try at(spot + step, volatility), try at(spot - step, volatility))
    let scale = abs(base.greeks.value) + 30 * spot
    func value(_ one: PricedPosition) -> Double { one.greeks.value }
    #expect(abs(base.greeks.delta - (value(up) - value(down)) / (2 * step)) < 1e-9 * scale)
    #expect(abs(base.greeks.gamma - (up.greeks.delta - down.greeks.delta) / (2 * step)) < 1e-9 * scale)
    let richer = try at(spot, volatility + 1e-5)
    let poorer = try at(spot, volatility - 1e-5)
    #expect(abs(base.greeks.vega - (value(richer) - value(poorer)) / 2e-5) < 1e-7 * scale)
    if let coin = base.coin, let above = up.coin, let below = down.coin {
      #expect(abs(coin.delta - (above.value - below.value) / (2 * step)) < 1e-9)
      #expect(abs(coin.gamma - (above.delta - below.delta) / (2 * step)) < 1e-9)
      #expect(Self.tight.accepts(coin.netDelta, base.greeks.delta - coin.value))
      #expect(Self.tight.accepts(coin.value, -30 * (1 / 90.0 - 1 / 100.0)))
    } else {
      #expect(base.position.contract.settlement == .cash)
    }
  }

  @Test("Theta is the funding of today's market: mark less payoff, a period")
  func funding() throws {
    let period = 7.0 / 365
    let call = try Self.alone(
      .everlastingOption(.call, strike: 90, fundingPeriod: period, funding: .continuous), spot: 100,
      marking: .init(volatility: 0.7, rate: 0, dividendYield: 0), quantity: 4)
    #expect(call.greeks.theta < 0)
    #expect(Self.tight.accepts(call.greeks.theta, -4 * (call.price - 10) / period))
    let square = try Self.alone(
      .powerPerpetual(power: 2, fundingPeriod: period, funding: .discrete), spot: 100,
      marking: .init(volatility: 0.7, rate: 0))
    #expect(Self.tight.accepts(square.greeks.theta, -(square.price - 10_000) / period))
  }

  @Test("A future without an entry is entered at the spot, and hedges delta to nothing")
  func hedge() throws {
    let (snapshot, options) = (try SampleMarket.snapshot(), try SampleMarket.book())
    let marks = snapshot.volatilityMarks()
    let delta = try #require(try options.valuation(in: snapshot, volatilities: marks).byUnderlying["COIN"]).delta
    let linear = try PerpetualContract(underlying: "COIN", terms: .linearFuture(entry: nil), contractSize: 0.5)
    let inverse = try PerpetualContract(underlying: "COIN", terms: .inverseFuture(entry: nil), contractSize: 10)
    for (contract, quantity) in [(linear, -delta / 0.5), (inverse, -delta * 60_000 / 10)] {
      let book = try Book(
        positions: options.positions + [Position(id: "hedge", contract: contract, quantity: quantity)])
      let valuation = try book.valuation(in: snapshot, volatilities: marks)
      let greeks = try #require(valuation.byUnderlying["COIN"])
      #expect(abs(greeks.delta) < 1e-14 * abs(delta))
      #expect(valuation.positions.last?.greeks.value == 0 && valuation.positions.last?.volatility == 0)
      #expect(valuation.byExpiry.filter { $0.expiry == nil }.map(\.underlying) == ["COIN"])
      #expect(valuation.byExpiry.map(\.underlying) == ["COIN", "COIN", "COIN", "IDX"])
    }
  }

  @Test("What a contract does not state comes from the market at its mean maturity")
  func market() throws {
    let snapshot = try SampleMarket.snapshot()
    let marks = snapshot.volatilityMarks()
    func value(_ underlying: Underlying, _ terms: PerpetualContract.Terms) throws -> PerpetualRepricer {
      let contract = try PerpetualContract(underlying: underlying, terms: terms)
      let book = try Book(positions: [Position(id: "1", contract: contract, quantity: 1)])
      let valuation = try book.valuation(in: snapshot, volatilities: marks)
      return try #require(valuation.positions[0].repricer as? PerpetualRepricer)
    }
    // Before the first expiry its volatility at the strike, and its carry, which a coin pays no yield out of.
    let near = try value(
      "COIN", .everlastingOption(.call, strike: 65_000, fundingPeriod: 1.0 / 365, funding: .continuous))
    let x = 65_000 / 60_300.0 - 1
    #expect(Self.tight.accepts(near.volatility, 0.6 + 0.1 * x * x) && near.volatilitySource == .interpolated)
    #expect(Self.tight.accepts(near.rate, log(60_300 / 60_000.0) / (30.0 / 365)) && near.dividendYield == 0)
    // Half way between both expiries, discrete funding living for two periods: straight in total variance.
    let between = try value(
      "COIN", .everlastingOption(.put, strike: 55_000, fundingPeriod: 52.5 / 365, funding: .discrete))
    let (a, b) = (55_000 / 60_300.0 - 1, 55_000 / 61_500.0 - 1)
    let (low, high) = (0.6 + 0.1 * a * a, 0.6 + 0.1 * b * b)
    let variance = 0.5 * (low * low * 30 + high * high * 180) / 105
    #expect(Tolerance.relative(1e-11).accepts(between.volatility, variance.squareRoot()))
    // An American option lives for ever: the last expiry. An index bears a yield.
    let index = try value("IDX", .perpetualAmerican(.put, strike: 4_000))
    let years = 180.0 / 365
    #expect(Self.tight.accepts(index.rate, -log(0.98) / years))
    #expect(Tolerance.relative(1e-11).accepts(index.dividendYield, -log(0.98) / years - log(4_050 / 4_000.0) / years))
  }

  @Test("A calibrated smile goes before its points, beyond the listed strikes too")
  func calibrated() throws {
    let snapshot = try SampleMarket.snapshot()
    let smiles = snapshot.volatilityMarks().smiles.map {
      VolatilitySmile(
        underlying: $0.underlying, spot: $0.spot, market: $0.market, points: $0.points,
        curve: [.init(logMoneyness: -2, volatility: 0.9), .init(logMoneyness: 2, volatility: 0.9)])
    }
    let marks = VolatilityMarks(smiles: smiles, sourceCounts: [:], unusable: 0, medianMarkError: nil)
    for strike in [20_000.0, 60_000, 200_000] {
      let contract = try PerpetualContract(
        underlying: "COIN",
        terms: .everlastingOption(.call, strike: strike, fundingPeriod: 60.0 / 365, funding: .continuous))
      let book = try Book(positions: [Position(id: "1", contract: contract, quantity: 1)])
      let volatility = try book.valuation(in: snapshot, volatilities: marks).positions[0].volatility
      #expect(Self.tight.accepts(volatility, 0.9))
    }
  }

  @Test("What cannot be valued is named")
  func errors() throws {
    let bare = MarketSnapshot(asOf: Self.asOf, markets: [UnderlyingMarket(underlying: "X", spot: 100, expiries: [])])
    func value(_ contract: PerpetualContract) throws {
      let book = try Book(positions: [Position(id: "p", contract: contract, quantity: 1)])
      _ = try book.valuation(in: bare, volatilities: bare.volatilityMarks())
    }
    let terms = PerpetualContract.Terms.everlastingOption(.call, strike: 90, fundingPeriod: 0.1, funding: .continuous)
    #expect(throws: PricingError.missingMarket(id: "p", instrument: "Y-EVERLASTING-90-C")) {
      try value(PerpetualContract(underlying: "Y", terms: terms))
    }
    #expect(throws: PricingError.missingVolatility(id: "p", instrument: "X-EVERLASTING-90-C")) {
      try value(PerpetualContract(underlying: "X", terms: terms, marking: .init(rate: 0, dividendYield: 0)))
    }
    #expect(throws: PricingError.missingRate(id: "p", instrument: "X-EVERLASTING-90-C")) {
      try value(PerpetualContract(underlying: "X", terms: terms, marking: .init(volatility: 0.5, rate: 0)))
    }
    // Funding a tenth of a year apart cannot hold a call whose spot grows by eleven a year.
    #expect(throws: PricingError.noPrice(id: "p", instrument: "X-EVERLASTING-90-C")) {
      try value(
        PerpetualContract(underlying: "X", terms: terms, marking: .init(volatility: 0.5, rate: 11, dividendYield: 0)))
    }
    let future = try PerpetualContract(underlying: "X", terms: .linearFuture(entry: nil))
    #expect(throws: Never.self) { try value(future) }
  }

  @Test("The price of a discrete everlasting option alone has the bits of its Greeks")
  func price() {
    for strike in [20.0, 90, 100, 140, 400] {
      for type in OptionType.allCases {
        for (drift, funding) in [(0.0, Funding.discrete), (5, .discrete), (8, .discrete), (-1, .continuous)] {
          let greeks = EverlastingOption.greeks(
            type, spot: 100, strike: strike, drift: drift, volatility: 0.6, fundingPeriod: 0.1, funding: funding)
          let price = EverlastingOption.price(
            type, spot: 100, strike: strike, drift: drift, volatility: 0.6, fundingPeriod: 0.1, funding: funding)
          #expect(price == greeks.price, "\(type) \(strike) \(drift)")
        }
      }
    }
    #expect(
      EverlastingOption.price(
        .put, spot: -1, strike: 1, drift: 0, volatility: 1, fundingPeriod: 1, funding: .discrete
      ).isNaN)
  }
}
