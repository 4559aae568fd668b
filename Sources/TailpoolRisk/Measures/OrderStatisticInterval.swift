import TailpoolLibc

/// Ranks of the order statistics that enclose a quantile with a probability of at least 95 %, whatever the distribution.
///
/// The number of losses up to the quantile is binomial (count, level). With its lower quantiles `q`, the ranks are
/// `q(0.025)` and `q(0.975) + 1`, kept within `1 ... count`. Where the second would be `count + 1`, the sample is too
/// small for the level and the interval up to the largest loss covers less than 95 %.
///
/// - Accuracy: exact, except where a binomial probability is within about 1e-13 of 0.025 or 0.975.
/// - Complexity: O(sqrt(count)).
/// - Source: H. A. David and H. N. Nagaraja, Order Statistics (2003), section 7.1.
struct OrderStatisticInterval: Equatable {
  /// Rank, from 1, of the lower end.
  let low: Int
  /// Rank, from 1, of the upper end.
  let high: Int

  private static let tailProbability = 0.025
  /// Binomial terms below this fraction of the greatest cannot change a rank.
  private static let negligible = 1e-20

  /// Finds the ranks.
  ///
  /// - Parameters:
  ///   - count: Number of losses, > 0.
  ///   - level: The confidence level.
  init(count: Int, level: ConfidenceLevel) {
    let terms = Self.terms(count: count, probability: level.fraction)
    let bound = Self.tailProbability * terms.weights.reduce(0, +)
    var below = 0.0
    let lowest = terms.weights.firstIndex { weight in
      below += weight
      return below >= bound
    }
    var above = 0.0
    let highest = terms.weights.lastIndex { weight in
      above += weight
      return above > bound
    }
    low = min(max(terms.first + (lowest ?? 0), 1), count)
    high = min(terms.first + (highest ?? terms.weights.count - 1) + 1, count)
  }

  /// The least count for which neither end of the interval is cut off by the sample.
  static func leastCount(_ level: ConfidenceLevel) -> Int {
    let widest = max(level.fraction, 1 - level.fraction)
    let count = (log(tailProbability) / log(widest)).rounded(.up)
    return count < Double(Int.max / 2) ? max(Int(count), 1) : Int.max
  }

  /// Binomial probabilities around the mode, relative to the mode's, from the number of successes `first` on.
  private static func terms(count: Int, probability: Double) -> (first: Int, weights: [Double]) {
    let odds = probability / (1 - probability)
    let mode = min(Int((Double(count) + 1) * probability), count)
    var weights = [1.0]
    var successes = mode
    while successes > 0, let last = weights.last, last > negligible {
      weights.append(last * Double(successes) / (Double(count - successes + 1) * odds))
      successes -= 1
    }
    let first = successes
    weights.reverse()
    successes = mode
    while successes < count, let last = weights.last, last > negligible {
      weights.append(last * Double(count - successes) * odds / Double(successes + 1))
      successes += 1
    }
    return (first, weights)
  }
}
