import TailpoolLedger

/// A market of a mutual's shares whose prices ratchet toward book value from both sides.
///
///     buy price → (1 + spread) · book value from above;  sell price → (1 − spread) · book value from below
///
/// Between orders, cash flows toward its target, and each price moves toward its bound by no more than the ratchet; it never
/// crosses it. A sale never leaves the capital below the requirement, nor the reserve below a thousandth of its target, where
/// roundings would show in prices; and what leaves in a day is limited.
///
/// The market keeps reserves, not the capital: each question takes the mutual's ``CapitalPosition``, and each order gives the one
/// after it.
///
/// - Source: NexusMutual/smart-contracts, `Ramm`. Docs/Methods/ShareMarket.md.
public struct RatchetMarket: Hashable, Sendable {
  /// The market at one instant.
  public struct Quote: Hashable, Sendable {
    /// The reserves.
    public let reserves: RatchetReserves
    /// What is left of the budget, in base units of cash.
    public let budget: Int128
    /// Cash that has flowed in since the last order.
    public let injected: Int128
    /// Cash that has flowed out since.
    public let extracted: Int128
  }

  /// The rules.
  public let terms: RatchetMarketTerms
  /// The reserves after the last order.
  public private(set) var reserves: RatchetReserves
  /// What is left of the budget for fast inflow and ratchet, in base units of cash.
  public private(set) var budget: Int128
  /// The time of the last order, in seconds.
  public private(set) var time: Int64
  /// Cash that sales have taken out on the day of the last order.
  public private(set) var releasedCash: Int128 = 0
  /// Shares that purchases have taken out on the day of the last order.
  public private(set) var releasedShares: Int128 = 0

  /// Opens a market.
  ///
  /// - Parameters:
  ///   - terms: The rules.
  ///   - reserves: The reserves.
  ///   - budget: Cash for fast inflow, 0 to 2¹⁰⁰ base units.
  ///   - time: The time in seconds, ≥ 0.
  /// - Throws: `StakeError.invalid` for a number out of its range.
  public init(
    terms: RatchetMarketTerms, reserves: RatchetReserves, budget: Int128, at time: Int64
  ) throws(StakeError) {
    try StakeError.check("budget", budget, in: 0...StakeLadder.maximumStake)
    try StakeError.check("time", time, in: 0...Int64.max)
    self.terms = terms
    self.reserves = reserves
    self.budget = budget
    self.time = time
  }

  /// The market at a time, with nothing bought or sold since the last order.
  ///
  /// - Parameters:
  ///   - position: The mutual's position then.
  ///   - now: The time in seconds, not before the last order.
  /// - Throws: `StakeError.outOfOrder`, `.amount` without capital or shares or on overflow.
  public func quote(_ position: CapitalPosition, at now: Int64) throws(StakeError) -> Quote {
    guard now >= time else { throw .outOfOrder(time: now, latest: time) }
    return try Ratchet(self, position, elapsed: UInt128(now - time)).quote()
  }

  /// Buys shares from the mutual.
  ///
  /// - Parameters:
  ///   - cash: Base units paid, > 0.
  ///   - minimumShares: The fewest shares that are accepted.
  ///   - deadline: The last second at which the order stands.
  ///   - position: The mutual's position.
  ///   - now: The time in seconds, not before the last order.
  /// - Throws: `StakeError.deadlinePassed`, `.belowMinimum`, `.releaseLimit`, `.outOfOrder`, `.invalid` for cash that is not
  ///   positive, `.amount`.
  public mutating func buy(
    with cash: Int128, minimumShares: Int128 = 1, deadline: Int64 = .max, position: CapitalPosition, at now: Int64
  ) throws(StakeError) -> ShareTrade {
    guard now <= deadline else { throw .deadlinePassed(deadline: deadline, time: now) }
    let quote = try quote(position, at: now)
    let (shares, after) = try quote.reserves.buying(with: cash)
    guard shares >= max(minimumShares, 1) else { throw .belowMinimum(result: shares, minimum: max(minimumShares, 1)) }
    let left = terms.shareReleasePerDay - (isSameDay(now) ? releasedShares : 0)
    guard shares <= left else { throw .releaseLimit(requested: shares, left: left) }
    let next = try position.adding(capital: cash, shares: shares)
    carryOut(quote, after, at: now, cash: 0, shares: shares)
    return ShareTrade(cash: cash, shares: shares, position: next)
  }

  /// Sells shares to the mutual.
  ///
  /// - Parameters:
  ///   - shares: Shares given, > 0, no more than there are.
  ///   - minimumCash: The least cash that is accepted, in base units.
  ///   - deadline: The last second at which the order stands.
  ///   - position: The mutual's position.
  ///   - now: The time in seconds, not before the last order.
  /// - Throws: `StakeError.deadlinePassed`, `.belowMinimum`, `.belowRequirement`, `.releaseLimit`, `.insufficient` for
  ///   more shares than there are, or a reserve that would be left below a thousandth of its target,
  ///   `.outOfOrder`, `.invalid` for shares that are not positive, `.amount`.
  public mutating func sell(
    _ shares: Int128, minimumCash: Int128 = 1, deadline: Int64 = .max, position: CapitalPosition, at now: Int64
  ) throws(StakeError) -> ShareTrade {
    guard now <= deadline else { throw .deadlinePassed(deadline: deadline, time: now) }
    guard shares <= position.supply else {
      throw .insufficient("supply of shares", held: position.supply, required: shares)
    }
    let quote = try quote(position, at: now)
    let (cash, after) = try quote.reserves.selling(shares)
    guard cash >= max(minimumCash, 1) else { throw .belowMinimum(result: cash, minimum: max(minimumCash, 1)) }
    guard position.capital - cash >= position.requirement else {
      throw .belowRequirement(capital: position.capital - cash, requirement: position.requirement)
    }
    let floor = terms.targetLiquidity / 1_000
    guard after.cash >= floor else { throw .insufficient("cash reserve", held: after.cash, required: floor) }
    let left = terms.cashReleasePerDay - (isSameDay(now) ? releasedCash : 0)
    guard cash <= left else { throw .releaseLimit(requested: cash, left: left) }
    let next = try position.adding(capital: -cash, shares: -shares)
    carryOut(quote, after, at: now, cash: cash, shares: 0)
    return ShareTrade(cash: cash, shares: shares, position: next)
  }

  private func isSameDay(_ now: Int64) -> Bool { now / 86_400 == time / 86_400 }

  private mutating func carryOut(
    _ quote: Quote, _ after: RatchetReserves, at now: Int64, cash: Int128, shares: Int128
  ) {
    if !isSameDay(now) { (releasedCash, releasedShares) = (0, 0) }
    (reserves, budget, time) = (after, quote.budget, now)
    releasedCash += cash
    releasedShares += shares
  }
}
