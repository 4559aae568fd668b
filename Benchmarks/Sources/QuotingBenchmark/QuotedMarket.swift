import Tailpool

/// A made-up market of two underlyings with 500 options, a pool that has sold and bought some of them, and Gaussian moves.
struct QuotedMarket {
  static let asOf = Timestamp(secondsSinceEpoch: 1_750_000_000)
  private static let days: [Int64] = [7, 21, 49, 105, 217]
  private static let underlyings: [(name: Underlying, spot: Double, volatility: Double)] = [
    ("BTC", 80_000, 0.45), ("ETH", 3_000, 0.62),
  ]

  let risk: PoolRisk
  let pool: MutualPool

  init(scenarios: Int) throws {
    var quotes: [OptionChain.Quote] = []
    for (name, spot, level) in Self.underlyings {
      for day in Self.days {
        let expiry = Self.asOf.advanced(bySeconds: day * 86_400)
        for step in 0..<25 {
          let moneyness = 0.70 + 0.025 * Double(step)
          let strike = (spot * moneyness / 10).rounded() * 10
          let volatility = level * (1.02 + 0.6 * (moneyness - 1) * (moneyness - 1) - 0.1 * (moneyness - 1))
          for type in [OptionType.call, .put] {
            let option = try OptionContract(underlying: name, type: type, strike: strike, expiry: expiry)
            quotes.append(
              OptionChain.Quote(contract: option, markVolatility: volatility, forward: spot * 1.002, spot: spot))
          }
        }
      }
    }
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: Self.asOf, quotes: quotes)])
    risk = try PoolRisk(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(),
      scenarios: try GaussianScenarios(covariance: try Self.covariance(), count: scenarios, seed: 7),
      volatilityMoves: .decay)

    var terms = PoolTerms(asset: try Asset("USDC", decimals: 6), opening: Self.asOf.advanced(bySeconds: -60))
    terms.limits.shortfallBasisPoints = 400
    var book = try MutualPool(terms)
    let deposit = PoolAction.deposit(participant: "one", assets: 60_000_000_000_000, minimumShares: 0)
    try book.apply(PoolEvent(at: terms.opening, deposit))
    for quote in quotes {
      let contract = try PoolContract(Contract(quote.contract), collateral: 1_000_000_000, in: terms.asset)
      try book.apply(PoolEvent(at: terms.opening, .list(contract)))
    }
    // Every second option is open: puts below and calls above spot sold, the others bought.
    for (index, quote) in quotes.enumerated() where index % 2 == index / 2 % 2 {
      let spot = quote.spot ?? 1
      let isOut = (quote.contract.strike < spot) == (quote.contract.type == .put)
      let mark = ContractMark(contract: quote.contract.name, bid: 1_000_000, ask: 2_000_000)
      let quantity: Int128 = (isOut ? -3 : 1) * (spot > 10_000 ? 5 : 90)
      try book.apply(
        PoolEvent(
          at: terms.opening,
          .trade(PoolTrade(mark: mark, quantity: quantity, premium: 1_000_000 * UInt128(quantity.magnitude)))))
    }
    try book.apply(PoolEvent(at: Self.asOf, try risk.marks(of: book).action(source: "made up")))
    pool = book
  }

  private static func covariance() throws -> Covariance {
    let factors: [RiskFactor] = [.spot("BTC"), .spot("ETH"), .volatility("BTC"), .volatility("ETH")]
    let deviations = [0.025, 0.034, 0.05, 0.045]
    let correlations = [[1, 0.8, -0.4, -0.35], [0.8, 1, -0.35, -0.4], [-0.4, -0.35, 1, 0.7], [-0.35, -0.4, 0.7, 1]]
    var matrix = Matrix(rows: 4, columns: 4)
    for row in 0..<4 {
      for column in 0..<4 { matrix[row, column] = correlations[row][column] * (deviations[row] * deviations[column]) }
    }
    return try Covariance(factors: factors, matrix: matrix, observations: 500)
  }

  /// What the pool quotes by.
  static func policy() throws -> QuotingPolicy {
    guard let cost = HedgeCost(proportional: 0.000_5, fundingRate: 0.05),
      let fills = FillIntensity(arrivals: 500, decay: 100),
      let validity = QuoteValidity(seconds: 30, spot: 0.002, volatility: 0.005),
      let bounds = QuotingBounds(delta: 0...2, secondsToExpiry: 0...31_536_000, greatestMarketAge: 60),
      let policy = QuotingPolicy(
        riskAversion: 1e-7, holdingYears: 7 / 365, rehedgingYears: 1 / 365, hedgeCosts: ["BTC": cost, "ETH": cost],
        hurdle: 0.2, fills: fills, validity: validity, bounds: bounds)
    else { throw QuotingBenchmark.Wrong(description: "the policy is out of range") }
    return policy
  }
}
