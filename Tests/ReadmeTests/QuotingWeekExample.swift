import Tailpool

/// The examples of Docs/Guides/QuotingWeek.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum QuotingWeekExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var pool: MutualPool
    var fills = 0
    var refusals: [QuoteRefusal] = []
    var fees = 0.0
    var events: [PoolEvent] = []
    var plans: [HedgePlan] = []
    var diary: PoolDiary
    var report: PoolRiskReport
  }

  static func week() async throws -> Outcome? {
    // example markets
    let markets = try Sample.poolYearChains().dropLast().suffix(8).map { chain in
      let snapshot = try MarketSnapshot(chains: [chain])
      return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
    }
    let history = Sample.poolYearHistory()
    // end

    // example open
    let usdc = try Asset("USDC", decimals: 6)
    var terms = PoolTerms(asset: usdc, opening: markets[0].snapshot.asOf)
    terms.limits.shortfallBasisPoints = 300
    terms.controls.hedgeBandMillionths = 100_000
    var events: [PoolEvent] = []
    var pool = try MutualPool(terms)
    func take(_ event: PoolEvent) throws {
      try pool.apply(event)
      events.append(event)
    }
    for (member, dollars) in [("Ada", 1_200_000), ("Ben", 800_000)] as [(String, UInt128)] {
      let deposit = PoolAction.deposit(participant: member, assets: dollars * 1_000_000, minimumShares: 0)
      try take(PoolEvent(at: terms.opening, deposit))
    }
    let names = ["BTC-23JAN26-84000-P", "BTC-23JAN26-86000-P", "BTC-23JAN26-92000-C", "BTC-23JAN26-96000-C"]
    let quotes = markets[0].snapshot["BTC"]?.expiries.flatMap(\.quotes) ?? []
    for quote in quotes where names.contains(quote.contract.name) {
      let contract = try PoolContract(Contract(quote.contract), collateral: 30_000_000_000, in: usdc)
      try take(PoolEvent(at: terms.opening, .list(contract)))
    }
    // end

    // example policy
    guard let cost = HedgeCost(proportional: 0.0005, fundingRate: 0),
      let fills = FillIntensity(arrivals: 2_000, decay: 100),
      let validity = QuoteValidity(seconds: 60, spot: 0.002, volatility: 0.005),
      let bounds = QuotingBounds(delta: 0.02...0.98, secondsToExpiry: 21_600...2_592_000, greatestMarketAge: 300),
      let policy = QuotingPolicy(
        riskAversion: 1.5e-6, holdingYears: 7.0 / 365, rehedgingYears: 1.0 / 365, hedgeCosts: ["BTC": cost],
        hurdle: 0.2, fills: fills, validity: validity, bounds: bounds),
      let hedger = Hedger(cost: cost, riskAversion: 1.5e-6)
    else { return nil }
    // end

    // example week
    // What takers ask for each morning, below zero where the pool sells.
    let asked: [[(contract: String, size: Int128)]] = [
      [("BTC-23JAN26-86000-P", -8), ("BTC-23JAN26-96000-C", -10)], [("BTC-23JAN26-92000-C", -6)],
      [("BTC-23JAN26-84000-P", -12), ("BTC-23JAN26-86000-P", 3)], [("BTC-23JAN26-96000-C", -60)],
      [("BTC-23JAN26-86000-P", -5), ("BTC-23JAN26-92000-C", 4)], [("BTC-23JAN26-84000-P", 6)],
      [("BTC-23JAN26-92000-C", -4), ("BTC-23JAN26-96000-C", 5)], [("BTC-23JAN26-86000-P", 4)],
    ]
    var (taken, refused, fees, plans) = (0, [QuoteRefusal](), 0.0, [HedgePlan]())
    for (market, orders) in zip(markets, asked) {
      let now = market.snapshot.asOf
      let past = try history.returns(for: ["BTC"], before: now.date)
      let risk = try PoolRisk(
        snapshot: market.snapshot, volatilities: market.volatilities, scenarios: HistoricalScenarios(panel: past))
      if !pool.open.isEmpty { try take(PoolEvent(at: now, try risk.marks(of: pool).action(source: "morning"))) }
      for order in orders {
        let quoter = try PoolQuoter(risk, of: pool, by: policy, contracts: [order.contract])
        let rung = quoter.ladder(of: order.contract, sizes: [order.size], at: now).rungs[0]
        switch rung.outcome {
        case .success(let quote):
          let acceptance = QuoteAcceptance(
            time: now, limit: quote.premium, deadline: now.advanced(bySeconds: 60),
            spot: market.snapshot["BTC"]?.spot ?? .nan,
            volatility: (quote.volatilities.lowerBound + quote.volatilities.upperBound) / 2)
          try take(try quote.event(accepted: acceptance, in: pool))
          print(now.date, order.contract, order.size, "for", Double(quote.premium / 1_000_000), "USDC")
          (taken, fees) = (taken + 1, fees + abs(quote.parts.fee))
        case .failure(let refusal):
          if case .limit(let breach) = refusal {
            let (after, bound) = (breach.after / 1_000_000, breach.bound / 1_000_000)
            print(now.date, order.contract, order.size, "refused:", breach.limit, after, "past", bound)
          }
          refused.append(refusal)
        }
      }
      let plan = try hedger.plan("BTC", in: pool, by: risk)
      if let hedge = plan.action { try take(PoolEvent(at: now, hedge)) }
      plans.append(plan)
      let hundredths = [plan.hedge, plan.band.lower, plan.band.upper].map { ($0 * 100).rounded() / 100 }
      print(now.date, "hold", hundredths[0], "within", hundredths[1], "to", hundredths[2])
    }
    // end

    // example days
    let diary = try PoolDiary(terms, replaying: events, markets: markets)
    for day in diary.days {
      let dollars = [day.total, day.premium, day.held.theta, day.held.gamma].map { $0.rounded() }
      print(day.start.date, dollars[0], "premium", dollars[1], "theta", dollars[2], "gamma", dollars[3])
    }
    print(
      "made", diary.total.rounded(), "fees", fees.rounded(), "unexplained", diary.restPart < 1e-6 ? "nothing" : "some")
    // end

    // example report
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let inputs = ReportInputs(
      snapshot: snapshot, history: Sample.priceHistory(), volatilityHistory: Sample.volatilityHistory(),
      stress: Sample.stressSet(), mutualPool: pool)
    let report = try await PoolRiskReport.make(from: inputs).report.adding(diary.section)
    print(report.text(width: 100))
    // end

    return Outcome(
      pool: pool, fills: taken, refusals: refused, fees: fees, events: events, plans: plans, diary: diary,
      report: report)
  }
}
