import TailpoolMarket

/// Something that happens to a cover pool.
public struct CoverEvent: Hashable, Sendable {
  /// The version of the format.
  public static let version = 1

  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: CoverAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: CoverAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to a cover pool. Amounts are in base units; covers, claims and exits go by number.
@nonexhaustive
public enum CoverAction: Hashable, Sendable {
  /// Nothing but that time passes: premium is earned, cover ends.
  case advance
  /// A stake fund is opened.
  case openFund(name: String)
  /// A product is opened, or one that is closed is opened anew.
  case openProduct(CoverProduct)
  /// The target price and the weight of an open product change; cover that is sold stays as it is.
  case changeProduct(product: String, targetBasisPoints: Int, weightBasisPoints: Int)
  /// No more cover of a product is sold; what is sold runs off.
  case closeProduct(product: String)
  /// Money is paid into a fund for shares of it, the least of which is said.
  case deposit(member: String, fund: String, assets: UInt128, minimumShares: UInt128)
  /// A fund gets money for no shares: what brings back one that has lost all.
  case gift(from: String, fund: String, assets: UInt128)
  /// Shares of a fund are to leave, for no less than so much.
  case requestExit(member: String, fund: String, shares: UInt128, minimumAssets: UInt128)
  /// An exit that waits is taken back.
  case cancelExit(member: String, exit: UInt64)
  /// Exits in their window are paid, the oldest first.
  case payExits
  /// Cover is bought for at most so much.
  case buy(holder: String, product: String, amount: UInt128, seconds: Int64, maximumPremium: UInt128)
  /// Cover is renewed for so many seconds from now, for at most so much less the refund of what is not earned.
  case renew(holder: String, cover: UInt64, seconds: Int64, maximumPremium: UInt128)
  /// Cover ends now, and premium that is not earned is refunded.
  case cancel(holder: String, cover: UInt64)
  /// An incident of a product: when it was, and which part of cover it costs.
  case declareIncident(product: String, occurred: Timestamp, severityBasisPoints: Int)
  /// A loss is claimed: how much, and when it was.
  case fileClaim(holder: String, cover: UInt64, amount: UInt128, occurred: Timestamp)
  /// A member votes on a claim, once in each round.
  case vote(member: String, claim: UInt64, vote: Assessment.Vote)
  /// The verdict on a claim is appealed against, by a bond, and voted on again.
  case appeal(appellant: String, claim: UInt64)
  /// The verdict on a claim becomes final, after its votes and the time in which it could be appealed against.
  case decide(claim: UInt64)
  /// So much of an accepted claim is paid.
  case pay(claim: UInt64, amount: UInt128)
  /// So much of what a claim was paid comes back, and goes to those who bore it.
  case recover(claim: UInt64, amount: UInt128)
  /// A stake loses so much to the members' capital.
  case slash(fund: String, amount: UInt128, reason: String)
  /// A stake fund is opened whose stake is locked in tranches: their lengths, what is taken off every capacity, and the unit of
  /// capacity. How much a unit of stake carries, and the weights of products, are the pool's.
  case openLadder(name: String, ladder: MaturityLadder, reductionBasisPoints: Int, unit: UInt128)
  /// Stake is locked in a tranche for shares of it, the least of which is said.
  case stake(member: String, fund: String, tranche: Int64, assets: UInt128, minimumShares: UInt128)
  /// All that a member has in a tranche that has ended is paid out.
  case unstake(member: String, fund: String, tranche: Int64)
  /// Rewards stream to a fund's tranches, as fast as an emission curve says for the active stake: so much a second at a target.
  case reward(from: String, fund: String, assets: UInt128, maximum: UInt128, target: UInt128)
  /// A member takes the rewards that it has gained in a fund.
  case takeReward(member: String, fund: String)
  /// From now on shares of the members' capital are bought and sold in a ratchet market alone.
  case openMarket(rules: RatchetMarketTerms, reserves: RatchetReserves, budget: UInt128)
  /// Shares of the members' capital are bought in the market, the least of which is said.
  case buyShares(member: String, assets: UInt128, minimumShares: UInt128)
  /// Shares of the members' capital are sold in the market, for no less than so much.
  case sellShares(member: String, shares: UInt128, minimumAssets: UInt128)
  /// What a product's cover costs at least, whatever its curve says: a premium a year for so much cover; none for a premium of zero.
  case setFloor(product: String, premium: UInt128, cover: UInt128)
  /// No cover is sold until a time; exits go on.
  case pause(until: Timestamp, reason: String)
}
