import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Laws of the full-width division, each on random numbers of all lengths; the other side is the standard library's own
/// wide arithmetic, or another way to the same number.
@Suite("mulDiv, properties")
struct MulDivPropertyTests {
  private func quotient(_ a: UInt128, _ b: UInt128, _ c: UInt128, _ rounding: Rounding = .down) -> UInt128? {
    try? mulDiv(a, b, c, rounding: rounding)
  }

  @Test("LEDGER-064: quotient and overflow are those of the standard library's wide division", arguments: seeds)
  func standardDivision(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(), random.edgy() | 1)
      let product = a.multipliedFullWidth(by: b)
      let expected = product.high < c ? c.dividingFullWidth((product.high, product.low)).quotient : nil
      return quotient(a, b, c) == expected ? nil : "\(a) * \(b) / \(c)"
    }
  }

  @Test("LEDGER-065: quotient times divisor falls short of the product by less than the divisor", arguments: seeds)
  func remainder(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(bits: 100), random.edgy() | 1 << 100)
      guard let q = quotient(a, b, c) else { return "threw" }
      let (product, below) = (a.multipliedFullWidth(by: b), q.multipliedFullWidth(by: c))
      let (low, borrow) = product.low.subtractingReportingOverflow(below.low)
      let high = product.high &- below.high &- (borrow ? 1 : 0)
      return high == 0 && low < c ? nil : "\(a) * \(b) / \(c) = \(q)"
    }
  }

  @Test("LEDGER-066: divisors whose leading digits equal those of the dividend", arguments: seeds)
  func greatDigits(seed: UInt64) {
    expectHolds(seed: seed) { random in
      // a close below c and b close below 2^128 make every digit of the quotient nearly the greatest.
      let c = random.edgy() | 1 << 127
      let (a, b) = (c - 1 - random.edgy(bits: 66), UInt128.max - random.edgy(bits: 66))
      let product = a.multipliedFullWidth(by: b)
      let expected = c.dividingFullWidth((product.high, product.low))
      let up = expected.remainder == 0 ? expected.quotient : expected.quotient &+ 1
      return quotient(a, b, c) == expected.quotient && (up == 0 || quotient(a, b, c, .up) == up)
        ? nil : "\(a) * \(b) / \(c)"
    }
  }

  @Test("LEDGER-067: it grows with the second factor", arguments: seeds)
  func monotoneSecond(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 90), random.edgy(bits: 127), random.edgy() | 1 << 91)
      for rounding in Rounding.allCases {
        guard let low = quotient(a, b, c, rounding), let high = quotient(a, b + 1, c, rounding) else { return "threw" }
        if high < low { return "\(a) * \(b) / \(c)" }
      }
      return nil
    }
  }

  @Test("LEDGER-068: it falls as the divisor grows", arguments: seeds)
  func antitone(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(), random.edgy(bits: 90), random.edgy(bits: 127) | 1 << 91)
      for rounding in Rounding.allCases {
        guard let high = quotient(a, b, c, rounding), let low = quotient(a, b, c + 1, rounding) else { return "threw" }
        if high < low { return "\(a) * \(b) / \(c)" }
      }
      return nil
    }
  }

  @Test("LEDGER-069: a common factor of numerator and divisor cancels", arguments: seeds)
  func commonFactor(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 80), random.edgy(), random.edgy(bits: 80) | 1)
      let k = random.edgy(bits: 48) + 1
      for rounding in Rounding.allCases
      where quotient(a, b, c, rounding) != quotient(a * k, b, c * k, rounding) {
        return "\(a) * \(b) / \(c), times \(k)"
      }
      return nil
    }
  }

  @Test("LEDGER-070: parts rounded down make at most the whole, and miss less than one unit a part", arguments: seeds)
  func superadditive(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, d, b, c) = (
        random.edgy(bits: 126), random.edgy(bits: 126), random.edgy(bits: 100), random.edgy() | 1 << 101
      )
      guard let first = quotient(a, b, c), let second = quotient(d, b, c), let whole = quotient(a + d, b, c) else {
        return "threw"
      }
      return first + second <= whole && whole <= first + second + 1 ? nil : "\(a) and \(d) times \(b) / \(c)"
    }
  }

  @Test(
    "LEDGER-071: parts rounded up make at least the whole, and exceed it by less than one unit a part", arguments: seeds
  )
  func subadditive(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, d, b, c) = (
        random.edgy(bits: 126), random.edgy(bits: 126), random.edgy(bits: 100), random.edgy() | 1 << 101
      )
      guard let first = quotient(a, b, c, .up), let second = quotient(d, b, c, .up),
        let whole = quotient(a + d, b, c, .up)
      else { return "threw" }
      return first + second >= whole && whole + 1 >= first + second ? nil : "\(a) and \(d) times \(b) / \(c)"
    }
  }

  @Test("LEDGER-072: a part down and its complement up make the whole", arguments: seeds)
  func complement(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, c) = (random.edgy(), random.edgy() | 1)
      let b = random.edgy() % c
      guard let part = quotient(a, b, c), let rest = quotient(a, c - b, c, .up) else { return "threw" }
      return part + rest == a ? nil : "\(a) * \(b) / \(c)"
    }
  }

  @Test("LEDGER-073: up and down agree exactly when the division comes out even, else differ by one", arguments: seeds)
  func neighbors(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 100), random.edgy(bits: 100), random.edgy() | 1 << 80)
      guard let down = quotient(a, b, c), let up = quotient(a, b, c, .up) else { return "threw" }
      let (product, below) = (a.multipliedFullWidth(by: b), down.multipliedFullWidth(by: c))
      return up - down == (product == below ? 0 : 1) ? nil : "\(a) * \(b) / \(c)"
    }
  }

  @Test("LEDGER-074: the nearest is down or up, whichever is nearer", arguments: seeds)
  func nearer(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 120), random.edgy(bits: 100), random.edgy() | 1 << 100)
      guard let down = quotient(a, b, c), let near = quotient(a, b, c, .nearestOrEven) else { return "threw" }
      let rest = a.multipliedFullWidth(by: b).low &- down &* c  // below c, so exact modulo 2^128
      let expected = rest > c - rest || rest == c - rest && !down.isMultiple(of: 2) ? down + 1 : down
      return near == expected ? nil : "\(a) * \(b) / \(c): \(near), expected \(expected)"
    }
  }

  @Test("LEDGER-075: a tie goes to the even neighbor, on every path of the division", arguments: seeds)
  func ties(seed: UInt64) {
    expectHolds(seed: seed) { random in
      // (2q + 1) * h / 2h lies halfway between q and q + 1.
      let (q, h) = (random.edgy(bits: 126), random.edgy(bits: 126) + 1)
      let expected = q + q % 2
      return quotient(2 * q + 1, h, 2 * h, .nearestOrEven) == expected ? nil : "\(q) + 1/2, divisor \(2 * h)"
    }
  }

  @Test("LEDGER-076: powers of two only shift", arguments: seeds)
  func shifts(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, up, down) = (random.edgy(), UInt128(random.next() % 128), UInt128(random.next() % 128))
      let left = a.leadingZeroBitCount
      let expected: UInt128? =
        up <= down ? a >> (down - up) : UInt128(left) >= up - down || a == 0 ? a << (up - down) : nil
      return quotient(a, 1 << up, 1 << down) == expected ? nil : "\(a) * 2^\(up) / 2^\(down)"
    }
  }

  @Test("LEDGER-077: an exact product comes back whole whatever the rounding", arguments: seeds)
  func exact(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b) = (random.edgy(bits: 64), random.edgy(bits: 63) + 1)
      return Rounding.allCases.allSatisfy { quotient(a * b, 1, b, $0) == a && quotient(a, b, 1, $0) == a * b }
        ? nil : "\(a) * \(b)"
    }
  }

  @Test("LEDGER-078: a divisor of zero is refused whatever is divided", arguments: seeds)
  func byZero(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b) = (random.edgy(), random.edgy())
      let result = outcome { () throws(LedgerError) in try mulDiv(a, b, 0, rounding: Rounding.allCases[Int(a % 3)]) }
      return result == .failure(.divisionByZero) ? nil : "\(a) * \(b) / 0: \(result)"
    }
  }

  @Test("LEDGER-079: there rounded down and back rounded up stays within what one unit is worth", arguments: seeds)
  func thereAndBack(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.edgy(bits: 62), random.edgy(bits: 62) + 1, random.edgy(bits: 62) + 1)
      guard let there = quotient(a, b, c), let back = quotient(there, c, b, .up) else { return "threw" }
      return back <= a && a - back <= c / b + 1 ? nil : "\(a) * \(b) / \(c): \(back)"
    }
  }
}

