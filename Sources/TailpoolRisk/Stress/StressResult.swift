import TailpoolMarket
import TailpoolScenarios

/// What a book gains or loses in one stress scenario.
public struct StressResult: Hashable, Sendable {
  /// The scenario.
  public let scenario: StressScenario
  /// Dollar profit and loss, loss negative.
  public let profitAndLoss: Double
  /// The same by underlying.
  public let byUnderlying: [Underlying: Double]
  /// Change of the value in coin for each coin-settled underlying.
  public let coinByUnderlying: [Underlying: Double]
  /// Underlyings of the book that the scenario does not name; their spot was left unmoved.
  public let notCovered: [Underlying]
  /// Dollar profit and loss had the volatilities of all tenors moved by the same factor; nil where that was not asked for.
  public var parallelProfitAndLoss: Double?

  /// Creates a result; see the properties for the meaning of each argument.
  public init(
    scenario: StressScenario, profitAndLoss: Double, byUnderlying: [Underlying: Double],
    coinByUnderlying: [Underlying: Double], notCovered: [Underlying], parallelProfitAndLoss: Double? = nil
  ) {
    self.scenario = scenario
    self.profitAndLoss = profitAndLoss
    self.byUnderlying = byUnderlying
    self.coinByUnderlying = coinByUnderlying
    self.notCovered = notCovered
    self.parallelProfitAndLoss = parallelProfitAndLoss
  }
}

/// Profit and loss on a grid of spot and volatility moves.
public struct StressGrid: Hashable, Sendable {
  /// The underlying that moves, or nil when all move together.
  public let underlying: Underlying?
  /// Simple spot returns, increasing.
  public let spotReturns: [Double]
  /// Relative volatility changes, increasing: −0.5 halves every volatility.
  public let volatilityChanges: [Double]
  /// Volatility changes × spot returns: `profitAndLoss[v][s]` in dollars, loss negative.
  public let profitAndLoss: [[Double]]

  /// Creates a grid; see the properties for the meaning of each argument.
  public init(
    underlying: Underlying?, spotReturns: [Double], volatilityChanges: [Double], profitAndLoss: [[Double]]
  ) {
    self.underlying = underlying
    self.spotReturns = spotReturns
    self.volatilityChanges = volatilityChanges
    self.profitAndLoss = profitAndLoss
  }
}

/// Expected shortfall of one underlying's part of the book; the parts add up to the whole.
public struct RiskContribution: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Its mean loss in the tail of the whole book, in dollars.
  public let expectedShortfall: Double
  /// Its share of the whole, as a fraction; negative for a hedge.
  public let share: Double

  /// Creates a contribution; see the properties for the meaning of each argument.
  public init(underlying: Underlying, expectedShortfall: Double, share: Double) {
    self.underlying = underlying
    self.expectedShortfall = expectedShortfall
    self.share = share
  }
}
