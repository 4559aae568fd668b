import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// The reference tables through the batch functions, on every instruction set of this machine.
@Suite struct BatchReferenceTests {
  static let available = InstructionSet.allCases.filter(\.isAvailable)

  /// The gate of each Greek: 4 for the price, 6 to second order, 16 for third order.
  private static func limit(_ greek: Greek) -> Double {
    greek == .price ? 4 : greek.rawValue < Greek.speed.rawValue ? 6 : 16
  }

  private static func columnName(_ greek: Greek) -> String { greek == .volga ? "vomma" : "\(greek)" }

  static func options(_ rows: [ReferenceTable.Row]) -> OptionColumns {
    OptionColumns(
      types: rows.map(\.optionType), spots: rows.map { $0["spot"] }, strikes: rows.map { $0["strike"] },
      years: rows.map { $0["expiry"] }, volatilities: rows.map { $0["volatility"] }, rates: rows.map { $0["rate"] },
      dividendYields: rows.map { $0["dividendYield"] })
  }

  static func forwardOptions(_ rows: [ReferenceTable.Row]) -> ForwardOptionColumns {
    ForwardOptionColumns(
      types: rows.map(\.optionType), forwards: rows.map { $0["forward"] }, strikes: rows.map { $0["strike"] },
      years: rows.map { $0["expiry"] }, volatilities: rows.map { $0["volatility"] },
      discountFactors: rows.map { $0["discountFactor"] })
  }

