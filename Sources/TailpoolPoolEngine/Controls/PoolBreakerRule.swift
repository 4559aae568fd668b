/// When the breaker of an options pool trips: volatility or skew far from its average, or little free liquidity.
///
/// - Source: lyra-finance/lyra-protocol, `LiquidityPool._updateCBs`, with its default parameters.
package struct PoolBreakerRule: Hashable, Sendable {
  /// A threshold and for how long crossing it stops the pool.
  package struct Trigger: Hashable, Sendable {
    /// The threshold.
    package let threshold: Double
    /// Seconds, > 0.
    package let seconds: Int64

    /// Creates a trigger; see the properties for the meaning of each argument.
    package init(threshold: Double, seconds: Int64) {
      self.threshold = threshold
      self.seconds = seconds
    }
  }

  /// Free liquidity over net asset value below which the pool stops.
  package var liquidity = Trigger(threshold: 0.01, seconds: 259_200)
  /// Distance of volatility from its average, 0.1 is ten points, above which it stops.
  package var volatility = Trigger(threshold: 0.1, seconds: 43_200)
  /// Distance of the skew from its average above which it stops.
  package var skew = Trigger(threshold: 0.35, seconds: 43_200)

  /// Creates the source's default rule.
  package init() {}

  /// For how long the pool must stop.
  ///
  /// A value at its threshold does not trip; NaN does.
  ///
  /// - Parameters:
  ///   - freeLiquidity: Free liquidity over net asset value.
  ///   - volatilityDistance: Greatest |volatility − average| of any expiry.
  ///   - skewDistance: Greatest |skew − average| of any strike.
  ///   - hasOpenOptions: Whether any option is open; without one nothing trips.
  /// - Returns: Seconds, the longest of the triggers crossed; nil when none is.
  package func timeout(
    freeLiquidity: Double, volatilityDistance: Double, skewDistance: Double, hasOpenOptions: Bool
  ) -> Int64? {
    guard hasOpenOptions else { return nil }
    var seconds: [Int64] = []
    if !(freeLiquidity >= liquidity.threshold) { seconds.append(liquidity.seconds) }
    if !(volatilityDistance <= volatility.threshold) { seconds.append(volatility.seconds) }
    if !(skewDistance <= skew.threshold) { seconds.append(skew.seconds) }
    return seconds.max()
  }
}
