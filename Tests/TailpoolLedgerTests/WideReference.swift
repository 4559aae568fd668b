import TailpoolLedger

/// Whole numbers of any size in digits of 2^32, low first: slow, plain, and written without the code under test.
struct WideNumber: Equatable {
  var digits: [UInt32]

  init(_ value: UInt128) {
    digits = (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128(32 * $0)) }
    trim()
  }

  init(digits: [UInt32]) {
    self.digits = digits
    trim()
  }

  mutating func trim() { while digits.last == 0 { digits.removeLast() } }

  /// The number, where it fits 128 bits.
  var narrow: UInt128? {
    guard digits.count <= 4 else { return nil }
    return digits.reversed().reduce(UInt128(0)) { $0 << 32 | UInt128($1) }
  }

  static func * (left: WideNumber, right: WideNumber) -> WideNumber {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.digits.enumerated() {
        let sum = UInt64(a) * UInt64(b) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product[i + right.digits.count] = UInt32(carry)
    }
    return WideNumber(digits: product)
  }

  static func + (left: WideNumber, right: WideNumber) -> WideNumber {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.digits.count, right.digits.count) {
      let a = index < left.digits.count ? UInt64(left.digits[index]) : 0
      let b = index < right.digits.count ? UInt64(right.digits[index]) : 0
      sum.append(UInt32(truncatingIfNeeded: a + b + carry))
      carry = (a + b + carry) >> 32
    }
    return WideNumber(digits: sum + [UInt32(carry)])
  }

  static func < (left: WideNumber, right: WideNumber) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    return left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
  }
}

/// Whether `quotient` is the floor of `a * b / c`: `quotient * c <= a * b < (quotient + 1) * c`.
func isFloor(_ quotient: UInt128, of a: UInt128, _ b: UInt128, over c: UInt128) -> Bool {
  let product = WideNumber(a) * WideNumber(b)
  let below = WideNumber(quotient) * WideNumber(c)
  return !(product < below) && product < below + WideNumber(c)
}
