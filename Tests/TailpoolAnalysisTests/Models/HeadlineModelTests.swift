import Foundation
import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolAnalysis

/// Filtered history through 34 years of SPX with VIX and five of BTC and ETH with DVOL, for five books of 30-day options.
@Suite("The model of the headline through the past")
struct HeadlineModelTests {
  /// Closes and index levels of the dates that both have.
  struct Market: Sendable {
    let name: String
    let prices: [Double]
    let levels: [Double]
    let dates: [CalendarDate]
    let daysPerYear: Double
    let step: Int
  }

  /// Units of an option with a strike over spot.
  struct Leg {
    let units: Double
    let strike: Double
    let type: OptionType
  }

  static let books: [(name: String, legs: [Leg])] = [
    ("short straddle", [Leg(units: -1, strike: 1, type: .call), Leg(units: -1, strike: 1, type: .put)]),
    ("short strangle", [Leg(units: -1, strike: 1.1, type: .call), Leg(units: -1, strike: 0.9, type: .put)]),
    ("short put", [Leg(units: -1, strike: 0.95, type: .put)]),
    ("long straddle", [Leg(units: 1, strike: 1, type: .call), Leg(units: 1, strike: 1, type: .put)]),
    ("short call", [Leg(units: -1, strike: 1.05, type: .call)]),
  ]

  @Test("Each day's exceptions on made-up coins are those of an independent program", arguments: ["BTC", "ETH"])
  func madeUpExceptions(_ coin: String) throws {
    let cases = try References.madeUpCases("headline_hits.json").filter { $0["coin"] as? String == coin }
    #expect(cases.count == 10)
    let hits = try Self.hits(Self.madeUp(coin), window: 250)
    for item in cases {
      let (name, fraction) = (item["book"] as? String ?? "", item["level"] as? Double ?? .nan)
      let index = try #require(Self.books.firstIndex { $0.name == name })
      let flags = try #require(hits[index].first { abs($0.level.fraction - fraction) < 1e-12 }).flags
      let text = flags.map { $0 ? "1" : "0" }.joined()
      #expect(text == item["hits"] as? String && flags.count == 309, "\(coin), \(name), \(fraction): \(text)")
    }
  }

  @Test(
    "At most 1 of 30 cells is rejected by Kupiec's test at 5 %, none at 0.1 %",
    .enabled(if: References.hasShared, "real data are absent"), .enabled(if: isLongRun, "not a long run"))
  func exceptions() throws {
    var (rejected, worst, lines): (Int, Double, [String]) = (0, 1, [])
    for market in try [Self.spx(), Self.coin("BTC"), Self.coin("ETH")] {
      let hits = try Self.hits(market, window: 500)
      for (index, book) in Self.books.enumerated() {
        for (level, flags) in hits[index] {
          let pValue = try ExceptionSequence(hits: flags, level: level).test(.kupiec).pValue
          worst = min(worst, pValue)
          if pValue < 0.05 { rejected += 1 }
          lines.append(
            "\(market.name), \(book.name), \(level.fraction): \(flags.count { $0 }) of \(flags.count), p \(pValue)")
        }
      }
    }
    #expect(
      lines.count == 30 && rejected <= 1 && worst > 0.001, "\(rejected) rejected:\n\(lines.joined(separator: "\n"))")
    if ProcessInfo.processInfo.environment["TAILPOOL_PRINT_MEASUREMENTS"] != nil {
      print(lines.joined(separator: "\n"))
    }
  }

  /// For each book, by level, whether each day forecast was an exception.
  static func hits(_ market: Market, window: Int) throws -> [[(level: ConfidenceLevel, flags: [Bool])]] {
    let levels: [ConfidenceLevel] = [.percent97Point5, .percent99]
    var flags = books.map { _ in levels.map { _ in [Bool]() } }
    let returns = zip(market.prices.dropFirst(), market.prices).map { log($0 / $1) }
    let changes = zip(market.levels.dropFirst(), market.levels).map { log($0 / $1) }
    for day in stride(from: window, to: returns.count, by: market.step) {
      let rows = (day - window)..<day
      let panel = ReturnPanel(
        factors: [.spot("A"), .volatility("A")], dates: Array(market.dates[(rows.lowerBound + 1)...rows.upperBound]),
        returns: Matrix(rows: window, columns: 2, storage: Array(returns[rows]) + Array(changes[rows])))
      let source = try FilteredHistoricalScenarios(
        panel: panel, count: nil,
        filters: [
          .spot("A"): .known(past: Array(market.levels[rows]), next: market.levels[day]),
          .volatility("A"): .exponential(decay: 0.94),
        ])
      var block = ScenarioBlock(scenarios: Array(0..<window), factors: source.factors)
      source.fill(&block)
      let (spots, volatilities) = (Array(block.column(0)), Array(block.column(1)))
      for (index, book) in books.enumerated() {
        func profit(_ move: Double, _ change: Double) -> Double {
          self.profit(book.legs, move, change, level: market.levels[day], daysPerYear: market.daysPerYear)
        }
        let outcomes = zip(spots, volatilities).map(profit)
        let distribution = try ProfitAndLossDistribution(outcomes)
        let result = profit(returns[day], changes[day])
        for (place, level) in levels.enumerated() {
          flags[index][place].append(-result > distribution.valueAtRisk(level).value)
        }
      }
    }
    return flags.map { zip(levels, $0).map { (level: $0, flags: $1) } }
  }

  /// What a book with spot 1 gains over a day.
  static func profit(
    _ legs: [Leg], _ move: Double, _ change: Double, level: Double, daysPerYear: Double
  ) -> Double {
    let years = 30 / 365.0
    return legs.reduce(0) { sum, leg in
      let now = Black76.price(leg.type, forward: 1, strike: leg.strike, years: years, volatility: level)
      let then = Black76.price(
        leg.type, forward: exp(move), strike: leg.strike, years: years - 1 / daysPerYear,
        volatility: level * exp(change))
      return sum + leg.units * (then - now)
    }
  }
}

