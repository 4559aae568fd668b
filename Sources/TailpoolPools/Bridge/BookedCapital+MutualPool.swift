import TailpoolMarket
import TailpoolPoolEngine

extension BookedCapital {
  /// Reads the books.
  ///
  /// - Parameters:
  ///   - pool: The pool.
  ///   - now: An instant, not before the last event.
  /// - Throws: `PoolBridgeError.noMembers` where nobody has shares, `.refused` where sums leave their range.
  /// - Complexity: O(participants + listed contracts).
  public init(of pool: MutualPool, at now: Timestamp) throws(PoolBridgeError) {
    do {
      let value = try pool.value(at: now)
      let members = try pool.statements(at: now).filter { $0.shares > 0 }
      self.init(
        asset: pool.terms.asset, asOf: now, marks: value.origin, isStale: value.isStale, units: value.low,
        lowSides: pool.lowSides, utilization: pool.utilization,
        members: members.map {
          Member(name: $0.participant, shares: $0.shares, claim: $0.claim, paidIn: $0.paidIn)
        },
        layers: try pool.lossLayers(at: now))
    } catch { throw .refused(error) }
    if members.isEmpty { throw .noMembers }
  }
}
