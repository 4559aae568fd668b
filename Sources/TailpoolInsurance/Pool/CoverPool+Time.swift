import TailpoolLedger
import TailpoolMarket

extension CoverPool {
  /// Something that time has done, with what it takes to undo it.
  struct Due {
    let entry: CoverAgenda.Entry
    /// Whether a cover was released with it.
    var hasReleased = false
    /// Whether it did anything: the cover's end may have moved since it was noted.
    var isCurrent = true
    /// Stakes in tranches as they were before.
    var stakes: [(place: Int, stake: TrancheStake)] = []

    init(entry: CoverAgenda.Entry, isCurrent: Bool = true) { (self.entry, self.isCurrent) = (entry, isCurrent) }
  }

  /// Lets time pass up to a time: what became due happens, and the requirement moves.
  ///
  /// The order of what is due does not matter: all of it are sums.
  ///
  /// - Returns: What happened, in order.
  /// - Complexity: O(k log n) for k entries that are due.
  mutating func advance(to now: Timestamp) -> [Due] {
    var due: [Due] = []
    while agenda.next <= now.secondsSinceEpoch, let entry = agenda.pop() { due.append(settle(entry)) }
    moveRequirement(to: now.secondsSinceEpoch)
    return due
  }

  private mutating func settle(_ entry: CoverAgenda.Entry) -> Due {
    var due = Due(entry: entry)
    let place = entry.place
    switch entry.kind {
    case .end:
      guard covers[place].version == entry.version else { return Due(entry: entry, isCurrent: false) }
      let period = covers[place].earning
      for backing in covers[place].backings {
        funds[backing.fund].stream.close(backing.premium, over: period, earned: backing.premium)
      }
    case .release:
      guard covers[place].version == entry.version else { return Due(entry: entry, isCurrent: false) }
      due.hasReleased = releaseIfFree(place)
    case .incident:
      totals.openIncidents -= 1
      noteClear(at: entry.time)
      due.stakes = closeIncidents(of: place, at: entry.time)
    case .tranche: due.stakes = endTranche(of: place, at: entry.time)
    }
    return due
  }

  /// Undoes what time has done, but for the totals, which the caller has kept.
  mutating func undo(_ due: [Due]) {
    for item in due.reversed() {
      agenda.push(item.entry)
      guard item.isCurrent else { continue }
      let place = item.entry.place
      switch item.entry.kind {
      case .end:
        let period = covers[place].earning
        for backing in covers[place].backings {
          funds[backing.fund].stream.reopen(backing.premium, over: period, earned: backing.premium)
        }
      case .release: if item.hasReleased { unrelease(place) }
      case .incident, .tranche: put(item.stakes)
      }
    }
  }

  /// Takes a cover out of what is exposed, where nothing of it is claimed.
  ///
  /// - Returns: Whether it did.
  mutating func releaseIfFree(_ place: Int) -> Bool {
    guard covers[place].claimed == 0, !covers[place].isReleased else { return false }
    covers[place].isReleased = true
    expose(place, isExposed: false)
    return true
  }

  private mutating func unrelease(_ place: Int) {
    covers[place].isReleased = false
    expose(place, isExposed: true)
  }

  /// Adds a cover to what is exposed, or takes it out.
  mutating func expose(_ place: Int, isExposed: Bool) {
    let (amount, product, backings) = (covers[place].amount, covers[place].product, covers[place].backings)
    if isExposed {
      totals.exposure += amount
      products[product].exposure += amount
      for backing in backings { funds[backing.fund].addBacked(backing.cover, product) }
    } else {
      totals.exposure -= amount
      products[product].exposure -= amount
      for backing in backings where backing.cover > 0 {
        funds[backing.fund].backed[product] -= backing.cover
      }
    }
  }

  /// Notes that no loss is known that is not borne, where that is so now.
  mutating func noteClear(at now: Int64) {
    if totals.isClear { totals.clearSince = max(totals.clearSince, now) }
  }

  /// Moves the requirement toward the desired one, no more often than the terms allow.
  private mutating func moveRequirement(to now: Int64) {
    let elapsed = now - totals.requirementAt
    guard elapsed > 0, elapsed >= terms.capital.interval else { return }
    // All are in range, so that none is refused.
    guard
      let moved = try? ratchet.requirement(
        stored: totals.requirement, desired: desiredRequirement(exposure: totals.exposure), elapsed: elapsed)
    else { return }
    (totals.requirement, totals.requirementAt) = (moved, now)
  }

  /// What the members' capital should be: cover over the gearing, and no less than the least.
  func desiredRequirement(exposure: UInt128) -> Int128 {
    let desired = (try? ratchet.desiredRequirement(activeCover: Int128(exposure))) ?? .max
    return max(desired, Int128(terms.capital.leastRequirement))
  }
}
