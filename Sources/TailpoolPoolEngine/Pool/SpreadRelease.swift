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
    let maturity: Int64
    var locked: UInt128
    var since: Int64
  }

  /// One lot a maturity, the earliest first.
  private var lots: [Lot] = []

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
    let (now, end) = (time.secondsSinceEpoch, maturity.secondsSinceEpoch)
    guard end > now, spread > 0 else { return drop(through: now) }
    let place = lots.firstIndex { $0.maturity >= end } ?? lots.count
    if place < lots.count, lots[place].maturity == end {
      let locked = try checkedSum(SpreadRelease.locked(lots[place], now), spread)
      (lots[place].locked, lots[place].since) = (locked, now)
    } else {
      lots.insert(Lot(maturity: end, locked: spread, since: now), at: place)
    }
    drop(through: now)
  }

  private mutating func drop(through now: Int64) {
    while let first = lots.first, first.maturity <= now { lots.removeFirst() }
  }

  /// What is still locked, in base units: each maturity rounded up, and exactly nothing after the last.
  ///
  /// - Parameter time: An instant, not before the last spread was locked.
  /// - Throws: `LedgerError.overflow`.
  public func locked(at time: Timestamp) throws(LedgerError) -> UInt128 {
    let now = time.secondsSinceEpoch
    var sum: UInt128 = 0
    for lot in lots { sum = try checkedSum(sum, SpreadRelease.locked(lot, now)) }
    return sum
  }

  private static func locked(_ lot: Lot, _ now: Int64) throws(LedgerError) -> UInt128 {
    guard lot.maturity > now else { return 0 }
    let (whole, left) = (UInt64(lot.maturity - lot.since), UInt64(lot.maturity - max(now, lot.since)))
    if left == whole { return lot.locked }
    // Most spreads fit a machine word, and so does the quotient: one division.
    if let units = UInt64(exactly: lot.locked) {
      let division = whole.dividingFullWidth(units.multipliedFullWidth(by: left))
      return UInt128(division.quotient) + (division.remainder > 0 ? 1 : 0)
    }
    return try mulDiv(lot.locked, UInt128(left), UInt128(whole), rounding: .up)
  }
}
