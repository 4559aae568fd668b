import TailpoolNumerics

/// Claims of given amounts with given probabilities, such as those of a sample.
///
/// Tails are summed from the greatest amount down, so that a small one keeps the digits of its own probabilities.
public struct DiscreteSeverity: Hashable, ClaimSeverity {
  /// The amounts, ascending, each once.
  public let amounts: [Double]
  /// The probability of each.
  public let probabilities: [Double]
  /// The probability of at least each amount, and then 0.
  private let tails: [Double]
  /// The probability of less than each amount, and then 1.
  private let heads: [Double]

  /// Creates a law.
  ///
  /// - Parameters:
  ///   - amounts: At least one, finite and ≥ 0, in any order; equal ones are joined.
  ///   - probabilities: As many, each finite and ≥ 0; they sum to one within 1e-9, and are scaled to do so exactly.
  /// - Throws: `InsuranceError.empty`, `.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(n log n).
  public init(amounts: [Double], probabilities: [Double]) throws(InsuranceError) {
    let sum = CompensatedSum(probabilities).value
    try self.init(amounts: amounts, weights: probabilities, what: "probability", plural: "probabilities")
    try InsuranceError.checkUnitSum("probabilities", sum)
  }

  /// Creates the empirical law of a sample.
  ///
  /// - Parameters:
  ///   - sample: At least one amount, finite and ≥ 0, in any order.
  ///   - weights: As many, each finite and ≥ 0 with a finite sum > 0; nil for equal ones.
  /// - Throws: `InsuranceError.empty`, `.countMismatch` or `.invalid`, with the place.
  /// - Complexity: O(n log n).
  public init(sample: [Double], weights: [Double]? = nil) throws(InsuranceError) {
    let weights = weights ?? [Double](repeating: 1, count: sample.count)
    try self.init(amounts: sample, weights: weights, what: "weight", plural: "weights")
  }

  private init(amounts: [Double], weights: [Double], what: String, plural: String) throws(InsuranceError) {
    guard !amounts.isEmpty else { throw .empty("amounts of claims") }
    guard weights.count == amounts.count else {
      throw .countMismatch(plural, expected: amounts.count, actual: weights.count)
    }
    try InsuranceError.checkNonNegative("amount", amounts)
    try InsuranceError.checkNonNegative(what, weights)
    let sum = try InsuranceError.checkPositive("sum of \(plural)", CompensatedSum(weights).value)
    (self.amounts, probabilities) = Self.joined(amounts, weights.map { $0 / sum })
    tails = Self.sums(probabilities.reversed()).reversed()
    heads = Self.sums(probabilities)
  }

  /// The amounts in their order, each once, without those of no probability.
  private static func joined(_ amounts: [Double], _ weights: [Double]) -> (amounts: [Double], weights: [Double]) {
    let order = amounts.indices.filter { weights[$0] > 0 }.sorted { (amounts[$0], $0) < (amounts[$1], $1) }
    var (joined, sums): ([Double], [CompensatedSum]) = ([], [])
    for index in order {
      if joined.last != amounts[index] {
        joined.append(amounts[index])
        sums.append(CompensatedSum())
      }
      sums[sums.count - 1].add(weights[index])
    }
    return (joined, sums.map(\.value))
  }

  /// The sums of none, the first, the first two, … of probabilities.
  private static func sums(_ values: some Sequence<Double>) -> [Double] {
    var sum = CompensatedSum()
    return [0]
      + values.map {
        sum.add($0)
        return min(sum.value, 1)
      }
  }

  /// The number of amounts for which a condition holds that holds up to some amount.
  private func count(_ isBelow: (Int) -> Bool) -> Int {
    var (low, high) = (0, amounts.count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double {
    amount.isNaN ? .nan : amount < 0 ? 1 : tails[count { amounts[$0] <= amount }]
  }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    amount.isNaN ? .nan : heads[count { amounts[$0] <= amount }]
  }

  /// The quantile; a tail within 1e-12 of itself reaches the level, as one that does but for rounding.
  public func quantile(upperTail tail: Double) -> Double {
    guard tail >= 0, tail <= 1 else { return .nan }
    let bound = tail * (1 + 1e-12)
    guard bound < 1 else { return 0 }
    return amounts[min(count { tails[$0 + 1] > bound }, amounts.count - 1)]
  }

  /// The least amount that is not exceeded with a probability.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    guard probability > 0 else { return 0 }
    guard probability < 0.5 else { return quantile(upperTail: 1 - probability) }
    return amounts[min(count { heads[$0 + 1] < probability * (1 - 1e-12) }, amounts.count - 1)]
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    moment(from: attachment, to: exhaustion) { $0 }
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    moment(from: attachment, to: exhaustion) { $0 * $0 }
  }

  /// E[f(min((X − a)⁺, b − a))] for f(0) = 0: a sum over the amounts within the layer, and what lies above it.
  private func moment(from attachment: Double, to exhaustion: Double, _ function: (Double) -> Double) -> Double {
    guard attachment >= 0, attachment.isFinite, exhaustion >= attachment else { return .nan }
    let first = count { amounts[$0] <= attachment }
    let last = count { amounts[$0] < exhaustion }
    var sum = CompensatedSum()
    if last < amounts.count { sum.add(tails[last] * function(exhaustion - attachment)) }
    for index in stride(from: last - 1, through: first, by: -1) {
      sum.add(probabilities[index] * function(amounts[index] - attachment))
    }
    return sum.value
  }

  /// The variance; +∞ where it is infinite.
  public var variance: Double {
    let mean = mean
    return CompensatedSum(zip(amounts, probabilities).lazy.map { ($0 - mean) * ($0 - mean) * $1 }).value
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: survival(grid.lowerEnd(grid.count)))
    for (amount, probability) in zip(amounts, probabilities) { cells.add(probability, at: amount, on: grid) }
    return cells
  }
}
