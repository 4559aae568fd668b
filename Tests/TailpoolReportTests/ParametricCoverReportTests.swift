#if Command
  import Foundation
  import TailpoolAnalysis
  import TailpoolFiles
  import TailpoolInsurance
  import TailpoolMarket
  import TailpoolPricing
  import TailpoolRisk
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolReport

  @Suite("Options and parametric covers of one pool in one run of risk")
  struct ParametricCoverReportTests {
    private static let expiry = Sample.asOf.advanced(bySeconds: 60 * 86_400)

    private static func snapshot() throws -> MarketSnapshot { try MarketSnapshot(chains: [Sample.chain()]) }

    private static func settings(
      _ scenarios: Int = 20_000, horizonInDays: Double = 1, revaluation: RevaluationMode = .full, shards: Int? = nil,
      threads: Int = 2
    ) -> AnalysisSettings {
      AnalysisSettings(
        scenarios: scenarios, horizonInDays: horizonInDays, seed: 16, threads: threads, record: .none, marks: .quotes,
        model: .gaussian, revaluation: revaluation, shards: shards)
    }

    private static func analysis(
      _ sold: [SoldCover], book: Book? = nil, coins: Double = 0, _ settings: AnalysisSettings = settings()
    ) async throws -> BookAnalysis {
      try await BookAnalysis.run(
        AnalysisInputs(
          snapshot: try snapshot(), history: Sample.priceHistory(), volatilityHistory: Sample.volatilityHistory(),
          book: try (book ?? Book(positions: [])).adding(sold: sold),
          account: Account(assets: Holdings(["USD": 20_000_000, "BTC": coins]))), settings: settings)
    }

    private static func shortfall(_ profitAndLoss: [Double]) throws -> Double {
      try ProfitAndLossDistribution(profitAndLoss).expectedShortfall(.percent97Point5).value
    }

    private static func event(
      rate: Double, power: Double = 0, reference: Double, count: Double = 1
    ) throws -> SoldCover {
      SoldCover(
        id: "exploit",
        cover: try ParametricCover(
          index: "BTC",
          trigger: .event(
            "exploit", hazard: HazardCurve(rate: rate), dependence: .init(power: power, reference: reference)),
          payout: 1_000_000, expiry: expiry), count: count)
    }

    @Test(
      "a pool that has sold cover of the fall of what it holds loses both at once: more than two that are independent")
    func wrongWay() async throws {
      let spot = try #require(Self.snapshot()["BTC"]?.spot)
      let touch = SoldCover(
        id: "fall",
        cover: try ParametricCover(
          index: "BTC", trigger: .reaches(0.85 * spot, from: .down), payout: 1_000_000, expiry: Self.expiry), count: 10)
      let (alone, both) = (try await Self.analysis([touch]), try await Self.analysis([touch], coins: 60))
      let (cover, joint) = (alone.profitAndLoss, both.profitAndLoss)
      let coins = zip(joint, cover).map { $0 - $1 }
      // The scenarios are drawn independently of one another: a shift of one part keeps both laws and loses the dependence.
      let independent = coins.indices.map { cover[$0] + coins[($0 + 7_919) % coins.count] }
      let (jointES, independentES) = (try Self.shortfall(joint), try Self.shortfall(independent))
      let (coverES, coinES) = (try Self.shortfall(cover), try Self.shortfall(coins))
      #expect(abs(jointES - both.headline.headlineShortfall.value) <= 1e-9 * jointES)
      // What the page of the method says.
      #expect(abs(jointES / 1_834_950 - 1) < 1e-3 && abs(independentES / 1_599_082 - 1) < 1e-3)
      #expect(jointES > 1.1 * independentES, "\(jointES), independent \(independentES)")
      #expect(jointES > 0.9 * (coverES + coinES) && jointES <= coverES + coinES, "\(jointES), \(coverES), \(coinES)")
    }

    @Test(
      "an event is in the profit and loss as a jump of its payout, as often as its hazard says, whatever way it is run")
    func eventsJump() async throws {
      let spot = try #require(Self.snapshot()["BTC"]?.spot)
      let sold = try Self.event(rate: 10, reference: spot)
      let run = try await Self.analysis([sold])
      let count = run.profitAndLoss.count
      let happened = run.profitAndLoss.count { $0 < -100_000 }
      let probability = -expm1(-10.0 / 365)
      let deviation = (Double(count) * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(happened) - Double(count) * probability) < 4 * deviation, "\(happened) of \(count)")
      let value = run.holding.valuation.value  // less than nothing: it is owed
      #expect(value < -700_000 && value > -1_000_000)
      for gain in run.profitAndLoss where gain < -100_000 {
        #expect(abs(gain - (-1_000_000 - value)) < 1e-6, "\(gain), \(value)")
      }
      #expect(Set(run.profitAndLoss.filter { $0 >= -100_000 }.map { ($0 * 1e3).rounded() }).count == 1)
      // The parts of the positions add up to the whole in the scenarios of the tail.
      let parts = run.attribution
      #expect(abs(parts.total - run.headline.headlineShortfall.value) <= 1e-9 * parts.total)
      for other in [
        Self.settings(threads: 1), Self.settings(revaluation: .automatic()), Self.settings(shards: 3),
      ] {
        let again = try await Self.analysis([sold], other)
        #expect(again.profitAndLoss == run.profitAndLoss, "\(other.revaluation) \(other.shards ?? 1)")
      }
    }

    @Test("an event that is likelier when the pool's coins fall costs it more than one as likely that is not")
    func wrongWayEvents() async throws {
      let spot = try #require(Self.snapshot()["BTC"]?.spot)
      let settings = Self.settings(horizonInDays: 5)
      let dependent = try await Self.analysis(
        [try Self.event(rate: 1, power: 12, reference: spot, count: 4)], coins: 60, settings)
      func happened(_ run: BookAnalysis, _ plain: BookAnalysis) -> [Bool] {
        zip(run.profitAndLoss, plain.profitAndLoss).map { $0 - $1 < -1_000_000 }
      }
      let coins = try await Self.analysis([try Self.event(rate: 0, reference: spot)], coins: 60, settings)
      let events = happened(dependent, coins)
      let share = Double(events.count { $0 }) / Double(events.count)
      let flat = try await Self.analysis(
        [try Self.event(rate: -log1p(-share) * 365 / 5, reference: spot, count: 4)], coins: 60, settings)
      let flatEvents = happened(flat, coins)
      let flatShare = Double(flatEvents.count { $0 }) / Double(flatEvents.count)
      #expect(abs(share - flatShare) < 4 * (2 * share / Double(events.count)).squareRoot(), "\(share), \(flatShare)")
      func meanFall(_ events: [Bool]) -> Double {
        let falls = zip(events, coins.profitAndLoss).filter { $0.0 }.map(\.1)
        return falls.reduce(0, +) / Double(falls.count)
      }
      #expect(meanFall(events) < meanFall(flatEvents) - 100_000, "\(meanFall(events)), \(meanFall(flatEvents))")
      // The sums covered are valued alike in neither; the worst scenarios are what the pool must hold for.
      let level = try #require(ConfidenceLevel(percent: 99.5))
      let deep = try [dependent, flat].map {
        try ProfitAndLossDistribution($0.profitAndLoss).expectedShortfall(level).value
      }
      #expect(deep[0] > deep[1], "\(deep)")
    }

    @Test("one report from files holds options, touch, digital and event covers with one capital figure")
    func oneReport() async throws {
      var inputs = try ReportInputs.sample()
      (inputs.mutualPool, inputs.poolWatch) = (nil, nil)
      let options = try #require(inputs.book).positions.map {
        "{\"id\": \"\($0.id)\", \"instrument\": \"\($0.contract.name)\", \"quantity\": \($0.quantity)}"
      }
      let covers = """
        {"id": "depeg", "kind": "touch", "underlying": "BTC", "payoff": "one-touch", "side": "down", "barrier": 70000,
         "expiry": "2026-06-26", "contractSize": 250000, "quantity": -2},
        {"id": "index", "kind": "digital", "underlying": "ETH", "payoff": "cash", "type": "put", "strike": 2500,
         "expiry": "2026-06-26", "contractSize": 100000, "quantity": -3},
        {"id": "exploit", "kind": "event", "event": "exploit", "underlying": "ETH", "hazard": 0.08,
         "spotDependence": {"power": 1.5, "reference": 3000}, "premiumRate": 0.09, "expiry": "2026-12-31T00:00:00Z",
         "contractSize": 400000, "quantity": -1}
        """
      let text = "{\"positions\": [\((options + [covers]).joined(separator: ",\n"))]}"
      func report(_ book: Book) async throws -> PoolRiskReport {
        inputs.book = book
        return try await PoolRiskReport.make(from: inputs, settings: Self.settings(4_000)).report
      }
      let whole = try BookReader.read(InputFile(name: "book.json", text: text), in: inputs.snapshot)
      let (both, alone) = (
        try await report(whole),
        try await report(Book(positions: Array(whole.positions.dropLast(3))))
      )
      let covered = try await report(Book(positions: Array(whole.positions.suffix(3))))
      let (pool, bare) = (try #require(both.pool), try #require(alone.pool))
      // One capital for both: what the covers are worth is owed out of it.
      #expect(abs((bare.capital - pool.capital) + covered.book.total.value) < 1e-6 * bare.capital)
      #expect(covered.book.total.value < 0)
      let (all, first, second) = (
        both.monteCarlo.headlineShortfall.value, alone.monteCarlo.headlineShortfall.value,
        covered.monteCarlo.headlineShortfall.value
      )
      #expect(all < first + second && all > max(first, second) - second, "\(all), \(first), \(second)")
      #expect(all != first)
      let lines = both.text(width: 400)
      for sentence in ["Touch options are watched", "Digital options are priced", "hazards that their book states"] {
        #expect(lines.contains(sentence), "\(sentence)")
      }
      #expect(lines.contains("15 positions"))
      let parts = try #require(covered.analysis).breakdown.byPosition.map(\.name)
      #expect(
        Set(parts)
          == ["BTC-ONE-TOUCH-26JUN26-DOWN-70000", "ETH-DIGITAL-26JUN26-2500-P", "ETH-EVENT-31DEC26-exploit"])
    }
  }
#endif
