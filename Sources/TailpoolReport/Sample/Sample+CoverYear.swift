import TailpoolInsurance
import TailpoolLedger
import TailpoolMarket

extension Sample {
  /// A made-up year of a cover pool, with a depeg at its middle: terms, and every event that the pool took.
  ///
  /// Three members and a stake stand behind cover of custody, which is assessed, and of a dollar's peg, which is parametric. On the day
  /// of the depeg the coin falls to 0.92: who is covered claims eight hundredths, and is paid by the stake and the members' capital.
  /// In autumn a custodian fails: its claim is denied by the first vote and accepted on appeal, paid, and a part of it comes back.
  /// A member that asked to leave on the day of the depeg bears both and leaves in its window.
  ///
  /// - Returns: The terms and the events; the same at every call.
  /// - Throws: Nothing for the sample as it is; the errors are those of terms.
  public static func coverYear() throws -> (terms: CoverTerms, events: [CoverEvent]) {
    let opening = Timestamp(CalendarDate(daysSinceEpoch: coverYearFirstDay))
    let events = coverYearActions.sorted { $0.0 < $1.0 }.map { day, action in
      CoverEvent(at: opening.advanced(bySeconds: Int64(day * 86_400)), action)
    }
    return (try coverYearTerms(opening), events)
  }

  /// The first of January 2026.
  private static let coverYearFirstDay = 20_454

  private static func coverYearTerms(_ opening: Timestamp) throws -> CoverTerms {
    let day: Int64 = 86_400
    return CoverTerms(
      asset: try Asset("USDC", decimals: 6), opening: opening, shareOffset: 3, feeBasisPoints: 500,
      stakePremiumBasisPoints: 5_000, leastCover: whole(1_000), shortestPeriod: 7 * day, longestPeriod: 365 * day,
      longestPause: 7 * day,
      capital: CoverTerms.Capital(
        backing: .stakesAndCapital, capacityRatioBasisPoints: 20_000, greatestWeight: 20_000,
        gearingBasisPoints: 48_000, dailyStep: 500, greatestStep: 100, interval: 3_600,
        openingRequirement: whole(200_000), leastRequirement: whole(200_000)),
      stakes: CoverTerms.Stakes(burn: .documented, offset: whole(5_000), slashFeeBasisPoints: 100, residue: whole(1)),
      exits: CoverTerms.Exits(cooldownSeconds: 30 * day, windowSeconds: 7 * day),
      claims: CoverTerms.Claims(
        deposit: whole(500),
        rules: try AssessmentRules(
          votingSeconds: 3 * day, coolDownSeconds: day, quorumBasisPoints: 1_500, appealQuorumBasisPoints: 5_000,
          majorityBasisPoints: 5_000, appealBond: Int128(whole(1_000)), swingSeconds: day / 2,
          greatestExtension: 3 * day),
        priorAgreements: 1, priorDisagreements: 1))
  }

  /// Days after the opening and what happens on them.
  private static var coverYearActions: [(Int, CoverAction)] {
    coverYearBeginning + coverYearPurchases + coverYearDepeg + coverYearFailure
  }

  private static var coverYearBeginning: [(Int, CoverAction)] {
    [
      (0, .openFund(name: "stake")), (0, deposit("sample-harbor", "capital", 600_000)),
      (0, deposit("sample-meadow", "capital", 300_000)), (0, deposit("sample-orchard", "capital", 100_000)),
      (0, deposit("sample-quarry", "stake", 200_000)), (0, .openProduct(product("custody", .assessed, target: 200))),
      (0, .openProduct(product("depeg", .parametric, target: 300))),
    ]
  }

  private static func deposit(_ member: String, _ fund: String, _ units: UInt128) -> CoverAction {
    .deposit(member: member, fund: fund, assets: whole(units), minimumShares: 0)
  }

  private static func product(_ name: String, _ kind: CoverProduct.Kind, target: Int) -> CoverProduct {
    CoverProduct(
      name: name, kind: kind, weightBasisPoints: 10_000, targetBasisPoints: target, openingBasisPoints: target,
      bumpBasisPoints: 500, dailyDecayBasisPoints: 20, graceSeconds: 14 * 86_400)
  }

  private static func purchase(_ holder: String, _ product: String, _ units: UInt128, days: Int64) -> CoverAction {
    .buy(
      holder: holder, product: product, amount: whole(units), seconds: days * 86_400, maximumPremium: whole(units / 10))
  }

  /// A purchase each month, those of the two large holders, a renewal and a cancellation.
  private static var coverYearPurchases: [(Int, CoverAction)] {
    let monthly = (0..<12).map { month in
      let product = month.isMultiple(of: 2) ? "custody" : "depeg"
      return (10 + 30 * month, purchase("sample-cedar", product, UInt128(40_000 + 5_000 * month), days: 90))
    }
    return [
      (5, purchase("sample-ash", "custody", 500_000, days: 300)),
      (6, purchase("sample-birch", "depeg", 400_000, days: 270)),
      // The first monthly cover is the third that was sold.
      (80, .renew(holder: "sample-cedar", cover: 3, seconds: 90 * 86_400, maximumPremium: whole(4_000))),
      (120, .cancel(holder: "sample-cedar", cover: 6)),
    ] + monthly
  }

  /// Day 181: the coin trades at 0.92.
  private static var coverYearDepeg: [(Int, CoverAction)] {
    let occurred = Timestamp(CalendarDate(daysSinceEpoch: coverYearFirstDay + 181))
    let shares = whole(100_000) * 1_000
    return [
      (181, .pause(until: occurred.advanced(bySeconds: 3 * 86_400), reason: "the coin trades at 0.92")),
      (181, .requestExit(member: "sample-orchard", fund: "capital", shares: shares, minimumAssets: 0)),
      (181, .declareIncident(product: "depeg", occurred: occurred, severityBasisPoints: 800)),
      (182, .fileClaim(holder: "sample-birch", cover: 2, amount: whole(32_000), occurred: occurred)),
      (183, .fileClaim(holder: "sample-cedar", cover: 8, amount: whole(5_200), occurred: occurred)),
      (184, .pay(claim: 1, amount: whole(32_000))), (184, .pay(claim: 2, amount: whole(5_200))),
    ]
  }

  /// Days 200 to 300: a custodian fails.
  private static var coverYearFailure: [(Int, CoverAction)] {
    let occurred = Timestamp(CalendarDate(daysSinceEpoch: coverYearFirstDay + 200))
    return [
      (202, .fileClaim(holder: "sample-ash", cover: 1, amount: whole(120_000), occurred: occurred)),
      (203, .vote(member: "sample-meadow", claim: 3, vote: .deny)),
      (205, .appeal(appellant: "sample-ash", claim: 3)), (206, .vote(member: "sample-harbor", claim: 3, vote: .accept)),
      (207, .vote(member: "sample-meadow", claim: 3, vote: .deny)), (209, .decide(claim: 3)),
      (210, .pay(claim: 3, amount: whole(120_000))), (214, .payExits), (290, .recover(claim: 3, amount: whole(30_000))),
      (364, .advance),
    ]
  }

  /// Whole dollars in base units.
  private static func whole(_ units: UInt128) -> UInt128 { units * 1_000_000 }
}
