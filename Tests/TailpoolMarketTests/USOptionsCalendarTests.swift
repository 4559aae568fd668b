import Testing

@testable import TailpoolMarket

/// Against the exchange's published calendars.
@Suite struct USOptionsCalendarTests {
  private func dates(_ year: Int, _ days: Days) -> [CalendarDate] {
    days.compactMap { CalendarDate(year: year, month: $0.0, day: $0.1) }
  }

  typealias Days = [(Int, Int)]

  static let holidays: [(year: Int, days: Days)] = [
    (2010, [(1, 1), (1, 18), (2, 15), (4, 2), (5, 31), (7, 5), (9, 6), (11, 25), (12, 24)]),
    (2011, [(1, 17), (2, 21), (4, 22), (5, 30), (7, 4), (9, 5), (11, 24), (12, 26)]),
    (2021, [(1, 1), (1, 18), (2, 15), (4, 2), (5, 31), (7, 5), (9, 6), (11, 25), (12, 24)]),
    (2022, [(1, 17), (2, 21), (4, 15), (5, 30), (6, 20), (7, 4), (9, 5), (11, 24), (12, 26)]),
    (2024, [(1, 1), (1, 15), (2, 19), (3, 29), (5, 27), (6, 19), (7, 4), (9, 2), (11, 28), (12, 25)]),
    (2026, [(1, 1), (1, 19), (2, 16), (4, 3), (5, 25), (6, 19), (7, 3), (9, 7), (11, 26), (12, 25)]),
  ]

  @Test(arguments: holidays.indices)
  func holidaysOfAYear(_ index: Int) {
    let (year, days) = Self.holidays[index]
    #expect(USOptionsCalendar.holidays(of: year) == dates(year, days))
  }

  static let earlyCloses: [(year: Int, days: Days)] = [
    (2010, [(11, 26)]), (2012, [(7, 3), (11, 23), (12, 24)]), (2013, [(7, 3), (11, 29), (12, 24)]),
    (2018, [(7, 3), (11, 23), (12, 24)]), (2020, [(11, 27), (12, 24)]), (2021, [(11, 26)]), (2022, [(11, 25)]),
    (2023, [(7, 3), (11, 24)]), (2025, [(7, 3), (11, 28), (12, 24)]), (2026, [(11, 27), (12, 24)]),
  ]

  @Test(arguments: earlyCloses.indices)
  func earlyClosesOfAYear(_ index: Int) throws {
    let (year, days) = Self.earlyCloses[index]
    let first = try #require(CalendarDate(year: year, month: 1, day: 1))
    let found = (0..<365).map { first.advanced(byDays: $0) }.filter(USOptionsCalendar.closesEarly)
    #expect(found == dates(year, days))
    for date in found {
      #expect(USOptionsCalendar.isOpen(date))
      #expect(USOptionsCalendar.close(of: date) == NewYorkTime.timestamp(date, hour: 13))
    }
  }

  @Test func irregularClosuresAndWeekends() throws {
    let closed = dates(2012, [(10, 29), (10, 30)]) + dates(2018, [(12, 5)]) + dates(2025, [(1, 9)])
    #expect(USOptionsCalendar.irregularClosures == closed)
    for date in closed + dates(2026, [(8, 1), (8, 2)]) { #expect(!USOptionsCalendar.isOpen(date), "\(date)") }
    for date in dates(2012, [(10, 26), (10, 31)]) + dates(2010, [(12, 31)]) {
      #expect(USOptionsCalendar.isOpen(date), "\(date)")
      #expect(USOptionsCalendar.close(of: date) == NewYorkTime.timestamp(date, hour: 16))
    }
    #expect(USOptionsCalendar.holidays(of: 0).isEmpty && USOptionsCalendar.holidays(of: 10_000).isEmpty)
  }
}
