/// Mack's test of whether calendar periods move factors, which a chain ladder assumes they do not.
///
/// Each factor of an origin period is above or below the median of its age; of the factors of one calendar period Z is the
/// smaller of the two numbers. The sum of Z is held against its mean and variance under independence: too small a sum
/// speaks of an effect.
///
/// - Source: T. Mack, CAS Forum, Spring 1994, 101, appendix H.
public struct CalendarPeriodEffect: Hashable, Sendable {
  /// The sum of Z over the calendar periods.
  public let statistic: Int
  /// Its mean where there is no effect.
  public let mean: Double
  /// Its variance where there is no effect.
  public let variance: Double

  /// Counts the factors of a triangle.
  ///
  /// - Parameter triangle: The claims, > 0 wherever a factor divides by them.
  /// - Throws: `InsuranceError.invalid` for other claims, with the place.
  /// - Complexity: O(cells · log origins).
  public init(_ triangle: DevelopmentTriangle) throws(InsuranceError) {
    var counts = [(above: Int, below: Int)](repeating: (0, 0), count: triangle.origins + triangle.ages)
    for age in 0..<triangle.ages - 1 {
      try triangle.checkPositive(at: age)
      let factors = triangle.developed(from: age).map { $0.after / $0.before }
      let sorted = factors.sorted()
      let median = 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
      for (origin, factor) in factors.enumerated() {
        if factor > median { counts[origin + age].above += 1 }
        if factor < median { counts[origin + age].below += 1 }
      }
    }
    var (statistic, mean, variance) = (0, 0.0, 0.0)
    for (above, below) in counts where above + below > 0 {
      let moments = Self.moments(of: above + below)
      statistic += min(above, below)
      mean += moments.mean
      variance += moments.variance
    }
    self.statistic = statistic
    self.mean = mean
    self.variance = variance
  }

  /// How many standard deviations the statistic lies from its mean; nil without factors off their medians.
  public var score: Double? { variance > 0 ? (Double(statistic) - mean) / variance.squareRoot() : nil }

  /// Mean and variance of the smaller number of two that together are n, each of which of equal probability.
  ///
  ///     mean = n / 2 − b n,  variance = n (n − 1) / 4 − b n (n − 1) + mean − mean²,  b = binomial(n − 1, ⌊(n − 1) / 2⌋) / 2ⁿ
  private static func moments(of count: Int) -> (mean: Double, variance: Double) {
    let n = Double(count)
    // One factor a step, each with its halves, so that nothing overflows.
    let middle = (count - 1) / 2
    var b = 0.5
    for index in 0..<(count - 1) {
      b *= 0.5
      if index < middle { b *= (n - 1 - Double(index)) / Double(index + 1) }
    }
    let mean = n / 2 - b * n
    return (mean, n * (n - 1) / 4 - b * n * (n - 1) + mean - mean * mean)
  }
}
