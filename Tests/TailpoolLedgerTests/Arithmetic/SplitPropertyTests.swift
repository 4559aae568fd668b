import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Laws of splits beside those of `LargestRemainderTests`.
@Suite("Largest-remainder split, properties")
struct SplitPropertyTests {
  private func weights(_ random: inout SeededGenerator) -> [UInt128] {
    let count = 1 + Int(random.next() % 6)
    var weights: [UInt128] = []
    for _ in 0..<count { weights.append(random.edgy(bits: 100)) }
    weights.append(1)
    return weights
  }

  @Test("LEDGER-085: weights multiplied by one number split the same", arguments: seeds)
  func scaled(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (total, weights, k) = (random.edgy(), weights(&random), random.edgy(bits: 20) + 1)
      let parts = try? largestRemainderSplit(total, by: weights)
      return parts != nil && parts == (try? largestRemainderSplit(total, by: weights.map { $0 * k }))
        ? nil : "\(total) by \(weights), times \(k)"
    }
  }

  @Test("LEDGER-086: one weight takes all", arguments: seeds)
  func single(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (total, weight) = (random.edgy(), random.edgy() | 1)
      return (try? largestRemainderSplit(total, by: [weight])) == [total]
        && (try? largestRemainderSplit(total, by: [0, weight, 0])) == [0, total, 0] ? nil : "\(total) by \(weight)"
    }
  }

  @Test("LEDGER-087: a weight of zero put in anywhere changes nobody's part", arguments: seeds)
  func zeroInserted(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (total, weights) = (random.edgy(), weights(&random))
      let index = Int(random.next() % UInt64(weights.count + 1))
      var (more, parts) = (weights, (try? largestRemainderSplit(total, by: weights)) ?? [])
      more.insert(0, at: index)
      if parts.isEmpty { return "threw" }
      parts.insert(0, at: index)
      return parts == (try? largestRemainderSplit(total, by: more)) ? nil : "\(total) by \(more)"
    }
  }

  @Test("LEDGER-088: who has a unit more than its floor has no smaller remainder than who has not", arguments: seeds)
  func remainders(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (total, weights) = (random.edgy(bits: 60), (0..<5).map { _ in random.edgy(bits: 60) } + [1])
      guard let parts = try? largestRemainderSplit(total, by: weights) else { return "threw" }
      let sum = weights.reduce(0, +)
      var (least, greatest) = (UInt128.max, UInt128(0))
      for (part, weight) in zip(parts, weights) {
        let (floor, rest) = (total * weight).quotientAndRemainder(dividingBy: sum)
        if part == floor { greatest = max(greatest, rest) } else { least = min(least, rest) }
        if part != floor && part != floor + 1 { return "\(total) by \(weights): \(parts)" }
      }
      return greatest <= least ? nil : "\(total) by \(weights): \(parts)"
    }
  }

  @Test("LEDGER-089: among equal remainders the first comes first", arguments: seeds)
  func order(seed: UInt64) {
    expectHolds(seed: seed) { random in
      // Two equal weights anywhere: the earlier one never has less.
      var weights = weights(&random)
      let twin = weights[Int(random.next() % UInt64(weights.count))]
      weights.append(twin)
      guard let parts = try? largestRemainderSplit(random.edgy(), by: weights), let first = weights.firstIndex(of: twin)
      else { return "threw" }
      let (early, late) = (parts[first], parts[parts.count - 1])
      return early == late || early == late + 1 ? nil : "\(weights): \(parts)"
    }
  }

  @Test("LEDGER-090: weights that sum to zero or past the type are refused", arguments: seeds)
  func refused(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (total, great) = (random.edgy(), random.edgy() | 1)
      let past = outcome { () throws(LedgerError) in try largestRemainderSplit(total, by: [great, .max - great, 1]) }
      let zeros = Array(repeating: UInt128(0), count: Int(random.next() % 4))
      let none = outcome { () throws(LedgerError) in try largestRemainderSplit(total, by: zeros) }
      return past == .failure(.overflow) && none == .failure(.divisionByZero) ? nil : "\(total), \(great)"
    }
  }
}
