import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools

/// Why a pool does not quote a size, or does not take an acceptance: which bound, what was found and what is allowed.
@nonexhaustive
public enum QuoteRefusal: Error, Sendable, Equatable {
  /// The contract cannot be valued in the market.
  case unpriced(PoolBridgeError)
  /// Its volatility is no finite number above zero.
  case volatility(contract: String, value: Double)
  /// The policy has no cost of a hedge in the underlying.
  case noHedgeCost(Underlying)
  /// The market was seen too long before the quote, or after it.
  case staleMarket(seconds: Int64, greatest: Int64)
  /// Too few or too many seconds are left to expiry.
  case expiry(seconds: Int64, allowed: ClosedRange<Int64>)
  /// |delta| for one unit of the underlying is out of the bounds.
  case delta(value: Double, allowed: ClosedRange<Double>)
  /// A limit of the pool's terms would be broken; free cash and the budget of expected shortfall are among them.
  case limit(MutualPool.LimitBreach)
  /// The pool refuses for another reason.
  case pool(PoolRefusal)
  /// The charges are more than what is bought is worth: the bid would be below zero, in whole units of the asset.
  case worthless(bid: Double)
  /// The expected shortfall after the trade, or a part of the price, is no number that money can be.
  case notFinite(part: String, value: Double)
  /// The acceptance is before the quote, or after it has ended.
  case notValid(at: Timestamp, from: Timestamp, until: Timestamp)
  /// The acceptance is after the taker's own deadline.
  case late(at: Timestamp, deadline: Timestamp)
  /// The premium is worse for the taker than its limit, both in base units.
  case worseThanLimit(premium: UInt128, limit: UInt128)
  /// The spot has left the band of the quote, or is no number.
  case spotMoved(spot: Double, allowed: ClosedRange<Double>)
  /// The volatility has left the band of the quote, or is no number.
  case volatilityMoved(volatility: Double, allowed: ClosedRange<Double>)
  /// The pool has taken other events since the quote: so many, where the quote was for so many.
  case poolChanged(events: UInt64, quoted: UInt64)
}
