import TailpoolLedger
import TailpoolNumerics

extension CoverAnalysis {
  /// Reserves by the triangle.
  public struct Reserves: Sendable {
    /// The chain ladder with Mack's errors.
    public let mack: MackErrors
    /// Bornhuetter–Ferguson's reserves; nil where no loss ratios were expected.
    public let bornhuetterFerguson: BornhuetterFerguson?
    /// By how much they may turn out wrong within the next calendar period, or why that is not known: with a tail, or another
    /// weighting than by volume.
    public let withinOnePeriod: Result<ClaimsDevelopmentResult, InsuranceError>
    /// Whether calendar periods move factors, or why that is not known.
    public let calendarEffect: Result<CalendarPeriodEffect, InsuranceError>
  }

  static func reserves(by development: CoverPortfolio.Development) throws(InsuranceError) -> Reserves {
    let ladder = try ChainLadder(development.triangle, weighting: development.weighting, tail: development.tail)
    let mack = try MackErrors(ladder, lastVariance: development.lastVariance)
    var expected: BornhuetterFerguson?
    if let basis = development.expected {
      expected = try BornhuetterFerguson(ladder, exposures: basis.exposures, lossRatios: basis.lossRatios)
    }
    return Reserves(
      mack: mack, bornhuetterFerguson: expected,
      withinOnePeriod: Result { () throws(InsuranceError) in try ClaimsDevelopmentResult(mack) },
      calendarEffect: Result { () throws(InsuranceError) in try CalendarPeriodEffect(development.triangle) })
  }

  /// What is held back: unearned premium, what is outstanding of reported claims, and what the triangle says besides, in hundredths
  /// of the unit.
  ///
  /// Of a triangle of reported claims it is the reserve, rounded up; of one of paid claims the reserve less what is outstanding,
  /// because that is in it.
  static func technicalReserves(
    by basis: CoverPortfolio.ReserveBasis, _ development: CoverPortfolio.Development?,
    _ reserves: Result<Reserves, InsuranceError>?
  ) throws(InsuranceError) -> TechnicalReserves {
    guard let development, let reserves else { throw .empty("triangle of claims") }
    guard let claims = development.claims else {
      throw .empty("statement whether the triangle's claims are paid or reported")
    }
    let found = try reserves.get()
    let reserve: Double
    switch basis.method {
    case .chainLadder: reserve = found.mack.chainLadder.totalReserve
    case .bornhuetterFerguson:
      guard let method = found.bornhuetterFerguson else { throw .empty("expected loss ratios") }
      reserve = CompensatedSum(method.reserves).value
    }
    let cents = (reserve * Double(CoverPortfolio.unitsOfMoney)).rounded(.up)
    guard abs(cents) <= 1e30 else {
      throw .invalid("reserve", index: nil, value: reserve, expected: "at most 1e28 in size")
    }
    let outstanding = try InsuranceError.wrapping { () throws(LedgerError) in
      try checkedSum(basis.claims.map(\.outstanding))
    }
    let rest = try InsuranceError.wrapping { () throws(LedgerError) in
      claims == .reported ? Int128(cents) : try checkedDifference(Int128(cents), outstanding)
    }
    return try TechnicalReserves(
      premiums: basis.premiums, claims: basis.claims, incurredButNotReported: rest, at: basis.now)
  }
}
