#if Command
  import Foundation
  import TailpoolAnalysis
  import TailpoolFiles
  import TailpoolMarket
  import TailpoolPricing
  import Testing

  @testable import TailpoolReport

  @Suite("Report of liquidity positions beside options, from its files")
  struct LiquidityPositionReportTests {
    private static let book = """
      {"positions": [
        {"id": "option", "instrument": "BTC-27FEB26-90000-P", "quantity": -5},
        {"id": "range", "kind": "liquidity-position", "underlying": "BTC", "lower": 80000, "upper": 100000,
         "liquidity": 12000, "feesOwed": {"base": 0.25, "quote": 4000}, "quantity": 2},
        {"id": "tokens", "kind": "liquidity-position", "underlying": "ETH", "quote": "BTC", "liquidity": 300, "quantity": 1}
      ]}
      """
    private static let stress = """
      {"scenarios": [
        {"name": "crash", "spot_returns": {"BTC": -0.3, "ETH": -0.45}},
        {"name": "rally", "spot_returns": {"BTC": 0.4}},
        {"name": "volatility", "spot_returns": {}, "volatility_shifts": {"ETH": 0.2}},
        {"name": "rates", "spot_returns": {}, "rate_shifts": {"ETH": 0.02}}
      ]}
      """

    /// What the two positions are worth, from the definition of a range.
    private static func value(bitcoin: Double, ether: Double) -> Double {
      let price = min(max(bitcoin, 80_000), 100_000)
      let base = 24_000 * (1 / price.squareRoot() - 1 / 100_000.squareRoot()) + 0.5
      let quote = 24_000 * (price.squareRoot() - 80_000.squareRoot()) + 8_000
      return base * bitcoin + quote + 600 * (ether / bitcoin).squareRoot() * bitcoin
    }

    @Test("They are valued at the spot with their fees, stressed by their ranges, and need no correlation")
    func report() async throws {
      var inputs = try ReportInputs.sample()
      inputs.book = try BookReader.read(InputFile(name: "book.json", text: Self.book), in: inputs.snapshot)
      inputs.stress = try StressReader.read(InputFile(name: "stress.json", text: Self.stress))
      let report = try await PoolRiskReport.make(
        from: inputs, settings: AnalysisSettings(scenarios: 400, record: .none, marks: .quotes)
      ).report
      let (bitcoin, ether) = (
        try #require(inputs.snapshot["BTC"]).spot, try #require(inputs.snapshot["ETH"]).spot
      )
      let today = Self.value(bitcoin: bitcoin, ether: ether)
      let option = try #require(
        inputs.book?.valuation(in: inputs.snapshot, volatilities: inputs.snapshot.volatilityMarks()).positions.first)
      #expect(abs(report.book.value - option.contractGreeks.value - today) < 1e-9 * today)
      let results = Dictionary(uniqueKeysWithValues: report.stressResults.map { ($0.scenario.name, $0.profitAndLoss) })
      func liquidity(_ name: String, _ move: Double) throws -> Double {
        let repricer = try #require(option.repricer as? EuropeanRepricer)
        let columns = MarketColumns(
          count: 1, inputs: [.init(spotFactors: [1 + move], volatilities: [repricer.inputs[0].volatility])])
        let change = repricer.value(at: 0, of: columns, elapsedYears: 0) - repricer.greeks(units: 1).value
        return try #require(results[name]) + 5 * change
      }
      let crash = Self.value(bitcoin: 0.7 * bitcoin, ether: 0.55 * ether) - today
      let rally = Self.value(bitcoin: 1.4 * bitcoin, ether: ether) - today
      #expect(try abs(liquidity("crash", -0.3) - crash) < 1e-9 * today, "\(crash)")
      #expect(try abs(liquidity("rally", 0.4) - rally) < 1e-9 * today, "\(rally)")
      #expect(crash < 0 && rally > 0)
      #expect(results["volatility"] == 0 && results["rates"] == 0)
      #expect(report.run.assumptions.count { $0.contains("what their owners would take out at the spot") } == 1)
      let page = report.html()
      for name in ["BTC-LIQUIDITY-80000-100000", "ETH-LIQUIDITY-BTC"] { #expect(page.contains(name), "\(name)") }
    }
  }
#endif
