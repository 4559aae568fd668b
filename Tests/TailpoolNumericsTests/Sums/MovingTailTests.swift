import CTailpoolKernels
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics

@Suite("The greatest of numbers that move along a line, summed")
struct MovingTailTests {
  /// By sorting.
  private func sum(_ base: [Double], _ change: [Double], _ size: Double, _ mass: Double) -> Double {
    let numbers = zip(base, change).map { $0 + size * $1 }.sorted(by: >)
    let whole = Int(mass)
    return numbers[..<whole].reduce(0, +) + (mass - Double(whole)) * numbers[whole]
  }

  @Test("The sum is that of sorting, for whole masses and parts, any size and any guess")
  func sorting() {
    var random = SeededGenerator(seed: 1)
    for trial in 0..<300 {
      let count = Int.random(in: 3...400, using: &random)
      // Some numbers are equal.
      let base = (0..<count).map { _ in
        (Double.random(in: -1e5...1e5, using: &random) / 64).rounded(trial % 3 == 0 ? .down : .up)
      }
      let change = (0..<count).map { _ in Double.random(in: -50...80, using: &random) }
      let mass = trial % 2 == 0 ? Double(Int.random(in: 1..<count, using: &random)) : Double(count - 1) * 0.173 + 0.1
      let tail = MovingTail(base: base, change: change, mass: mass)
      for size in [0, 1, -1, 7.5, -300, 1e6] {
        let expected = sum(base, change, size, mass)
        let scale = mass * zip(base, change).map { abs($0 + size * $1) }.reduce(0, max)
        for guess in [0, 1e4, -1e4, 1e9, Double.random(in: -1e3...1e3, using: &random), .nan, .infinity] {
          let found = tail.sum(at: size, near: guess)
          #expect(
            abs(found.value - expected) <= 1e-13 * scale,
            "trial \(trial): \(found) and \(expected) of \(count), mass \(mass), size \(size), guess \(guess)")
          // No more numbers are above the threshold than the mass, up to rounding.
          let above = zip(base, change).count { $0 + size * $1 > found.threshold + 1e-12 * scale }
          #expect(Double(above) <= mass, "\(above) of \(mass), size \(size), guess \(guess)")
        }
      }
    }
  }

  @Test("Numbers that are all the same have their multiple", arguments: [0.0, 5, -1e6])
  func equalNumbers(_ value: Double) {
    let tail = MovingTail(
      base: [Double](repeating: value, count: 40), change: [Double](repeating: 0, count: 40), mass: 2.5)
    for guess in [0.0, value, 1e3] {
      #expect(abs(tail.sum(at: 3, near: guess).value - 2.5 * value) <= 1e-9, "\(value) from \(guess)")
    }
  }

  @Test("Every instruction set gives the same sums", arguments: [0, 1, 15, 16, 17, 100])
  func instructionSets(_ count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let base = (0..<count).map { _ in Double.random(in: -10...10, using: &random) }
    let change = (0..<count).map { _ in Double.random(in: -1...1, using: &random) }
    let expected = zip(base, change).map { max($0 + 2 * $1 - 1, 0) }
    for set in [tp_instruction_set_baseline, tp_instruction_set_avx2, tp_instruction_set_avx512] {
      var (excess, number) = (-1.0, -1)
      guard unsafe tp_tail_excess(set, count, base, change, 2, 1, &excess, &number) == 0 else { continue }
      #expect(abs(excess - expected.reduce(0, +)) < 1e-12, "\(count) on \(set)")
      #expect(number == expected.count { $0 > 0 }, "\(count) on \(set)")
    }
    #expect(unsafe tp_tail_excess(tp_instruction_set_libm, 0, base, change, 2, 1, nil, nil) == 1)
  }
}
