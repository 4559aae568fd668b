import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Exact sum")
struct ExactSumTests {
  private func sum(_ numbers: [Double]) -> ExactSum {
    var sum = ExactSum()
    for number in numbers { sum.add(number) }
    return sum
  }

  @Test("Rounds the true sum once")
  func rounding() {
    #expect(sum([]).value == 0)
    #expect(sum([1e308, 1, -1e308]).value == 1)
    #expect(sum([1, 0x1p-53]).value == 1)
    #expect(sum([1, 0x1p-53, 0x1p-120]).value == 1 + 0x1p-52)
    #expect(sum([1, 0x1.8p-52]).value == 1 + 0x1p-51)
    #expect(sum([.leastNonzeroMagnitude, .leastNonzeroMagnitude]).value == 2 * .leastNonzeroMagnitude)
    #expect(sum([-3, .leastNonzeroMagnitude, 3]).value == .leastNonzeroMagnitude)
    #expect(sum([-1.5, -0x1p-60]).value == -1.5)
    #expect(sum([.greatestFiniteMagnitude, .greatestFiniteMagnitude]).value == .infinity)
    #expect(sum([-.greatestFiniteMagnitude, -.greatestFiniteMagnitude]).value == -.infinity)
  }

  @Test("Agrees with sums of whole numbers, in any order and grouping, to the bit")
  func associative() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<50 {
      // Whole multiples of 2^−40 below 2^20: their sum is exact in 128 bits.
      let units = (0..<200).map { _ in Int64(generator.uniform(-0x1p60, 0x1p60)) }
      let numbers = units.map { Double($0) * 0x1p-40 }
      let exact = units.reduce(Int128(0)) { $0 + Int128(Int64(Double($1))) }
      #expect(sum(numbers).value == Double(exact) * 0x1p-40)
      var (left, right) = (sum(Array(numbers[..<77])), sum(Array(numbers[77...])))
      var whole = sum(numbers.reversed())
      whole.normalize()
      let first = left
      left.add(right)
      right.add(first)
      #expect(left == whole && right == whole)
      let copy = try JSONDecoder().decode(ExactSum.self, from: JSONEncoder().encode(whole))
      #expect(copy == whole)
    }
  }

  @Test("Agrees with a sum over all magnitudes that cancels but for one number")
  func magnitudes() {
    var generator = SeededGenerator(seed: 2)
    var numbers = (0..<500).map { _ in
      Double(
        sign: generator.uniform() < 0.5 ? .plus : .minus, exponent: Int(generator.uniform(-1074, 1020)),
        significand: 1 + generator.uniform())
    }
    numbers += numbers.map { -$0 }.shuffled(using: &generator)
    numbers.insert(0.1, at: 123)
    #expect(sum(numbers).value == 0.1)
  }

  @Test("Squares about a mean far from zero lose no digit; where a square has no Double they have none")
  func squaredDeviations() {
    func found(_ numbers: [Double], mean: Double) -> Double {
      var squares = ExactSum()
      for number in numbers {
        let isAdded = squares.add(number, times: number)
        #expect(isAdded, "\(number)")
      }
      return sum(numbers).squaredDeviations(from: mean, count: Double(numbers.count), squares: squares)
    }
    // Squares of −5 to 5 are 110 in all, and a quarter of a unit from the mean makes 11 · (1/4)² more.
    for offset in [0, 1, -3, 1e6, -0x1p40, 0x1p50, 1e15] {
      let numbers = (-5...5).map { offset + Double($0) }
      #expect(found(numbers, mean: offset) == 110, "\(offset)")
      #expect(found(numbers, mean: offset + 0.25) == 110.6875, "\(offset)")
    }
    #expect(found([7], mean: 7) == 0 && found([0.1, 0.1, 0.1], mean: 0.1) == 0)
    var none = ExactSum()
    let isAdded = none.add(1e200, times: -1e200)
    #expect(!isAdded && none.value == 0)
    #expect(sum([1e200]).squaredDeviations(from: 1e200, count: 1, squares: none) == .infinity)
  }
}
