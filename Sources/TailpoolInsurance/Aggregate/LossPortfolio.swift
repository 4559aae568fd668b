import TailpoolNumerics

/// Policies, independent of each other but for the shocks that strike several of them.
public struct LossPortfolio: Sendable {
  /// What each policy claims by itself.
  public let policies: [CompoundLoss]
  /// What strikes several together.
  public let shocks: [CommonShock]
  /// The step of all severities.
  public let step: Double

  /// The most points of a grid.
  static let greatestPoints = 1 << 25

  /// Creates a portfolio.
  ///
  /// - Parameters:
  ///   - policies: At least one; all severities are in one step.
  ///   - shocks: Events that strike several policies.
  /// - Throws: `InsuranceError.empty` without a policy; `.invalid`, with the place, for a severity in another step, a shock that
  ///   hits a policy that is not there, or with a probability that is none.
  public init(_ policies: [CompoundLoss], shocks: [CommonShock] = []) throws(InsuranceError) {
    guard let step = policies.first?.severity.step else { throw .empty("policies") }
    if let index = policies.firstIndex(where: { $0.severity.step != step }) {
      throw .invalid(
        "step of policy", index: index, value: policies[index].severity.step, expected: "\(step), as the first")
    }
    for (index, shock) in shocks.enumerated() {
      for hit in shock.hits {
        guard policies.indices.contains(hit.policy) else {
          throw .invalid(
            "policy of shock", index: index, value: Double(hit.policy), expected: "0 … \(policies.count - 1)")
        }
        guard hit.probability >= 0, hit.probability <= 1 else {
          throw .invalid("probability of shock", index: index, value: hit.probability, expected: "0 … 1")
        }
        guard hit.severity.step == step else {
          throw .invalid("step of shock", index: index, value: hit.severity.step, expected: "\(step), as the policies")
        }
      }
    }
    self.policies = policies
    self.shocks = shocks
    self.step = step
  }

  /// Policies whose numbers of claims are Poisson given one variable that multiplies all their means, such as the weather.
  ///
  /// The sum of all is one compound: the severities are mixed by the rates, and the number of claims is mixed Poisson.
  ///
  /// - Parameters:
  ///   - policies: The mean number of claims of each, finite and ≥ 0 and not all zero, and the law of a claim.
  ///   - count: Makes the law of the number of all claims from its mean: negative binomial where the variable is of gamma's law.
  /// - Returns: The compound of all policies together.
  /// - Throws: `InsuranceError.empty` without policies; `.invalid` for a mean or a step.
  public static func sharedMixing(
    _ policies: [(mean: Double, severity: LossDistribution)], count: (Double) throws(InsuranceError) -> any ClaimCount
  ) throws(InsuranceError) -> CompoundLoss {
    let mean = CompensatedSum(policies.map(\.mean)).value
    var parts: [CompoundLoss] = []
    for policy in policies {
      parts.append(CompoundLoss(count: try PoissonCount(mean: policy.mean), severity: policy.severity))
    }
    _ = try LossPortfolio(parts)
    guard mean > 0, mean.isFinite else {
      throw .invalid("mean number of all claims", index: nil, value: mean, expected: "a finite number > 0")
    }
    let severity = try LossDistribution.mixture(
      policies.map(\.severity), weights: policies.map { $0.mean / mean })
    return CompoundLoss(count: try count(mean), severity: severity)
  }

  /// The mean of the whole.
  public var mean: Double {
    let shocks = shocks.flatMap { shock in shock.hits.map { shock.count.mean * $0.probability * $0.severity.mean } }
    return CompensatedSum(policies.map(\.mean) + shocks).value
  }

  /// The variance of the whole.
  public var variance: Double {
    let shocks = shocks.map { shock in
      let mean = CompensatedSum(shock.hits.map { $0.probability * $0.severity.mean }).value
      let each = shock.hits.map { hit in
        let mean = hit.severity.mean
        return hit.probability * hit.severity.variance + hit.probability * (1 - hit.probability) * mean * mean
      }
      return shock.count.mean * CompensatedSum(each).value + shock.count.variance * mean * mean
    }
    return CompensatedSum(policies.map(\.variance) + shocks).value
  }

  /// The law of the sum over all policies, by transforms.
  ///
  /// Policies whose numbers of claims are Poisson are one compound, with their severities mixed by the rates.
  ///
  /// - Parameters:
  ///   - points: How many losses the grid has, 1 … 2²⁵.
  ///   - accuracy: Which digits are wanted.
  ///   - threads: The most threads; the bits do not depend on it.
  /// - Throws: `InsuranceError.invalid` for another number of points, and for more than 10¹² claims in the mean.
  /// - Accuracy: see `AggregateAccuracy`.
  /// - Complexity: O(policies × points log points), times the number of tilts.
  public func aggregate(points: Int, accuracy: AggregateAccuracy = .absolute, threads: Int = 1) throws(InsuranceError)
    -> AggregateLoss
  {
    var workspace = AggregateWorkspace()
    return try aggregate(points: points, accuracy: accuracy, threads: threads, using: &workspace)
  }

  /// The law of the sum over all policies, by transforms in memory that is used again.
  ///
  /// - Parameters:
  ///   - points: How many losses the grid has, 1 … 2²⁵.
  ///   - accuracy: Which digits are wanted.
  ///   - threads: The most threads; the bits do not depend on it.
  ///   - workspace: What the aggregates before left, for this one and those after it.
  /// - Throws: As the method without a workspace.
  public func aggregate(
    points: Int, accuracy: AggregateAccuracy = .absolute, threads: Int = 1, using workspace: inout AggregateWorkspace
  ) throws(InsuranceError) -> AggregateLoss {
    try check(points: points)
    let transform = AggregateTransform(AggregateTerms(self, points: points, threads: threads), threads: threads)
    let laws = transform.laws(accuracy, using: &workspace)
    let aggregate = transform.assemble(laws, accuracy)
    workspace.reuse(laws)
    return aggregate
  }

  /// A grid and numbers of claims for which there is a transform.
  func check(points: Int) throws(InsuranceError) {
    guard points >= 1, points <= Self.greatestPoints else {
      throw .invalid("points", index: nil, value: Double(points), expected: "1 … \(Self.greatestPoints)")
    }
    try Self.check(
      meanNumberOfClaims: CompensatedSum(policies.map(\.count.mean) + shocks.map(\.count.mean)).value)
  }

  /// The roundings of a claim's law are as many times over in the whole: of more claims nothing would be left.
  static func check(meanNumberOfClaims mean: Double) throws(InsuranceError) {
    guard mean <= 1e12 else {
      throw .invalid("mean number of all claims", index: nil, value: mean, expected: "≤ 10¹²")
    }
  }
}
