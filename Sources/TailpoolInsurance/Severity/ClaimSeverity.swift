import TailpoolLibc

/// The law of the amount X ≥ 0 of one claim.
///
/// A law says its tail S(x) = P(X > x) and the moments of its layers; means, limited expected values, stop losses and the
/// cells of a grid follow from those. All laws of this module keep the relative digits of small tails, of 1e-20 as of 0.1.
/// Amounts go up to 1e300; one that is greater, other than infinity, may give NaN.
///
/// A law of your own needs the first three functions. The others have defaults that are found from these, and which a law
/// overrides where it knows better.
public protocol ClaimSeverity: Sendable {
  /// The survival function S(x) = P(X > x).
  ///
  /// - Parameter amount: Any number; below zero it gives 1.
  /// - Returns: A probability, NaN for NaN.
  func survival(_ amount: Double) -> Double

  /// The mean of a layer, E[min((X − a)⁺, b − a)] = ∫ S(x) dx over (a, b).
  ///
  /// - Parameters:
  ///   - attachment: a, finite and ≥ 0: the amount from which the layer pays.
  ///   - exhaustion: b ≥ a: the amount beyond which it pays no more; infinite for a stop loss.
  /// - Returns: A number ≥ 0; +∞ for an infinite mean above the attachment, NaN for other arguments.
  func layerMean(from attachment: Double, to exhaustion: Double) -> Double

  /// The second moment of a layer, E[min((X − a)⁺, b − a)²] = 2 ∫ (x − a) S(x) dx over (a, b).
  ///
  /// - Parameters:
  ///   - attachment: a, finite and ≥ 0.
  ///   - exhaustion: b ≥ a, may be infinite.
  /// - Returns: A number ≥ 0; +∞ where it diverges, NaN for other arguments.
  func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double

  /// The distribution function F(x) = P(X ≤ x).
  ///
  /// - Parameter amount: Any number; below zero it gives 0.
  /// - Returns: A probability, NaN for NaN; by default 1 − S(x), whose small values have lost digits.
  func cumulative(_ amount: Double) -> Double

  /// The least amount that is exceeded with no more than a probability: inf {x : S(x) ≤ tail}.
  ///
  /// - Parameter tail: In [0, 1].
  /// - Returns: An amount ≥ 0, +∞ where no amount is enough; NaN for another argument.
  func quantile(upperTail tail: Double) -> Double

  /// The least amount that is not exceeded with a probability: inf {x ≥ 0 : F(x) ≥ probability}.
  ///
  /// - Parameter probability: In [0, 1]; small tails are better said by `quantile(upperTail:)`.
  /// - Returns: An amount ≥ 0, +∞ where no amount is enough; NaN for another argument.
  func quantile(_ probability: Double) -> Double

  /// The variance; +∞ where it, or the mean, is infinite.
  var variance: Double { get }

  /// What the cells of a grid hold, by which a law is discretized.
  ///
  /// The default is differences of survivals and layers, whose small values have lost the digits that differences lose.
  ///
  /// - Parameter grid: The cells.
  /// - Returns: As many masses and moments as there are cells.
  /// - Complexity: O(cells).
  func cells(_ grid: SeverityGrid) -> SeverityCells
}

extension ClaimSeverity {
  /// The mean E[X]; +∞ where it is infinite.
  public var mean: Double { layerMean(from: 0, to: .infinity) }

  /// The second moment E[X²]; +∞ where it is infinite.
  public var secondMoment: Double { layerSecondMoment(from: 0, to: .infinity) }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The limited expected value E[min(X, limit)].
  ///
  /// - Parameter limit: ≥ 0, infinite for the mean.
  /// - Returns: A number ≥ 0, finite for a finite limit whatever the mean; NaN for another argument.
  public func limitedExpectedValue(_ limit: Double) -> Double { layerMean(from: 0, to: limit) }

  /// What is lost above a retention, in the mean: E[(X − retention)⁺].
  ///
  /// - Parameter retention: Finite and ≥ 0.
  /// - Returns: A number ≥ 0, +∞ for an infinite mean; NaN for another argument.
  public func stopLoss(above retention: Double) -> Double { layerMean(from: retention, to: .infinity) }

  /// What a layer pays in the mean: E[min((X − attachment)⁺, limit)].
  ///
  /// - Parameters:
  ///   - limit: The most that the layer pays, ≥ 0; infinite for no limit.
  ///   - attachment: The loss from which it pays, finite and ≥ 0.
  /// - Returns: A number ≥ 0; NaN for other arguments.
  public func layer(_ limit: Double, above attachment: Double) -> Double {
    layerMean(from: attachment, to: attachment + limit)
  }

  /// The mean of a law where one is needed.
  ///
  /// - Returns: A finite mean.
  /// - Throws: `InsuranceError.infiniteMean` where it is infinite, or beyond the range of a `Double`.
  public func finiteMean() throws(InsuranceError) -> Double {
    let mean = mean
    guard mean.isFinite else { throw .infiniteMean("the severity") }
    return mean
  }

  /// The distribution function as 1 − S(x), whose small values have lost digits.
  public func cumulative(_ amount: Double) -> Double { 1 - survival(amount) }

  /// The variance as E[X²] − E[X]²; +∞ where either is infinite.
  public var variance: Double {
    let (mean, secondMoment) = (mean, secondMoment)
    guard mean.isFinite, secondMoment.isFinite else { return .infinity }
    return max(secondMoment - mean * mean, 0)
  }

  /// The least amount that is exceeded with no more than a probability, by halving: at most 63 evaluations of the tail.
  public func quantile(upperTail tail: Double) -> Double {
    guard tail >= 0, tail <= 1 else { return .nan }
    return Self.least { survival($0) <= tail }
  }

  /// The least amount that is not exceeded with a probability, by halving: at most 63 evaluations.
  public func quantile(_ probability: Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    return probability < 0.5
      ? Self.least { cumulative($0) >= probability } : quantile(upperTail: 1 - probability)
  }

  /// The least number ≥ 0 at which a condition holds that holds from there on; +∞ where there is none.
  ///
  /// Positive numbers have the order of their bits, so that halving ends at the very number after 63 steps.
  private static func least(_ isReached: (Double) -> Bool) -> Double {
    if isReached(0) { return 0 }
    var (low, high) = (UInt64(0), Double.infinity.bitPattern)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isReached(Double(bitPattern: middle)) { high = middle } else { low = middle }
    }
    return Double(bitPattern: high)
  }

  /// What the cells of a grid hold, by differences of survivals and of layers.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    var cells = SeverityCells(count: grid.count, above: survival(grid.lowerEnd(grid.count)))
    for index in 0..<grid.count { cells.addDirectly(to: index, of: self, on: grid) }
    return cells
  }
}
