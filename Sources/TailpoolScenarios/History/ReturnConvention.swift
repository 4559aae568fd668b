import TailpoolMarket

extension ReturnConvention {
  /// How a return is measured.
  public enum Kind: String, Hashable, Sendable {
    /// The logarithm of the ratio of two prices.
    case log
    /// The ratio of two prices less 1.
    case simple
  }
}

/// What a panel's numbers are: the kind of return, its length, and the time of day that it ends at.
public struct ReturnConvention: Hashable, Sendable {
  /// How the returns are measured.
  public var kind: ReturnConvention.Kind
  /// Observation periods in a year, > 0: 365 for prices of every day, about 252 for those of an exchange.
  public var periodsPerYear: Double
  /// Seconds after the midnight in UTC with which a row's date begins, at which its prices were taken.
  ///
  /// 86,400 is the end of the day.
  public var cutSecond: Int
  /// Observation periods that a return spans, ≥ 1; returns of more than one overlap.
  public var span: Int

  /// Creates a convention; see the properties for the meaning of each argument.
  public init(
    kind: ReturnConvention.Kind = .log, periodsPerYear: Double = DayCount.daysPerYear, cutSecond: Int = 86_400,
    span: Int = 1
  ) {
    self.kind = kind
    self.periodsPerYear = periodsPerYear
    self.cutSecond = cutSecond
    self.span = max(1, span)
  }

  /// Log returns from the end of one UTC day to the end of the next.
  public static let dailyLog = ReturnConvention()

  /// Equally weighted independent observations that say as much about a variance as one overlapping one.
  ///
  /// Returns of k periods that start j apart have correlation 1 − j/k, and the squares of those add up to
  /// (2k² + 1) / (3k).
  var informationPerObservation: Double {
    let k = Double(span)
    return 3 * k / (2 * k * k + 1)
  }
}
