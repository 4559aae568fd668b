import TailpoolMarket

/// Which of day and month stands first in dates such as `03/04/2024`.
public enum DateOrder: String, CaseIterable, Sendable {
  /// `31/12/2024`.
  case dayFirst = "day-first"
  /// `12/31/2024`.
  case monthFirst = "month-first"
}

/// A date, with or without a time, as files write it.
struct WrittenTime: Equatable {
  /// The civil date, in the zone that is written; in UTC where none is.
  let date: CalendarDate
  /// Seconds since 1970 of the instant; of the midnight with which the date begins where no time is written.
  let seconds: Int64

  /// What can be read.
  static let expectation = "a date such as 2026-05-15, with or without a time, or seconds since 1970"

  /// What a text says.
  enum Reading: Equatable {
    case time(WrittenTime)
    /// Which of two numbers is the day must be said.
    case ambiguous
    case none
  }

  /// Reads a date in any form: ISO with or without time and zone, year, month and day in one number, numbers or a
  /// month's name parted by slashes, points, hyphens or spaces, Unix time in seconds, milliseconds or microseconds.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - place: The text in it.
  ///   - order: Which of day and month stands first, where it matters.
  static func read(_ bytes: [UInt8], _ place: Range<Int>, order: DateOrder?) -> Reading {
    if let time = isoDate(bytes, place) { return .time(time) }
    var cursor = TimeCursor(bytes, place)
    return cursor.read(order: order)
  }

  /// Reads a date of a text of its own.
  static func read(_ text: String, order: DateOrder?) -> Reading {
    let bytes = Array(text.utf8)
    return read(bytes, bytes.indices, order: order)
  }

  /// What a date says of the order of day and month in its file: nil where it is not two numbers before a year, or where
  /// both may be a month.
  static func order(decidedBy bytes: [UInt8], _ place: Range<Int>) -> DateOrder? {
    var cursor = TimeCursor(bytes, place)
    guard let first = cursor.number(1...2), let mark = cursor.separator(), let second = cursor.number(1...2),
      cursor.skip(mark), cursor.number(4...4) != nil
    else { return nil }
    if first > 12 { return second > 12 ? nil : .dayFirst }
    return second > 12 ? .monthFirst : nil
  }

  /// A date such as `2026-05-15` and nothing else: the form of most files, without a detour.
  private static func isoDate(_ bytes: [UInt8], _ place: Range<Int>) -> WrittenTime? {
    guard place.count == 10 else { return nil }
    let start = place.lowerBound
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-") else { return nil }
    var numbers = (0, 0, 0)
    for index in 0..<10 where index != 4 && index != 7 {
      guard isDigit(bytes[start + index]) else { return nil }
      let digit = Int(bytes[start + index] &- UInt8(ascii: "0"))
      switch index {
      case 0..<4: numbers.0 = numbers.0 * 10 + digit
      case 5..<7: numbers.1 = numbers.1 * 10 + digit
      default: numbers.2 = numbers.2 * 10 + digit
      }
    }
    guard let date = CalendarDate(year: numbers.0, month: numbers.1, day: numbers.2) else { return nil }
    return WrittenTime(date: date, seconds: Int64(date.daysSinceEpoch) * 86_400)
  }
}

/// A place in the text of a date.
struct TimeCursor {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int

  init(_ bytes: [UInt8], _ place: Range<Int>) {
    self.bytes = bytes
    (index, end) = (place.lowerBound, place.upperBound)
  }

  private var isAtEnd: Bool { index >= end }

  private var current: UInt8? { index < end ? bytes[index] : nil }

  mutating func read(order: DateOrder?) -> WrittenTime.Reading {
    let start = index
    if let time = unixTime() { return .time(time) }
    index = start
    let (date, isAmbiguous) = date(order: order)
    guard date != nil || isAmbiguous, let clock = clock() else { return .none }
    guard let date else { return .ambiguous }
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(clock)
    return .time(WrittenTime(date: date, seconds: seconds))
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  /// A number of so many digits, all that stand in a row.
  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var (value, count) = (0, 0)
    while let byte = current, isDigit(byte), count <= digits.upperBound {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      index += 1
    }
    return digits.contains(count) ? value : nil
  }

