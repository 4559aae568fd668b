import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// Volatilities implied by options with correlations estimated from returns.
///
///     Σ = D C D,   D = diag(implied volatility / √(periods a year))
///
/// What options cost is the best guess of how far spots will move, and options do not tell how they move together.
/// Volatility levels, which have no implied volatility of their own, keep their estimated deviation unless one is
/// given.
public struct ImpliedVolatilityCovariance: CovarianceEstimator {
  /// Annual volatilities by factor, absolute: 0.8 is 80 %.
  public let volatilities: [RiskFactor: Double]
  /// How the correlations are estimated.
  public let correlation: any CovarianceEstimator

  /// Creates the estimator.
  ///
  /// - Parameters:
  ///   - volatilities: Annual volatilities by factor, finite and ≥ 0; every spot of the panel must have one.
  ///   - correlation: How the correlations are estimated.
  public init(volatilities: [RiskFactor: Double], correlation: any CovarianceEstimator = LedoitWolf()) {
    self.volatilities = volatilities
    self.correlation = correlation
  }

  /// The covariance of a panel; see the protocol.
  ///
  /// - Throws: `CovarianceError.unknownFactor`, `.missingVolatility` or `.invalidVolatility`, too.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    try replacingDeviations(of: correlation.covariance(of: panel), panel)
  }

  /// The covariance of factors of different kinds, with the correlations that the estimator has of those; see the protocol.
  ///
  /// - Throws: As `covariance(of:)`.
  public func covariance(ofUnlike panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    try replacingDeviations(of: correlation.covariance(ofUnlike: panel), panel)
  }

  private func replacingDeviations(
    of estimated: Covariance, _ panel: ReturnPanel
  ) throws(CovarianceError) -> Covariance {
    let known = Set(panel.factors)
    if let unknown = volatilities.keys.filter({ !known.contains($0) }).min(by: { $0.description < $1.description }) {
      throw .unknownFactor(unknown)
    }
    let root = panel.convention.periodsPerYear.squareRoot()
    var deviations = estimated.deviations
    for (index, factor) in panel.factors.enumerated() {
      if let volatility = volatilities[factor] {
        guard volatility >= 0, volatility.isFinite else { throw .invalidVolatility(factor: factor, value: volatility) }
        deviations[index] = volatility / root
      } else if case .spot = factor {
        throw .missingVolatility(factor: factor)
      }
    }
    return try estimated.replacing(deviations: deviations)
  }
}

/// A covariance given by the user, of one observation period.
public struct ExplicitCovariance: CovarianceEstimator, Hashable {
  private let places: [RiskFactor: Int]
  private let matrix: Matrix

  /// Creates the estimator, which gives the rows and columns of a panel's factors, in its order.
  ///
  /// - Parameters:
  ///   - factors: The factors, one a row and column.
  ///   - matrix: Symmetric, finite.
  /// - Throws: `CovarianceError.wrongShape`, `.duplicateFactor`, `.notSymmetric`, `.nonFiniteElement`, or
  ///   `.invalidVariance`.
  public init(factors: [RiskFactor], matrix: Matrix) throws(CovarianceError) {
    guard matrix.rows == factors.count, matrix.columns == factors.count else {
      throw .wrongShape(rows: matrix.rows, columns: matrix.columns, factors: factors.count)
    }
    var places: [RiskFactor: Int] = [:]
    for (place, factor) in factors.enumerated() {
      guard places.updateValue(place, forKey: factor) == nil else { throw .duplicateFactor(factor) }
    }
    _ = try Covariance(factors: factors, matrix: matrix, observations: 0)
    self.places = places
    self.matrix = matrix
  }

  /// The part of the matrix that the panel's factors have; its returns are not used.
  ///
  /// - Throws: `CovarianceError.unknownFactor` for a factor of the panel that the matrix does not have.
  public func covariance(of panel: ReturnPanel) throws(CovarianceError) -> Covariance {
    let rows = try panel.factors.map { factor throws(CovarianceError) in
      guard let place = places[factor] else { throw CovarianceError.unknownFactor(factor) }
      return place
    }
    return try Covariance(
      factors: panel.factors, matrix: matrix.submatrix(rows), observations: 0, convention: panel.convention)
  }
}
