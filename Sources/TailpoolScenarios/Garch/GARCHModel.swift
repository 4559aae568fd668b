import TailpoolLibc
import TailpoolNumerics

extension GARCHModel {
  /// What the variance of the first period is taken to be.
  public enum Start: Hashable, Sendable {
    /// The variance of the whole sample about its mean, with divisor n.
    case sampleVariance
    /// ω + (α + β) v, with v the mean of the first 75 squares, weighted by 0.94 to the power of their age.
    case backcast
  }
}

/// A variance that follows its own past and the last squared return: GARCH(1,1) with mean zero.
///
///     h' = ω + α r² + β h
///
/// - Source: T. Bollerslev, J. Econometrics 31 (1986) 307.
public struct GARCHModel: Hashable, Sendable {
  /// ω ≥ 0, in the unit of squared returns.
  public let omega: Double
  /// α ≥ 0.
  public let alpha: Double
  /// β ≥ 0, α + β ≤ 1.
  public let beta: Double

  /// The variance it returns to; infinite when α + β = 1.
  public var longRunVariance: Double { alpha + beta < 1 ? omega / (1 - alpha - beta) : .infinity }

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - omega: ω ≥ 0, finite.
  ///   - alpha: α ≥ 0.
  ///   - beta: β ≥ 0, with α + β ≤ 1.
  /// - Throws: `ScenarioError.invalidModel`.
  public init(omega: Double, alpha: Double, beta: Double) throws(ScenarioError) {
    guard omega >= 0, omega.isFinite, alpha >= 0, beta >= 0, alpha + beta <= 1 else {
      throw .invalidModel(omega: omega, alpha: alpha, beta: beta)
    }
    (self.omega, self.alpha, self.beta) = (omega, alpha, beta)
  }

  /// A model whose parameters are known to be valid.
  init(valid omega: Double, _ alpha: Double, _ beta: Double) {
    (self.omega, self.alpha, self.beta) = (omega, alpha, beta)
  }

  /// The variance of the period after one with a given variance and return.
  public func next(after variance: Double, return value: Double) -> Double {
    omega + alpha * value * value + beta * variance
  }

  /// The variances of a series' periods, and of the period after the last.
  ///
  /// - Parameters:
  ///   - returns: In the order of time, finite.
  ///   - start: What the first variance is.
  /// - Returns: One more than there are returns; empty when there is none.
  /// - Complexity: O(returns).
  public func variances(of returns: [Double], start: GARCHModel.Start = .sampleVariance) -> [Double] {
    guard !returns.isEmpty else { return [] }
    var variances = [first(of: returns, start)]
    variances.reserveCapacity(returns.count + 1)
    for value in returns { variances.append(next(after: variances[variances.count - 1], return: value)) }
    return variances
  }

  /// The logarithm of the likelihood of a series under normal innovations.
  ///
  /// - Parameters:
  ///   - returns: In the order of time, finite.
  ///   - start: What the first variance is.
  /// - Returns: −½ Σ (log 2π + log h + r²/h); −∞ when a variance is zero.
  public func logLikelihood(of returns: [Double], start: GARCHModel.Start = .sampleVariance) -> Double {
    var sum = CompensatedSum()
    for (value, variance) in zip(returns, variances(of: returns, start: start)) {
      sum.add(-0.5 * (1.8378770664093453 + log(variance) + value * value / variance))
    }
    return sum.value.isNaN ? -.infinity : sum.value
  }

  private func first(of returns: [Double], _ start: GARCHModel.Start) -> Double {
    switch start {
    case .sampleVariance:
      let mean = CompensatedSum(returns).value / Double(returns.count)
      return CompensatedSum(returns.lazy.map { ($0 - mean) * ($0 - mean) }).value / Double(returns.count)
    case .backcast:
      var (weight, weights, squares) = (1.0, 0.0, 0.0)
      for value in returns.prefix(75) {
        weights += weight
        squares += weight * value * value
        weight *= 0.94
      }
      return omega + (alpha + beta) * squares / weights
    }
  }
}
