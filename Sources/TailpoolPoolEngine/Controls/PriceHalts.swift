/// The band around a reference price outside which nothing trades.
///
/// - Source: the limit up–limit down plan of the US exchanges.
package struct PriceBand: Hashable, Sendable {
  /// The lowest price.
  package let lower: Double
  /// The highest price.
  package let upper: Double

  /// How liquid an instrument is.
  package enum Tier: Hashable, Sendable {
    /// The most liquid: 5 % above three dollars.
    case first
    /// The others: 10 % above three dollars.
    case second
  }

  /// Computes a band.
  ///
  /// - Parameters:
  ///   - reference: The mean price of the last five minutes, finite and > 0.
  ///   - previousClose: The previous close, which decides the width: above 3 the tier's, from 0.75 to 3 20 %, below that
  ///     the lesser of 0.15 and 75 %.
  ///   - tier: How liquid the instrument is.
  ///   - isDoubled: Whether the width is doubled, as at the open and the close.
  /// - Throws: `ControlError.invalid` for a price that is not finite and positive.
  package init(reference: Double, previousClose: Double, tier: Tier, isDoubled: Bool) throws(ControlError) {
    guard reference > 0, reference.isFinite else { throw .invalid("reference price") }
    guard previousClose > 0, previousClose.isFinite else { throw .invalid("previous close") }
    let width: Double
    if previousClose > 3 {
      width = reference * (tier == .first ? 0.05 : 0.1)
    } else if previousClose >= 0.75 {
      width = reference * 0.2
    } else {
      width = min(0.15, reference * 0.75)
    }
    let half = isDoubled ? 2 * width : width
    lower = max(reference - half, 0)
    upper = reference + half
  }

  /// Whether a price may trade; NaN may not.
  package func contains(_ price: Double) -> Bool { price >= lower && price <= upper }
}

/// A halt of the whole market after a fall.
///
/// - Source: the market-wide circuit breakers of the US exchanges: 7, 13 and 20 %.
package enum MarketHalt: Hashable, Sendable {
  /// No halt.
  case none
  /// A halt of that many minutes.
  case minutes(Int)
  /// A halt until the close.
  case untilClose

  /// The level of a fall and the halt that it brings.
  ///
  /// - Parameters:
  ///   - decline: The fall since the last close as a fraction, positive when prices fell; NaN counts as the gravest.
  ///   - minutesToClose: Minutes until the close; with 35 or fewer left the first two levels do not halt.
  package static func level(decline: Double, minutesToClose: Int) -> (level: Int, halt: MarketHalt) {
    let level = decline < 0.07 ? 0 : decline < 0.13 ? 1 : decline < 0.2 ? 2 : 3
    switch level {
    case 0: return (0, .none)
    case 3: return (3, .untilClose)
    default: return (level, minutesToClose > 35 ? .minutes(15) : .none)
    }
  }
}
