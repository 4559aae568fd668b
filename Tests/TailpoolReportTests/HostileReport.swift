import TailpoolAnalysis
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

@testable import TailpoolReport

extension MadeUpReport {
  /// A name that would break out of a page, of a terminal and of a table.
  static let hostileName = "<script>alert(\"x\")</script>\u{1B}[2J&'\u{202E}\u{0}"

  /// The made-up report with hostile names everywhere and numbers that are not finite.
  func hostile() throws -> PoolRiskReport {
    var report = try build()
    let name = Self.hostileName
    report.run.estimator = name
    report.run.model = name
    report.run.inputs = [RunSection.Input(role: name, name: name)]
    report.run.assumptions = [name]
    report.dataQuality.notes = [DataQualitySection.Note(label: name, count: 1, explanation: name)]
    report.dataQuality.medianMarkError = .nan
    report.pool = PoolStatus(
      unit: UnitOfAccount(name), assets: .nan, optionLiabilities: 1, optionAssets: .infinity, capital: -5,
      utilization: .infinity,
      expectedShortfallOverCapital: .infinity,
      participants: [
        PoolStatus.Member(
          participant: Participant(id: name, contribution: 1), share: .nan, value: -.infinity, expectedShortfall: .nan)
      ],
      limits: [
        PoolStatus.LimitCheck(name: name, limit: 0.2, value: .infinity),
        PoolStatus.LimitCheck(name: "b", limit: 0, value: .nan),
      ])
    let underlying = Underlying(name)
    report.stressResults = [
      StressResult(
        scenario: StressScenario(name: name, detail: name, move: MarketMove(spotReturns: [underlying: -0.5])),
        profitAndLoss: .nan, byUnderlying: [underlying: -.infinity], coinByUnderlying: [:], notCovered: [underlying])
    ]
    report.stressGrids = [
      StressGrid(
        underlying: underlying, spotReturns: [-0.1, 0], volatilityChanges: [0, 0.5], profitAndLoss: [[.nan, 1], [2]])
    ]
    report.monteCarlo = TailRiskSection(
      outcomes: 3, mean: .nan, standardDeviation: .nan, worst: -.infinity,
      valuesAtRisk: [
        ValueAtRisk(level: .percent95, value: .nan, low: .nan, high: .nan, standardError: .nan),
        ValueAtRisk(level: .percent99, value: .infinity, low: .nan, high: .nan, standardError: .nan),
      ],
      expectedShortfalls: [ExpectedShortfall(level: .percent97Point5, value: .infinity, standardError: .nan)],
      contributions: [RiskContribution(underlying: underlying, expectedShortfall: .nan, share: .nan)],
      histogram: ProfitHistogram(of: [.nan, -.infinity, 3]))
    report.historical = nil
    report.run.history = nil
    report.covariance = CovarianceSection(
      factors: [name, "b"], observations: 1, effectiveObservations: .nan, volatilities: [.nan, .infinity],
      correlations: [[1, .nan], [.nan, 1]], shrinkage: .nan, smallestEigenvalue: .nan, conditionNumber: .infinity,
      smallestCorrelationEigenvalue: -1, correlationConditionNumber: .infinity,
      weakestLoadings: [.init(factor: name, weight: .nan)], motionless: [name],
      gaps: .init(incompleteRows: 3, returnsByFactor: [1, 2], overlaps: [[1, 0], [0, 2]]))
    report.analysis = hostileAnalysis
    return report
  }

