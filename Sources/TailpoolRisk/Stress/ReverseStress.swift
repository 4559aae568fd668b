import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics
import TailpoolScenarios

/// The most plausible move of the market in which a book loses a given amount, every option priced again in full.
///
/// Plausible means near: the distance of a move x is sqrt(xᵀ covariance⁻¹ x), in standard deviations of the factors' joint
/// normal distribution. A pool turns its layers into such amounts.
public struct ReverseStress: Hashable, Sendable {
  /// The loss that was asked for, > 0.
  public let loss: Double
  /// The book's profit and loss in the move, by full revaluation: minus the loss but for rounding, less where
  /// the book loses more than that without any move.
  public let profitAndLoss: Double
  /// The move: simple returns of the spots and factors on the volatilities.
  public let move: MarketMove
  /// The log returns of the spots and the log changes of the volatilities, in the order of `factors`.
  public let logMoves: [Double]
  /// The factors of the move: the spots of the book's underlyings, then their volatilities.
  public let factors: [RiskFactor]
  /// The distance of the move, in standard deviations.
  public let distance: Double
  /// The chance of losing the amount when moves are normal, as if the moves that lose it were all beyond a plane: Φ(−distance),
  /// one half where the amount is lost without any move.
  ///
  /// - Source: A. Hasofer and N. Lind, J. Engineering Mechanics Division 100 (1974) 111: the first-order method.
  public var probability: Double { NormalDistribution.cumulative(-distance) }

  /// The farthest that is looked unless told otherwise, in standard deviations.
  public static let defaultMostDistant = 40.0

  /// Searches the moves for several amounts, which share most of the work.
  ///
  /// - Parameters:
  ///   - losses: The amounts in dollars, finite and > 0.
  ///   - revaluation: The book. Its horizon is the time that passes in the move; 0 makes the move instant.
  ///   - covariance: Covariance of one day's log returns and log volatility changes; it names every spot of the book.
  ///   - covarianceDays: Days over which the moves build up, finite and > 0; the covariance grows in proportion.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor.
  ///   - derivatives: The book's derivatives, along whose own answers the search looks, too; nil for none.
  ///   - mostDistant: The farthest that is looked, finite and > 0.
  /// - Returns: The moves in the order of the amounts; nil for an amount that no move up to that distance is found to lose.
  /// - Throws: `RiskError.invalidParameter`, `.missingFactor`, `.notPositiveSemidefinite`, or `.noConvergence` when the
  ///   book has no finite value without a move. Moves at which it has none, long and short of marks without a bound at
  ///   once, are passed over.
  /// - Accuracy: the loss to 1e-11 relative; the distance is that of a local minimum, the least of several found.
  /// - Complexity: about two thousand revaluations for four factors, and some hundred more an amount.
  public static func mostPlausible(
    losses: [Double], of revaluation: BookRevaluation, covariance: Covariance, covarianceDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05, derivatives: DeltaGammaBook? = nil,
    mostDistant: Double = defaultMostDistant
  ) throws(RiskError) -> [ReverseStress?] {
    for loss in losses {
      guard loss > 0, loss.isFinite else { throw .invalidParameter(name: "loss", value: loss) }
    }
    guard mostDistant > 0, mostDistant.isFinite else {
      throw .invalidParameter(name: "mostDistant", value: mostDistant)
    }
    let underlyings = revaluation.underlyings
    let names = underlyings.map(\.name)
    let joint = try JointCovariance.matrix(
      covariance, assets: names, horizonInDays: covarianceDays, assumedVolatilityDeviation: assumedVolatilityDeviation)
    let root = try CovarianceRoot(joint)
    guard root.rank > 0, !losses.isEmpty else { return losses.map { _ in nil } }
    let book: PointRevaluation
    do { book = try PointRevaluation(revaluation) } catch { throw .noConvergence(at: mostDistant) }
    // A loss without a bound reaches any amount; where it is none and no gain either, nothing is told.
    func lost(_ points: [[Double]]) -> [Double] {
      book.profitAndLoss(at: points.map(root.times)).map { $0.isNaN ? -.infinity : -$0 }
    }
    var hints: [[Double]] = []
    if let derivatives, derivatives.parts.map(\.underlying) == underlyings {
      for loss in losses {
        let worst = try PlausibleWorstCase.mostPlausible(
          loss: loss, delta: derivatives.delta, gamma: derivatives.gamma, covariance: joint, mostDistant: mostDistant)
        if let point = worst.flatMap({ root.coordinates(of: $0.move) }) { hints.append(point) }
      }
    }
    let origin = [Double](repeating: 0, count: root.rank)
    let still = lost([origin])[0]
    guard still.isFinite else { throw .noConvergence(at: 0) }
    let search = LeastDistantPoint(
      dimension: root.rank, mostDistant: mostDistant, hints: hints, function: lost)
    var results: [ReverseStress?] = []
    for loss in losses {
      guard let point = still >= loss ? origin : search.point(reaching: loss) else {
        results.append(nil)
        continue
      }
      let move = root.times(point)
      let distance = CompensatedSum(point.lazy.map { $0 * $0 }).value.squareRoot()
      results.append(
        ReverseStress(
          loss: loss, profitAndLoss: -lost([point])[0], move: MarketMove(logMoves: move, of: underlyings),
          logMoves: move, factors: names.map(RiskFactor.spot) + names.map(RiskFactor.volatility), distance: distance))
    }
    return results
  }
}
