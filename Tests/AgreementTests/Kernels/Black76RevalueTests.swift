import CTailpoolKernels
import Foundation
import Testing
import _TailpoolTestSupport

/// One option and the moves of its underlying.
private struct Revaluation {
  var forward = 80_000.0
  var strike = 80_000.0
  var volatility = 0.5
  var years = 0.25
  var sign = 1.0
  var weight = 1.0
  var spotFactors = [1.0]
  var logSpotFactors = [0.0]
  var volatilityFactors = [1.0]

  /// The values added to zeros, or nil when the machine does not have the set.
  func values(_ set: tp_instruction_set, from start: Double = 0) -> [Double]? {
    var values = [Double](repeating: start, count: spotFactors.count)
    let status = unsafe tp_black76_revalue_on(
      set, values.count, spotFactors, logSpotFactors, volatilityFactors, forward, strike, volatility, years, sign,
      weight, &values)
    return status == 0 ? values : nil
  }

  func part(_ range: Range<Int>) -> Revaluation {
    var part = self
    part.spotFactors = Array(spotFactors[range])
    part.logSpotFactors = Array(logSpotFactors[range])
    part.volatilityFactors = Array(volatilityFactors[range])
    return part
  }

  /// The textbook formula with the C library's log and erfc, in the order of the formula.
  func reference(_ index: Int) -> Double {
    let moved = forward * spotFactors[index]
    let deviation = volatility * volatilityFactors[index] * years.squareRoot()
    let d1 = log(moved / strike) / deviation + deviation / 2
    let d2 = d1 - deviation
    return weight * sign * (moved * normal(sign * d1) - strike * normal(sign * d2))
  }

  private func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
}

@Suite("Revaluation kernel")
struct Black76RevalueTests {
  private static let sets = [
    tp_instruction_set_libm, tp_instruction_set_baseline, tp_instruction_set_avx2, tp_instruction_set_avx512,
  ]

  /// The sets that this machine has; the others are skipped because nothing can run them.
  private var available: [tp_instruction_set] {
    Self.sets.filter { $0.rawValue <= tp_best_instruction_set().rawValue }
  }

  /// Moves as a day or a crash makes them, or far wider ones.
  private func random(_ generator: inout SeededGenerator, count: Int, wide: Bool) -> Revaluation {
    var option = Revaluation()
    option.strike = option.forward * exp(wide ? generator.uniform(-3, 3) : generator.uniform(-0.5, 0.5))
    option.volatility = wide ? exp(generator.uniform(-6, 2)) : generator.uniform(0.2, 1.2)
    option.years = wide ? exp(generator.uniform(-10, 2)) : generator.uniform(0.003, 1)
    option.sign = generator.uniform() < 0.5 ? 1 : -1
    option.logSpotFactors = (0..<count).map { _ in generator.uniform(-0.3, 0.3) }
    option.spotFactors = option.logSpotFactors.map { exp($0) }
    option.volatilityFactors = (0..<count).map { _ in exp(generator.uniform(-0.5, 0.5)) }
    return option
  }

  @Test("Every set agrees with the C library's erfc on random options and moves", arguments: [false, true])
  func agreement(wide: Bool) throws {
    for set in available {
      var generator = SeededGenerator(seed: 101)
      var greatest = 0.0
      var greatestFromLibm = 0.0
      var bad = 0
      for _ in 0..<200 {
        let option = random(&generator, count: 101, wide: wide)
        let values = try #require(option.values(set))
        let libm = try #require(option.values(tp_instruction_set_libm))
        for (index, value) in values.enumerated() {
          let scale = option.forward * option.spotFactors[index] + option.strike
          greatest = max(greatest, abs(value - option.reference(index)) / scale)
          greatestFromLibm = max(greatestFromLibm, abs(value - libm[index]) / scale)
          if !(value >= 0) { bad += 1 }
        }
      }
      print(
        "revaluation kernel, set \(set.rawValue), wide \(wide): error / (forward + strike) \(greatest) from the formula, \(greatestFromLibm) from libm"
      )
      #expect(bad == 0)
      // The textbook order of operations is itself wrong by a few units of rounding.
      #expect(greatest <= 1e-15, "set \(set.rawValue)")
      #expect(greatestFromLibm <= 5e-16, "set \(set.rawValue)")
    }
  }

