import TailpoolMarket
import TailpoolNumerics
import TailpoolPools
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// Makes the analysis behind the risk numbers from what the report has computed.
struct RiskAnalysis {
  let holding: Holding
  let snapshot: MarketSnapshot
  let marks: VolatilityMarks
  let covariance: Covariance
  let gaussian: GaussianScenarios
  let derivatives: DeltaGammaBook
  let settings: ReportSettings
  let pool: PoolStatus
  /// The simulated tail at 97.5 %.
  let tail: [TailScenario]
  /// Profit and loss of today's book in the past days.
  let past: [Double]

  func section() async throws -> RiskAnalysisSection {
    let book = try StressBook(holding.valuation, in: snapshot)
    let instant = try BookRevaluation(
      holding.valuation, in: snapshot, horizonInDays: 0, volatilityRule: settings.smileDynamics.rule(marks))
    return RiskAnalysisSection(
      breakdown: try await breakdown(), reverse: try reverse(instant), worstCase: try worstCase(instant),
      twists: try twists(book), correlations: try correlations(),
      liquidity: try [1, 2, 5].map { multiple in
        LiquidityRow(try LiquidityCost(book, marks: marks, spreadMultiple: multiple))
      }, backtest: backtest())
  }

  // MARK: - Contributions

  private static let shownPositions = 10

  private func breakdown() async throws -> BreakdownSection {
    let losses = try await tailLosses()
    let total = CompensatedSum(losses).value
    func part(_ name: String, _ loss: Double) -> BreakdownSection.Part {
      BreakdownSection.Part(name: name, expectedShortfall: loss, share: total == 0 ? 0 : loss / total)
    }
    let contracts = holding.valuation.positions.map(\.position.contract)
    struct Key: Hashable {
      let underlying: Underlying
      let expiry: Timestamp?
    }
    var byExpiry: [Key: CompensatedSum] = [:]
    for (contract, loss) in zip(contracts, losses) {
      byExpiry[Key(underlying: contract.underlying, expiry: contract.expiry), default: .init()].add(loss)
    }
    let expiries = byExpiry.sorted {
      ($0.key.underlying, $0.key.expiry?.secondsSinceEpoch ?? .max)
        < ($1.key.underlying, $1.key.expiry?.secondsSinceEpoch ?? .max)
    }
    let order = losses.indices.sorted { (abs(losses[$1]), $0) < (abs(losses[$0]), $1) }
    var positions = order.prefix(Self.shownPositions).map { part(contracts[$0].name, losses[$0]) }
    let others = order.dropFirst(Self.shownPositions)
    if !others.isEmpty {
      positions.append(
        part(
          "\(NumberText.grouped(others.count)) other positions",
          CompensatedSum(others.lazy.map { losses[$0] }).value))
    }
    return BreakdownSection(
      byExpiry: expiries.map { part("\($0.key.underlying) \($0.key.expiry?.longDate ?? "perpetual")", $0.value.value) },
      byPosition: positions,
      byParticipant: pool.participants.map { part($0.participant.id, $0.expectedShortfall) })
  }

  /// The mean loss of each position in the tail, in the order of the book: a book of that position alone, revalued in the
  /// moves of its underlying there.
  private func tailLosses() async throws -> [Double] {
    let rows = tail.count
    var block = ScenarioBlock(scenarios: tail.map(\.index), underlyings: gaussian.underlyings.count)
    gaussian.fill(&block)
    var moves: [Underlying: ListedScenarios] = [:]
    for (u, underlying) in gaussian.underlyings.enumerated() {
      let listed = (0..<rows).map { [block.spotLogReturns[u * rows + $0], block.logVolatilityChanges[u * rows + $0]] }
      moves[underlying] = ListedScenarios(listed, underlyings: [underlying])
    }
    let positions = holding.valuation.positions
    let workers = min(max(settings.threads, 1), positions.count)
    let rule = settings.smileDynamics.rule(marks)
    let parts = try await withThrowingTaskGroup(of: (Int, [Double]).self) { [moves] group in
      for worker in 0..<workers {
        let range = (positions.count * worker / workers)..<(positions.count * (worker + 1) / workers)
        group.addTask {
          (worker, try positions[range].map { try self.tailLoss(of: $0, moves: moves, rule: rule) })
        }
      }
      var parts = [[Double]](repeating: [], count: workers)
      for try await (worker, losses) in group { parts[worker] = losses }
      return parts
    }
    return parts.flatMap(\.self)
  }

  private func tailLoss(
    of position: PositionValuation, moves: [Underlying: ListedScenarios], rule: VolatilityRule
  ) throws -> Double {
    try Task.checkCancellation()
    guard position.position.quantity != 0, let source = moves[position.position.contract.underlying] else { return 0 }
    let alone = try BookRevaluation(
      BookValuation(
        asOf: snapshot.asOf, positions: [position], byExpiry: [], byUnderlying: [:], value: position.greeks.value),
      in: snapshot, horizonInDays: settings.horizonInDays, volatilityRule: rule)
    let profits = try alone.profitAndLoss(over: source)
    // A sequence handed to another module is not specialized there; of millions of terms that is most of the time.
    var sum = CompensatedSum()
    for index in profits.indices { sum.add(-tail[index].weight * profits[index]) }
    return sum.value
  }

  // MARK: - Stress

  private static let capitalShares = [0.1, 0.25, 0.5, 1]

