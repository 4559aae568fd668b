import Tailpool

/// The examples of Docs/Guides/CoverPool.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum CoverPoolExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var after: CoverPool
    var floor: CoverPriceFloor
    var longer: CoverQuote
    var tranches: [CoverTrancheStatement]
    var value: ShareValuation
    var runs: [CapitalRun]
    var pool: CoverPool
    var beforeDepeg: CoverPool
    var quote: CoverQuote
    var refused: CoverRefusal?
    var members: [CoverMemberStatement]
    var covers: [CoverStatement]
    var findings: [CoverPool.AuditFinding]
  }

  static func year() throws -> Outcome {
    // example open
    let (terms, events) = try Sample.coverYear()
    var pool = try CoverPool(terms)
    let depeg = Timestamp(secondsSinceEpoch: 1_782_864_000)  // the first of July
    for event in events where event.time < depeg {
      try pool.apply(event)  // whole, or it throws and the pool is what it was
    }
    // end
    let beforeDepeg = pool

    // example quote
    let quote = try pool.quote(100_000_000_000, of: "custody", for: 180 * 86_400, at: depeg)
    print(quote.premium, quote.fee, quote.basisPoints, quote.basisPointsAfter, quote.available)
    // end

    // example depeg
    for event in events where event.time >= depeg && event.time < depeg.advanced(bySeconds: 4 * 86_400) {
      try pool.apply(event)
    }
    for claim in pool.claims {
      print("claim of", Amount(units: Int128(claim.amount), of: terms.asset), claim.status, "paid", claim.paid)
    }
    // end

    // example exit
    var refused: CoverRefusal?
    do {
      try pool.apply(CoverEvent(at: pool.time, .payExits))
    } catch { refused = error }  // lossesOpen: claims for the depeg may still come
    // end

    // example rest
    for event in events where event.time >= depeg.advanced(bySeconds: 4 * 86_400) { try pool.apply(event) }
    for fund in pool.funds {
      print(fund.name, "holds", try pool.assets(of: fund.name, at: pool.time), "and bore", fund.borne)
    }
    // end

    // example statements
    let members = try pool.memberStatements(at: pool.time)
    let covers = try pool.coverStatements(at: pool.time)
    for statement in members { print(statement.member, statement.fund, statement.claim, statement.result) }
    let findings = pool.audit()  // empty: every law of the books holds
    // end
    let year = pool

    // example tranches
    let now = pool.time
    let ladder = try MaturityLadder(trancheSeconds: 91 * 86_400, trancheCount: 8, bucketSeconds: 28 * 86_400)
    let running = ladder.tranche(at: now.secondsSinceEpoch)
    let loss = try LognormalSeverity(mean: 15_000, standardDeviation: 60_000)  // a year's, of a million of cover
    let floor = try CoverPriceFloor(
      CostOfCapitalPrinciple(rate: 0.06, level: .percent99), for: loss, of: terms.asset,
      cover: 1_000_000_000_000)
    for action in [
      .openLadder(name: "ladder", ladder: ladder, reductionBasisPoints: 1_000, unit: 1_000_000),
      .stake(
        member: "sample-wren", fund: "ladder", tranche: running + 1, assets: 100_000_000_000, minimumShares: 1),
      .stake(
        member: "sample-finch", fund: "ladder", tranche: running + 5, assets: 50_000_000_000, minimumShares: 1),
      .reward(from: "sample-treasury", fund: "ladder", assets: 2_000_000_000, maximum: 400, target: 150_000_000_000),
      .setFloor(product: "custody", premium: UInt128(floor.premium), cover: UInt128(floor.cover)),
    ] as [CoverAction] { try pool.apply(CoverEvent(at: now, action)) }
    let later = now.advanced(bySeconds: 40 * 86_400)
    let longer = try pool.quote(100_000_000_000, of: "custody", for: 180 * 86_400, at: now)
    print(floor.premium, longer.premium, longer.available)
    try pool.apply(
      CoverEvent(
        at: now,
        .buy(
          holder: "sample-ash", product: "custody", amount: 100_000_000_000, seconds: 180 * 86_400,
          maximumPremium: longer.premium)))
    for tranche in try pool.trancheStatements(at: later) {
      print(tranche.tranche, tranche.end, tranche.stake, tranche.allocated)
    }
    try pool.apply(CoverEvent(at: later, .takeReward(member: "sample-wren", fund: "ladder")))
    // end

    // example market
    let reserves = try RatchetReserves(cash: 50_000_000_000, sold: 55_000_000_000_000, bought: 62_000_000_000_000)
    let rules = try RatchetMarketTerms(
      targetLiquidity: 50_000_000_000, inflowPerDay: 1_000_000_000, budgetInflowPerDay: 1_000_000_000,
      outflowPerDay: 1_000_000_000, cashReleasePerDay: 40_000_000_000, shareReleasePerDay: 1_000_000_000_000_000)
    for action in [
      .openMarket(rules: rules, reserves: reserves, budget: 0),
      .buyShares(member: "sample-robin", assets: 10_000_000_000, minimumShares: 1),
    ] as [CoverAction] { try pool.apply(CoverEvent(at: later, action)) }
    let value = try pool.shareValuation(riskMargin: 120_000_000_000, curve: nil, at: later)
    for price in [value.bookValue, value.riskAdjustedBookValue, value.marketSell, value.marketBuy] {
      if let price { print(try pool.amount(aShare: price)) }
    }
    // end

    // example run
    var runs: [CapitalRun] = []
    if let market = pool.market {
      for exit in [pool.cooldown, .ratchet(market)] {
        let run = try pool.capitalRun(through: exit, knownLoss: 250_000_000_000, every: 3_600, at: later)
        print(exit.name, run.fairPrice, run.transfer)
        for departure in run.departures { print(departure.member.name, departure.paid ?? 0, departure.refusal ?? "") }
        runs.append(run)
      }
    }
    // end
    return Outcome(
      after: pool, floor: floor, longer: longer, tranches: try pool.trancheStatements(at: later), value: value,
      runs: runs,
      pool: year, beforeDepeg: beforeDepeg, quote: quote, refused: refused, members: members, covers: covers,
      findings: findings)
  }
}
