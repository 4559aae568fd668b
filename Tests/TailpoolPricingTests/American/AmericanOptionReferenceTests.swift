import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct AmericanOptionReferenceTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    let accuracy: AmericanAccuracy
    let rms: Double
    let most: Double
    var testDescription: String { accuracy.rawValue }
  }

  static let settings = [
    Setting(accuracy: .fast, rms: 1.5e-6, most: 3e-6),
    Setting(accuracy: .standard, rms: 5e-8, most: 2e-7),
    Setting(accuracy: .high, rms: 2e-11, most: 1e-10),
  ]

  static func columns(_ rows: [ReferenceTable.Row]) throws -> OptionColumns {
    OptionColumns(
      types: try rows.map { try #require(OptionType(rawValue: $0[text: "type"])) }, spots: rows.map { $0["spot"] },
      strikes: rows.map { $0["strike"] }, years: rows.map { $0["expiry"] }, volatilities: rows.map { $0["volatility"] },
      rates: rows.map { $0["rate"] }, dividendYields: rows.map { $0["dividendYield"] })
  }

  /// The prices of a batch.
  static func prices(_ options: OptionColumns, _ accuracy: AmericanAccuracy) -> [Double] {
    var prices = [Double](repeating: 0, count: options.count)
    var span = prices.mutableSpan
    AmericanOption.prices(of: options, accuracy: accuracy, into: &span)
    return prices
  }

  private static func compare(_ table: String, uncertainty: String, _ setting: Setting) throws {
    let rows = try References.table(table).rows
    let options = try columns(rows)
    let found = prices(options, setting.accuracy)
    var gated = ConditionGate("\(table) \(setting.accuracy)", ofScale: setting.most)
    var squares = 0.0
    for (index, row) in rows.enumerated() {
      let error = max(abs(found[index] - row["americanPrice"]) - 3 * row[uncertainty], 0)
      gated.add(error, 0, scale: row["strike"], row)
      squares += error * error / row["strike"] / row["strike"]
      let type = try #require(OptionType(rawValue: row[text: "type"]))
      let european = BlackScholesMerton.price(
        type, spot: row["spot"], strike: row["strike"], years: row["expiry"], volatility: row["volatility"],
        rate: row["rate"], dividendYield: row["dividendYield"])
      #expect(found[index] >= european && found[index] >= type.sign * (row["spot"] - row["strike"]), "\(row)")
      // The printed European prices have 12 digits.
      #expect(abs(european - row["europeanPrice"]) <= 1e-10 * max(european, 1), "\(row)")
    }
    let rms = (squares / Double(rows.count)).squareRoot()
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    #expect(rms <= setting.rms, "\(table): \(rms)")
    gated.report()
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print("\(table) \(setting.accuracy): root mean square \(rms)")
    }
  }

  @Test("Prices are within the setting's error of american.csv, over the strike", arguments: settings)
  func american(setting: Setting) throws {
    try Self.compare("american.csv", uncertainty: "spread", setting)
  }

  @Test("Prices are within the setting's error of american_negative_rates.csv, over the strike", arguments: settings)
  func negativeRates(setting: Setting) throws {
    try Self.compare("american_negative_rates.csv", uncertainty: "error", setting)
  }

  @Test("The two boundaries are those of american_negative_rates.csv")
  func twoBoundaries() throws {
    var count = 0
    for row in try References.table("american_negative_rates.csv").rows {
      let type = try #require(OptionType(rawValue: row[text: "type"]))
      let boundary = try #require(
        AmericanBoundary(
          type, strike: row["strike"], years: row["expiry"], volatility: row["volatility"], rate: row["rate"],
          dividendYield: row["dividendYield"], accuracy: .high))
      let region = boundary.region(yearsLeft: row["expiry"])
      switch row[text: "regime"] {
      case "double":
        // The table says that its boundaries hold to about 1e-6, and prints 7 digits.
        let found = try #require(region, "\(row)")
        #expect(abs(found.lowerBound / row["lowerBoundary"] - 1) < 5e-6, "\(found), \(row)")
        #expect(abs(found.upperBound / row["upperBoundary"] - 1) < 5e-6, "\(found), \(row)")
        count += 1
      case "single": #expect(region != nil, "\(row)")
      default: #expect(region == nil, "\(row)")
      }
    }
    #expect(count == 28)
  }

  @Test("The converged premiums of Andersen, Lake and Offengenden's table")
  func premiums() throws {
    // At 7.5 % their finest scheme stands 4e-8 from what equations A and B both converge to.
    let published = [0.05: 0.106952702747, 0.075: 0.3671111406]
    for row in try References.table("american_premium_published.csv").rows {
      let rate = row["rate"]
      let (strike, volatility, years) = (100.0, 0.25, 1.0)
      let american = AmericanOption.price(
        .put, spot: 100, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: 0.05,
        accuracy: .high)
      let european = BlackScholesMerton.price(
        .put, spot: 100, strike: strike, years: years, volatility: volatility, rate: rate, dividendYield: 0.05)
      let premium = american - european
      let expected = try #require(published[rate], "\(row)")
      #expect(abs(premium - expected) < 1e-9, "\(premium), \(expected)")
    }
  }
}
