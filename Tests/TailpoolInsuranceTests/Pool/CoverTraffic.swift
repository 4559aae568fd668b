import TailpoolLedger
import TailpoolMarket
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// Random events of a cover pool, good and bad: most could be taken, some are out of range.
struct CoverTraffic {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

  /// An amount of random length below 2³⁴; now and then none, or more than any event can have.
  mutating func units() -> UInt128 {
    switch random.next() % 64 {
    case 0: 0
    case 1: [1 << 80, .max][Int(random.next() % 2)]
    default: UInt128(random.next() >> (30 + random.next() % 34)) + 1
    }
  }

  /// An amount that is mostly at most so much.
  mutating func units(upTo bound: UInt128) -> UInt128 {
    if bound == 0 || random.next() % 12 == 0 { return units() }
    return random.next() % 3 == 0 ? bound : UInt128(random.next()) % bound + 1
  }

  mutating func name(_ names: [String]) -> String { names[Int(random.next() % UInt64(names.count))] }

  static let members = ["ann", "bob", "cid", "dan"]
  static let holders = ["eve", "fay"]
  static let products = ["custody", "depeg", "oracle"]
  static let funds = ["capital", "stake A", "stake B", "stake C"]

  /// Terms at random within what matters: fees, layers, gearing, waits.
  mutating func terms() throws -> CoverTerms {
    try CoverFixture.terms(
      feeBasisPoints: Int(number(0...2)) * 700, stakePremiumBasisPoints: Int(number(0...2)) * 5_000,
      leastCover: UInt128(number(1...10)), backing: name(["a", "b"]) == "a" ? .stakes : .stakesAndCapital,
      capacityRatio: Int(number(1...4)) * 10_000, gearing: Int(number(1...5)) * 10_000,
      interval: number(0...1) * 3_600, openingRequirement: UInt128(number(0...1_000_000)),
      burn: name(["a", "b"]) == "a" ? .documented : .deployed, offset: UInt128(number(0...1)) * 50_000,
      slashFee: Int(number(0...2)) * 500, residue: UInt128(number(0...1_000)), cooldown: number(0...2) * 86_400,
      window: number(1...5) * 86_400, deposit: UInt128(number(0...2)) * 70, bond: Int128(number(0...1)) * 30,
      dailyStep: Int(number(0...10_000)), greatestStep: Int(number(0...10_000)))
  }

  mutating func product() -> CoverProduct {
    let name = name(Self.products)
    let target = Int(number(0...500))
    return CoverFixture.product(
      name, kind: name == "depeg" ? .parametric : .assessed, weight: Int(number(1...10_000)), target: target,
      opening: target + Int(number(0...1_000)), bump: Int(number(0...1_000)), decay: Int(number(0...400)),
      grace: number(name == "depeg" ? 1...20 : 0...20) * 86_400)
  }

  /// The next event: seconds, hours or days after the last, at times before it.
  mutating func event(_ pool: CoverPool) -> CoverEvent {
    if random.next() % 10 == 0, let event = due(pool) { return event }
    let step: Int64 =
      switch random.next() % 16 {
      case 0: random.next() % 4 == 0 ? -1 : number(0...40) * 86_400
      case 1...4: number(0...172_800)
      case 5...8: number(0...7_200)
      default: 0
      }
    return CoverEvent(at: pool.time.advanced(bySeconds: step), action(pool))
  }

  /// What the oldest claim that is open waits for, or that is accepted and not paid.
  private mutating func due(_ pool: CoverPool) -> CoverEvent? {
    guard let place = pool.claims.firstIndex(where: { $0.open > 0 }) else { return nil }
    let (claim, number) = (pool.claims[place], UInt64(place) + 1)
    guard let assessment = claim.assessment, claim.status == .open else {
      return CoverEvent(at: pool.time, .pay(claim: number, amount: units(upTo: claim.open)))
    }
    let close = max(assessment.closesAt, pool.time.secondsSinceEpoch)
    switch random.next() % 3 {
    case 0:
      return CoverEvent(at: pool.time, .vote(member: name(Self.members), claim: number, vote: .accept))
    case 1:
      return CoverEvent(
        at: Timestamp(secondsSinceEpoch: close), .appeal(appellant: name(Self.holders), claim: number))
    default:
      return CoverEvent(at: Timestamp(secondsSinceEpoch: close + 86_400), .decide(claim: number))
    }
  }

