import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing

/// Why a hedge could not be planned, or a day not be explained: when, and in which underlying.
public enum HedgingError: Error, Sendable, Equatable {
  /// A number that a hedge follows from is not finite: which, of which underlying, at which instant.
  case notFinite(name: String, underlying: String, at: Timestamp)
  /// The market gives no spot of an underlying that is hedged.
  case noSpot(underlying: String, at: Timestamp)
  /// The journal marks the pool at an instant that no market was given for; the underlying is that of the first contract or
  /// hedge that is open.
  case noMarket(underlying: String, at: Timestamp)
  /// The journal does not mark what is open in an underlying at the instant of a market.
  case noMark(underlying: String, at: Timestamp)
  /// A market is not after the one before it.
  case marketsOutOfOrder(at: Timestamp, before: Timestamp)
  /// Fewer than two markets were given, so that there is no day.
  case tooFewMarkets(count: Int)
  /// The pool counts in a coin; days are explained in the quote currency.
  case countsInCoin(asset: String)
  /// A position cannot be valued in the market of an instant.
  case pricing(PricingError, at: Timestamp)
  /// The pool's book and the market of an instant do not fit.
  case bridge(PoolBridgeError, at: Timestamp)
  /// The pool refuses an event.
  case refused(PoolRefusal, at: Timestamp)
}