  private func reverse(_ instant: BookRevaluation) throws -> [ReverseStressRow] {
    guard pool.capital > 0 else { return [] }
    let losses = Self.capitalShares.map { $0 * pool.capital }
    let results = try ReverseStress.mostPlausible(
      losses: losses, of: instant, covariance: covariance, covarianceDays: settings.horizonInDays,
      assumedVolatilityDeviation: gaussian.assumedVolatilityDeviation, derivatives: derivatives)
    return zip(Self.capitalShares, results).map { share, result in
      ReverseStressRow(
        name: share == 1 ? "the whole capital" : "\(NumberText.plain(100 * share))% of the capital",
        loss: share * pool.capital, result: result,
        deltaGamma: result.map { derivatives.quadraticProfitAndLoss(logMoves: $0.move) } ?? .nan)
    }
  }

  /// Share of all moves inside the ellipsoid.
  private static let plausibleShare = 0.99

  private func worstCase(_ instant: BookRevaluation) throws -> WorstCaseRow? {
    let count = 2 * derivatives.parts.count
    let radius = (2 * GammaDistribution.quantile(Self.plausibleShare, shape: 0.5 * Double(count))).squareRoot()
    let worst = try derivatives.plausibleWorstCase(
      covariance: covariance, radius: radius, horizonInDays: settings.horizonInDays,
      assumedVolatilityDeviation: gaussian.assumedVolatilityDeviation)
    let underlyings = derivatives.parts.map(\.underlying)
    guard underlyings == instant.underlyings else { return nil }
    let full = try instant.profitAndLoss(over: ListedScenarios([worst.move], underlyings: underlyings))[0]
    return WorstCaseRow(
      radius: radius, deltaGamma: worst.profitAndLoss, full: full,
      shift: MarketMove(MarketShift(logMoves: worst.move, of: underlyings), of: underlyings))
  }

  private static let namedTwists: [(name: String, shock: UnderlyingShock)] = [
    ("low strikes up, high ones down (skew −0.2)", UnderlyingShock(skewTwist: -0.2)),
    ("low strikes down, high ones up (skew +0.2)", UnderlyingShock(skewTwist: 0.2)),
    ("short expiries up, long ones down (term +0.2)", UnderlyingShock(termTwist: 0.2)),
    ("short expiries down, long ones up (term −0.2)", UnderlyingShock(termTwist: -0.2)),
    ("every volatility up 10 points", UnderlyingShock(volatilityShift: 0.1)),
    ("every volatility down 10 points", UnderlyingShock(volatilityShift: -0.1)),
  ]

  private func twists(_ book: StressBook) throws -> [NamedProfit] {
    try Self.namedTwists.map { name, shock in
      let shocks = Dictionary(book.underlyings.map { ($0, shock) }, uniquingKeysWith: { first, _ in first })
      return NamedProfit(name: name, profitAndLoss: try book.profitAndLoss(under: shocks).profitAndLoss)
    }
  }

  /// Correlations of the spots alone would leave those with the volatilities impossible: all are moved.
  private func correlations() throws -> [CorrelationRow] {
    let order = Double(covariance.factors.count)
    guard order > 1 else { return [] }
    let targets: [(name: String, target: CorrelationTarget, weight: Double)] = [
      ("as estimated", .constant(0), 0), ("half way to zero", .constant(0), 0.5), ("all zero", .constant(0), 1),
      ("half way to one", .constant(1), 0.5), ("nearly one (95% of the way)", .constant(1), 0.95),
    ]
    return try targets.map { name, target, weight in
      let loss = try derivatives.loss(
        covariance: covariance.blendingCorrelation(toward: target, weight: weight),
        horizonInDays: settings.horizonInDays, assumedVolatilityDeviation: gaussian.assumedVolatilityDeviation)
      return CorrelationRow(
        name: name,
        losses: [
          MeasuredLoss(.valueAtRisk(.percent99), (try? loss.exact(.percent99))?.valueAtRisk ?? .nan),
          MeasuredLoss(
            .expectedShortfall(.percent97Point5), (try? loss.exact(.percent97Point5))?.expectedShortfall ?? .nan),
        ])
    }
  }

  // MARK: - Backtest

  private static let mostWindow = 250
  private static let fewestWindow = 100

  private func backtest() -> BookBacktestSection? {
    let level = ConfidenceLevel.percent99
    let window = min(Self.mostWindow, past.count / 2)
    guard window >= Self.fewestWindow, let rolling = try? RollingBacktest(window: window, level: level) else {
      return nil
    }
    let forecasters: [(String, any ResultForecaster)] = [
      ("historical", HistoricalForecaster()),
      ("historical, scaled to today's volatility", HistoricalForecaster(volatilityDecay: 0.94)),
      ("the same with a generalized Pareto tail", ParetoTailForecaster()),
    ]
    let rows = forecasters.compactMap { name, forecaster -> BookBacktestSection.Row? in
      // A forecast that is no loss at all has no ratio to the loss that came: such a book has no backtest.
      guard let record = try? rolling.run(overResults: past, forecaster: forecaster) else { return nil }
      return BookBacktestSection.Row(
        name: name, exceptions: record.exceptions.exceptions,
        coveragePValue: record.exceptions.exactKupiec().pValue,
        independencePValue: record.exceptions.test(.independence).pValue,
        trafficLight: TrafficLight(record.exceptions).zone,
        shortfallPValue: record.test(.acerbiSzekely2, replications: 999).pValue, score: record.meanScore)
    }
    return rows.isEmpty
      ? nil : BookBacktestSection(level: level, window: window, days: past.count - window, rows: rows)
  }
}

extension MarketMove {
  /// The move of a shift, in the order given; what it does not name stays.
  init(_ shift: MarketShift, of underlyings: [Underlying]) {
    self.init(
      parts: underlyings.map {
        Part(
          underlying: $0, spotReturn: shift.spotReturns[$0] ?? 0,
          volatilityChange: (shift.volatilityFactors[$0] ?? 1) - 1)
      })
  }
}
