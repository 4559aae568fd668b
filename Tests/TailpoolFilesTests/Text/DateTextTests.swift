import TailpoolMarket
import Testing

@testable import TailpoolFiles

@Suite struct DateTextTests {
  @Test(arguments: [
    ("2026-05-15T11:27:31Z", "2026-05-15T11:27:31Z"), ("2026-05-16T08:00Z", "2026-05-16T08:00:00Z"),
    ("2022-07-12T11:55-04:00", "2022-07-12T15:55:00Z"), ("2022-07-12T01:00+05:30", "2022-07-11T19:30:00Z"),
    ("2022-07-12T01:00:59.999Z", "2022-07-12T01:00:59Z"),
  ])
  func readsTimestamps(_ text: String, _ expected: String) {
    #expect(DateText.timestamp(text)?.instant.description == expected)
    #expect(DateText.timestamp(text)?.date.description == String(text.prefix(10)))
  }

  @Test(arguments: [
    ("2025-10-01 6:02 PM ET", "2025-10-01T22:02:00Z"), ("2025-10-01 12:00 AM ET", "2025-10-01T04:00:00Z"),
    ("2025-12-01 12:30 PM ET", "2025-12-01T17:30:00Z"), ("2025-12-01 11:59 AM ET", "2025-12-01T16:59:00Z"),
  ])
  func readsNewYorkTimes(_ text: String, _ expected: String) {
    #expect(DateText.newYorkTime(text)?.instant.description == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-05-15", "2026-05-15T", "2026-05-15T24:00Z", "2026-05-15T11:60Z", "2026-05-15T11:27:60Z",
    "2026-05-15T11:27:31", "2026-05-15T1:27Z", "2026-02-29T11:27Z", "0000-05-15T11:27Z", "2026-05-15T11:27Zx",
    "2026-05-15T11:27:31.Z", "2026-05-15T11:27+24:00", "2026-05-15T11:27-4", "20260515T112731Z", "２026-05-15T11:27Z",
  ])
  func rejectsOtherTimestamps(_ text: String) {
    #expect(DateText.timestamp(text) == nil)
    #expect(DateText.newYorkTime(text) == nil)
  }

  @Test func anInstantIsThatOfItsOffset() {
    #expect(Timestamp(text: "1970-01-02T00:00:01Z")?.secondsSinceEpoch == 86_401)
    #expect(Timestamp(text: "1970-01-02T01:30:00+01:30")?.secondsSinceEpoch == 86_400)
    #expect(Timestamp(text: "1970-01-02") == nil)
  }

  @Test(arguments: ["2025-10-01 0:02 PM ET", "2025-10-01 13:02 PM ET", "2025-10-01 6:02 XM ET", "2025-10-01 6:02 PM"])
  func rejectsOtherNewYorkTimes(_ text: String) {
    #expect(DateText.newYorkTime(text) == nil)
  }

  @Test func readsDays() {
    #expect(DateText.compactDate("29MAY26")?.description == "2026-05-29")
    #expect(DateText.compactDate("5FEB26")?.description == "2026-02-05")
    #expect(DateText.compactDate("30FEB26") == nil)
    #expect(DateText.compactDate("5feb26") == nil)
    #expect(DateText.compactDate("5FEB2026") == nil)
    #expect(DateText.date("2026-05-15")?.description == "2026-05-15")
    #expect(DateText.date("2026-5-15") == nil)
    #expect(DateText.date("2026-05-15 ") == nil)
  }

  @Test(arguments: ["BTC-29MAY26-71000-C", "ETH-1JAN27-150-P", "XRP_USDC-30JUN25-0d5-C", "SOL_USDC-3JUL26-101d25-P"])
  func instrumentNamesComeBack(_ name: String) throws {
    #expect(try #require(InstrumentName(name)).contract?.name == name)
  }

  @Test(arguments: [
    "", "BTC", "BTC-29MAY26-71000", "BTC-29MAY26-71000-X", "BTC-29MAY26--1-C", "BTC-29MAY26-0-C", "BTC-29MAY26-1e5-C",
    "BTC-29MAY26-1d2d3-C", "BTC-29MAY26-d-C", "-29MAY26-71000-C", "btc-29MAY26-71000-C",
    "BTC_USDC_X-29MAY26-71000-C", "BTC_EUR-29MAY26-71000-C", "BTC-29MAY26-71000-C-1",
  ])
  func rejectsOtherNames(_ name: String) {
    #expect(InstrumentName(name) == nil)
  }
}
