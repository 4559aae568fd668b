import TailpoolMarket
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolFiles

@Suite struct StressReaderTests {
  @Test func readsScenarios() throws {
    let set = try StressReader.read(MadeUp.file(MadeUp.stress))
    #expect(
      set.scenarios == [
        StressScenario(
          name: "crash", detail: "1 day",
          move: MarketMove(spotReturns: ["BTC": -0.4], volatilityFactors: ["BTC": 1.5])),
        StressScenario(name: "calm", move: MarketMove(spotReturns: ["SPX": 0.01], volatilityFactors: ["SPX": 0.75])),
      ])
  }

  @Test("Reads pieces of the past with everything that a record of them has")
  func readsARecord() throws {
    func scenario(_ name: String, _ closes: (String, String), _ spots: String, _ volatilities: String) -> String {
      """
      {"name": "\(name)", "kind": "crypto", "from_close": "\(closes.0)", "to_close": "\(closes.1)", "description": "d",
        "spot_returns": {\(spots)}, "intraday_low_vs_start_close_on_last_day": {"BTC": -0.31},
        "implied_vol": {\(volatilities)}, "note": "n"}
      """
    }
    let coins = """
      "BTC": {"dvol_start": 53.5, "dvol_end": 82.1, "dvol_high_in_window": 97.25, "change_points": 28.6},
      "ETH": {"dvol_start": 71.2, "dvol_end": 96.9, "dvol_high_in_window": 120, "change_points": 25.7}
      """
    let index = "\"VIX\": {\"start\": 23.4, \"end\": 38.6, \"high_in_window\": 65.7, \"change_points\": 15.2}"
    let all = [
      scenario("crash", ("2026-02-04", "2026-02-05"), "\"BTC\": -0.138, \"ETH\": -0.152, \"SOL\": null", coins),
      scenario("war", ("2018-11-13", "2018-11-24"), "\"BTC\": -0.39, \"LTC\": -0.41", ""),
      scenario("carry", ("2024-08-02", "2024-08-05"), "\"BTC\": -0.07", index),
      scenario("Monday", ("1987-10-16", "1987-10-19"), "\"SPX\": -0.2047", ""),
    ]
    let text = "{\"meta\": {\"what\": \"made up\"}, \"scenarios\": [\(all.joined(separator: ","))]}"
    let set = try StressReader.read(InputFile(name: "s.json", text: text))
    #expect(set.scenarios.map(\.name) == ["crash", "war", "carry", "Monday"])
    #expect(set.scenarios.map { $0.period?.days } == [1, 11, 3, 3] && set.scenarios.allSatisfy { $0.detail == "d" })
    #expect(
      set.scenarios.map(\.move) == [
        MarketMove(
          spotReturns: ["BTC": -0.138, "ETH": -0.152], volatilityFactors: ["BTC": 82.1 / 53.5, "ETH": 96.9 / 71.2]),
        MarketMove(spotReturns: ["BTC": -0.39, "LTC": -0.41]),
        // The record has the volatility index of that day, and no index of the stocks.
        MarketMove(spotReturns: ["BTC": -0.07], volatilityFactors: ["SPX": 38.6 / 23.4]),
        MarketMove(spotReturns: ["SPX": -0.2047]),
      ])
  }

  @Test("Reads the stress set of the shared data", .enabled(if: References.hasShared, "real data are absent"))
  func readsTheSharedSet() throws {
    let set = try StressReader.read(path: References.shared("data/stress_scenarios.json").path)
    #expect(set.scenarios.count == 49)
    #expect(Set(set.scenarios.map(\.name)).count == 49)
    let crash = try #require(set.scenarios.first { $0.name == "2026-02-05" })
    #expect(crash.move["BTC"].volatilityFactor == 82.62 / 53.47)
    #expect(crash.detail == "1 day" && crash.period?.days == 1)
    let hashWar = try #require(set.scenarios.first { $0.name == "2018-11-14..24 hash war" })
    #expect(hashWar.period?.days == 11 && hashWar.move["BTC"].volatilityFactor == nil)
    #expect(set.scenarios.allSatisfy { $0.period != nil })
    // The record has the volatility index of that day, and no index of the stocks.
    let carry = try #require(set.scenarios.first { $0.name == "2024-08-05 yen carry" })
    #expect(carry.move["SPX"] == UnderlyingMove(volatilityFactor: 38.57 / 23.39))
    let monday = try #require(set.scenarios.first { $0.name == "1987-10-19 Black Monday" })
    #expect(monday.move["SPX"].spotReturn.map { $0 < -0.2 } == true)
    #expect(monday.move.byUnderlying.values.allSatisfy { $0.volatilityFactor == nil })
    let volmageddon = try #require(set.scenarios.first { $0.name == "2018-02-05 Volmageddon" })
    #expect(volmageddon.move.byUnderlying.compactMapValues(\.volatilityFactor) == ["SPX": 37.32 / 17.31])
  }

  @Test("Rejects hostile stress sets with the place", arguments: hostile)
  func rejects(_ hostile: Hostile) {
    hostile.expectRejection { try StressReader.read($0) }
  }

  static let hostile = [
    Hostile("empty file", "§", "the file is empty"),
    Hostile("a number", "§1", "the stress set is 1.0"),
    Hostile("no scenarios", "§{\"meta\": {}}", "\"scenarios\" is missing"),
    Hostile("scenarios empty", "{\"scenarios\": §[]}", "has no scenarios"),
    Hostile("scenario is null", "{\"scenarios\": [§null]}", "scenario is null"),
    Hostile("name missing", "{\"scenarios\": [§{\"spot_returns\": {}}]}", "\"name\" is missing"),
    Hostile("name empty", "{\"scenarios\": [{\"name\": §\"\", \"spot_returns\": {}}]}", "name is \"\""),
    Hostile(
      "name twice", MadeUp.stress.marked("\"calm\"", "§\"crash\""), "the scenario \"crash\" stands first in line 2"),
    Hostile("returns missing", "{\"scenarios\": [§{\"name\": \"a\"}]}", "\"spot_returns\" is missing"),
    Hostile(
      "returns are an array", "{\"scenarios\": [{\"name\": \"a\", \"spot_returns\": §[]}]}",
      "spot_returns is an array"),
    Hostile(
      "return of -1", MadeUp.stress.marked("-0.4", "§-1"),
      "return of \"BTC\" is -1.0; expected a finite number above -1"),
    Hostile("return overflows", MadeUp.stress.marked("-0.4", "§4e400"), "too large"),
    Hostile("return is a text", MadeUp.stress.marked("-0.4", "§\"-40 %\""), "return of \"BTC\" is \"-40 %\""),
    Hostile("level zero", MadeUp.stress.marked("\"dvol_start\": 50", "\"dvol_start\": §0"), "dvol_start is 0.0"),
    Hostile("level negative", MadeUp.stress.marked("\"end\": 15", "\"end\": §-15"), "end is -15.0"),
    Hostile(
      "level missing", MadeUp.stress.marked("{\"start\": 20, \"end\": 15}", "§{\"start\": 20}"), "\"end\" is missing"),
    Hostile(
      "both levels missing", MadeUp.stress.marked("{\"start\": 20, \"end\": 15}", "§§{}"), "\"dvol_start\"",
      "\"dvol_end\""),
    Hostile(
      "factor overflows", MadeUp.stress.marked("{\"start\": 20, \"end\": 15}", "§{\"start\": 1e-300, \"end\": 1e300}"),
      "factor is inf"),
    Hostile(
      "SPX beside VIX", MadeUp.stress.marked("\"end\": 15}", "\"end\": 15}, §\"SPX\": {\"start\": 20, \"end\": 15}"),
      "SPX and VIX both"),
    Hostile(
      "implied_vol is a number", MadeUp.stress.marked("{\"VIX\": {\"start\": 20, \"end\": 15}}", "§3"),
      "implied_vol is 3.0"),
    Hostile("description is a number", MadeUp.stress.marked("\"1 day\"", "§1"), "description is 1.0"),
    Hostile("asset twice", MadeUp.stress.marked("\"ETH\": null", "§\"BTC\": 0"), "stands twice in its object"),
    Hostile("leading zero", MadeUp.stress.marked("0.01", "0§1"), "not allowed here"),
  ]

  @Test("Parallel shocks and twists are read by asset")
  func twists() throws {
    let text = """
      {"scenarios": [{"name": "skew", "spot_returns": {"BTC": -0.1}, "spot_shifts": {"BTC": -500},
        "volatility_shifts": {"BTC": 0.1, "ETH": -0.05}, "skew_twists": {"BTC": -0.2}, "term_twists": {"BTC": 0.3}}]}
      """
    let scenario = try #require(StressReader.read(InputFile(name: "s.json", text: text)).scenarios.first)
    #expect(
      scenario.move["BTC"]
        == UnderlyingMove(
          spotReturn: -0.1, spotShift: -500, volatilityShift: 0.1, skewTwist: -0.2, termTwist: 0.3)
    )
    #expect(scenario.move["ETH"] == UnderlyingMove(volatilityShift: -0.05) && scenario.names("ETH"))
    #expect(!scenario.names("XRP"))
    let bad = text.replacing("-0.2", with: "\"low\"")
    #expect(throws: FileError.self) { try StressReader.read(InputFile(name: "s.json", text: bad)) }
  }

  @Test("The closes of a piece of the past are its period; null is none")
  func periods() throws {
    func scenario(_ closes: String) throws -> StressScenario? {
      let text = "{\"scenarios\": [{\"name\": \"a\", \"spot_returns\": {}\(closes)}]}"
      return try StressReader.read(InputFile(name: "s.json", text: text)).scenarios.first
    }
    let period = try scenario(", \"from_close\": \"2020-02-27\", \"to_close\": \"2020-03-02\"")?.period
    #expect(period?.days == 4 && period?.from == CalendarDate(year: 2020, month: 2, day: 27))
    #expect(try scenario("")?.period == nil)
    #expect(try scenario(", \"from_close\": null, \"to_close\": null")?.period == nil)
  }

  @Test("A scenario of VIX alone moves the volatilities of SPX and leaves its spot")
  func volatilityIndexAlone() throws {
    let text = """
      {"scenarios": [{"name": "a", "spot_returns": {"OTHER": -0.1}, "implied_vol": {"VIX": {"start": 20, "end": 50}}}]}
      """
    let scenario = try #require(StressReader.read(InputFile(name: "s.json", text: text)).scenarios.first)
    #expect(scenario.move["SPX"] == UnderlyingMove(volatilityFactor: 2.5) && scenario.names("SPX"))
  }

  @Test("Shifts of rates, yields and correlations are read")
  func ratesAndCorrelations() throws {
    let text = """
      {"scenarios": [{"name": "a", "spot_returns": {}, "rate_shifts": {"BTC": 0.02}, "carry_shifts": {"ETH": -0.01, "BTC": null},
        "correlation_shifts": [{"between": ["ETH", "BTC"], "value": -0.3}, {"between": ["BTC", "SOL"], "value": 0.1}]}]}
      """
    let move = try #require(StressReader.read(InputFile(name: "s.json", text: text)).scenarios.first?.move)
    #expect(move.byUnderlying == ["BTC": UnderlyingMove(rateShift: 0.02), "ETH": UnderlyingMove(carryShift: -0.01)])
    #expect(move.correlationShifts == [["BTC", "ETH"]: -0.3, ["BTC", "SOL"]: 0.1])
  }

  @Test("Rejects hostile shifts with the place", arguments: hostileShifts)
  func rejectsShifts(_ hostile: Hostile) {
    hostile.expectRejection { try StressReader.read($0) }
  }

  private static func shifts(_ text: String) -> String {
    "{\"scenarios\": [{\"name\": \"a\", \"spot_returns\": {}, \(text)}]}"
  }

  static let hostileShifts = [
    Hostile(
      "a close of no day", shifts("\"from_close\": §\"May\", \"to_close\": §3"), "from_close is \"May\"",
      "to_close is 3.0"),
    Hostile("a close alone", shifts("\"to_close\": §\"2020-03-12\""), "one close stands alone"),
    Hostile(
      "a period that ends as it begins", shifts("\"from_close\": \"2020-03-12\", \"to_close\": §\"2020-03-12\""),
      "to_close is 2020-03-12; expected a day later than from_close, 2020-03-12"),
    Hostile("rate of a text", shifts("\"rate_shifts\": {\"BTC\": §\"2 %\"}"), "rate_shifts of \"BTC\" is \"2 %\""),
    Hostile("carry of no object", shifts("\"carry_shifts\": §3"), "carry_shifts is 3.0; expected an object"),
    Hostile(
      "correlations of no array", shifts("\"correlation_shifts\": §{}"),
      "correlation_shifts is an object; expected an array"),
    Hostile(
      "a pair twice, of one, without a number",
      shifts(
        "\"correlation_shifts\": [{\"between\": [\"A\", \"B\"], \"value\": 0.1}, {\"between\": §[\"B\", \"A\"], \"value\": §null}, "
          + "{\"between\": [\"A\", §\"A\"], \"value\": 0.1}, §{\"between\": §[\"A\"], §\"source\": \"x\"}, §0]"),
      "the pair of \"B\" and \"A\" stands first in line 1", "value is null", "between names \"A\" twice",
      "\"value\" is missing", "between is an array; expected an array of two different underlyings",
      "a correlation shift has no \"source\"", "correlation shift is 0.0"),
  ]
}
