import TailpoolNumerics

/// Each participant bears what it is expected to have lost, given what all lost together.
///
///     part(i) = E[X(i) | S = loss]
///
/// The rule is fair in the mean, full, and never leaves a participant who dislikes risk worse off than alone. Between two
/// totals that may occur the parts are interpolated; beyond the least and the greatest, what is more or less than them is
/// shared in proportion to the means. The parts add up to the loss to rounding everywhere.
///
/// - Source: M. Denuit, J. Dhaene, Insurance: Mathematics and Economics 51 (2012) 265; M. Denuit, ASTIN Bulletin 49 (2019) 591.
public struct ConditionalMeanShare: LossSharingRule, Hashable {
  /// The totals at which the conditional means are known, increasing.
  public let totals: [Double]
  /// The conditional means, by total and then by participant.
  public let conditionalMeans: [[Double]]
  private let meanShares: [Double]

  /// The rule for scenarios of the participants' losses.
  ///
  /// Scenarios are sorted by total; those with equal totals count as one. With losses from a continuous law every total
  /// stands alone and says little about the mean, so that a window of neighboring totals should be averaged.
  ///
  /// - Parameters:
  ///   - losses: What the participants may lose; the mean of the total must not be zero.
  ///   - window: How many neighboring totals are averaged, odd and ≥ 1; 1 is the exact rule for the scenarios given.
  /// - Throws: `SharingError.noBasis` when the mean of the total is zero, `.invalid` for a window that is even or < 1.
  /// - Complexity: O(scenarios × (log scenarios + participants)).
  public init(_ losses: JointLosses, window: Int = 1) throws(SharingError) {
    guard window >= 1, window % 2 == 1 else { throw .invalid("window", index: 0) }
    let groups = Self.groups(losses)
    var totals: [Double] = []
    var means: [[Double]] = []
    for index in groups.indices {
      let reach = min(window / 2, index, groups.count - 1 - index)
      let neighbors = groups[(index - reach)...(index + reach)]
      let weight = neighbors.reduce(0) { $0 + $1.weight }
      let parts = (0..<losses.participantCount).map { participant in
        CompensatedSum(neighbors.map { $0.sums[participant] }).value / weight
      }
      let total = CompensatedSum(parts).value
      guard totals.last.map({ $0 < total }) ?? true else { continue }
      totals.append(total)
      means.append(parts)
    }
    try self.init(totals: totals, conditionalMeans: means, means: losses.means)
  }

  /// The rule for conditional means that are known.
  ///
  /// - Parameters:
  ///   - totals: The totals, finite and increasing, at least one.
  ///   - conditionalMeans: By total and then by participant, summing to the total.
  ///   - means: What each participant loses on average.
  /// - Throws: `SharingError.countMismatch` when the shapes differ, `.invalid` when the totals do not increase, `.noBasis` when
  ///   the mean of the total is zero or there is no total.
  public init(totals: [Double], conditionalMeans: [[Double]], means: [Double]) throws(SharingError) {
    guard conditionalMeans.count == totals.count else {
      throw .countMismatch(expected: totals.count, actual: conditionalMeans.count)
    }
    if let row = conditionalMeans.first(where: { $0.count != means.count }) {
      throw .countMismatch(expected: means.count, actual: row.count)
    }
    if let index = totals.indices.first(where: { !totals[$0].isFinite || ($0 > 0 && !(totals[$0] > totals[$0 - 1])) }) {
      throw .invalid("total", index: index)
    }
    let whole = CompensatedSum(means).value
    guard whole != 0, whole.isFinite, !totals.isEmpty else { throw .noBasis }
    self.totals = totals
    self.conditionalMeans = conditionalMeans
    meanShares = means.map { $0 / whole }
  }

  /// How many participants share.
  public var participantCount: Int { meanShares.count }

  /// Each participant's part of a loss; see `LossSharingRule`.
  ///
  /// - Complexity: O(log totals + participants).
  public func shares(of loss: Double) throws(SharingError) -> [Double] {
    try check(loss)
    var low = 0
    var high = totals.count
    while low < high {
      let middle = low + (high - low) / 2
      if totals[middle] < loss { low = middle + 1 } else { high = middle }
    }
    if low < totals.count, totals[low] == loss { return conditionalMeans[low] }
    guard low > 0, low < totals.count else {
      let end = low == 0 ? 0 : totals.count - 1
      return zip(conditionalMeans[end], meanShares).map { $0 + (loss - totals[end]) * $1 }
    }
    let fraction = (loss - totals[low - 1]) / (totals[low] - totals[low - 1])
    return zip(conditionalMeans[low - 1], conditionalMeans[low]).map { $0 + fraction * ($1 - $0) }
  }

  /// Scenarios with one total: their probability, and the sums of the participants' losses by probability.
  private struct Group {
    var weight: Double
    var sums: [Double]
  }

  /// The scenarios that may occur, by total. Totals that differ by rounding alone are one.
  private static func groups(_ losses: JointLosses) -> [Group] {
    let order = losses.totals.indices.filter { losses.probabilities[$0] > 0 }.sorted {
      (losses.totals[$0], $0) < (losses.totals[$1], $1)
    }
    let scale = losses.totals.reduce(0) { max($0, abs($1)) }
    var groups: [Group] = []
    var start = -Double.infinity
    for scenario in order {
      let probability = losses.probabilities[scenario]
      let sums = losses.losses.map { probability * $0[scenario] }
      if losses.totals[scenario] - start <= 1e-14 * scale {
        groups[groups.count - 1].weight += probability
        for index in sums.indices { groups[groups.count - 1].sums[index] += sums[index] }
      } else {
        groups.append(Group(weight: probability, sums: sums))
        start = losses.totals[scenario]
      }
    }
    return groups
  }
}