  private var hostileAnalysis: RiskAnalysisSection {
    let name = Self.hostileName
    let part = ShortfallPart(subject: .position(name), expectedShortfall: .nan, share: .infinity)
    let move = MarketMove([Underlying(name): UnderlyingMove(spotReturn: .nan, volatilityFactor: .infinity)])
    return RiskAnalysisSection(
      breakdown: RiskAnalysisSection.Breakdown(byExpiry: [part], byPosition: [part], byParticipant: [part]),
      reverse: [ReverseStressRow(name: name, loss: .infinity, result: nil, deltaGamma: .nan, chance: nil)],
      worstCase: WorstCaseRow(radius: .nan, deltaGamma: -.infinity, full: .nan, move: move),
      twists: [NamedProfit(name: name, profitAndLoss: .nan)],
      correlations: [
        CorrelationRow(
          name: name,
          losses: [
            CorrelationRow.Loss(.valueAtRisk(.percent99), .nan),
            CorrelationRow.Loss(.expectedShortfall(.percent97Point5), .infinity),
          ])
      ], liquidity: [],
      backtest: BookBacktestSection(
        level: .percent99, window: 1, days: 1,
        rows: [
          .init(
            name: name, exceptions: 1, coveragePValue: .nan, independencePValue: .nan, trafficLight: .red,
            shortfallPValue: .infinity, score: .nan)
        ]))
  }

  /// A report without anything in it.
  func empty() throws -> PoolRiskReport {
    var report = try build()
    let full = report.monteCarlo
    let nothing = TailRiskSection(
      outcomes: 0, mean: .nan, standardDeviation: .nan, worst: .nan, valuesAtRisk: full.valuesAtRisk,
      expectedShortfalls: full.expectedShortfalls, contributions: [],
      histogram: ProfitHistogram(of: []))
    report.monteCarlo = nothing
    report.historical = nil
    report.run.inputs = []
    report.run.assumptions = []
    report.markets = []
    report.smiles = []
    report.stressGrids = []
    report.stressResults = []
    report.book = BookSection(
      PricedBook(asOf: Sample.asOf, positions: []), spots: [:])
    report.covariance = CovarianceSection(try Covariance(factors: [], matrix: Matrix(rows: []), observations: 0))
    report.pool = PoolStatus(
      unit: "USD", assets: 0, optionLiabilities: 0, optionAssets: 0, capital: 0, utilization: 0,
      expectedShortfallOverCapital: .infinity, participants: [], limits: [])
    return report
  }

  /// A report with many expiries and quotes: `expiries` an underlying, `quotes` an expiry.
  func large(expiries: Int, quotes: Int) throws -> PoolRiskReport {
    var report = try build()
    report.smiles = try ["BTC", "ETH"].flatMap { (underlying: Underlying) -> [VolatilitySmile] in
      try (1...expiries).map { index in
        let expiry = Sample.asOf.advanced(bySeconds: Int64(index) * 7 * 86_400)
        let points = try (0..<quotes).map { number -> SmilePoint in
          let strike = 50 + Double(number / 2) * 200 / Double(quotes)
          let contract = try OptionContract(
            underlying: underlying, type: number % 2 == 0 ? .call : .put, strike: strike, expiry: expiry)
          let quote = OptionQuote(
            contract: contract, bid: 1.25, ask: 1.5, mark: 1.4, markVolatility: nil, openInterest: 0)
          let distance = (strike - 100) / 100
          let volatility = 0.4 + 0.3 * distance * distance
          return SmilePoint(
            quote: quote, logMoneyness: distance, bidVolatility: volatility * 0.983, midVolatility: volatility,
            markVolatility: volatility, askVolatility: volatility * 1.017, volatility: volatility,
            source: .impliedFromMark)
        }
        let years = DayCount.actual365Fixed.years(from: Sample.asOf, to: expiry)
        return VolatilitySmile(
          underlying: underlying, spot: 100,
          market: ExpiryMarket(
            expiry: expiry, years: years, forward: 100, discountFactor: 1, forwardSource: .quoted,
            quotes: points.map(\.quote)), points: points)
      }
    }
    report.markets = ["BTC", "ETH"].map { (underlying: Underlying) in
      MarketSection(
        UnderlyingMarket(
          underlying: underlying, spot: 100,
          expiries: report.smiles.filter { $0.underlying == underlying }.map(\.market)))
    }
    return report
  }
}
