/// Text of a page in which everything inserted has been escaped.
///
/// A literal is taken as it is; an interpolated `String` is escaped, an interpolated `Markup` is not, and a `Double` is a
/// coordinate. So a name that comes from a file can only reach the page escaped.
struct Markup: ExpressibleByStringInterpolation {
  private(set) var text: String

  @inline(never)
  init(stringLiteral value: String) { text = value }

  @inline(never)
  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Joins parts.
  @inline(never)
  init(_ parts: [Markup], separator: String = "\n") {
    text = parts.map(\.text).joined(separator: separator)
  }

  /// Whether there is no text at all.
  var isEmpty: Bool { text.isEmpty }

  @inline(never)
  static func += (left: inout Markup, right: Markup) { left.text += right.text }

  @inline(never)
  static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum += right
    return sum
  }

  /// The literal parts and the escaped insertions of a piece of markup.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    @inline(never)
    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    @inline(never)
    mutating func appendLiteral(_ literal: String) { text += literal }
    @inline(never)
    mutating func appendInterpolation(_ string: String) { text += Markup.escaped(string) }
    @inline(never)
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    @inline(never)
    mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
    @inline(never)
    mutating func appendInterpolation(_ coordinate: Double) { text += Markup.coordinate(coordinate) }
  }

  /// Text that is safe between tags and inside quoted attributes, in HTML and in XML.
  ///
  /// Characters that XML forbids become U+FFFD.
  @inline(never)
  static func escaped(_ string: String) -> String {
    var result = ""
    result.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      default:
        let isForbidden = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
        result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// A coordinate to two decimals, `0` when it is not finite.
  @inline(never)
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A part of an element id: letters, digits, `.` and `-` stay, everything else is written as its code.
  @inline(never)
  static func identifier(_ string: String) -> String {
    var result = ""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-": result.unicodeScalars.append(scalar)
      default: result += "_" + String(scalar.value, radix: 16) + "_"
      }
    }
    return result
  }

  /// A number as it stands in running text: with a true minus sign.
  @inline(never)
  static func number(_ text: String) -> Markup {
    "\(String(text.map { $0 == "-" ? "−" : $0 }))"
  }
}
