import Foundation
import TailpoolEvents
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Volatility-impact curves against the anchor's tests")
struct VolatilityImpactVectorTests {
  private static func decimal(_ vector: ReferenceCase, _ name: String) throws -> FixedDecimal {
    try #require(FixedDecimal(vector.double(name)), "\(name) of \(vector)")
  }

  @Test("How far a trade moves base volatility and skew, to the last of eighteen places; below zero is refused")
  func impact() throws {
    let cases = try ReferenceCase.cases("pools/12_lyra_iv_impact")
    #expect(cases.count == 9)
    for vector in cases {
      let impact = VolatilityImpact(
        standardSize: try Self.decimal(vector, "standardSize"),
        skewFactor: try Self.decimal(vector, "skewAdjustmentFactor"))
      let amount = try Self.decimal(vector, "amount")
      let size = vector.flag("poolSells") ? amount : FixedDecimal(units: -amount.units)
      func moved() throws(CurveRefusal) -> (base: FixedDecimal, skew: FixedDecimal)? {
        guard let base = FixedDecimal(vector.double("baseIv")), let skew = FixedDecimal(vector.double("skew")) else {
          return nil
        }
        return (try impact.base(base, sold: size), try impact.skew(skew, sold: size))
      }
      if vector.double("newBaseIv").isNaN {
        #expect(throws: CurveRefusal.self, "\(vector)") { _ = try moved() }
        continue
      }
      let found = try #require(try moved(), "\(vector)")
      #expect(found.base == (try Self.decimal(vector, "newBaseIv")), "\(vector)")
      #expect(found.skew == (try Self.decimal(vector, "newSkew")), "\(vector)")
    }
  }

  @Test("Fees to 1e-18")
  func fees() throws {
    let file = "pools/13_lyra_fees"
    for vector in try ReferenceCase.cases(file, fn: "timeWeightedFee") {
      let found = try OptionFees.timeWeighted(
        Self.decimal(vector, "coefficient"), secondsLeft: Int64(vector.int("timeToExpiry")),
        flat: Int64(vector.int("pointA")), double: Int64(vector.int("pointB")))
      #expect(found == (try Self.decimal(vector, "expected")), "\(found.text) \(vector)")
    }
    for vector in try ReferenceCase.cases(file, fn: "vegaUtilFee") {
      let found = try OptionFees.vegaUtilization(
        Self.decimal(vector, "vegaFeeCoefficient"), volatility: Self.decimal(vector, "volTraded"),
        before: Self.decimal(vector, "preNetStdVega"), after: Self.decimal(vector, "postNetStdVega"),
        netAssetValue: Self.decimal(vector, "NAV"), amount: Self.decimal(vector, "amount"))
      #expect(found == (try Self.decimal(vector, "expected")), "\(found.text) \(vector)")
    }
    for vector in try ReferenceCase.cases(file, fn: "varianceFee") {
      let fee = VarianceFee(
        coefficient: try Self.decimal(vector, "coef"), vegaCoefficient: try Self.decimal(vector, "vegaCoef"),
        leastVega: try Self.decimal(vector, "minVega"), skewCoefficient: try Self.decimal(vector, "skewCoef"),
        leastSkew: try Self.decimal(vector, "minSkew"), referenceSkew: try Self.decimal(vector, "refSkew"),
        distanceCoefficient: try Self.decimal(vector, "ivVarCoef"), leastDistance: try Self.decimal(vector, "minIvVar"))
      let found = try fee.amount(
        vega: Self.decimal(vector, "vega"), skew: Self.decimal(vector, "skew"),
        distance: Self.decimal(vector, "ivVariance"), amount: Self.decimal(vector, "amount"))
      // The table is in doubles: 0.061750000000000006 is 0.06175 there, which the text to fifteen digits says.
      let expected = String(format: "%.15g", vector.double("expected"))
      #expect(found.text == expected, "\(found.text) \(vector)")
    }
  }