  private mutating func action(_ pool: CoverPool) -> CoverAction {
    let member = name(Self.members)
    switch random.next() % 52 {
    case 0: return .openFund(name: name(Self.funds))
    case 1: return .openProduct(product())
    case 2:
      return random.next() % 4 == 0
        ? .closeProduct(product: name(Self.products))
        : .changeProduct(
          product: name(Self.products), targetBasisPoints: Int(number(-1...500)),
          weightBasisPoints: Int(number(0...10_001)))
    case 3...7:
      return .deposit(
        member: member, fund: name(Self.funds), assets: units(), minimumShares: random.next() % 8 == 0 ? units() : 0)
    case 8 where random.next() % 8 == 0: return .gift(from: member, fund: name(Self.funds), assets: units())
    case 8, 9:
      let fund = pool.funds[Int(random.next() % UInt64(pool.funds.count))]
      return .requestExit(
        member: member, fund: fund.name, shares: units(upTo: fund.register.shares(of: member)),
        minimumAssets: random.next() % 8 == 0 ? units() : 0)
    case 10:
      let exit = pool.exits.randomElement(using: &random)
      return .cancelExit(member: exit?.member ?? member, exit: exit?.number ?? 1)
    case 11, 12: return .payExits
    case 13...18:
      return .buy(
        holder: name(Self.holders), product: name(Self.products), amount: units(upTo: 1 << 22),
        seconds: number(0...200) * 86_400, maximumPremium: random.next() % 8 == 0 ? units() : .max)
    case 19, 20:
      let cover = cover(pool)
      return .renew(
        holder: cover.holder, cover: cover.number, seconds: number(1...100) * 86_400,
        maximumPremium: random.next() % 8 == 0 ? units() : .max)
    case 21:
      let cover = cover(pool)
      return .cancel(holder: cover.holder, cover: cover.number)
    case 22:
      return .declareIncident(
        product: name(Self.products), occurred: pool.time.advanced(bySeconds: -number(-1...10) * 86_400),
        severityBasisPoints: Int(number(0...10_001)))
    case 23...26: return claim(pool)
    case 27...30:
      return .vote(member: member, claim: claimNumber(pool), vote: [.accept, .deny, .abstain][Int(random.next() % 3)])
    case 31: return .appeal(appellant: name(Self.holders), claim: claimNumber(pool))
    case 32, 33: return .decide(claim: claimNumber(pool))
    case 34, 35:
      let number = claimNumber(pool)
      let left = Int(number) <= pool.claims.count && number > 0 ? pool.claims[Int(number) - 1].open : 0
      return .pay(claim: number, amount: units(upTo: left))
    case 36:
      let paid = pool.claims.firstIndex { $0.paid > $0.recovered }.map { UInt64($0) + 1 }
      return .recover(claim: paid ?? claimNumber(pool), amount: units(upTo: 1 << 8))
    case 37: return .slash(fund: name(Self.funds), amount: units(upTo: 1 << 16), reason: "fraud")
    case 40...51: return stakeAction(pool)
    case 38: return .pause(until: pool.time.advanced(bySeconds: number(-1...9) * 86_400), reason: "drill")
    default: return .advance
    }
  }

  private mutating func cover(_ pool: CoverPool) -> (holder: String, number: UInt64) {
    // The latest are those that run.
    let last = UInt64(pool.covers.count)
    let number = last > 0 ? last - min(random.next() % 6, last - 1) : 1
    return (last > 0 ? pool.covers[Int(number) - 1].holder : "eve", number)
  }

  private mutating func claim(_ pool: CoverPool) -> CoverAction {
    let (holder, number) = cover(pool)
    guard Int(number) <= pool.covers.count else {
      return .fileClaim(holder: holder, cover: number, amount: units(), occurred: pool.time)
    }
    let cover = pool.covers[Int(number) - 1]
    let incidents = pool.products[cover.product].incidents
    let occurred =
      incidents.last.flatMap { random.next() % 2 == 0 ? $0.occurred : nil }
      ?? min(pool.time, cover.end.advanced(bySeconds: -1))
    return .fileClaim(
      holder: holder, cover: number, amount: units(upTo: cover.amount - cover.claimed), occurred: occurred)
  }

  private mutating func claimNumber(_ pool: CoverPool) -> UInt64 {
    let last = UInt64(pool.claims.count)
    return last > 0 && random.next() % 16 > 0 ? last - min(random.next() % 5, last - 1) : random.next() % 4
  }
}
