import TailpoolAnalysis

/// What stands behind the risk numbers: who and what they come from, what it takes to lose an amount, and how such forecasts
/// would have done.
public struct RiskAnalysisSection: Hashable, Sendable {
  /// Where the expected shortfall comes from.
  public var breakdown: RiskAnalysisSection.Breakdown
  /// The most plausible moves that lose given amounts.
  public var reverse: [ReverseStressRow]
  /// The worst move inside the ellipsoid of plausible ones; nil where it could not be found.
  public var worstCase: WorstCaseRow?
  /// Twists of skew and term structure, and parallel shocks of the volatilities.
  public var twists: [NamedProfit]
  /// Measures under other correlations.
  public var correlations: [CorrelationRow]
  /// What it costs to close the book at the quotes.
  public var liquidity: [LiquidityRow]
  /// Forecasts for today's book, through the past days; nil where the history is too short.
  public var backtest: BookBacktestSection?

  /// Creates a section; see the properties for the meaning of each argument.
  public init(
    breakdown: RiskAnalysisSection.Breakdown, reverse: [ReverseStressRow], worstCase: WorstCaseRow?,
    twists: [NamedProfit],
    correlations: [CorrelationRow], liquidity: [LiquidityRow], backtest: BookBacktestSection?
  ) {
    self.breakdown = breakdown
    self.reverse = reverse
    self.worstCase = worstCase
    self.twists = twists
    self.correlations = correlations
    self.liquidity = liquidity
    self.backtest = backtest
  }
}

extension RiskAnalysisSection {
  /// The expected shortfall at 97.5 % by parts, each division adding up to the whole.
  public struct Breakdown: Hashable, Sendable {
    /// By underlying and expiry, sorted.
    public let byExpiry: [ShortfallPart]
    /// The positions with the largest contributions of either sign, largest first, and one part for all others.
    public let byPosition: [ShortfallPart]
    /// By participant, in proportion to what each contributed.
    public let byParticipant: [ShortfallPart]

    /// Creates a section; see the properties for the meaning of each argument.
    public init(byExpiry: [ShortfallPart], byPosition: [ShortfallPart], byParticipant: [ShortfallPart]) {
      self.byExpiry = byExpiry
      self.byPosition = byPosition
      self.byParticipant = byParticipant
    }
  }
}
