import TailpoolMarket
import TailpoolRisk

/// What stands behind the risk numbers: who and what they come from, what it takes to lose an amount, and how such forecasts
/// would have done.
public struct RiskAnalysisSection: Hashable, Sendable {
  /// Where the expected shortfall comes from.
  public var breakdown: BreakdownSection
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
    breakdown: BreakdownSection, reverse: [ReverseStressRow], worstCase: WorstCaseRow?, twists: [NamedProfit],
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

/// The expected shortfall at 97.5 % by parts, each division adding up to the whole.
public struct BreakdownSection: Hashable, Sendable {
  /// One part.
  public struct Part: Hashable, Sendable {
    /// The name: an expiry with its underlying, a position's instrument, a participant.
    public let name: String
    /// Its mean loss in the tail of the whole, in dollars.
    public let expectedShortfall: Double
    /// Its share of the whole, as a fraction; negative for a hedge.
    public let share: Double

    /// Creates a part; see the properties for the meaning of each argument.
    public init(name: String, expectedShortfall: Double, share: Double) {
      self.name = name
      self.expectedShortfall = expectedShortfall
      self.share = share
    }
  }

  /// By underlying and expiry, sorted.
  public let byExpiry: [Part]
  /// The positions with the largest contributions of either sign, largest first, and one part for all others.
  public let byPosition: [Part]
  /// By participant, in proportion to what each contributed.
  public let byParticipant: [Part]

  /// Creates a section; see the properties for the meaning of each argument.
  public init(byExpiry: [Part], byPosition: [Part], byParticipant: [Part]) {
    self.byExpiry = byExpiry
    self.byPosition = byPosition
    self.byParticipant = byParticipant
  }
}

/// The most plausible move that loses an amount.
public struct ReverseStressRow: Hashable, Sendable {
  /// What the amount is: `25% of the capital`.
  public let name: String
  /// The amount in dollars, > 0.
  public let loss: Double
  /// The move; nil when no move up to 40 standard deviations loses so much.
  public let result: ReverseStress?
  /// What delta and gamma say the move costs, as a profit and loss; NaN without a move.
  public let deltaGamma: Double

  /// Creates a row; see the properties for the meaning of each argument.
  public init(name: String, loss: Double, result: ReverseStress?, deltaGamma: Double) {
    self.name = name
    self.loss = loss
    self.result = result
    self.deltaGamma = deltaGamma
  }
}

/// The worst move, by delta and gamma, inside the ellipsoid that holds 99 % of all moves.
public struct WorstCaseRow: Hashable, Sendable {
  /// Radius of the ellipsoid, in standard deviations.
  public let radius: Double
  /// Profit and loss by delta and gamma.
  public let deltaGamma: Double
  /// Profit and loss of the same move when every option is priced again.
  public let full: Double
  /// The move.
  public let shift: MarketMove

  /// Creates a row; see the properties for the meaning of each argument.
  public init(radius: Double, deltaGamma: Double, full: Double, shift: MarketMove) {
    self.radius = radius
    self.deltaGamma = deltaGamma
    self.full = full
    self.shift = shift
  }
}

/// A move of the underlyings in the order of the book.
public struct MarketMove: Hashable, Sendable {
  /// One underlying.
  public struct Part: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// Simple return of the spot.
    public let spotReturn: Double
    /// Relative change of its volatilities.
    public let volatilityChange: Double

    /// Creates a part; see the properties for the meaning of each argument.
    public init(underlying: Underlying, spotReturn: Double, volatilityChange: Double) {
      self.underlying = underlying
      self.spotReturn = spotReturn
      self.volatilityChange = volatilityChange
    }
  }

  /// The underlyings.
  public let parts: [Part]

  /// Creates a move.
  public init(parts: [Part]) { self.parts = parts }
}

/// A profit and loss with what brings it about.
public struct NamedProfit: Hashable, Sendable {
  /// What happens.
  public let name: String
  /// Dollar profit and loss, loss negative.
  public let profitAndLoss: Double

  /// Creates a row; see the properties for the meaning of each argument.
  public init(name: String, profitAndLoss: Double) {
    self.name = name
    self.profitAndLoss = profitAndLoss
  }
}

/// A measure of loss with its value.
public struct MeasuredLoss: Hashable, Sendable {
  /// Which measure.
  public let measure: TailMeasure
  /// Dollars, positive when money is lost.
  public let value: Double

  /// Creates a measured loss; see the properties for the meaning of each argument.
  public init(_ measure: TailMeasure, _ value: Double) {
    self.measure = measure
    self.value = value
  }
}

/// Measures by delta and gamma, exactly, under a correlation.
public struct CorrelationRow: Hashable, Sendable {
  /// Which correlation.
  public let name: String
  /// The measures in dollars, the values at risk first, the lowest level first; NaN where one could not be computed.
  public let losses: [MeasuredLoss]

  /// Creates a row; see the properties for the meaning of each argument.
  public init(name: String, losses: [MeasuredLoss]) {
    self.name = name
    self.losses = losses
  }

  /// The loss by a measure; NaN where it was not asked for or could not be computed.
  public func loss(_ measure: TailMeasure) -> Double { losses.first { $0.measure == measure }?.value ?? .nan }
}

/// The cost of closing the book when quotes are so many times as far from the marks.
public struct LiquidityRow: Hashable, Sendable {
  /// Cost and number of positions that can be closed in one way.
  public struct Part: Hashable, Sendable {
    /// Dollars lost against the marks.
    public let cost: Double
    /// Number of positions.
    public let positions: Int
  }

  /// How many times.
  public let spreadMultiple: Double
  /// Dollars lost against the marks.
  public let total: Double
  /// Positions with the quote they need.
  public let quoted: Part
  /// Positions held that nobody bids for.
  public let noBid: Part
  /// Positions owed that nobody offers.
  public let noAsk: Part
  /// Contracts without expiry, closed at their marks.
  public let atMark: Part

  /// Sums up a cost.
  public init(_ cost: LiquidityCost) {
    func part(_ side: LiquidityCost.Side) -> Part {
      let (cost, positions) = cost.part(side)
      return Part(cost: cost, positions: positions)
    }
    spreadMultiple = cost.spreadMultiple
    total = cost.total
    quoted = part(.quoted)
    noBid = part(.noBid)
    noAsk = part(.noAsk)
    atMark = part(.atMark)
  }
}

/// How forecasts of the next day's loss would have done for today's book, revalued through the past days.
public struct BookBacktestSection: Hashable, Sendable {
  /// One way to forecast.
  public struct Row: Hashable, Sendable {
    /// The forecaster.
    public let name: String
    /// Number of days on which the loss was more than the value at risk.
    public let exceptions: Int
    /// Probability of a number as unlikely, when the forecasts are right (Kupiec, exact).
    public let coveragePValue: Double
    /// Probability of exceptions as bunched; NaN where they are too few.
    public let independencePValue: Double
    /// Zone of the traffic light.
    public let trafficLight: TrafficLight.Zone
    /// Probability of losses beyond it as large and as many (Acerbi–Szekely 2).
    public let shortfallPValue: Double
    /// Mean Fissler–Ziegel score, least for the best forecaster.
    public let score: Double
  }

  /// The level of the forecasts.
  public let level: ConfidenceLevel
  /// Days that each forecast is made from.
  public let window: Int
  /// Days forecast.
  public let days: Int
  /// The forecasters.
  public let rows: [Row]
}
