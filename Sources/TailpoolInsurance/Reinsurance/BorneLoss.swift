import TailpoolNumerics

/// The part of a loss that a treaty, or the pool, bears.
public struct BorneLoss: Hashable, Sendable {
  /// Who bears it.
  public let name: String
  /// The law of what is borne, on a grid of its own.
  public let law: LossDistribution
  /// The mean of what is borne.
  public let mean: Double
  /// The variance of what is borne.
  public let variance: Double

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// A price by loadings on the mean and on the standard deviation.
  ///
  ///     (1 + meanLoading) · mean + deviationLoading · standard deviation
  ///
  /// - Parameters:
  ///   - meanLoading: Part of the mean.
  ///   - deviationLoading: Part of the standard deviation.
  public func price(meanLoading: Double = 0, deviationLoading: Double = 0) -> Double {
    (1 + meanLoading) * mean + deviationLoading * standardDeviation
  }

  init(name: String, _ amounts: BorneAmounts, of law: LossDistribution) {
    self.name = name
    let values = amounts.values
    let mean = law.moment { values[$0] }
    self.mean = mean
    variance = law.moment { (values[$0] - mean) * (values[$0] - mean) }
    self.law = law.spread(values, step: amounts.step, isFinal: amounts.isFinal)
  }
}

extension LossDistribution {
  /// The law of a value for each loss of the grid, on a grid of another step, its mean kept.
  ///
  /// - Parameters:
  ///   - values: Never falling, finite and ≥ 0.
  ///   - isFinal: Whether every loss beyond the grid has the last value.
  func spread(_ values: [Double], step newStep: Double, isFinal: Bool) -> LossDistribution {
    let last = values[values.count - 1] / newStep
    var masses = [Double](repeating: 0, count: Int(last.rounded(.up)) + 1)
    for (value, probability) in zip(values, probabilities) {
      masses.add(probability, at: value / newStep)
    }
    if isFinal { masses.add(beyond, at: last) }
    return LossDistribution(unchecked: masses, step: newStep, beyond: isFinal ? 0 : beyond)
  }
}

extension [Double] {
  /// Adds a probability at a place between two indexes, to both so that its mean is the place.
  ///
  /// A place within rounding of an index is that index.
  fileprivate mutating func add(_ probability: Double, at place: Double) {
    let nearest = place.rounded()
    if abs(place - nearest) <= 8 * place.ulp {
      self[Swift.min(Int(nearest), count - 1)] += probability
      return
    }
    let below = Int(place)
    let part = place - Double(below)
    self[below] += (1 - part) * probability
    self[Swift.min(below + 1, count - 1)] += part * probability
  }
}
