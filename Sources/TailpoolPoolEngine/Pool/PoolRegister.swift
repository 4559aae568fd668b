/// What a pool keeps of one participant.
package struct PoolHolder: Hashable, Sendable {
  package let name: String
  /// Shares, those that wait to leave included.
  package internal(set) var shares: UInt128 = 0
  /// Shares that wait to leave.
  package internal(set) var leaving: UInt128 = 0
  /// The reward index when last credited.
  var rewardIndex: UInt128 = 0
  /// Rewards credited and not paid, in base units.
  var earned: UInt128 = 0
  /// Base units paid in for shares, and paid out for them.
  package var paidIn: UInt128 = 0
  package var paidOut: UInt128 = 0
  /// Base units borne in losses that went through the waterfall.
  var borne: UInt128 = 0
  /// Base units assessed and not paid.
  var due: UInt128 = 0
  /// Base units assessed in all.
  var assessed: UInt128 = 0
  /// Net flow in the window of the outflow limiter, positive into the pool.
  var netFlow: Int128 = 0
}

/// Who holds how many shares of a pool; the holdings always sum to the supply.
///
/// Names are looked up once an event; all else goes by a small number, the place of the participant in order of arrival.
public struct PoolRegister: Hashable, Sendable {
  /// The participants in order of arrival.
  package var holders: [PoolHolder] = []
  /// Shares outstanding.
  public internal(set) var supply: UInt128 = 0
  /// Shares of all that wait to leave.
  package internal(set) var leaving: UInt128 = 0
  private var places: [String: Int] = [:]

  /// Creates an empty register.
  package init() {}

  /// The place of a participant, or nil.
  package func place(of name: String) -> Int? { places[name] }

  /// The place of a participant, which is made where there is none.
  package mutating func makePlace(for name: String) -> Int {
    if let place = places[name] { return place }
    let place = holders.count
    places[name] = place
    holders.append(PoolHolder(name: name))
    return place
  }

  /// Shares of a holder, zero for who has none.
  ///
  /// - Parameter owner: The holder.
  /// - Complexity: O(1).
  public func shares(of owner: String) -> UInt128 { places[owner].map { holders[$0].shares } ?? 0 }

  /// Shares of each holder; none is zero.
  ///
  /// - Complexity: O(participants).
  public var holdings: [String: UInt128] {
    var holdings: [String: UInt128] = [:]
    holdings.reserveCapacity(holders.count)
    for holder in holders where holder.shares > 0 { holdings[holder.name] = holder.shares }
    return holdings
  }

  /// Names of the participants that hold shares, in order of arrival.
  public var names: [String] { holders.filter { $0.shares > 0 }.map(\.name) }

  /// Whether the holdings sum to the supply, and no more of any waits to leave than there is.
  public var isConsistent: Bool {
    var (sum, waiting): (UInt128, UInt128) = (0, 0)
    for holder in holders {
      let (next, overflow) = sum.addingReportingOverflow(holder.shares)
      if overflow || holder.leaving > holder.shares { return false }
      (sum, waiting) = (next, waiting + holder.leaving)
    }
    return sum == supply && waiting == leaving
  }

  /// Issues shares that fit: the caller has checked the supply.
  package mutating func issue(_ shares: UInt128, to place: Int) {
    supply += shares
    holders[place].shares += shares
  }

  /// Takes shares back that the holder has.
  package mutating func cancel(_ shares: UInt128, of place: Int) {
    supply -= shares
    holders[place].shares -= shares
  }

  /// Sets shares aside that want to leave, or takes them back with a negative number.
  package mutating func hold(_ shares: UInt128, of place: Int, isLeaving: Bool) {
    if isLeaving {
      leaving += shares
      holders[place].leaving += shares
    } else {
      leaving -= shares
      holders[place].leaving -= shares
    }
  }

  /// The places follow from the holders.
  public static func == (left: PoolRegister, right: PoolRegister) -> Bool {
    left.supply == right.supply && left.leaving == right.leaving && left.holders == right.holders
  }

  /// Hashes the supply and the holders.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(supply)
    hasher.combine(holders)
  }
}
