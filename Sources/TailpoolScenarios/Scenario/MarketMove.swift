import TailpoolLibc
import TailpoolMarket

/// A move of the market as a value for people: what it says of each underlying, and of correlations.
///
/// It is the one form of a move: stress sets, grids, reverse stress and searches use it, and its view by factors
/// (`RiskFactor`) is a row of the columns that scenario sources fill.
public struct MarketMove: Hashable, Sendable {
  /// The moves of the underlyings; one that is not named does not move.
  public var byUnderlying: [Underlying: UnderlyingMove]
  /// Change of the correlation of two underlyings, by both, per 1.00; the result is kept in [−1, 1].
  public var correlationShifts: [Set<Underlying>: Double]

  /// Creates a move; see the properties for the meaning of each argument.
  public init(
    _ byUnderlying: [Underlying: UnderlyingMove] = [:], correlationShifts: [Set<Underlying>: Double] = [:]
  ) {
    self.byUnderlying = byUnderlying
    self.correlationShifts = correlationShifts
  }

  /// The first change of a correlation that is not finite, by the first of its underlyings; nil when there is none.
  package var firstProblemOfCorrelations: (underlying: Underlying, value: Double)? {
    correlationShifts.compactMap { pair, shift in
      pair.min().flatMap { shift.isFinite ? nil : ($0, shift) }
    }.min { $0.0 < $1.0 }
  }

  /// Creates a move of spots and levels of volatility.
  ///
  /// - Parameters:
  ///   - spotReturns: Simple returns, finite and > −1.
  ///   - volatilityFactors: Factors on volatilities, finite and > 0.
  public init(spotReturns: [Underlying: Double], volatilityFactors: [Underlying: Double] = [:]) {
    var moves: [Underlying: UnderlyingMove] = [:]
    for (underlying, value) in spotReturns { moves[underlying, default: UnderlyingMove()].spotReturn = value }
    for (underlying, value) in volatilityFactors {
      moves[underlying, default: UnderlyingMove()].volatilityFactor = value
    }
    self.init(moves)
  }

  /// The same move of several underlyings.
  public init(_ move: UnderlyingMove, of underlyings: [Underlying]) {
    self.init(Dictionary(underlyings.map { ($0, move) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The move of log spots, then of log volatilities.
  ///
  /// - Precondition: Two moves an underlying.
  public init(logMoves: [Double], of underlyings: [Underlying]) {
    let n = underlyings.count
    precondition(logMoves.count == 2 * n, "\(logMoves.count) moves of \(n) underlyings")
    self.init(
      spotReturns: Dictionary(
        zip(underlyings, logMoves.prefix(n)).map { ($0, expm1($1)) }, uniquingKeysWith: { first, _ in first }),
      volatilityFactors: Dictionary(
        zip(underlyings, logMoves.dropFirst(n)).map { ($0, exp($1)) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The move of an underlying; none where it is not named.
  public subscript(underlying: Underlying) -> UnderlyingMove { byUnderlying[underlying] ?? UnderlyingMove() }

  /// The move as a row of columns: the factors it needs for some underlyings, with their moves.
  ///
  /// Spots and levels of volatility come first, then what else the move names.
  ///
  /// - Parameters:
  ///   - underlyings: The underlyings.
  ///   - spots: The spot of each, by which dollars added to it become a return.
  func row(of underlyings: [Underlying], spots: [Double]) -> (factors: [RiskFactor], values: [Double]) {
    var factors = RiskFactor.spotsAndVolatilities(of: underlyings)
    var values = zip(underlyings, spots).map { self[$0].logSpot(spot: $1) }
    values += underlyings.map { log(self[$0].volatilityFactor ?? 1) }
    for underlying in underlyings {
      let (name, move) = (underlying.name, self[underlying])
      for (factor, value) in [
        (RiskFactor.volatilityShift(name), move.volatilityShift), (.volatilityTerm(name), move.termTwist),
        (.volatilitySkew(name), move.skewTwist), (.rate(name), move.rateShift), (.carry(name), move.carryShift),
      ] where value != 0 {
        factors.append(factor)
        values.append(value)
      }
    }
    for (pair, shift) in correlationShifts where shift != 0 && pair.count == 2 {
      let names = pair.sorted().map(\.name)
      factors.append(.correlation(names[0], names[1]))
      values.append(shift)
    }
    return (factors, values)
  }
}
