import TailpoolNumerics

/// What is summed in an aggregate: independent compounds, the Poisson ones as one.
struct AggregateTerms: Sendable {
  /// A law that a claim is of, on the grid.
  struct Factor: Sendable {
    /// The probability that the claim is made.
    let probability: Double
    /// The probabilities of 0, 1, … steps, no longer than the grid.
    let weights: [Double]
    /// The probability of more.
    let missing: Double

    /// A law cut at the end of a grid.
    init(_ law: LossDistribution, probability: Double, points: Int) {
      self.probability = probability
      weights = law.probabilities.count <= points ? law.probabilities : Array(law.probabilities.prefix(points))
      missing = law.beyond + CompensatedSum(law.probabilities.dropFirst(points).reversed()).value
    }

    init(weights: [Double], missing: Double) {
      (probability, self.weights, self.missing) = (1, weights, missing)
    }
  }

  /// A number of claims, each of which is a sum of factors.
  struct Term: Sendable {
    let count: any ClaimCount
    let factors: [Factor]

    /// log of the probability that no claim lies beyond the grid.
    var logarithmOnGrid: Double {
      let missing = factors.reduce(0) { $0 + $1.probability * $1.missing }
      // A product of 1 − q with digits of a q that is small.
      guard missing > 1e-9 else { return -count.mean * missing }
      return count.cumulant(at: factors.reduce(1) { $0 * (1 - $1.probability * $1.missing) }).value
    }
  }

  let terms: [Term]
  let points: Int
  let step: Double

  /// The greatest sum in steps, nil where there is none that is known.
  var greatest: Int? {
    var sum = 0.0
    for term in terms {
      guard let claims = Self.greatest(term.count) else { return nil }
      for factor in term.factors {
        guard factor.missing == 0 else { return nil }
        sum += Double(claims) * Double(factor.weights.lastIndex { $0 > 0 } ?? 0)
      }
    }
    return sum < 0x1p53 ? Int(sum) : nil
  }

  private static func greatest(_ count: any ClaimCount) -> Int? {
    switch count {
    case let count as BinomialCount: count.trials
    case let count as DiscreteCount: count.given.count - 1
    case let count as ZeroModifiedCount: greatest(count.base)
    default: nil
    }
  }

  /// Into how many sums many policies are cut; fixed, so that the bits do not depend on threads.
  static let blocks = 16

  init(_ portfolio: LossPortfolio, points: Int, threads: Int) {
    let poisson = portfolio.policies.filter { $0.count is PoissonCount && $0.count.mean > 0 }
    var terms: [Term] = []
    if poisson.count == 1 || poisson.isEmpty {
      terms += poisson.map { Self.term($0, points) }
    } else if let merged = Self.merged(poisson, points: points, threads: threads) {
      terms.append(merged)
    }
    for policy in portfolio.policies where !(policy.count is PoissonCount) { terms.append(Self.term(policy, points)) }
    for shock in portfolio.shocks {
      terms.append(
        Term(
          count: shock.count,
          factors: shock.hits.map { Factor($0.severity, probability: $0.probability, points: points) }))
    }
    self.terms = terms
    self.points = points
    step = portfolio.step
  }

  private static func term(_ policy: CompoundLoss, _ points: Int) -> Term {
    Term(count: policy.count, factors: [Factor(policy.severity, probability: 1, points: points)])
  }

  /// Poisson compounds as one: λ = Σ λ(i), severity Σ λ(i) f(i) / λ.
  private static func merged(_ policies: [CompoundLoss], points: Int, threads: Int) -> Term? {
    let rate = CompensatedSum(policies.map(\.count.mean)).value
    guard let count = try? PoissonCount(mean: rate) else { return nil }
    let length = min(points, policies.map(\.severity.probabilities.count).max() ?? 0)
    let parts = mapBlocks(blocks, workers: threads) { block in
      var sum = [Double](repeating: 0, count: length)
      var missing = 0.0
      for index in place(of: block, among: policies.count) {
        let factor = Factor(policies[index].severity, probability: 1, points: points)
        sum.add(factor.weights, times: policies[index].count.mean / rate)
        missing += factor.missing * (policies[index].count.mean / rate)
      }
      return (sum, missing)
    }
    var (sum, missing) = ([Double](repeating: 0, count: length), 0.0)
    for part in parts {
      sum.add(part.0, times: 1)
      missing += part.1
    }
    return Term(count: count, factors: [Factor(weights: sum, missing: missing)])
  }

  /// The places of a block.
  static func place(of block: Int, among count: Int) -> Range<Int> {
    (block * count / blocks)..<((block + 1) * count / blocks)
  }
}
