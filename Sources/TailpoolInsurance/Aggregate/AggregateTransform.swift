import TailpoolLibc
import TailpoolNumerics

/// Finds an aggregate's law by transforms: chooses their lengths and tilts, and puts the pieces together.
///
/// - Source: R. Grübel, R. Hermesmeier, ASTIN Bulletin 29 (1999) 197, for the tilt; the choice of several is made here.
struct AggregateTransform {
  private let terms: AggregateTerms
  private let bound: CumulantBound
  private let threads: Int
  /// The least power of two that the grid fits in.
  private let size: Int

  /// What may be folded back where nothing else is asked for.
  private static let tolerance = 1e-18
  /// log of a thousand, by which rounding errors may grow before a longer transform is better.
  private static let mostGrowth = 7.0
  /// How little neighboring tilts overlap: e⁻⁶, normal laws seven deviations apart.
  private static let apart = 12.0
  private static let mostTilts = 256
  /// From here on what is missing to one has five digits or more.
  private static let complement = 1e-9

  init(_ terms: AggregateTerms, threads: Int) {
    self.terms = terms
    self.threads = threads
    bound = CumulantBound(terms, threads: threads)
    var size = 4
    while size < terms.points { size *= 2 }
    self.size = size
  }

  // MARK: - One transform

  /// One transform, tilted down as little as keeps what is folded back below the rounding errors.
  private func absolute(_ workspace: inout AggregateWorkspace) -> TiltedLaw {
    let (length, tilt, folded) = plan()
    let fourier = workspace.transform(count: length)
    return workspace.withScratch(fourier) { scratch in
      TiltedLaw(terms, tilt: tilt, folded: folded, fourier: fourier, scratch: &scratch, threads: threads)
    }
  }

  /// The length, the tilt, and what is folded back at most under that tilt.
  private func plan() -> (length: Int, tilt: Double, folded: Double) {
    for factor in [1, 2, 4] {
      let length = factor * size
      let tail = bound.logarithmOfTail(from: length, tilt: 0)
      let excess = tail - log(Self.tolerance)
      if excess <= 0 { return (length, 0, exp(tail)) }
      let tilt = -excess / Double(length + terms.points)
      // Rounding errors grow by this at the end of the grid.
      guard -tilt * Double(terms.points) <= Self.mostGrowth || factor == 4 else { continue }
      return (length, tilt, exp(bound.logarithmOfTail(from: length, tilt: tilt)))
    }
    return (4 * size, 0, 1)
  }

  // MARK: - Many

  /// The laws that are wanted: under one tilt, or under tilts so near that every loss of the grid is in the bulk of one of them.
  ///
  /// - Parameters:
  ///   - accuracy: Which digits are wanted.
  ///   - longest: The longest transform, in lengths of the grid: 4 or 8.
  ///   - workspace: Factors and memory.
  func laws(
    _ accuracy: AggregateAccuracy, longest: Int = 8, using workspace: inout AggregateWorkspace
  ) -> [TiltedLaw] {
    accuracy == .absolute ? [absolute(&workspace)] : relative(longest, &workspace)
  }

  private func relative(_ longest: Int, _ workspace: inout AggregateWorkspace) -> [TiltedLaw] {
    let tilts = ladder(longest)
    var factors: [Int] = []
    for tilt in tilts {
      let enough = [1, 2, 4].first { bound.logarithmOfTail(from: $0 * size, tilt: tilt) <= log(Self.tolerance) }
      factors.append(enough ?? longest)
    }
    let fouriers = factors.map { workspace.transform(count: $0 * size) }
    func law(_ index: Int, _ scratch: inout TiltScratch, threads: Int) -> TiltedLaw {
      TiltedLaw(
        terms, tilt: tilts[index],
        folded: exp(bound.logarithmOfTail(from: fouriers[index].count, tilt: tilts[index])), fourier: fouriers[index],
        scratch: &scratch, threads: threads)
    }
    guard threads > 1, tilts.count > 1 else {
      return tilts.indices.map { index in
        workspace.withScratch(fouriers[index]) { law(index, &$0, threads: threads) }
      }
    }
    return mapBlocks(tilts.count, workers: threads) { index in
      var own = TiltScratch(fouriers[index])
      return law(index, &own, threads: 1)
    }
  }

