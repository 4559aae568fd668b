import TailpoolMarket
import TailpoolRisk

// Values, sentences, tables and fields are made at hundreds of places, and nowhere in a loop that counts: `@inline(never)`
// on what makes them, here and beside, takes a fifth off the time that this module takes to compile.

/// A quantity of a report: a number with how it is read, a text, an instant, or the lack of one.
///
/// Text and HTML show it in words (`text`), JSON as it is: a number is written with all its digits, and one that is
/// missing or not finite is `null`. So a number stands once in a report, and its three forms cannot disagree.
public struct ReportValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case number(Double, ReportFormat)
    case range(Double, Double, ReportFormat)
    case whole(Int)
    case unsigned(UInt64)
    case text(String)
    case truth(Bool)
    case list([ReportValue])
    indirect case table(ReportTable)
    indirect case object(ReportFields)
    case missing
  }

  package let content: Content
  /// One standard error of a number, shown after `±`; nil for none.
  public private(set) var standardError: Double?
  /// What text and HTML show instead; nil for the usual words.
  public private(set) var label: String?
  /// What text and HTML add in brackets; nil for nothing.
  public private(set) var remark: String?
  /// A sign that text and HTML add, which a caption explains; nil for none.
  public private(set) var mark: String?

  @inline(never)
  package init(_ content: Content, label: String? = nil) {
    self.content = content
    self.label = label
  }

  @inline(never)
  private init(_ value: Double?, _ format: ReportFormat) {
    self.init(value.map { .number($0, format) } ?? .missing)
  }

  /// The same value, shown in other words; JSON does not change.
  @inline(never)
  public func labeled(_ label: String) -> ReportValue {
    var copy = self
    copy.label = label
    return copy
  }

  /// The same value with words in brackets after it; JSON does not change.
  @inline(never)
  public func remarked(_ remark: String) -> ReportValue {
    var copy = self
    copy.remark = remark
    return copy
  }

  /// The same value with a sign after it that a caption explains, such as `*`; JSON does not change.
  @inline(never)
  public func marked(_ mark: String) -> ReportValue {
    var copy = self
    copy.mark = mark
    return copy
  }

  /// The same number with its standard error: `$1,234 ± $56`.
  @inline(never)
  public func plusMinus(_ standardError: Double) -> ReportValue {
    var copy = self
    copy.standardError = standardError
    return copy
  }
}

// MARK: - Numbers

extension ReportValue {
  /// Dollars, whole from 1,000 on: `$1,234`.
  @inline(never)
  public static func dollars(_ value: Double?) -> ReportValue { ReportValue(value, .dollars) }

  /// Dollars with the sign of gains: `+$1,234`.
  @inline(never)
  public static func signedDollars(_ value: Double?) -> ReportValue { ReportValue(value, .signedDollars) }

  /// Dollars in four digits at most: `$1.2M`.
  @inline(never)
  public static func compactDollars(_ value: Double?) -> ReportValue { ReportValue(value, .compactDollars) }

  /// An amount of a unit of account, in dollars where that is `USD`.
  @inline(never)
  public static func amount(_ value: Double?, unit: String) -> ReportValue { ReportValue(value, .amount(unit: unit)) }

  /// An amount of a unit of account in a few digits.
  @inline(never)
  public static func compactAmount(_ value: Double?, unit: String) -> ReportValue {
    ReportValue(value, .compactAmount(unit: unit))
  }

  /// A price in the quote currency, without its sign: `80,600.00`.
  @inline(never)
  public static func price(_ value: Double?) -> ReportValue { ReportValue(value, .price) }

  /// A fraction in percent: 0.25 is `25.0%`.
  @inline(never)
  public static func percent(_ fraction: Double?, places: Int = 1) -> ReportValue {
    ReportValue(fraction, .percent(places: places))
  }

  /// A move in percent with its sign: 0.05 is `+5%`.
  @inline(never)
  public static func signedPercent(_ fraction: Double?) -> ReportValue { ReportValue(fraction, .signedPercent) }

  /// A factor, shown as the change that it makes: 1.2 is `+20%`.
  @inline(never)
  public static func factor(_ factor: Double?) -> ReportValue { ReportValue(factor, .change) }

  /// An annual volatility: 0.2 is `20.0%`.
  @inline(never)
  public static func volatility(_ value: Double?) -> ReportValue { ReportValue(value, .percent(places: 1)) }

  /// A number with a count of significant digits.
  @inline(never)
  public static func number(_ value: Double?, digits: Int = 3) -> ReportValue {
    ReportValue(value, .significant(digits: digits))
  }

