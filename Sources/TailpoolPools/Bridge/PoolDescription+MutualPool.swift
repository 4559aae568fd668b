import TailpoolMarket

extension PoolDescription {
  /// The pool that a journal tells of: unit, members, capital and layers are those of its books.
  ///
  /// A described pool is the simple case of the same: its members have contributed, and its capital follows from its
  /// assets and the value of its book. Here the books say it, to the unit.
  ///
  ///     let pool = try PoolDescription(of: replayed, at: replayed.time)
  ///     let status = pool.status(valuation: valuation, expectedShortfall97Point5: shortfall, valueAtRisk99: risk,
  ///       worstStressLoss: nil)
  ///     // status.capital is replayed.value(at: replayed.time).low
  ///
  /// - Parameters:
  ///   - pool: The pool, replayed.
  ///   - now: An instant, not before the last event.
  ///   - limits: The limits to check; nil takes the budget of expected shortfall of the pool's terms.
  /// - Throws: `PoolBridgeError.noMembers`, or `.refused`.
  /// - Complexity: O(participants + listed contracts).
  public init(of pool: MutualPool, at now: Timestamp, limits: PoolDescription.Limits? = nil) throws(PoolBridgeError) {
    let books = try BookedCapital(of: pool, at: now)
    let budget = pool.terms.limits.shortfallBasisPoints.map { Double($0) / 10_000 }
    self.init(
      unit: books.asset.symbol,
      members: books.members.map { Participant(id: $0.name, contribution: books.whole(Int128($0.paidIn))) },
      limits: limits ?? PoolDescription.Limits(maximumExpectedShortfallOverCapital: budget), books: books)
  }
}

extension BookedCapital {
  /// Where the pool stands.
  ///
  ///     share of a member = its shares / all shares,   value = its claim,   expected shortfall = share · that of the pool
  func status(
    _ participants: [Participant], expectedShortfall: Double
  ) -> [PoolStatus.Member] {
    let supply = members.reduce(0.0) { $0 + Double($1.shares) }
    return zip(participants, members).map { participant, member in
      let share = Double(member.shares) / supply
      return PoolStatus.Member(
        participant: participant, share: share, value: whole(Int128(member.claim)),
        expectedShortfall: share * expectedShortfall)
    }
  }

  /// The layers that can bear something, each with the least loss that empties it and all before it, in whole units.
  var statusLayers: [PoolStatus.Layer] {
    guard let exhausting = try? layers.exhaustingLosses() else { return [] }
    return zip(layers.layers, exhausting).compactMap { layer, loss in
      layer.capacity > 0
        ? PoolStatus.Layer(name: layer.name, capacity: whole(layer.capacity), exhaustingLoss: whole(loss)) : nil
    }
  }
}
