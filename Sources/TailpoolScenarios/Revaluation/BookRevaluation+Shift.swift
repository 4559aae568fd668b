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
      let change = group.profitAndLoss(under: shift.moves(of: group.underlying), elapsedDays: elapsedDays)[0]
      guard change.isFinite else { throw .nonFiniteShift(group.underlying) }
      result[group.underlying] = change
    }
    return result
  }

  /// Change of the value in coin of each underlying's coin-settled options under one move of the market.
  ///
  ///     change = value then / spot then − value today / spot today
  ///
  /// - Parameters:
  ///   - shift: The move, as in `profitAndLoss(under:elapsedDays:)`.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Units of the underlying for each underlying that has coin-settled options in the book.
  /// - Throws: As `profitAndLoss(under:elapsedDays:)`.
  public func coinProfitAndLoss(under shift: MarketShift, elapsedDays: Double = 0) throws(RevaluationError)
    -> [Underlying: Double]
  {
    try validate(shift, elapsedDays: elapsedDays)
    var result: [Underlying: Double] = [:]
    for group in groups where !group.coinInstruments.isEmpty {
      let moves = shift.moves(of: group.underlying)
      let value = BookRevaluation.values(
        of: group.coinInstruments, under: moves, elapsedYears: elapsedDays / 365)[0]
      let change = value / (group.spot * moves.spotFactors[0]) - group.coinValue / group.spot
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
  fileprivate func moves(of underlying: Underlying) -> MoveColumns {
    MoveColumns(
      spotFactor: 1 + (spotReturns[underlying] ?? 0), volatilityFactor: volatilityFactors[underlying] ?? 1)
  }
}
