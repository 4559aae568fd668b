import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Checked arithmetic of signed amounts")
struct CheckedTests {
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
      let parts = try largestRemainderSplit(units: total, by: weights)
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
    #expect(try largestRemainderSplit(units: 2, by: [1, 1, 1]) == [1, 1, 0])
    #expect(try largestRemainderSplit(units: 10, by: [1, 5, 1]) == [2, 7, 1])
    #expect(try largestRemainderSplit(units: 0, by: [0, 0]) == [0, 0])
  }

  @Test("Bad amounts are typed errors")
  func errors() {
    #expect(throws: LedgerError.negative(-1)) { try largestRemainderSplit(units: -1, by: [1]) }
    #expect(throws: LedgerError.negative(-2)) { try largestRemainderSplit(units: 1, by: [1, -2]) }
    #expect(throws: LedgerError.negative(-3)) { try checkedAmount(-3) }
    #expect(throws: LedgerError.overflow) { try checkedSum(Int128.max, 1) }
    #expect(throws: LedgerError.overflow) { try checkedSum([Int128.max, 1, -1]) }
    #expect(throws: LedgerError.overflow) { try checkedDifference(Int128.min, 1) }
    #expect(throws: LedgerError.overflow) { try checkedDifference(UInt128(1), 2) }
    #expect(throws: LedgerError.overflow) { try checkedProduct(Int128.max, 2) }
    #expect(throws: LedgerError.divisionByZero) { try largestRemainderSplit(units: 1, by: []) }
    #expect(throws: LedgerError.overflow) { try largestRemainderSplit(units: 1, by: [.max, 1]) }
    #expect(throws: LedgerError.overflow) { try mulDiv(Int128.max, .max, 1, rounding: .down) }
    #expect(throws: LedgerError.overflow) { try mulDiv(Int128.max, 3, 2, rounding: .up) }
  }

  @Test("What fits is exact, to the last number that does")
  func fits() throws {
    #expect(try checkedAmount(0) == 0 && checkedAmount(.max) == .max)
    #expect(try checkedSum(Int128.max, Int128.min) == -1)
    #expect(try checkedSum([Int128.min, 1, Int128.max]) == 0 && checkedSum([Int128]()) == 0)
    #expect(try checkedDifference(-1, Int128.max) == .min)
    #expect(try checkedProduct(Int128(1) << 126, -2) == .min)
  }

  @Test("A full-width product is divided exactly, down and up")
  func fullWidth() throws {
    #expect(try mulDiv(Int128.max, .max, .max, rounding: .down) == .max)
    #expect(try mulDiv(Int128(1) << 100, 1 << 100, 1 << 90, rounding: .up) == 1 << 110)
    #expect(try mulDiv(Int128(1) << 100, 1 << 100, (1 << 90) + 1, rounding: .up) == (1 << 110) - (1 << 20) + 1)
    #expect(try mulDiv(Int128(7), 3, 2, rounding: .down) == 10)
    #expect(try mulDiv(Int128(7), 3, 2, rounding: .up) == 11)
  }
}
