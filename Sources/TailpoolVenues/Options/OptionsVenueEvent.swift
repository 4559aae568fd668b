import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Something that happens to an options venue.
public struct OptionsVenueEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: OptionsVenueAction

  /// Creates an event.
  public init(at time: Timestamp, _ action: OptionsVenueAction) { (self.time, self.action) = (time, action) }
}

/// What can happen to an options venue. Amounts are base units of what the venue settles in.
public enum OptionsVenueAction: Hashable, Sendable {
  /// The index of the underlying, in token 1 on a scale of 10⁸, and an oracle's volatility in millionths where there is one. All
  /// that is open is valued again.
  case index(price: UInt128, volatilityMillionths: UInt128?)
  /// A contract that can be traded from now on, on token 0.
  indirect case list(PoolContract)
  /// An owner asks to bring liquidity in, for at least so many shares; the money waits apart.
  case enter(owner: String, assets: UInt128, leastShares: UInt128)
  /// An owner asks to take shares out, for at least so much; they stay at risk until they are paid.
  case leave(owner: String, shares: UInt128, leastAssets: UInt128)
  /// An owner takes a request back.
  case cancel(owner: String, ticket: UInt64)
  /// Requests whose notice is over are served, at the values of this instant.
  case process
  /// A trader buys contracts, for at most so much with its fees, not after a deadline.
  case buy(trader: String, contract: String, contracts: UInt128, most: UInt128, deadline: Timestamp?)
  /// A trader sells contracts that it holds, for at least so much after fees, not after a deadline.
  case sell(trader: String, contract: String, contracts: UInt128, least: UInt128, deadline: Timestamp?)
  /// A trader sells contracts that it does not hold, for at least so much after fees, and leaves collateral.
  case write(
    trader: String, contract: String, contracts: UInt128, collateral: UInt128, least: UInt128, deadline: Timestamp?)
  /// A trader buys back what it has written, for at most so much with fees; with the last contract its collateral comes back.
  case cover(trader: String, contract: String, contracts: UInt128, most: UInt128, deadline: Timestamp?)
  /// A trader leaves more collateral for what it has written.
  case post(trader: String, contract: String, assets: UInt128)
  /// A trader takes collateral back, down to what must be there.
  case release(trader: String, contract: String, assets: UInt128)
  /// Someone closes what a trader has written and has too little collateral for, and is paid a part of the penalty.
  case liquidate(liquidator: String, trader: String, contract: String)
  /// Holders of a contract without expiry pay for the time since the last funding in kind: they hold so many fewer.
  case fund(contract: String)
  /// All contracts of an expiry are paid at the average of the index over the window before it.
  case settle(expiry: Timestamp)
}
