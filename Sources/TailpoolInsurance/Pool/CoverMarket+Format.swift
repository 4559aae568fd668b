import TailpoolEvents

extension MaturityLadder {
  /// The fields of a ladder beside those of the event that opens it.
  static func coded<Coder: EventFieldCoder>(
    _ ladder: MaturityLadder, by coder: inout Coder
  ) throws(Coder.Failure) -> MaturityLadder {
    let tranche = try coder.field("trancheSeconds", ladder.trancheSeconds)
    let count = try coder.field("trancheCount", ladder.trancheCount)
    let bucket = try coder.field("bucketSeconds", ladder.bucketSeconds)
    return try coder.made("ladder", ladder) {
      try? MaturityLadder(trancheSeconds: tranche, trancheCount: count, bucketSeconds: bucket)
    }
  }
}

extension RatchetMarketTerms {
  /// Some rules, for a reader to start from; they are in range.
  init(blank: Void) {
    (targetLiquidity, inflowPerDay, budgetInflowPerDay, outflowPerDay) = (1, 0, 1, 0)
    (ratchetBasisPoints, budgetRatchetBasisPoints, spreadBasisPoints) = (0, 0, 1)
    (cashReleasePerDay, shareReleasePerDay) = (0, 0)
  }

  /// The fields of a market's rules beside those of the event that opens it.
  static func coded<Coder: EventFieldCoder>(
    _ rules: RatchetMarketTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> RatchetMarketTerms {
    let targetLiquidity = try coder.field("targetLiquidity", rules.targetLiquidity)
    let inflowPerDay = try coder.field("inflowPerDay", rules.inflowPerDay)
    let budgetInflowPerDay = try coder.field("budgetInflowPerDay", rules.budgetInflowPerDay)
    let outflowPerDay = try coder.field("outflowPerDay", rules.outflowPerDay)
    let ratchet = try coder.field("ratchetBasisPoints", rules.ratchetBasisPoints)
    let budgetRatchet = try coder.field("budgetRatchetBasisPoints", rules.budgetRatchetBasisPoints)
    let spread = try coder.field("spreadBasisPoints", rules.spreadBasisPoints)
    let cashReleasePerDay = try coder.field("cashReleasePerDay", rules.cashReleasePerDay)
    let shareReleasePerDay = try coder.field("shareReleasePerDay", rules.shareReleasePerDay)
    return try coder.made("rules", rules) {
      try? RatchetMarketTerms(
        targetLiquidity: targetLiquidity, inflowPerDay: inflowPerDay, budgetInflowPerDay: budgetInflowPerDay,
        outflowPerDay: outflowPerDay, ratchetBasisPoints: ratchet, budgetRatchetBasisPoints: budgetRatchet,
        spreadBasisPoints: spread, cashReleasePerDay: cashReleasePerDay, shareReleasePerDay: shareReleasePerDay)
    }
  }
}

extension RatchetReserves {
  /// Some reserves, for a reader to start from; they are in range.
  init(blank: Void) { (cash, sold, bought) = (1, 1, 1) }

  /// The fields of a market's reserves beside those of the event that opens it.
  static func coded<Coder: EventFieldCoder>(
    _ reserves: RatchetReserves, by coder: inout Coder
  ) throws(Coder.Failure) -> RatchetReserves {
    let cash = try coder.field("cash", reserves.cash)
    let sold = try coder.field("sold", reserves.sold)
    let bought = try coder.field("bought", reserves.bought)
    return try coder.made("reserves", reserves) { try? RatchetReserves(cash: cash, sold: sold, bought: bought) }
  }
}

extension RatchetMarket {
  /// The market as fields with names in order; amounts are decimal digits.
  public var eventValue: EventValue {
    var writer = EventFieldWriter()
    _ = RatchetMarketTerms.coded(terms, by: &writer)
    _ = RatchetReserves.coded(reserves, by: &writer)
    return .fields(
      writer.fields + [
        EventField("budget", budget), EventField("time", time), EventField("releasedCash", releasedCash),
        EventField("releasedShares", releasedShares),
      ])
  }
}