  @Test(arguments: available, [("core", 468), ("wide", 378), ("cont", 294), ("atm", 145)])
  func greeksAgreeWithMpmath(instructionSet: InstructionSet, family: (name: String, count: Int)) throws {
    let rows = try References.table("bsm_greeks.csv").rows.filter { $0[text: "family"] == family.name }
    #expect(rows.count == family.count)
    let options = Self.options(rows)
    for set in [GreekSet.principal, .thirdOrder] {
      var greeks = GreekColumns(count: rows.count, set: set)
      let outcome = BlackScholesMerton.greeks(of: options, into: &greeks, instructionSet: instructionSet)
      #expect(outcome.invalidCount == 0)
      // Three deep options of the wide family and one of the core lie beyond 35 standard deviations.
      #expect(outcome.scalarCount <= 3)
      var failures: [String] = []
      for greek in set.greeks {
        let name = Self.columnName(greek)
        for (row, value) in zip(rows, greeks[greek]) {
          failures += [
            failure(name, value, row, condition: row["cond_\(name)"], limit: Self.limit(greek))
          ].compactMap { $0 }
        }
      }
      #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    }
  }

  @Test(arguments: available) func pricesAgreeWithMpmath(instructionSet: InstructionSet) throws {
    let rows = try References.table("bsm_greeks.csv").rows
    var prices = [Double](repeating: 0, count: rows.count)
    var span = prices.mutableSpan
    let outcome = BlackScholesMerton.prices(of: Self.options(rows), into: &span, instructionSet: instructionSet)
    #expect(outcome.scalarCount == 4)
    let failures = zip(rows, prices).compactMap { row, price in
      failure("price", price, row, condition: row["cond_price"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test(arguments: available) func forwardPricesAgreeWithMpmath(instructionSet: InstructionSet) throws {
    let rows = try References.table("black76.csv").rows
    var prices = [Double](repeating: 0, count: rows.count)
    var span = prices.mutableSpan
    let outcome = Black76.prices(of: Self.forwardOptions(rows), into: &span, instructionSet: instructionSet)
    #expect(outcome.scalarCount == 3)
    let failures = zip(rows, prices).compactMap { row, price in
      failure("price", price, row, condition: row["cond_price"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test(arguments: available) func forwardGreeksAgreeWithMpmath(instructionSet: InstructionSet) throws {
    let rows = try References.table("black76.csv").rows
    var greeks = GreekColumns(count: rows.count, set: .forward)
    let outcome = Black76.greeks(of: Self.forwardOptions(rows), into: &greeks, instructionSet: instructionSet)
    #expect(outcome.scalarCount == 3 && outcome.invalidCount == 0)
    let names: [(Greek, String)] = [
      (.price, "price"), (.delta, "deltaForward"), (.gamma, "gammaForward"), (.vega, "vega"), (.theta, "theta"),
      (.dualDelta, "strikeDelta"), (.dualGamma, "strikeGamma"), (.vanna, "vanna"), (.volga, "vomma"),
    ]
    #expect(names.map(\.0) == Array(greeks.set.greeks))
    for (greek, name) in names {
      let failures = zip(rows, greeks[greek]).compactMap { row, value in
        failure(name, value, row, condition: row["cond_\(name)"], limit: greek == .price ? 4 : 6)
      }
      #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    }
  }

  @Test(arguments: available) func impliedVolatilitiesAgreeWithMpmath(instructionSet: InstructionSet) throws {
    let rows = try References.table("black_implied_vol.csv").rows
    let prices = rows.map { $0["price"] }
    var volatilities = [Double](repeating: 0, count: rows.count)
    var span = volatilities.mutableSpan
    let outcome = ImpliedVolatility.black76(
      of: Self.forwardOptions(rows), prices: prices.span, into: &span,
      instructionSet: instructionSet)
    #expect(outcome.invalidCount == 0)
    #expect(outcome.scalarCount <= 40)
    let failures = zip(rows, volatilities).compactMap { row, volatility in
      failure("impliedVolatility", volatility, row, condition: row["cond_total"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  /// Half of this table is beyond the kernel's domain on purpose: deviations below 1e-7 and above 4.
  @Test(arguments: available) func normalizedDeviationsAgreeWithMpmath(instructionSet: InstructionSet) throws {
    let rows = try References.table("normalised_implied_vol.csv").rows
    let moneynesses = rows.map { $0["x"] }
    let prices = rows.map { $0["beta"] }
    var deviations = [Double](repeating: 0, count: rows.count)
    var span = deviations.mutableSpan
    let outcome = ImpliedVolatility.normalizedDeviations(
      logMoneyness: moneynesses.span, prices: prices.span, into: &span,
      instructionSet: instructionSet)
    #expect(outcome.invalidCount == 0)
    #expect(outcome.scalarCount <= 420)
    let failures = zip(rows, deviations).compactMap { row, deviation in
      failure("s", deviation, row, condition: row["cond_beta"] + row["cond_x"], limit: 4)
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test(arguments: available) func edgeCasesAreThoseOfTheScalarFormula(instructionSet: InstructionSet) throws {
    let rows = try References.table("edge_cases.csv").rows
    var greeks = GreekColumns(count: rows.count, set: .thirdOrder)
    BlackScholesMerton.greeks(of: Self.options(rows), into: &greeks, instructionSet: instructionSet)
    for (index, row) in rows.enumerated() {
      let named: [String: Greek] = ["price": .price, "delta": .delta, "gamma": .gamma]
      let greek = try #require(named[row[text: "quantity"]])
      let actual = greeks[greek][greeks[greek].startIndex + index]
      // The word `error` stands for NaN, which is also what reading it as a number gives.
      #expect(Tolerance.relative(4e-15).accepts(actual, row["expected"]), "\(actual) for \(row)")
    }
  }

  @Test(arguments: available) func everyPriceHasItsVolatility(instructionSet: InstructionSet) throws {
    let rows = try References.table("implied_vol_edge_cases.csv").rows
    let prices = rows.map { $0["price"] }
    var volatilities = [Double](repeating: 0, count: rows.count)
    var span = volatilities.mutableSpan
    let outcome = ImpliedVolatility.black76(
      of: Self.forwardOptions(rows), prices: prices.span, into: &span,
      instructionSet: instructionSet)
    let bounds: [String: Double] = ["zero": 0, "infinite": .infinity]
    var invalid = 0
    for (row, volatility) in zip(rows, volatilities) {
      let expected = row[text: "expected"]
      if let bound = bounds[expected] {
        #expect(volatility == bound, "\(row)")
      } else if Double(expected).map({ $0 > 0 }) ?? false {
        // The table's number is that of forward 1, its forward is 100.
        #expect(Tolerance.ulps(4).accepts(volatility, 2.5066282746310005024e-302), "\(row)")
      } else {
        #expect(volatility.isNaN, "\(row)")
        invalid += 1
      }
    }
    #expect(outcome.invalidCount == invalid && invalid == 5)
    #expect(outcome.firstInvalid == 0)
  }
}
