import TailpoolMarket

/// Why a book could not be revalued.
public enum RevaluationError: Error, Sendable, Hashable {
  /// The snapshot has no market for the expiry of a position.
  case missingMarket(instrument: String)
  /// Forward, discount factor, volatility or quantity of a position is out of its range.
  case invalidPosition(id: String)
  /// A horizon or a number of elapsed days is negative or not finite.
  case invalidHorizon(days: Double)
  /// The slope of a surface shift is not finite.
  case invalidSlope(Double)
  /// The scenarios do not move these underlyings of the book.
  case notCovered([Underlying])
  /// A spot return is not finite or not more than −1.
  case invalidSpotReturn(Underlying, Double)
  /// A volatility factor is not finite or not more than 0.
  case invalidVolatilityFactor(Underlying, Double)
  /// The profit and loss of a scenario is NaN or infinite: its moves are too large.
  case nonFiniteScenario(Int)
  /// The profit and loss under a shift is NaN or infinite: the shift is too large.
  case nonFiniteShift(Underlying)
  /// The task was canceled.
  case canceled
}
