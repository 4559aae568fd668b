import TailpoolMarket
import TailpoolPricing

extension PoolDescription {
  /// Where the pool stands, given the value of its positions and its risk, all in the pool's unit.
  ///
  ///     capital     = assets + positions held − positions owed
  ///     utilization = positions owed / (assets + positions held)
  ///
  /// A pool that has not said its assets is taken to hold its contributions plus today's value of what it owes less that of
  /// what it holds, so that the capital is what was contributed; where what it holds is worth more than that, it has no assets
  /// besides, and no debt. Each participant's part of the capital and of the expected shortfall is its part of the contributions.
  ///
  /// A pool with books has the capital, the utilization and the claims of its books, whatever the value of its positions is
  /// here: positions held and owed are those of its own marks, and a member's part is that of the shares. So the report and
  /// the journal show one capital.
  ///
  /// - Parameters:
  ///   - optionAssets: Value of the positions the pool holds, ≥ 0.
  ///   - optionLiabilities: Value of the positions the pool owes, ≥ 0.
  ///   - expectedShortfall97Point5: Expected shortfall 97.5 %, positive when money is lost.
  ///   - valueAtRisk99: Value at risk 99 %, positive when money is lost.
  ///   - worstStressLoss: Greatest loss of the stress set, positive when money is lost; nil when no scenario concerns the
  ///     pool, and then its limit is not checked.
  ///   - spots: Dollars that a coin is worth, for assets of other kinds than the unit.
  /// - Returns: The status. A ratio over capital is infinite when the capital is not positive; utilization is zero
  ///   without liabilities and infinite when there are some and nothing stands against them. A NaN argument, or a spot that is
  ///   missing, breaks the limits that it enters.
  public func status(
    optionAssets: Double, optionLiabilities: Double, expectedShortfall97Point5: Double, valueAtRisk99: Double,
    worstStressLoss: Double?, spots: [Underlying: Double] = [:]
  ) -> PoolStatus {
    if let books {
      return status(
        Standing(books), expectedShortfall97Point5, valueAtRisk99, worstStressLoss,
        members: books.status(participants, expectedShortfall: expectedShortfall97Point5), layers: books.statusLayers)
    }
    let contributed = participants.reduce(0) { $0 + $1.contribution }
    let standing = Standing(
      assets: assets?.value(in: unit, at: spots), contributed: contributed, held: optionAssets, owed: optionLiabilities)
    let members = participants.map { participant in
      let share = participant.contribution / contributed
      return PoolStatus.Member(
        participant: participant, share: share, value: share * standing.capital,
        expectedShortfall: share * expectedShortfall97Point5)
    }
    return status(
      standing, expectedShortfall97Point5, valueAtRisk99, worstStressLoss, members: members, layers: [])
  }

  /// Capital, and what it is made of.
  private struct Standing {
    let assets, held, owed, capital, utilization: Double

    /// That of a pool that is only described; its assets are nil where it has not said them.
    init(assets: Double?, contributed: Double, held: Double, owed: Double) {
      self.assets = assets ?? max(0, contributed + (owed - held))
      (self.held, self.owed) = (held, owed)
      // Without the rounding of assets where they follow from what was contributed.
      capital = assets.map { $0 + held - owed } ?? max(contributed, held - owed)
      let cover = assets.map { $0 + held } ?? max(contributed + owed, held)
      utilization = owed == 0 ? 0 : cover > 0 ? owed / cover : .infinity
    }

    init(_ books: BookedCapital) {
      (assets, held) = (books.whole(books.cash), books.whole(Int128(books.held)))
      (owed, capital) = (books.whole(Int128(books.owed)), books.whole(books.units))
      utilization = books.utilization
    }
  }

  private func status(
    _ standing: Standing, _ shortfall: Double, _ valueAtRisk: Double, _ worstStressLoss: Double?,
    members: [PoolStatus.Member], layers: [PoolStatus.Layer]
  ) -> PoolStatus {
    let capital = standing.capital
    func overCapital(_ loss: Double) -> Double { capital > 0 ? loss / capital : .infinity }
    let checks = [
      ("utilization", limits.maximumUtilization, standing.utilization),
      (
        "expected shortfall over capital", limits.maximumExpectedShortfallOverCapital,
        overCapital(shortfall)
      ),
      ("value at risk over capital", limits.maximumValueAtRiskOverCapital, overCapital(valueAtRisk)),
      ("participant share", limits.maximumParticipantShare, members.map(\.share).max() ?? 0),
      ("stress loss over capital", limits.maximumStressLossOverCapital, worstStressLoss.map(overCapital)),
    ]
    return PoolStatus(
      unit: unit, assets: standing.assets, optionLiabilities: standing.owed, optionAssets: standing.held,
      capital: capital, utilization: standing.utilization, expectedShortfallOverCapital: overCapital(shortfall),
      participants: members, limits: checks.compactMap(PoolStatus.LimitCheck.init), layers: layers)
  }

  /// Where the pool stands, given the valuation of its book, in dollars, and its risk, in the pool's unit.
  ///
  /// The positions held are those that are worth something, those owed have a negative value: of options those bought and
  /// sold, of futures those that have gained and lost since their entry.
  ///
  /// - Parameters:
  ///   - valuation: The book of the pool, valued in dollars.
  ///   - expectedShortfall97Point5: Expected shortfall 97.5 %, positive when money is lost.
  ///   - valueAtRisk99: Value at risk 99 %, positive when money is lost.
  ///   - worstStressLoss: Greatest loss of the stress set, positive when money is lost, or nil.
  ///   - spots: Dollars that a coin is worth, for a pool that counts in one or holds some.
  /// - Returns: The status; see `status(optionAssets:optionLiabilities:expectedShortfall97Point5:valueAtRisk99:worstStressLoss:spots:)`.
  public func status(
    valuation: PricedBook, expectedShortfall97Point5: Double, valueAtRisk99: Double, worstStressLoss: Double?,
    spots: [Underlying: Double] = [:]
  ) -> PoolStatus {
    var held = 0.0
    var owed = 0.0
    for position in valuation.positions {
      if position.greeks.value > 0 { held += position.greeks.value } else { owed -= position.greeks.value }
    }
    let price = unit.price(at: spots)
    return status(
      optionAssets: held / price, optionLiabilities: owed / price, expectedShortfall97Point5: expectedShortfall97Point5,
      valueAtRisk99: valueAtRisk99, worstStressLoss: worstStressLoss, spots: spots)
  }
}

extension PoolStatus.LimitCheck {
  /// The check of a limit, or nil without a limit or without a value.
  fileprivate init?(name: String, limit: Double?, value: Double?) {
    guard let limit, let value else { return nil }
    self.init(name: name, limit: limit, value: value)
  }
}
