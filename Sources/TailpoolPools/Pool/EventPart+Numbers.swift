/// Whole numbers are texts of decimal digits.
extension EventPart where Self: FixedWidthInteger {
  static var blank: Self { 0 }

  var eventValue: EventValue { .text(String(self)) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> Self {
    guard case .text(let text) = value, let number = Self(decimal: text) else { throw .invalid(field: name) }
    return number
  }
}

extension Int: EventPart {}
extension Int64: EventPart {}
extension UInt64: EventPart {}
extension Int128: EventPart {}
extension UInt128: EventPart {}

extension FixedWidthInteger {
  /// The number that a text of decimal digits writes in the one form that `String` gives it, or nil.
  init?(decimal text: String) {
    // Digits go through a machine word, eighteen at a time; only what is longer is multiplied in the wide type.
    var (magnitude, part, scale, count): (UInt128, UInt64, UInt64, Int) = (0, 0, 1, 0)
    var isNegative = false
    for byte in text.utf8 {
      let digit = byte &- UInt8(ascii: "0")
      if digit > 9 {
        guard byte == UInt8(ascii: "-"), count == 0, !isNegative else { return nil }
        isNegative = true
        continue
      }
      if count == 1 && part == 0 || count == 39 { return nil }  // a leading zero, or more than 128 bits
      if scale == 1_000_000_000_000_000_000 {
        magnitude = magnitude &* UInt128(scale) &+ UInt128(part)
        (part, scale) = (0, 1)
      }
      part = part &* 10 &+ UInt64(digit)
      scale = scale &* 10
      count += 1
    }
    if magnitude > 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: UInt128(scale))
      let (sum, overflows) = product.addingReportingOverflow(UInt128(part))
      if overflow || overflows { return nil }
      magnitude = sum
    } else {
      magnitude = UInt128(part)
    }
    guard count > 0, !(isNegative && magnitude == 0) else { return nil }
    if !isNegative {
      self.init(exactly: magnitude)
    } else {
      guard Self.isSigned, magnitude <= UInt128(Self.min.magnitude) else { return nil }
      self = 0 &- Self(truncatingIfNeeded: magnitude)
    }
  }
}
