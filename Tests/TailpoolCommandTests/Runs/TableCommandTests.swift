#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolCommand

  @Suite("The commands tailpool price, implied-volatility and measure")
  struct TableCommandTests {
    /// The second row has a quoted cell and a volatility below zero; the column `price` is replaced where it stands.
    private static let options = """
      note,type,forward,strike,normalVolatility,price,expiry,discountFactor
      a,call,100,95,20,7,0.5,0.97
      "b,c",put,100,95,-1,8,0.5,0.97

      """

    @Test("price adds price, Greeks and status; what is no price is nan, and no failure")
    func price() throws {
      let run = try CommandRun.run("price", "--in", Self.options, ["--model", "bachelier"])
      try #require(run.status == 0, "\(run.errors)")
      let table = PlainTable(run.lines.prefix(2).joined(separator: "\n") + "\n")
      #expect(
        table.header
          == "note,type,forward,strike,normalVolatility,price,expiry,discountFactor,deltaForward,gammaForward,vega,theta,"
          + "vanna,volga,strikeDelta,strikeGamma,status")
      // scipy.stats.norm: D ((F − K) Φ(d) + σ √T φ(d)) and its derivatives, d = (F − K) / (σ √T).
      table.check(
        0,
        [
          "price": 8.236160023632129, "deltaForward": 0.6190182992315949, "gammaForward": 0.025705342637370773,
          "vega": 0.25705342637370776,
        ], within: .relative(1e-14))
      #expect(table["note"] == ["a"] && table["status"] == ["ok"])
      #expect(
        run.lines.last == "\"b,c\",put,100,95,-1,nan,0.5,0.97" + String(repeating: ",nan", count: 8) + ",invalidInput")
    }

    @Test("price without Greeks adds price and status alone")
    func priceAlone() throws {
      let run = try CommandRun.run("price", "--in", Self.options, ["--model", "bachelier", "--greeks", "none"])
      #expect(run.lines.first == "note,type,forward,strike,normalVolatility,price,expiry,discountFactor,status")
      let cells = run.lines.dropFirst().first?.split(separator: ",") ?? []
      #expect(cells.count == 9 && cells.last == "ok")
      #expect(Tolerance.relative(1e-14).accepts(Double(cells.dropFirst(5).first ?? "") ?? .nan, 8.236160023632129))
    }

    @Test("implied-volatility adds the volatility, and says why there is none")
    func impliedVolatility() throws {
      let head = "type,forward,strike,expiry,discountFactor,price,status\n"
      let prices = [("110", "4.5"), ("110", "0"), ("90", "9.6"), ("110", "97"), ("110", "98"), ("110", "nan")]
      let rows = prices.map { "call,100,\($0),0.75,0.97,\($1),old\n" }.joined()
      let run = try CommandRun.run("implied-volatility", "--in", head + rows, ["--model", "black76"])
      let table = PlainTable(run.text)
      #expect(table.header == "type,forward,strike,expiry,discountFactor,price,status,impliedVolatility")
      #expect(table["status"] == ["ok", "zero", "belowIntrinsic", "infinite", "aboveMaximum", "invalidInput"])
      // scipy.optimize.brentq on Black's formula.
      table.check(0, ["impliedVolatility": 0.24167491516402298], within: .relative(1e-12))
      #expect(table["impliedVolatility"].dropFirst() == ["0.0", "nan", "inf", "nan", "nan"])
      #expect(table["price"] == prices.map(\.1))
    }

    /// Sixty results in another column than the first.
    private static let profits: String = {
      let rows = (0..<60).map { i in "\(i),\(Double((37 * i * i + 11 * i) % 101 - 50) / 4)\n" }
      return "day,profit\n" + rows.joined()
    }()

    @Test("measure has one row a level, with the text that it was given as")
    func measure() throws {
      let run = try CommandRun.run(
        "measure", "--in", Self.profits, ["--column", "profit", "--level", "0.90,0.95,0.99"])
      let table = PlainTable(run.text)
      #expect(
        table.header
          == "level,valueAtRisk,valueAtRiskLow,valueAtRiskHigh,expectedShortfall,expectedShortfallStandardError")
      #expect(table["level"] == ["0.90", "0.95", "0.99"])
      // numpy's order statistics with the ranks of scipy.stats.binom.ppf; the error by the tail's variance.
      let columns = ["valueAtRisk", "valueAtRiskLow", "valueAtRiskHigh", "expectedShortfall"]
      let expected = [[9.5, 6.5, 12.5, 11.75], [11.5, 9.25, 12.5, 37 / 3.0], [12.5, 12, 12.5, 12.5]]
      for (row, values) in expected.enumerated() {
        for (column, value) in zip(columns, values) { table.check(row, [column: value], within: .relative(1e-14)) }
      }
      table.check(0, ["expectedShortfallStandardError": 0.9084862256645515], within: .relative(1e-12))
      table.check(1, ["expectedShortfallStandardError": 0.48828877309019225], within: .relative(1e-12))
      #expect(table["expectedShortfallStandardError"].last == "nan")
    }

    @Test("Standard input and standard output are files, too")
    func streams() throws {
      let arguments = ["measure", "--in", "-", "--column", "profit", "--level", "0.9", "--out", "-"]
      let run = try CommandRun(all: arguments, input: Self.profits)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      PlainTable(run.printed).check(0, ["valueAtRisk": 9.5, "expectedShortfall": 11.75], within: .relative(1e-14))
    }
  }
#endif
