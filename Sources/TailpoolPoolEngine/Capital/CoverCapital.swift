import TailpoolLedger
import TailpoolMarket

/// The capital requirement of a cover pool, which follows what it should be by small steps.
///
/// - Source: NexusMutual/smart-contracts, `Pool`.
package enum CoverCapital {
  /// The requirement after some time: it moves toward the desired one, at 5 % a day and at most 1 % at once.
  ///
  ///     step = min(500 · seconds / 86 400, 100) basis points;  no further than desired
  ///
  /// - Parameters:
  ///   - stored: The requirement at the last update, in base units, ≥ 0.
  ///   - desired: What it should be, ≥ 0.
  ///   - elapsed: Seconds since the last update, ≥ 0.
  /// - Throws: `ControlError.invalid` for a negative time, `.amount` for a negative amount or an overflow.
  package static func requirement(stored: Int128, desired: Int128, elapsed: Int64) throws(ControlError) -> Int128 {
    guard elapsed >= 0 else { throw .invalid("elapsed time") }
    let step = Int128(min(min(elapsed, 86_400) * 500 / 86_400, 100))
    for units in [desired, stored] where units < 0 { throw .amount(.negative(units)) }
    return try ControlError.wrapping { () throws(LedgerError) in
      if desired >= stored {
        return min(desired, try mulDiv(stored, 10_000 + step, 10_000, rounding: .down))
      }
      return max(desired, try mulDiv(stored, 10_000 - step, 10_000, rounding: .down))
    }
  }

  /// The desired requirement: active cover over a gearing of 4.8.
  ///
  /// - Parameter activeCover: The sum of all cover, in base units, ≥ 0.
  /// - Throws: `ControlError.amount` for a negative amount.
  package static func desiredRequirement(activeCover: Int128) throws(ControlError) -> Int128 {
    try ControlError.wrapping { () throws(LedgerError) in
      try mulDiv(checkedAmount(activeCover), 10_000, 48_000, rounding: .down)
    }
  }
}

/// The price of a product's cover: each purchase lifts it, time lets it fall back to its target.
///
/// - Source: NexusMutual/smart-contracts, `StakingProducts.calculatePremium`.
package struct CoverPrice: Hashable, Sendable {
  /// The price a year to which it falls, in basis points, 0 … 10 000.
  package let target: Int
  /// The price after the last purchase, in basis points, 0 … 1 000 000.
  package private(set) var bumped: Int
  /// When that was, in seconds.
  package private(set) var bumpedAt: Int64

  /// Creates a price; see the properties for the meaning of each argument.
  ///
  /// - Throws: `ControlError.invalid` for a price out of its range.
  package init(target: Int, bumped: Int, bumpedAt: Int64) throws(ControlError) {
    guard (0...10_000).contains(target), (0...1_000_000).contains(bumped) else { throw .invalid("price") }
    self.target = target
    self.bumped = bumped
    self.bumpedAt = bumpedAt
  }

  /// The price at a time: it falls by 2 % a day, to the target.
  ///
  /// - Throws: `ControlError.outOfOrder` before the last purchase.
  package func basisPoints(at now: Int64) throws(ControlError) -> Int {
    guard now >= bumpedAt else { throw .outOfOrder(time: now, latest: bumpedAt) }
    let elapsed = min(Int128(now) - Int128(bumpedAt), 86_400 * 10_000)
    return max(target, bumped - Int(elapsed * 200 / 86_400))
  }

  /// Buys cover.
  ///
  ///     premium = ⌊cover · price · period / (10 000 · 365 days)⌋;  the price then rises by ⌊500 · cover / capacity⌋
  ///
  /// - Parameters:
  ///   - cover: Cover in base units, 0 … `capacity`.
  ///   - capacity: What the product can cover, in base units, > 0.
  ///   - period: Seconds of cover, ≥ 0.
  ///   - now: The time in seconds, not before the last purchase.
  /// - Returns: The premium in base units, at the price before it rose.
  /// - Throws: `ControlError.outOfOrder`, `.insufficient` for more cover than capacity, `.invalid` for a negative period,
  ///   `.amount` for a negative amount or an overflow; the state is unchanged.
  package mutating func buy(
    cover: Int128, capacity: Int128, period: Int64, at now: Int64
  ) throws(ControlError) -> Int128 {
    let price = try basisPoints(at: now)
    guard cover >= 0 else { throw .amount(.negative(cover)) }
    guard cover <= capacity, capacity > 0 else { throw .insufficient }
    guard period >= 0 else { throw .invalid("period") }
    let (premium, bump) = try ControlError.wrapping { () throws(LedgerError) in
      let rate = try checkedProduct(Int128(price), Int128(period))
      return (
        try mulDiv(cover, rate, 10_000 * Int128(DayCount.secondsPerYear), rounding: .down),
        try mulDiv(500, cover, capacity, rounding: .down)
      )
    }
    bumped = min(price + Int(bump), 1_000_000)
    bumpedAt = now
    return premium
  }
}
