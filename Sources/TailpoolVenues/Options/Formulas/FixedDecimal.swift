import TailpoolEvents
import TailpoolLedger

/// A number with eighteen digits after the point, as contracts on chain compute with: units of 10⁻¹⁸ in 128 bits.
///
/// Sums are exact; products and quotients drop what is beyond the last digit, toward zero, as those contracts do. The
/// greatest number is about 1.7 · 10²⁰.
struct FixedDecimal: Hashable, Comparable, Sendable {
  /// Units of 10⁻¹⁸.
  let units: Int128

  static let scale: Int128 = 1_000_000_000_000_000_000
  static let zero = FixedDecimal(units: 0)
  static let one = FixedDecimal(units: scale)

  init(units: Int128) { self.units = units }

  init(whole: Int64) { units = Int128(whole) * FixedDecimal.scale }

  static func < (a: FixedDecimal, b: FixedDecimal) -> Bool { a.units < b.units }

  var isZero: Bool { units == 0 }
  var magnitude: FixedDecimal { units < 0 ? FixedDecimal(units: 0 - max(units, -Int128.max)) : self }

  /// The nearest number of double precision, within two roundings.
  var value: Double {
    let magnitude = units.magnitude.approximation / 1e18
    return units < 0 ? -magnitude : magnitude
  }

  func adding(_ other: FixedDecimal) throws(LedgerError) -> FixedDecimal {
    FixedDecimal(units: try checkedSum(units, other.units))
  }

  func subtracting(_ other: FixedDecimal) throws(LedgerError) -> FixedDecimal {
    FixedDecimal(units: try checkedDifference(units, other.units))
  }

  func multiplied(by other: FixedDecimal) throws(LedgerError) -> FixedDecimal {
    FixedDecimal(units: try FixedDecimal.towardZero(units, other.units, FixedDecimal.scale))
  }

  func divided(by other: FixedDecimal) throws(LedgerError) -> FixedDecimal {
    FixedDecimal(units: try FixedDecimal.towardZero(units, FixedDecimal.scale, other.units))
  }

  private static func towardZero(_ a: Int128, _ b: Int128, _ c: Int128) throws(LedgerError) -> Int128 {
    let isNegative = ((a < 0) != (b < 0)) != (c < 0)
    return try mulDiv(a, b, c, rounding: isNegative ? .up : .down)
  }
}

extension FixedDecimal {
  /// The number that the shortest text of a double says, to its last digit here; nil where it is not finite or does not fit.
  ///
  /// So 0.1 is a tenth, which the double itself is not.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(parsing: value.description, dropsDigits: true)
  }

  /// The number that a text of digits, with a point or without, writes; nil for any other text and for more digits after
  /// the point than eighteen.
  init?(_ text: String) { self.init(parsing: text, dropsDigits: false) }

  private init?(parsing text: String, dropsDigits: Bool) {
    var (digits, places, exponent, hasPoint): (Int128, Int, Int, Bool) = (0, 0, 0, false)
    var (count, isNegative) = (0, false)
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest = rest.dropFirst()
    }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard count < 38 else { return nil }
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        if digits > 0 { count += 1 }
        if hasPoint { places += 1 }
      case UInt8(ascii: "."):
        guard !hasPoint, places == 0, !rest.isEmpty else { return nil }
        hasPoint = true
      case UInt8(ascii: "e") where dropsDigits:
        guard let power = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
        exponent = power
        rest = rest.dropFirst(rest.count)
      default: return nil
      }
    }
    guard text.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let units = FixedDecimal.shifted(digits, by: 18 - places + exponent, dropsDigits: dropsDigits)
    else { return nil }
    self.init(units: isNegative ? -units : units)
  }

  /// A number times a power of ten; nil where it does not fit, or where digits would go and may not.
  private static func shifted(_ digits: Int128, by power: Int, dropsDigits: Bool) -> Int128? {
    var units = digits
    if units == 0 { return 0 }
    for _ in 0..<max(0, min(power, 40)) {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      units = product
    }
    for _ in 0..<max(0, min(-power, 40)) {
      guard dropsDigits || units % 10 == 0 else { return nil }
      units /= 10
    }
    return units
  }

  /// The number in digits, without zeros at the end: `-0.25`, `3`.
  var text: String {
    let whole = String(units.magnitude / FixedDecimal.scale.magnitude)
    let rest = String(units.magnitude % FixedDecimal.scale.magnitude)
    var places = String(repeating: "0", count: 18 - rest.count) + rest
    while places.last == "0" { places.removeLast() }
    return (units < 0 ? "-" : "") + whole + (places.isEmpty ? "" : "." + places)
  }
}

extension FixedDecimal: EventPart {
  static var blank: FixedDecimal { .zero }

  var eventValue: EventValue { .text(text) }

  static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> FixedDecimal {
    guard case .text(let text) = value, let number = FixedDecimal(text) else { throw .invalid(field: name) }
    return number
  }
}
