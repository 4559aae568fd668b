import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Numbers of 256 bits, against numbers in digits of 2^32 that know no carry but their own.
@Suite("Integers of 256 bits")
struct UInt256Tests {
  /// Digits of 2^32, the first of least worth.
  private struct Digits: Equatable {
    var digits: [UInt64]

    init(_ digits: [UInt64]) {
      self.digits = digits
      while self.digits.last == 0 { self.digits.removeLast() }
    }

    init(_ value: UInt256) {
      self.init(
        [value.low, value.high].flatMap { half in (0..<4).map { UInt64((half >> UInt128(32 * $0)) & 0xffff_ffff) } })
    }

    static func + (a: Digits, b: Digits) -> Digits {
      var (sum, carry): ([UInt64], UInt64) = ([], 0)
      for index in 0..<max(a.digits.count, b.digits.count) {
        let digit = a.at(index) + b.at(index) + carry
        sum.append(digit & 0xffff_ffff)
        carry = digit >> 32
      }
      return Digits(sum + [carry])
    }

    static func * (a: Digits, b: Digits) -> Digits {
      var product = [UInt64](repeating: 0, count: a.digits.count + b.digits.count + 1)
      for (i, x) in a.digits.enumerated() {
        var carry: UInt64 = 0
        for (j, y) in b.digits.enumerated() {
          let digit = product[i + j] + x * y + carry
          product[i + j] = digit & 0xffff_ffff
          carry = digit >> 32
        }
        product[i + b.digits.count] += carry
      }
      return Digits(product)
    }

    static func < (a: Digits, b: Digits) -> Bool {
      a.digits.count != b.digits.count
        ? a.digits.count < b.digits.count : a.digits.reversed().lexicographicallyPrecedes(b.digits.reversed())
    }

    func at(_ index: Int) -> UInt64 { index < digits.count ? digits[index] : 0 }

    var low256: Digits { Digits(Array(digits.prefix(8))) }
  }

  /// Numbers of every length, many of them next to a power of two.
  private static func number(_ random: inout SeededGenerator) -> UInt256 {
    let bits = Int.random(in: 0...256, using: &random)
    if bits == 0 { return .zero }
    let whole = UInt256(
      high: UInt128.random(in: 0...(.max), using: &random), low: UInt128.random(in: 0...(.max), using: &random))
    let power = UInt256(1) << (bits - 1)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return power
    case 1: return power &- 1
    case 2: return power &+ (whole >> (257 - bits < 1 ? 1 : 257 - bits))
    default: return whole >> (256 - bits)
    }
  }

  @Test("Sums, differences and products are those of digits", arguments: [1, 2, 3, 4] as [UInt64])
  func arithmetic(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let (a, b) = (Self.number(&random), Self.number(&random))
      let (sum, product) = (Digits(a) + Digits(b), Digits(a) * Digits(b))
      #expect(Digits(a &+ b) == sum.low256, "\(a) \(b)")
      #expect((try? a.adding(b)).map(Digits.init) == (sum.digits.count <= 8 ? sum : nil), "\(a) \(b)")
      #expect((a &+ b) &- b == a && (a < b) == (Digits(a) < Digits(b)), "\(a) \(b)")
      #expect((try? a.subtracting(b)) == (a < b ? nil : a &- b), "\(a) \(b)")
      let (high, low) = a.multipliedFullWidth(by: b)
      #expect(Digits(low) == product.low256 && Digits(high) == Digits(Array(product.digits.dropFirst(8))), "\(a) \(b)")
      #expect((try? a.multiplied(by: b)).map(Digits.init) == (high == .zero ? product : nil), "\(a) \(b)")
    }
  }

  @Test(
    "A quotient times its divisor and the rest make the dividend; each rounding is its own",
    arguments: [5, 6, 7, 8] as [UInt64])
  func division(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var compared = 0
    for _ in 0..<4_000 {
      let (a, b, c) = (Self.number(&random), Self.number(&random), Self.number(&random))
      guard c != .zero else {
        #expect(throws: LedgerError.divisionByZero) { try mulDiv(a, b, c, rounding: .down) }
        #expect(throws: LedgerError.divisionByZero) { try a.divided(by: c, rounding: .down) }
        continue
      }
      let product = Digits(a) * Digits(b)
      let inputs = "\(a) \(b) \(c)"
      guard let floor = try? mulDiv(a, b, c, rounding: .down) else {
        #expect(!(product < Digits(c) * (Digits(.max) + Digits(1))), "\(inputs)")
        continue
      }
      // floor × c <= a × b < (floor + 1) × c, and twice the rest against c.
      let lower = Digits(floor) * Digits(c)
      #expect(!(product < lower) && product < lower + Digits(c), "\(inputs)")
      let middle = (lower + lower) + Digits(c)
      let twice = product + product
      let nearest = middle < twice || middle == twice && floor.low & 1 == 1 ? 1 : 0
      let up = product == lower ? 0 : 1
      for (rounding, more) in [(Rounding.up, up), (.nearestOrEven, nearest)] {
        let expected = more == 0 ? floor : try? floor.adding(1)
        #expect((try? mulDiv(a, b, c, rounding: rounding)) == expected, "\(rounding) \(inputs)")
      }
      if b == 1 { #expect(try a.divided(by: c, rounding: .down) == floor, "\(inputs)") }
      #expect(try a.divided(by: c, rounding: .up) == mulDiv(a, 1, c, rounding: .up), "\(inputs)")
      compared += 1
    }
    #expect(compared > 1_000)
  }

  @Test("Shifts move bits and lose those beyond the end", arguments: 0...257)
  func shifts(count: Int) throws {
    let value = UInt256(high: 0x8000_0000_0000_0001 << 64 | 0x1234, low: 0x5678 << 100 | 1)
    var (up, down) = (Digits(value), value)
    for _ in 0..<count {
      up = (up + up).low256
      down = try down.divided(by: 2, rounding: .down)
    }
    #expect(Digits(value << count) == up && value >> count == down)
  }

  @Test("The square root is the greatest whose square is not above", arguments: [9, 10] as [UInt64])
  func roots(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let value = Self.number(&random)
      let root = value.squareRoot
      #expect(UInt256.product(root, root) <= value, "\(value)")
      #expect(root == .max || UInt256.product(root + 1, root + 1) > value, "\(value)")
    }
    #expect(UInt256.max.squareRoot == .max && UInt256.zero.squareRoot == 0)
  }

  @Test("Text and back; other texts are none")
  func text() {
    let greatest = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    #expect(UInt256.max.description == greatest && UInt256(greatest) == .max)
    #expect(UInt256("115792089237316195423570985008687907853269984665640564039457584007913129639936") == nil)
    #expect((UInt256(1) << 128).description == "340282366920938463463374607431768211456")
    for text in ["", "-1", "+1", " 1", "1 ", "0x1", "1e3", "１"] { #expect(UInt256(text) == nil, "\(text)") }
    #expect(UInt256("007") == 7)
    #expect(throws: LedgerError.overflow) { try UInt256(high: 1, low: 0).narrowed() }
  }
}
