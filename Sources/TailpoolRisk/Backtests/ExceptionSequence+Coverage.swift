import TailpoolLibc
import TailpoolNumerics

extension ExceptionSequence {
  /// A test of a sequence of exceptions.
  public enum Test: String, Hashable, Sendable, CaseIterable {
    /// Kupiec: is the number of exceptions right?
    case kupiec
    /// Christoffersen: is an exception as likely after an exception as after a day without one?
    case independence
    /// Christoffersen: both together.
    case conditionalCoverage
    /// Christoffersen and Pelletier: do the times between exceptions have no memory?
    case duration
  }
}

extension ExceptionSequence {
  /// A test with the p-value of the chi-squared distribution that it has for many days.
  ///
  /// The statistics are likelihood ratios. For a few exceptions the chi-squared distribution is rough; see
  /// `ExceptionTestDistribution` for p-values that hold for any number of days.
  ///
  /// - Parameter test: The test.
  /// - Returns: The likelihood ratio, ≥ 0; NaN for the duration test with fewer than two exceptions.
  /// - Complexity: O(days); the duration test O(exceptions) for each of a few dozen steps.
  /// - Source: P. Kupiec, Journal of Derivatives 3 (1995) 73; P. Christoffersen, International Economic Review 39 (1998)
  ///   841; P. Christoffersen and D. Pelletier, Journal of Financial Econometrics 2 (2004) 84.
  public func test(_ test: ExceptionSequence.Test) -> BacktestResult {
    let statistic = statistic(of: test)
    let survival =
      test == .conditionalCoverage
      ? exp(-statistic / 2) : 2 * NormalDistribution.complementary(statistic.squareRoot())
    return BacktestResult(statistic: statistic, pValue: survival)
  }

  /// The likelihood ratio of a test.
  func statistic(of test: ExceptionSequence.Test) -> Double {
    switch test {
    case .kupiec: Self.coverageRatio(count: count, exceptions: exceptions, rate: expectedRate)
    case .independence: independenceRatio
    case .conditionalCoverage:
      Self.coverageRatio(count: count, exceptions: exceptions, rate: expectedRate) + independenceRatio
    case .duration: durationRatio
    }
  }

  /// Kupiec's likelihood ratio for a number of exceptions.
  static func coverageRatio(count: Int, exceptions: Int, rate: Double) -> Double {
    let (n, x) = (Double(count), Double(exceptions))
    let expected = logLikelihood(x, n - x, rate: rate)
    let ratio = 2 * (logLikelihood(x, n - x, rate: x / n) - expected)
    // The rate is a rounded number: what it leaves of a ratio of zero is zero.
    return ratio > 1e-14 * abs(expected) ? ratio : 0
  }

  /// Kupiec's test with its exact p-value: the probability of a number of exceptions with a ratio at least as great.
  ///
  /// - Complexity: O(days).
  public func exactKupiec() -> BacktestResult {
    let ratio = Self.coverageRatio(count: count, exceptions: exceptions, rate: expectedRate)
    let n = Double(count)
    let constant = GammaFunction.logarithm(n + 1)
    var sum = CompensatedSum()
    // Ratios that differ by rounding alone count as equal.
    for x in 0...count
    where Self.coverageRatio(count: count, exceptions: x, rate: expectedRate) >= ratio - 1e-9 * max(1, ratio) {
      let hits = Double(x)
      let ways = constant - GammaFunction.logarithm(hits + 1) - GammaFunction.logarithm(n - hits + 1)
      sum.add(exp(ways + Self.logLikelihood(hits, n - hits, rate: expectedRate)))
    }
    return BacktestResult(statistic: ratio, pValue: min(sum.value, 1))
  }

  /// The likelihood ratio of the day of the first exception; nil without an exception.
  ///
  /// - Source: P. Kupiec, Journal of Derivatives 3 (1995) 73.
  public func timeUntilFirstException() -> BacktestResult? {
    guard let first = hits.firstIndex(of: true) else { return nil }
    let before = Double(first)
    let ratio =
      2 * (Self.logLikelihood(1, before, rate: 1 / (before + 1)) - Self.logLikelihood(1, before, rate: expectedRate))
    return BacktestResult(
      statistic: max(ratio, 0), pValue: 2 * NormalDistribution.complementary(max(ratio, 0).squareRoot()))
  }

  /// `hits · log rate + misses · log(1 − rate)` with 0 log 0 = 0.
  static func logLikelihood(_ hits: Double, _ misses: Double, rate: Double) -> Double {
    (hits > 0 ? hits * log(rate) : 0) + (misses > 0 ? misses * log1p(-rate) : 0)
  }

  private var independenceRatio: Double {
    var after = (miss: (miss: 0.0, hit: 0.0), hit: (miss: 0.0, hit: 0.0))
    for (yesterday, today) in zip(hits, hits.dropFirst()) {
      switch (yesterday, today) {
      case (false, false): after.miss.miss += 1
      case (false, true): after.miss.hit += 1
      case (true, false): after.hit.miss += 1
      case (true, true): after.hit.hit += 1
      }
    }
    let hit = after.miss.hit + after.hit.hit
    let miss = after.miss.miss + after.hit.miss
    guard hit + miss > 0 else { return 0 }
    func maximum(_ hits: Double, _ misses: Double) -> Double {
      hits + misses > 0 ? Self.logLikelihood(hits, misses, rate: hits / (hits + misses)) : 0
    }
    let chain = maximum(after.miss.hit, after.miss.miss) + maximum(after.hit.hit, after.hit.miss)
    return max(2 * (chain - maximum(hit, miss)), 0)
  }
}
