/// A dividend in cash that an underlying pays at one instant.
public struct CashDividend: Hashable, Sendable {
  /// Years until it is paid, > 0.
  public var years: Double
  /// Cash a unit of the underlying, ≥ 0.
  public var amount: Double

  /// Creates a dividend; see the properties.
  public init(years: Double, amount: Double) {
    self.years = years
    self.amount = amount
  }
}

/// How the spot takes cash dividends.
public enum DividendModel: String, Hashable, Sendable, CaseIterable {
  /// The spot is lognormal between dividends and drops by each, at most to zero.
  case spot
  /// The spot less the present value of the dividends still to come until expiry is lognormal.
  case escrowed
}

/// When an option may be exercised.
public enum ExerciseStyle: String, Hashable, Sendable, CaseIterable {
  /// At any time until expiry.
  case american
  /// At expiry alone.
  case european
}
