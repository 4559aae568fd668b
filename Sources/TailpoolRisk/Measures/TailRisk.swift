/// A confidence level strictly between 0 and 1, made from a percentage so that 0.99, 0.01 and 99 cannot be mixed up.
public struct ConfidenceLevel: Hashable, Comparable, Sendable {
  /// The level as a fraction: 0.99 for 99 %.
  public let fraction: Double

  /// Creates a level from a percentage, or nil outside (0, 100).
  ///
  /// - Parameter percent: 99 for 99 %; more than 0, less than 100.
  public init?(percent: Double) {
    guard percent > 0, percent < 100 else { return nil }
    fraction = percent / 100
  }

  init(uncheckedFraction: Double) { fraction = uncheckedFraction }

  /// 95 %.
  public static let percent95 = ConfidenceLevel(uncheckedFraction: 0.95)
  /// 97.5 %.
  public static let percent97Point5 = ConfidenceLevel(uncheckedFraction: 0.975)
  /// 99 %.
  public static let percent99 = ConfidenceLevel(uncheckedFraction: 0.99)

  /// Whether the left level is lower.
  public static func < (left: ConfidenceLevel, right: ConfidenceLevel) -> Bool {
    left.fraction < right.fraction
  }
}

/// A value at risk with its sampling error. Losses are positive.
public struct ValueAtRisk: Hashable, Sendable {
  /// The level.
  public let level: ConfidenceLevel
  /// The lower quantile of the loss, inf {x : F(x) ≥ level}.
  public let value: Double
  /// Lower end of the exact 95 % order-statistic interval.
  public let low: Double
  /// Upper end of the exact 95 % order-statistic interval.
  public let high: Double
  /// Standard error, half the interval's width over 1.96.
  public let standardError: Double
  /// Distinct past days in the scenarios that lose at least it; nil for scenarios that are not made of past days.
  public let distinctDays: Int?

  /// Creates an estimate; see the properties for the meaning of each argument.
  public init(
    level: ConfidenceLevel, value: Double, low: Double, high: Double, standardError: Double, distinctDays: Int? = nil
  ) {
    self.level = level
    self.value = value
    self.low = low
    self.high = high
    self.standardError = standardError
    self.distinctDays = distinctDays
  }
}

/// An expected shortfall with its sampling error. Losses are positive.
public struct ExpectedShortfall: Hashable, Sendable {
  /// The level.
  public let level: ConfidenceLevel
  /// The mean of the worst `1 − level` of the loss, with fractional weight on the boundary.
  public let value: Double
  /// Asymptotic standard error.
  public let standardError: Double
  /// Distinct past days in the scenarios that lose at least the value at risk; nil for scenarios that are not made of past
  /// days.
  public let distinctDays: Int?

  /// Creates an estimate; see the properties for the meaning of each argument.
  public init(level: ConfidenceLevel, value: Double, standardError: Double, distinctDays: Int? = nil) {
    self.level = level
    self.value = value
    self.standardError = standardError
    self.distinctDays = distinctDays
  }
}
