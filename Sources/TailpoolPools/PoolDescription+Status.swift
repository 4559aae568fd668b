import TailpoolPricing

extension PoolDescription {
  /// Where the pool stands, given the value of its options and its risk.
  ///
  ///     capital     = assets + option assets − option liabilities
  ///     utilization = option liabilities / (assets + option assets)
  ///
  /// A pool that has not said its assets is taken to hold its contributions plus today's option liabilities less its
  /// option assets, so that the capital is what was contributed. Each participant's part of the capital and of the
  /// expected shortfall is its part of the contributions.
  ///
  /// A pool with books has the capital, the utilization and the claims of its books, whatever the value of its options is
  /// here: options held and owed are those of its own marks, and a member's part is that of the shares. So the report and
  /// the journal show one capital.
  ///
  /// - Parameters:
  ///   - optionAssets: Value of the options the pool holds, in its unit, ≥ 0.
  ///   - optionLiabilities: Value of the options the pool owes, in its unit, ≥ 0.
  ///   - expectedShortfall97Point5: Expected shortfall 97.5 % of the book, positive when money is lost.
  ///   - valueAtRisk99: Value at risk 99 % of the book, positive when money is lost.
  ///   - worstStressLoss: Greatest loss of the stress set, positive when money is lost; nil when no scenario concerns the
  ///     book, and then its limit is not checked.
  /// - Returns: The status. A ratio over capital is infinite when the capital is not positive; utilization is zero
  ///   without liabilities and infinite when there are some and nothing stands against them. A NaN argument breaks the
  ///   limits that it enters.
  public func status(
    optionAssets: Double, optionLiabilities: Double, expectedShortfall97Point5: Double, valueAtRisk99: Double,
    worstStressLoss: Double?
  ) -> PoolStatus {
    if let books {
      return status(
        Standing(books), expectedShortfall97Point5, valueAtRisk99, worstStressLoss,
        members: books.status(participants, expectedShortfall: expectedShortfall97Point5), layers: books.statusLayers)
    }
    let contributed = participants.reduce(0) { $0 + $1.contribution }
    let assets = self.assets ?? contributed + (optionLiabilities - optionAssets)
    let capital = self.assets == nil ? contributed : assets + optionAssets - optionLiabilities
    let cover = self.assets == nil ? contributed + optionLiabilities : assets + optionAssets
    let utilization = optionLiabilities == 0 ? 0 : cover > 0 ? optionLiabilities / cover : .infinity
    let members = participants.map { participant in
      let share = participant.contribution / contributed
      return PoolStatus.Member(
        participant: participant, share: share, value: share * capital,
        expectedShortfall: share * expectedShortfall97Point5)
    }
    return status(
      Standing(
        assets: assets, held: optionAssets, owed: optionLiabilities, capital: capital, utilization: utilization),
      expectedShortfall97Point5, valueAtRisk99, worstStressLoss, members: members, layers: [])
  }

  /// Capital, and what it is made of.
  private struct Standing {
    let assets, held, owed, capital, utilization: Double

    init(assets: Double, held: Double, owed: Double, capital: Double, utilization: Double) {
      (self.assets, self.held, self.owed) = (assets, held, owed)
      (self.capital, self.utilization) = (capital, utilization)
    }

    init(_ books: BookedCapital) {
      self.init(
        assets: books.whole(books.cash), held: books.whole(Int128(books.held)), owed: books.whole(Int128(books.owed)),
        capital: books.whole(books.units), utilization: books.utilization)
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

  /// Where the pool stands, given the valuation of its book and its risk.
  ///
  /// The options held are the positions that are worth something, the options owed those with a negative value: for
  /// options those bought and sold, for futures those that have gained and lost since their entry.
  ///
  /// - Parameters:
  ///   - valuation: The book of the pool, valued in dollars.
  ///   - expectedShortfall97Point5: Expected shortfall 97.5 % of the book, positive when money is lost.
  ///   - valueAtRisk99: Value at risk 99 % of the book, positive when money is lost.
  ///   - worstStressLoss: Greatest loss of the stress set, positive when money is lost, or nil.
  /// - Returns: The status; see `status(optionAssets:optionLiabilities:expectedShortfall97Point5:valueAtRisk99:worstStressLoss:)`.
  public func status(
    valuation: PricedBook, expectedShortfall97Point5: Double, valueAtRisk99: Double, worstStressLoss: Double?
  ) -> PoolStatus {
    var held = 0.0
    var owed = 0.0
    for position in valuation.positions {
      if position.greeks.value > 0 { held += position.greeks.value } else { owed -= position.greeks.value }
    }
    return status(
      optionAssets: held, optionLiabilities: owed, expectedShortfall97Point5: expectedShortfall97Point5,
      valueAtRisk99: valueAtRisk99, worstStressLoss: worstStressLoss)
  }
}

extension PoolStatus.LimitCheck {
  /// The check of a limit, or nil without a limit or without a value.
  fileprivate init?(name: String, limit: Double?, value: Double?) {
    guard let limit, let value else { return nil }
    self.init(name: name, limit: limit, value: value)
  }
}
