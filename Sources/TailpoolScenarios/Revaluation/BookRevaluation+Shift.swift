import TailpoolLibc
import TailpoolMarket

extension BookRevaluation {
  /// Profit and loss of each underlying's part of the book under one move of the market.
  ///
  /// - Parameters:
  ///   - shift: The move. It may name assets that the book does not hold; underlyings it does not name do not move.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Dollars for each underlying of the book, loss negative; exactly 0 for one that does not move while no
  ///   time passes.
  /// - Throws: `RevaluationError.invalidSpotReturn` or `.invalidVolatilityFactor` for any asset the shift names,
  ///   `.invalidHorizon`, or `.nonFiniteShift`.
  /// - Complexity: One revaluation of each instrument.
  public func profitAndLoss(under shift: MarketShift, elapsedDays: Double = 0) throws(RevaluationError)
    -> [Underlying: Double]
  {
    try validate(shift, elapsedDays: elapsedDays)
    var result: [Underlying: Double] = [:]
    for group in groups {
      let moves = shift.logMoves(of: group.underlying)
      let change =
        group.value(
          of: group.instruments, group.perpetuals, logSpot: moves.spot, logVolatility: moves.volatility,
          elapsedYears: elapsedDays / DayCount.daysPerYear) - group.value
      guard change.isFinite else { throw .nonFiniteShift(group.underlying) }
      result[group.underlying] = change
    }
    return result
  }

  /// Change of the value in coin of each underlying's coin-settled contracts under one move of the market.
  ///
  ///     change = value then / spot then − value today / spot today
  ///
  /// - Parameters:
  ///   - shift: The move, as in `profitAndLoss(under:elapsedDays:)`.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Units of the underlying for each underlying that has coin-settled contracts in the book.
  /// - Throws: As `profitAndLoss(under:elapsedDays:)`.
  public func coinProfitAndLoss(under shift: MarketShift, elapsedDays: Double = 0) throws(RevaluationError)
    -> [Underlying: Double]
  {
    try validate(shift, elapsedDays: elapsedDays)
    var result: [Underlying: Double] = [:]
    for group in groups where !(group.coinInstruments.isEmpty && group.coinPerpetuals.isEmpty) {
      let moves = shift.logMoves(of: group.underlying)
      let value = group.value(
        of: group.coinInstruments, group.coinPerpetuals, logSpot: moves.spot, logVolatility: moves.volatility,
        elapsedYears: elapsedDays / DayCount.daysPerYear)
      let spot = group.spot * (1 + (shift.spotReturns[group.underlying] ?? 0))
      let change = value / spot - group.coinValue / group.spot
      guard change.isFinite else { throw .nonFiniteShift(group.underlying) }
      result[group.underlying] = change
    }
    return result
  }

  private func validate(_ shift: MarketShift, elapsedDays: Double) throws(RevaluationError) {
    guard elapsedDays >= 0, elapsedDays.isFinite else { throw .invalidHorizon(days: elapsedDays) }
    for (underlying, spotReturn) in shift.spotReturns.sorted(by: { $0.key < $1.key }) {
      guard 1 + spotReturn > 0, spotReturn.isFinite else { throw .invalidSpotReturn(underlying, spotReturn) }
    }
    for (underlying, factor) in shift.volatilityFactors.sorted(by: { $0.key < $1.key }) {
      guard factor > 0, factor.isFinite else { throw .invalidVolatilityFactor(underlying, factor) }
    }
  }
}

extension MarketShift {
  /// Logarithms of the factors on the spot and on the volatilities of an underlying.
  fileprivate func logMoves(of underlying: Underlying) -> (spot: Double, volatility: Double) {
    (log1p(spotReturns[underlying] ?? 0), log(volatilityFactors[underlying] ?? 1))
  }
}
