import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

extension CoverPool {
  /// The members' capital, its shares, and what exits must leave of it: the requirement, or what its cover stands on where that is more.
  ///
  /// - Parameter now: When, not before the last event.
  /// - Throws: `CoverRefusal.outOfOrder`, `.overflow`.
  /// - Complexity: As `assets(of:at:)`.
  public func capitalPosition(at now: Timestamp) throws(CoverRefusal) -> CapitalPosition {
    try passed(to: now).currentPosition(at: now)
  }

  /// What a share of the members' capital is worth by each measure; known losses that are not borne are not taken off.
  ///
  /// - Parameters:
  ///   - riskMargin: What is set aside, in base units: the TVaR of the aggregate loss, say.
  ///   - curve: A bonding curve to compare with, or nil; its decimals are those of the asset and of the pool's shares.
  ///   - now: When, not before the last event.
  /// - Throws: `CoverRefusal.outOfOrder`; `.stake` without capital or shares, or where a price does not fit.
  public func shareValuation(
    riskMargin: UInt128, curve: BondingCurve?, at now: Timestamp
  ) throws(CoverRefusal) -> ShareValuation {
    let position = try capitalPosition(at: now)
    return try staking { () throws(StakeError) in
      try ShareValuation(
        position, riskMargin: Int128(clamping: riskMargin), market: market, curve: curve, at: now.secondsSinceEpoch)
    }
  }

  /// A price of shares on their scale as an amount a whole share, rounded down.
  ///
  /// - Parameter scaledPrice: Base units for 10¹⁸ of shares.
  /// - Throws: `CoverRefusal.overflow` where it does not fit.
  public func amount(aShare scaledPrice: Int128) throws(CoverRefusal) -> Amount {
    let units = try covering { () throws(LedgerError) in
      try mulDiv(scaledPrice, signedUnits(powerOfTen(shareDecimals)), sharePriceScale, rounding: .down)
    }
    return Amount(units: units, of: terms.asset)
  }

  /// Decimals of a whole share: those of the asset and those by which shares are finer.
  public var shareDecimals: Int { terms.asset.decimals + terms.shareOffset }

  /// The way out that the terms give to shares which leave at book value: a cooldown, then a window.
  ///
  /// Everyone in a run is paid as its window opens, so that one longer than 90 days, the most that a run takes, comes to the same.
  public var cooldown: CapitalRun.Exit {
    .cooldown(seconds: terms.exits.cooldownSeconds, window: min(terms.exits.windowSeconds, 90 * 86_400))
  }

  /// What would come of a run: all members leave the capital one after the other, while a loss is known and not booked.
  ///
  /// The pool itself does not change, and lets nobody leave while a claim is open: the run says what that is worth.
  ///
  /// - Parameters:
  ///   - exit: The way out: ``cooldown``, the pool's own market, or a bonding curve.
  ///   - knownLoss: What everyone knows that the members' capital will lose, in base units, no more than it holds.
  ///   - interval: Seconds between two attempts, ≥ 0.
  ///   - now: When the first is made, not before the last event.
  /// - Returns: The run, members in the order in which they came.
  /// - Throws: `CoverRefusal.outOfOrder`; `.stake` as `CapitalRun` does.
  public func capitalRun(
    through exit: CapitalRun.Exit, knownLoss: UInt128, every interval: Int64, at now: Timestamp
  ) throws(CoverRefusal) -> CapitalRun {
    let position = try capitalPosition(at: now)
    let register = funds[CoverPool.capital].register
    let members = register.names.map { CapitalRun.Member($0, shares: Int128(register.shares(of: $0))) }
    return try staking { () throws(StakeError) in
      try CapitalRun(
        exit, members: members, position: position, knownLoss: Int128(clamping: knownLoss), every: interval,
        from: now.secondsSinceEpoch)
    }
  }
}

extension CapitalRun.Exit {
  /// What it is called.
  public var name: String {
    switch self {
    case .ratchet: "ratchet market"
    case .bondingCurve: "bonding curve"
    case .cooldown: "cooldown"
    }
  }
}

extension CapitalRun {
  /// The run as fields: amounts are decimal digits, prices base units for 10¹⁸ of shares, times seconds; empty where there is none.
  public var eventValue: EventValue {
    .fields([
      EventField("knownLoss", knownLoss), EventField("fairPrice", fairPrice),
      EventField("stayersPrice", stayersPrice.map { String($0) } ?? ""), EventField("transfer", transfer),
      EventField("uncovered", uncovered), EventField("capital", end.capital), EventField("supply", end.supply),
      EventField("departures", .list(departures.map(\.eventValue))),
    ])
  }
}

extension CapitalRun.Departure {
  /// The attempt as fields.
  fileprivate var eventValue: EventValue {
    .fields([
      EventField("member", member.name), EventField("shares", member.shares), EventField("time", time),
      EventField("paid", paid.map { String($0) } ?? ""), EventField("price", scaledPrice.map { String($0) } ?? ""),
      EventField("refusal", refusal.map { "\($0)" } ?? ""),
    ])
  }
}
