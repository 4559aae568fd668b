import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Volatility-impact curves")
struct VolatilityImpactCurveTests {
  private static let option = CurveCase.option()

  private static func refusal(
    _ curve: inout VolatilityImpactCurve, _ size: Double, of contract: PoolContract = option,
    in market: CurveMarket = CurveCase.market()
  ) -> CurveRefusal? {
    let before = curve
    do throws(CurveRefusal) {
      _ = try curve.take(CurveTrade(contract, size: size), in: market)
      return nil
    } catch {
      #expect(curve == before, "\(size) \(contract) \(market)")
      return error
    }
  }

  @Test(
    "A curve with a base volatility alone charges the integral of the reference: to 1e-12, the bound against the taker included"
  )
  func reference() throws {
    var checks = 0
    for vector in try ReferenceCase.cases("pools/52_path_independent_quote", fn: "quote") {
      // Years that are whole seconds, and a line: v₀ + slope x is a standard size of 0.01 / slope.
      guard vector.text("curve") == "linear", vector.double("expiry") == 0.05 else { continue }
      checks += 1
      let slope = vector.double("slope")
      let expected = abs(try #require(Double(vector.text("premium")), "\(vector)"))
      for (settlement, unit) in [(Settlement.cash, 1.0), (.coin, 0.01)] {
        var curve = try VolatilityImpactCurve([
          "volatility": "0.5", "standardSize": FixedDecimal(0.01 / slope)?.text ?? "", "skewFactor": "0",
          "leastBase": "0.01", "leastVolatility": "0.01",
        ])
        let contract = PoolContract(
          id: "c", underlying: "X", expiry: CurveCase.start.advanced(bySeconds: 1_576_800),
          terms: .european(.call, strike: 25_000_000_000, settlement: settlement), size: 1, collateral: 1)
        let market = CurveCase.market(spot: 100, volatility: nil)
        if vector.double("inventory") != 0 {
          _ = try curve.take(CurveTrade(contract, size: vector.double("inventory")), in: market)
        }
        let size = vector.double("size")
        let quote = try curve.quote(CurveTrade(contract, size: size), in: market)
        #expect(abs(quote.premium - expected * unit) <= 1e-12 * expected * unit, "\(quote) \(vector)")
        #expect(size > 0 ? quote.premium > expected * unit : quote.premium < expected * unit, "\(quote) \(vector)")
        #expect(abs(quote.before - (try #require(Double(vector.text("volBefore"))))) < 1e-15, "\(quote) \(vector)")
        #expect(abs(quote.after - (try #require(Double(vector.text("volAfter"))))) < 1e-15, "\(quote) \(vector)")
      }
    }
    #expect(checks == 2)
  }

  @Test(
    "Bounds of base volatility, skew and volatility: the upper ones where the pool sells, the lower ones where it buys")
  func bounds() throws {
    func curve(_ bound: String, _ value: String) throws -> VolatilityImpactCurve {
      try VolatilityImpactCurve(["volatility": "0.8", "standardSize": "100", bound: value])
    }
    // A thousand options move the base by 0.1 and the skew by 0.1.
    for (bound, value, size, expected) in [
      ("mostBase", "0.85", 1_000, CurveRefusal.volatility(after: 0.9, least: 0.05, most: 0.85)),
      ("leastBase", "0.75", -1_000, .volatility(after: 0.7, least: 0.75, most: 5)),
      ("mostSkew", "1.05", 1_000, .skew(after: 1.1, least: 0.2, most: 1.05)),
      ("leastSkew", "0.95", -1_000, .skew(after: 0.9, least: 0.95, most: 5)),
      ("mostVolatility", "0.98", 1_000, .volatility(after: 0.99, least: 0.05, most: 0.98)),
      ("leastVolatility", "0.65", -1_000, .volatility(after: 0.63, least: 0.65, most: 5)),
    ] as [(String, String, Double, CurveRefusal)] {
      var curve = try curve(bound, value)
      #expect(Self.refusal(&curve, size) == expected, "\(bound)")
      #expect(Self.refusal(&curve, -size) == nil, "\(bound)")
    }
    var plain = try curve("skewFactor", "1")
    #expect(Self.refusal(&plain, -9_000) == .volatility(after: -0.1, least: 0, most: .infinity))
    #expect(Self.refusal(&plain, 1e10) == .volatility(after: 1_000_000.8, least: 0.05, most: 5))
    #expect(Self.refusal(&plain, 1e20) == .overflow)
    var steep = try curve("skewFactor", "2")
    #expect(Self.refusal(&steep, -6_000) == .skew(after: -0.2, least: 0, most: .infinity))
    var small = try VolatilityImpactCurve(["volatility": "0.8", "standardSize": "0.000000000000000001"])
    #expect(Self.refusal(&small, 1_000) == .overflow)
  }

  @Test("Bounds of delta and term, a market that runs back, an oracle that is not there")
  func others() throws {
    var curve = try VolatilityImpactCurve(["standardSize": "100", "leastDelta": "0.1", "cutoffSeconds": "86400"])
    let market = CurveCase.market()
    for (type, strike) in [(OptionType.call, 4_500), (.put, 4_500), (.call, 2_000), (.put, 2_000)]
      as [(OptionType, UInt128)]
    {
      guard case .delta(let delta, 0.1, 0.9) = Self.refusal(&curve, 1, of: CurveCase.option(type, strike: strike))
      else {
        Issue.record("\(type) \(strike) is taken")
        continue
      }
      #expect(strike == 2_000 ? delta > 0.9 : delta < 0.1, "\(delta) \(type) \(strike)")
    }
    #expect(
      Self.refusal(&curve, 1, in: CurveCase.market(hours: 13 * 24 + 0.5))
        == .outsideOfTerm(seconds: 84_600, least: 86_400, most: .max))
    guard case .invalid("volatility", _) = Self.refusal(&curve, 1, in: CurveCase.market(volatility: nil)) else {
      Issue.record("no oracle is taken")
      return
    }
    #expect(Self.refusal(&curve, 1, in: CurveCase.market(hours: 2)) == nil)
    // Once begun, the strike has a volatility of its own.
    #expect(Self.refusal(&curve, 1, in: CurveCase.market(hours: 2, volatility: nil)) == nil)
    #expect(
      Self.refusal(&curve, 1, in: market)
        == .timeRunsBack(time: market.time, last: market.time.advanced(bySeconds: 7_200)))
    #expect(throws: CurveRefusal.self) { _ = try curve.mark(Self.option, in: market) }
  }

  @Test("The reach of a base volatility: one strike, or an expiry; strikes of an expiry that is over are forgotten")
  func reach() throws {
    let (other, later) = (CurveCase.option(strike: 3_500), CurveCase.option(days: 28))
    for (reach, reaches) in [("strike", false), ("expiry", true)] {
      var curve = try VolatilityImpactCurve(["volatility": "0.8", "standardSize": "100", "reach": reach])
      _ = try curve.take(CurveTrade(Self.option, size: 100), in: CurveCase.market())
      func before(_ contract: PoolContract) throws -> Double {
        try curve.quote(CurveTrade(contract, size: 1), in: CurveCase.market()).before
      }
      #expect(abs(try before(CurveCase.option(.put)) - 0.81 * 1.01) < 1e-15)
      #expect(abs(try before(other) - (reaches ? 0.81 : 0.8)) < 1e-15)
      #expect(try before(later) == 0.8)
      _ = try curve.take(CurveTrade(later, size: 1), in: CurveCase.market(hours: 15 * 24))
      #expect(curve.skews.count == 1 && curve.bases.count == 1)
    }
  }

  @Test("A mark is at the averages: a trade does not move it at its moment, and time brings it there")
  func marks() throws {
    var curve = try VolatilityImpactCurve(["volatility": "0.8", "standardSize": "100"])
    let first = try curve.mark(Self.option, in: CurveCase.market())
    _ = try curve.take(CurveTrade(Self.option, size: 1_000), in: CurveCase.market())
    #expect(try curve.mark(Self.option, in: CurveCase.market()) == first)
    for (hours, volatility) in [(6.0, 0.8 * (0.9 / 0.8 * 1.1).squareRoot()), (12, 0.99), (100, 0.99)] {
      let market = CurveCase.market(hours: hours)
      let expected = try QuotedOption(Self.option, in: market).price(volatility)
      #expect(abs(try curve.mark(Self.option, in: market).value - expected) < 1e-9 * expected, "\(hours)")
    }
    let coin = try curve.mark(CurveCase.option(settlement: .coin), in: CurveCase.market(hours: 12))
    let cash = try curve.mark(Self.option, in: CurveCase.market(hours: 12))
    #expect(abs(coin.value * 3_000 - cash.value) < 1e-9 && coin.delta == cash.delta)
    let expiry = CurveCase.market(hours: 14 * 24, spot: 3_100)
    #expect(abs(try curve.mark(Self.option, in: expiry).value - 100) < 1e-9)
    #expect(throws: CurveRefusal.self) { _ = try curve.mark(Self.option, in: CurveCase.market(hours: 14 * 24 + 1)) }
  }

  @Test("Fees of who sells are cut to the premium, from the last; a vega fee counts the vega of all strikes")
  func fees() throws {
    var curve = try VolatilityImpactCurve([
      "volatility": "0.8", "standardSize": "1000", "optionFee": "0.7", "spotFee": "0.2", "vegaFee": "0.5",
    ])
    let far = CurveCase.option(strike: 3_400)
    let sold = try curve.quote(CurveTrade(far, size: -1), in: CurveCase.market())
    #expect(sold.fees.map(\.name) == ["option price", "spot price", "vega utilization"])
    #expect(abs(sold.fee - sold.premium) <= 1e-12 * sold.premium && sold.fees[2].amount == 0, "\(sold)")
    #expect(abs(sold.fees[0].amount - 0.7 * sold.premium) <= 1e-12 * sold.premium, "\(sold)")
    let bought = try curve.take(CurveTrade(far, size: 1), in: CurveCase.market())
    #expect(abs(bought.fees[1].amount - 600) < 1e-9 && bought.fees[2].amount > 0, "\(bought)")
    // A sale of another strike that takes the pool's vega back to nearly nothing asks no vega fee.
    let near = CurveCase.option(strike: 3_300)
    #expect(try curve.quote(CurveTrade(near, size: -0.5), in: CurveCase.market()).fees[2].amount == 0)
    #expect(try curve.quote(CurveTrade(near, size: 0.5), in: CurveCase.market()).fees[2].amount > 0)
    for value in [0, -1, -Double.infinity, .nan] {
      let refusal = Self.refusal(&curve, 1, of: near, in: CurveCase.market(netAssetValue: value))
      #expect(value == 0 || value == -1 ? refusal == .noValue : refusal != nil, "\(value)")
    }
  }

  @Test(
    "Forced closes are against the owner: factors of the anchor, the worse of average and traded, a floor for writers")
  func forcedCloses() throws {
    let factors = ForcedCloseVolatility()
    for (position, isAfter, expected) in [
      (.long, false, 0.6 * 0.8), (.long, true, 0.6 * 0.5), (.short, false, 0.9 * 1.2), (.short, true, 0.9 * 1.4),
      (.liquidated, false, 0.9 * 1.3), (.liquidated, true, 0.9 * 1.6),
    ] as [(ForcedCloseVolatility.Position, Bool, Double)] {
      for (average, traded) in [(0.6, 0.9), (0.9, 0.6)] {
        let found = factors.volatility(closing: position, average: average, traded: traded, isAfterCutoff: isAfter)
        #expect(abs(found - expected) < 1e-15, "\(position) \(isAfter)")
      }
      #expect(factors.volatility(closing: position, average: .nan, traded: 1).isNaN)
      #expect(factors.volatility(closing: position, average: 1, traded: .nan).isNaN)
    }
    for (position, least) in [(.long, 0), (.short, 130), (.liquidated, 160)]
      as [(ForcedCloseVolatility.Position, Double)]
    {
      #expect(ForcedCloseVolatility.leastPrice(closing: position, intrinsic: 100, spot: 3_000) == least)
    }
    let curve = try VolatilityImpactCurve(["volatility": "0.8", "standardSize": "100", "cutoffSeconds": "86400"])
    let market = CurveCase.market()
    // The base moves by 0.1, the skew does not: short 0.9 × 1.2, long 0.7 × 0.8.
    for (position, expected) in [(.short, 1.08), (.long, 0.56)] as [(ForcedCloseVolatility.Position, Double)] {
      let found = try curve.forcedCloseVolatility(Self.option, size: 1_000, closing: position, in: market)
      #expect(abs(found - expected) < 1e-12, "\(position) \(found)")
    }
    let late = CurveCase.market(hours: 13.5 * 24)
    let found = try curve.forcedCloseVolatility(Self.option, size: 1_000, closing: .short, in: late)
    #expect(abs(found - 0.9 * 1.4) < 1e-12)
    for size in [0, -1, .nan, .infinity] as [Double] {
      #expect(throws: CurveRefusal.self, "\(size)") {
        _ = try curve.forcedCloseVolatility(Self.option, size: size, closing: .short, in: market)
      }
    }
  }
}
