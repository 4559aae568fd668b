import TailpoolLedger
import TailpoolMarket

/// Spread that was earned at trades and counts only as time passes: evenly until the maturity of each trade.
///
///     locked(t) = sum over maturities M of locked_M * (M - t) / (M - since_M)
///
/// Gains wait, losses do not: who enters just after a good trade does not find its whole gain in the price.
///
/// - Source: the locked spread of Premia's underwriter vault, in exact integers.
public struct SpreadRelease: Hashable, Sendable {
  private struct Lot: Hashable {
    var locked: UInt128
    var since: Timestamp
  }

  private var lots: [Timestamp: Lot] = [:]

  /// Creates a release with nothing in it.
  public init() {}

  /// Locks a spread.
  ///
  /// - Parameters:
  ///   - spread: Base units.
  ///   - time: Now, not before the last call.
  ///   - maturity: When all of it is released; a maturity that is not after `time` locks nothing.
  /// - Throws: `LedgerError.overflow`; nothing has changed then.
  public mutating func lock(_ spread: UInt128, at time: Timestamp, until maturity: Timestamp) throws(LedgerError) {
    if lots.keys.contains(where: { $0 <= time }) { lots = lots.filter { $0.key > time } }
    guard maturity > time, spread > 0 else { return }
    let locked =
      try lots[maturity].map { lot throws(LedgerError) in try SpreadRelease.locked(lot, maturity, time) } ?? 0
    lots[maturity] = Lot(locked: try checkedSum(locked, spread), since: time)
  }

  /// What is still locked, in base units: each maturity rounded up, and exactly nothing after the last.
  ///
  /// - Parameter time: An instant, not before the last spread was locked.
  /// - Throws: `LedgerError.overflow`.
  public func locked(at time: Timestamp) throws(LedgerError) -> UInt128 {
    var sum: UInt128 = 0
    for (maturity, lot) in lots { sum = try checkedSum(sum, SpreadRelease.locked(lot, maturity, time)) }
    return sum
  }

  private static func locked(_ lot: Lot, _ maturity: Timestamp, _ time: Timestamp) throws(LedgerError) -> UInt128 {
    guard maturity > time else { return 0 }
    let whole = UInt128(maturity.secondsSinceEpoch - lot.since.secondsSinceEpoch)
    let left = UInt128(maturity.secondsSinceEpoch - max(time, lot.since).secondsSinceEpoch)
    return try mulDiv(lot.locked, left, whole, rounding: .up)
  }
}
