import TailpoolLedger
import TailpoolMarket

/// The price of a product's cover: each purchase lifts it, time lets it fall back to its target, and it is never below what
/// the loss costs in the mean with its loading.
///
/// - Source: NexusMutual/smart-contracts, `StakingProducts.calculatePremium`; the floor is ours.
public struct CoverPrice: Hashable, Sendable {
  /// What a purchase costs, and why.
  public struct Quote: Hashable, Sendable {
    /// The price a year on the curve, in basis points, before this purchase.
    public let basisPoints: Int
    /// The premium on the curve, in base units.
    public let curvePremium: Int128
    /// The premium below which cover is not sold, in base units.
    public let floorPremium: Int128
    /// The price a year after the purchase, in basis points.
    public let basisPointsAfter: Int

    /// What the buyer pays: the greater of the two premiums.
    public var premium: Int128 { max(curvePremium, floorPremium) }
  }

  /// How the price moves.
  public let rule: CoverPriceRule
  /// The price a year to which it falls, in basis points, 0 … 10 000 and no more than the rule's greatest.
  public let target: Int
  /// What cover costs at least; nil for the curve alone. It may be set anew as the estimate of the loss changes.
  public var floor: CoverPriceFloor?
  /// The price after the last purchase, in basis points, 0 … the rule's greatest.
  public private(set) var bumped: Int
  /// When that was, in seconds.
  public private(set) var bumpedAt: Int64

  /// Creates a price; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for a price out of its range.
  public init(
    target: Int, bumped: Int, bumpedAt: Int64, rule: CoverPriceRule, floor: CoverPriceFloor? = nil
  ) throws(InsuranceError) {
    try InsuranceError.check("target price", target, in: 0...min(10_000, rule.greatest))
    try InsuranceError.check("bumped price", bumped, in: 0...rule.greatest)
    self.rule = rule
    self.target = target
    self.floor = floor
    self.bumped = bumped
    self.bumpedAt = bumpedAt
  }

  /// The price a year on the curve at a time: it falls by the rule's decay, in whole basis points, to the target.
  ///
  /// - Parameter now: The time in seconds.
  /// - Throws: `InsuranceError.outOfOrder` before the last purchase.
  public func basisPoints(at now: Int64) throws(InsuranceError) -> Int {
    guard now >= bumpedAt else { throw .outOfOrder(time: now, latest: bumpedAt) }
    // In 128 bits: two times may lie 2⁶⁴ seconds apart.
    let fallen = (Int128(now) - Int128(bumpedAt)) * Int128(rule.dailyDecay) / 86_400
    return max(target, bumped - Int(min(fallen, Int128(bumped))))
  }

  /// What a purchase would cost.
  ///
  ///     premium = cover · price · period / (10 000 · 365 days), at least the floor's
  ///     price after = price + ⌊bump · cover / capacity⌋
  ///
  /// - Parameters:
  ///   - cover: Cover in base units, 0 … `capacity`.
  ///   - capacity: What the product can cover, in base units, > 0.
  ///   - period: Seconds of cover, ≥ 0.
  ///   - now: The time in seconds, not before the last purchase.
  /// - Returns: The premium at the price before it rises.
  /// - Throws: `InsuranceError.outOfOrder`, `.capacityExceeded` for more cover than capacity or no capacity, `.amount` for a
  ///   negative amount or period, or an overflow.
  public func quote(
    cover: Int128, capacity: Int128, period: Int64, at now: Int64
  ) throws(InsuranceError) -> Quote {
    let price = try basisPoints(at: now)
    guard cover >= 0 else { throw .amount(.negative(cover)) }
    guard cover <= capacity, capacity > 0 else { throw .capacityExceeded(cover: cover, capacity: capacity) }
    let (premium, bump) = try InsuranceError.wrapping { () throws(LedgerError) in
      let rate = try checkedProduct(Int128(price), checkedAmount(Int128(period)))
      return (
        try mulDiv(cover, rate, 10_000 * Int128(DayCount.secondsPerYear), rounding: rule.rounding),
        try mulDiv(Int128(rule.bump), cover, capacity, rounding: .down)
      )
    }
    return Quote(
      basisPoints: price, curvePremium: premium,
      floorPremium: try floor?.premium(cover: cover, period: period) ?? 0,
      basisPointsAfter: min(price + Int(bump), rule.greatest))
  }

  /// Buys cover: what `quote` says, and the price rises.
  ///
  /// - Parameters:
  ///   - cover: Cover in base units, 0 … `capacity`.
  ///   - capacity: What the product can cover, in base units, > 0.
  ///   - period: Seconds of cover, ≥ 0.
  ///   - now: The time in seconds, not before the last purchase.
  /// - Throws: As `quote(cover:capacity:period:at:)`; the state is unchanged.
  public mutating func buy(
    cover: Int128, capacity: Int128, period: Int64, at now: Int64
  ) throws(InsuranceError) -> Quote {
    let quote = try quote(cover: cover, capacity: capacity, period: period, at: now)
    bumped = quote.basisPointsAfter
    bumpedAt = now
    return quote
  }
}
