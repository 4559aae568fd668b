/// An instant in UTC, to the second.
///
/// The valuation time of a snapshot and the expiry of a contract are timestamps; calendars and time zones are
/// left behind at the edge, where text becomes a timestamp.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let secondsSinceEpoch: Int64

  /// Creates an instant from Unix seconds.
  ///
  /// - Parameter secondsSinceEpoch: Seconds since 1970-01-01T00:00:00Z; any value.
  public init(secondsSinceEpoch: Int64) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// Creates an instant from a civil date and a time of day in UTC.
  ///
  /// - Parameters:
  ///   - date: The date in UTC.
  ///   - hour: 0 to 23; larger values run into the next day.
  ///   - minute: Minutes to add.
  ///   - second: Seconds to add.
  public init(_ date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    secondsSinceEpoch = Int64(date.daysSinceEpoch) * DayCount.secondsPerDay + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// The civil date in UTC that this instant falls on.
  public var date: CalendarDate {
    CalendarDate(daysSinceEpoch: Int(floorDivide(secondsSinceEpoch, DayCount.secondsPerDay)))
  }

  /// Seconds since midnight UTC, 0 to 86,399.
  public var secondOfDay: Int {
    let remainder = secondsSinceEpoch % DayCount.secondsPerDay
    return Int(remainder < 0 ? remainder + DayCount.secondsPerDay : remainder)
  }

  /// The same instant moved by a number of seconds.
  ///
  /// - Parameter seconds: Seconds to add; negative moves back.
  public func advanced(bySeconds seconds: Int64) -> Timestamp {
    Timestamp(secondsSinceEpoch: secondsSinceEpoch &+ seconds)
  }

  /// Whether the left instant is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Timestamp: CustomStringConvertible {
  /// The instant as `2026-05-15T11:27:31Z`.
  public var description: String {
    let second = secondOfDay
    return "\(date)T\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
  }
}

/// Division that rounds toward minus infinity; `divisor` is positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}

/// A number with at least two digits.
func padded(_ value: Int) -> String {
  value < 10 ? "0\(value)" : "\(value)"
}
