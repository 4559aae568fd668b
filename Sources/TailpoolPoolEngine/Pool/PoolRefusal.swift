import TailpoolLedger
import TailpoolMarket

extension PoolRefusal {
  /// A limit that a refused trade or hedge would have broken.
  public enum Limit: String, Hashable, Sendable, CaseIterable {
    /// Contracts open at one expiry.
    case contractsPerExpiry
    /// Contracts open in all.
    case openContracts
    /// Delta of one underlying.
    case delta
    /// Vega.
    case vega
    /// Expected shortfall over value.
    case expectedShortfall
    /// Hedge of one underlying.
    case hedge
    /// Cash that is not locked.
    case freeCash
    /// Size of an entry while the breaker is on probation.
    case entry
  }
}

/// Why a pool did not take an event; its state is then what it was.
@nonexhaustive
public enum PoolRefusal: Error, Hashable, Sendable {
  /// A term is out of its range.
  case invalidTerms(field: String)
  /// The event is before the one before, or its time is out of range.
  case outOfOrder(time: Timestamp, last: Timestamp)
  /// A quantity is zero, or out of the range that its field has.
  case invalidQuantity(field: String)
  /// A name is empty.
  case emptyName
  /// The participant has no shares and no ticket here.
  case unknownParticipant(String)
  /// No such ticket of this participant is waiting.
  case unknownTicket(UInt64)
  /// The contract is not listed.
  case unknownContract(String)
  /// The contract is listed already, or its terms are out of range.
  case invalidContract(String)
  /// A contract or hedge stands twice in a mark, or its ask is below its bid.
  case invalidMark(String)
  /// A mark leaves out an open contract or hedge: all are marked at one instant or none.
  case partialMark(missing: String)
  /// There is no mark that is young and sure enough.
  case staleMark(asOf: Timestamp?)
  /// The pool is halted.
  case halted(until: Timestamp)
  /// A halt is longer than the terms allow.
  case haltTooLong
  /// Leaving takes a ticket, for the terms have a notice.
  case noticeRequired
  /// The value at the low side is not positive, so that nobody can enter or leave.
  case insolvent
  /// A limit would be broken.
  case limit(PoolRefusal.Limit)
  /// The contract has expired.
  case expired(String)
  /// The contracts have not expired.
  case notExpired
  /// A contract that has expired waits to be settled before values can be struck.
  case unsettled(String)
  /// The contract ended at its barrier.
  case knockedOut(String)
  /// Settlement prices give what the contract pays: it is settled, not closed at a value.
  case exactPayoff(String)
  /// Nothing of the contract is open, or no venue settles funding in it.
  case notFunded(String)
  /// This expiry has been settled.
  case alreadySettled
  /// No price was observed in the window, or the last one is stale.
  case noSettlementPrice
  /// Cash does not cover the payment; loss layers must pay in first.
  case insufficientCash(held: Int128, required: UInt128)
  /// Shares were not issued or taken back.
  case shares(ShareError)
  /// The breaker stops what adds risk.
  case tripped(until: Timestamp)
  /// More would leave than the outflow limit lets this participant take now.
  case outflowLimit(available: UInt128)
  /// Accounts lack more of their margin than the reserve holds, so that nobody leaves first.
  case exitsPaused(exposure: UInt128, reserve: UInt128)
  /// The participant has been assessed and has not paid this much.
  case assessmentDue(UInt128)
  /// The terms want a price that several sources agree on, or have no rule for one.
  case unguardedPrice(String)
  /// A hedge does not go toward its target.
  case hedgeOffTarget(target: Int128)
  /// A control refuses.
  case control(ControlError)
  /// The terms have no such control or parameter.
  case noControl(String)
  /// The asset does not count as margin here.
  case unknownMarginAsset(String)
  /// The margin is, or would be, less than it must be.
  case insufficientMargin(held: UInt128, required: UInt128)
  /// The account is above its maintenance margin.
  case notLiquidatable(String)
  /// Fewer lots bring the account back.
  case overLiquidation(greatest: UInt128)
  /// A liquidated account would be sold below the auction's floor.
  case belowAuctionPrice(least: UInt128)
  /// Something is open that the reserve stands for.
  case reserveInUse
  /// A number does not fit.
  case overflow
}
