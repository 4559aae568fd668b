import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolNumerics

/// Scenarios of another source with the spots at the ends of earlier days, on Brownian bridges between today and the end.
///
///     x_d = x_p + (d − p) / (h − p) · (x_h − x_p) + √((d − p)(h − d) / (h − p)) · W z,   W Wᵀ = covariance of one day
///
/// x_h is the log return of the source over the horizon h, p the day drawn before d, or today. For Gaussian moves that is
/// the exact distribution of the way to an end, with the correlations of the spots; for others it is an assumption about
/// the way alone. The ends keep their bits. A scenario's numbers depend on its index alone.
public struct BridgedScenarios: ScenarioSource {
  /// The source of the ends.
  public let source: any ScenarioSource
  /// Whole days from today, increasing, before the horizon's end.
  public let days: [Int]
  /// The factors of the source, then for each day the spots of its underlyings after it.
  public let factors: [RiskFactor]
  /// Number of scenarios.
  public var count: Int { source.count }
  /// Those of the source.
  public var pastDays: PastDays? { source.pastDays }
  private let horizonInDays: Double
  /// The columns of the spots among the source's factors.
  private let spots: [Int]
  private let weights: LinearCombinations
  private let normals: NormalSource

  /// Draws the spots of earlier days beside the moves of a source.
  ///
  /// - Parameters:
  ///   - source: Moves over the horizon.
  ///   - covariance: Covariance of one day; a spot that it does not know is on the straight line to its end.
  ///   - days: Whole days from today, > 0 and before the horizon's end, in any order.
  ///   - horizonInDays: The horizon of the source, finite and > 0.
  ///   - seed: Any value.
  /// - Throws: `ScenarioError.invalidHorizon` with the first day that is not within the horizon, or with a horizon out of
  ///   range; `.notPositiveDefinite`.
  public init(
    _ source: any ScenarioSource, covariance: Covariance, days: [Int], horizonInDays: Double, seed: UInt64
  ) throws(ScenarioError) {
    guard horizonInDays > 0, horizonInDays.isFinite else { throw .invalidHorizon(days: horizonInDays) }
    let sorted = Set(days).sorted()
    if let bad = sorted.first(where: { $0 < 1 || Double($0) >= horizonInDays }) {
      throw .invalidHorizon(days: Double(bad))
    }
    let names = source.underlyings.map(\.name)
    let joint = try JointCovariance(covariance, assets: names, assumedDeviation: 0.05)
    let all = try joint.weights(.pivotedCholesky(), horizonInDays: 1)
    self.source = source
    self.days = sorted
    self.horizonInDays = horizonInDays
    factors = source.factors + RiskFactor.spots(of: source.underlyings, after: sorted)
    spots = source.factors.indices.filter { if case .spot = source.factors[$0] { true } else { false } }
    weights = LinearCombinations(weights: all.firstRows(names.count))
    normals = .random(RandomField(seed: seed, purpose: .bridges))
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: The source's, and O(scenarios × days × underlyings × rank).
  public func fill(_ block: inout ScenarioBlock) {
    let ends = source.block(of: block.scenarios)
    block.values.replaceSubrange(0..<ends.values.count, with: ends.values)
    let rows = block.scenarios.count
    var before = [Double](repeating: 0, count: spots.count * rows)
    var tile = [Double](repeating: 0, count: rows * weights.inputs)
    var noise = [Double](repeating: 0, count: rows * spots.count)
    var last = 0.0
    for (place, whole) in days.enumerated() {
      let day = Double(whole)
      normals.fill(
        &tile, scenarios: block.scenarios[...], factors: (place * weights.inputs)..<((place + 1) * weights.inputs),
        stride: rows)
      weights.apply(to: tile, stride: rows, rows: rows, results: &noise, resultStride: rows)
      let part = (day - last) / (horizonInDays - last)
      let deviation = ((day - last) * (horizonInDays - day) / (horizonInDays - last)).squareRoot()
      for (asset, column) in spots.enumerated() {
        let target = (source.factors.count + place * spots.count + asset) * rows
        for i in 0..<rows {
          let start = before[asset * rows + i]
          let value = start + part * (ends.values[column * rows + i] - start) + deviation * noise[asset * rows + i]
          before[asset * rows + i] = value
          block.values[target + i] = value
        }
      }
      last = day
    }
  }
}

extension RiskFactor {
  /// The spots after each of some days, day by day.
  static func spots(of underlyings: [Underlying], after days: [Int]) -> [RiskFactor] {
    days.flatMap { day in underlyings.map { .spotAfter($0.name, days: day) } }
  }
}

extension Matrix {
  /// The first rows of the matrix.
  fileprivate func firstRows(_ count: Int) -> Matrix {
    Matrix(
      rows: count, columns: columns, storage: (0..<columns).flatMap { column in (0..<count).map { self[$0, column] } })
  }
}
