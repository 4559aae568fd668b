import TailpoolLinearAlgebra
import TailpoolNumerics

/// Where the random numbers of drawn scenarios come from.
public enum ScenarioSampling: String, Hashable, Sendable, CaseIterable {
  /// Independent scenarios by a counter-based generator.
  case random
  /// Mirrored pairs: scenario 2 i + 1 has the normal numbers of scenario 2 i with their signs changed.
  ///
  /// Odd moments vanish exactly over an even count. Little is gained for the quantiles of a book that loses both ways.
  case antithetic
  /// A scrambled Sobol sequence, the first dimension to the factor with the largest variance.
  ///
  /// The count should be a power of two. Scenarios are not independent: errors are estimated from several seeds.
  case sobol

  /// How a covariance is split when nothing else is asked for.
  var factorization: ScenarioSampling.Factorization { self == .sobol ? .principalComponents : .cholesky }
}

extension ScenarioSampling {
  /// How the covariance is split into weights of independent factors, W Wᵀ = covariance.
  public enum Factorization: Hashable, Sendable {
    /// The lower triangular factor with a positive diagonal, found on the correlation (dpotrf); the covariance must be
    /// positive definite but for factors without variance, which do not move.
    case cholesky
    /// The triangular factor with complete pivoting (dpstrf), as many columns as the rank.
    ///
    /// The tolerance is the pivot at which the factorization stops; nil means order × epsilon × the largest variance.
    case pivotedCholesky(tolerance: Double? = nil)
    /// Eigenvectors times the roots of their eigenvalues, the largest first (dsyevd); eigenvalues that are zero but for
    /// rounding have no column. It puts most variance into the first dimensions, where a Sobol sequence is best.
    case principalComponents
  }
}

/// Independent numbers of scenarios and the weights that make factor moves of them.
struct FactorDraws: Hashable {
  /// Scenarios that are drawn together: what is drawn stays in the nearest cache until it is summed.
  static let tileRows = 32

  private let normals: NormalSource
  private let mixing: RandomField
  private let factors: Range<Int>
  private let spots: LinearCombinations
  private let volatilities: LinearCombinations
  /// Columns of the block before those of the volatilities.
  private let spotColumns: Int

  /// Creates the draws.
  ///
  /// - Parameters:
  ///   - weights: Spots and then as many volatilities × independent factors.
  ///   - mixes: Whether a further number is drawn of each scenario, before the others.
  init(
    weights: Matrix, count: Int, seed: UInt64, sampling: ScenarioSampling, mixes: Bool = false
  ) throws(ScenarioError) {
    guard count > 0 else { throw .invalidScenarioCount(count) }
    let field = RandomField(seed: seed, purpose: .marketScenarios)
    mixing = RandomField(seed: seed, purpose: .mixing)
    let half = weights.rows / 2
    spotColumns = half
    spots = LinearCombinations(weights: weights.rows(0..<half))
    volatilities = LinearCombinations(weights: weights.rows(half..<weights.rows))
    switch sampling {
    case .random: (normals, factors) = (.random(field), 0..<weights.columns)
    case .antithetic: (normals, factors) = (.mirrored(field), 0..<weights.columns)
    case .sobol:
      factors = mixes ? 1..<(weights.columns + 1) : 0..<weights.columns
      do {
        normals = .sobol(
          try SobolSequence(dimensions: max(factors.upperBound, 1), count: count, seed: seed))
      } catch {
        switch error {
        case .tooManyDimensions(let found, let largest): throw .tooManyFactors(found: found, largest: largest)
        case .invalidCount(let found, _): throw .invalidScenarioCount(found)
        }
      }
    }
  }

  /// Writes the moves of the block's scenarios.
  func fill(_ block: inout ScenarioBlock) {
    let (rows, count) = (FactorDraws.tileRows, block.scenarios.count)
    var tile = [Double](repeating: 0, count: rows * factors.count)
    for start in stride(from: 0, to: count, by: rows) {
      let part = block.scenarios[start..<min(start + rows, count)]
      normals.fill(&tile, scenarios: part, factors: factors, stride: rows)
      spots.apply(to: tile, stride: rows, rows: part.count, results: &block.values, offset: start, resultStride: count)
      volatilities.apply(
        to: tile, stride: rows, rows: part.count, results: &block.values, offset: start + spotColumns * count,
        resultStride: count)
    }
  }

  /// The uniform number that all factors of a scenario share; both of a mirrored pair have the same.
  func mixingNumber(of scenario: Int) -> Double {
    switch normals {
    case .random: mixing.uniform(scenario: scenario, factor: 0)
    case .mirrored: mixing.uniform(scenario: scenario >> 1, factor: 0)
    case .sobol(let sequence): sequence.coordinate(of: scenario, dimension: 0)
    }
  }
}

extension Matrix {
  /// Some rows of the matrix.
  fileprivate func rows(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: range.count, columns: columns,
      storage: (0..<columns).flatMap { column in range.map { self[$0, column] } })
  }
}
