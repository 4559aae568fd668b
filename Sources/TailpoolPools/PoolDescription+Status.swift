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
    let contributed = participants.reduce(0) { $0 + $1.contribution }
    let assets = self.assets ?? contributed + (optionLiabilities - optionAssets)
    let capital = self.assets == nil ? contributed : assets + optionAssets - optionLiabilities
    let cover = self.assets == nil ? contributed + optionLiabilities : assets + optionAssets
    let utilization = optionLiabilities == 0 ? 0 : cover > 0 ? optionLiabilities / cover : .infinity
    func overCapital(_ loss: Double) -> Double { capital > 0 ? loss / capital : .infinity }
    let members = participants.map { participant in
      let share = participant.contribution / contributed
      return ParticipantStatus(
        participant: participant, share: share, value: share * capital,
        expectedShortfall: share * expectedShortfall97Point5)
    }
    let checks = [
      ("utilization", limits.maximumUtilization, utilization),
      (
        "expected shortfall over capital", limits.maximumExpectedShortfallOverCapital,
        overCapital(expectedShortfall97Point5)
      ),
      ("value at risk over capital", limits.maximumValueAtRiskOverCapital, overCapital(valueAtRisk99)),
      ("participant share", limits.maximumParticipantShare, members.map(\.share).max() ?? 0),
      ("stress loss over capital", limits.maximumStressLossOverCapital, worstStressLoss.map(overCapital)),
    ]
    return PoolStatus(
      unit: unit, assets: assets, optionLiabilities: optionLiabilities, optionAssets: optionAssets, capital: capital,
      utilization: utilization, expectedShortfallOverCapital: overCapital(expectedShortfall97Point5),
      participants: members, limits: checks.compactMap(LimitCheck.init))
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

extension LimitCheck {
  /// The check of a limit, or nil without a limit or without a value.
  fileprivate init?(name: String, limit: Double?, value: Double?) {
    guard let limit, let value else { return nil }
    self.init(name: name, limit: limit, value: value)
  }
}
