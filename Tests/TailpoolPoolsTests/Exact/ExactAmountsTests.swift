import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Exact amounts")
struct ExactAmountsTests {
  @Test("POOL-101 A split adds up to its total, and no part is a unit away from its exact value", arguments: [1, 2, 3])
  func split(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...8, using: &generator)
      let bits = Int128.random(in: 1...100, using: &generator)
      let weights = (0..<count).map { _ in Int128.random(in: 0...(Int128(1) << bits), using: &generator) }
      let total = Int128.random(in: 0...(Int128(1) << Int128.random(in: 0...120, using: &generator)), using: &generator)
      let whole = weights.reduce(0, +)
      if whole == 0 { continue }
      let parts = try ExactAmounts.split(total, weights: weights)
      let near = zip(parts, weights).allSatisfy { part, weight in
        let exact = UInt128(total).multipliedFullWidth(by: UInt128(weight))
        let floor = UInt128(whole).dividingFullWidth(exact)
        return part == floor.quotient || (part == floor.quotient + 1 && floor.remainder > 0)
      }
      if parts.reduce(0, +) != total || !near { failures.append("\(total) by \(weights): \(parts)") }
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
  }

  @Test("Leftover units go to the greatest remainders, ties to the first")
  func ties() throws {
    #expect(try ExactAmounts.split(2, weights: [1, 1, 1]) == [1, 1, 0])
    #expect(try ExactAmounts.split(10, weights: [1, 5, 1]) == [2, 7, 1])
    #expect(try ExactAmounts.split(0, weights: [0, 0]) == [0, 0])
  }

  @Test("Bad amounts are typed errors")
  func errors() {
    #expect(throws: AmountError.negative(-1)) { try ExactAmounts.split(-1, weights: [1]) }
    #expect(throws: AmountError.negative(-2)) { try ExactAmounts.split(1, weights: [1, -2]) }
    #expect(throws: AmountError.noDivisor) { try ExactAmounts.split(1, weights: []) }
    #expect(throws: AmountError.overflow) { try ExactAmounts.split(1, weights: [.max, 1]) }
    #expect(throws: AmountError.overflow) { try ExactAmounts.mulDiv(.max, .max, 1, rounding: .down) }
    #expect(throws: AmountError.overflow) { try ExactAmounts.mulDiv(.max, 3, 2, rounding: .up) }
  }

  @Test("A full-width product is divided exactly, down and up")
  func fullWidth() throws {
    #expect(try ExactAmounts.mulDiv(.max, .max, .max, rounding: .down) == .max)
    #expect(try ExactAmounts.mulDiv(1 << 100, 1 << 100, 1 << 90, rounding: .up) == 1 << 110)
    #expect(try ExactAmounts.mulDiv(1 << 100, 1 << 100, (1 << 90) + 1, rounding: .up) == (1 << 110) - (1 << 20) + 1)
    #expect(try ExactAmounts.mulDiv(7, 3, 2, rounding: .down) == 10)
    #expect(try ExactAmounts.mulDiv(7, 3, 2, rounding: .up) == 11)
  }
}
