import TailpoolLibc
import TailpoolNumerics

/// The grid that a portfolio is put on.
extension CoverPortfolio {
  /// The grid that is given, or one of 65,536 losses that reaches far beyond the mean.
  ///
  /// It reaches to the mean of the whole, twelve standard deviations more, and for each line the claim that one of its claims
  /// exceeds once in 10¹² periods, whichever is greatest; where a variance is infinite, to the sum of such claims. Steps are 1, 2 or
  /// 5 times a power of ten.
  ///
  /// - Throws: `InsuranceError.invalid` for claims whose reach is zero or too great for a grid.
  public func lossGrid() throws(InsuranceError) -> Grid {
    if let grid { return grid }
    let points = 1 << 16
    let reach = reach
    guard reach > 0, reach <= 1e15 else {
      throw .invalid("reach of the losses", index: nil, value: reach, expected: "more than 0, at most 1e15")
    }
    let least = max(reach / Double(points - 1), 0.01)
    let power = pow(10, log10(least).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= least } ?? 10 * power
    // Powers of ten below one are not exact: a hundredth is.
    return try Grid(step: step < 1 ? (step * 100).rounded() / 100 : step.rounded(), points: points)
  }

  private var reach: Double {
    let parts =
      lines.map { (mean: $0.count.mean, variance: $0.count.variance, claim: $0.claim) }
      + shocks.flatMap { shock in
        shock.hits.map { hit in
          let (mean, part) = (shock.count.mean * hit.probability, hit.probability * hit.probability)
          let variance = part * shock.count.variance + mean * (1 - hit.probability)
          return (mean: mean, variance: variance, claim: hit.claim)
        }
      }
    var (mean, variance, greatest, sum) = (0.0, 0.0, 0.0, 0.0)
    for part in parts where part.mean > 0 {
      let claim = part.claim.quantile(upperTail: min(1e-12 / max(part.mean, 1e-6), 0.5))
      greatest = max(greatest, claim)
      sum += claim
      mean += part.mean * part.claim.mean
      variance += part.mean * part.claim.variance + part.variance * part.claim.mean * part.claim.mean
    }
    let spread = mean + 12 * variance.squareRoot()
    return spread.isFinite ? max(spread, mean + greatest) : sum
  }

  /// Refuses a portfolio whose laws would not fit into memory, with claims beyond number, or whose alternatives are not of its lines.
  ///
  /// Lines, hits, treaties, alternatives and the lines of layers have a law each. Counts stand in that order too: of lines, alternatives and shocks.
  func check(on grid: Grid) throws(InsuranceError) {
    let laws =
      lines.count + alternatives.count + shocks.reduce(0) { $0 + $1.hits.count }
      + reinsurance.stages.reduce(0) { $0 + $1.count } + excessOfLoss.reduce(0) { $0 + $1.lines.count }
    try InsuranceError.check("losses of all lines", laws * grid.points, in: 1...CoverPortfolio.greatestSize)
    let counts = (lines + alternatives.flatMap(\.lines)).map(\.count) + shocks.map(\.count)
    for (index, count) in counts.enumerated() where !(count.mean <= CoverPortfolio.greatestCount) {
      throw .invalid("mean of count", index: index, value: count.mean, expected: "at most 1e9")
    }
    for alternative in alternatives where alternative.lines.map(\.name) != lines.map(\.name) {
      throw .countMismatch(
        "lines in the portfolio's order in alternative \(alternative.name)", expected: lines.count,
        actual: zip(alternative.lines, lines).prefix { $0.name == $1.name }.count)
    }
    guard !alternatives.isEmpty else { return }
    _ = try CountProbabilities.scaled(alternatives.map(\.weight), named: "weight")
  }

  /// Lines on a grid, with what strikes several of them.
  func losses(
    of lines: [CoverLine], _ shocks: [CommonShock], on grid: Grid, threads: Int
  ) throws(InsuranceError) -> LossPortfolio {
    try LossPortfolio(
      lines.map { ($0.count, $0.claim) }, step: grid.step, points: grid.points, shocks: shocks, threads: threads)
  }

  /// The shocks on a grid.
  func commonShocks(on grid: Grid) throws(InsuranceError) -> [CommonShock] {
    let places = Dictionary(lines.indices.map { (lines[$0].name, $0) }) { first, _ in first }
    var commonShocks: [CommonShock] = []
    for shock in shocks {
      var hits: [CommonShock.Hit] = []
      for hit in shock.hits {
        guard let policy = places[hit.line] else { throw .unknown("line", name: hit.line) }
        hits.append(
          CommonShock.Hit(
            policy: policy, probability: hit.probability,
            severity: try hit.claim.discretized(step: grid.step, points: grid.points).law))
      }
      commonShocks.append(CommonShock(count: shock.count, hits: hits))
    }
    return commonShocks
  }
}