  @Test("A vega fee asks for a pool with a value, and only of trades that add vega")
  func vegaFee() throws {
    func fee(_ before: Int64, _ after: Int64, value: FixedDecimal) throws(CurveRefusal) -> FixedDecimal {
      try OptionFees.vegaUtilization(
        .one, volatility: .one, before: FixedDecimal(whole: before), after: FixedDecimal(whole: after),
        netAssetValue: value, amount: .one)
    }
    #expect(try fee(-80, 80, value: .zero) == .zero)
    #expect(try fee(-80, 10, value: .zero) == .zero)
    #expect(try fee(10, -80, value: FixedDecimal(whole: 160)).text == "0.5")
    #expect(throws: CurveRefusal.noValue) { _ = try fee(0, 1, value: .zero) }
    #expect(throws: CurveRefusal.noValue) { _ = try fee(0, 1, value: FixedDecimal(whole: -5)) }
  }

  @Test("Geometric means over time: every row, one value for a time before the first, the value itself over no time")
  func averages() throws {
    let cases = try ReferenceCase.cases("pools/14_lyra_gwav")
    #expect(cases.count == 4)
    for vector in cases {
      func time(_ units: Double) -> Timestamp { Timestamp(secondsSinceEpoch: Int64((units * 3_600).rounded())) }
      let rows = vector.rows("obs")
      let first = try #require(rows.first)
      var average = GeometricTimeAverage(first[1], at: time(first[0]))
      for row in rows.dropFirst() {
        let isNoted = average.observe(row[1], at: time(row[0]), keeping: 1_000_000)
        #expect(isNoted, "\(row) \(vector)")
      }
      let now = vector.double("now")
      let found = average.average(
        from: time(now - vector.double("secondsAgoA")), to: time(now - vector.double("secondsAgoB")))
      let failure = mismatch("average", found, vector.double("expected"), within: .relative(1e-5), inputs: "\(vector)")
      #expect(failure == nil, "\(failure ?? "")")
      #expect(abs(average.average(from: time(-20), to: time(0)) - first[1]) < 1e-15, "\(vector)")
      #expect(average.average(from: time(now), to: time(now)) == rows.last?[1])
      #expect(average.average(from: time(now), to: time(now - 1)).isNaN)
    }
  }

  @Test(
    "An average forgets what is older than its window, takes the last of one time, and refuses the past and what is no value"
  )
  func forgetting() {
    func time(_ seconds: Int64) -> Timestamp { Timestamp(secondsSinceEpoch: seconds) }
    var (kept, all) = (GeometricTimeAverage(1, at: time(0)), GeometricTimeAverage(1, at: time(0)))
    var random = SeededGenerator(seed: 14)
    var now: Int64 = 0
    for _ in 0..<400 {
      now += Int64.random(in: 0...50, using: &random)
      let value = random.uniform(0.5, 2)
      let areNoted = [
        kept.observe(value, at: time(now), keeping: 300), all.observe(value, at: time(now), keeping: .max),
      ]
      #expect(areNoted == [true, true], "\(now)")
      let (a, b) = (
        kept.average(from: time(now - 300), to: time(now)), all.average(from: time(now - 300), to: time(now))
      )
      #expect(abs(a - b) < 1e-12, "\(now): \(a) \(b)")
    }
    #expect(kept.observations.count < 40)
    let before = kept
    for (value, at) in [(1, now - 1), (0, now), (-1, now), (.nan, now), (.infinity, now)] as [(Double, Int64)] {
      let isNoted = kept.observe(value, at: time(at), keeping: 300)
      #expect(!isNoted && kept == before, "\(value) \(at)")
    }
    for extreme in [Int64.min, .max] {
      #expect(kept.average(from: time(.min), to: time(extreme)).isFinite, "\(extreme)")
    }
  }

  /// The sequence's market: what the pool is worth is read off its fees, where it grows by a hundredth of the listed value.
  private static func market(_ vector: ReferenceCase, netAssetValue: Double) -> CurveMarket {
    CurveCase.market(
      hours: vector.double("Trade Times"), spot: vector.double("Spot"), rate: 0.06, volatility: nil,
      netAssetValue: netAssetValue)
  }

