import TailpoolLedger
import TailpoolPoolEngine

/// Stake that is locked in tranches, carries cover by its capacity, and burns for claims.
///
///     shares of a deposit    = ⌊√amount⌋ for the first, else ⌊supply · amount / active stake⌋
///     stake of a tranche     = ⌊active stake · its shares / supply⌋
///     capacity of a tranche  = ⌊stake · ratio · (1 − reduction) · weight / unit⌋
///
/// When a tranche ends, its stake leaves the active stake and waits for its owners. **Exits stay at risk until known losses are
/// borne**: a tranche that ends while claims are open stays behind those claims, bears each burn in the same proportion as the
/// active stake does, and is not paid out before the last of them is decided; claims filed later do not touch it.
///
/// Every division rounds against who moves and for those who stay. Each change either happens whole or throws and leaves all as
/// it was. Time never runs back. The units themselves are held elsewhere: this is the account of whose they are.
///
/// - Source: NexusMutual/smart-contracts, `StakingPool`; the rule of exits is ours. Docs/Methods/StakeLadder.md.
public struct StakeLadder: Hashable, Sendable {
  /// A tranche that has ended.
  public struct EndedTranche: Hashable, Sendable {
    /// What is left in it, in base units.
    public internal(set) var stake: Int128
    /// The shares that are not paid out.
    public internal(set) var shares: Int128
    /// The open claims it stays at risk for.
    public internal(set) var heldBy: Set<String>
    let rewardIndex: UInt128
  }

  /// What one has in one tranche.
  struct Position: Hashable, Sendable {
    var shares: Int128
    var rewardIndex: UInt128
  }

  /// The greatest active stake, 2¹⁰⁰ base units, with which no capacity overflows.
  public static let maximumStake: Int128 = 1 << 100

  /// The rules.
  public let terms: StakeLadderTerms
  /// The time reached, in seconds.
  public internal(set) var time: Int64
  /// Stake in tranches that have not ended, in base units.
  public internal(set) var activeStake: Int128 = 0
  /// Shares of the tranches that have not ended.
  public internal(set) var sharesSupply: Int128 = 0
  /// The shares of each tranche that has not ended.
  public internal(set) var trancheShares: [Int64: Int128] = [:]
  /// The tranches that have ended and are not paid out.
  public internal(set) var ended: [Int64: EndedTranche] = [:]
  /// Claims that are filed and not decided.
  public internal(set) var openClaims: Set<String> = []
  /// Whether a claim took all but a last unit: then no deposit and no cover is taken.
  public internal(set) var isHalted = false
  /// The weight of each product in basis points.
  public internal(set) var weights: [String: Int] = [:]

  var positions: [String: [Int64: Position]] = [:]
  var allocated: [String: [Int64: Int128]] = [:]
  var allocations: [String: CoverAllocation] = [:]
  var releases: [Int64: [String]] = [:]
  var rewards: RewardStream
  var accrued: [String: Int128] = [:]

  /// Creates a ladder without stake.
  ///
  /// - Parameters:
  ///   - terms: The rules.
  ///   - time: The time in seconds, ≥ 0.
  /// - Throws: `StakeError.invalid` for a time below zero.
  public init(terms: StakeLadderTerms, at time: Int64) throws(StakeError) {
    try StakeError.check("time", time, in: 0...Int64.max)
    self.terms = terms
    self.time = time
    rewards = RewardStream(at: time)
  }

  /// All stake: active, and ended but not paid out.
  public var totalStake: Int128 { ended.values.reduce(activeStake) { $0 + $1.stake } }

  /// The stake of a tranche that has not ended, in base units, rounded down.
  ///
  /// - Throws: `StakeError.amount` on overflow.
  public func stake(ofTranche tranche: Int64) throws(StakeError) -> Int128 {
    try worth(of: trancheShares[tranche] ?? 0, stake: activeStake, shares: sharesSupply)
  }

  /// What one's shares of a tranche are worth now, ended or not, in base units, rounded down; zero for who has none.
  ///
  /// - Throws: `StakeError.amount` on overflow.
  public func stake(of staker: String, inTranche tranche: Int64) throws(StakeError) -> Int128 {
    let shares = self.shares(of: staker, inTranche: tranche)
    if let past = ended[tranche] { return try worth(of: shares, stake: past.stake, shares: past.shares) }
    return try worth(of: shares, stake: activeStake, shares: sharesSupply)
  }

  /// One's shares of a tranche; zero for who has none.
  public func shares(of staker: String, inTranche tranche: Int64) -> Int128 {
    positions[staker]?[tranche]?.shares ?? 0
  }

