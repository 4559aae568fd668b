/// How the time between two instants becomes a number of years.
public enum DayCount: Hashable, Sendable {
  /// Actual seconds over 365 days of 86,400 seconds: what crypto venues use, and the default everywhere.
  case actual365Fixed

  /// Days of a year, 365: what turns a horizon in days into years.
  @inlinable public static var daysPerYear: Double { 365 }

  /// Seconds of a day, 86,400.
  @inlinable public static var secondsPerDay: Int64 { 86_400 }

  /// Seconds of a year, 365 days.
  @inlinable public static var secondsPerYear: Int64 { 31_536_000 }

  /// The years from one instant to another.
  ///
  ///     years = (end - start) / (365 * 86,400)
  ///
  /// - Parameters:
  ///   - start: The earlier instant.
  ///   - end: The later instant.
  /// - Returns: Years; negative when `end` is before `start`.
  public func years(from start: Timestamp, to end: Timestamp) -> Double {
    (Double(end.secondsSinceEpoch) - Double(start.secondsSinceEpoch)) / Double(DayCount.secondsPerYear)
  }
}