  /// What parts the numbers of a date: a slash, a point or a hyphen.
  mutating func separator() -> UInt8? {
    guard let byte = current, [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(byte) else {
      return nil
    }
    index += 1
    return byte
  }

  private mutating func date(order: DateOrder?) -> (CalendarDate?, isAmbiguous: Bool) {
    let start = index
    if let date = numbers(order: order) { return date }
    index = start
    return (named(), false)
  }

  /// Three numbers; nil where there are none.
  private mutating func numbers(order: DateOrder?) -> (CalendarDate?, isAmbiguous: Bool)? {
    let start = index
    if let year = number(4...4), let mark = separator(), let month = number(1...2), skip(mark),
      let day = number(1...2)
    {
      return (CalendarDate(year: year, month: month, day: day), false)
    }
    index = start
    guard let first = number(1...2), let mark = separator(), let second = number(1...2), skip(mark),
      let year = number(4...4)
    else { return nil }
    if order == nil, first == second { return (CalendarDate(year: year, month: first, day: second), false) }
    guard let order = order ?? WrittenTime.order(decidedBy: bytes, start..<index) else {
      return (nil, (1...12).contains(first) && (1...12).contains(second))
    }
    let (day, month) = order == .dayFirst ? (first, second) : (second, first)
    return (CalendarDate(year: year, month: month, day: day), false)
  }

  /// A date with the name of a month, such as `Jan 5, 2024`, `5 January 2024` or `05-Jan-2024`.
  private mutating func named() -> CalendarDate? {
    var (day, month): (Int?, Int?) = (nil, nil)
    for _ in 0..<2 {
      if let name = monthName() {
        month = name
      } else if let number = number(1...2) {
        day = number
      }
      skipBetween()
    }
    guard let day, let month, let year = number(4...4) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  private mutating func skipBetween() {
    while let byte = current, [.space, .comma, UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(byte) {
      index += 1
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private mutating func monthName() -> Int? {
    let word = letters()
    guard word.count >= 3 else { return nil }
    guard let month = TimeCursor.months.firstIndex(where: { $0.hasPrefix(word) }) else { return nil }
    return month + 1
  }

  /// The letters that follow, in small ones.
  private mutating func letters() -> String {
    var word = ""
    while let byte = current, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20), word.utf8.count < 10 {
      word.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      index += 1
    }
    return word
  }

  /// Seconds after midnight UTC of the time that follows the date, 0 at the end of the text; nil where it is none.
  private mutating func clock() -> Int? {
    if isAtEnd { return 0 }
    guard skip(UInt8(ascii: "T")) || skip(.space) || skip(.comma) else { return nil }
    skipSpaces()
    guard let hour = number(1...2), skip(UInt8(ascii: ":")), let minute = number(2...2), minute < 60 else { return nil }
    var second = 0
    if skip(UInt8(ascii: ":")) {
      guard let value = number(2...2), value < 60 else { return nil }
      second = value
      if skip(UInt8(ascii: ".")), number(1...9) == nil { return nil }
    }
    guard let offset = suffix(hour: hour) else { return nil }
    return offset + minute * 60 + second
  }

  /// What is added to minutes and seconds for the hour, a half of the day and a zone.
  private mutating func suffix(hour: Int) -> Int? {
    skipSpaces()
    let start = index
    var hour = hour
    let half = letters()
    if half == "am" || half == "pm" {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
      skipSpaces()
    } else {
      index = start
    }
    guard hour < 24, let zone = zone(), isAtEnd else { return nil }
    return hour * 3_600 - zone
  }

  private mutating func skipSpaces() {
    while skip(.space) {}
  }

  /// Seconds east of UTC: of `Z`, `UTC`, `GMT`, `±HH:MM`, `±HHMM` or `±HH`; 0 where nothing is written.
  private mutating func zone() -> Int? {
    if isAtEnd { return 0 }
    let isWest = skip(UInt8(ascii: "-"))
    guard isWest || skip(UInt8(ascii: "+")) else { return ["z", "utc", "gmt"].contains(letters()) ? 0 : nil }
    let start = index
    guard var hours = number(2...4) else { return nil }
    var minutes = 0
    if index - start == 4 {
      (hours, minutes) = (hours / 100, hours % 100)
    } else {
      guard index - start == 2 else { return nil }
      if skip(UInt8(ascii: ":")) {
        guard let value = number(2...2) else { return nil }
        minutes = value
      }
    }
    guard hours <= 14, minutes < 60 else { return nil }
    return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
  }

  /// A date as eight digits, or Unix time: seconds in 9 or 10 digits, milliseconds in 12 or 13, microseconds in 15 or 16.
  private mutating func unixTime() -> WrittenTime? {
    let start = index
    guard let value = number(8...16) else { return nil }
    let digits = index - start
    if skip(UInt8(ascii: ".")), number(1...9) == nil { return nil }
    guard isAtEnd else { return nil }
    switch digits {
    case 8:
      return CalendarDate(year: value / 10_000, month: value / 100 % 100, day: value % 100).map {
        WrittenTime(date: $0, seconds: Int64($0.daysSinceEpoch) * 86_400)
      }
    case 9, 10: return .unix(value)
    case 12, 13: return .unix(value / 1_000)
    case 15, 16: return .unix(value / 1_000_000)
    default: return nil
    }
  }
}

extension WrittenTime {
  fileprivate static func unix(_ seconds: Int) -> WrittenTime {
    WrittenTime(date: CalendarDate(daysSinceEpoch: seconds / 86_400), seconds: Int64(seconds))
  }
}
