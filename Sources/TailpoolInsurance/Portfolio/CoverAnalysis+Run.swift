import TailpoolNumerics
import TailpoolRisk

extension CoverAnalysis {
  /// Analyzes a portfolio.
  ///
  /// - Parameters:
  ///   - portfolio: The portfolio.
  ///   - assets: Profit and loss of what the pool holds besides, one number a scenario, in the portfolio's unit and over its
  ///     period; nil for none. A book's run gives it, of options and parametric covers alike.
  ///   - threads: The most threads; no number depends on it.
  /// - Throws: `InsuranceError` where lines, hits, treaties, alternatives and the lines of layers have more than 2²⁶ losses of grids
  ///   together, a hit, an alternative or a layer of claims is not of the portfolio's lines, assets stand beside a copula, which no law
  ///   joins here, the claims cannot be put on a grid, the quantile of the capital's measure lies beyond it, or a layer's amounts
  ///   overflow. What only a part of the answer lacks stands in that part.
  /// - Complexity: O(lines × points log points), times the number of tilts.
  public init(
    of portfolio: CoverPortfolio, assets: ProfitAndLossDistribution? = nil, threads: Int = 1
  ) throws(InsuranceError) {
    let grid = try portfolio.lossGrid()
    try portfolio.check(on: grid)
    let shocks = try portfolio.commonShocks(on: grid)
    let losses = try portfolio.losses(of: portfolio.lines, shocks, on: grid, threads: threads)
    let means = try losses.conditionalMeans(points: grid.points, threads: threads)
    let law = means.total.distribution
    (self.portfolio, self.grid, aggregate) = (portfolio, grid, means.total)
    levels = portfolio.levels.map { level in
      Level(level: level, valueAtRisk: try? law.valueAtRisk(level), tailValueAtRisk: try? law.tailValueAtRisk(level))
    }
    lines = try Self.lines(of: portfolio, losses, means, threads: threads)
    premiums = PremiumComparison(of: law, by: portfolio.principles)
    requirement = try law.measured(portfolio.measure)
    if let joining = portfolio.joining {
      guard assets == nil else {
        throw .invalid(
          "scenarios of assets", index: nil, value: Double(assets?.count ?? 0), expected: "none beside a copula")
      }
      joined = try CopulaSum(
        lines.map(\.loss), dependence: joining.dependence, scenarios: joining.scenarios, seed: joining.seed,
        threads: threads)
    } else {
      joined = nil
    }
    if let assets {
      combined = try CombinedLoss(claims: law, assets: assets).capital(portfolio.measure)
    } else {
      combined = nil
    }
    layers = try portfolio.waterfall.exposures(
      to: law, unitsPerStep: grid.unitsPerStep, level: portfolio.measure.level)
    exhaustions = try Self.exhaustions(of: portfolio)
    reinsurance = try portfolio.reinsurance.outcome(of: law)
    excessOfLoss = try Self.excessOfLoss(of: portfolio, on: grid, threads: threads)
    uncertainty = try Self.uncertainty(of: portfolio, on: grid, shocks, bestEstimate: law, threads: threads)
    let reserves = portfolio.development.map { development in
      Result { () throws(InsuranceError) in try Self.reserves(by: development) }
    }
    self.reserves = reserves
    technicalReserves = portfolio.reserveBasis.map { basis in
      Result { () throws(InsuranceError) in
        try Self.technicalReserves(by: basis, portfolio.development, reserves)
      }
    }
    credibility = portfolio.experience.flatMap { experience in
      experience.weights.map { weights in
        Result { () throws(InsuranceError) in
          try BuhlmannStraubCredibility().fit(experience.ratios, weights: weights)
        }
      }
    }
    unweightedCredibility = portfolio.experience.map { experience in
      Result { () throws(InsuranceError) in try BuhlmannCredibility().fit(experience.ratios) }
    }
    ruin = Result { () throws(InsuranceError) in
      try Self.ruin(of: portfolio, losses, points: grid.points, whole: law)
    }
    let shares = Self.shares(means, portfolio)
    self.shares = shares
    results = portfolio.sharing.map { basis in
      Result { () throws(InsuranceError) in try Self.results(by: basis, means, portfolio, shares) }
    }
  }

  /// Each line with the law of its own loss: its claims, and what shocks do to it.
  private static func lines(
    of portfolio: CoverPortfolio, _ losses: LossPortfolio, _ means: ConditionalMeans, threads: Int
  ) throws(InsuranceError) -> [Line] {
    let law = means.total.distribution
    let tail = try law.tailWeights(portfolio.measure.level, law.exceedances)
    var lines: [Line] = []
    var workspace = AggregateWorkspace()
    for (index, line) in portfolio.lines.enumerated() {
      let own = losses.shocks.map { shock in
        CommonShock(
          count: shock.count,
          hits: shock.hits.filter { $0.policy == index }.map {
            .init(policy: 0, probability: $0.probability, severity: $0.severity)
          })
      }.filter { !$0.hits.isEmpty }
      let loss = try LossPortfolio([losses.policies[index]], shocks: own).aggregate(
        points: law.probabilities.count, accuracy: .relative, threads: threads, using: &workspace
      ).distribution
      let events = own.flatMap { shock in shock.hits.map { shock.count.mean * $0.probability } }
      lines.append(
        Line(
          name: line.name, meanCount: line.count.mean + events.reduce(0, +), meanLoss: loss.mean, loss: loss,
          premium: line.premium, premiums: PremiumComparison(of: loss, by: portfolio.principles),
          tailContribution: tail.mean { means.values[index][$0] }))
    }
    return lines
  }

  private static func exhaustions(of portfolio: CoverPortfolio) throws(InsuranceError) -> [Exhaustion] {
    guard !portfolio.covers.isEmpty else { return [] }
    return zip(portfolio.waterfall.layers, try portfolio.waterfall.leastClaims(of: portfolio.covers)).map {
      Exhaustion(layer: $0.name, claims: $1)
    }
  }

  private static func uncertainty(
    of portfolio: CoverPortfolio, on grid: CoverPortfolio.Grid, _ shocks: [CommonShock], bestEstimate: LossDistribution,
    threads: Int
  ) throws(InsuranceError) -> ParameterUncertainty? {
    guard !portfolio.alternatives.isEmpty else { return nil }
    var laws: [(weight: Double, law: LossDistribution)] = []
    var workspace = AggregateWorkspace()
    for alternative in portfolio.alternatives {
      let law = try portfolio.losses(of: alternative.lines, shocks, on: grid, threads: threads).aggregate(
        points: grid.points, accuracy: .relative, threads: threads, using: &workspace)
      laws.append((alternative.weight, law.distribution))
    }
    return try ParameterUncertainty(portfolio.measure, bestEstimate: bestEstimate, alternatives: laws)
  }
}
