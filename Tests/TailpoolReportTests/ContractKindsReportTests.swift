#if Command
  import Foundation
  import TailpoolAnalysis
  import TailpoolFiles
  import TailpoolLedger
  import TailpoolMarket
  import TailpoolPools
  import TailpoolPricing
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolReport

  @Suite("Report of a book of every kind of contract, from its files")
  struct ContractKindsReportTests {
    private static let bookText = """
      {"positions": [
        {"id": "listed", "instrument": "BTC-27FEB26-90000-P", "quantity": -50},
        {"id": "cash", "kind": "digital", "underlying": "BTC", "payoff": "cash", "type": "call", "strike": 100000,
         "expiry": "2026-02-27", "contractSize": 100000, "quantity": -20},
        {"id": "asset", "kind": "digital", "underlying": "ETH", "payoff": "asset", "type": "put", "strike": 2800,
         "expiry": "2026-06-26T08:00:00Z", "quantity": 200},
        {"id": "out", "kind": "barrier", "barrierKind": "down-and-out", "underlying": "BTC", "type": "call",
         "strike": 92000, "barrier": 80000, "expiry": "2026-06-26", "barrierHit": false, "quantity": 60,
         "fixings": [{"underlying": "BTC", "time": "2026-01-10T08:00:00Z", "price": 90100}]},
        {"id": "in", "kind": "barrier", "barrierKind": "down-and-in", "underlying": "BTC", "type": "call",
         "strike": 92000, "barrier": 80000, "expiry": "2026-06-26", "quantity": 60},
        {"id": "vanilla", "kind": "barrier", "barrierKind": "up-and-in", "underlying": "BTC", "type": "call",
         "strike": 92000, "barrier": 91000, "expiry": "2026-06-26", "barrierHit": true, "quantity": -60},
        {"id": "named", "instrument": "ETH-27FEB26-3000-P-DOWN-AND-IN-2500", "quantity": -500},
        {"id": "exchange", "kind": "exchange", "receive": "BTC", "deliver": "ETH", "ratio": 30, "expiry": "2026-06-26",
         "quantity": -40},
        {"id": "everlasting", "kind": "everlasting-option", "underlying": "BTC", "type": "put", "strike": 90000,
         "fundingPeriodDays": 1, "quantity": -20},
        {"id": "power", "kind": "power-perpetual", "underlying": "ETH", "power": 2, "fundingPeriodDays": 17.5,
         "contractSize": 0.0001, "quantity": -500},
        {"id": "american", "kind": "perpetual-american", "underlying": "ETH", "type": "put", "strike": 2500, "rate": 0.04,
         "quantity": 30},
        {"id": "inverse", "instrument": "BTC-PERPETUAL", "quantity": 500000},
        {"id": "linear", "kind": "linear-perpetual", "underlying": "ETH", "entry": 3100, "quantity": -250}
      ],
      "correlations": [{"between": ["BTC", "ETH"], "value": 0.85, "source": "desk, 500 days"}]}
      """

    private static let stressText = """
      {"scenarios": [
        {"name": "still", "spot_returns": {"BTC": 0, "ETH": 0}},
        {"name": "apart", "spot_returns": {}, "correlation_shifts": [{"between": ["ETH", "BTC"], "value": -0.3}]},
        {"name": "rates", "spot_returns": {}, "rate_shifts": {"BTC": 0.02}},
        {"name": "yields", "spot_returns": {}, "carry_shifts": {"BTC": 0.02}},
        {"name": "small", "spot_returns": {"BTC": 1e-6}}
      ]}
      """

    private static func inputs() throws -> ReportInputs {
      var inputs = try ReportInputs.sample()
      inputs.book = try BookReader.read(InputFile(name: "book.json", text: bookText), in: inputs.snapshot)
      inputs.stress = try StressReader.read(InputFile(name: "stress.json", text: stressText))
      return inputs
    }

    private static func result(_ revaluation: RevaluationMode = .full) async throws -> ReportResult {
      try await PoolRiskReport.make(
        from: inputs(),
        settings: AnalysisSettings(scenarios: 400, record: .none, marks: .quotes, revaluation: revaluation))
    }

    private static let shared = Task { try await result() }

    @Test("A pool that lists every kind in its journal is reported as the book of the same positions is")
    func pool() async throws {
      var inputs = try Self.inputs()
      let cents = try Asset("USD", decimals: 6)
      let book = try #require(inputs.book)
      let positions = book.positions.filter { position in
        guard let perpetual = position.contract.terms as? PerpetualContract else { return true }
        return !perpetual.isFuture && perpetual.marking == PerpetualContract.Marking()
      }
      #expect(positions.count == 10)
      var terms = PoolTerms(asset: cents, opening: inputs.snapshot.asOf)
      terms.noticeSeconds = 0
      var pool = try MutualPool(terms)
      func apply(_ action: PoolAction) throws { try pool.apply(PoolEvent(at: inputs.snapshot.asOf, action)) }
      try apply(.deposit(participant: "member", assets: 100_000_000_000_000, minimumShares: 0))
      for position in positions {
        let contract = try PoolContract(position.contract, id: position.id, collateral: 1, in: cents)
        try apply(.list(contract))
        let mark = ContractMark(contract: position.id, bid: 1, ask: 2)
        try apply(.trade(PoolTrade(mark: mark, quantity: Int128(position.quantity), premium: 0)))
      }
      // The price of now is beyond the barrier of the one knock-in that was hit.
      try apply(.observe(underlying: "BTC", price: 9_100_000_000_000))
      #expect(pool.barriersHit == ["vanilla"])
      inputs.book = nil
      inputs.pool = nil
      inputs.poolBook = PoolBookInputs(correlations: book.correlations)
      inputs.mutualPool = pool
      let settings = AnalysisSettings(scenarios: 400, record: .none, marks: .quotes)
      let report = try await PoolRiskReport.make(from: inputs, settings: settings).report
      let capital = try pool.value(at: pool.time).low
      let shown = try #require(report.pool).capital
      #expect(Int128((shown * 1e6).rounded()) == capital && capital > 0)
      inputs.mutualPool = nil
      inputs.pool = try ReportInputs.sample().pool
      inputs.book = try Book(positions: positions, correlations: book.correlations)
      let expected = try await PoolRiskReport.make(from: inputs, settings: settings).report
      #expect(report.monteCarlo.headlineShortfall == expected.monteCarlo.headlineShortfall)
      #expect(report.book.total == expected.book.total && report.stressResults == expected.stressResults)
    }

    @Test("Every position has a part of the expected shortfall, under its name, and the parts add up")
    func contributions() async throws {
      let report = try await Self.shared.value.report
      let analysis = try #require(report.analysis)
      let names = try #require(Self.inputs().book).positions.map(\.contract.name)
      #expect(Set(analysis.breakdown.byPosition.map(\.name)).isSubset(of: Set(names + ["3 other positions"])))
      let total = analysis.breakdown.byPosition.reduce(0) { $0 + $1.expectedShortfall }
      #expect(Tolerance.relative(1e-9).accepts(total, report.monteCarlo.headlineShortfall.value))
      let text = report.text(width: 100)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test("The report says what the prices take for granted, and whose the correlation is")
    func assumptions() async throws {
      let report = try await Self.shared.value.report
      for piece in [
        "along the slope of the smile", "Barriers are watched at every instant", "both volatilities at the money",
        "The correlation of BTC and ETH in contracts on both is 0.85", "desk, 500 days",
        "counts to the first of them",
        "Perpetual futures are marked at the spot", "Contracts without expiry are priced in closed form",
      ] {
        #expect(report.run.assumptions.count { $0.contains(piece) } == 1, "\(piece)")
        #expect(report.html().contains(piece), "\(piece)")
      }
    }

    @Test("What is said of contracts on several underlyings, word by word")
    func severalUnderlyings() async throws {
      let lines = try await Self.shared.value.report.run.assumptions
      #expect(
        lines.contains(
          "What a contract on several underlyings gains counts to the first of them; delta, gamma and vega to each."))
    }

    @Test("A knock-in and a knock-out are the option whose barrier was hit")
    func inAndOut() throws {
      let priced = try Self.priced()
      let (out, into) = (try #require(priced["out"]), try #require(priced["in"]))
      let vanilla = try #require(priced["vanilla"])
      let sum = out.contractGreeks.value + into.contractGreeks.value + vanilla.contractGreeks.value
      #expect(abs(sum) < 1e-9 * abs(vanilla.contractGreeks.value), "\(sum) of \(vanilla.contractGreeks.value)")
      #expect(out.contractGreeks.value > 0 && into.contractGreeks.value > 0)
    }

    @Test("A cash digital is worth what a spread of two calls on the smile around its strike is")
    func digital() throws {
      let inputs = try Self.inputs()
      let market = PricingMarket(snapshot: inputs.snapshot, volatilities: inputs.snapshot.volatilityMarks())
      let priced = try #require(Self.priced()["cash"])
      let expiry = try #require(priced.position.contract.expiry)
      let years = try market.years(to: expiry)
      let rates = try market.rates(of: "BTC", years: years)
      func call(_ strike: Double) throws -> Double {
        BlackScholesMerton.price(
          .call, spot: try market.underlying("BTC").spot, strike: strike, years: years,
          volatility: try market.volatility(of: "BTC", strike: strike, years: years), rate: rates.rate,
          dividendYield: rates.dividendYield)
      }
      let spread = try (call(99_000) - call(101_000)) / 2_000
      // The spread is the digital but for the third derivative of the smile's prices over 1 % of the strike.
      #expect(abs(priced.price / spread - 1) < 0.01, "\(priced.price) \(spread)")
    }

    @Test("Stress: no move is no profit, a correlation moves the exchange option alone, and a small move is the delta")
    func stress() async throws {
      let report = try await Self.shared.value.report
      let results = Dictionary(uniqueKeysWithValues: report.stressResults.map { ($0.scenario.name, $0.profitAndLoss) })
      #expect(results.count == 5 && results["still"] == 0)
      let exchange = try #require(Self.priced()["exchange"])
      let repricer = try #require(exchange.repricer as? ExchangeRepricer)
      let apart = ExchangeRepricer(
        repricer.contract, received: repricer.received, delivered: repricer.delivered, correlation: 0.85 - 0.3,
        years: repricer.years)
      let change = -40 * (apart.greeks(units: 1).value - repricer.greeks(units: 1).value)
      let found = try #require(results["apart"])
      #expect(change < 0 && abs(found - change) < 1e-9 * abs(change), "\(found) \(change)")
      let small = try #require(results["small"])
      let greeks = try #require(report.book.byUnderlying.first { $0.underlying == "BTC" }).greeks
      let spot = try #require(Self.inputs().snapshot["BTC"]).spot
      #expect(abs(small / (greeks.delta * spot * 1e-6) - 1) < 1e-3, "\(small) \(greeks.delta * spot * 1e-6)")
      // A yield lowers forwards as a rate raises them; discounting tells the two apart.
      let (rates, yields) = (try #require(results["rates"]), try #require(results["yields"]))
      #expect(rates != 0 && yields != 0 && rates * yields < 0, "\(rates) \(yields)")
    }

    @Test("By polynomials each profit and loss is within the bound that the report states")
    func proxy() async throws {
      let (full, proxy) = (try await Self.shared.value, try await Self.result(.proxy(.partOfGrossRange(1e-6))))
      let bound = proxy.report.run.revaluation.errorBound
      let worst = zip(full.profitAndLoss, proxy.profitAndLoss).map { abs($0 - $1) }.max() ?? .nan
      #expect(bound > 0 && worst <= bound, "\(worst) of \(bound)")
    }

    private static func priced() throws -> [String: PricedPosition] {
      let inputs = try inputs()
      let book = try #require(inputs.book)
      let priced = try book.valuation(in: inputs.snapshot, volatilities: inputs.snapshot.volatilityMarks())
      return Dictionary(uniqueKeysWithValues: priced.positions.map { ($0.position.id, $0) })
    }
  }
#endif
