import Tailpool

/// The examples of Docs/Guides/Hedging.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum HedgingExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var diary: PoolDiary
    var markets: [PricingMarket]
    var events: [PoolEvent]
    var plan: HedgePlan
    var hedged: MutualPool
  }

  static func year() throws -> Outcome? {
    // example markets
    let (terms, events) = try Sample.poolYear()
    let markets = try Sample.poolYearChains().map { chain in
      let snapshot = try MarketSnapshot(chains: [chain])
      return PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
    }
    // end

    // example plan
    let morning = markets[206]  // 11 August, after the fall by a third
    var pool = try MutualPool(terms)
    for event in events where event.time <= morning.snapshot.asOf { try pool.apply(event) }
    // A delta is the market's alone; a scenario is asked for by the engine, and this one does not move.
    let risk = try PoolRisk(
      snapshot: morning.snapshot, volatilities: morning.volatilities,
      scenarios: ListedScenarios([[0, 0]], underlyings: ["BTC"]))

    let capital = Double(try pool.value(at: pool.time).low) / Double(terms.asset.unitsPerWhole)
    guard let cost = HedgeCost(proportional: 0.0005, fundingRate: 0.08),
      let hedger = Hedger(cost: cost, riskAversion: 3 / capital)
    else { return nil }
    let plan = try hedger.plan("BTC", in: pool, by: risk)
    print("hold", plan.band.lower, "to", plan.band.upper, "held", plan.held, "after", plan.hedge, "for", plan.cost)
    if let action = plan.action { try pool.apply(PoolEvent(at: morning.snapshot.asOf, action)) }
    // end

    // example days
    let diary = try PoolDiary(terms, replaying: events, markets: markets)
    for day in diary.days.sorted(by: { $0.total < $1.total }).prefix(3) {
      let held = day.held
      print(day.start.date, day.total, "theta", held.theta, "delta", held.delta, "gamma", held.gamma)
      print("  vega", held.vega, "skew", held.skew, "vanna", held.vanna, "rest", day.rest)
    }
    print("made", diary.total, "of which no part names", diary.restPart)
    // end

    return Outcome(diary: diary, markets: markets, events: events, plan: plan, hedged: pool)
  }

  static func section(_ report: PoolRiskReport, _ diary: PoolDiary) -> PoolRiskReport {
    // example section
    let extended = report.adding(diary.section)  // every day a row, in text(), html() and json()
    // end
    return extended
  }
}
