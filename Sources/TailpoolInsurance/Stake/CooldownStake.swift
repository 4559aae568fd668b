import TailpoolLedger
import TailpoolPoolEngine

/// The rules of a stake that is left through a cooldown and a window.
public struct CooldownTerms: Hashable, Sendable {
  /// Seconds from the notice until shares may leave, 0 to 365 days.
  public let cooldownSeconds: Int64
  /// Seconds during which they then may, 1 second to 90 days.
  public let windowSeconds: Int64
  /// The fee on top of what a slash covers, in basis points, 0 to 10 000.
  public let feeBasisPoints: Int
  /// What a slash always leaves, in base units, ≥ 0.
  public let residue: Int128
  /// The first part of a deficit for which nothing is slashed, in base units of the deficit, ≥ 0.
  public let deficitOffset: Int128

  /// Creates rules; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range, `.amount` for a negative amount.
  public init(
    cooldownSeconds: Int64, windowSeconds: Int64, feeBasisPoints: Int = 0, residue: Int128 = 0,
    deficitOffset: Int128 = 0
  ) throws(StakeError) {
    try StakeError.check("cooldown", cooldownSeconds, in: 0...(365 * 86_400))
    try StakeError.check("window", windowSeconds, in: 1...(90 * 86_400))
    _ = try FirstLossStake(
      assets: 0, feeBasisPoints: feeBasisPoints, residue: residue, deficitOffset: deficitOffset)
    self.cooldownSeconds = cooldownSeconds
    self.windowSeconds = windowSeconds
    self.feeBasisPoints = feeBasisPoints
    self.residue = residue
    self.deficitOffset = deficitOffset
  }
}

/// A first-loss stake in shares, which leaves by notice: a cooldown, then a window.
///
///     shares of a deposit = amount · (supply + 1 000) / (assets + 1)      rounded down, as is what shares are paid
///
/// Shares in cooldown are slashed like all others. The number in cooldown only shrinks: a deposit does not join it, and a new
/// notice starts the clock again. Who misses the window gives notice again. **No share leaves while a claim is open**, so that
/// who gives notice after a claim is filed bears what stays bears; a window that a claim kept shut opens anew, in full, when the
/// last open claim is decided.
///
/// Each change either happens whole or throws and leaves all as it was.
///
/// - Source: the stake tokens of Aave's Umbrella; the hold is ours. Docs/Methods/StakeLadder.md.
public struct CooldownStake: Hashable, Sendable {
  /// A notice to leave.
  public struct Notice: Hashable, Sendable {
    /// Shares that may leave.
    public internal(set) var shares: Int128
    /// When the window opens, in seconds.
    public internal(set) var opensAt: Int64
    /// When it has closed, in seconds.
    public internal(set) var closesAt: Int64
  }

  private static let offset = 3

  /// The rules.
  public let terms: CooldownTerms
  /// The time of the last change, in seconds.
  public private(set) var time: Int64
  /// What is staked, in base units.
  public private(set) var assets: Int128 = 0
  /// All shares.
  public private(set) var sharesSupply: Int128 = 0
  /// The shares of each staker.
  public private(set) var shares: [String: Int128] = [:]
  /// The notice of each staker who gave one.
  public private(set) var notices: [String: Notice] = [:]
  /// Claims that are filed and not decided.
  public private(set) var openClaims: Set<String> = []
  /// Since when there has been an open claim, in seconds; nil where there is none.
  public private(set) var heldSince: Int64?

  /// Creates a stake of nothing.
  ///
  /// - Parameters:
  ///   - terms: The rules.
  ///   - time: The time in seconds.
  public init(terms: CooldownTerms, at time: Int64) { (self.terms, self.time) = (terms, time) }

  /// What shares are worth, in base units, rounded down.
  ///
  /// - Parameter shares: Shares, ≥ 0.
  /// - Throws: `StakeError.amount` for a negative number or an overflow.
  public func worth(of shares: Int128) throws(StakeError) -> Int128 {
    try StakeError.wrapping { () throws(LedgerError) in
      try signedUnits(rate().assetsForRedemption(of: UInt128(checkedAmount(shares))))
    }
  }

  /// Stakes.
  ///
  /// - Parameters:
  ///   - amount: Base units, > 0.
  ///   - staker: Who owns them.
  ///   - now: The time in seconds, not before the last change.
  /// - Returns: The shares, rounded down.
  /// - Throws: `StakeError.invalid` for an amount that is not positive, `.belowMinimum` for less than a share, `.outOfOrder`,
  ///   `.amount` on overflow.
  @discardableResult
  public mutating func deposit(_ amount: Int128, of staker: String, at now: Int64) throws(StakeError) -> Int128 {
    try checkTime(now)
    try StakeError.checkPositive("deposit", amount)
    let (minted, total, supply) = try StakeError.wrapping { () throws(LedgerError) in
      let minted = try signedUnits(rate().sharesForDeposit(of: UInt128(amount)))
      return (minted, try checkedSum(assets, amount), try checkedSum(sharesSupply, minted))
    }
    guard minted > 0 else { throw .belowMinimum(result: minted, minimum: 1) }
    (assets, sharesSupply, time) = (total, supply, now)
    shares[staker, default: 0] += minted
    return minted
  }

