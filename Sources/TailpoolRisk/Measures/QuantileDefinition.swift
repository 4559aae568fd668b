/// The nine usual definitions of a sample's quantile, in the numbering of Hyndman and Fan.
///
/// With the ordered losses x(1) ≤ … ≤ x(n) and the level p, each one interpolates at a position `n p + m`; the cases say
/// which. Value at risk here and everywhere else is the first.
///
/// - Source: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361.
package enum QuantileDefinition: Int, Hashable, Sendable, CaseIterable {
  /// Type 1: the inverse of the distribution function, inf {x : F(x) ≥ p}.
  case inverse = 1
  /// Type 2: as type 1, with the mean of both losses where F(x) = p.
  case averagedInverse = 2
  /// Type 3: the loss whose rank is nearest to n p, the even one of two.
  case nearestEven = 3
  /// Type 4: linear, n p.
  case linearInverse = 4
  /// Type 5: linear, n p + ½ (Hazen).
  case hazen = 5
  /// Type 6: linear, (n + 1) p (Weibull); the default of SPSS and Minitab.
  case weibull = 6
  /// Type 7: linear, (n − 1) p + 1 (Gumbel); the default of NumPy, R and spreadsheets.
  case gumbel = 7
  /// Type 8: linear, (n + ⅓) p + ⅓: nearly median-unbiased for any distribution.
  case medianUnbiased = 8
  /// Type 9: linear, (n + ¼) p + ⅜: nearly unbiased for the normal distribution.
  case normalUnbiased = 9

  /// The two ranks (from 1) that are mixed, and the weight of the second.
  func ranks(count: Int, level: Double) -> (low: Int, high: Int, weight: Double) {
    let n = Double(count)
    let offset: Double
    switch self {
    case .inverse, .averagedInverse, .linearInverse: offset = 0
    case .nearestEven: offset = -0.5
    case .hazen: offset = 0.5
    case .weibull: offset = level
    case .gumbel: offset = 1 - level
    case .medianUnbiased: offset = (level + 1) / 3
    case .normalUnbiased: offset = level / 4 + 0.375
    }
    let position = n * level + offset
    // The product is a rounded number: what is within a few units of a whole number is taken to be whole.
    let nearest = position.rounded()
    let isWhole = abs(position - nearest) <= 4 * max(1, n * level).ulp
    let whole = isWhole ? nearest : position.rounded(.down)
    let rank = Int(min(max(whole, 0), n))
    let weight: Double
    switch self {
    case .inverse: weight = isWhole ? 0 : 1
    case .averagedInverse: weight = isWhole ? 0.5 : 1
    case .nearestEven: weight = isWhole && rank.isMultiple(of: 2) ? 0 : 1
    default: weight = isWhole ? 0 : position - whole
    }
    return (min(max(rank, 1), count), min(max(rank + 1, 1), count), weight)
  }
}

extension ProfitAndLossDistribution {
  /// A quantile of the loss by a stated definition.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - definition: Which of the nine definitions.
  /// - Returns: The loss, positive when money is lost.
  /// - Complexity: O(n) expected, by selection on one copy of the entries.
  package func lossQuantile(_ level: ConfidenceLevel, definition: QuantileDefinition) -> Double {
    let (low, high, weight) = definition.ranks(count: count, level: level.fraction)
    let losses = losses(ofRanks: [low, high])
    if weight == 0 || low == high { return losses[0] }
    return weight == 1 ? losses[1] : losses[0] + weight * (losses[1] - losses[0])
  }

  /// The least number of scenarios whose 95 % order-statistic interval at a level has both ends in the sample.
  ///
  /// - Parameter level: The level.
  /// - Returns: The least n with levelⁿ ≤ 0.025 and (1 − level)ⁿ ≤ 0.025: 368 at 99 %.
  public static func leastCountForInterval(_ level: ConfidenceLevel) -> Int {
    OrderStatisticInterval.leastCount(level)
  }

  /// The 95 % order-statistic interval of the value at risk, refused where the sample is too small for it.
  ///
  /// - Parameter level: The level.
  /// - Returns: The losses that enclose the quantile with a probability of at least 95 %.
  /// - Throws: `RiskError.tooFewScenarios` with how many are needed.
  /// - Complexity: O(n) expected.
  public func valueAtRiskInterval(_ level: ConfidenceLevel) throws(RiskError) -> ClosedRange<Double> {
    let required = Self.leastCountForInterval(level)
    guard count >= required else { throw .tooFewScenarios(found: count, required: required) }
    let risk = valueAtRisk(level)
    return risk.low...risk.high
  }
}
