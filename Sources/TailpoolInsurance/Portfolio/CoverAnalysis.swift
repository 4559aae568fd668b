import TailpoolRisk

/// What should be said about a portfolio of cover: what it may cost, what it should earn, what it needs, and who bears it.
public struct CoverAnalysis: Sendable {
  /// What is said of one line.
  public struct Line: Sendable {
    /// The name.
    public let name: String
    /// Claims of the period in the mean, those of shocks included.
    public let meanCount: Double
    /// The mean loss of the period, those of shocks included.
    public let meanLoss: Double
    /// The law of the line's own loss, shocks included.
    public let loss: LossDistribution
    /// The premium that is written.
    public let premium: Double
    /// The premiums by the portfolio's principles.
    public let premiums: PremiumComparison
    /// What the line bears in the mean in the tail of the whole, at the measure's level: Euler contributions, which add up to the
    /// tail value at risk.
    public let tailContribution: Double
  }

  /// The whole at one level.
  public struct Level: Hashable, Sendable {
    /// The level.
    public let level: ConfidenceLevel
    /// The loss that is not exceeded with its probability; nil where it lies beyond the grid.
    public let valueAtRisk: Double?
    /// The mean of the worst losses; nil where the quantile lies beyond the grid.
    public let tailValueAtRisk: Double?
  }

  /// What would have to be claimed to exhaust a layer.
  public struct Exhaustion: Sendable {
    /// The layer.
    public let layer: String
    /// The least claims of the open covers, or why they do not reach it.
    public let claims: Result<LeastClaims, InsuranceError>
  }

  /// Ruin from the capital that is held.
  public struct Ruin: Sendable {
    /// The loss ratio: claims over premium, in the mean.
    public let lossRatio: Double
    /// Ruin at any time, as if claims came at a steady rate: one value a surplus, from zero to twice the capital.
    public let bounds: [RuinBounds]
    /// Ruin at the end of one of the first periods or before, on a coarser grid; empty without a capital.
    public let byPeriod: [Double]
    /// The adjustment coefficient; nil where there is none.
    public let adjustmentCoefficient: Double?
  }

  /// The portfolio.
  public let portfolio: CoverPortfolio
  /// The grid.
  public let grid: CoverPortfolio.Grid
  /// The lines, in order.
  public let lines: [Line]
  /// The law of the whole loss, with what is known of its errors.
  public let aggregate: AggregateLoss
  /// The tail at each level.
  public let levels: [Level]
  /// The premiums of the whole by the portfolio's principles.
  public let premiums: PremiumComparison
  /// The capital that the measure requires for the claims alone.
  public let requirement: Double
  /// The sum of the lines joined by the portfolio's copula; nil without one. What else is said of the whole is without it.
  public let joined: CopulaSum?
  /// The capital that claims and assets require together; nil without assets.
  public let combined: CapitalRequirement?
  /// What each layer bears, and what none does.
  public let layers: [LayerExposure]
  /// What exhausts each layer, where single covers are given.
  public let exhaustions: [Exhaustion]
  /// What is ceded and what is kept.
  public let reinsurance: ReinsuranceOutcome
  /// Layers of every claim with reinstatements, each alone.
  public let excessOfLoss: [ExcessOfLoss]
  /// Capital with and without the uncertainty of parameters; nil where no alternatives are given.
  public let uncertainty: ParameterUncertainty?
  /// Reserves, or why the triangle gives none; nil without a triangle.
  public let reserves: Result<Reserves, InsuranceError>?
  /// What is held back, in hundredths of the unit, or why it is not known; nil where it is not asked for.
  public let technicalReserves: Result<TechnicalReserves, InsuranceError>?
  /// The weight of each contract's own experience by Bühlmann and Straub; nil where no exposures are given.
  public let credibility: Result<CredibilityFit, InsuranceError>?
  /// The same by Bühlmann, for whom all periods count alike; nil where no experience is given.
  public let unweightedCredibility: Result<CredibilityFit, InsuranceError>?
  /// Ruin, or why nothing is said of it.
  public let ruin: Result<Ruin, InsuranceError>
  /// How totals are shared among the lines: the mean, and the value at risk of each level.
  public let shares: [Shares]
  /// What lines keep or lack of their premiums when they share the loss, or why that is not known; nil where it is not asked for.
  public let results: Result<Results, InsuranceError>?

  /// The mean loss.
  public var meanLoss: Double { aggregate.distribution.mean }

  /// The capital that is required, of all that is known: with the assets, or with the copula, or else for the claims alone.
  public var required: Double {
    combined?.amount ?? joined.map { $0.outcome.measured(portfolio.measure).value } ?? requirement
  }

  /// Whether the capital that is held is what is required.
  public var isCapitalized: Bool { portfolio.capital >= required }
}

extension ProfitAndLossDistribution {
  /// The value at risk or the expected shortfall, as the measure says, with its standard error.
  package func measured(_ measure: TailMeasure) -> (value: Double, standardError: Double) {
    switch measure {
    case .valueAtRisk(let level):
      let risk = valueAtRisk(level)
      return (risk.value, risk.standardError)
    case .expectedShortfall(let level):
      let shortfall = expectedShortfall(level)
      return (shortfall.value, shortfall.standardError)
    }
  }
}
