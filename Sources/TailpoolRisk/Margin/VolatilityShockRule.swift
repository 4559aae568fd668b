import TailpoolLibc

/// Which way a scenario of a venue's margin moves volatilities.
package enum VolatilityDirection: String, Hashable, Sendable, CaseIterable {
  /// Up.
  case up
  /// Not at all.
  case unchanged
  /// Down.
  case down
}

/// How far a venue moves the volatility of an expiry: more, the shorter it runs.
///
///     up: σ (1 + rangeUp m),   down: σ max(0, 1 − rangeDown m),   m = (30 d / max(T, leastDays))^power
///
/// with the power for short expiries up to 30 days and the one for long expiries beyond.
package struct VolatilityShockRule: Hashable, Sendable {
  /// Fraction by which a volatility of 30 days rises, ≥ 0.
  package let rangeUp: Double
  /// Fraction by which a volatility of 30 days falls, ≥ 0.
  package let rangeDown: Double
  /// The power up to 30 days, ≥ 0.
  package let shortPower: Double
  /// The power beyond 30 days, ≥ 0.
  package let longPower: Double
  /// Expiries nearer than this are moved as if they were so far, in days, > 0.
  package let leastDays: Double

  /// Derive's: 45 % up, 30 % down.
  package static let derive = VolatilityShockRule(rangeUp: 0.45, rangeDown: 0.3)
  /// Deribit's: 50 % up, 25 % down.
  package static let deribit = VolatilityShockRule(rangeUp: 0.5, rangeDown: 0.25)

  private init(rangeUp: Double, rangeDown: Double) {
    (self.rangeUp, self.rangeDown) = (rangeUp, rangeDown)
    (shortPower, longPower, leastDays) = (0.3, 0.13, 1)
  }

  /// Creates a rule; see the properties for the meaning of each argument.
  ///
  /// - Throws: `RiskError.invalidParameter` for a number out of its range.
  package init(
    rangeUp: Double, rangeDown: Double, shortPower: Double, longPower: Double, leastDays: Double = 1
  ) throws(RiskError) {
    for (name, value) in [
      ("rangeUp", rangeUp), ("rangeDown", rangeDown), ("shortPower", shortPower), ("longPower", longPower),
    ] where !(value >= 0 && value.isFinite) { throw .invalidParameter(name: name, value: value) }
    guard leastDays > 0, leastDays.isFinite else { throw .invalidParameter(name: "leastDays", value: leastDays) }
    self.rangeUp = rangeUp
    self.rangeDown = rangeDown
    self.shortPower = shortPower
    self.longPower = longPower
    self.leastDays = leastDays
  }

  /// The factor on the volatility of an expiry.
  ///
  /// - Parameters:
  ///   - direction: Which way.
  ///   - days: Time to expiry in days, ≥ 0.
  /// - Returns: A factor ≥ 0.
  package func factor(_ direction: VolatilityDirection, days: Double) -> Double {
    let multiple = pow(30 / max(days, leastDays), days <= 30 ? shortPower : longPower)
    switch direction {
    case .up: return 1 + rangeUp * multiple
    case .unchanged: return 1
    case .down: return max(0, 1 - rangeDown * multiple)
    }
  }
}
