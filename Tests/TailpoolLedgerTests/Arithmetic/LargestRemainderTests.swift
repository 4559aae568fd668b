import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Largest-remainder split")
struct LargestRemainderTests {
  private func weights(_ random: inout SeededGenerator) -> [UInt128] {
    (0..<(1 + random.next() % 12)).map { _ in random.edgy(bits: 120) } + [1]
  }

  @Test("LEDGER-022: the parts sum to the total", arguments: seeds)
  func sums(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (total, weights) = (random.edgy(), weights(&random))
      guard let parts = try? largestRemainderSplit(total, by: weights) else { return "threw" }
      return parts.reduce(0, +) == total ? nil : "\(total) by \(weights): \(parts)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-023: each part is its exact share rounded down or up", arguments: seeds)
  func quota(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (total, weights) = (random.edgy(), weights(&random))
      guard let parts = try? largestRemainderSplit(total, by: weights) else { return "threw" }
      let sum = weights.reduce(0, +)
      for (part, weight) in zip(parts, weights) {
        guard let floor = try? mulDiv(total, weight, sum, rounding: .down),
          let ceiling = try? mulDiv(total, weight, sum, rounding: .up)
        else { return "threw" }
        if part < floor || part > ceiling { return "\(part) of \(total), \(weight) of \(sum)" }
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-024: equal weights differ by at most one unit, the first getting more", arguments: seeds)
  func equals(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (total, count) = (random.edgy(), Int(1 + random.next() % 20))
      guard let parts = try? largestRemainderSplit(total, by: Array(repeating: 7, count: count)) else { return "threw" }
      let expected = (0..<count).map { total / UInt128(count) + (UInt128($0) < total % UInt128(count) ? 1 : 0) }
      return parts == expected ? nil : "\(total) by \(count)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-025: a weight of zero gets nothing", arguments: seeds)
  func zeroWeights(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      var weights = weights(&random)
      weights.insert(0, at: Int(random.next() % UInt64(weights.count)))
      guard let parts = try? largestRemainderSplit(random.edgy(), by: weights) else { return "threw" }
      return zip(parts, weights).allSatisfy { $1 > 0 || $0 == 0 } ? nil : "\(weights): \(parts)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-026: a greater weight never gets less", arguments: seeds)
  func monotone(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let weights = weights(&random)
      guard let parts = try? largestRemainderSplit(random.edgy(), by: weights) else { return "threw" }
      for (i, a) in weights.enumerated() {
        for (j, b) in weights.enumerated() where a > b && parts[i] < parts[j] { return "\(weights): \(parts)" }
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-027: weights in proportion to the total get exactly themselves", arguments: seeds)
  func exact(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let weights = weights(&random)
      let parts = try? largestRemainderSplit(weights.reduce(0, +), by: weights)
      return parts == weights ? nil : "\(weights)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-028: no weights, and weights of zero, are refused")
  func refuses() {
    #expect(throws: LedgerError.divisionByZero) { try largestRemainderSplit(5, by: [0, 0]) }
    #expect(throws: LedgerError.overflow) { try largestRemainderSplit(5, by: [.max, 1]) }
    #expect(throws: LedgerError.divisionByZero) { try largestRemainderSplit(0, by: [0]) }
    #expect(throws: LedgerError.divisionByZero) { try largestRemainderSplit(5, by: []) }
  }

  @Test("LEDGER-029: ten by sevenths, worked by hand")
  func worked() throws {
    // 10 * (3, 2, 2) / 7 = 4 2/7, 2 6/7, 2 6/7
    #expect(try largestRemainderSplit(10, by: [3, 2, 2]) == [4, 3, 3])
    #expect(try largestRemainderSplit(1, by: [1, 1, 1]) == [1, 0, 0])
  }
}
