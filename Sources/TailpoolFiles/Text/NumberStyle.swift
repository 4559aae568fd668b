/// How a file writes the marks within numbers.
public enum DecimalMark: String, CaseIterable, Sendable {
  /// `72,347.8`: a point before decimals; commas may part thousands.
  case point
  /// `72.347,8`: a comma before decimals; points may part thousands.
  case comma
}

extension DecimalMark {
  /// What one number says of the mark: nil where both readings are possible or it has neither mark.
  static func decided(by text: String) -> DecimalMark? {
    let commas = text.utf8.count { $0 == .comma }
    let points = text.utf8.count { $0 == UInt8(ascii: ".") }
    guard commas + points > 0 else { return nil }
    if commas > 0, points > 0 {
      let last = text.utf8.last { $0 == .comma || $0 == UInt8(ascii: ".") }
      return last == .comma ? .comma : .point
    }
    if commas > 1 { return .point }
    if points > 1 { return .comma }
    return commas == 1 && !isGrouped(text, by: .comma) ? .comma : nil
  }

  /// Whether a text has a mark that may part thousands or stand before decimals.
  static func isAmbiguous(_ text: String) -> Bool {
    text.utf8.contains(.comma) && decided(by: text) == nil
  }

  /// The number of a text with its marks as Swift writes it; nil where thousands are not parted in threes.
  func plain(_ text: String) -> String? {
    let group: UInt8 = self == .point ? .comma : UInt8(ascii: ".")
    guard text.utf8.contains(group) || self == .comma else { return text }
    let decimal = text.utf8.lastIndex { $0 == (self == .point ? UInt8(ascii: ".") : .comma) }
    let whole = decimal.map { String(text[..<$0]) } ?? text
    let rest = decimal.map { String(text[text.utf8.index(after: $0)...]) }
    guard !whole.utf8.contains(group) || DecimalMark.isGrouped(whole, by: group) else { return nil }
    guard rest.map({ !$0.utf8.contains(group) && !$0.utf8.contains(.comma) }) ?? true else { return nil }
    let digits = String(decoding: whole.utf8.filter { $0 != group }, as: UTF8.self)
    return rest.map { digits + "." + $0 } ?? digits
  }

  /// Whether a text is digits parted in threes by a mark.
  private static func isGrouped(_ text: String, by mark: UInt8) -> Bool {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let groups = digits.utf8.split(separator: mark, omittingEmptySubsequences: false)
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.count), first.first != UInt8(ascii: "0")
    else {
      return false
    }
    return groups.dropFirst().allSatisfy { $0.count == 3 } && groups.joined().allSatisfy(isDigit)
  }
}

/// Words by which a file says that a number is missing.
enum MissingWords {
  /// The words, in small letters.
  static let all: Set<String> = ["", "nan", "na", "n/a", "n.a.", "#n/a", "null", "none", "nat", "-", "--", "."]

  /// Whether a text says that there is no number.
  static func contains(_ text: String) -> Bool { text.utf8.count <= 4 && all.contains(text.lowercased()) }
}

extension NumberText {
  /// The number of digits with at most one point, exactly rounded; nil where it must be read by other rules.
  ///
  /// A whole number below 2⁵³ over a power of ten up to 10²² is one rounding of two exact numbers.
  static func plain(_ bytes: [UInt8], _ place: Range<Int>) -> Double? {
    var (mantissa, digits, decimals, seen) = (UInt64(0), 0, 0, false)
    for index in place {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !seen {
        seen = true
      } else if isDigit(byte) {
        mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        digits += 1
        if seen { decimals += 1 }
      } else {
        return nil
      }
    }
    guard (1...18).contains(digits), mantissa < 1 << 53 else { return nil }
    return Double(mantissa) / powersOfTen[decimals]
  }

  /// Words for infinity, in small letters.
  private static let infinities: [String: Double] = [
    "inf": .infinity, "+inf": .infinity, "infinity": .infinity, "+infinity": .infinity, "-inf": -.infinity,
    "-infinity": -.infinity,
  ]

  /// The number of a cell of data: words for missing are NaN, and infinity has its words; nil for a number that is not
  /// written in decimals, is too large, or is read as zero though it is none.
  static func data(_ text: String) -> Double? {
    if MissingWords.contains(text) { return .nan }
    if let infinity = infinities[text.lowercased()] { return infinity }
    guard case .number(let value) = NumberText(text), value != 0 || !isTooSmall(text) else { return nil }
    return value
  }

  /// Whether a number that is read as zero was written as another.
  static func isTooSmall(_ text: String) -> Bool {
    text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { isDigit($0) && $0 != UInt8(ascii: "0") }
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  ]
}

/// Whether a byte is one of the digits 0 to 9.
func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
