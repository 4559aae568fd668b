import TailpoolNumerics

/// Bühlmann and Straub's credibility: contracts seen for any number of periods, each with its weight.
///
///     s² = Σ w(i, t) (X(i, t) − X(i))² / Σ (n(i) − 1)
///
/// - Source: H. Bühlmann, E. Straub, Mitteilungen der Vereinigung schweizerischer Versicherungsmathematiker 70 (1970) 111.
public struct BuhlmannStraubCredibility: Hashable, Sendable {
  /// How the variance between contracts is estimated.
  public enum BetweenEstimator: Hashable, Sendable, CaseIterable {
    /// a = w (Σ w(i) (X(i) − X)² − (I − 1) s²) / (w² − Σ w(i)²): without bias, and sometimes below zero.
    case unbiased
    /// The root of a = Σ Z(i) (X(i) − collective)² / (I − 1), with Z and the collective at that a (Bichsel and Straub); zero
    /// where there is none above.
    case iterative
  }

  /// How the variance between contracts is estimated.
  public let estimator: BetweenEstimator

  /// Creates the model.
  ///
  /// - Parameter estimator: How the variance between contracts is estimated.
  public init(estimator: BetweenEstimator = .unbiased) { self.estimator = estimator }

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - ratios: One row a contract, of which there are at least two, one number a period: losses over weight. A number of
  ///     weight zero is not looked at.
  ///   - weights: As many rows and numbers, finite and ≥ 0; each contract has a sum > 0, and one at least two positive ones.
  /// - Throws: `InsuranceError.empty`, `.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(contracts · periods).
  public func fit(_ ratios: [[Double]], weights: [[Double]]) throws(InsuranceError) -> CredibilityFit {
    let contracts = try observations(ratios, weights)
    let sums = contracts.map { CompensatedSum($0.map(\.weight)).value }
    let means = contracts.map { CredibilityFit.mean(of: $0.map(\.ratio), by: $0.map(\.weight)) }
    let degrees = contracts.reduce(0) { $0 + $1.count - 1 }
    guard degrees > 0 else {
      throw .invalid("periods seen twice", index: nil, value: 0, expected: "a contract with at least two periods")
    }
    let squares = zip(contracts, means).map { contract, mean in
      CompensatedSum(contract.map { $0.weight * ($0.ratio - mean) * ($0.ratio - mean) }).value
    }
    let within = CompensatedSum(squares).value / Double(degrees)
    let between =
      switch estimator {
      case .unbiased: Self.unbiased(within, sums, means)
      case .iterative: Self.iterative(within, sums, means)
      }
    for (what, value) in [("variance within", within), ("variance between", between)] where !value.isFinite {
      throw .invalid(what, index: nil, value: value, expected: "a finite number: ratios or weights are too large")
    }
    return CredibilityFit(within: within, between: between, weights: sums, means: means)
  }

  /// What was seen of each contract: periods of positive weight.
  private func observations(
    _ ratios: [[Double]], _ weights: [[Double]]
  ) throws(InsuranceError) -> [[(ratio: Double, weight: Double)]] {
    guard !ratios.isEmpty else { throw .empty("contracts") }
    guard ratios.count >= 2 else {
      throw .invalid("number of contracts", index: nil, value: 1, expected: "at least 2")
    }
    guard weights.count == ratios.count else {
      throw .countMismatch("rows of weights", expected: ratios.count, actual: weights.count)
    }
    var contracts: [[(ratio: Double, weight: Double)]] = []
    for contract in ratios.indices {
      guard weights[contract].count == ratios[contract].count else {
        throw .countMismatch(
          "weights of contract \(contract)", expected: ratios[contract].count, actual: weights[contract].count)
      }
      for (period, weight) in weights[contract].enumerated() {
        try InsuranceError.checkNonNegative("contract \(contract), weight", weight, index: period)
        guard weight == 0 || ratios[contract][period].isFinite else {
          throw .invalid(
            "contract \(contract), ratio", index: period, value: ratios[contract][period], expected: "a finite number")
        }
      }
      let seen = zip(ratios[contract], weights[contract]).filter { $0.1 > 0 }
      guard !seen.isEmpty else { throw .empty("periods of positive weight of contract \(contract)") }
      contracts.append(seen.map { (ratio: $0.0, weight: $0.1) })
    }
    return contracts
  }

  private static func unbiased(_ within: Double, _ weights: [Double], _ means: [Double]) -> Double {
    let total = CompensatedSum(weights).value
    let center = CredibilityFit.mean(of: means, by: weights)
    let spread = CompensatedSum(zip(weights, means).map { $0 * ($1 - center) * ($1 - center) }).value
    // w² − Σ w(i)², without a difference of two large numbers.
    let room = CompensatedSum(weights.map { $0 * (total - $0) }).value
    return total * (spread - Double(weights.count - 1) * within) / room
  }

  /// The root: with the collective at its a, Σ w(i) (X(i) − collective)² / (w(i) a + s²) is the least over all centers, so
  /// that it falls as a grows, and is I − 1 once.
  private static func iterative(_ within: Double, _ weights: [Double], _ means: [Double]) -> Double {
    func excess(_ between: Double) -> Double {
      let factors = weights.map { $0 / ($0 * between + within) }
      let center = CredibilityFit.mean(of: means, by: factors)
      return CompensatedSum(zip(factors, means).map { $0 * ($1 - center) * ($1 - center) }).value
        - Double(weights.count - 1)
    }
    let center = CredibilityFit.mean(of: means, by: means.map { _ in 1 })
    // Where the variance within vanishes this is the root itself, and no a beyond it is one.
    let bound =
      CompensatedSum(means.map { ($0 - center) * ($0 - center) }).value / Double(means.count - 1)
    guard bound > 0, bound.isFinite, within > 0 else { return bound }
    guard excess(0) > 0 else { return 0 }
    return Bisection.search(0...bound) { excess($0) <= 0 }.high
  }
}
