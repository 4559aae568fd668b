#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The command tailpool backtest on models of scenarios")
  struct ModelBacktestCommandTests {
    /// What NumPy and SciPy say of past moves applied to a standard book, from 30 days and for a day.
    struct Row {
      let book: String
      let level: String
      let exceptions: Int
      /// The p-value of the shortfall by 20,000 drawn records.
      let shortfall: Double
      let score: Double
    }

    static let rows = [
      Row(book: "short straddle", level: "0.975", exceptions: 3, shortfall: 0.408, score: -3.3146079182534707),
      Row(book: "short straddle", level: "0.99", exceptions: 3, shortfall: 0.041, score: -2.9516255215528844),
      Row(book: "short strangle", level: "0.975", exceptions: 3, shortfall: 0.225, score: -3.4299457088797736),
      Row(book: "short strangle", level: "0.99", exceptions: 3, shortfall: 0.009, score: -2.952688763069882),
      Row(book: "short put", level: "0.975", exceptions: 3, shortfall: 0.407, score: -3.5363705896637945),
      Row(book: "short put", level: "0.99", exceptions: 3, shortfall: 0.04, score: -3.3675440250199804),
      Row(book: "long straddle", level: "0.975", exceptions: 3, shortfall: 0.396, score: -3.920006057676118),
      Row(book: "long straddle", level: "0.99", exceptions: 3, shortfall: 0.04, score: -3.7877444436305123),
      Row(book: "short call", level: "0.975", exceptions: 4, shortfall: 0.225, score: -3.048628635308343),
      Row(book: "short call", level: "0.99", exceptions: 4, shortfall: 0.009, score: -2.6267593754022176),
    ]

    /// 175 days of prices of two assets and of a volatility index, in a folder.
    private static func files() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      var (prices, levels) = ("date,BTC,ETH\n", "date,BTC\n")
      for i in 0..<175 {
        let day = Date(timeIntervalSince1970: 1_735_689_600 + 86_400 * Double(i)).ISO8601Format().prefix(10)
        prices += "\(day),\(1_000 + (i * i * 7 + 3 * i) % 89),\(50 + i % 3)\n"
        levels += "\(day),\(40 + (i * i * 5 + i) % 17)\n"
      }
      try folder.write("prices.csv", prices)
      try folder.write("levels.csv", levels)
      return folder
    }

    private static func run(_ options: String) throws -> CommandRun {
      let folder = try files()
      return try CommandRun(
        ["backtest", "--history", folder.path("prices.csv"), "--volatility-history", folder.path("levels.csv")]
          + options.split(separator: " ").map(String.init))
    }

    static let dates = "--assets BTC --window 30 --from 2025-02-12 --to 2025-06-20"

    @Test(
      "Has two rows a book and model with the figures of SciPy, and one for a model that the days do not suffice for")
    func references() throws {
      let run = try Self.run(Self.dates + " --models historical,historical/pareto")
      try #require(run.status == 0, "\(run.errors)")
      let table = PlainTable(run.text)
      #expect(
        table.header
          == "book,model,level,days,exceptions,expected,bandLow,bandHigh,kupiecPValue,independencePValue,"
          + "acerbiSzekely2PValue,meanScore,trafficLight")
      try #require(table.rows.count == 15)
      for (index, expected) in Self.rows.enumerated() {
        let place = index / 2 * 3 + index % 2
        let row = table.rows[place]
        #expect(row["book"] == expected.book && row["model"] == "historical" && row["level"] == expected.level)
        #expect(row["days"] == "129" && row["exceptions"] == "\(expected.exceptions)" && row["bandLow"] == "0")
        let (isHigh, isMore) = (expected.level == "0.99", expected.exceptions == 4)
        #expect(row["bandHigh"] == (isHigh ? "4" : "7") && row["trafficLight"] == (isHigh ? "yellow" : "green"))
        let coverage = isHigh ? (isMore ? 0.041257608775805234 : 0.41325820033219574) : isMore ? 0.7751702619135955 : 1
        table.check(
          place,
          [
            "expected": isHigh ? 1.29 : 3.225, "kupiecPValue": coverage,
            "independencePValue": isMore ? 0.6114220826678245 : 0.7043228871111756, "meanScore": expected.score,
          ], within: .relative(1e-11))
        table.check(place, ["acerbiSzekely2PValue": expected.shortfall], within: .absolute(isHigh ? 0.03 : 0.07))
      }
      for (index, book) in ["short straddle", "short strangle", "short put", "long straddle", "short call"].enumerated()
      {
        let text = run.lines.dropFirst(3 + 3 * index).first
        #expect(text == "\(book),historical/pareto" + String(repeating: ",", count: 11))
      }
    }

    @Test("A day is longer where a year has fewer")
    func daysPerYear() throws {
      let table = PlainTable(try Self.run(Self.dates + " --models historical --days-per-year 252 --threads 2").text)
      table.check(0, ["meanScore": -3.335767701612676], within: .relative(1e-11))
      table.check(1, ["meanScore": -2.9551078024975856], within: .relative(1e-11))
    }

    /// Options, the exit code, and words of the message: of 174 returns, those after the window, at every step.
    static let bad: [(options: String, status: Int32, words: String)] = [
      ("--models historical", 64, "the history has 2 assets; expected --assets with one of them"),
      ("--models historical --assets BTC,ETH", 64, "--assets names 2 assets; expected one"),
      ("--models historical --assets BTC --window 30 --every 3", 65, "48 days are left to forecast"),
      ("--models historical --assets BTC --window 60 --every 2", 65, "57 days are left to forecast"),
      ("--models historical@80 --assets BTC --window 60", 65, "94 days are left to forecast"),
      ("--models historical --assets BTC --window 30 --from 2025-06-01", 65, "24 days are left to forecast"),
      ("--models historical --assets BTC --window 30 --to 2025-02-12", 65, "12 days are left to forecast"),
      ("--assets BTC", 65, "0 days are left to forecast"),
    ]

    @Test("Says what is wrong, and writes nothing", arguments: bad.indices)
    func badInput(index: Int) throws {
      let row = Self.bad[index]
      let run = try Self.run(row.options)
      #expect(run.status == row.status && run.errors.contains(row.words), "\(row.options): \(run.errors)")
      #expect(run.output.isEmpty)
    }
  }
#endif