  /// The tilts, from the lowest to the highest: that under which the mean is the last loss of the grid, or a lower one under which the
  /// longest transform folds nothing back.
  private func ladder(_ longest: Int) -> [Double] {
    let last = Double(terms.points - 1)
    let highest = bound.tilt(atMost: bound.tilt(mean: last), tail: log(Self.tolerance), from: longest * size)
    let start = min(0, highest)
    let goesOn = bound.cumulant(at: highest).slope > 0.5 * last || highest < bound.tilt(mean: last)
    var tilts = [start]
    for sign in [-1.0, 1.0] {
      var tilt = start
      while tilts.count < Self.mostTilts, tilt < highest || sign < 0 {
        let (value, slope) = bound.cumulant(at: tilt)
        // Less than a Double holds.
        if value - tilt * slope < -720 { break }
        let next = bound.next(after: tilt, toward: sign, apart: Self.apart)
        // Where no tilt is far, the last one is of use if the law goes on to the end of the grid.
        guard let chosen = sign < 0 ? next : next.map({ min($0, highest) }) ?? (goesOn ? highest : nil) else { break }
        tilts.append(chosen)
        tilt = chosen
      }
    }
    return tilts.sorted()
  }

  // MARK: - Together

  /// The places where each law is best: those where its error is the least, there and so relative to the probability, which they share.
  ///
  /// The logarithms of the errors are lines, so that a greater tilt is better from some place on.
  static func ranges(_ laws: [TiltedLaw], places: Int) -> [Range<Int>] {
    var ends: [Int] = []
    for index in laws.indices.dropLast() {
      let (low, high) = (laws[index], laws[index + 1])
      let crossing = (high.logarithmOfError(0) - low.logarithmOfError(0)) / (high.tilt - low.tilt)
      // One that is not a number is never better.
      ends.append(crossing < Double(places) ? Int(max(crossing.rounded(.up), Double(ends.last ?? 0))) : places)
    }
    ends.append(places)
    return laws.indices.map { ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0] }
  }

  /// The aggregate's law from those under the tilts. What may be rounding errors alone is zero where relative errors are to be small.
  func assemble(_ laws: [TiltedLaw], _ accuracy: AggregateAccuracy) -> AggregateLoss {
    let length = laws.last?.probabilities.count ?? terms.points
    var probabilities = unsafe [Double](unsafeUninitializedCapacity: length) { result, count in
      // One law has all places, several that are of unlike lengths may leave some out.
      if laws.count != 1 { unsafe result.initialize(repeating: 0) }
      for (law, range) in zip(laws, Self.ranges(laws, places: length)) {
        unsafe law.untilt(
          range.clamped(to: law.probabilities.indices), into: result,
          from: accuracy == .relative ? law.noise : law.spread)
      }
      count = length
    }
    if let greatest = terms.greatest {
      for place in min(greatest + 1, length)..<length { probabilities[place] = 0 }
    }
    let beyond = beyond(probabilities, laws)
    let errors = zip(laws, Self.ranges(laws, places: length)).map { law, range in
      AggregateErrors.Piece(
        noise: law.noise,
        factors: ScaledRange(tilt: law.tilt, cumulant: law.cumulant, range: range.clamped(to: 0..<terms.points)))
    }
    if length > terms.points { probabilities.removeLast(length - terms.points) }
    return AggregateLoss(
      distribution: LossDistribution(unchecked: probabilities, step: terms.step, beyond: beyond),
      estimate: AggregateErrors(pieces: errors, points: terms.points, factor: 1),
      foldedProbability: laws.map(\.folded).max() ?? 0, transforms: laws.count)
  }

  /// The probability beyond the grid: what is missing to one. Where that is below `complement`, and no tilt down has taken the digits,
  /// the probability of a claim that is beyond, and of sums up to the end of the transform.
  private func beyond(_ probabilities: [Double], _ laws: [TiltedLaw]) -> Double {
    let missing = 1 - LaneSum.compensated(probabilities[..<terms.points])
    if missing >= Self.complement || !laws.contains(where: { $0.tilt >= 0 }) { return min(max(missing, 0), 1) }
    var sum = CompensatedSum(probabilities.dropFirst(terms.points).reversed())
    sum.add(-expm1(terms.terms.reduce(0) { $0 + $1.logarithmOnGrid }))
    return min(max(sum.value, 0), 1)
  }
}
