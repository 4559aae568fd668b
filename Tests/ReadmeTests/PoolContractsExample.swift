import Tailpool

/// The examples of Docs/Guides/PoolContracts.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum PoolContractsExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var pool: MutualPool
    var hit: [String] = []
    var rebate: Int128 = 0
    var closed: Int128 = 0
    var settled: Int128 = 0
  }

  static func life() throws -> Outcome {
    // example list
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let expiry = Sample.asOf.advanced(bySeconds: 60 * 86_400)
    let contracts: [Contract] = [
      Contract(
        try DigitalContract(
          underlying: "BTC", payoff: .cash, type: .call, strike: 100_000, expiry: expiry, contractSize: 1_000)),
      Contract(
        try BarrierContract(
          underlying: "BTC", kind: .downAndOut, type: .call, strike: 92_000, barrier: 80_000, rebate: 500,
          expiry: expiry, contractSize: 0.1)),
      Contract(try ExchangeContract(receive: "BTC", deliver: "ETH", ratio: 30, expiry: expiry, contractSize: 0.1)),
      Contract(
        try PerpetualContract(
          underlying: "BTC",
          terms: .everlastingOption(.put, strike: 90_000, fundingPeriod: 1 / 365, funding: .discrete),
          contractSize: 0.1)),
    ]
    let dollars = try Asset("USD", decimals: 2)
    var pool = try MutualPool(PoolTerms(asset: dollars, opening: snapshot.asOf))
    try pool.apply(
      PoolEvent(at: snapshot.asOf, .deposit(participant: "Ada", assets: 50_000_000, minimumShares: 0)))
    for contract in contracts {
      let listing = try PoolContract(contract, collateral: 200_000, in: dollars)
      try pool.apply(PoolEvent(at: snapshot.asOf, .list(listing)))
    }
    // end
    var outcome = Outcome(pool: pool)

    // example sell
    let desk = try CorrelationTable([AssetCorrelation("BTC", "ETH", value: 0.8, source: "desk")])
    let days = try HistoricalScenarios(
      panel: Sample.priceHistory().returns(for: ["BTC", "ETH"]))  // the past, once more
    let risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(), scenarios: days,
      inputs: PoolBookInputs(correlations: desk))
    for contract in contracts {
      let trade = try risk.trade(of: contract.name, quantity: -10, in: pool)
      print(contract.name, "sold at", trade.mark.ask, "cents, expected shortfall then", trade.shortfallAfter)
      try pool.apply(PoolEvent(at: snapshot.asOf, .trade(trade)))
    }
    // end

    // example hit
    let dawn = snapshot.asOf.advanced(bySeconds: 8 * 3_600)
    let before = pool.cash()
    try pool.apply(PoolEvent(at: dawn, .observe(underlying: "BTC", price: 79_950 * 100_000_000)))
    print(pool.barriersHit, "ended; rebates of", before - pool.cash(), "cents were paid")
    // end
    outcome.hit = pool.barriersHit
    outcome.rebate = before - pool.cash()

    // example perpetual
    let everlasting = contracts[3].name
    try pool.apply(PoolEvent(at: dawn, pool.funding(of: everlasting, holderPays: 12.375)))
    try pool.apply(PoolEvent(at: dawn, pool.closing(everlasting, at: 310.019, source: "venue")))
    // end

    outcome.closed = pool.cash() - before + outcome.rebate
    let open = pool.cash()

    // example settle
    for hours in [-24, -12, -1] as [Int64] {  // observed through the window, so that no single read decides
      let time = expiry.advanced(bySeconds: hours * 3_600 / 48)
      try pool.apply(PoolEvent(at: time, .observe(underlying: "BTC", price: 101_000 * 100_000_000)))
      try pool.apply(PoolEvent(at: time, .observe(underlying: "ETH", price: 3_300 * 100_000_000)))
    }
    try pool.apply(PoolEvent(at: expiry, .settle(underlying: "ETH", expiry: expiry)))  // what is delivered, first
    try pool.apply(PoolEvent(at: expiry, .settle(underlying: "BTC", expiry: expiry)))
    print("cash", Amount(units: pool.cash(), of: dollars), "open", pool.open.count, "audit", pool.audit())
    // end
    outcome.settled = open - pool.cash()
    outcome.pool = pool
    return outcome
  }
}
