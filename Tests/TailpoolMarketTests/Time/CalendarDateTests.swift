import TailpoolMarket
import Testing

@Suite("Days of the calendar")
struct CalendarDateTests {
  @Test("Days of the week and days since 1970 are those of the calendar")
  func known() throws {
    // Published days: the moon landing a Sunday, the first day of 1970 a Thursday, leap days of 2000 and 2024.
    for (year, month, day, weekday, days) in [
      (1970, 1, 1, 4, 0), (1969, 12, 31, 3, -1), (1969, 7, 20, 0, -165), (1900, 3, 1, 4, -25_508),
      (2000, 2, 29, 2, 11_016), (2000, 3, 1, 3, 11_017), (2024, 2, 29, 4, 19_782), (2026, 1, 1, 4, 20_454),
      (2100, 3, 1, 1, 47_541), (1600, 2, 29, 2, -135_081),
    ] {
      let date = try #require(CalendarDate(year: year, month: month, day: day))
      #expect(
        date.weekday == weekday && date.daysSinceEpoch == days, "\(date): \(date.weekday), \(date.daysSinceEpoch)")
      #expect(date.components == (year, month, day), "\(date)")
      #expect(CalendarDate(daysSinceEpoch: days) == date)
    }
    for (year, month, day) in [(1900, 2, 29), (2100, 2, 29), (2023, 2, 29), (2024, 4, 31), (0, 1, 1), (2024, 13, 1)] {
      #expect(CalendarDate(year: year, month: month, day: day) == nil, "\(year)-\(month)-\(day)")
    }
  }

  @Test("Each day follows the one before, over four hundred years, in weekdays, months and days")
  func sequence() throws {
    var date = try #require(CalendarDate(year: 1799, month: 12, day: 31))
    var (year, month, day, weekday) = (1799, 12, 31, date.weekday)
    #expect(weekday == 2)
    for _ in 0..<146_097 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      day += 1
      if day > length { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      weekday = (weekday + 1) % 7
      date = date.advanced(byDays: 1)
      guard date.components == (year, month, day), date.weekday == weekday else {
        Issue.record("\(date) is not \(year)-\(month)-\(day), day \(weekday)")
        return
      }
    }
    #expect(date.description == "2199-12-31")
  }

  @Test("The least and the greatest instants and moves have a text and a date, those that no calendar has at its ends")
  func ends() {
    for seconds in [Int64.min, .min + 1, -62_135_596_801, -1, 0, 253_402_300_800, .max] {
      let instant = Timestamp(secondsSinceEpoch: seconds)
      #expect((0..<86_400).contains(instant.secondOfDay), "\(seconds)")
      #expect(instant.description.hasSuffix("Z"), "\(seconds): \(instant)")
    }
    #expect(Timestamp(secondsSinceEpoch: -1).description == "1969-12-31T23:59:59Z")
    // −2⁶³ seconds are 8 hours, 29 minutes and 52 seconds into their day.
    #expect(Timestamp(secondsSinceEpoch: .min).secondOfDay == 30_592)
    let epoch = CalendarDate(daysSinceEpoch: 0)
    #expect(epoch.advanced(byDays: .max).daysSinceEpoch == 3_650_000)
    #expect(CalendarDate(daysSinceEpoch: -3_650_000).advanced(byDays: .min).daysSinceEpoch == -3_650_000)
    #expect(CalendarDate(daysSinceEpoch: -3_650_000).advanced(byDays: .max).daysSinceEpoch == 3_650_000)
  }
}
