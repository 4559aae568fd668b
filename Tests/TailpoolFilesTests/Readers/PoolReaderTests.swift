import TailpoolMarket
import TailpoolPoolEngine
import Testing

@testable import TailpoolFiles

@Suite struct PoolReaderTests {
  @Test func readsAPool() throws {
    let pool = try PoolReader.read(MadeUp.file(MadeUp.pool))
    #expect(pool.unit == "USD")
    #expect(pool.assets == Holdings([.dollars: 1e6]))
    #expect(
      pool.participants == [
        Participant(id: "Ada", contribution: 600_000), Participant(id: "Bo", contribution: 400_000.5),
      ])
    #expect(pool.limits == PoolDescription.Limits(maximumUtilization: 0.8))
  }

  @Test func readsEveryLimit() throws {
    let text = """
      {"unit": "USD", "participants": [{"id": "A", "contribution": 1}], "limits": {"maximumUtilization": 1,
       "maximumExpectedShortfallOverCapital": 2, "maximumValueAtRiskOverCapital": 3, "maximumParticipantShare": 4,
       "maximumStressLossOverCapital": 5}}
      """
    let pool = try PoolReader.read(MadeUp.file(text))
    #expect(
      pool.limits
        == PoolDescription.Limits(
          maximumUtilization: 1, maximumExpectedShortfallOverCapital: 2, maximumValueAtRiskOverCapital: 3,
          maximumParticipantShare: 4, maximumStressLossOverCapital: 5))
    #expect(pool.assets == nil)
  }

  @Test func readsAssetsByKind() throws {
    let text = MadeUp.pool.marked("1e6", "{\"USD\": 1e6, \"BTC\": 40}")
    let pool = try PoolReader.read(MadeUp.file(text), units: ["USD", "BTC"])
    #expect(pool.unit == .dollars && pool.assets == Holdings(["USD": 1e6, "BTC": 40]))
    let coin = try PoolReader.read(MadeUp.file(MadeUp.pool.marked("\"USD\"", "\"BTC\"")), units: ["USD", "BTC"])
    #expect(coin.unit == "BTC" && coin.assets == Holdings(["BTC": 1e6]))
    #expect(try PoolReader.read(MadeUp.file(MadeUp.pool.marked("1e6", "{}"))).assets == Holdings([:]))
  }

  @Test("Rejects units that no market prices, with the place", arguments: unpriced)
  func rejectsUnits(_ hostile: Hostile) {
    hostile.expectRejection { try PoolReader.read($0, units: ["USD", "BTC"]) }
  }

  static let unpriced = [
    Hostile(
      "unit without a market", MadeUp.pool.marked("\"USD\"", "§\"EUR\""),
      "no market gives a price of \"EUR\"; expected one of USD, BTC"),
    Hostile(
      "kind without a market", MadeUp.pool.marked("1e6", "{\"USD\": 1, §\"EUR\": 1}"),
      "no market gives a price of \"EUR\"; expected one of USD, BTC"),
  ]

  @Test("Rejects hostile pools with the place", arguments: hostile)
  func rejects(_ hostile: Hostile) {
    hostile.expectRejection { try PoolReader.read($0) }
  }

  static let hostile = [
    Hostile("empty file", "§", "the file is empty"),
    Hostile("spaces alone", "§ \n", "the file is empty"),
    Hostile("an array", "§[]", "the pool is an array"),
    Hostile("nothing in it", "§§{}", "\"unit\" is missing", "\"participants\" is missing"),
    Hostile("unit is a number", MadeUp.pool.marked("\"USD\"", "§7"), "unit is 7.0"),
    Hostile("unit is empty", MadeUp.pool.marked("\"USD\"", "§\"\""), "unit is \"\""),
    Hostile("assets negative", MadeUp.pool.marked("1e6", "§-1"), "assets is -1.0"),
    Hostile("assets too large", MadeUp.pool.marked("1e6", "§1e999"), "too large"),
    Hostile("assets of a kind negative", MadeUp.pool.marked("1e6", "{\"BTC\": §-1}"), "assets.BTC is -1.0"),
    Hostile("assets of a kind null", MadeUp.pool.marked("1e6", "{\"BTC\": §null}"), "assets.BTC is null"),
    Hostile("assets are a list", MadeUp.pool.marked("1e6", "§[1]"), "assets is an array"),
    Hostile("unknown name", MadeUp.pool.marked("\"assets\"", "§\"asets\""), "a pool has no \"asets\""),
    Hostile(
      "misspelled limit", MadeUp.pool.marked("\"maximumUtilization\"", "§\"maximumUtilisation\""),
      "limits has no \"maximumUtilisation\""),
    Hostile(
      "limit zero", MadeUp.pool.marked("0.8", "§0"), "maximumUtilization is 0.0; expected a finite number above 0"),
    Hostile("limit is a text", MadeUp.pool.marked("0.8", "§\"80 %\""), "maximumUtilization is \"80 %\""),
    Hostile(
      "limits is no object",
      "{\"unit\": \"USD\", \"participants\": [{\"id\": \"a\", \"contribution\": 1}], \"limits\": §3}", "limits is 3.0"),
    Hostile("no participants", "{\"unit\": \"USD\", \"participants\": §[]}", "no participants"),
    Hostile("participant is a text", "{\"unit\": \"USD\", \"participants\": [§\"Ada\"]}", "participant is \"Ada\""),
    Hostile(
      "contribution missing", "{\"unit\": \"USD\", \"participants\": [§{\"id\": \"a\"}]}", "\"contribution\" is missing"
    ),
    Hostile(
      "contribution null", "{\"unit\": \"USD\", \"participants\": [{\"id\": \"a\", \"contribution\": §null}]}",
      "contribution is null"),
    Hostile("contribution negative", MadeUp.pool.marked("600000", "§-600000"), "contribution is -600000.0"),
    Hostile("id missing", "{\"unit\": \"USD\", \"participants\": [§{\"contribution\": 1}]}", "\"id\" is missing"),
    Hostile("id twice", MadeUp.pool.marked("\"Bo\"", "§\"Ada\""), "the participant \"Ada\" stands first in line 2"),
    Hostile(
      "name in a participant", MadeUp.pool.marked("\"id\": \"Bo\"", "\"id\": \"Bo\", §\"share\": 1"),
      "a participant has no \"share\""),
    Hostile(
      "no capital", "{\"unit\": \"USD\", \"participants\": §[{\"id\": \"a\", \"contribution\": 0}]}",
      "no positive finite sum"),
    Hostile(
      "capital overflows",
      MadeUp.pool.marked("[{", "§[{").marked("600000", "1e308").marked("400000.5", "1e308"),
      "no positive finite sum"),
    Hostile(
      "unit twice", "{\"unit\": \"USD\", §\"unit\": \"EUR\", \"participants\": [{\"id\": \"a\", \"contribution\": 1}]}",
      "stands twice in its object"),
    Hostile("not UTF-8", bytes: Array("{\"unit\": \"".utf8) + [0xC0, 0x80], line: 1, column: 11, "not UTF-8"),
  ]
}

extension String {
  /// The text with the first occurrence of a piece replaced.
  func marked(_ piece: String, _ other: String) -> String {
    guard let range = firstRange(of: piece) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
