import TailpoolMarket

/// Dates and times as files write them.
enum DateText {
  /// A date such as `2026-05-15`.
  static func date(_ text: String) -> CalendarDate? {
    var cursor = Cursor(text)
    guard let date = cursor.date(), cursor.isAtEnd else { return nil }
    return date
  }

  /// An instant such as `2026-05-15T11:27:31Z`, `2026-05-16T08:00Z` or `2022-07-12T11:55-04:00`, with its civil date.
  static func timestamp(_ text: String) -> (date: CalendarDate, instant: Timestamp)? {
    var cursor = Cursor(text)
    guard let date = cursor.date(), cursor.skip("T") else { return nil }
    guard let hour = cursor.number(2...2, in: 0...23), cursor.skip(":") else { return nil }
    guard let minute = cursor.number(2...2, in: 0...59) else { return nil }
    var second = 0
    if cursor.skip(":") {
      guard let value = cursor.number(2...2, in: 0...59) else { return nil }
      second = value
      if cursor.skip("."), !cursor.skipDigits() { return nil }
    }
    guard let offset = cursor.zoneOffset(), cursor.isAtEnd else { return nil }
    let local = Timestamp(date, hour: hour, minute: minute, second: second)
    return (date, local.advanced(bySeconds: Int64(-offset)))
  }

  /// Seconds since 1970 in digits, of an instant written out or of the seconds themselves, in the years 1 to 9999.
  static func seconds(_ text: String) -> String? {
    if let instant = timestamp(text)?.instant { return String(instant.secondsSinceEpoch) }
    guard let seconds = Int64(text), -62_135_596_800...253_402_300_799 ~= seconds else { return nil }
    return String(seconds)
  }

  /// An instant that is written out, or seconds since 1970 in digits, in the years 1 to 9999.
  static func instant(_ text: String) -> Timestamp? {
    seconds(text).flatMap { Int64($0) }.map(Timestamp.init(secondsSinceEpoch:))
  }

  /// A New York time such as `2025-10-01 6:02 PM ET`, with its civil date.
  static func newYorkTime(_ text: String) -> (date: CalendarDate, instant: Timestamp)? {
    var cursor = Cursor(text)
    guard let date = cursor.date(), cursor.skip(" "), let hour = cursor.number(1...2, in: 1...12) else { return nil }
    guard cursor.skip(":"), let minute = cursor.number(2...2, in: 0...59), cursor.skip(" ") else { return nil }
    let isAfternoon = cursor.skip("P")
    guard isAfternoon || cursor.skip("A"), cursor.skip("M"), cursor.skip(" ") else { return nil }
    guard cursor.skip("E"), cursor.skip("T"), cursor.isAtEnd else { return nil }
    return (date, NewYorkTime.timestamp(date, hour: hour % 12 + (isAfternoon ? 12 : 0), minute: minute))
  }

  /// A day such as `29MAY26`, as instrument names write it.
  static func compactDate(_ text: some StringProtocol) -> CalendarDate? {
    var cursor = Cursor(text)
    guard let day = cursor.number(1...2, in: 1...31), let month = cursor.month() else { return nil }
    guard let year = cursor.number(2...2, in: 0...99), cursor.isAtEnd else { return nil }
    return CalendarDate(year: 2000 + year, month: month, day: day)
  }
}

/// A place in a short ASCII text.
private struct Cursor {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Skips digits; false when there is none.
  mutating func skipDigits() -> Bool {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }

  /// A number of so many digits, all there are in a row, within bounds.
  mutating func number(_ digits: ClosedRange<Int>, in bounds: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < digits.upperBound, let byte = rest.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      rest = rest.dropFirst()
    }
    return count >= digits.lowerBound && bounds.contains(value) ? value : nil
  }

  mutating func date() -> CalendarDate? {
    guard let year = number(4...4, in: 1...9_999), skip("-"), let month = number(2...2, in: 1...12), skip("-") else {
      return nil
    }
    guard let day = number(2...2, in: 1...31) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// Seconds east of UTC from `Z` or `±HH:MM`.
  mutating func zoneOffset() -> Int? {
    if skip("Z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(2...2, in: 0...14), skip(":") else { return nil }
    guard let minutes = number(2...2, in: 0...59) else { return nil }
    return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
  }

  mutating func month() -> Int? {
    let names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    guard let index = names.firstIndex(where: { rest.starts(with: $0.utf8) }) else { return nil }
    rest = rest.dropFirst(3)
    return index + 1
  }
}

extension Timestamp {
  /// Reads an instant such as `2026-01-16T09:30:00Z`.
  ///
  /// - Parameter text: An ISO 8601 date and time with its offset from UTC.
  /// - Returns: nil for any other text.
  public init?(text: String) {
    guard let instant = DateText.timestamp(text)?.instant else { return nil }
    self = instant
  }
}
