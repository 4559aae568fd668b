import TailpoolLedger

/// Rewards that stream to shares, kept as one growing number a share.
///
///     index += rate * seconds / supply      reward of a holder += shares * (index - index when last touched)
///
/// While there are no shares nothing is earned: what streams then is kept in `undistributed` and given to nobody by
/// default. Roundings leave less than one base unit for each holder and touch, which stays in the fund.
///
/// - Source: the accumulator-per-share pattern; Docs/Methods/MutualPool.md.
package struct RewardIndex: Hashable, Sendable {
  private var stream: RewardStream
  /// Index at which each holder was last touched; absent for zero.
  private var touched: [String: UInt128] = [:]
  /// What each holder has earned and not been paid, in base units.
  private var earned: [String: UInt128] = [:]

  /// Base units of reward a share, on a scale of 10^18.
  package var index: UInt128 { stream.index }
  /// Base units that stream each second, on a scale of 10^6.
  package var scaledRate: UInt128 { stream.scaledRate }
  /// Up to when the index has grown, in seconds.
  package var time: Int64 { stream.time }
  /// When the stream ends, in seconds; `Int64.max` when it does not.
  package var end: Int64 { stream.end }
  /// What streamed while there were no shares, in base units on a scale of 10^6.
  package var scaledUndistributed: UInt128 { stream.scaledUndistributed }

  /// Creates an index without rewards.
  ///
  /// - Parameter time: Start, in seconds.
  package init(at time: Int64) { stream = RewardStream(at: time) }

  /// Grows the index; the supply has been the same since the last call.
  ///
  /// - Parameters:
  ///   - now: Seconds, not before the last call.
  ///   - supply: Shares that earned meanwhile.
  /// - Throws: `LedgerError.overflow`; the index is then unchanged.
  package mutating func advance(to now: Int64, supply: UInt128) throws(LedgerError) {
    try stream.advance(to: now, supply: supply)
  }

  /// Sets what streams from the instant reached.
  ///
  /// - Parameters:
  ///   - scaledRate: Base units a second on a scale of 10^6.
  ///   - end: When it ends, in seconds.
  package mutating func setRate(_ scaledRate: UInt128, until end: Int64 = .max) {
    stream.setRate(scaledRate, until: end)
  }

  /// Credits a holder up to now; call it before its shares change.
  ///
  /// - Parameters:
  ///   - owner: The holder.
  ///   - shares: Its shares so far.
  /// - Throws: `LedgerError.overflow`; the index is then unchanged.
  package mutating func touch(_ owner: String, shares: UInt128) throws(LedgerError) {
    if index == 0 { return }
    let gained = try stream.gain(of: shares, since: touched[owner] ?? 0)
    if gained > 0 { earned[owner] = try checkedSum(earned[owner] ?? 0, gained) }
    touched[owner] = index
  }

  /// What a holder has earned and not been paid, in base units, up to the instant reached.
  ///
  /// - Parameters:
  ///   - owner: The holder.
  ///   - shares: Its shares.
  /// - Throws: `LedgerError.overflow`.
  package func reward(of owner: String, shares: UInt128) throws(LedgerError) -> UInt128 {
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
  package mutating func take(_ owner: String, shares: UInt128) throws(LedgerError) -> UInt128 {
    try touch(owner, shares: shares)
    return earned.removeValue(forKey: owner) ?? 0
  }
}
