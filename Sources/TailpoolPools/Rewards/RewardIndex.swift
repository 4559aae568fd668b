import TailpoolLedger

/// Rewards that stream to shares, kept as one growing number a share.
///
///     index += rate * seconds / supply      reward of a holder += shares * (index - index when last touched)
///
/// While there are no shares nothing is earned: what streams then is kept in `undistributed` and given to nobody by
/// default. Roundings leave less than one base unit for each holder and touch, which stays in the fund.
///
/// - Source: the accumulator-per-share pattern; Docs/Methods/MutualPool.md.
public struct RewardIndex: Hashable, Sendable {
  /// Base units of reward a share, on a scale of 10^18.
  public private(set) var index: UInt128 = 0
  /// Base units that stream each second, on a scale of 10^6.
  public private(set) var scaledRate: UInt128 = 0
  /// Up to when the index has grown, in seconds.
  public private(set) var time: Int64
  /// When the stream ends, in seconds; `Int64.max` when it does not.
  public private(set) var end: Int64 = .max
  /// What streamed while there were no shares, in base units on a scale of 10^6.
  public private(set) var scaledUndistributed: UInt128 = 0
  /// Index at which each holder was last touched; absent for zero.
  private var touched: [String: UInt128] = [:]
  /// What each holder has earned and not been paid, in base units.
  private var earned: [String: UInt128] = [:]

  static let scale: UInt128 = 1_000_000_000_000_000_000
  static let rateScale: UInt128 = 1_000_000

  /// Creates an index without rewards.
  ///
  /// - Parameter time: Start, in seconds.
  public init(at time: Int64) { self.time = time }

  /// Grows the index; the supply has been the same since the last call.
  ///
  /// - Parameters:
  ///   - now: Seconds, not before the last call.
  ///   - supply: Shares that earned meanwhile.
  /// - Throws: `LedgerError.overflow`; the index is then unchanged.
  public mutating func advance(to now: Int64, supply: UInt128) throws(LedgerError) {
    guard now > time else { return }
    let until = min(now, end)
    if scaledRate > 0, until > time {
      let streamed = try checkedProduct(scaledRate, UInt128(until - time))
      if supply == 0 {
        scaledUndistributed = try checkedSum(scaledUndistributed, streamed)
      } else {
        let growth = try mulDiv(streamed, RewardIndex.scale / RewardIndex.rateScale, supply, rounding: .down)
        index = try checkedSum(index, growth)
      }
    }
    time = now
    if now >= end { (scaledRate, end) = (0, .max) }
  }

  /// Sets what streams from the instant reached.
  ///
  /// - Parameters:
  ///   - scaledRate: Base units a second on a scale of 10^6.
  ///   - end: When it ends, in seconds.
  public mutating func setRate(_ scaledRate: UInt128, until end: Int64 = .max) {
    self.scaledRate = scaledRate
    self.end = end
  }

  /// Credits a holder up to now; call it before its shares change.
  ///
  /// - Parameters:
  ///   - owner: The holder.
  ///   - shares: Its shares so far.
  /// - Throws: `LedgerError.overflow`; the index is then unchanged.
  public mutating func touch(_ owner: String, shares: UInt128) throws(LedgerError) {
    if index == 0 { return }
    let since = index - (touched[owner] ?? 0)
    if since == 0 { return }
    let gained = try mulDiv(shares, since, RewardIndex.scale, rounding: .down)
    if gained > 0 { earned[owner] = try checkedSum(earned[owner] ?? 0, gained) }
    touched[owner] = index
  }

  /// What a holder has earned and not been paid, in base units, up to the instant reached.
  ///
  /// - Parameters:
  ///   - owner: The holder.
  ///   - shares: Its shares.
  /// - Throws: `LedgerError.overflow`.
  public func reward(of owner: String, shares: UInt128) throws(LedgerError) -> UInt128 {
    var after = self
    try after.touch(owner, shares: shares)
    return after.earned[owner] ?? 0
  }

  /// Takes what a holder has earned, to pay it.
  ///
  /// - Parameters:
  ///   - owner: The holder.
  ///   - shares: Its shares.
  /// - Returns: Base units.
  /// - Throws: `LedgerError.overflow`; the index is then unchanged.
  public mutating func take(_ owner: String, shares: UInt128) throws(LedgerError) -> UInt128 {
    try touch(owner, shares: shares)
    return earned.removeValue(forKey: owner) ?? 0
  }

  /// What all have earned and not been paid as far as they were touched, in base units.
  var totalEarned: UInt128 { earned.values.reduce(0, &+) }
}
