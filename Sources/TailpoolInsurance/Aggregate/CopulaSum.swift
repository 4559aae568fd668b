import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolNumerics
import TailpoolRisk

/// The sum of losses that a copula joins, by simulation: each keeps its own law.
///
///     S = Σ F(i)⁻¹(U(i)),   U = N(y), y = L z  (Gaussian)   or   T(y √(ν / χ²))  (Student's t, whose extremes come together)
///
/// No transform knows such a sum: what it says has an error by the number of scenarios. Scenario k is the same in runs of any length.
public struct CopulaSum: Sendable {
  /// The dependence.
  public struct Dependence: Hashable, Sendable {
    /// The correlation of the copula, one row a loss.
    public let correlation: Matrix
    /// Degrees of freedom of Student's t, 0.1 … 10,000; nil for the Gaussian copula.
    public let degreesOfFreedom: Double?
    /// The lower Cholesky factor.
    let weights: Matrix

    /// Creates a dependence.
    ///
    /// - Parameters:
    ///   - correlation: Symmetric and positive definite within 1e-9, its diagonal one.
    ///   - degreesOfFreedom: 0.1 … 10,000; nil for the Gaussian copula. With fewer, many variables are beyond any `Double`, and the
    ///     losses would not keep their laws; with more, it is hard to tell from the Gaussian copula, and slow.
    /// - Throws: `InsuranceError.invalid` for an entry, with its row, for degrees of freedom, and for a matrix that is that of no law.
    /// - Complexity: O(losses³).
    public init(correlation: Matrix, degreesOfFreedom: Double? = nil) throws(InsuranceError) {
      if let degrees = degreesOfFreedom, !(0.1...10_000 ~= degrees) {
        throw .invalid("degrees of freedom", index: nil, value: degrees, expected: "0.1 … 10 000")
      }
      guard correlation.rows == correlation.columns else {
        throw .countMismatch("columns of the correlation", expected: correlation.rows, actual: correlation.columns)
      }
      for row in 0..<correlation.rows {
        for column in 0..<correlation.columns {
          let value = correlation[row, column]
          let expected = row == column ? 1 : correlation[column, row]
          guard abs(value) <= 1 + 1e-9, abs(value - expected) <= 1e-9 else {
            throw .invalid(
              "correlation in row", index: row, value: value,
              expected: "a symmetric matrix of −1 … 1 with ones on its diagonal")
          }
        }
      }
      do { weights = try CholeskyFactor(of: correlation).lower } catch {
        throw .invalid("correlation", index: nil, value: .nan, expected: "a positive definite matrix")
      }
      (self.correlation, self.degreesOfFreedom) = (correlation, degreesOfFreedom)
    }
  }

  /// The dependence.
  public let dependence: Dependence
  /// The sum in each scenario, in units of money, as a loss below zero: risk measures of it have errors by the number of scenarios.
  public let outcome: ProfitAndLossDistribution

  /// Draws the sum.
  ///
  /// - Parameters:
  ///   - losses: The laws, as many as the correlation has rows; what lies beyond a grid counts as its greatest loss.
  ///   - dependence: The dependence.
  ///   - scenarios: 2 … 10⁷.
  ///   - seed: Any value.
  ///   - threads: The most threads; the bits do not depend on it.
  /// - Throws: `InsuranceError.countMismatch`, `.invalid` for another number of scenarios.
  /// - Complexity: O(scenarios × losses × (losses + log points)).
  /// - Source: S. Demarta, A. McNeil, International Statistical Review 73 (2005) 111.
  public init(
    _ losses: [LossDistribution], dependence: Dependence, scenarios: Int, seed: UInt64, threads: Int = 1
  ) throws(InsuranceError) {
    guard losses.count == dependence.correlation.rows, !losses.isEmpty else {
      throw .countMismatch("losses", expected: dependence.correlation.rows, actual: losses.count)
    }
    guard (2...10_000_000).contains(scenarios) else {
      throw .invalid("scenarios", index: nil, value: Double(scenarios), expected: "2 … 10 000 000")
    }
    let quantiles = losses.map(LossQuantiles.init)
    let draws = CopulaDraws(dependence, seed: seed)
    let block = 4_096
    let parts = mapBlocks((scenarios + block - 1) / block, workers: threads) { index in
      (index * block..<min((index + 1) * block, scenarios)).map { draws.sum(of: quantiles, scenario: $0) }
    }
    self.dependence = dependence
    do { outcome = try ProfitAndLossDistribution(parts.joined().map { -$0 }) } catch {
      throw .invalid("sum of losses", index: nil, value: .infinity, expected: "finite losses")
    }
  }
}

/// The quantile function of a law on a grid.
private struct LossQuantiles {
  private let cumulative: [Double]
  private let step: Double

  init(_ law: LossDistribution) {
    var sum = CompensatedSum()
    cumulative = law.probabilities.map { probability in
      sum.add(probability)
      return sum.value
    }
    step = law.step
  }

  func callAsFunction(_ probability: Double) -> Double {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= probability { high = middle } else { low = middle + 1 }
    }
    return Double(low) * step
  }
}

/// The uniform numbers of a copula.
private struct CopulaDraws {
  private let weights: Matrix
  private let degrees: Double?
  private let normals: RandomField
  private let mixing: RandomField

  init(_ dependence: CopulaSum.Dependence, seed: UInt64) {
    (weights, degrees) = (dependence.weights, dependence.degreesOfFreedom)
    normals = RandomField(seed: seed, purpose: .claims)
    mixing = RandomField(seed: seed, purpose: .mixing)
  }

  func sum(of quantiles: [LossQuantiles], scenario: Int) -> Double {
    let distribution = degrees.map { StudentTDistribution(degreesOfFreedom: $0) }
    let scale = degrees.map { degrees in
      (0.5 * degrees / GammaDistribution.quantile(mixing.uniform(scenario: scenario, factor: 0), shape: 0.5 * degrees))
        .squareRoot()
    }
    let independent = quantiles.indices.map { normals.normal(scenario: scenario, factor: $0) }
    var sum = 0.0
    for (row, quantile) in quantiles.enumerated() {
      var normal = 0.0
      for column in 0...row { normal += weights[row, column] * independent[column] }
      if let distribution, let scale {
        sum += quantile(distribution.cumulative(scale * normal))
      } else {
        sum += quantile(NormalDistribution.cumulative(normal))
      }
    }
    return sum
  }
}
