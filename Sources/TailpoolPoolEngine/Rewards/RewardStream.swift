import TailpoolLedger

/// Rewards that stream to shares, kept as one growing number a share.
///
///     index += rate * seconds / supply      reward of a holder += shares * (index - index when last credited)
///
/// While there are no shares nothing is earned: what streams then is kept in `scaledUndistributed` and given to nobody.
/// Roundings leave less than one base unit for each holder and credit, which stays in the fund.
///
/// - Source: the accumulator-per-share pattern; Docs/Methods/MutualPool.md.
package struct RewardStream: Hashable, Sendable {
  /// Base units of reward a share, on a scale of 10^18.
  package private(set) var index: UInt128 = 0
  /// Base units that stream each second, on a scale of 10^6.
  package private(set) var scaledRate: UInt128 = 0
  /// Up to when the index has grown, in seconds.
  package private(set) var time: Int64
  /// When the stream ends, in seconds; `Int64.max` when it does not.
  package private(set) var end: Int64 = .max
  /// What streamed while there were no shares, in base units on a scale of 10^6.
  package private(set) var scaledUndistributed: UInt128 = 0

  package static let scale: UInt128 = 1_000_000_000_000_000_000
  package static let rateScale: UInt128 = 1_000_000

  /// Creates a stream without rewards.
  package init(at time: Int64) { self.time = time }

  /// Grows the index; the supply has been the same since the last call. Unchanged where it throws.
  package mutating func advance(to now: Int64, supply: UInt128) throws(LedgerError) {
    guard now > time else { return }
    let until = min(now, end)
    if scaledRate > 0, until > time {
      let streamed = try checkedProduct(scaledRate, UInt128(until - time))
      if supply == 0 {
        scaledUndistributed = try checkedSum(scaledUndistributed, streamed)
      } else {
        let growth = try mulDiv(streamed, RewardStream.scale / RewardStream.rateScale, supply, rounding: .down)
        index = try checkedSum(index, growth)
      }
    }
    time = now
    if now >= end { (scaledRate, end) = (0, .max) }
  }

  /// Sets what streams from the instant reached to the end.
  package mutating func setRate(_ scaledRate: UInt128, until end: Int64) {
    self.scaledRate = scaledRate
    self.end = end
  }

  /// What shares have gained since the index had a value, rounded down.
  package func gain(of shares: UInt128, since: UInt128) throws(LedgerError) -> UInt128 {
    try RewardStream.gain(of: shares, since: since, upTo: index)
  }

  /// What shares have gained between two values of the index, rounded down.
  package static func gain(of shares: UInt128, since: UInt128, upTo index: UInt128) throws(LedgerError) -> UInt128 {
    if index == since || shares == 0 { return 0 }
    return try mulDiv(shares, index - since, scale, rounding: .down)
  }
}
