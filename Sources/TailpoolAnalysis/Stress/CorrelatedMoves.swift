import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics
import TailpoolRisk
import TailpoolScenarios

/// What the joint normal moves of the factors say of a book by its derivatives.
struct CorrelatedMoves {
  let covariance: Covariance
  let settings: AnalysisSettings

  /// Share of all moves inside the ellipsoid of plausible ones.
  static let plausibleShare = 0.99

  /// The loss of a book over the horizon.
  func loss(of book: DeltaGammaBook) throws(RiskError) -> DeltaGammaLoss { try loss(of: book, covariance) }

  private func loss(of book: DeltaGammaBook, _ covariance: Covariance) throws(RiskError) -> DeltaGammaLoss {
    try book.loss(
      covariance: covariance, horizonInDays: settings.horizonInDays,
      assumedVolatilityDeviation: AnalysisSettings.assumedVolatilityDeviation)
  }

  /// The worst plausible move by the derivatives, with what it costs in full.
  func worstCase(of book: DeltaGammaBook, in instant: BookRevaluation) throws -> WorstCaseRow? {
    let count = 2 * book.parts.count
    let radius = (2 * GammaDistribution.quantile(Self.plausibleShare, shape: 0.5 * Double(count))).squareRoot()
    let worst = try book.plausibleWorstCase(
      covariance: covariance, radius: radius, horizonInDays: settings.horizonInDays,
      assumedVolatilityDeviation: AnalysisSettings.assumedVolatilityDeviation)
    let underlyings = book.parts.map(\.underlying)
    guard underlyings == instant.underlyings else { return nil }
    let full = try instant.profitAndLoss(over: ListedScenarios([worst.move], underlyings: underlyings))[0]
    return WorstCaseRow(
      radius: radius, deltaGamma: worst.profitAndLoss, full: full,
      move: MarketMove(logMoves: worst.move, of: underlyings))
  }

  /// The measures under other correlations, those of the limit and the headline and others that were asked for.
  ///
  /// One is what correlations are in a crash: every spot falls with every other, every volatility rises with every other,
  /// and spots fall while volatilities rise. Correlations of the spots alone would leave those with the volatilities
  /// impossible: all are moved.
  func stressed(_ book: DeltaGammaBook) throws -> [CorrelationRow] {
    guard covariance.factors.count > 1 else { return [] }
    let crash = Covariance.CorrelationTarget.matrix(Self.crash(of: covariance.factors))
    let targets: [(name: String, target: Covariance.CorrelationTarget, weight: Double)] = [
      ("as estimated", .constant(0), 0), ("half way to zero", .constant(0), 0.5), ("all zero", .constant(0), 1),
      ("half way to a crash", crash, 0.5), ("nearly a crash (95% of the way)", crash, 0.95),
    ]
    let measures = settings.measures.filter { $0.level > .percent95 }
    return try targets.map { name, target, weight in
      let loss = try loss(of: book, covariance.blendingCorrelation(toward: target, weight: weight))
      return CorrelationRow(
        name: name, losses: measures.map { CorrelationRow.Loss($0, (try? loss.exact($0)) ?? .nan) })
    }
  }

  /// Correlations of +1 between spots and between volatilities, and of −1 between the two: s sᵀ with s = +1 for a spot and
  /// −1 for a volatility, which is possible since it has no negative eigenvalue.
  static func crash(of factors: [RiskFactor]) -> Matrix {
    let signs = factors.map { factor in
      if case .volatility = factor { -1.0 } else { 1.0 }
    }
    return Matrix(rows: signs.map { sign in signs.map { sign * $0 } })
  }
}

extension DeltaGammaLoss {
  /// A measure of the quadratic loss, exactly.
  func exact(_ measure: TailMeasure) throws(RiskError) -> Double {
    let both = try exact(measure.level)
    return switch measure {
    case .valueAtRisk: both.valueAtRisk
    case .expectedShortfall: both.expectedShortfall
    }
  }
}
