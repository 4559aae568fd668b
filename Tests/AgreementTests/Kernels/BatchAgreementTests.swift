import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

/// Batch against scalar, instruction set against instruction set, one thread against many.
@Suite struct BatchAgreementTests {
  static let available = InstructionSet.allCases.filter(\.isAvailable)

  /// Market-like options, with `bad` sprinkled over the arguments.
  static func options(count: Int, seed: UInt64, bad: [Double] = []) -> OptionColumns {
    var random = SeededGenerator(seed: seed)
    func column(_ low: Double, _ high: Double) -> [Double] {
      (0..<count).map { _ in
        if !bad.isEmpty, random.uniform() < 0.02 { return bad[Int(random.next() % UInt64(bad.count))] }
        return random.uniform(low, high)
      }
    }
    let types = (0..<count).map { _ in random.uniform() < 0.5 ? OptionType.call : .put }
    return OptionColumns(
      types: types, spots: column(50, 150), strikes: column(30, 250), years: column(0.002, 3),
      volatilities: column(0.05, 1.5), rates: column(-0.01, 0.06), dividendYields: column(0, 0.04))
  }

  static func part(of options: OptionColumns, _ range: Range<Int>) -> OptionColumns {
    func part(_ column: ArraySlice<Double>) -> [Double] { range.map { column[column.startIndex + $0] } }
    return OptionColumns(
      types: range.map(options.type), spots: part(options.spots), strikes: part(options.strikes),
      years: part(options.years), volatilities: part(options.volatilities), rates: part(options.rates),
      dividendYields: part(options.dividendYields))
  }

  static func prices(
    _ options: OptionColumns, threads: Int = 1, _ instructionSet: InstructionSet = .best
  ) -> ([Double], BatchOutcome) {
    var prices = [Double](repeating: -1, count: options.count)
    var span = prices.mutableSpan
    let outcome = BlackScholesMerton.prices(
      of: options, into: &span, threads: threads, instructionSet: instructionSet)
    return (prices, outcome)
  }

  static func scalarPrice(_ options: OptionColumns, _ i: Int) -> Double {
    func at(_ column: ArraySlice<Double>) -> Double { column[column.startIndex + i] }
    return BlackScholesMerton.price(
      options.type(at: i), spot: at(options.spots), strike: at(options.strikes), years: at(options.years),
      volatility: at(options.volatilities), rate: at(options.rates), dividendYield: at(options.dividendYields))
  }

  /// The larger of S exp(−qT) and K exp(−rT), of which a price is a difference.
  private static func largerLeg(_ options: OptionColumns, _ i: Int) -> Double {
    func at(_ column: ArraySlice<Double>) -> Double { column[column.startIndex + i] }
    return max(
      at(options.spots) * exp(-at(options.dividendYields) * at(options.years)),
      at(options.strikes) * exp(-at(options.rates) * at(options.years)))
  }

  /// The greatest difference in units of 2⁻⁵³ of the larger leg.
  private static func distance(_ options: OptionColumns, _ first: [Double], _ second: [Double]) -> Double {
    (0..<options.count).reduce(0) {
      max($0, abs(first[$1] - second[$1]) / largerLeg(options, $1) * 0x1p53)
    }
  }

  @Test(arguments: available) func pricesAgreeWithTheScalarFormula(instructionSet: InstructionSet) {
    let options = Self.options(count: 20_000, seed: 1)
    let (prices, outcome) = Self.prices(options, instructionSet)
    #expect(outcome.scalarShare < 0.02)
    let scalar = (0..<options.count).map { Self.scalarPrice(options, $0) }
    #expect(Self.distance(options, prices, scalar) <= 8)
  }

  @Test func instructionSetsAgree() {
    let options = Self.options(count: 20_000, seed: 2)
    let reference = Self.prices(options, .baseline).0
    for instructionSet in Self.available {
      #expect(Self.distance(options, Self.prices(options, instructionSet).0, reference) <= 8)
    }
  }