  @Test("Every set reproduces the Black-76 reference table")
  func referenceTable() throws {
    let table = try References.table("black76.csv")
    try #require(table.rows.count == 500)
    for set in available {
      var failures: [String] = []
      for row in table.rows {
        var option = Revaluation()
        option.forward = row["forward"]
        option.strike = row["strike"]
        option.volatility = row["volatility"]
        option.years = row["expiry"]
        option.weight = row["discountFactor"]
        option.sign = row[text: "type"] == "call" ? 1 : -1
        let value = try #require(option.values(set))[0]
        let tolerance = Tolerance.absolute(1e-15 * option.weight * (option.forward + option.strike))
        let failure = mismatch("price", value, row["price"], within: tolerance, inputs: "\(row)")
        if let failure { failures.append(failure) }
      }
      #expect(failures.isEmpty, "set \(set.rawValue): \(failures)")
    }
  }

  @Test("A move gives the same bits wherever it stands and however many there are")
  func position() throws {
    var generator = SeededGenerator(seed: 102)
    let option = random(&generator, count: 67, wide: false)
    for set in available {
      let whole = try #require(option.values(set))
      for start in [0, 1, 7, 16, 50] {
        for end in start + 1...67 {
          #expect(
            option.part(start..<end).values(set) == Array(whole[start..<end]), "\(start)..<\(end), set \(set.rawValue)")
        }
      }
    }
  }

  @Test("No moves, no values")
  func none() {
    for set in available { #expect(Revaluation().part(0..<0).values(set) == []) }
  }

  @Test(
    "AVX2 and AVX-512 agree to the bit",
    .enabled(
      if: tp_best_instruction_set().rawValue >= tp_instruction_set_avx512.rawValue, "the processor lacks AVX-512"))
  func fused() throws {
    var generator = SeededGenerator(seed: 103)
    for wide in [false, true] {
      let option = random(&generator, count: 333, wide: wide)
      let narrow = try #require(option.values(tp_instruction_set_avx2))
      #expect(option.values(tp_instruction_set_avx512) == narrow)
    }
  }

  @Test("The kernel uses the best set")
  func dispatch() throws {
    var generator = SeededGenerator(seed: 104)
    let option = random(&generator, count: 45, wide: false)
    var values = [Double](repeating: 0, count: 45)
    unsafe tp_black76_revalue(
      45, option.spotFactors, option.logSpotFactors, option.volatilityFactors, option.forward, option.strike,
      option.volatility, option.years, option.sign, option.weight, &values)
    #expect(values == option.values(tp_best_instruction_set()))
  }

  @Test("A set that the machine does not have is refused and leaves the values alone")
  func unsupported() {
    var values = [7.0]
    let status = unsafe tp_black76_revalue_on(
      tp_instruction_set(rawValue: 99), 1, [1], [0], [1], 1, 1, 1, 1, 1, 1, &values)
    #expect(status == 1 && values == [7])
  }

  @Test("Values are added to, and scale with the weight")
  func accumulation() throws {
    var option = Revaluation()
    for set in available {
      option.weight = 1
      let one = try #require(option.values(set))[0]
      option.weight = -4
      #expect(option.values(set) == [-4 * one])
      #expect(option.values(set, from: 16) == [16 - 4 * one])
    }
  }

  @Test("After expiry an option is worth its payoff", arguments: [0, -0.5, -.infinity] as [Double])
  func expired(years: Double) {
    var option = Revaluation(strike: 70_000, years: years, spotFactors: [1, 0.5, 0.875, .nan])
    option.logSpotFactors = option.spotFactors.map { log($0) }
    option.volatilityFactors = [1, 1, 1, 1]
    for set in available {
      option.sign = 1
      #expect(option.values(set)?.prefix(3) == [10_000, 0, 0] && option.values(set)?[3].isNaN == true)
      option.sign = -1
      #expect(option.values(set)?.prefix(3) == [0, 30_000, 0] && option.values(set)?[3].isNaN == true)
    }
  }

  @Test("A price is never below the intrinsic value, and calls less puts are the forward less the strike")
  func parity() throws {
    var generator = SeededGenerator(seed: 105)
    for set in available {
      for _ in 0..<100 {
        var option = random(&generator, count: 33, wide: true)
        option.sign = 1
        let calls = try #require(option.values(set))
        option.sign = -1
        let puts = try #require(option.values(set))
        for index in calls.indices {
          let moved = option.forward * option.spotFactors[index]
          #expect(calls[index] >= moved - option.strike && puts[index] >= option.strike - moved)
          #expect(abs(calls[index] - puts[index] - (moved - option.strike)) <= 3e-16 * (moved + option.strike))
        }
      }
    }
  }

  @Test("Far out of the money the price falls to zero without turning negative or NaN")
  func tails() throws {
    var option = Revaluation(volatility: 0.5, years: 1 / 365.0)
    option.logSpotFactors = (0...4000).map { -Double($0) / 1000 }
    option.spotFactors = option.logSpotFactors.map { exp($0) }
    option.volatilityFactors = .init(repeating: 1, count: 4001)
    for set in available {
      let values = try #require(option.values(set))
      #expect(values.allSatisfy { $0 >= 0 })
      // The price decreases while it is more than rounding.
      #expect(zip(values, values.dropFirst()).allSatisfy { $1 < $0 || $0 < 1e-11 })
      #expect(values[1000...].allSatisfy { $0 < 1e-280 })
    }
  }

  @Test("Volatilities from zero to infinite have their limits, beside usual ones and alone")
  func limits() throws {
    // One volatility factor of each kind among usual moves; the option is out of, at and in the money.
    let factors = [0, 1e-300, 1e-12, 1, 17, 1e3, 1e300, .infinity, .nan, -1]
    for (strike, sign) in [(70_000.0, 1.0), (80_000, 1), (90_000, 1), (70_000, -1), (80_000, -1), (90_000, -1)] {
      var option = Revaluation(strike: strike, sign: sign)
      option.volatilityFactors = factors
      option.spotFactors = .init(repeating: 1, count: factors.count)
      option.logSpotFactors = .init(repeating: 0, count: factors.count)
      let intrinsic = max(sign * (80_000 - strike), 0)
      let greatest = sign > 0 ? 80_000 : strike
      for set in available {
        let values = try #require(option.values(set))
        #expect(Array(values[..<2]) == [intrinsic, intrinsic], "set \(set.rawValue)")
        #expect(abs(values[2] - intrinsic) <= 1e-7)
        #expect(abs(values[3] - option.reference(3)) <= 1e-10)
        #expect(abs(values[4] - option.reference(4)) <= 1e-10)
        #expect(Array(values[5..<8]) == [greatest, greatest, greatest], "set \(set.rawValue)")
        #expect(values[8].isNaN && values[9].isNaN)
        #expect(
          factors.indices.allSatisfy { option.part($0..<$0 + 1).values(set)?[0].bitPattern == values[$0].bitPattern })
      }
    }
  }

  @Test("A move that is NaN spoils its own slot only; infinite moves have their limits")
  func unusualMoves() throws {
    var option = Revaluation()
    option.spotFactors = [1, .nan, 1, 0, .infinity, 1]
    option.logSpotFactors = [0, 0, .nan, -.infinity, .infinity, 0]
    option.volatilityFactors = .init(repeating: 1, count: 6)
    for set in available {
      option.sign = 1
      let calls = try #require(option.values(set))
      option.sign = -1
      let puts = try #require(option.values(set))
      #expect(calls[1].isNaN && calls[2].isNaN && puts[1].isNaN && puts[2].isNaN, "set \(set.rawValue)")
      #expect(calls[3] == 0 && puts[3] == 80_000 && calls[4] == .infinity && puts[4] == 0, "set \(set.rawValue)")
      #expect(calls[0] == calls[5] && abs(calls[0] - option.reference(0)) <= 1e-10)
    }
  }
}