  private static func curve(_ premium: String) throws -> VolatilityImpactCurve {
    try VolatilityImpactCurve([
      "premium": premium, "reach": "expiry", "volatility": "1", "standardSize": "150", "skewFactor": "1",
      "averageSeconds": "43200", "optionFee": "0.01", "spotFee": "0.001", "vegaFee": "0.2", "varianceFee": "1",
      "varianceVega": "0.01", "varianceSkew": "1", "varianceReferenceSkew": "0", "varianceDistance": "100",
    ])
  }

  @Test(
    "The sequence of trades: premiums at the volatility after each, volatilities, skews, averages, all four fees, forced closes"
  )
  func sequence() throws {
    let cases = try ReferenceCase.cases("pools/15_lyra_mechanism_sequence")
    #expect(cases.count == 7)
    var curve = try Self.curve("postTrade")
    let contract = CurveCase.option()
    var checks = 0
    for vector in cases.dropFirst() {
      let size = vector.double("TradeSize")
      func expect(_ name: String, _ actual: Double, _ tolerance: Double) {
        let failure = mismatch(
          name, actual, vector.double(name), within: .relative(tolerance), inputs: "\(vector)")
        #expect(failure == nil, "\(failure ?? "")")
        checks += 1
      }
      let market = Self.market(vector, netAssetValue: 500_000 + vector.double("NAV") / 100)
      let option = try QuotedOption(contract, in: market)
      let before = try curve.state(of: option, in: market)
      expect("BaseIVsGWAV", curve.average(before.base, at: market.time), 1e-8)
      expect("SkewsGWAV", curve.average(before.skew, at: market.time), 1e-8)
      let oldSkew = try curve.skew(before.skew).value
      expect("ForceClose Skews", oldSkew, 1e-12)
      let quote = try curve.quote(CurveTrade(contract, size: size), in: market)
      #expect(try curve.take(CurveTrade(contract, size: size), in: market) == quote, "\(vector)")
      let after = try curve.state(of: option, in: market)
      let level = try curve.level(after.base, after.skew)
      expect("BaseIVs", level.base.value, 1e-12)
      expect("Skews", level.skew.value, 1e-12)
      expect("Premiums", quote.premium, 1e-12)
      #expect(quote.after == level.value && quote.volatility == level.value)
      let fees = Dictionary(uniqueKeysWithValues: quote.fees.map { ($0.name, $0.amount) })
      expect("SpotFees", try #require(fees["spot price"]), 1e-12)
      expect("OptionFees", try #require(fees["option price"]), 1e-12)
      expect("VarianceFees", try #require(fees["variance"]), 1e-6)
      expect("VUFees", try #require(fees["vega utilization"]), 1e-8)
      let usage = try curve.vegaInUse(after.place, size: .zero, in: market)
      expect("NetStdVegaDom", usage.after.value, 1e-8)
      // A forced close of the position that the trade has opened, at the base volatility after it and the skew before.
      let factors = ForcedCloseVolatility()
      let forced = factors.volatility(
        closing: size > 0 ? .long : .short, average: vector.double("BaseIVsGWAV") * vector.double("SkewsGWAV"),
        traded: level.base.value * oldSkew)
      expect("ForceCloseVols", forced, 1e-12)
      expect("ForceClosePrem", option.price(forced) * abs(size), 1e-12)
    }
    #expect(checks == 6 * 13)
  }

  @Test("The same trades at the path-independent premium: the same volatilities, and less to pay for who moves them")
  func sequenceOfIntegrals() throws {
    var (curve, anchor) = (try Self.curve("pathIndependent"), try Self.curve("postTrade"))
    for vector in try ReferenceCase.cases("pools/15_lyra_mechanism_sequence").dropFirst() {
      let market = Self.market(vector, netAssetValue: 500_000)
      let trade = CurveTrade(CurveCase.option(), size: vector.double("TradeSize"))
      let (quote, other) = (try curve.take(trade, in: market), try anchor.take(trade, in: market))
      #expect(quote.after == other.after && quote.before == other.before, "\(vector)")
      #expect(trade.size > 0 ? quote.premium < other.premium : quote.premium > other.premium, "\(vector)")
      #expect(trade.size > 0 ? quote.premium > quote.fair : quote.premium < quote.fair, "\(vector)")
    }
    #expect(curve.stateValue == anchor.stateValue)
  }
}
