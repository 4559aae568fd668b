import TailpoolMarket

@testable import TailpoolInsurance

/// Random events of stakes in tranches, the market of shares and price floors.
extension CoverTraffic {
  static let ladders = ["ladder A", "ladder B"]
  /// Funds of both kinds.
  static let everyFund = funds + ladders

  /// What is opened with a pool: a fund of tranches, and in one pool of three a market.
  mutating func openings() throws -> [CoverAction] {
    let ladder = openLadder(Self.ladders[0])
    if random.next() % 3 > 0 { return [ladder] }
    return [ladder, .openMarket(rules: try Self.rules(), reserves: try Self.reserves(), budget: 50_000)]
  }

  static func rules(
    target: Int128 = 100_000, cashRelease: Int128 = 1 << 60, spread: Int = 100
  ) throws -> RatchetMarketTerms {
    try RatchetMarketTerms(
      targetLiquidity: target, inflowPerDay: 10_000, budgetInflowPerDay: 50_000, outflowPerDay: 10_000,
      spreadBasisPoints: spread, cashReleasePerDay: cashRelease, shareReleasePerDay: 1 << 90)
  }

  /// Reserves about the book value of the fixture's pool: a thousand shares a unit.
  static func reserves() throws -> RatchetReserves {
    try RatchetReserves(cash: 100_000, sold: 90_000_000, bought: 110_000_000)
  }

  private mutating func openLadder(_ name: String) -> CoverAction {
    let tranche = number(1...60) * 86_400
    guard
      let ladder = try? MaturityLadder(
        trancheSeconds: tranche, trancheCount: Int(number(1...8)), bucketSeconds: min(number(1...7) * 86_400, tranche))
    else { return .advance }
    return .openLadder(
      name: name, ladder: ladder, reductionBasisPoints: Int(number(0...1)) * 1_000,
      unit: UInt128([1, 100][Int(number(0...1))]))
  }

  mutating func stakeAction(_ pool: CoverPool) -> CoverAction {
    let (member, fund) = (name(Self.members), random.next() % 8 == 0 ? name(Self.everyFund) : Self.ladders[0])
    switch random.next() % 14 {
    case 0: return openLadder(name(Self.ladders))
    case 1...4:
      return .stake(
        member: member, fund: fund, tranche: tranche(pool, fund) + number(0...4), assets: units(),
        minimumShares: random.next() % 8 == 0 ? units() : 0)
    case 5, 6:
      let ended = pool.funds.first { $0.name == fund }?.ladder?.ended.keys.randomElement(using: &random)
      return .unstake(member: member, fund: fund, tranche: ended ?? tranche(pool, fund))
    case 7: return .reward(from: member, fund: fund, assets: units(), maximum: units(), target: units())
    case 8: return .takeReward(member: member, fund: fund)
    case 9: return .setFloor(product: name(Self.products), premium: units() >> 16, cover: units())
    case 10, 11:
      return .buyShares(
        member: member, assets: units(upTo: 1 << 18), minimumShares: random.next() % 8 == 0 ? units() : 0)
    case 12:
      return .sellShares(
        member: member, shares: units(upTo: pool.funds[0].register.shares(of: member) >> 4),
        minimumAssets: random.next() % 8 == 0 ? units() : 0)
    default:
      guard random.next() % 50 == 0, let rules = try? Self.rules(), let reserves = try? Self.reserves() else {
        return .unstake(member: member, fund: fund, tranche: tranche(pool, fund) - 1)
      }
      return .openMarket(rules: rules, reserves: reserves, budget: units())
    }
  }

  /// The tranche of a fund that runs.
  private func tranche(_ pool: CoverPool, _ fund: String) -> Int64 {
    let ladder = pool.funds.first { $0.name == fund }?.ladder?.terms.ladder
    return ladder?.tranche(at: pool.time.secondsSinceEpoch) ?? 1
  }
}
