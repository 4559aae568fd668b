import TailpoolMarket

/// Why a book could not be revalued.
public enum RevaluationError: Error, Sendable, Hashable {
  /// Forward, discount factor, volatility or quantity of a position is out of its range.
  case invalidPosition(id: String)
  /// A horizon or a number of elapsed days is negative or not finite.
  case invalidHorizon(days: Double)
  /// The slope of a surface shift is not finite.
  case invalidSlope(Double)
  /// The scenarios do not move these underlyings of the book.
  case notCovered([Underlying])
  /// The scenarios move spots of the book without these factors, which its contracts depend on.
  case undrawnFactors([RiskFactor])
  /// A number of a move is not finite, or takes a price below zero; `field` is its name in `UnderlyingMove`,
  /// or `correlationShifts`, for which the underlying is the first of the two.
  case invalidMove(Underlying, field: String, value: Double)
  /// The profit and loss of a scenario is NaN or infinite: its moves are too large.
  case nonFiniteScenario(Int)
  /// The profit and loss under a shift is NaN or infinite: the shift is too large.
  case nonFiniteShift(Underlying)
  /// The task was canceled.
  case canceled
}