  /// A number with a count of decimals.
  @inline(never)
  public static func decimal(_ value: Double?, places: Int) -> ReportValue {
    ReportValue(value, .fixed(places: places))
  }

  /// A number with the digits it takes to read it back.
  @inline(never)
  public static func plain(_ value: Double?) -> ReportValue { ReportValue(value, .plain) }

  /// Years, shown as days of a year of 365.
  @inline(never)
  public static func years(_ value: Double?) -> ReportValue { ReportValue(value, .days) }

  /// A count; missing where there is none.
  @inline(never)
  public static func count(_ value: Int?) -> ReportValue { value.map { ReportValue(.whole($0)) } ?? .missing }

  /// A number of 64 bits, such as a seed; shown without commas.
  @inline(never)
  public static func count(_ value: UInt64) -> ReportValue { ReportValue(.unsigned(value)) }

  /// Two numbers as the ends of an interval: `$1.2M to $1.4M`.
  ///
  /// JSON writes the lower end under the key, and the upper one under the partner key, of its column or field.
  @inline(never)
  public static func dollars(from low: Double, to high: Double) -> ReportValue {
    ReportValue(.range(low, high, .compactDollars))
  }

  /// Two amounts of a unit of account as the ends of an interval.
  @inline(never)
  public static func amount(from low: Double, to high: Double, unit: String) -> ReportValue {
    ReportValue(.range(low, high, .compactAmount(unit: unit)))
  }

  /// Whole numbers from a low to a high one; in JSON two fields.
  public static func counts(from low: Int, to high: Int) -> ReportValue {
    ReportValue(.range(Double(low), Double(high), .plain))
  }
}

// MARK: - Words

extension ReportValue: ExpressibleByStringLiteral {
  /// A text.
  @inline(never)
  public init(stringLiteral value: String) { self.init(.text(value)) }

  /// A text; it is escaped where it is shown.
  @inline(never)
  public static func text(_ text: String) -> ReportValue { ReportValue(.text(text)) }

  /// A date: `2026-05-15`.
  @inline(never)
  public static func date(_ date: CalendarDate) -> ReportValue { ReportValue(.text("\(date)")) }

  /// An instant in UTC: `2026-05-15T11:27:31Z`.
  @inline(never)
  public static func instant(_ instant: Timestamp) -> ReportValue { ReportValue(.text("\(instant)")) }

  /// True or false, shown in two words.
  @inline(never)
  public static func truth(_ value: Bool, _ yes: String = "yes", _ no: String = "no") -> ReportValue {
    ReportValue(.truth(value), label: value ? yes : no)
  }

  /// Nothing: `null` in JSON.
  public static let missing = ReportValue(.missing)

  /// Several values: an array in JSON.
  @inline(never)
  public static func list(_ values: [ReportValue]) -> ReportValue { ReportValue(.list(values)) }

  /// A table inside a cell: an array of objects in JSON.
  @inline(never)
  public static func table(_ table: ReportTable) -> ReportValue { ReportValue(.table(table)) }

  /// Named values inside a cell: an object in JSON.
  @inline(never)
  public static func object(_ fields: [ReportFields.Field]) -> ReportValue {
    ReportValue(.object(ReportFields(fields)))
  }
}

// MARK: - What is shown

extension ReportValue {
  /// What text and HTML show.
  public var text: String {
    let words = (label ?? usualText) + (mark ?? "")
    return remark.map { "\(words) (\($0))" } ?? words
  }

  private var usualText: String {
    switch content {
    case .number(let value, let format):
      guard let standardError else { return format.text(value) }
      return "\(format.text(value)) ± \(format.errorText(standardError))"
    case .range(let low, let high, let format): return "\(format.text(low)) to \(format.text(high))"
    case .whole(let value): return NumberText.grouped(value)
    case .unsigned(let value): return "\(value)"
    case .text(let text): return text
    case .truth(let value): return value ? "yes" : "no"
    case .list(let values): return values.map(\.text).joined(separator: ", ")
    case .table(let table): return NumberText.counted(table.rows.count, "row")
    case .object(let fields): return ReportValue.list(fields.fields.flatMap(\.values)).text
    case .missing: return "n/a"
    }
  }

  /// The number behind the words; NaN for what is not one.
  package var double: Double {
    switch content {
    case .number(let value, _): value
    case .whole(let value): Double(value)
    case .unsigned(let value): Double(value)
    default: .nan
    }
  }

  /// The table inside the cell.
  package var nested: ReportTable? {
    if case .table(let table) = content { return table }
    return nil
  }
}
