import TailpoolMarket
import TailpoolPoolEngine

/// Why a cover pool did not take an event; its state is then what it was.
@nonexhaustive
public enum CoverRefusal: Error, Hashable, Sendable {
  /// A term is out of its range.
  case invalidTerms(field: String)
  /// The event is before the one before, or its time is out of range.
  case outOfOrder(time: Timestamp, last: Timestamp)
  /// A quantity is zero, or out of the range that its field has.
  case invalidQuantity(field: String)
  /// A name is empty.
  case emptyName
  /// A product or fund of that name is there already.
  case duplicate(String)
  /// There are as many products, funds or weights as there may be: of what, and the bound.
  case tooMany(String, greatest: Int)
  /// No such product.
  case unknownProduct(String)
  /// The product is closed.
  case closedProduct(String)
  /// No such fund.
  case unknownFund(String)
  /// The member has no shares of the fund.
  case unknownMember(String)
  /// No such cover of this holder.
  case unknownCover(UInt64)
  /// No such claim, or not this holder's.
  case unknownClaim(UInt64)
  /// No such exit of this member.
  case unknownExit(UInt64)
  /// A time is not where it must be: which, and the bounds between which it must lie.
  case outsideTime(String, from: Timestamp, until: Timestamp)
  /// The fund's stake is locked in tranches: who comes or leaves names one.
  case inTranches(fund: String)
  /// The fund has no tranches.
  case withoutTranches(fund: String)
  /// The fund has no active stake that could gain.
  case noStake(fund: String)
  /// The member has gained no rewards.
  case noReward(String)
  /// Shares of the members' capital are bought and sold in the market alone.
  case byMarket
  /// The pool has no market of shares.
  case noMarket
  /// Shares were not issued or taken back.
  case shares(ShareError)
  /// The fund has lost all, so that nobody enters.
  case insolvent(fund: String)
  /// The pool sells no cover now.
  case paused(until: Timestamp)
  /// A pause is longer than the terms allow, counted from the first of those in a row.
  case pauseTooLong(greatest: Int64)
  /// Less cover than the least.
  case coverBelowMinimum(least: UInt128)
  /// The period is shorter or longer than the terms allow.
  case periodOutOfRange(least: Int64, greatest: Int64)
  /// More cover than the product has capacity for.
  case capacityExceeded(available: UInt128)
  /// The members' capital would be less than what it must be.
  case insufficientCapital(held: UInt128, required: UInt128)
  /// The premium is less than one unit.
  case noPremium
  /// The premium is above what the buyer would pay.
  case premiumAboveMaximum(premium: UInt128, maximum: UInt128)
  /// The cover has ended.
  case coverEnded(Timestamp)
  /// A claim after the last instant at which it could be filed.
  case claimAfterExpiry(Timestamp)
  /// The loss was not while the cover ran.
  case notCovered(from: Timestamp, until: Timestamp)
  /// More is claimed than is left of the cover, or than the incident pays.
  case claimAboveCover(greatest: UInt128)
  /// No incident of the product was at that time, or it was declared before the cover was bought.
  case noIncident(Timestamp)
  /// The cover has claimed for this incident.
  case alreadyClaimed(claim: UInt64)
  /// The cover has claims that are not decided or paid.
  case claimsOpen(units: UInt128)
  /// A stake, a market of shares or an assessment refuses: a tranche that has not ended, a price below the least, a vote after the
  /// close, a second one, an appeal that is too late.
  case stake(StakeError)
  /// No votes are taken: an incident has decided the claim.
  case notAssessed(UInt64)
  /// The claim is not accepted, or not yet.
  case notAccepted(UInt64)
  /// More is paid than is left of what was accepted.
  case overpayment(left: UInt128)
  /// More comes back than was paid and did not come back yet.
  case recoveryAbovePaid(greatest: UInt128)
  /// The members' capital does not hold what it has to pay.
  case insufficientFunds(held: UInt128, required: UInt128)
  /// More is slashed than the stake has.
  case slashAboveStake(greatest: UInt128)
  /// Losses are known and not borne: claims in base units, and incidents that may still be claimed for.
  case lossesOpen(units: UInt128, incidents: Int)
  /// A number does not fit.
  case overflow
}
