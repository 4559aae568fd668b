import Tailpool

/// Events of a cover pool, all of which it takes.
enum CoverPoolTraffic {
  static let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)
  private static let (day, members, products): (Int64, Int, Int) = (86_400, 1_000, 8)

  static func pool() throws -> CoverPool {
    let terms = CoverTerms(
      asset: try Asset("USDC", decimals: 6), opening: opening, shareOffset: 3, feeBasisPoints: 500,
      stakePremiumBasisPoints: 5_000, leastCover: 1_000_000, shortestPeriod: day, longestPeriod: 365 * day,
      longestPause: 7 * day,
      capital: CoverTerms.Capital(
        backing: .stakesAndCapital, capacityRatioBasisPoints: 20_000, greatestWeight: 200_000,
        gearingBasisPoints: 48_000, dailyStep: 500, greatestStep: 100, interval: 3_600,
        openingRequirement: 1_000_000_000, leastRequirement: 1_000_000_000),
      stakes: CoverTerms.Stakes(burn: .documented, offset: 1_000_000_000, slashFeeBasisPoints: 100, residue: 1_000_000),
      exits: CoverTerms.Exits(cooldownSeconds: 14 * day, windowSeconds: 7 * day),
      claims: CoverTerms.Claims(
        deposit: 100_000_000, rules: try AssessmentRules(appealBond: 1_000_000_000), priorAgreements: 1,
        priorDisagreements: 1))
    var pool = try CoverPool(terms)
    func run(_ action: CoverAction) throws { try pool.apply(CoverEvent(at: opening, action)) }
    for fund in ["stake A", "stake B"] {
      try run(.openFund(name: fund))
      try run(.deposit(member: "staker", fund: fund, assets: 1 << 58, minimumShares: 0))
    }
    for member in 0..<members {
      try run(.deposit(member: "member \(member)", fund: "capital", assets: 1 << 50, minimumShares: 0))
    }
    for product in 0..<products {
      try run(
        .openProduct(
          CoverProduct(
            name: "product \(product)", kind: .parametric, weightBasisPoints: 10_000, targetBasisPoints: 200,
            openingBasisPoints: 250, bumpBasisPoints: 500, dailyDecayBasisPoints: 200, graceSeconds: 14 * day)))
    }
    return pool
  }

  private static func deposit(_ index: Int) -> CoverAction {
    .deposit(
      member: "member \(index % members)", fund: ["capital", "stake A", "stake B"][index % 3],
      assets: 1_000_000 + UInt128(index), minimumShares: 0)
  }

  private static func purchase(_ index: Int) -> CoverAction {
    .buy(
      holder: "holder \(index % members)", product: "product \(index % products)", amount: 100_000_000 + UInt128(index),
      seconds: day * Int64(30 + index % 300), maximumPremium: .max)
  }

  static func deposits(_ count: Int) -> [CoverEvent] {
    (0..<count).map { CoverEvent(at: opening.advanced(bySeconds: Int64($0)), deposit($0)) }
  }

  static func purchases(_ count: Int) -> [CoverEvent] {
    (0..<count).map { CoverEvent(at: opening.advanced(bySeconds: Int64($0) * 160), purchase($0)) }
  }

  /// Events in turn, each as the pool then stands, with so many seconds between them.
  static func mixed(_ count: Int, every seconds: Int64, from start: CoverPool) throws -> [CoverEvent] {
    var (pool, events, paid): (CoverPool, [CoverEvent], Int) = (start, [], 0)
    events.reserveCapacity(count)
    var incident: Timestamp?
    for index in 0..<count {
      let time = opening.advanced(bySeconds: Int64(index) * seconds)
      var action = purchase(index)
      let cover = pool.covers.isEmpty ? nil : pool.covers.count - 1 - (index * 7) % min(pool.covers.count, 1_000)
      switch index % 20 {
      case 1, 5, 9, 13: action = deposit(index)
      case 3:
        action = .requestExit(member: "member \(index % members)", fund: "capital", shares: 1_000, minimumAssets: 0)
      case 7, 17: action = .advance
      case 11:
        if index % (count / 20) == 11 {
          (action, incident) = (
            .declareIncident(product: "product 3", occurred: time, severityBasisPoints: 1_000), time
          )
        } else if let incident, let cover, pool.covers[cover].start < incident, pool.covers[cover].claims.isEmpty {
          action = .fileClaim(
            holder: pool.covers[cover].holder, cover: UInt64(cover) + 1, amount: 1_000_000, occurred: incident)
        }
      case 12:
        if paid < pool.claims.count {
          action = .pay(claim: UInt64(paid) + 1, amount: 1_000_000)
          paid += 1
        }
      case 14: if paid > 0 { action = .recover(claim: UInt64(paid), amount: 1_000) }
      case 15: if let cover { action = .cancel(holder: pool.covers[cover].holder, cover: UInt64(cover) + 1) }
      case 18:
        if let cover {
          action = .renew(
            holder: pool.covers[cover].holder, cover: UInt64(cover) + 1, seconds: 90 * day, maximumPremium: .max)
        }
      case 19: if index % 10_000 == 9_999 { action = .payExits }
      default: break
      }
      // What the pool does not take now — a payout while an incident is open, a cover that was cancelled — is a purchase.
      let event = CoverEvent(at: time, action)
      if (try? pool.apply(event)) != nil { events.append(event); continue }
      let instead = CoverEvent(at: time, purchase(index))
      try pool.apply(instead)
      events.append(instead)
    }
    return events
  }
}
