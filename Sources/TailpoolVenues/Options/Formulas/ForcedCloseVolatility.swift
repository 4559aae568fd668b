/// The volatility at which a pool closes a position that its owner did not ask to close: against the owner.
///
///     short: max(average, traded) × 1.2, after trading has stopped × 1.4; liquidated × 1.3 and × 1.6
///     long:  min(average, traded) × 0.8, after trading has stopped × 0.5
///
/// - Source: Lyra, `OptionGreekCache.getPriceForForceClose` and `getBuybackPriceAtSettlement`.
public struct ForcedCloseVolatility: Hashable, Sendable {
  /// Whose position is closed.
  public enum Position: Hashable, Sendable {
    /// The owner holds the option; the pool buys it back.
    case long
    /// The owner has written the option; the pool sells it back.
    case short
    /// As `short`, for want of collateral.
    case liquidated
  }

  /// Factors before and after trading has stopped.
  public struct Factors: Hashable, Sendable {
    /// While options trade.
    public var trading: Double
    /// From the trading cutoff to expiry.
    public var afterCutoff: Double

    /// Creates factors.
    public init(_ trading: Double, afterCutoff: Double) { (self.trading, self.afterCutoff) = (trading, afterCutoff) }
  }

  /// For an owner who holds the option.
  public var long = Factors(0.8, afterCutoff: 0.5)
  /// For one who has written it.
  public var short = Factors(1.2, afterCutoff: 1.4)
  /// For one who lacks collateral.
  public var liquidated = Factors(1.3, afterCutoff: 1.6)

  /// Creates the factors of the anchor, which can then be set.
  public init() {}

  /// The volatility.
  ///
  /// - Parameters:
  ///   - position: What is closed.
  ///   - average: The average of the volatility over time.
  ///   - traded: The volatility after the trade that the close is: the moved base and the skew before it.
  ///   - isAfterCutoff: Whether trading has stopped.
  /// - Returns: A volatility; NaN where one given is.
  public func volatility(
    closing position: Position, average: Double, traded: Double, isAfterCutoff: Bool = false
  ) -> Double {
    let factors =
      switch position {
      case .long: long
      case .short: short
      case .liquidated: liquidated
      }
    guard !average.isNaN, !traded.isNaN else { return .nan }
    let worst = position == .long ? min(average, traded) : max(average, traded)
    return worst * (isAfterCutoff ? factors.afterCutoff : factors.trading)
  }

  /// The least that a writer pays for its option back: the intrinsic value and a hundredth of the spot, two for a liquidation.
  ///
  /// - Parameters:
  ///   - position: What is closed; a long position has no such price.
  ///   - intrinsic: The intrinsic value, ≥ 0.
  ///   - spot: Spot price.
  /// - Returns: A price; 0 for a long position.
  public static func leastPrice(closing position: Position, intrinsic: Double, spot: Double) -> Double {
    switch position {
    case .long: 0
    case .short: intrinsic + 0.01 * spot
    case .liquidated: intrinsic + 0.02 * spot
    }
  }
}
