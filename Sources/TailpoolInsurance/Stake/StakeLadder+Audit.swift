extension StakeLadder {
  /// Whether shares sum to those of their tranches, and what covers use to what is allocated; a bug of the library where not.
  ///
  /// - Complexity: O(positions + covers in force).
  var isConsistent: Bool {
    var (shares, units): ([Int64: Int128], [String: [Int64: Int128]]) = ([:], [:])
    for tranches in positions.values {
      for (tranche, position) in tranches { shares[tranche, default: 0] += position.shares }
    }
    for allocation in allocations.values {
      for (tranche, part) in allocation.units { units[allocation.product, default: [:]][tranche, default: 0] += part }
    }
    let held = trancheShares.merging(ended.mapValues(\.shares)) { $0 + $1 }
    return shares == held && sharesSupply == trancheShares.values.reduce(0, +) && activeStake >= 0
      && units == allocated.filter { !$0.value.isEmpty } && ended.values.allSatisfy { $0.stake >= 0 }
  }
}
