/// The days of the US options market: full holidays and early closes, by rule, with the irregular closures.
///
/// The market closes at 16:00 New York, at 13:00 on the day before Independence Day where that is a Tuesday to a Friday, on
/// the day after Thanksgiving, and on 24 December from Monday to Thursday. Holidays on a Saturday are kept on the Friday
/// before, on a Sunday on the Monday after; New Year's Day on a Saturday is not kept.
///
/// - Range: 2010 to 2030; the rules hold in other years as far as they were in force, Juneteenth from 2022 on.
/// - Source: NYSE Rule 7.2 and the exchanges' published calendars; closures of 29 and 30 October 2012 (hurricane),
///   5 December 2018 and 9 January 2025 (national days of mourning).
public enum USOptionsCalendar {
  /// Days on which the market was closed by no rule.
  public static let irregularClosures: [CalendarDate] = [
    (2012, 10, 29), (2012, 10, 30), (2018, 12, 5), (2025, 1, 9),
  ].compactMap { CalendarDate(year: $0.0, month: $0.1, day: $0.2) }

  /// Whether the market is open on a day, be it for half of it.
  ///
  /// - Parameter date: A date in New York.
  public static func isOpen(_ date: CalendarDate) -> Bool {
    date.weekday != 0 && date.weekday != 6 && !isHoliday(date)
  }

  /// Whether a day is a full holiday or an irregular closure; weekends are not.
  ///
  /// - Parameter date: A date in New York.
  public static func isHoliday(_ date: CalendarDate) -> Bool {
    irregularClosures.contains(date) || holidays(of: date.components.year).contains(date)
  }

  /// Whether the market closes at 13:00 on a day.
  ///
  /// - Parameter date: A date in New York.
  public static func closesEarly(_ date: CalendarDate) -> Bool {
    let (year, month, day) = date.components
    switch (month, day) {
    case (7, 3): return (1...4).contains(date.weekday)
    case (12, 24): return (1...4).contains(date.weekday)
    case (11, _): return date == weekday(4, ordinal: 4, month: 11, year: year)?.advanced(byDays: 1)
    default: return false
    }
  }

  /// When the market closes on a day: 13:00 or 16:00 New York. Options that expire on the close of a day do so then.
  ///
  /// - Parameter date: A date in New York.
  public static func close(of date: CalendarDate) -> Timestamp {
    NewYorkTime.timestamp(date, hour: closesEarly(date) ? 13 : 16)
  }

  /// The full holidays of a year, in order.
  ///
  /// - Parameter year: 1900 to 9998, else none.
  public static func holidays(of year: Int) -> [CalendarDate] {
    guard (1_900...9_998).contains(year) else { return [] }
    let newYear = CalendarDate(year: year, month: 1, day: 1).flatMap { $0.weekday == 6 ? nil : kept($0) }
    let fixed = [(6, 19), (7, 4), (12, 25)].filter { $0.0 != 6 || year >= 2_022 }
      .compactMap { CalendarDate(year: year, month: $0.0, day: $0.1).map(kept) }
    let moving = [
      weekday(1, ordinal: 3, month: 1, year: year), weekday(1, ordinal: 3, month: 2, year: year),
      easter(year)?.advanced(byDays: -2), lastMonday(ofMay: year), weekday(1, ordinal: 1, month: 9, year: year),
      weekday(4, ordinal: 4, month: 11, year: year),
    ]
    return ([newYear] + moving + fixed).compactMap { $0 }.sorted()
  }

  /// The day on which a holiday is kept.
  private static func kept(_ date: CalendarDate) -> CalendarDate {
    date.advanced(byDays: date.weekday == 6 ? -1 : date.weekday == 0 ? 1 : 0)
  }

  /// The so manyth day of a week (0 for Sunday) in a month.
  private static func weekday(_ weekday: Int, ordinal: Int, month: Int, year: Int) -> CalendarDate? {
    guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
    return first.advanced(byDays: (weekday - first.weekday + 7) % 7 + 7 * (ordinal - 1))
  }

  private static func lastMonday(ofMay year: Int) -> CalendarDate? {
    guard let last = CalendarDate(year: year, month: 5, day: 31) else { return nil }
    return last.advanced(byDays: -((last.weekday + 6) % 7))
  }

  /// Easter Sunday of the Gregorian calendar.
  private static func easter(_ year: Int) -> CalendarDate? {
    let century = year / 100
    let golden = year % 19
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11))
    let day = (year + year / 4 + moon + 2 - century + century / 4) % 7
    let offset = moon - day
    let month = 3 + (offset + 40) / 44
    return CalendarDate(year: year, month: month, day: offset + 28 - 31 * (month / 4))
  }
}
