import TailpoolNumerics

/// Value at risk and expected shortfall of scenarios drawn from another distribution than their own.
///
/// Each scenario has the ratio w of its likelihood under its own distribution to that under the one it was drawn from.
///
///     P(L > x) ≈ 1/n Σ w 1{L > x},   ES ≈ VaR + 1/(n (1 − level)) Σ w (L − VaR)⁺
///
/// The weights are not scaled to sum to n: their sum is itself an estimate of n, and says how well the tail was drawn.
///
/// - Source: P. Glasserman, Monte Carlo Methods in Financial Engineering (2004), section 9.2.
public struct WeightedTail: Hashable, Sendable {
  /// The mean of the weights: near one when the drawn distribution covers the tail.
  public let meanWeight: Double
  /// Losses, greatest first.
  private let losses: [Double]
  /// Their likelihood ratios.
  private let ratios: [Double]
  /// Their scenarios.
  private let scenarios: [Int]

  /// Creates the tail.
  ///
  /// - Parameters:
  ///   - profitAndLoss: One entry a scenario, loss negative, finite.
  ///   - likelihoodRatios: The ratio of each scenario, ≥ 0, finite.
  /// - Throws: `RiskError.empty`, `.nonFinite`, or `.invalidProbability` with the first ratio out of range.
  /// - Precondition: As many ratios as entries.
  /// - Complexity: O(n log n).
  public init(profitAndLoss: [Double], likelihoodRatios: [Double]) throws(RiskError) {
    precondition(
      profitAndLoss.count == likelihoodRatios.count,
      "\(likelihoodRatios.count) ratios for \(profitAndLoss.count) scenarios")
    if let problem = RiskError.firstProblem(in: profitAndLoss) { throw problem }
    if let index = likelihoodRatios.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalidProbability(index: index, probability: likelihoodRatios[index])
    }
    let order = profitAndLoss.indices.sorted { (profitAndLoss[$0], $0) < (profitAndLoss[$1], $1) }
    losses = order.map { -profitAndLoss[$0] }
    ratios = order.map { likelihoodRatios[$0] }
    scenarios = order
    meanWeight = CompensatedSum(ratios).value / Double(order.count)
  }

  /// Number of scenarios.
  public var count: Int { losses.count }

  /// The value at risk: the greatest loss that is exceeded with a probability of at most `1 − level`.
  ///
  /// - Parameter level: The level.
  /// - Returns: The quantile, with the losses at which the estimated tail and 1.96 of its standard errors meet the level.
  /// - Throws: `RiskError.noConvergence` when the weights of all scenarios do not reach `1 − level`.
  /// - Complexity: O(n).
  public func valueAtRisk(_ level: ConfidenceLevel) throws(RiskError) -> ValueAtRisk {
    let index = try quantileIndex(level)
    let p = 1 - level.fraction
    let n = Double(count)
    // Going down through the losses, the tail grows; each end is the first loss where it has passed the level.
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    var (low, high): (Double?, Double?)
    for (loss, ratio) in zip(losses, ratios) {
      sum.add(ratio)
      squares.add(ratio * ratio)
      let tail = sum.value / n
      let error = (max(squares.value / n - tail * tail, 0) / n).squareRoot()
      if high == nil, tail + 1.96 * error >= p { high = loss }
      if low == nil, tail - 1.96 * error >= p { low = loss }
      if low != nil { break }
    }
    let value = losses[index]
    let ends = (min(low ?? losses[count - 1], value), max(high ?? value, value))
    return ValueAtRisk(
      level: level, value: value, low: ends.0, high: ends.1, standardError: (ends.1 - ends.0) / (2 * 1.96))
  }

  /// The expected shortfall.
  ///
  /// - Parameter level: The level.
  /// - Returns: The estimate with its asymptotic standard error.
  /// - Throws: As the value at risk.
  /// - Complexity: O(n).
  public func expectedShortfall(_ level: ConfidenceLevel) throws(RiskError) -> ExpectedShortfall {
    let risk = losses[try quantileIndex(level)]
    let p = 1 - level.fraction
    let n = Double(count)
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for (loss, ratio) in zip(losses, ratios) {
      guard loss > risk else { break }
      let excess = ratio * (loss - risk)
      sum.add(excess)
      squares.add(excess * excess)
    }
    let mean = sum.value / n
    let error = (max(squares.value / n - mean * mean, 0) / n).squareRoot() / p
    return ExpectedShortfall(level: level, value: risk + mean / p, standardError: count > 1 ? error : .nan)
  }

  /// The scenarios whose weighted mean loss is the expected shortfall.
  ///
  /// Each loss beyond the value at risk weighs `ratio / (n · (1 − level))`; the one at the value at risk has what is left.
  ///
  /// - Parameter level: The level.
  /// - Returns: Scenarios with positive weights that sum to one, the greatest loss first; at least one.
  /// - Throws: As the value at risk.
  /// - Complexity: O(n).
  public func tailScenarios(_ level: ConfidenceLevel) throws(RiskError) -> [TailScenario] {
    let boundary = try quantileIndex(level)
    let mass = (1 - level.fraction) * Double(count)
    var (tail, sum): ([TailScenario], CompensatedSum) = ([], CompensatedSum())
    for index in 0..<boundary where losses[index] > losses[boundary] && ratios[index] > 0 {
      tail.append(TailScenario(index: scenarios[index], weight: ratios[index] / mass))
      sum.add(ratios[index] / mass)
    }
    let rest = 1 - sum.value
    if rest > 0 { tail.append(TailScenario(index: scenarios[boundary], weight: rest)) }
    return tail
  }

  /// The mean and the standard deviation of the profit and loss, the weights scaled to sum to one.
  ///
  /// - Returns: NaN when every weight is zero.
  /// - Complexity: O(n).
  public var moments: (mean: Double, standardDeviation: Double) {
    let total = meanWeight * Double(count)
    let mean = -CompensatedSum(zip(losses, ratios).lazy.map { $0 * $1 }).value / total
    let squares = CompensatedSum(zip(losses, ratios).lazy.map { $1 * ($0 + mean) * ($0 + mean) })
    return (mean, (squares.value / total).squareRoot())
  }

  /// The probability of a loss of more than an amount, with its standard error.
  ///
  /// - Parameter amount: The amount.
  /// - Complexity: O(n).
  public func probability(ofLossBeyond amount: Double) -> (value: Double, standardError: Double) {
    let n = Double(count)
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for (loss, ratio) in zip(losses, ratios) {
      guard loss > amount else { break }
      sum.add(ratio)
      squares.add(ratio * ratio)
    }
    let tail = sum.value / n
    return (tail, (max(squares.value / n - tail * tail, 0) / n).squareRoot())
  }

  private func quantileIndex(_ level: ConfidenceLevel) throws(RiskError) -> Int {
    let bound = (1 - level.fraction) * Double(count)
    var sum = CompensatedSum()
    for (index, ratio) in ratios.enumerated() {
      sum.add(ratio)
      if sum.value > bound { return index }
    }
    throw .noConvergence(at: level.fraction)
  }
}
