import TailpoolLedger

/// A claim that was reported: what it is expected to cost in all, and what was paid of it.
public struct ReportedClaim: Hashable, Sendable {
  /// What it is expected to cost in all, in base units, ≥ 0.
  public let incurred: Int128
  /// What was paid of it, in base units, 0 … `incurred`.
  public let paid: Int128

  /// Creates a claim; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.amount(.negative)` for a negative amount, or for the difference where more was paid than the
  ///   claim is expected to cost.
  public init(incurred: Int128, paid: Int128) throws(InsuranceError) {
    try InsuranceError.wrapping { () throws(LedgerError) in
      for units in [incurred, paid, try checkedDifference(incurred, paid)] { _ = try checkedAmount(units) }
    }
    self.incurred = incurred
    self.paid = paid
  }

  /// What is still to be paid.
  public var outstanding: Int128 { incurred - paid }
}

/// What a pool holds back for cover it has sold, in whole base units.
public struct TechnicalReserves: Hashable, Sendable {
  /// Premium that is not earned yet.
  public let unearnedPremium: Int128
  /// What is still to be paid of claims that were reported.
  public let outstandingClaims: Int128
  /// Claims that are incurred but not reported, or not enough.
  public let incurredButNotReported: Int128
  /// The sum of the three.
  public let total: Int128

  /// Adds up reserves at a time.
  ///
  /// - Parameters:
  ///   - premiums: Premiums of the cover that was sold.
  ///   - claims: Claims that were reported.
  ///   - incurredButNotReported: As a triangle says, in base units, ≥ 0.
  ///   - now: The time in seconds.
  /// - Throws: `InsuranceError.amount` for a negative amount or an overflow.
  /// - Complexity: O(premiums + claims).
  public init(
    premiums: [PremiumPeriod], claims: [ReportedClaim], incurredButNotReported: Int128, at now: Int64
  ) throws(InsuranceError) {
    var unearned: Int128 = 0
    for premium in premiums {
      let part = try premium.unearned(at: now)
      unearned = try InsuranceError.wrapping { () throws(LedgerError) in try checkedSum(unearned, part) }
    }
    (unearnedPremium, outstandingClaims, self.incurredButNotReported, total) = try InsuranceError.wrapping {
      [unearned] () throws(LedgerError) in
      let outstanding = try checkedSum(claims.map(\.outstanding))
      let total = try checkedSum([unearned, outstanding, checkedAmount(incurredButNotReported)])
      return (unearned, outstanding, incurredButNotReported, total)
    }
  }
}