@Suite("mulDiv signed, properties")
struct SignedMulDivPropertyTests {
  private func quotient(_ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding) -> Int128? {
    try? mulDiv(a, b, c, rounding: rounding)
  }

  @Test("LEDGER-080: magnitudes divide as unsigned numbers do", arguments: seeds)
  func magnitudes(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 2, random.signedEdgy() / 2, random.signedEdgy() | 1)
      let isNegative = ((a < 0) != (b < 0)) != (c < 0)
      let magnitude = try? mulDiv(a.magnitude, b.magnitude, c.magnitude, rounding: isNegative ? .up : .down)
      let limit = UInt128(1) << 127
      let expected: Int128? = magnitude.flatMap {
        isNegative ? ($0 <= limit ? 0 &- Int128(truncatingIfNeeded: $0) : nil) : ($0 < limit ? Int128($0) : nil)
      }
      return quotient(a, b, c, .down) == expected ? nil : "\(a) * \(b) / \(c)"
    }
  }

  @Test("LEDGER-081: two signs turned round change nothing", arguments: seeds)
  func twoSigns(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 2, random.signedEdgy() / 2, random.signedEdgy() / 2 | 1)
      for rounding in Rounding.allCases {
        let whole = quotient(a, b, c, rounding)
        if quotient(-a, -b, c, rounding) != whole || quotient(-a, b, -c, rounding) != whole
          || quotient(a, -b, -c, rounding) != whole
        {
          return "\(a) * \(b) / \(c)"
        }
      }
      return nil
    }
  }

  @Test(
    "LEDGER-082: down is at most the nearest, the nearest at most up, and up at most down plus one", arguments: seeds)
  func order(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 4, random.signedEdgy() >> 30, random.signedEdgy() | 1 << 100)
      guard let down = quotient(a, b, c, .down), let near = quotient(a, b, c, .nearestOrEven),
        let up = quotient(a, b, c, .up)
      else { return nil }
      return down <= near && near <= up && up - down <= 1 ? nil : "\(a) * \(b) / \(c): \(down), \(near), \(up)"
    }
  }

  @Test("LEDGER-083: it grows with a factor of either sign", arguments: seeds)
  func monotone(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, b, c) = (random.signedEdgy() / 4, Int128(random.edgy(bits: 60)), Int128(random.edgy(bits: 126)) + 1)
      for rounding in Rounding.allCases {
        guard let low = quotient(a, b, c, rounding), let high = quotient(a + 1, b, c, rounding) else { continue }
        if high < low { return "\(a) * \(b) / \(c)" }
      }
      return nil
    }
  }

  @Test("LEDGER-084: a whole number of divisors is added without rounding", arguments: seeds)
  func shifted(seed: UInt64) {
    expectHolds(seed: seed) { random in
      let (a, c, k) = (random.signedEdgy() / 8, Int128(random.edgy(bits: 60)) + 1, Int128(random.edgy(bits: 60)))
      for rounding in [Rounding.down, .up] {
        guard let plain = quotient(a, 1, c, rounding), let moved = quotient(a + k * c, 1, c, rounding) else {
          return "threw"
        }
        if moved != plain + k { return "\(a) / \(c), \(k)" }
      }
      return nil
    }
  }
}
