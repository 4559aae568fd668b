import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Premiums along the volatility's move")
struct ImpactPremiumTests {
  private static let file = "pools/52_path_independent_quote"

  private static func path(_ vector: ReferenceCase) throws -> VolatilityPath {
    let (volatility, slope) = (vector.double("v0"), vector.double("slope"))
    switch vector.text("curve") {
    case "linear": return .linear(volatility: volatility, slope: slope)
    case "exponential": return .exponential(volatility: volatility, rate: vector.double("rate"))
    case "linearVariance": return .linearVariance(volatility: volatility, slope: slope)
    default: return try #require(nil, "\(vector)")
    }
  }

  private static func premium(
    _ vector: ReferenceCase, sold: Double, size: Double
  ) throws -> ImpactPremium {
    ImpactPremium(
      vector.text("type") == "put" ? .put : .call, spot: vector.double("spot"), strike: vector.double("strike"),
      years: vector.double("expiry"), rate: vector.double("interestRate"),
      dividendYield: vector.double("dividendYield"),
      along: try path(vector), sold: sold, size: size)
  }

  private static func number(_ vector: ReferenceCase, _ name: String) throws -> Double {
    try #require(Double(vector.text(name)), "\(name) of \(vector)")
  }

  @Test("Every quote of the table, to 1e-13 of itself; volatilities before and after")
  func quotes() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "quote")
    #expect(cases.count == 25)
    for vector in cases {
      let premium = try Self.premium(vector, sold: vector.double("inventory"), size: vector.double("size"))
      let expected = try Self.number(vector, "premium")
      #expect(abs(premium.amount - expected) <= 1e-13 * abs(expected), "\(premium.amount / expected - 1): \(vector)")
      #expect(abs(premium.amount - expected) <= premium.errorBound, "\(premium) \(vector)")
      #expect(premium.errorBound <= 4e-13 * abs(expected), "\(premium.errorBound / expected): \(vector)")
      for (actual, name) in [(premium.volatilityBefore, "volBefore"), (premium.volatilityAfter, "volAfter")] {
        let failure = mismatch(
          name, actual, try Self.number(vector, name), within: .relative(1e-15), inputs: "\(vector)")
        #expect(failure == nil, "\(failure ?? "")")
      }
    }
  }

  @Test("Every split of the table: the parts and their sum to 1e-13, one trade equal to its parts to 1e-12")
  func splits() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "split")
    #expect(cases.count == 20)
    for vector in cases {
      let (sold, size1, size2) = (vector.double("inventory"), vector.double("size1"), vector.double("size2"))
      let first = try Self.premium(vector, sold: sold, size: size1)
      let second = try Self.premium(vector, sold: sold + size1, size: size2)
      let whole = try Self.premium(vector, sold: sold, size: size1 + size2)
      let expected = try ["premium1", "premium2", "premiumTotal"].map { try Self.number(vector, $0) }
      let scale = expected.map(abs).max() ?? 0
      for (actual, expected) in zip([first.amount, second.amount], expected) {
        #expect(abs(actual - expected) <= 1e-13 * abs(expected), "\(actual / expected - 1): \(vector)")
      }
      #expect(abs(whole.amount - expected[2]) <= 1e-13 * abs(expected[2]), "\(whole) \(vector)")
      #expect(abs(first.amount + second.amount - whole.amount) <= 1e-12 * scale, "\(vector)")
      // There and back has the same bits.
      let back = try Self.premium(vector, sold: sold + size1, size: -size1)
      #expect(first.amount + back.amount == 0, "\(vector)")
    }
  }

  @Test("A trade of many parts costs what it costs whole; at the volatility after each it does not")
  func manyParts() throws {
    let cases = try ReferenceCase.cases(Self.file, fn: "splitMany")
    #expect(cases.count == 3)
    for vector in cases {
      let (pieces, size) = (vector.int("pieces"), vector.double("size"))
      var (sum, postTrade) = (0.0, 0.0)
      for piece in 0..<pieces {
        let part = size / Double(pieces)
        let premium = try Self.premium(vector, sold: Double(piece) * part, size: part)
        sum += premium.amount
        postTrade +=
          part
          * BlackScholesMerton.price(
            .call, spot: vector.double("spot"), strike: vector.double("strike"), years: vector.double("expiry"),
            volatility: premium.volatilityAfter, rate: 0, dividendYield: 0)
      }
      let expected = try Self.number(vector, "premiumTotal")
      #expect(abs(sum - expected) <= 1e-12 * expected, "\(sum) \(vector)")
      let other = try Self.number(vector, "postTradeVolTotal")
      #expect(abs(postTrade - other) <= 1e-12 * other, "\(postTrade) \(vector)")
    }
  }

  @Test(
    "Products of two lines, volatilities that vanish, moves small and wide: every row to 1e-13 and within its bound"
  )
  func table() throws {
    let rows = try References.table("impact_premium.csv").rows
    #expect(rows.count == 101)
    var (premiums, bounds) = (
      ConditionGate("impact_premium.csv premium", relative: 1e-13),
      ConditionGate("impact_premium.csv bound", relative: 1.5e-13)
    )
    var ofBound = ConditionGate("impact_premium.csv premium by its bound", ofScale: 1)
    var most = 0
    for row in rows {
      let path: VolatilityPath =
        switch row[text: "path"] {
        case "linear": .linear(volatility: row["a"], slope: row["aSlope"])
        case "exponential": .exponential(volatility: row["a"], rate: row["aSlope"])
        case "linearVariance": .linearVariance(volatility: row["a"], slope: row["aSlope"])
        default: .product(base: row["a"], baseSlope: row["aSlope"], skew: row["b"], skewSlope: row["bSlope"])
        }
      func premium(_ sold: Double, _ size: Double) -> ImpactPremium {
        ImpactPremium(
          row[text: "type"] == "put" ? .put : .call, spot: row["spot"], strike: row["strike"], years: row["years"],
          rate: row["rate"], dividendYield: row["dividendYield"], along: path, sold: sold, size: size)
      }
      let (whole, expected) = (premium(row["sold"], row["size"]), row["premium"])
      premiums.add(whole.amount, expected, row)
      bounds.add(expected + whole.errorBound, expected, row)
      ofBound.add(whole.amount, expected, scale: whole.errorBound, row)
      let parts = [premium(row["sold"], row["size"] / 4), premium(row["sold"] + row["size"] / 4, row["size"] * 0.75)]
      #expect(abs(parts[0].amount + parts[1].amount - whole.amount) <= 1e-12 * abs(expected), "\(parts) \(row)")
      most = max(most, whole.panels)
    }
    premiums.report()
    for gate in [premiums, bounds, ofBound] {
      #expect(gate.failures.isEmpty, "\(gate.failures)")
    }
    #expect(most < 40, "\(most) panels")
  }

  @Test("A volatility that does not move, no size, no time; arguments that are no numbers")
  func limits() {
    func premium(_ path: VolatilityPath, size: Double, years: Double = 0.5, spot: Double = 100) -> ImpactPremium {
      ImpactPremium(.call, spot: spot, strike: 100, years: years, rate: 0, along: path, sold: 3, size: size)
    }
    let price = BlackScholesMerton.price(
      .call, spot: 100, strike: 100, years: 0.5, volatility: 0.4, rate: 0, dividendYield: 0)
    for path in [
      VolatilityPath.linear(volatility: 0.4, slope: 0), .exponential(volatility: 0.4, rate: 0),
      .linearVariance(volatility: 0.4, slope: 0), .product(base: 0.8, baseSlope: 0, skew: 0.5, skewSlope: 0),
    ] {
      #expect(abs(premium(path, size: 7).amount - 7 * price) <= 1e-14 * 7 * price, "\(path)")
      #expect(premium(path, size: 0).amount == 0, "\(path)")
      #expect(premium(path, size: 7, years: 0).amount == 0, "\(path)")
      #expect(premium(path, size: .nan).amount.isNaN, "\(path)")
      #expect(premium(path, size: 1, spot: .nan).amount.isNaN, "\(path)")
      #expect(premium(path, size: 1, years: -1).amount.isNaN, "\(path)")
    }
    #expect(premium(.linear(volatility: .nan, slope: 1), size: 1).amount.isNaN)
    #expect(premium(.linear(volatility: 0.4, slope: .nan), size: 1).amount.isNaN)
  }
}
