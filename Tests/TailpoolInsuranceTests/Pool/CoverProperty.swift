import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

/// A pool that random events have made, one more event, and random numbers that a property is tried with.
struct CoverProbe: CustomStringConvertible {
  /// The pool before the event.
  let before: CoverPool
  let event: CoverEvent
  /// The pool after it, and why it was not taken, if so.
  let after: CoverPool
  let refusal: CoverRefusal?
  let findings: [CoverPool.AuditFinding]
  /// An amount, a share of another and a span of seconds.
  let amount: UInt128
  let seconds: Int64
  let name: String
  let fund: String
  let product: String
  /// A number of a cover and of a claim, which there is if there is any.
  let cover: Int
  let claim: Int

  var description: String {
    "\(event) \(refusal.map { "\($0)" } ?? "taken") \(amount) \(seconds) \(name) \(fund) \(product)"
  }

  var now: Timestamp { after.time }
  var isTaken: Bool { refusal == nil }
  /// Whether the event is of a kind, and was taken.
  func isTaken(_ kinds: CoverAction.Kind...) -> Bool { isTaken && kinds.contains(event.action.kind) }

  /// The pool after one action more, at the time of the last; nil where it was refused.
  func run(_ action: CoverAction, later seconds: Int64 = 0) -> CoverPool? {
    try? after.applying(CoverEvent(at: now.advanced(bySeconds: seconds), action))
  }

  /// The refusal of one action more, which left the pool as it was.
  func refused(_ action: CoverAction, later seconds: Int64 = 0) -> CoverRefusal? {
    var copy = after
    do throws(CoverRefusal) {
      try copy.apply(CoverEvent(at: now.advanced(bySeconds: seconds), action))
      return nil
    } catch { return copy == after ? error : nil }
  }

  /// What each fund holds at a time after the event.
  func assets(_ pool: CoverPool, at time: Timestamp) -> [Int128] {
    pool.funds.map { (try? pool.assets(of: $0.name, at: time)) ?? -1 }
  }
}

/// A law of cover pools.
struct CoverProperty: Sendable {
  let name: String
  let holds: @Sendable (CoverProbe) throws -> Bool

  init(_ name: String, _ holds: @escaping @Sendable (CoverProbe) throws -> Bool) {
    self.name = name
    self.holds = holds
  }
}
