import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("mulDiv")
struct MulDivTests {
  @Test("LEDGER-001: down is the floor of the exact quotient", arguments: seeds)
  func floors(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(), random.edgy())
      guard case .success(let quotient) = outcome({ () throws(LedgerError) in try mulDiv(a, b, c, rounding: .down) })
      else { return nil }
      return isFloor(quotient, of: a, b, over: c) ? nil : "\(a) * \(b) / \(c) = \(quotient)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-002: overflow is thrown exactly when the floor needs more than 128 bits", arguments: seeds)
  func overflows(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(), random.edgy())
      if c == 0 { return nil }
      let result = outcome { () throws(LedgerError) in try mulDiv(a, b, c, rounding: .down) }
      // The floor fits exactly when a * b < 2^128 * c.
      let limit = WideNumber(digits: [0, 0, 0, 0] + WideNumber(c).digits)
      let fits = WideNumber(a) * WideNumber(b) < limit
      return fits == (result != .failure(.overflow)) ? nil : "\(a) * \(b) / \(c): \(result)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-003: up is down, plus one when there is a remainder", arguments: seeds)
  func ceilings(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 100), random.edgy(bits: 100), random.edgy(bits: 110) | 1 << 90)
      guard let down = try? mulDiv(a, b, c, rounding: .down), let up = try? mulDiv(a, b, c, rounding: .up) else {
        return "\(a) * \(b) / \(c) threw"
      }
      let isEven = WideNumber(a) * WideNumber(b) == WideNumber(down) * WideNumber(c)
      return up == (isEven ? down : down + 1) ? nil : "\(a) * \(b) / \(c): \(down), \(up)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-004: the nearest is the nearest, and even halfway", arguments: seeds)
  func nearest(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 60), random.edgy(bits: 60), random.edgy(bits: 40) | 2)
      let product = a * b
      guard let near = try? mulDiv(a, b, c, rounding: .nearestOrEven) else { return "threw" }
      let (floor, rest) = (product / c, product % c)
      let expected = 2 * rest > c || 2 * rest == c && floor % 2 == 1 ? floor + 1 : floor
      return near == expected ? nil : "\(a) * \(b) / \(c): \(near), expected \(expected)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-005: halves go to the even neighbor")
  func halves() throws {
    for (a, expected) in [(1, 0), (3, 2), (5, 2), (7, 4)] as [(UInt128, UInt128)] {
      #expect(try mulDiv(a, 1, 2, rounding: .nearestOrEven) == expected)
    }
  }

  @Test("LEDGER-006: the factors commute", arguments: seeds)
  func commutes(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(), random.edgy())
      for rounding in Rounding.allCases {
        let left = outcome { () throws(LedgerError) in try mulDiv(a, b, c, rounding: rounding) }
        let right = outcome { () throws(LedgerError) in try mulDiv(b, a, c, rounding: rounding) }
        if left != right { return "\(a), \(b), \(c)" }
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-007: one over one changes nothing", arguments: seeds)
  func identity(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let a = random.edgy()
      return Rounding.allCases.allSatisfy { (try? mulDiv(a, 1, 1, rounding: $0)) == a } ? nil : "\(a)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-008: multiplying and dividing by the same number changes nothing", arguments: seeds)
  func cancels(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, c) = (random.edgy(), random.edgy() | 1)
      return Rounding.allCases.allSatisfy { (try? mulDiv(a, c, c, rounding: $0)) == a } ? nil : "\(a), \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-009: nothing times anything is nothing", arguments: seeds)
  func zero(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (b, c) = (random.edgy(), random.edgy() | 1)
      return Rounding.allCases.allSatisfy { (try? mulDiv(UInt128(0), b, c, rounding: $0)) == 0 } ? nil : "\(b), \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-010: division by zero is refused, also of zero", arguments: [UInt128(0), 1, .max])
  func byZero(a: UInt128) {
    for rounding in Rounding.allCases {
      #expect(throws: LedgerError.divisionByZero) { try mulDiv(a, a, UInt128(0), rounding: rounding) }
    }
    #expect(throws: LedgerError.divisionByZero) { try mulDiv(Int128(1), 1, 0, rounding: .down) }
  }

  @Test("LEDGER-011: the greatest square over the greatest number is the greatest number")
  func greatest() throws {
    #expect(try mulDiv(UInt128.max, .max, .max, rounding: .down) == .max)
    #expect(try mulDiv(UInt128.max, .max - 1, .max, rounding: .up) == .max - 1)
    #expect(throws: LedgerError.overflow) { try mulDiv(UInt128.max, .max, .max - 1, rounding: .down) }
  }

  @Test("LEDGER-012: rounding up past the greatest number is an overflow, not a wrap")
  func roundsPastTheGreatest() {
    // (2^128 - 1) * 2^127 + ... : max * 3 / 3 is exact; (max, 2^127+1, 2^127) overflows; the ceiling of max + 1/2 too.
    #expect(throws: LedgerError.overflow) {
      // a * b / c = 2^128 - 1 + (2^127 - 1)/2^127
      try mulDiv(UInt128.max, UInt128(1) << 127 | 1, UInt128(1) << 127, rounding: .up)
    }
  }

  @Test("LEDGER-013: it grows with the first factor", arguments: seeds)
  func monotone(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 127), random.edgy(bits: 90), random.edgy(bits: 128) | 1 << 91)
      for rounding in Rounding.allCases {
        guard let low = try? mulDiv(a, b, c, rounding: rounding),
          let high = try? mulDiv(a + 1, b, c, rounding: rounding)
        else { return "\(a), \(b), \(c) threw" }
        if high < low { return "\(a), \(b), \(c)" }
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-014: there and back rounded down never gains", arguments: seeds)
  func roundTrip(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 60), random.edgy(bits: 60) | 1, random.edgy(bits: 60) | 1)
      guard let there = try? mulDiv(a, b, c, rounding: .down), let back = try? mulDiv(there, c, b, rounding: .down)
      else { return "threw" }
      return back <= a ? nil : "\(a), \(b), \(c): \(back)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-015: a divisor of one digit and one of two digits agree where both fit", arguments: seeds)
  func divisorPaths(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b) = (random.edgy(bits: 60), random.edgy(bits: 60))
      let c = random.edgy(bits: 63) | 1
      // Scaling a factor and the divisor by 2^64 changes the path, not the quotient.
      guard let small = try? mulDiv(a, b, c, rounding: .down),
        let large = try? mulDiv(a << 64, b, c << 64, rounding: .down)
      else { return "threw" }
      return small == large ? nil : "\(a), \(b), \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-016: a digit guessed too great is corrected")
  func correctsTheGuess() throws {
    // Dividends and divisors for which the guess from the leading digits is two too great (Knuth 4.3.1).
    let top = UInt128(1) << 127
    for low in [UInt128(UInt64.max), UInt128(UInt64.max) - 1, 1, 0] {
      let c = top | low
      for a in [c - 1, c / 2, c / 3, top - 1] {
        let quotient = try mulDiv(a, .max, c, rounding: .down)
        #expect(isFloor(quotient, of: a, .max, over: c))
      }
    }
  }
}

