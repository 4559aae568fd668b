import TailpoolNumerics
import TailpoolPools

/// What each policy is expected to have claimed, given what all claimed together: E[X(i) | S = s] for every loss of a grid.
public struct ConditionalMeans: Sendable {
  /// The step of the grid, in units of money.
  public let step: Double
  /// The law of the sum, which is as accurate as was asked for.
  public let total: AggregateLoss
  /// E[X(i)], by policy, of the claims on the grid.
  public let means: [Double]
  /// E[X(i) | S = s], by policy and then by loss; at each loss they sum to it, to rounding.
  ///
  /// Where the sum cannot be as said, or its probability is lost in rounding errors, they are in proportion to the means.
  public let values: [[Double]]
}

extension LossPortfolio {
  /// What each policy is expected to have claimed, given what all claimed together.
  ///
  ///     E[X(i); S = s] is the coefficient of  x(i) P′(i)/P(i) φ,   x(i) the transform of k f(i, k), φ that of S
  ///
  /// at the law's own tilts, so that the quotient by p(s) has digits where p(s) is small. What an event of a shock makes a policy claim
  /// counts.
  ///
  /// - Parameters:
  ///   - points: How many losses the grid has, 1 … 2²⁵.
  ///   - accuracy: Which digits of p(s) are wanted; with `.absolute` the quotient is known where p(s) exceeds its errors.
  ///   - threads: The most threads; the bits do not depend on it.
  /// - Throws: `InsuranceError.invalid` for another number of points, and for more than 10¹² claims in the mean.
  /// - Accuracy: that of p(s), relative to s.
  /// - Complexity: O((policies + Σ hits) × points log points) over the shocks, times the number of tilts.
  /// - Source: M. Denuit, ASTIN Bulletin 49 (2019) 591, for the compound Poisson sum.
  public func conditionalMeans(points: Int, accuracy: AggregateAccuracy = .relative, threads: Int = 1)
    throws(InsuranceError)
    -> ConditionalMeans
  {
    try check(points: points)
    let transform = AggregateTransform(AggregateTerms(self, points: points, threads: threads), threads: threads)
    var workspace = AggregateWorkspace()
    let laws = transform.laws(accuracy, longest: 4, using: &workspace)
    let pieces = zip(laws, AggregateTransform.ranges(laws, places: points)).filter { !$0.1.isEmpty }
    var values = policies.map { _ in [Double](repeating: 0, count: points) }
    for (law, range) in pieces {
      let fourier = workspace.transform(count: law.probabilities.count)
      addPartialMeans(to: &values, under: law, fourier, range, points: points, threads: threads)
    }
    var isKnown = [Bool](repeating: false, count: points)
    for (law, range) in pieces {
      for place in range.clamped(to: law.probabilities.indices) {
        isKnown[place] = law.probabilities[place] >= law.noise
      }
    }
    let means = policies.indices.map { mean(of: $0) }
    share(&values, isKnown, means, threads: threads)
    return ConditionalMeans(
      step: step, total: transform.assemble(laws, accuracy), means: means, values: values)
  }

  /// Writes E[X(i); S = s] under one tilt, by policy, in the range of places that the tilt is for; shocks, which several policies
  /// share, are transformed once.
  private func addPartialMeans(
    to values: inout [[Double]], under law: TiltedLaw, _ fourier: RealTransform, _ range: Range<Int>, points: Int,
    threads: Int
  ) {
    let slopes = mapBlocks(shocks.count, workers: threads) { index in
      var scratch = ConditionalScratch(law, fourier)
      return scratch.slope(of: shocks[index], points: points)
    }
    var scratches = [ConditionalScratch?](repeating: nil, count: min(max(threads, 1), 64))
    unsafe values.withUnsafeMutableBufferPointer { rows in
      unsafe scratches.withUnsafeMutableBufferPointer { scratches in
        guard let rows = rows.baseAddress, let scratches = scratches.baseAddress else { return }
        forEachBlock(count: policies.count, of: 1, workers: threads) { worker, members in
          // One a thread, taken out so that nothing is copied.
          var scratch = unsafe scratches[worker] ?? ConditionalScratch(law, fourier)
          unsafe scratches[worker] = nil
          for member in members {
            scratch.partialMeans(of: member, in: self, slopes, points: points)
            unsafe rows[member].take(range, from: scratch.sums)
          }
          unsafe scratches[worker] = scratch
        }
      }
    }
  }

  /// The mean loss of one policy, with what shocks do to it.
  func mean(of policy: Int) -> Double {
    let shocks = shocks.flatMap { shock in
      shock.hits.filter { $0.policy == policy }.map { shock.count.mean * $0.probability * $0.severity.mean }
    }
    return CompensatedSum([policies[policy].mean] + shocks).value
  }

  /// Scales the numbers of all policies at each loss to sum to it; where they say nothing, the means are shared out.
  private func share(_ values: inout [[Double]], _ isKnown: [Bool], _ means: [Double], threads: Int) {
    var sums = [Double](repeating: 0, count: isKnown.count)
    for row in values { sums.add(row, times: 1) }
    let factors = sums.indices.map { isKnown[$0] && sums[$0] > 0 ? step * Double($0) / sums[$0] : 0 }
    let whole = CompensatedSum(means).value
    let count = values.count
    unsafe values.withUnsafeMutableBufferPointer { values in
      guard let rows = values.baseAddress else { return }
      forEachBlock(count: count, of: 1, workers: threads) { _, members in
        for member in members {
          let part = step * (whole > 0 ? means[member] / whole : 1 / Double(count))
          unsafe rows[member].scale(by: factors, otherwise: part)
        }
      }
    }
  }
}

