import TailpoolLedger
import TailpoolPools
import _TailpoolTestSupport

/// A ledger that random calls have made, and the random numbers that a property is tried with on it.
struct ShareProbe {
  let ledger: ShareLedger
  /// The rate of the ledger.
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

  /// The ledger after a change, with what the change returned; nil when it was refused.
  func after<T>(_ change: (inout ShareLedger) throws -> T) -> (ledger: ShareLedger, result: T)? {
    var copy = ledger
    guard let result = try? change(&copy) else { return nil }
    return (copy, result)
  }

  /// The error of a change, and whether the ledger is what it was.
  func refusal(_ change: (inout ShareLedger) throws -> UInt128) -> (error: ShareError, isUnchanged: Bool)? {
    var copy = ledger
    do {
      _ = try change(&copy)
      return nil
    } catch { return (error as? ShareError).map { ($0, copy == ledger) } }
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