extension HeadlineModelTests {
  static func spx() throws -> Market {
    let closes = try rows("spx_daily_close_1950.csv").map { ($0[text: "date"], $0["close"]) }
    let index = try rows("vix_daily_ohlc_1990.csv").map { ($0[text: "date"], $0["close"] / 100) }
    return market("SPX", closes, index, daysPerYear: 252, step: 2)
  }

  static func coin(_ name: String) throws -> Market {
    var closes: [String: Double] = [:]
    for row in try rows("crypto_daily_close_yahoo_17.csv") where row[name] > 0 { closes[row[text: "date"]] = row[name] }
    for row in try rows("crypto_daily_ohlc_binance_10.csv") where row[text: "sym"].hasPrefix(name) {
      closes[row[text: "date"]] = row["close"]
    }
    let index = try rows("dvol_daily_ohlc_btc_eth.csv").filter { $0[text: "ccy"] == name }.map {
      ($0[text: "date"], $0["close"] / 100)
    }
    return market(name, closes.map { ($0.key, $0.value) }, index, daysPerYear: 365, step: 1)
  }

  static func madeUp(_ name: String) throws -> Market {
    func closes(_ file: String, _ column: String, over unit: Double) throws -> [(String, Double)] {
      try References.table("made-up/\(file)").rows.filter { $0[text: column] == name }.map {
        ($0[text: "date"], $0["close"] / unit)
      }
    }
    return market(
      name, try closes("history_long.csv", "sym", over: 1), try closes("volatility_index.csv", "ccy", over: 100),
      daysPerYear: 365, step: 1)
  }

  private static func rows(_ file: String) throws -> [ReferenceTable.Row] {
    let rows = try ReferenceTable(url: References.shared("data/\(file)")).rows
    try #require(!rows.isEmpty, "\(file)")
    return rows
  }

  private static func day(_ text: String) -> CalendarDate? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  private static func market(
    _ name: String, _ closes: [(String, Double)], _ index: [(String, Double)], daysPerYear: Double, step: Int
  ) -> Market {
    let levels = Dictionary(index, uniquingKeysWith: { first, _ in first })
    let joined = closes.compactMap { date, close in
      levels[date].flatMap { level in day(date).map { (date: $0, close: close, level: level) } }
    }.sorted { $0.date < $1.date }
    return Market(
      name: name, prices: joined.map(\.close), levels: joined.map(\.level), dates: joined.map(\.date),
      daysPerYear: daysPerYear, step: step)
  }
}
