/// Civil time in New York, by the daylight-saving rules of the United States, without a time-zone database.
///
/// Since 2007 daylight time (UTC−4) runs from the second Sunday of March, 02:00, to the first Sunday of November,
/// 02:00; before that the rule of 1987 to 2006, from the first Sunday of April to the last Sunday of October, is
/// used. The rest of the year is standard time (UTC−5).
///
/// - Source: Energy Policy Act of 2005, section 110; Uniform Time Act as amended in 1986 (15 U.S.C. 260a).
package enum NewYorkTime {
  /// The instant of a civil date and time of day in New York.
  ///
  /// - Parameters:
  ///   - date: The date in New York.
  ///   - hour: 0 to 23.
  ///   - minute: 0 to 59.
  ///   - second: 0 to 59.
  /// - Returns: The instant. The hour that is skipped in spring is read as standard time; the hour that comes twice
  ///   in autumn is read as daylight time, so the first of the two.
  package static func timestamp(_ date: CalendarDate, hour: Int, minute: Int = 0, second: Int = 0) -> Timestamp {
    let civil = Timestamp(date, hour: hour, minute: minute, second: second)
    return civil.advanced(bySeconds: isDaylight(civil) ? 4 * 3_600 : 5 * 3_600)
  }

  /// Whether daylight time holds at a civil time, which is written as if it were UTC.
  private static func isDaylight(_ civil: Timestamp) -> Bool {
    let year = civil.date.components.year
    let start = year >= 2007 ? sunday(2, ofMonth: 3, year: year) : sunday(1, ofMonth: 4, year: year)
    let end = year >= 2007 ? sunday(1, ofMonth: 11, year: year) : lastSunday(ofMonth: 10, year: year)
    guard let start, let end else { return false }
    return civil >= Timestamp(start, hour: 3) && civil < Timestamp(end, hour: 2)
  }

  private static func sunday(_ ordinal: Int, ofMonth month: Int, year: Int) -> CalendarDate? {
    guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
    return first.advanced(byDays: (7 - first.weekday) % 7 + 7 * (ordinal - 1))
  }

  private static func lastSunday(ofMonth month: Int, year: Int) -> CalendarDate? {
    guard let last = CalendarDate(year: year, month: month, day: CalendarDate.length(ofMonth: month, year: year))
    else { return nil }
    return last.advanced(byDays: -last.weekday)
  }
}
