import TailpoolInsurance
import TailpoolLedger
import TailpoolMarket

/// A cover pool in a dollar of six decimals, and events at seconds after its opening.
struct CoverFixture {
  static let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)
  static let day: Int64 = 86_400

  static func at(_ seconds: Int64) -> Timestamp { opening.advanced(bySeconds: seconds) }

  /// Terms; what a test is about is said there.
  static func terms(
    feeBasisPoints: Int = 0, stakePremiumBasisPoints: Int = 5_000, leastCover: UInt128 = 1,
    backing: CoverTerms.Backing = .stakesAndCapital, capacityRatio: Int = 20_000, gearing: Int = 48_000,
    interval: Int64 = 0, openingRequirement: UInt128 = 0, leastRequirement: UInt128 = 1,
    burn: CoverTerms.Burn = .documented, offset: UInt128 = 0, slashFee: Int = 0, residue: UInt128 = 0,
    cooldown: Int64 = 10 * day, window: Int64 = 2 * day, deposit: UInt128 = 100, bond: Int128 = 50,
    longestPause: Int64 = 7 * day, longestPeriod: Int64 = 365 * day, dailyStep: Int = 500, greatestStep: Int = 100
  ) throws -> CoverTerms {
    CoverTerms(
      asset: try Asset("USDC", decimals: 6), opening: opening, shareOffset: 3, feeBasisPoints: feeBasisPoints,
      stakePremiumBasisPoints: stakePremiumBasisPoints, leastCover: leastCover, shortestPeriod: 1,
      longestPeriod: longestPeriod, longestPause: longestPause,
      capital: CoverTerms.Capital(
        backing: backing, capacityRatioBasisPoints: capacityRatio, greatestWeight: 200_000, gearingBasisPoints: gearing,
        dailyStep: dailyStep, greatestStep: greatestStep, interval: interval, openingRequirement: openingRequirement,
        leastRequirement: leastRequirement),
      stakes: CoverTerms.Stakes(burn: burn, offset: offset, slashFeeBasisPoints: slashFee, residue: residue),
      exits: CoverTerms.Exits(cooldownSeconds: cooldown, windowSeconds: window),
      claims: CoverTerms.Claims(
        deposit: deposit, rules: try AssessmentRules(appealBond: bond), priorAgreements: 1, priorDisagreements: 1))
  }

  static func product(
    _ name: String = "custody", kind: CoverProduct.Kind = .assessed, weight: Int = 10_000, target: Int = 200,
    opening: Int = 200, bump: Int = 500, decay: Int = 200, grace: Int64 = 30 * day
  ) -> CoverProduct {
    CoverProduct(
      name: name, kind: kind, weightBasisPoints: weight, targetBasisPoints: target, openingBasisPoints: opening,
      bumpBasisPoints: bump, dailyDecayBasisPoints: decay, graceSeconds: grace)
  }

  /// A pool with a product of each kind, members' capital of one million and two stakes of half a million and a quarter.
  static func pool(_ terms: CoverTerms? = nil) throws -> CoverPool {
    var pool = try CoverPool(terms ?? Self.terms())
    try pool.run(0, .openFund(name: "stake A"))
    try pool.run(0, .openFund(name: "stake B"))
    for (member, fund, assets) in [
      ("ann", "capital", 600_000), ("bob", "capital", 400_000), ("cid", "stake A", 500_000),
      ("dan", "stake B", 250_000),
    ] as [(String, String, UInt128)] {
      try pool.run(0, .deposit(member: member, fund: fund, assets: assets, minimumShares: 0))
    }
    try pool.run(0, .openProduct(product()))
    try pool.run(0, .openProduct(product("depeg", kind: .parametric, target: 300, opening: 300)))
    return pool
  }
}

extension CoverPool {
  /// Applies an action at a second after the opening.
  mutating func run(_ seconds: Int64, _ action: CoverAction) throws(CoverRefusal) {
    try apply(CoverEvent(at: CoverFixture.at(seconds), action))
  }

  /// The refusal of an action that leaves the pool as it was; nil where it is taken, or leaves a trace.
  func refusal(_ seconds: Int64, _ action: CoverAction) -> CoverRefusal? {
    var copy = self
    do throws(CoverRefusal) {
      try copy.run(seconds, action)
      return nil
    } catch { return copy == self ? error : nil }
  }
}
