import Tailpool

/// The examples of Docs/Guides/CoverPool.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum CoverPoolExample {
  /// What the guide's figures are checked against.
  struct Outcome {
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
    return Outcome(
      pool: pool, beforeDepeg: beforeDepeg, quote: quote, refused: refused, members: members, covers: covers,
      findings: findings)
  }
}
