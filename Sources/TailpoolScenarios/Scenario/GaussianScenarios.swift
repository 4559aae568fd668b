import TailpoolMarket
import TailpoolNumerics

/// Joint Gaussian moves of log spots and log volatility levels, drawn by a counter-based generator.
///
///     moves = √horizon · L z,   L Lᵀ = covariance of the factors,   z standard normal
///
/// The factors are the spots in the order of the covariance, then the volatility levels in the same order. A spot is
/// multiplied by exp(log return) and the volatilities of an underlying by exp(log change). There is no drift: the
/// median of each factor is 1. Scenario i and factor j always use the random number of counter (i, j), so that any
/// scenario can be drawn alone and has the same bits.
public struct GaussianScenarios: ScenarioSource, Hashable {
  /// Number of scenarios.
  public let count: Int
  /// The underlyings, in the order of the covariance's spots.
  public let underlyings: [Underlying]
  /// The seed.
  public let seed: UInt64
  /// The horizon, in observation periods of the covariance (days).
  public let horizonInDays: Double
  /// Underlyings without a volatility factor in the covariance; theirs have the assumed standard deviation and no
  /// correlation.
  public let assumedVolatilities: [Underlying]
  /// Standard deviation of the daily log change of those volatilities.
  public let assumedVolatilityDeviation: Double
  /// The factor L times √horizon: spots, then volatilities, one row a factor.
  private let lower: Matrix
  private let field: RandomField

  /// Creates scenarios from the covariance of one day's log returns.
  ///
  /// - Parameters:
  ///   - covariance: Covariance of one day. Its spot factors are the underlyings; its volatility factors of the same
  ///     assets move their volatilities.
  ///   - count: Number of scenarios, > 0.
  ///   - seed: Any value.
  ///   - horizonInDays: Length of the move in days, finite and > 0; the covariance grows in proportion.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  /// - Throws: `ScenarioError.noAssets`, `.invalidScenarioCount`, `.invalidHorizon`, `.invalidStandardDeviation`, or
  ///   `.notPositiveDefinite` with the first factor that is a combination of those before it.
  public init(
    covariance: Covariance, count: Int, seed: UInt64, horizonInDays: Double = 1,
    assumedVolatilityDeviation: Double = 0.05
  ) throws(ScenarioError) {
    guard count > 0 else { throw .invalidScenarioCount(count) }
    guard horizonInDays > 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    guard assumedVolatilityDeviation > 0, assumedVolatilityDeviation.isFinite else {
      throw .invalidStandardDeviation(assumedVolatilityDeviation)
    }
    let joint = try JointCovariance(
      covariance, assumedVariance: assumedVolatilityDeviation * assumedVolatilityDeviation)
    self.count = count
    self.seed = seed
    self.horizonInDays = horizonInDays
    self.assumedVolatilityDeviation = assumedVolatilityDeviation
    underlyings = joint.assets.map { Underlying($0) }
    assumedVolatilities = joint.assumed.map { Underlying($0) }
    lower = try joint.factor(horizonInDays: horizonInDays)
    field = RandomField(seed: seed, purpose: .marketScenarios)
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  public func fill(_ block: inout ScenarioBlock) {
    let normals = (0..<lower.rows).map { factor in
      block.scenarios.map { field.normal(scenario: $0, factor: factor) }
    }
    for u in underlyings.indices {
      correlate(normals, row: u, into: &block.spotLogReturns, at: u * block.scenarios.count)
      correlate(
        normals, row: underlyings.count + u, into: &block.logVolatilityChanges, at: u * block.scenarios.count)
    }
  }

  /// Adds `Σ_k L[row, k] z_k` in the order of k: a scenario's bits do not depend on its neighbors.
  private func correlate(_ normals: [[Double]], row: Int, into moves: inout [Double], at offset: Int) {
    for k in 0...row where lower[row, k] != 0 {
      let loading = lower[row, k]
      for (i, normal) in normals[k].enumerated() { moves[offset + i] += loading * normal }
    }
  }
}

/// The covariance of n spots and their n volatilities, in that order.
private struct JointCovariance {
  let assets: [String]
  /// Assets whose volatility has no factor of its own.
  let assumed: [String]
  let matrix: Matrix

  init(_ covariance: Covariance, assumedVariance: Double) throws(ScenarioError) {
    let places = Dictionary(
      zip(covariance.factors, covariance.factors.indices), uniquingKeysWith: { first, _ in first })
    var seen = Set<String>()
    let spots = covariance.factors.compactMap { factor -> String? in
      guard case .spot(let asset) = factor, seen.insert(asset).inserted else { return nil }
      return asset
    }
    guard !spots.isEmpty else { throw .noAssets }
    let factors = spots.map(RiskFactor.spot) + spots.map(RiskFactor.volatility)
    let rows = factors.map { places[$0] }
    var joint = Matrix(rows: factors.count, columns: factors.count)
    for (i, row) in rows.enumerated() {
      for (j, column) in rows.enumerated() {
        if let row, let column { joint[i, j] = covariance.matrix[row, column] }
      }
      if row == nil { joint[i, i] = assumedVariance }
    }
    matrix = joint
    assets = spots
    assumed = spots.filter { places[.volatility($0)] == nil }
  }

  func factor(horizonInDays: Double) throws(ScenarioError) -> Matrix {
    let factor: Matrix
    do {
      factor = try CholeskyFactor(of: matrix).lower
    } catch {
      let order = if case .notPositiveDefinite(let minor) = error { minor } else { 1 }
      let place = (order - 1) % assets.count
      throw .notPositiveDefinite(
        leadingMinor: order, factor: order <= assets.count ? .spot(assets[place]) : .volatility(assets[place]))
    }
    let scaled = Matrix(
      rows: factor.rows, columns: factor.columns, storage: factor.storage.map { $0 * horizonInDays.squareRoot() })
    guard scaled.storage.allSatisfy({ $0.isFinite }) else { throw .invalidHorizon(days: horizonInDays) }
    return scaled
  }
}
