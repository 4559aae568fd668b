import CTailpoolKernels
import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// The instruction sets that this machine has; the others cannot be run.
let availableSets = [
  tp_instruction_set_libm, tp_instruction_set_baseline, tp_instruction_set_avx2, tp_instruction_set_avx512,
].filter { $0.rawValue <= tp_best_instruction_set().rawValue }

@Suite("Kernel of a book")
struct Black76BookTests {
  /// Random lines and moves; wide ones leave the polynomials' domain.
  private struct Case {
    var lines = BookLines()
    var x: [Double] = []
    var y: [Double] = []

    init(seed: UInt64, wide: Bool, moves: Int = 203) {
      var generator = SeededGenerator(seed: seed)
      for index in 0..<20 {
        let forward = exp(generator.uniform(0, 11))
        let strike = forward * exp(wide ? generator.uniform(-3, 3) : generator.uniform(-0.5, 0.5))
        let deviation = wide ? exp(generator.uniform(-12, 2.3)) : exp(generator.uniform(-5, 0))
        lines.append(
          forward: forward, strike: strike, logMoneyness: log(forward / strike),
          deviation: index % 7 == 3 ? 0 : deviation, sign: index % 2 == 0 ? 1 : -1,
          weight: generator.uniform(-10, 10))
      }
      for _ in 0..<moves {
        x.append(generator.uniform(-0.5, 0.5))
        y.append(generator.uniform(-0.7, 0.7))
      }
    }

    func values(_ set: tp_instruction_set, _ range: Range<Int>? = nil) -> [Double] {
      let range = range ?? x.indices
      var values = [Double](repeating: 0, count: range.count)
      let status = unsafe tp_black76_book(
        set, range.count, Array(x[range]), Array(y[range]), lines.count, lines.numbers, &values)
      #expect(status == 0)
      return values
    }

    /// The textbook formula with erfc, and the scale of its rounding: the sum of all parts without regard to sign.
    func reference(_ i: Int) -> (value: Double, scale: Double) {
      var (value, scale) = (0.0, 0.0)
      for line in 0..<lines.count {
        let n = Array(lines.numbers[(line * BookLines.size)..<((line + 1) * BookLines.size)])
        let (forward, strike, deviation, sign) = (n[0] * exp(x[i]), n[1], n[3] * exp(y[i]), n[5])
        var price = max(sign * (forward - strike), 0)
        if deviation > 0 {
          let d1 = log(forward / strike) / deviation + deviation / 2
          func normal(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
          price = sign * (forward * normal(sign * d1) - strike * normal(sign * (d1 - deviation)))
        }
        value += n[6] * price
        scale += abs(n[6]) * (forward + strike)
      }
      return (value, scale)
    }
  }

  @Test("Every instruction set agrees with the textbook formula", arguments: [false, true])
  func agreement(wide: Bool) {
    for set in availableSets {
      var failures: [String] = []
      for seed in 1...(wide ? 6 : 12) {
        let book = Case(seed: UInt64(seed), wide: wide)
        for (i, value) in book.values(set).enumerated() {
          let reference = book.reference(i)
          if !(abs(value - reference.value) <= 1e-15 * reference.scale) {
            failures.append("seed \(seed) move \(i): \(value), expected \(reference.value)")
          }
        }
      }
      #expect(failures.isEmpty, "set \(set.rawValue): \(failures.count) failures, \(failures.prefix(3))")
    }
  }

  @Test("AVX2 and AVX-512 give the same bits")
  func bits() {
    let fused = availableSets.filter { $0.rawValue >= tp_instruction_set_avx2.rawValue }
    for seed in 20..<30 {
      let book = Case(seed: UInt64(seed), wide: seed % 2 == 0)
      let all = fused.map { book.values($0).map(\.bitPattern) }
      for other in all.dropFirst() { #expect(other == all[0], "seed \(seed)") }
    }
  }

  @Test("A move has the same bits wherever it stands, and beside one that is out of range")
  func place() {
    var book = Case(seed: 40, wide: false)
    for set in availableSets {
      let whole = book.values(set)
      for start in [1, 5, 100] {
        let part = start..<(start + 17)
        #expect(book.values(set, part).map(\.bitPattern) == whole[part].map(\.bitPattern))
      }
    }
    let clean = book
    book.x[8] = 800
    book.y[20] = .nan
    for set in availableSets {
      let (whole, spoiled) = (clean.values(set), book.values(set))
      #expect(!spoiled[8].isFinite && spoiled[20].isNaN)
      for i in whole.indices where i != 8 && i != 20 { #expect(spoiled[i].bitPattern == whole[i].bitPattern) }
    }
  }

  @Test("No value is below the intrinsic one, and far options keep their digits")
  func bounds() throws {
    var lines = BookLines()
    lines.append(forward: 100, strike: 300, logMoneyness: log(1.0 / 3), deviation: 0.2, sign: 1, weight: 1)
    for set in availableSets {
      var values = [0.0]
      unsafe #expect(tp_black76_book(set, 1, [0], [0], 1, lines.numbers, &values) == 0)
      // mpmath 1.4.1, 40 digits: Black-76 at F = 100, K = 300, s = 0.2.
      #expect(Tolerance.relative(1e-13).accepts(values[0], 1.1685827631371398e-7), "set \(set.rawValue) \(values[0])")
    }
  }
}