  /// Gives notice, or gives it again.
  ///
  /// - Parameters:
  ///   - count: Shares that are to leave, > 0, no more than one has.
  ///   - staker: Whose.
  ///   - now: The time in seconds, not before the last change.
  /// - Throws: `StakeError.invalid` for a number that is not positive, `.insufficient`, `.outOfOrder`.
  public mutating func giveNotice(for count: Int128, of staker: String, at now: Int64) throws(StakeError) {
    try checkTime(now)
    try StakeError.checkPositive("shares", count)
    let held = shares[staker] ?? 0
    guard count <= held else { throw .insufficient("shares of \(staker)", held: held, required: count) }
    let opens = now.addingClamped(terms.cooldownSeconds)
    notices[staker] = Notice(shares: count, opensAt: opens, closesAt: opens.addingClamped(terms.windowSeconds))
    time = now
  }

  /// Pays out shares within their window.
  ///
  /// - Parameters:
  ///   - count: Shares, > 0, no more than are under notice.
  ///   - staker: Whose.
  ///   - requirement: What must stay, in base units.
  ///   - now: The time in seconds, not before the last change.
  /// - Returns: Base units, rounded down.
  /// - Throws: `StakeError.heldByClaims` while a claim is open, `.belowRequirement`, `.unknown` without notice, `.tooEarly`,
  ///   `.tooLate`, `.insufficient`, `.invalid`, `.outOfOrder`, `.amount` on overflow.
  public mutating func withdraw(
    _ count: Int128, of staker: String, keeping requirement: Int128 = 0, at now: Int64
  ) throws(StakeError) -> Int128 {
    try checkTime(now)
    try StakeError.checkPositive("shares", count)
    guard let notice = notices[staker] else { throw .unknown("notice of", name: staker) }
    guard openClaims.isEmpty else { throw .heldByClaims(openClaims.sorted()) }
    guard now >= notice.opensAt else { throw .tooEarly(until: notice.opensAt) }
    guard now < notice.closesAt else { throw .tooLate(since: notice.closesAt) }
    guard count <= notice.shares else {
      throw .insufficient("shares under notice of \(staker)", held: notice.shares, required: count)
    }
    let paid = try worth(of: count)
    guard assets - paid >= requirement else {
      throw .belowRequirement(capital: assets - paid, requirement: requirement)
    }
    (assets, sharesSupply, time) = (assets - paid, sharesSupply - count, now)
    let left = (shares[staker] ?? 0) - count
    shares[staker] = left > 0 ? left : nil
    notices[staker]?.shares -= count
    if notice.shares == count { notices[staker] = nil }
    return paid
  }

  /// Slashes the stake for a deficit in another asset; see ``FirstLossStake``.
  ///
  /// - Parameters:
  ///   - deficit: The whole deficit in its base units, ≥ 0.
  ///   - deficitPrice: Price of a base unit of the deficit, > 0, in the same unit as `stakePrice`.
  ///   - stakePrice: Price of a base unit of the stake, > 0.
  ///   - now: The time in seconds, not before the last change.
  /// - Returns: What is taken, covered and paid.
  /// - Throws: `StakeError.outOfOrder`, `.amount` for a negative amount, a price that is not positive or an overflow.
  public mutating func slash(
    deficit: Int128, deficitPrice: Int128, stakePrice: Int128, at now: Int64
  ) throws(StakeError) -> FirstLossStake.Slash {
    try checkTime(now)
    let stake = try FirstLossStake(
      assets: assets, feeBasisPoints: terms.feeBasisPoints, residue: terms.residue, deficitOffset: terms.deficitOffset)
    let slash = try stake.slash(deficit: deficit, deficitPrice: deficitPrice, stakePrice: stakePrice)
    (assets, time) = (assets - slash.slashed, now)
    return slash
  }

  /// Notes a claim: no share leaves before it is decided.
  ///
  /// - Parameters:
  ///   - claim: A name that no open claim has.
  ///   - now: The time in seconds, not before the last change.
  /// - Throws: `StakeError.duplicate`, `.outOfOrder`.
  public mutating func file(claim: String, at now: Int64) throws(StakeError) {
    try checkTime(now)
    guard openClaims.insert(claim).inserted else { throw .duplicate("open claim", name: claim) }
    heldSince = heldSince ?? now
    time = now
  }

  /// Notes that a claim is decided and what it cost has been slashed.
  ///
  /// - Parameters:
  ///   - claim: An open claim.
  ///   - now: The time in seconds, not before the last change.
  /// - Throws: `StakeError.unknown`, `.outOfOrder`.
  /// - Complexity: O(notices) for the last open claim.
  public mutating func close(claim: String, at now: Int64) throws(StakeError) {
    try checkTime(now)
    guard openClaims.remove(claim) != nil else { throw .unknown("open claim", name: claim) }
    time = now
    guard openClaims.isEmpty, let since = heldSince else { return }
    heldSince = nil
    for (staker, notice) in notices where notice.closesAt > since && notice.opensAt < now {
      notices[staker]?.opensAt = now
      notices[staker]?.closesAt = now.addingClamped(terms.windowSeconds)
    }
  }

  private func checkTime(_ now: Int64) throws(StakeError) {
    guard now >= time else { throw .outOfOrder(time: now, latest: time) }
  }

  private func rate() throws(LedgerError) -> ShareRate {
    try ShareRate(supply: UInt128(sharesSupply), assets: UInt128(assets), offset: CooldownStake.offset)
  }
}
