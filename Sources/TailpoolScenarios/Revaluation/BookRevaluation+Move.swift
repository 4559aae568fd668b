import TailpoolMarket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension BookRevaluation {
  /// Profit and loss of each underlying's part of the book under one move of the market.
  ///
  /// - Parameters:
  ///   - move: The move. It may name assets that the book does not hold; underlyings it does not name do not move.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Dollars for each underlying of the book, loss negative; exactly 0 for one that does not move while no
  ///   time passes.
  /// - Throws: `RevaluationError.invalidMove` for any asset the move names, `.invalidHorizon`, or `.nonFiniteShift`.
  /// - Complexity: One revaluation of each instrument.
  public func profitAndLoss(
    under move: MarketMove, elapsedDays: Double = 0
  ) throws(RevaluationError) -> [Underlying: Double] {
    let (block, columns) = try self.block(of: move, elapsedDays: elapsedDays)
    var result: [Underlying: Double] = [:]
    for (group, own) in zip(groups, columns) {
      let prepared = PreparedGroup(group, elapsedYears: elapsedDays / 365, columns: own)
      let change = prepared.values(under: block)[0] - group.value
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
  ///   - move: The move, as in `profitAndLoss(under:elapsedDays:)`.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  /// - Returns: Units of the underlying for each underlying that has coin-settled contracts in the book.
  /// - Throws: As `profitAndLoss(under:elapsedDays:)`.
  public func coinProfitAndLoss(
    under move: MarketMove, elapsedDays: Double = 0
  ) throws(RevaluationError) -> [Underlying: Double] {
    let (block, columns) = try self.block(of: move, elapsedDays: elapsedDays)
    var result: [Underlying: Double] = [:]
    for (group, own) in zip(groups, columns) {
      guard let coins = group.coinPart else { continue }
      let prepared = PreparedGroup(coins, elapsedYears: elapsedDays / 365, columns: own)
      let spot = group.spot * move[group.underlying].spotFactor(spot: group.spot)
      let change = prepared.values(under: block)[0] / spot - group.coinValue / group.spot
      guard change.isFinite else { throw .nonFiniteShift(group.underlying) }
      result[group.underlying] = change
    }
    return result
  }

  /// The move as a block of one scenario, checked.
  private func block(
    of move: MarketMove, elapsedDays: Double
  ) throws(RevaluationError) -> (block: ScenarioBlock, columns: [BlockColumns]) {
    guard elapsedDays >= 0, elapsedDays.isFinite else { throw .invalidHorizon(days: elapsedDays) }
    let spots = Dictionary(groups.map { ($0.underlying, $0.spot) }, uniquingKeysWith: { first, _ in first })
    for (underlying, own) in move.byUnderlying.sorted(by: { $0.key < $1.key }) {
      if let (field, value) = own.firstProblem(spot: spots[underlying] ?? .infinity) {
        throw .invalidMove(underlying, field: field, value: value)
      }
      // The columns hold the logarithm of the factor, so that it cannot be zero.
      if own.volatilityFactor == 0 { throw .invalidMove(underlying, field: "volatilityFactor", value: 0) }
    }
    if let (underlying, value) = move.firstProblemOfCorrelations {
      throw .invalidMove(underlying, field: "correlationShifts", value: value)
    }
    let row = move.row(of: underlyings, spots: groups.map(\.spot))
    var block = ScenarioBlock(scenarios: [0], factors: row.factors)
    block.values = row.values
    return (block, try columns(of: row.factors))
  }
}
