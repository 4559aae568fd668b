import TailpoolLedger
import TailpoolMarket

/// What a pool that keeps books says of its own capital: exact base units, as of an instant.
///
///     capital = cash − locked spread + what it holds at the bid − what it owes at the ask + hedges at the low side
///
/// This is `MutualPool.value(at:).low`, what all that leave together could claim, and the only capital there is: reports
/// and limits show no other.
public struct BookedCapital: Hashable, Sendable {
  /// A participant with shares.
  public struct Member: Hashable, Sendable {
    /// Whose.
    public let name: String
    /// Shares, those that wait to leave included; > 0.
    public let shares: UInt128
    /// What they are worth at the low side, in base units.
    public let claim: UInt128
    /// Paid in for shares so far, in base units.
    public let paidIn: UInt128

    package init(name: String, shares: UInt128, claim: UInt128, paidIn: UInt128) {
      (self.name, self.shares, self.claim, self.paidIn) = (name, shares, claim, paidIn)
    }
  }

  /// What the pool counts in.
  public let asset: Asset
  /// The instant.
  public let asOf: Timestamp
  /// Where the marks come from; nil where nothing is open and the capital is cash.
  public let marks: MutualPool.MarkOrigin?
  /// Whether the marks are too old or unsure for entries and exits.
  public let isStale: Bool
  /// The capital in base units; negative when the pool owes more than it has.
  public let units: Int128
  /// What the pool holds at the low side besides cash: contracts held and hedges of positive value, in base units.
  public let held: UInt128
  /// What it owes at the low side: contracts sold and hedges of negative value, in base units.
  public let owed: UInt128
  /// Locked collateral over the capital's cash, from 0 to 1.
  public let utilization: Double
  /// Participants with shares, in their order of arrival; at least one.
  public let members: [Member]
  /// What stands behind a loss, the first to bear first.
  public let layers: LossWaterfall

  /// Cash less locked spread, in base units: capital − held + owed.
  public var cash: Int128 { units - Int128(held) + Int128(owed) }

  package init(
    asset: Asset, asOf: Timestamp, marks: MutualPool.MarkOrigin?, isStale: Bool, units: Int128,
    lowSides: (held: UInt128, owed: UInt128), utilization: Double, members: [Member], layers: LossWaterfall
  ) {
    (self.asset, self.asOf, self.marks, self.isStale, self.units) = (asset, asOf, marks, isStale, units)
    (held, owed) = lowSides
    (self.utilization, self.members, self.layers) = (utilization, members, layers)
  }

  /// Base units in whole units of the asset: the nearest `Double`.
  public func whole(_ units: Int128) -> Double { Double(units) / Double(asset.unitsPerWhole) }
}

extension MutualPool {
  /// What its book holds and what it owes at the low side, in base units.
  package var lowSides: (held: UInt128, owed: UInt128) {
    var (held, owed): (UInt128, UInt128) = (0, 0)
    for line in book.lines where line.quantity != 0 {
      if line.quantity > 0 {
        held += line.quantity.magnitude * line.mark.bid
      } else {
        owed += line.quantity.magnitude * line.mark.ask
      }
    }
    for line in book.underlyings where line.hedge != 0 {
      if line.hedgeLow > 0 { held += line.hedgeLow.magnitude } else { owed += line.hedgeLow.magnitude }
    }
    return (held, owed)
  }
}
