/// When stake comes free and when capacity does: tranches and buckets of equal length, counted from time zero.
///
///     tranche(t) = ⌊t / trancheSeconds⌋;  it ends with its last second
///
/// A stake is locked until the end of its tranche; the capacity of a cover comes free at the start of the first bucket at or
/// after the cover's end. Times are seconds since 1970, ≥ 0.
///
/// - Source: NexusMutual/smart-contracts, `StakingPool`, of which ``quarterly`` has the lengths.
public struct MaturityLadder: Hashable, Sendable {
  /// Length of a tranche in seconds: 1 day to 4 years of 365 days.
  public let trancheSeconds: Int64
  /// How many tranches take deposits at one time, 1 to 32: the one that is running and those that follow.
  public let trancheCount: Int
  /// Length of a bucket in seconds: 1 second to the length of a tranche.
  public let bucketSeconds: Int64

  /// Eight tranches of 91 days, buckets of 28 days.
  public static var quarterly: MaturityLadder {
    MaturityLadder(tranche: 91 * 86_400, count: 8, bucket: 28 * 86_400)
  }

  private init(tranche: Int64, count: Int, bucket: Int64) {
    (trancheSeconds, trancheCount, bucketSeconds) = (tranche, count, bucket)
  }

  /// Creates a ladder; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range.
  public init(trancheSeconds: Int64, trancheCount: Int, bucketSeconds: Int64) throws(StakeError) {
    try StakeError.check("length of a tranche", trancheSeconds, in: 86_400...(4 * 365 * 86_400))
    try StakeError.check("number of tranches", trancheCount, in: 1...32)
    try StakeError.check("length of a bucket", bucketSeconds, in: 1...trancheSeconds)
    self.init(tranche: trancheSeconds, count: trancheCount, bucket: bucketSeconds)
  }

  /// The tranche that runs at a time.
  ///
  /// - Parameter time: Seconds, ≥ 0.
  public func tranche(at time: Int64) -> Int64 { time / trancheSeconds }

  /// When a tranche ends, in seconds; the last time that exists where the end does not fit.
  ///
  /// - Parameter tranche: Its number, ≥ 0.
  public func end(ofTranche tranche: Int64) -> Int64 {
    let (end, overflow) = tranche.addingClamped(1).multipliedReportingOverflow(by: trancheSeconds)
    return overflow ? .max : end
  }

  /// The tranches that take deposits at a time.
  ///
  /// - Parameter time: Seconds, ≥ 0.
  public func tranches(at time: Int64) -> ClosedRange<Int64> {
    let first = tranche(at: time)
    return first...first.addingClamped(Int64(trancheCount - 1))
  }

  /// When the capacity of a cover that ends at a time comes free: the start of the first bucket at or after it, in seconds.
  ///
  /// - Parameter time: Seconds, ≥ 0.
  public func release(after time: Int64) -> Int64 {
    let rest = time % bucketSeconds
    return rest == 0 ? time : time.addingClamped(bucketSeconds - rest)
  }
}
