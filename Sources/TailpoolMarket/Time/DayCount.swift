/// How the time between two instants becomes a number of years.
public enum DayCount: Hashable, Sendable {
  /// Actual seconds over 365 days of 86,400 seconds: what crypto venues use, and the default everywhere.
  case actual365Fixed

  /// The years from one instant to another.
  ///
  ///     years = (end - start) / (365 * 86,400)
  ///
  /// - Parameters:
  ///   - start: The earlier instant.
  ///   - end: The later instant.
  /// - Returns: Years; negative when `end` is before `start`.
  public func years(from start: Timestamp, to end: Timestamp) -> Double {
    (Double(end.secondsSinceEpoch) - Double(start.secondsSinceEpoch)) / 31_536_000
  }
}
