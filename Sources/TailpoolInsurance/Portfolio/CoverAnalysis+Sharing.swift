import TailpoolPools
import TailpoolRisk

extension CoverAnalysis {
  /// How a total is shared among the lines.
  public struct Shares: Hashable, Sendable {
    /// The level whose value at risk the total is; nil for the mean.
    public let level: ConfidenceLevel?
    /// The total.
    public let total: Double
    /// What each line bears of it by the conditional mean rule.
    public let conditionalMean: [Double]
    /// What each line bears in proportion to its mean.
    public let proportional: [Double]
  }

  /// What each line keeps of its premium, or lacks, when the lines share the loss.
  public struct Results: Hashable, Sendable {
    /// By line, for each of the totals of `shares`: premium less the part of the total; a deficit is below zero.
    public let byTotal: [[Double]]
    /// The mean surplus of each line, over all losses of the grid.
    public let surpluses: [Double]
    /// The mean deficit of each line, ≥ 0; surplus less deficit is the premium less the mean part.
    public let deficits: [Double]
  }

  /// How the mean and each level's value at risk are shared.
  static func shares(_ means: ConditionalMeans, _ portfolio: CoverPortfolio) -> [Shares] {
    let law = means.total.distribution
    let whole = means.means.reduce(0, +)
    let totals: [(level: ConfidenceLevel?, total: Double)] =
      [(nil, law.mean)]
      + portfolio.levels.compactMap { level in (try? law.valueAtRisk(level)).map { (level, $0) } }
    return totals.compactMap { level, total in
      let index = Int((total / means.step).rounded())
      guard means.values.first?.indices.contains(index) ?? false, whole > 0 else { return nil }
      let loss = Double(index) * means.step
      return Shares(
        level: level, total: loss, conditionalMean: means.values.map { $0[index] },
        proportional: means.means.map { loss * ($0 / whole) })
    }
  }

  /// What lines keep or lack of their premiums.
  static func results(
    by basis: CoverPortfolio.SharingBasis, _ means: ConditionalMeans, _ portfolio: CoverPortfolio, _ shares: [Shares]
  ) throws(InsuranceError) -> Results {
    let contributions = portfolio.lines.map(\.premium)
    func results(_ rule: some LossSharingRule) throws(SharingError) -> Results {
      let shared = try SharedResult(contributions: contributions, rule: rule)
      var byTotal: [[Double]] = []
      for share in shares { byTotal.append(try shared.results(of: share.total)) }
      let (surpluses, deficits) = try shared.expected(over: means.total.distribution)
      return Results(byTotal: byTotal, surpluses: surpluses, deficits: deficits)
    }
    do {
      switch basis {
      case .conditionalMean: return try results(ConditionalMeanShare(means))
      case .means: return try results(ProportionalShare(basis: means.means))
      case .premiums: return try results(ProportionalShare(basis: contributions))
      }
    } catch {
      if case .noBasis = error { throw .empty("claims or premiums to share by") }
      throw .invalid(
        "sharing among lines", index: nil, value: Double(contributions.count), expected: "finite losses and premiums")
    }
  }
}
