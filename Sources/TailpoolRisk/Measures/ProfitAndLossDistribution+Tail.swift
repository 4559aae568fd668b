import TailpoolNumerics

/// A scenario of the tail and its weight in the expected shortfall.
public struct TailScenario: Hashable, Sendable {
  /// Index of the scenario in the profit and loss vector, from 0.
  public let index: Int
  /// Its weight, > 0; the weights of a tail sum to one.
  public let weight: Double

  /// Creates a tail scenario; see the properties for the meaning of each argument.
  public init(index: Int, weight: Double) {
    self.index = index
    self.weight = weight
  }
}

extension ProfitAndLossDistribution {
  /// The value at risk with its exact order-statistic interval.
  ///
  /// The lower quantile inf {x : F(x) ≥ level} of the loss, which is the loss of rank `ceil(n · level)`; a product
  /// within four units in the last place of a whole number is taken to be whole. The interval's ends are the losses of
  /// ranks `q(0.025)` and `q(0.975) + 1` of the binomial distribution (n, level), at most n: with fewer scenarios than
  /// the level needs, the upper end is the greatest loss and the interval covers less than 95 %.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The estimate, positive when money is lost; its standard error is NaN for one scenario.
  /// - Complexity: O(n) expected, by selection on one copy of the entries.
  public func valueAtRisk(_ level: ConfidenceLevel) -> ValueAtRisk {
    let position = TailPosition(count: count, level: level)
    let interval = OrderStatisticInterval(count: count, level: level)
    let ranks = [interval.low, position.rank, interval.high]
    let losses = self.losses(ofRanks: ranks)
    let error = count > 1 ? (losses[2] - losses[0]) / (2 * 1.96) : .nan
    return ValueAtRisk(level: level, value: losses[1], low: losses[0], high: losses[2], standardError: error)
  }

  /// The expected shortfall: the exact mean of the worst `1 − level` of the scenarios.
  ///
  /// With the value at risk `v` and `m = n · (1 − level)` losses in the tail, which need not be whole:
  ///
  ///     ES = v + (sum of (loss − v) over losses > v) / m
  ///     standard error = sqrt((Var(tail) + level · (ES − v)²) / m)
  ///
  /// which gives the boundary its fractional weight. `Var(tail)` is the variance of the tail under the same weights.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: The estimate, positive when money is lost; its standard error is NaN when the tail is worth one loss or
  ///   less.
  /// - Complexity: O(n) expected, by selection on one copy of the entries.
  /// - Source: C. Acerbi and D. Tasche, J. Banking & Finance 26 (2002) 1487; B. J. Manistre and G. H. Hancock,
  ///   North American Actuarial Journal 9 (2005) 129.
  public func expectedShortfall(_ level: ConfidenceLevel) -> ExpectedShortfall {
    let position = TailPosition(count: count, level: level)
    let boundary = losses(ofRanks: [position.rank])[0]
    var excess = CompensatedSum()
    var squares = CompensatedSum()
    for entry in profitAndLoss where -entry > boundary {
      let beyond = -entry - boundary
      excess.add(beyond)
      squares.add(beyond * beyond)
    }
    let meanExcess = excess.value / position.mass
    let variance = max(squares.value / position.mass - meanExcess * meanExcess, 0)
    let error = ((variance + level.fraction * meanExcess * meanExcess) / position.mass).squareRoot()
    return ExpectedShortfall(
      level: level, value: boundary + meanExcess, standardError: position.mass > 1 ? error : .nan)
  }

  /// The scenarios whose weighted mean loss is the expected shortfall.
  ///
  /// Each loss beyond the value at risk weighs `1 / (n · (1 − level))`; those that equal it share what is left, each at
  /// most that weight, in the order of their indexes.
  ///
  /// - Parameter level: The confidence level.
  /// - Returns: Scenarios with positive weights that sum to one, by index; at least one.
  /// - Complexity: O(n) expected.
  public func tailScenarios(_ level: ConfidenceLevel) -> [TailScenario] {
    let position = TailPosition(count: count, level: level)
    let boundary = losses(ofRanks: [position.rank])[0]
    var left = position.mass - Double(profitAndLoss.count { -$0 > boundary })
    var scenarios: [TailScenario] = []
    for (index, entry) in profitAndLoss.enumerated() {
      if -entry > boundary {
        scenarios.append(TailScenario(index: index, weight: 1 / position.mass))
      } else if -entry == boundary, left > 0 {
        scenarios.append(TailScenario(index: index, weight: min(left, 1) / position.mass))
        left -= 1
      }
    }
    return scenarios
  }

  /// The losses of the given ranks, from 1 for the least, in increasing order of rank.
  func losses(ofRanks ranks: [Int]) -> [Double] {
    var losses = profitAndLoss.map { -$0 }
    var start = 0
    for rank in ranks {
      losses.select(rank - 1, in: start..<losses.count)
      start = rank - 1
    }
    return ranks.map { losses[$0 - 1] }
  }
}
