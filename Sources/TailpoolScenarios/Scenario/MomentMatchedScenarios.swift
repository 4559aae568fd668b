import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolNumerics

/// Scenarios of another source, moved so that their means are zero and their covariance is exactly that given.
///
///     move' = A (move − mean),   A = L Lₛ⁻¹,   L Lᵀ = horizon × covariance,   Lₛ Lₛᵀ = covariance of the source's moves
///
/// The source is read once when this is made; only its means and covariance are kept. A scenario still depends on its own
/// numbers alone, but the scenarios of a run are no longer independent: errors are estimated from several seeds.
package struct MomentMatchedScenarios<Source: ScenarioSource>: ScenarioSource {
  /// The source of the moves.
  package let source: Source
  /// Number of scenarios.
  package var count: Int { source.count }
  /// The factors of the source.
  package var factors: [RiskFactor] { source.factors }
  private let combinations: LinearCombinations
  private let means: [Double]

  /// Matches the moments of a source.
  ///
  /// - Parameters:
  ///   - source: Its underlyings must be the covariance's spots, in their order; both spots and volatilities move.
  ///   - covariance: Covariance of one day.
  ///   - horizonInDays: The covariance grows in proportion.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, finite and > 0.
  /// - Throws: `ScenarioError.noAssets`, `.unknownAsset` when the underlyings differ, `.invalidHorizon`,
  ///   `.invalidStandardDeviation`, `.tooFewObservations` unless there are more scenarios than factors, or
  ///   `.notPositiveDefinite` for the covariance or the source's.
  /// - Complexity: A pass over the source, O(scenarios × factors²).
  package init(
    _ source: Source, covariance: Covariance, horizonInDays: Double = 1, assumedVolatilityDeviation: Double = 0.05
  ) throws(ScenarioError) {
    let joint = try JointCovariance(covariance, assumedDeviation: assumedVolatilityDeviation)
    let names = source.underlyings.map(\.name)
    guard source.factors == (0..<(2 * joint.assets.count)).map(joint.factor) else {
      let missing = joint.assets.first { !names.contains($0) } ?? names.first { !joint.assets.contains($0) }
      throw .unknownAsset(name: missing ?? joint.assets[0], available: names)
    }
    let order = joint.matrix.rows
    guard source.count > order else { throw .tooFewObservations(found: source.count, required: order + 1) }
    let target = try joint.weights(.cholesky, horizonInDays: horizonInDays)
    let (means, sample) = moments(of: source)
    let lower = try joint.factored(sample)
    // What does not move cannot be made to move.
    if let row = (0..<order).first(where: { lower[$0, $0] == 0 && target[$0, $0] > 0 }) {
      throw .notPositiveDefinite(leadingMinor: row + 1, factor: joint.factor(row))
    }
    self.source = source
    self.means = means
    combinations = LinearCombinations(weights: target.over(lower))
  }

  /// Draws the moves of the block's scenarios; see the protocol.
  ///
  /// - Complexity: The source's, and O(scenarios × factors²); scratch of the block's size.
  package func fill(_ block: inout ScenarioBlock) {
    source.fill(&block)
    let (n, rows) = (block.scenarios.count, FactorDraws.tileRows)
    var (tile, results) = (
      [Double](repeating: 0, count: rows * means.count), [Double](repeating: 0, count: rows * means.count)
    )
    for start in stride(from: 0, to: n, by: rows) {
      let part = min(rows, n - start)
      for (column, mean) in means.enumerated() {
        for i in 0..<part { tile[i + column * rows] = block.move(start + i, column) - mean }
      }
      combinations.apply(to: tile, stride: rows, rows: part, results: &results, resultStride: rows)
      for column in means.indices {
        for i in 0..<part { block.setMove(start + i, column, to: results[i + column * rows]) }
      }
    }
  }
}

extension MomentMatchedScenarios: Equatable where Source: Equatable {}
extension MomentMatchedScenarios: Hashable where Source: Hashable {}

extension ScenarioBlock {
  fileprivate func move(_ scenario: Int, _ factor: Int) -> Double { values[scenario + factor * scenarios.count] }

  fileprivate mutating func setMove(_ scenario: Int, _ factor: Int, to value: Double) {
    values[scenario + factor * scenarios.count] = value
  }
}

/// The means of a source's factors and their covariance with divisor n, block by block in two passes.
private func moments(of source: some ScenarioSource) -> (means: [Double], covariance: Matrix) {
  let order = source.factors.count
  func eachBlock(_ body: (ScenarioBlock) -> Void) {
    for start in stride(from: 0, to: source.count, by: 1_024) {
      body(source.block(of: Array(start..<min(start + 1_024, source.count))))
    }
  }
  var sums = [CompensatedSum](repeating: CompensatedSum(), count: order)
  eachBlock { block in
    for factor in 0..<order {
      for i in block.scenarios.indices { sums[factor].add(block.move(i, factor)) }
    }
  }
  let means = sums.map { $0.value / Double(source.count) }
  var covariance = Matrix(rows: order, columns: order)
  eachBlock { block in
    var centered = Matrix(rows: block.scenarios.count, columns: order)
    for factor in 0..<order {
      for i in block.scenarios.indices { centered[i, factor] = block.move(i, factor) - means[factor] }
    }
    let part = centered.gram(scale: 1 / Double(source.count))
    covariance = Matrix(
      rows: order, columns: order, storage: zip(covariance.storage, part.storage).map { $0 + $1 })
  }
  return (means, covariance)
}

extension Matrix {
  /// The lower triangular matrix A with A × divisor = self, both lower triangular; A has zeros where the divisor's row
  /// and column are zero.
  fileprivate func over(_ divisor: Matrix) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in stride(from: i, through: 0, by: -1) where divisor[j, j] > 0 {
        var element = self[i, j]
        for k in (j + 1)..<max(i + 1, j + 1) { element -= result[i, k] * divisor[k, j] }
        result[i, j] = element / divisor[j, j]
      }
    }
    return result
  }
}