  /// Greeks relative to their size, where their terms do not cancel; volatilities from one set's prices.
  @Test func greeksAndVolatilitiesOfInstructionSetsAgree() throws {
    let options = Self.options(count: 20_000, seed: 8)
    func greeks(_ instructionSet: InstructionSet) -> GreekColumns {
      var greeks = GreekColumns(count: options.count, set: .thirdOrder)
      BlackScholesMerton.greeks(of: options, into: &greeks, instructionSet: instructionSet)
      return greeks
    }
    let prices = Self.prices(options, .baseline).0
    func volatilities(_ instructionSet: InstructionSet) -> [Double] {
      var volatilities = [Double](repeating: 0, count: options.count)
      var span = volatilities.mutableSpan
      ImpliedVolatility.blackScholesMerton(
        of: options, prices: prices.span, into: &span, instructionSet: instructionSet)
      return volatilities
    }
    var failures: [String] = []
    let reference = greeks(.baseline)
    let referenceVolatilities = volatilities(.baseline)
    for instructionSet in Self.available {
      let others = greeks(instructionSet)
      for greek in [Greek.gamma, .vega, .dualGamma] {
        for (i, (value, other)) in zip(reference[greek], others[greek]).enumerated() where prices[i] > 1 {
          // The exponent −d²/2 carries the rounding of d².
          if !(abs(value - other) <= 1e-13 * abs(value)) { failures.append("\(greek) \(i): \(value), \(other)") }
        }
      }
      for (i, (value, other)) in zip(referenceVolatilities, volatilities(instructionSet)).enumerated() {
        let leg = Self.largerLeg(options, i)
        let vega = reference[.vega][reference[.vega].startIndex + i]
        let tolerance = 16 * 0x1p-53 * (leg / vega + abs(value))
        if tolerance < 0.01, !(abs(value - other) <= tolerance) { failures.append("\(i): \(value), \(other)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }

  @Test(arguments: available) func bitsDoNotDependOnPlaceOrLength(instructionSet: InstructionSet) {
    let options = Self.options(count: 67, seed: 3)
    let all = Self.prices(options, instructionSet).0
    for first in [0, 1, 5] {
      for count in 0...(67 - first) {
        let range = first..<first + count
        let columns = Self.part(of: options, range)
        #expect(Self.prices(columns, instructionSet).0 == Array(all[range]))
        for set in [GreekSet.principal, .thirdOrder] {
          var greeks = GreekColumns(count: count, set: set)
          BlackScholesMerton.greeks(of: columns, into: &greeks, instructionSet: instructionSet)
          #expect(Array(greeks[.price]) == Array(all[range]))
          #expect(greeks[.rho].count == count)
        }
      }
    }
  }

  @Test func bitsDoNotDependOnThreads() {
    let bad = [Double.nan, 0, -1, .infinity, 1e-300]
    let options = Self.options(count: 110_003, seed: 4, bad: bad)
    let (prices, outcome) = Self.prices(options)
    var greeks = GreekColumns(count: options.count, set: .thirdOrder)
    let greeksOutcome = BlackScholesMerton.greeks(of: options, into: &greeks)
    #expect(outcome.invalidCount > 1000)
    for threads in [2, 3, 8] {
      let (others, other) = Self.prices(options, threads: threads)
      #expect(other == outcome)
      #expect(zip(prices, others).allSatisfy { $0.bitPattern == $1.bitPattern })
      var otherGreeks = GreekColumns(count: options.count, set: .thirdOrder)
      let other2 = BlackScholesMerton.greeks(of: options, into: &otherGreeks, threads: threads)
      #expect(other2 == greeksOutcome)
      for greek in Greek.allCases {
        #expect(zip(greeks[greek], otherGreeks[greek]).allSatisfy { $0.bitPattern == $1.bitPattern })
      }
    }
  }

  /// A batch whose results exceed the caches is written past them; the bits are those of small batches.
  @Test(arguments: available) func bitsDoNotDependOnTheSizeOfTheOutput(instructionSet: InstructionSet) {
    let options = Self.options(count: 110_003, seed: 7)
    var greeks = GreekColumns(count: options.count, set: .thirdOrder)
    BlackScholesMerton.greeks(of: options, into: &greeks, instructionSet: instructionSet)
    let prices = Self.prices(options, instructionSet).0
    #expect(zip(greeks[.price], prices).allSatisfy { $0.bitPattern == $1.bitPattern })
    for first in [0, 127, 4095, 109_000] {
      let part = Self.part(of: options, first..<first + 1003)
      var partGreeks = GreekColumns(count: part.count, set: .thirdOrder)
      BlackScholesMerton.greeks(of: part, into: &partGreeks, instructionSet: instructionSet)
      for greek in Greek.allCases {
        let whole = greeks[greek].dropFirst(first)
        #expect(zip(partGreeks[greek], whole).allSatisfy { $0.bitPattern == $1.bitPattern }, "\(greek)")
      }
    }
  }

  /// Arguments outside their domain, in every column, at every place of a vector.
  @Test(arguments: available) func badElementsAreNaNInTheirSlotAlone(instructionSet: InstructionSet) {
    let bad = [Double.nan, -.nan, 0, -0.0, -1, .infinity, -.infinity, Double.leastNonzeroMagnitude, 1e300, -1e300]
    let options = Self.options(count: 30_000, seed: 5, bad: bad)
    let (prices, outcome) = Self.prices(options, instructionSet)
    var invalid = 0
    var first: Int?
    var failures: [String] = []
    for i in 0..<options.count {
      let expected = Self.scalarPrice(options, i)
      if expected.isNaN {
        invalid += 1
        first = first ?? i
      }
      let scale = Self.largerLeg(options, i)
      let close = expected.isNaN ? prices[i].isNaN : abs(prices[i] - expected) <= 8 * 0x1p-53 * scale
      if !close, prices[i] != expected { failures.append("\(i): \(prices[i]), expected \(expected)") }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
    #expect(outcome.invalidCount == invalid && outcome.firstInvalid == first && invalid > 1000)
    #expect(outcome.scalarCount >= invalid)
  }

  @Test(arguments: available) func volatilitiesComeBack(instructionSet: InstructionSet) {
    let options = Self.options(count: 20_000, seed: 6)
    let prices = Self.prices(options).0
    var volatilities = [Double](repeating: -1, count: options.count)
    var span = volatilities.mutableSpan
    let outcome = ImpliedVolatility.blackScholesMerton(
      of: options, prices: prices.span, into: &span, instructionSet: instructionSet)
    var greeks = GreekColumns(count: options.count, set: .principal)
    BlackScholesMerton.greeks(of: options, into: &greeks)
    // Deep in the money a price may round to its bound, which has no volatility.
    #expect(outcome.invalidCount < 40)
    var failures: [String] = []
    for i in 0..<options.count {
      let expected = options.volatilities[options.volatilities.startIndex + i]
      let vega = greeks[.vega][greeks[.vega].startIndex + i]
      // A price is known to a few units of its legs; its volatility to that over vega.
      let tolerance = 16 * 0x1p-53 * (300 / vega + expected)
      if tolerance < 0.01, !(abs(volatilities[i] - expected) <= tolerance) {
        failures.append("\(i): \(volatilities[i]), expected \(expected), tolerance \(tolerance)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(3))")
  }
}
