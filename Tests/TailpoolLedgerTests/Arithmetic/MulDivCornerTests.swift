import TailpoolLedger
import Testing
import _TailpoolTestSupport

private let endDigits: [UInt128] = [0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 2, (1 << 64) - 1]
/// Numbers both of whose digits lie at an end.
private let corners = endDigits.flatMap { high in endDigits.map { high << 64 | $0 } }

/// Where guesses, corrections and roundings turn: digits at their ends, halves, and the greatest quotient.
@Suite("mulDiv, corners")
struct MulDivCornerTests {
  /// What the rounded quotient must be, from the standard library's wide division and the exact remainder.
  private func expected(
    _ a: UInt128, _ b: UInt128, _ c: UInt128, _ rounding: Rounding
  ) -> Result<UInt128, LedgerError> {
    if c == 0 { return .failure(.divisionByZero) }
    let product = a.multipliedFullWidth(by: b)
    if product.high >= c { return .failure(.overflow) }
    let (quotient, rest) = c.dividingFullWidth((product.high, product.low))
    let goesUp: Bool
    switch rounding {
    case .down: goesUp = false
    case .up: goesUp = rest != 0
    case .nearestOrEven: goesUp = rest > c - rest || rest == c - rest && !quotient.isMultiple(of: 2)
    }
    let (rounded, overflow) = quotient.addingReportingOverflow(goesUp ? 1 : 0)
    return overflow ? .failure(.overflow) : .success(rounded)
  }

  private func mismatch(_ a: UInt128, _ b: UInt128, _ c: UInt128) -> String? {
    for rounding in Rounding.allCases {
      let result = outcome { () throws(LedgerError) in try mulDiv(a, b, c, rounding: rounding) }
      let expected = expected(a, b, c, rounding)
      if result != expected { return "\(a) * \(b) / \(c), \(rounding): \(result), expected \(expected)" }
    }
    return nil
  }

  @Test("LEDGER-121: factors and divisors whose digits lie at their ends, all with all", arguments: corners)
  func endsOfDigits(divisor: UInt128) {
    var wrong: [String] = []
    for a in corners {
      for b in corners where a <= b { if let found = mismatch(a, b, divisor) { wrong.append(found) } }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
  }

  @Test("LEDGER-122: one unit beside a half goes to the nearer neighbor, and a half to the even one", arguments: seeds)
  func besideHalves(seed: UInt64) {
    expectHolds(seed: seed) { random in
      // Also halves whose last digits are all zero, so that a remainder of zero does not show in the last digit alone.
      let h = random.next() % 2 == 0 ? random.edgy(bits: 100) + 2 : (random.edgy(bits: 36) + 1) << 64
      let q = random.edgy(bits: 26)
      let half = (2 * q + 1) * h
      for (dividend, nearest) in [(half - 1, q), (half, q + q % 2), (half + 1, q + 1), (2 * q * h, q)] {
        let result = try? mulDiv(dividend, 1, 2 * h, rounding: .nearestOrEven)
        if result != nearest { return "\(dividend) / \(2 * h): \(String(describing: result)), expected \(nearest)" }
      }
      return nil
    }
  }

  @Test("LEDGER-123: the greatest quotient and a remainder overflow exactly when rounded up", arguments: seeds)
  func roundsPastTheGreatest(seed: UInt64) {
    expectHolds(seed: seed) { random in
      // (max - x) * (c + 1) = max * c + (max - x * (c + 1)), whose last term is below c + 1.
      let c = random.edgy(bits: 127) + 1
      let a = UInt128.max - UInt128.max / (c + 1)
      let rest = UInt128.max % (c + 1)
      if let found = mismatch(a, c + 1, c) { return found }
      let down = outcome { () throws(LedgerError) in try mulDiv(a, c + 1, c, rounding: .down) }
      return down == (rest < c ? .success(.max) : .failure(.overflow)) ? nil : "\(a) * \(c + 1) / \(c): \(down)"
    }
  }

  @Test("LEDGER-124: quotients whose digits lie at their ends, with small and great remainders", arguments: seeds)
  func quotientCorners(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let q = corners[Int(random.next() % UInt64(corners.count))]
      let c = random.edgy() | 1 << 64
      // q * c, and a * b next to it: the floors are q, and q or its neighbors.
      if let found = mismatch(q, c, c) ?? mismatch(q, c | 1, c) { return found }
      return c > 1 && q > 0 ? mismatch(q, c - 1, c) ?? mismatch(q - 1, c, c) : nil
    }
  }
}
