import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios

/// What each position of a book gains or loses under one move, in dollars.
///
/// Unlike a `BookRevaluation`, which gives sums over many scenarios fast, it tells what each position does in one.
public struct StressOutcome: Hashable, Sendable {
  /// One entry a position, in the order of the book.
  public let byPosition: [Double]
  /// The sum by the first underlying of the positions.
  public let byUnderlying: [Underlying: Double]
  /// Change of the value in coin of each underlying's coin-settled positions: value then over spot then, less today's.
  public let coinByUnderlying: [Underlying: Double]
  /// The sum over the positions.
  public let profitAndLoss: Double
}

extension PricedBook {
  /// Prices every position again under a move.
  ///
  /// Each strike keeps its volatility but for what the move says. An option that expires within the elapsed days is worth
  /// its intrinsic value at the moved forward. A contract without expiry pays today's funding over the elapsed days; twists
  /// move its volatility at its mean maturity.
  ///
  /// - Parameters:
  ///   - move: The move; an underlying that it does not name does not move.
  ///   - elapsedDays: Days that pass, finite and ≥ 0.
  ///   - volatilityMoves: How the factors on volatilities fall on their tenors.
  /// - Returns: Profit and loss in dollars.
  /// - Throws: `RiskError.unknownAssets` for moves of underlyings that the book does not hold, `.invalidShock` with the
  ///   number that makes a price negative or is not finite, or `.invalidParameter` for the elapsed days.
  /// - Complexity: One price a position.
  public func outcome(
    under move: MarketMove, elapsedDays: Double = 0, volatilityMoves: VolatilityMoves = .parallel
  ) throws(RiskError) -> StressOutcome {
    guard elapsedDays >= 0, elapsedDays.isFinite else {
      throw .invalidParameter(name: "elapsedDays", value: elapsedDays)
    }
    try check(move)
    var byPosition: [Double] = []
    byPosition.reserveCapacity(positions.count)
    var (sums, coins): ([Underlying: CompensatedSum], [Underlying: CompensatedSum]) = ([:], [:])
    for entry in positions {
      let (contract, inputs) = (entry.position.contract, entry.repricer.inputs)
      let today = entry.units * entry.repricer.value(at: 0, of: MarketColumns(today: inputs), elapsedYears: 0)
      let then =
        entry.units
        * entry.repricer.value(
          at: 0, of: move.columns(of: inputs, volatilityMoves: volatilityMoves),
          elapsedYears: elapsedDays / DayCount.daysPerYear)
      let change = then - today
      guard change.isFinite else {
        throw .invalidShock(underlying: contract.underlying, name: "profit and loss", value: change)
      }
      byPosition.append(change)
      sums[contract.underlying, default: .init()].add(change)
      if contract.settlement == .coin, let spot = inputs.first?.spot {
        let moved = (today + change) / (spot * move[contract.underlying].spotFactor(spot: spot))
        coins[contract.underlying, default: .init()].add(moved - today / spot)
      }
    }
    return StressOutcome(
      byPosition: byPosition, byUnderlying: sums.mapValues(\.value), coinByUnderlying: coins.mapValues(\.value),
      profitAndLoss: CompensatedSum(byPosition).value)
  }

  private func check(_ move: MarketMove) throws(RiskError) {
    let spots = Dictionary(
      positions.flatMap { $0.repricer.inputs.map { ($0.underlying, $0.spot) } },
      uniquingKeysWith: { first, _ in first })
    let unknown = move.byUnderlying.keys.filter { spots[$0] == nil }.map(\.name).sorted()
    guard unknown.isEmpty else { throw .unknownAssets(names: unknown, known: spots.keys.map(\.name).sorted()) }
    for (underlying, own) in move.byUnderlying.sorted(by: { $0.key < $1.key }) {
      if let (name, value) = own.firstProblem(spot: spots[underlying] ?? .nan) {
        throw .invalidShock(underlying: underlying, name: name, value: value)
      }
    }
    if let (underlying, value) = move.firstProblemOfCorrelations {
      throw .invalidShock(underlying: underlying, name: "correlationShifts", value: value)
    }
  }
}
