import TailpoolMarket
import Testing
import _TailpoolTestSupport

@Suite struct NewYorkTimeTests {
  private func instant(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) throws -> String {
    let date = try #require(CalendarDate(year: year, month: month, day: day))
    return NewYorkTime.timestamp(date, hour: hour, minute: minute).description
  }

  @Test func knowsSummerAndWinter() throws {
    #expect(try instant(2022, 7, 12, 11, 55) == "2022-07-12T15:55:00Z")
    #expect(try instant(2022, 12, 16, 9, 30) == "2022-12-16T14:30:00Z")
    #expect(try instant(2022, 12, 30, 23, 59) == "2022-12-31T04:59:00Z")
  }

  @Test func readsTheSkippedHourAsStandardAndTheRepeatedHourAsDaylight() throws {
    #expect(try instant(2026, 3, 8, 1, 59) == "2026-03-08T06:59:00Z")
    #expect(try instant(2026, 3, 8, 2, 30) == "2026-03-08T07:30:00Z")
    #expect(try instant(2026, 3, 8, 3) == "2026-03-08T07:00:00Z")
    #expect(try instant(2026, 11, 1, 1, 59) == "2026-11-01T05:59:00Z")
    #expect(try instant(2026, 11, 1, 2) == "2026-11-01T07:00:00Z")
  }

  @Test func agreesWithTheTimeZoneDatabaseAroundEveryTransition() throws {
    let rows = try References.table("new_york_transitions.csv").rows
    #expect(rows.count == 51)
    for row in rows {
      let start = try #require(Int64(row[text: "daylightStarts"]))
      let end = try #require(Int64(row[text: "daylightEnds"]))
      // Instants beside each transition whose civil time comes once, with the offset from UTC that holds then.
      for (seconds, hours) in [(start - 60, -5), (start, -4), (end - 3_660, -4), (end + 3_600, -5)] {
        let expected = Timestamp(secondsSinceEpoch: seconds)
        let civil = expected.advanced(bySeconds: Int64(hours) * 3_600)
        let found = NewYorkTime.timestamp(
          civil.date, hour: civil.secondOfDay / 3_600, minute: civil.secondOfDay / 60 % 60)
        #expect(found == expected, "\(row)")
      }
    }
  }
}
