/// A sum of numbers without any rounding: a fixed-point integer as wide as the range of Double.
///
/// Adding and merging are associative and commutative, to the bit; the value is rounded once, when it is asked for.
struct ExactSum: Hashable, Sendable {
  /// Bits of a digit.
  private static let digitBits = 32
  /// The least bit stands for 2^−1,074; 2,098 bits reach the greatest Double, and 62 more take 2⁶² of them.
  private static let digitCount = (2_098 + 62 + digitBits - 1) / digitBits + 1
  /// Numbers added before carries are moved: each adds less than 2³² to a digit.
  private static let mostPending = 1 << 29

  private var digits = [Int64](repeating: 0, count: digitCount)
  private var pending = 0

  /// Creates zero.
  init() {}

  /// Adds a finite number.
  mutating func add(_ number: Double) {
    precondition(number.isFinite, "\(number) in an exact sum")
    guard number != 0 else { return }
    let exponent = max(Int(number.exponentBitPattern), 1) - 1
    var mantissa = number.significandBitPattern
    if number.exponentBitPattern > 0 { mantissa |= 1 << 52 }
    let (digit, shift) = (exponent / Self.digitBits, UInt64(exponent % Self.digitBits))
    let low = (mantissa & 0xffff_ffff) << shift
    let high = (mantissa >> 32) << shift
    let sign: Int64 = number < 0 ? -1 : 1
    digits[digit] += sign * Int64(low & 0xffff_ffff)
    digits[digit + 1] += sign * Int64((low >> 32) + (high & 0xffff_ffff))
    digits[digit + 2] += sign * Int64(high >> 32)
    pending += 1
    if pending >= Self.mostPending { normalize() }
  }

  /// Adds another sum.
  mutating func add(_ other: ExactSum) {
    normalize()
    var other = other
    other.normalize()
    for index in digits.indices { digits[index] += other.digits[index] }
    normalize()
  }

  /// Adds the product of two numbers without rounding, unless its last bits are below the least Double.
  ///
  /// - Returns: Whether it has a Double; one that has none is not added.
  @discardableResult mutating func add(_ number: Double, times other: Double) -> Bool {
    let product = number * other
    guard product.isFinite else { return false }
    add(product)
    add((-product).addingProduct(number, other))
    return true
  }

  /// Σ (x − m)² of some numbers whose sum this is, rounded once; infinite where a square has no Double.
  ///
  ///     Σ (x − m)² = Σ x² − m (2 Σ x − n m)
  ///
  /// The difference is taken before anything is rounded, so that a mean far from zero costs no digits.
  ///
  /// - Parameters:
  ///   - mean: m.
  ///   - count: n.
  ///   - squares: Σ x².
  func squaredDeviations(from mean: Double, count: Double, squares: ExactSum) -> Double {
    var factor = self
    factor.add(self)
    var result = squares
    guard factor.add(-mean, times: count) else { return .infinity }
    // The factor in two parts, the second what the first leaves.
    let first = factor.value
    guard first.isFinite, result.add(-mean, times: first) else { return .infinity }
    factor.add(-first)
    result.add(-mean, times: factor.value)
    return max(result.value, 0)
  }

  /// Brings every digit but the first into 0..<2³², so that equal sums have equal digits.
  mutating func normalize() {
    var carry: Int64 = 0
    for index in 0..<(digits.count - 1) {
      let digit = digits[index] + carry
      carry = digit >> Int64(Self.digitBits)
      digits[index] = digit & 0xffff_ffff
    }
    digits[digits.count - 1] += carry
    pending = 0
  }

  /// The sum, rounded to nearest, ties to even; infinite beyond the greatest Double.
  var value: Double {
    var sum = self
    sum.normalize()
    let isNegative = sum.digits[sum.digits.count - 1] < 0
    if isNegative {
      for index in sum.digits.indices { sum.digits[index] = -sum.digits[index] }
      sum.normalize()
    }
    guard let top = sum.digits.lastIndex(where: { $0 != 0 }) else { return 0 }
    // The top 64 bits from the first one set, and whether anything is below them.
    var bits: UInt64 = 0
    let leading = UInt64(bitPattern: sum.digits[top]).leadingZeroBitCount
    let topBit = top * Self.digitBits + 63 - leading
    for offset in 0..<64 {
      let position = topBit - offset
      let digit = position < 0 ? 0 : UInt64(bitPattern: sum.digits[position / Self.digitBits])
      let bit = position < 0 ? 0 : (digit >> UInt64(position % Self.digitBits)) & 1
      bits = bits << 1 | bit
    }
    let hasRest = sum.hasBits(below: topBit - 63)
    // Sticky bit: 64 bits hold 53 and at least one to round by.
    let exponent = topBit - 63 - 1_074
    if hasRest { bits |= 1 }
    let magnitude = Self.rounded(bits, exponent: exponent)
    return isNegative ? -magnitude : magnitude
  }

  private func hasBits(below position: Int) -> Bool {
    guard position > 0 else { return false }
    let (digit, bit) = (position / Self.digitBits, position % Self.digitBits)
    if digits[..<digit].contains(where: { $0 != 0 }) { return true }
    return UInt64(bitPattern: digits[digit]) & ((1 << UInt64(bit)) - 1) != 0
  }

  /// bits · 2^exponent, rounded once; the lowest bit of `bits` is sticky.
  private static func rounded(_ bits: UInt64, exponent: Int) -> Double {
    // Below the normal range nothing is cut off: the sum is a multiple of 2^−1,074.
    let shift = max(11, -1_074 - exponent)
    guard shift < 64 else { return 0 }
    var kept = bits >> UInt64(shift)
    let rest = bits & ((1 << UInt64(shift)) - 1)
    let half: UInt64 = 1 << UInt64(shift - 1)
    if rest > half || (rest == half && kept & 1 == 1) { kept += 1 }
    return Double(sign: .plus, exponent: exponent + shift, significand: Double(kept))
  }
}

extension ExactSum: Codable {
  /// Reads the digits from the lowest that is not zero.
  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let first = try container.decode(Int.self)
    var index = first
    guard first >= 0, first <= digits.count else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "first digit \(first)")
    }
    while !container.isAtEnd {
      let digit = try container.decode(Int64.self)
      guard index < digits.count, digit.magnitude <= 0xffff_ffff else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "digit \(index) is \(digit)")
      }
      digits[index] = digit
      index += 1
    }
    normalize()
  }

  /// Writes the index of the lowest digit that is not zero, and the digits from there to the highest.
  func encode(to encoder: any Encoder) throws {
    var sum = self
    sum.normalize()
    var container = encoder.unkeyedContainer()
    guard let first = sum.digits.firstIndex(where: { $0 != 0 }), let last = sum.digits.lastIndex(where: { $0 != 0 })
    else { return try container.encode(0) }
    try container.encode(first)
    for digit in sum.digits[first...last] { try container.encode(digit) }
  }
}
