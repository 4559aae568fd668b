import Tailpool

/// The examples of Docs/Guides/ParametricCover.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum ParametricCoverExample {
  /// What the guide's words are checked against.
  struct Outcome {
    let quotes: [ParametricCover.Quote]
    let expected: Double
    let optionsAlone, together, coversAlone: PoolRiskReport
  }

  static func run() async throws -> Outcome {
    // example covers
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let expiry = Sample.asOf.advanced(bySeconds: 60 * 86_400)
    let index = try ParametricCover(
      index: "ETH", trigger: .endsBelow(2_600), payout: 1_000, expiry: expiry)
    let fall = try ParametricCover(
      index: "BTC", trigger: .reaches(75_000, from: .down), payout: 1_000, expiry: expiry)
    let exploit = try ParametricCover(
      index: "ETH",
      trigger: .event(
        "bridge exploit", hazard: HazardCurve(rate: 0.06), dependence: .init(power: 2, reference: 3_000)),
      payout: 1_000, expiry: expiry)
    // end

    // example price
    let market = PricingMarket(snapshot: snapshot, volatilities: snapshot.volatilityMarks())
    for cover in [index, fall, exploit] {
      let quote = try cover.quote(in: market)
      print(quote.price, quote.triggerProbability, quote.premium(loading: 0.2))
    }
    let claims = fall.expectedLoss(spot: 90_000, growth: 0.05, volatility: 0.4, years: 60 / 365)
    // end

    // example book
    let sold = [
      SoldCover(id: "index", cover: index, count: 300), SoldCover(id: "fall", cover: fall, count: 500),
      SoldCover(id: "exploit", cover: exploit, count: 400),
    ]
    var inputs = try ReportInputs.sample()
    inputs.mutualPool = nil  // the pool is that of a description
    let options = try Sample.book()
    inputs.book = try options.adding(sold: sold)
    let settings = AnalysisSettings(scenarios: 20_000, threads: 2, record: .none)
    let together = try await PoolRiskReport.make(from: inputs, settings: settings).report
    print(together.text(width: 100))
    // end

    // example parts
    inputs.book = options
    let optionsAlone = try await PoolRiskReport.make(from: inputs, settings: settings).report
    inputs.book = try Book(positions: []).adding(sold: sold)
    let coversAlone = try await PoolRiskReport.make(from: inputs, settings: settings).report
    for report in [optionsAlone, coversAlone, together] { print(report.monteCarlo.headlineShortfall.value) }
    // end
    return Outcome(
      quotes: try [index, fall, exploit].map { try $0.quote(in: market) }, expected: claims,
      optionsAlone: optionsAlone, together: together, coversAlone: coversAlone)
  }
}
