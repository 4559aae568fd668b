import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct CompoundOptionReferenceTests {
  @Test("Prices are within 1e-12 of the spot of every row of compound.csv")
  func quadrature() throws {
    var gated = ConditionGate("compound.csv price", ofScale: 1e-12)
    for row in try References.table("compound.csv").rows {
      let outer = try #require(OptionType(rawValue: row[text: "outerType"]))
      let inner = try #require(OptionType(rawValue: row[text: "innerType"]))
      let price = CompoundOption.price(
        outer, inner, outerStrike: row["outerStrike"], innerStrike: row["innerStrike"], spot: row["spot"],
        outerYears: row["outerExpiry"], innerYears: row["innerExpiry"], volatility: row["volatility"],
        rate: row["rate"], dividendYield: row["dividendYield"])
      gated.add(price, row["price"], scale: row["spot"], row)
    }
    #expect(gated.count == 40)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    gated.report()
  }
}

@Suite("Compound, chooser and gap options")
struct CompoundOptionTests {
  private static func compound(
    _ outer: OptionType, _ inner: OptionType, _ market: PathMarket, strike: Double, years: Double
  ) -> Double {
    CompoundOption.price(
      outer, inner, outerStrike: strike, innerStrike: market.strike, spot: market.spot, outerYears: years,
      innerYears: market.years, volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
  }

  @Test("Published compound options to their tolerance, with delta, gamma, vega and theta")
  func published() throws {
    var gated = ConditionGate("compound_published.csv price and Greeks", ofScale: 1)
    for row in try References.table("compound_published.csv").rows {
      let outer = try #require(OptionType(rawValue: row[text: "typeMother"].lowercased()))
      let inner = try #require(OptionType(rawValue: row[text: "typeDaughter"].lowercased()))
      let greeks = CompoundOption.greeks(
        outer, inner, outerStrike: row["strikeMother"], innerStrike: row["strikeDaughter"], spot: row["s"],
        outerYears: row["tMother"], innerYears: row["tDaughter"], volatility: row["v"], rate: row["r"],
        dividendYield: row["q"])
      for (value, name) in [
        (greeks.price, "npv"), (greeks.delta, "delta"), (greeks.gamma, "gamma"), (greeks.vega, "vega"),
        (greeks.theta, "theta"),
      ] {
        gated.add(value, row[name], scale: row["tol"], row)
      }
    }
    #expect(gated.count == 70)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
  }

  @Test("Calls less puts on an option are the option less the strike; bounds; no time; homogeneous")
  func properties() {
    let failures = PathMarket.failures(seed: 41, short: 1_500) { market, generator in
      let years = generator.uniform(0.01, 0.99) * market.years
      let inner = market.european(market.strike)
      let strike = max(inner, 1e-3 * market.spot) * exp(generator.uniform(-1.5, 1.5))
      let call = Self.compound(.call, market.type, market, strike: strike, years: years)
      let put = Self.compound(.put, market.type, market, strike: strike, years: years)
      let bond = exp(-market.rate * years)
      let slack = 1e-12 * max(market.spot, market.strike, strike)
      var problems: [String] = []
      if abs(call - put - inner + strike * bond) > slack { problems.append("parity \(call) \(put) \(inner)") }
      if !(call >= 0 && put >= 0 && call <= inner + slack && put <= strike * bond + slack) {
        problems.append("bounds \(call) \(put)")
      }
      let now = Self.compound(.call, market.type, market, strike: strike, years: 0)
      if abs(now - max(inner - strike, 0)) > slack { problems.append("now \(now)") }
      let four = market.with { ($0.spot, $0.strike) = (4 * market.spot, 4 * market.strike) }
      let scaled = Self.compound(.call, market.type, four, strike: 4 * strike, years: years)
      if abs(scaled - 4 * call) > 10 * slack { problems.append("scaled \(scaled) \(call)") }
      return problems.map { "\($0) X \(strike) t \(years)" }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test("A chooser is the better of call and put at its ends, and Haug's printed value")
  func chooser() {
    func greeks(_ market: PathMarket, _ choice: Double) -> ChooserOption.Greeks {
      ChooserOption.greeks(
        spot: market.spot, strike: market.strike, choice: choice, years: market.years, volatility: market.volatility,
        rate: market.rate, dividendYield: market.dividendYield)
    }
    let haug = ChooserOption.greeks(
      spot: 50, strike: 50, choice: 0.25, years: 0.5, volatility: 0.25, rate: 0.08, dividendYield: 0)
    #expect(abs(haug.price - 6.1071) < 1e-4, "\(haug.price)")
    let failures = PathMarket.failures(seed: 42, short: 3_000) { market, generator in
      let (call, put) = (
        market.with { $0.type = .call }.european(market.strike), market.with { $0.type = .put }.european(market.strike)
      )
      let slack = 1e-13 * max(market.spot, market.strike)
      let middle = greeks(market, generator.uniform(0, 1) * market.years).price
      var problems: [String] = []
      if abs(greeks(market, 0).price - max(call, put)) > slack { problems.append("now") }
      if abs(greeks(market, market.years).price - call - put) > slack { problems.append("at the end") }
      if !(middle >= max(call, put) - slack && middle <= call + put + slack) { problems.append("between: \(middle)") }
      return problems
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    let own = greeks(PathMarket(), 0.4)
    func price(_ change: (inout PathMarket) -> Void) -> Double { greeks(PathMarket().with(change), 0.4).price }
    #expect(abs(own.delta - (price { $0.spot = 100.01 } - price { $0.spot = 99.99 }) / 0.02) < 1e-6)
    #expect(abs(own.rho - (price { $0.rate = 0.0401 } - price { $0.rate = 0.0399 }) / 2e-4) < 1e-5)
    #expect(abs(own.vega - (price { $0.volatility = 0.3001 } - price { $0.volatility = 0.2999 }) / 2e-4) < 1e-5)
    #expect(
      ChooserOption.greeks(spot: 50, strike: 50, choice: 0.6, years: 0.5, volatility: 0.25, rate: 0, dividendYield: 0)
        .price.isNaN)
  }

  @Test("A gap option at its trigger is the vanilla option; Haug's printed value; it may be worth less than nothing")
  func gap() {
    let haug = GapOption.greeks(
      .call, spot: 50, trigger: 50, strike: 57, years: 0.5, volatility: 0.2, rate: 0.09, dividendYield: 0)
    #expect(abs(haug.price + 0.0053) < 1e-4, "\(haug.price)")
    let failures = PathMarket.failures(seed: 43, short: 3_000) { market, generator in
      func gap(_ trigger: Double, _ strike: Double) -> Double {
        GapOption.greeks(
          market.type, spot: market.spot, trigger: trigger, strike: strike, years: market.years,
          volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield
        ).price
      }
      let slack = 1e-13 * max(market.spot, market.strike)
      let vanilla = market.european(market.strike)
      let trigger = market.strike * generator.uniform(0.7, 1.4)
      var problems: [String] = []
      if abs(gap(market.strike, market.strike) - vanilla) > slack { problems.append("at the trigger") }
      if gap(trigger, market.strike) > vanilla + slack { problems.append("above the vanilla option at \(trigger)") }
      return problems
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    #expect(
      GapOption.greeks(.put, spot: 50, trigger: 50, strike: -1, years: 1, volatility: 0.2, rate: 0, dividendYield: 0)
        .price.isNaN)
  }

  @Test("What is out of range is no number")
  func outOfRange() {
    for change: (inout PathMarket) -> Void in [
      { $0.spot = 0 }, { $0.spot = .nan }, { $0.strike = 0 }, { $0.years = .infinity }, { $0.volatility = -1 },
      { $0.volatility = .infinity }, { $0.rate = .nan }, { $0.dividendYield = -.infinity },
    ] {
      let bad = PathMarket().with(change)
      #expect(Self.compound(.call, .put, bad, strike: 5, years: 0.5).isNaN, "\(bad)")
    }
    #expect(Self.compound(.call, .put, PathMarket(), strike: 0, years: 0.5).isNaN)
    #expect(Self.compound(.call, .put, PathMarket(), strike: 5, years: 1.5).isNaN)
    // A put on a put that is never worth its strike.
    let put = Self.compound(.put, .put, PathMarket(), strike: 500, years: 0.5)
    let inner = PathMarket().with { $0.type = .put }.european(100)
    #expect(abs(put - (500 * exp(-0.02) - inner)) < 1e-11)
    #expect(Self.compound(.call, .put, PathMarket(), strike: 500, years: 0.5) == 0)
  }
}
