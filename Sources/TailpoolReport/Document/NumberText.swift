import Foundation

/// Numbers as a person reads them: grouped, signed, with as many digits as they deserve.
///
/// NaN is `n/a`; an infinity is `inf`. The text never depends on a locale.
enum NumberText {
  /// A number with a fixed count of decimals and commas between thousands: `-1,234.50`.
  ///
  /// - Parameters:
  ///   - value: Any number; from 9e15 units of the last decimal on, scientific.
  ///   - decimals: Digits after the point, 0 to 9 (clamped).
  @inline(never)
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    if let text = nonFinite(value) { return text }
    let places = min(max(decimals, 0), 9)
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15, let units = Int64(exactly: scaled) else { return scientific(value) }
    let sign = value < 0 && units != 0 ? "-" : ""
    let digits = "\(units)"
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = grouped(digits: padded.dropLast(places))
    return places == 0 ? sign + whole : "\(sign)\(whole).\(padded.suffix(places))"
  }

  /// A whole number with commas between thousands.
  @inline(never)
  static func grouped(_ value: Int) -> String {
    (value < 0 ? "-" : "") + grouped(digits: Substring("\(value.magnitude)"))
  }

  /// A number of things: `1 position`, `2,000 positions`.
  ///
  /// - Parameter thing: Its name in the singular, whose plural ends in s.
  static func counted(_ value: Int, _ thing: String) -> String {
    grouped(value) + " " + (value == 1 ? thing : thing + "s")
  }

  /// The shortest text that reads back to the same number, without `.0`.
  @inline(never)
  static func plain(_ value: Double) -> String {
    if let text = nonFinite(value) { return text }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with a count of significant digits, at least its whole part: `0.0123`, `12.3`, `1,234`.
  @inline(never)
  static func significant(_ value: Double, _ digits: Int = 3) -> String {
    if let text = nonFinite(value) { return text }
    if value == 0 { return "0" }
    let exponent = exponent10(value)
    if exponent < -4 || exponent > 14 { return scientific(value) }
    return fixed(value, max(0, digits - 1 - exponent))
  }

  /// Dollars: whole from 1,000 on, cents from 1 on, three significant digits below.
  @inline(never)
  static func money(_ value: Double) -> String {
    if let text = nonFinite(value) { return text }
    let text = abs(value) >= 999.5 ? fixed(value, 0) : abs(value) >= 1 ? fixed(value, 2) : significant(value)
    return text.hasPrefix("-") ? "-$" + text.dropFirst() : "$" + text
  }

  /// Dollars with an explicit sign of gains.
  @inline(never)
  static func signedMoney(_ value: Double) -> String { value > 0 ? "+" + money(value) : money(value) }

  /// An amount in a pool's unit, in dollars when that is `USD`.
  @inline(never)
  static func amount(_ value: Double, unit: String) -> String {
    if unit == "USD" { return money(value) }
    return (abs(value) >= 999.5 ? fixed(value, 0) : significant(value, 5)) + " " + unit
  }

  /// An amount in a pool's unit in a few digits, in dollars when that is `USD`.
  @inline(never)
  static func compactAmount(_ value: Double, unit: String) -> String {
    if unit == "USD" { return compactMoney(value) }
    if abs(value) >= 999.5 { return compact(value) + " " + unit }
    let digits = significant(value, 4)
    let zeros = digits.contains(".") && !digits.contains("e") ? digits.reversed().prefix { $0 == "0" }.count : 0
    let text = digits.dropLast(zeros)
    return (text.hasSuffix(".") ? text.dropLast() : text) + " " + unit
  }

  /// Dollars for a headline: all digits below a billion, four above: `$11.02B`.
  @inline(never)
  static func headlineMoney(_ value: Double) -> String {
    guard abs(value) >= 999_999_999.5, abs(value) < 1e15 else { return money(value) }
    let isTrillions = abs(value) >= 999_995_000_000
    let text = fixed(value / (isTrillions ? 1e12 : 1e9), 2) + (isTrillions ? "T" : "B")
    return text.hasPrefix("-") ? "-$" + text.dropFirst() : "$" + text
  }

  /// Dollars in at most four characters of digits: `$1.2M`, `-$350k`.
  @inline(never)
  static func compactMoney(_ value: Double) -> String {
    if let text = nonFinite(value) { return text }
    let text = compact(value)
    return text.hasPrefix("-") ? "-$" + text.dropFirst() : "$" + text
  }

  /// A number in at most four characters of digits: `1.2M`, `-350k`, `0.25`.
  @inline(never)
  static func compact(_ value: Double) -> String {
    if let text = nonFinite(value) { return text }
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
    for (size, suffix) in units where abs(value) >= 0.9995 * size { return trimmed(value / size) + suffix }
    return trimmed(value)
  }

  /// A price: two decimals from 1 on, whole from 100,000 on, five significant digits below 1.
  @inline(never)
  static func price(_ value: Double) -> String {
    if abs(value) >= 99_999.5 { return fixed(value, 0) }
    return abs(value) >= 1 ? fixed(value, 2) : significant(value, 5)
  }

  /// A fraction in percent: `12.3%`.
  @inline(never)
  static func percent(_ fraction: Double, _ decimals: Int = 1) -> String {
    if let text = nonFinite(fraction) { return text }
    return fixed(fraction * 100, decimals) + "%"
  }

  /// A move in percent with an explicit sign, whole when it is whole: `+5%`, `-12.5%`.
  @inline(never)
  static func signedPercent(_ fraction: Double) -> String {
    if let text = nonFinite(fraction) { return text }
    let rounded = (fraction * 1_000).rounded() / 10
    let text = fixed(rounded, rounded == rounded.rounded() ? 0 : 1) + "%"
    return rounded > 0 ? "+" + text : text
  }

  /// Power of ten of the leading digit; 0 for zero.
  @inline(never)
  static func exponent10(_ value: Double) -> Int {
    guard value != 0, value.isFinite else { return 0 }
    return Int(exactly: log10(abs(value)).rounded(.down)) ?? 0
  }

  @inline(never)
  private static func trimmed(_ value: Double) -> String {
    let size = abs(value)
    if size >= 99.95 { return fixed(value, 0) }
    if size < 0.9995 { return significant(value, 2) }
    let text = fixed(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  @inline(never)
  private static func scientific(_ value: Double) -> String {
    let exponent = exponent10(value)
    // Two steps, since ten to the exponent of a subnormal number is zero.
    let half = exponent / 2
    let mantissa = value / pow(10, Double(half)) / pow(10, Double(exponent - half))
    return "\(fixed(mantissa, 1))e\(exponent)"
  }

  @inline(never)
  private static func grouped(digits: Substring) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  @inline(never)
  private static func nonFinite(_ value: Double) -> String? {
    if value.isNaN { return "n/a" }
    if value.isInfinite { return value > 0 ? "inf" : "-inf" }
    return nil
  }
}