  /// The tranches in which one has shares, in order.
  public func tranches(of staker: String) -> [Int64] { (positions[staker] ?? [:]).keys.sorted() }

  /// Lets time pass: tranches end, capacity comes free, rewards grow.
  ///
  /// - Parameter now: The time in seconds, not before the time reached.
  /// - Throws: `StakeError.outOfOrder`, `.amount` on overflow.
  /// - Complexity: O(tranches + covers whose capacity comes free).
  public mutating func advance(to now: Int64) throws(StakeError) { apply(try passage(to: now)) }

  /// Locks stake in a tranche.
  ///
  /// - Parameters:
  ///   - amount: Base units, > 0; the active stake stays at or below `maximumStake`.
  ///   - staker: Who owns it.
  ///   - tranche: A tranche that takes deposits at that time.
  ///   - minimumShares: The fewest shares the staker accepts, ≥ 1.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: The shares.
  /// - Throws: `StakeError.invalid` for an amount that is not positive or a tranche that takes no deposits, `.belowMinimum`,
  ///   `.halted`, `.outOfOrder`, `.amount` on overflow.
  @discardableResult
  public mutating func deposit(
    _ amount: Int128, of staker: String, inTranche tranche: Int64, minimumShares: Int128 = 1, at now: Int64
  ) throws(StakeError) -> Int128 {
    try StakeError.checkPositive("deposit", amount)
    if isHalted { throw .halted }
    let passage = try passage(to: now)
    try StakeError.check("tranche", tranche, in: terms.ladder.tranches(at: now))
    let (shares, stake, supply) = try StakeError.wrapping { () throws(LedgerError) in
      let shares =
        passage.supply == 0
        ? integerSquareRoot(amount)
        : try mulDiv(passage.supply, amount, passage.stake, rounding: .down)
      return (shares, try checkedSum(passage.stake, amount), try checkedSum(passage.supply, shares))
    }
    try StakeError.check("active stake", stake, in: 0...StakeLadder.maximumStake)
    guard shares >= max(minimumShares, 1) else { throw .belowMinimum(result: shares, minimum: max(minimumShares, 1)) }
    let before = positions[staker]?[tranche]
    let gained = try gain(of: before, upTo: passage.rewards.index)
    let total = try StakeError.wrapping { () throws(LedgerError) in try checkedSum(accrued[staker] ?? 0, gained) }
    apply(passage)
    (activeStake, sharesSupply) = (stake, supply)
    trancheShares[tranche, default: 0] += shares
    positions[staker, default: [:]][tranche] = Position(
      shares: (before?.shares ?? 0) + shares, rewardIndex: rewards.index)
    if total > 0 { accrued[staker] = total }
    return shares
  }

  /// Pays out one's part of a tranche that has ended.
  ///
  /// - Parameters:
  ///   - tranche: The tranche.
  ///   - staker: Whose part.
  ///   - now: The time in seconds, not before the time reached.
  /// - Returns: Base units, rounded down; the last owner gets all that is left.
  /// - Throws: `StakeError.tooEarly` before the tranche has ended, `.unknown` for who has nothing in it, `.heldByClaims`,
  ///   `.outOfOrder`, `.amount` on overflow.
  public mutating func withdraw(fromTranche tranche: Int64, of staker: String, at now: Int64) throws(StakeError)
    -> Int128
  {
    let passage = try passage(to: now)
    guard let position = positions[staker]?[tranche] else { throw .unknown("stake of", name: staker) }
    guard let past = passage.ended[tranche] ?? ended[tranche] else {
      throw .tooEarly(until: terms.ladder.end(ofTranche: tranche))
    }
    guard past.heldBy.isEmpty else { throw .heldByClaims(past.heldBy.sorted()) }
    let amount = try worth(of: position.shares, stake: past.stake, shares: past.shares)
    let gained = try gain(of: position, upTo: past.rewardIndex)
    let total = try StakeError.wrapping { () throws(LedgerError) in try checkedSum(accrued[staker] ?? 0, gained) }
    apply(passage)
    ended[tranche]?.stake -= amount
    ended[tranche]?.shares -= position.shares
    if past.shares == position.shares { ended[tranche] = nil }
    positions[staker]?[tranche] = nil
    if positions[staker]?.isEmpty == true { positions[staker] = nil }
    if total > 0 { accrued[staker] = total }
    return amount
  }

  /// What shares are worth, rounded down; all of the stake for all of the shares.
  func worth(of part: Int128, stake: Int128, shares: Int128) throws(StakeError) -> Int128 {
    if part == shares { return part == 0 ? 0 : stake }
    return try StakeError.wrapping { () throws(LedgerError) in try mulDiv(stake, part, shares, rounding: .down) }
  }
}
