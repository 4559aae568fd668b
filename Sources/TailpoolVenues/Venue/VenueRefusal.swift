import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Why a venue does not take an event; its state is then what it was.
@nonexhaustive
public enum VenueRefusal: Error, Hashable, Sendable {
  /// A field of the terms is out of its range.
  case invalidTerms(field: String)
  /// An event is earlier than the one before it.
  case timeRunsBack(time: Timestamp, last: Timestamp)
  /// An amount of zero, where something must move.
  case nothingToMove
  /// A range's ends are not in order, not multiples of the spacing, or beyond the ticks that there are.
  case invalidRange(lower: Int, upper: Int, spacing: Int)
  /// More liquidity would begin or end at a tick than may.
  case tooMuchLiquidity(tick: Int, found: UInt128, most: UInt128)
  /// The owner has no liquidity in that range, or less than is taken out.
  case tooLittleLiquidity(found: UInt128, expected: UInt128)
  /// A limit on the price is on the wrong side of it, or beyond the prices that there are.
  case invalidPriceLimit(limit: UInt256, price: UInt256)
  /// Less than was asked for can be had before the price limit.
  case notFilled(filled: UInt256, expected: UInt256)
  /// The taker gets less, or pays more, than it allowed.
  case worseThanAllowed(found: UInt256, allowed: UInt256)
  /// A protocol's part of the fee is neither zero nor one over 4 to 10.
  case invalidProtocolFee(UInt32)
  /// There is no index price, or it is older than it may be; the age is in seconds, nil where there is none.
  case staleIndex(age: Int64?, most: Int64)
  /// An index price is zero, or its lower side above its higher.
  case invalidIndex(low: UInt256, high: UInt256)
  /// The account has that option already.
  case positionExists
  /// The account would have less than it needs; in token 1 at the pool's price, or in base units of what an options venue settles in.
  case tooLittleCollateral(found: UInt256, expected: UInt256)
  /// The account has what it needs, so that nobody may take it over.
  case enoughCollateral(found: UInt256, expected: UInt256)
  /// The taker's deadline has passed.
  case late(deadline: Timestamp)
  /// A trader sells more contracts than it holds.
  case notHeld(found: UInt128, expected: UInt128)
  /// The terms let nobody sell this contract without holding it.
  case notSoldShort(contract: String)
  /// The curve of an options venue does not quote.
  case curve(CurveRefusal)
  /// The pool behind a venue refuses.
  case pool(PoolRefusal)
  /// A number passes what the venue counts in.
  case overflow
}

extension VenueRefusal {
  /// Runs what counts, and makes of an error of the ledger `.overflow`.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(VenueRefusal) -> Value {
    do throws(LedgerError) { return try body() } catch { throw .overflow }
  }
}
