import TailpoolLedger

@testable import TailpoolPoolEngine

/// A pool that random events have made, and the random numbers that a property is tried with on it.
struct ShareProbe {
  let pool: SharePool
  /// The rate of the pool.
  let rate: ShareRate
  /// Two amounts of assets, two of shares; not zero.
  let a: UInt128
  let b: UInt128
  let s: UInt128
  let t: UInt128
  /// A holder of shares, and how many.
  let owner: String
  let held: UInt128
  /// A fee schedule, and a time to charge it for.
  let fees: FeeSchedule
  let seconds: Int64

  var supply: UInt128 { rate.supply + virtualShares }
  var assets: UInt128 { rate.assets + 1 }
  var virtualShares: UInt128 { (0..<rate.offset).reduce(1) { power, _ in power * 10 } }

  /// The pool after a change, with what the change returned; nil when it was refused.
  func after<T>(_ change: (inout SharePool) throws -> T) -> (pool: SharePool, result: T)? {
    var copy = pool
    guard let result = try? change(&copy) else { return nil }
    return (copy, result)
  }

  /// The refusal of a change that leaves the pool as it was; nil when it was not refused, or left a trace.
  func refusal(_ change: (inout SharePool) throws -> UInt128) -> PoolRefusal? {
    var copy = pool
    do {
      _ = try change(&copy)
      return nil
    } catch { return copy == pool ? error as? PoolRefusal : nil }
  }

  /// The refusal of who gives back more shares than it has.
  func shortage(_ required: UInt128) -> PoolRefusal {
    held == 0
      ? .unknownParticipant(owner) : .shares(.insufficientShares(owner: owner, held: held, required: required))
  }
}

/// A law of shares, in the manner of the public lists of properties of ERC-4626 vaults.
struct ShareProperty: Sendable {
  let name: String
  let holds: @Sendable (ShareProbe) throws -> Bool

  init(_ name: String, _ holds: @escaping @Sendable (ShareProbe) throws -> Bool) {
    self.name = name
    self.holds = holds
  }
}

/// Whether `low <= high <= low + slack`.
func within(_ low: UInt128, _ high: UInt128, _ slack: UInt128) -> Bool { low <= high && high - low <= slack }