@Suite("mulDiv, signed")
struct SignedMulDivTests {
  @Test("LEDGER-017: down is toward minus infinity", arguments: seeds)
  func floors(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let a = Int128(truncatingIfNeeded: random.next()) % (1 << 50) - 1 << 49
      let b = Int128(random.next() % 1_000_003) - 500_000
      let c = Int128(random.next() % 999_983) - 499_991
      if c == 0 { return nil }
      let product = a * b
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: c)
      let floor = rest != 0 && (rest < 0) != (c < 0) ? quotient - 1 : quotient
      return (try? mulDiv(a, b, c, rounding: .down)) == floor ? nil : "\(a) * \(b) / \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-018: up is minus the floor of minus", arguments: seeds)
  func ceilings(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 4, random.signedEdgy() / 4, random.signedEdgy())
      guard let up = try? mulDiv(a, b, c, rounding: .up), let down = try? mulDiv(-a, b, c, rounding: .down) else {
        return nil
      }
      return up == -down ? nil : "\(a) * \(b) / \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-019: the nearest has no bias between the signs", arguments: seeds)
  func symmetric(seed: UInt64) {
    let wrong = failures(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 4, random.signedEdgy() / 4, random.signedEdgy())
      guard let plus = try? mulDiv(a, b, c, rounding: .nearestOrEven) else { return nil }
      return (try? mulDiv(-a, b, c, rounding: .nearestOrEven)) == -plus ? nil : "\(a) * \(b) / \(c)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-020: the least number is reached, and one beyond either end is an overflow")
  func ends() throws {
    #expect(try mulDiv(Int128.min, 1, 1, rounding: .down) == .min)
    #expect(try mulDiv(Int128.min, Int128.min, .min, rounding: .up) == .min)
    #expect(try mulDiv(Int128.max, -1, 1, rounding: .down) == -Int128.max)
    #expect(throws: LedgerError.overflow) { try mulDiv(Int128.min, -1, 1, rounding: .down) }
    #expect(throws: LedgerError.overflow) { try mulDiv(Int128.max, 2, 1, rounding: .down) }
    let third = Int128((UInt128(1) << 127) / 3 + 1)  // three of them are 2^127 + 1
    #expect(throws: LedgerError.overflow) { try mulDiv(-third, 3, 1, rounding: .down) }
  }

  @Test("LEDGER-021: three signs make one", arguments: [(1, 1, 1), (-1, 1, 1), (1, -1, 1), (1, 1, -1), (-1, -1, -1)])
  func signs(a: Int, b: Int, c: Int) throws {
    let product = try mulDiv(Int128(a) * 6, Int128(b) * 5, Int128(c) * 3, rounding: .nearestOrEven)
    #expect(product == Int128(a * b * c) * 10)
  }
}