extension [Double] {
  /// Becomes another list's numbers in a range, where they are not below zero.
  fileprivate mutating func take(_ range: Range<Int>, from other: [Double]) {
    unsafe withUnsafeMutableBufferPointer { own in
      for place in range { unsafe own[place] = Swift.max(other[place], 0) }
    }
  }

  /// Multiplies each number by a factor; where that is zero the number becomes its place times a part.
  fileprivate mutating func scale(by factors: [Double], otherwise part: Double) {
    unsafe withUnsafeMutableBufferPointer { own in
      for place in own.indices {
        let factor = factors[place]
        unsafe own[place] = factor > 0 ? own[place] * factor : part * Double(place)
      }
    }
  }
}

/// What one thread needs to find partial means under one tilt.
private struct ConditionalScratch: Sendable {
  private let law: TiltedLaw
  private let fourier: RealTransform
  private var bySize: TiltScratch
  private var plain: TiltScratch
  /// Made where a shock asks for it.
  private lazy var other = TiltScratch(fourier)
  private var workspace: RealTransform.Workspace
  /// Σ of E[X(i); S = s] under the tilt, by place, but for a factor that all policies share.
  private(set) var sums: [Double] = []

  init(_ law: TiltedLaw, _ fourier: RealTransform) {
    self.law = law
    self.fourier = fourier
    bySize = TiltScratch(fourier)
    plain = TiltScratch(fourier)
    workspace = RealTransform.Workspace(count: fourier.count)
  }

  mutating func partialMeans(of member: Int, in portfolio: LossPortfolio, _ slopes: [ComplexColumn], points: Int) {
    let policy = portfolio.policies[member]
    let factor = AggregateTerms.Factor(policy.severity, probability: 1, points: points)
    var column = bySize.transform(factor.weights, tilt: law.tilt, bySize: true)
    if policy.count is PoissonCount {
      let rate = policy.count.mean
      column.replace { (rate * $0, rate * $1) }
    } else {
      var slope = plain.transform(factor, tilt: law.tilt)
      policy.count.takeLogarithmicDerivative(of: &slope)
      column.multiply(by: slope)
      plain.column = slope
    }
    for (shock, slope) in zip(portfolio.shocks, slopes) {
      for hit in shock.hits where hit.policy == member {
        add(hit, isAlone: shock.hits.count == 1, slope, points, to: &column)
      }
    }
    column.multiply(by: law.transform)
    fourier.inverse(column, into: &sums, using: &workspace)
    bySize.column = column
  }

  /// P′/P of a shock times the product of the factors of all its hits, but where there is one alone. A factor of zero is taken as
  /// `nothing`, by which it is divided again.
  mutating func slope(of shock: CommonShock, points: Int) -> ComplexColumn {
    var product: ComplexColumn?
    for hit in shock.hits {
      var factor = plain.transform(
        AggregateTerms.Factor(hit.severity, probability: hit.probability, points: points), tilt: law.tilt)
      factor.replace { $0 == 0 && $1 == 0 ? (ComplexColumn.nothing, 0) : ($0, $1) }
      if product == nil {
        product = factor
      } else {
        product?.multiply(by: factor)
        plain.column = factor
      }
    }
    guard let product else { return ComplexColumn(repeating: 1, count: fourier.count / 2 + 1) }
    var slope = product
    shock.count.takeLogarithmicDerivative(of: &slope)
    if shock.hits.count > 1 { slope.multiply(by: product) }
    return slope
  }

  /// Adds what a hit brings: q x, times P′/P and the factors of the other hits.
  private mutating func add(
    _ hit: CommonShock.Hit, isAlone: Bool, _ slope: ComplexColumn, _ points: Int, to column: inout ComplexColumn
  ) {
    let factor = AggregateTerms.Factor(hit.severity, probability: hit.probability, points: points)
    var part = plain.transform(factor.weights, tilt: law.tilt, bySize: true)
    let probability = hit.probability
    part.replace { (probability * $0, probability * $1) }
    part.multiply(by: slope)
    if !isAlone {
      let own = other.transform(factor, tilt: law.tilt)
      part.divide(by: own)
      other.column = own
    }
    column.add(part)
    plain.column = part
  }
}

extension ConditionalMeanShare {
  /// The rule for what a portfolio's policies were expected to claim, exact at the losses of its grid.
  ///
  /// - Parameter means: The conditional means.
  /// - Throws: `SharingError.noBasis` when no policy has claims.
  /// - Complexity: O(losses × policies), also in memory.
  public init(_ means: ConditionalMeans) throws(SharingError) {
    let places = means.values.first.map { Array($0.indices) } ?? []
    try self.init(
      totals: places.map { Double($0) * means.step },
      conditionalMeans: places.map { place in means.values.map { $0[place] } }, means: means.means)
  }
}
