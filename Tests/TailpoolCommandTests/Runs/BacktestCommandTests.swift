#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The command tailpool backtest on a table")
  struct BacktestCommandTests {
    static let names = [
      "kupiec", "independence", "conditionalCoverage", "trafficLight", "acerbiSzekely1", "acerbiSzekely2",
    ]

    private func table(_ rows: [(pnl: Int, risk: Int, shortfall: Int)], level: String = "0.95") throws -> PlainTable {
      let csv = "es,pnl,var\n" + rows.map { "\($0.shortfall),\($0.pnl),\($0.risk)\n" }.joined()
      let run = try CommandRun.run("backtest", "--in", csv, ["--level", level])
      try #require(run.status == 0, "\(run.errors)")
      let table = PlainTable(run.text)
      #expect(table.header == "test,statistic,pValue,verdict")
      #expect(table["test"] == Self.names)
      return table
    }

    @Test("Without expected shortfalls their tests are left out and named")
    func withoutShortfall() throws {
      let run = try CommandRun.run("backtest", "--in", "PNL,VaR\n-1,2\n1,2\n-3,2\n", ["--level", "0.95"])
      #expect(run.lines.count == 6 && run.lines[0] == "test,statistic,pValue,verdict", "\(run.text)\(run.errors)")
      #expect(run.lines.last == "# left out without a column es: acerbiSzekely1, acerbiSzekely2")
      #expect(run.lines[4].hasPrefix("trafficLight,1,"))
    }

    @Test("Statistics and p-values are those of SciPy")
    func references() throws {
      let table = try table((0..<120).map { i in ((37 * i * i + 11 * i) % 101 - 50, 40 + i % 7, 47 + i % 5) })
      // Likelihood ratios of 9 exceptions with the transitions 104, 6, 7 and 2; scipy.stats.chi2 and binom.
      table.check(0, ["statistic": 1.3780210937071473, "pValue": 0.240438514829467], within: .relative(1e-11))
      table.check(1, ["statistic": 2.5386505971012454, "pValue": 0.11108969053197566], within: .relative(1e-11))
      table.check(2, ["statistic": 3.9166716908083927, "pValue": 0.14109302626521603], within: .relative(1e-11))
      table.check(3, ["statistic": 9, "pValue": 0.14740650145491727], within: .relative(1e-11))
      table.check(4, ["statistic": 0.030760980515137315], within: .absolute(1e-14))
      table.check(5, ["statistic": -0.45385852922729275], within: .absolute(1e-14))
      // 200,000 records drawn with NumPy; four standard errors of the 9,999 drawn here.
      table.check(4, ["pValue": 0.7017], within: .absolute(0.019))
      table.check(5, ["pValue": 0.1334], within: .absolute(0.014))
      #expect(table["verdict"] == ["accepted", "accepted", "accepted", "green", "accepted", "accepted"])
    }

    /// So many losses of 30, one in seven of 120 days, beside a value at risk of 10 and a shortfall of 20.
    private func losses(_ count: Int) -> [(pnl: Int, risk: Int, shortfall: Int)] {
      (0..<120).map { i in (i % 7 == 3 && i / 7 < count ? -30 : 1, 10, 20) }
    }

    @Test("A p-value below 5 % rejects, and the light follows the number of exceptions")
    func verdicts() throws {
      // scipy.stats: p = 0.0593 for 11 and 0.0260 for 12 exceptions; binom.cdf is 0.921, 0.962 and 0.99990 for 9, 10, 16 …
      for (count, verdict, light) in [
        (9, "accepted", "green"), (10, "accepted", "yellow"), (11, "accepted", "yellow"), (12, "rejected", "yellow"),
        (16, "rejected", "yellow"), (17, "rejected", "red"),
      ] {
        let table = try table(losses(count))
        #expect(table["verdict"][0] == verdict && table["verdict"][3] == light, "\(count): \(table.rows)")
        #expect(table.number(3, "statistic") == Double(count))
      }
    }

    @Test(
      "Without an exception the first test of the shortfall says nothing; a loss that equals the value at risk is none")
    func undefined() throws {
      let table = try table((0..<120).map { i in (i == 5 ? -10 : 1, 10, 20) })
      #expect(table.rows[4] == ["test": "acerbiSzekely1", "statistic": "nan", "pValue": "nan", "verdict": "undefined"])
      #expect(table.number(3, "statistic") == 0 && table["verdict"][3] == "green")
      // 1 − 0 / (n (1 − level))
      #expect(table.number(5, "statistic") == 1)
      // 2 n log(1 / level)
      table.check(0, ["statistic": -240 * log(0.95)], within: .relative(1e-12))
    }
  }

  @Suite("The command tailpool backtest on a history of prices")
  struct RollingBacktestCommandTests {
    /// What NumPy and SciPy say of a forecaster: exceptions of 140 days, Kupiec's exact p-value, p-values of independence,
    /// coverage and the two tests of the shortfall by 40,000 drawn records, and the mean score; nil where they have none.
    struct Row {
      let name: String
      let exceptions: Int
      let coverage: Double
      let drawn: (independence: Double, both: Double, first: Double, second: Double)
      let score: Double?
    }

    static let rows = [
      Row(
        name: "historical", exceptions: 11, coverage: 0.408007745894602, drawn: (0.248, 0.361, 0.345, 0.764),
        score: 2.4477862931758168),
      Row(
        name: "historical; ages 0.99", exceptions: 9, coverage: 0.16316693864607248,
        drawn: (0.368, 0.192, 0.237, 0.895),
        score: 2.4213282546840147),
      Row(
        name: "historical; scaled 0.94", exceptions: 11, coverage: 0.408007745894602,
        drawn: (0.248, 0.361, 0.29, 0.753),
        score: 2.4893028368437644),
      Row(
        name: "Pareto tail; scaled 0.94", exceptions: 11, coverage: 0.408007745894602,
        drawn: (0.248, 0.361, 0.28, 0.75),
        score: nil),
      Row(
        name: "normal; sample", exceptions: 11, coverage: 0.408007745894602, drawn: (0.248, 0.361, 0.896, 0.87),
        score: 2.420568725439301),
      Row(
        name: "normal; ewma:0.94", exceptions: 11, coverage: 0.408007745894602, drawn: (0.248, 0.361, 0.764, 0.841),
        score: 2.4510639547882063),
      Row(
        name: "Student t 5; ewma:0.94", exceptions: 11, coverage: 0.408007745894602,
        drawn: (0.248, 0.361, 0.743, 0.844),
        score: 2.43624710974171),
    ]

    /// 241 days of two assets, beside a third that is not asked for.
    static let run: Result<CommandRun, any Error> = Result {
      var csv = "date,A,X,B\n"
      for i in 0..<241 {
        let day = Date(timeIntervalSince1970: 1_735_689_600 + 86_400 * Double(i)).ISO8601Format().prefix(10)
        csv += "\(day),\(100 + (i * i * 7 + 3 * i) % 29),7,\(50 + (i * i * 5 + i) % 19)\n"
      }
      let arguments = ["--assets", "A,B", "--estimator", "sample", "--window", "100", "--level", "0.9"]
      return try CommandRun.run("backtest", "--history", csv, arguments)
    }

    @Test("Has one row a forecaster, with the figures of NumPy and SciPy")
    func references() throws {
      let run = try Self.run.get()
      try #require(run.status == 0, "\(run.errors)")
      // Names with a comma stand in quotes.
      let table = PlainTable(run.text.replacingOccurrences(of: ", ", with: "; "))
      #expect(
        table.header
          == "forecaster,days,exceptions,expected,kupiecPValue,independencePValue,conditionalCoveragePValue,durationPValue,"
          + "trafficLight,acerbiSzekely1PValue,acerbiSzekely2PValue,meanScore")
      #expect(table["forecaster"] == Self.rows.map { "\"\($0.name)\"" })
      for (index, row) in Self.rows.enumerated() {
        #expect(table.rows[index]["days"] == "140" && table.rows[index]["trafficLight"] == "green")
        table.check(
          index, ["exceptions": Double(row.exceptions), "expected": 14, "kupiecPValue": row.coverage],
          within: .relative(1e-11))
        table.check(
          index,
          [
            "independencePValue": row.drawn.independence, "conditionalCoveragePValue": row.drawn.both,
            "acerbiSzekely1PValue": row.drawn.first, "acerbiSzekely2PValue": row.drawn.second,
          ], within: .absolute(0.025))
        if let score = row.score { table.check(index, ["meanScore": score], within: .relative(1e-12)) }
      }
    }

    @Test("The Pareto tail and the times between exceptions have figures of their own")
    func others() throws {
      let table = PlainTable(try Self.run.get().text.replacingOccurrences(of: ", ", with: "; "))
      try #require(table.rows.count == 7)
      // Beyond a tenth of the losses both are near the scaled history.
      let score = table.number(3, "meanScore")
      #expect(abs(score - 2.489) < 0.005 && score != table.number(2, "meanScore"))
      // 8,000 sequences drawn with NumPy, each with SciPy's greatest likelihood of a Weibull distribution.
      table.check(0, ["durationPValue": 0.380], within: .absolute(0.03))
      #expect(table["durationPValue"][0] != table["durationPValue"][1])
    }
  }
#endif
