import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  mutating func fileClaim(
    _ amount: UInt128, on number: UInt64, of holder: String, occurred: Timestamp, at now: Timestamp
  ) throws(CoverRefusal) {
    let place = try cover(number, of: holder)
    let cover = covers[place]
    try check(units: amount, "amount")
    if now >= cover.release || cover.isReleased { throw .claimAfterExpiry(cover.release) }
    guard occurred >= cover.start, occurred < cover.end, occurred <= now else {
      throw .notCovered(from: cover.start, until: min(cover.end, now))
    }
    let left = cover.amount - cover.claimed
    if amount > left { throw .claimAboveCover(greatest: left) }
    let claimNumber = UInt64(claims.count) + 1
    let claim: Claim
    var known: String?
    if products[cover.product].terms.kind == .parametric {
      let incident = try checkIncident(amount, number, cover, occurred: occurred, at: now)
      known = incidentName(incident, of: cover.product)
      claim = Claim(
        cover: number, amount: amount, occurred: occurred, filed: now, deposit: 0, assessment: nil, status: .accepted)
    } else {
      let deposit = terms.claims.deposit
      try checkRoom(deposit)
      claim = Claim(
        cover: number, amount: amount, occurred: occurred, filed: now, deposit: deposit,
        assessment: try assessment(of: claimNumber, by: holder, at: now), status: .open)
    }

    let stakes = try moved(cover.backings.map(\.fund), at: now) { ladder throws(StakeError) in
      try ladder.file(claim: claimName(claims.count), knownAs: known, at: now.secondsSinceEpoch)
    }

    put(stakes)
    claims.append(claim)
    covers[place].claims.append(claimNumber)
    covers[place].claimed += amount
    totals.openClaims += amount
    hold(Int128(claim.deposit))
  }

  /// A claim is for an incident that became known after the cover was bought, and for no more than it costs: for which of the
  /// product's.
  private func checkIncident(
    _ amount: UInt128, _ number: UInt64, _ cover: Cover, occurred: Timestamp, at now: Timestamp
  ) throws(CoverRefusal) -> Int {
    let incidents = products[cover.product].incidents
    guard let place = incidents.firstIndex(where: { $0.occurred == occurred }),
      number <= UInt64(incidents[place].coversSold)
    else { throw .noIncident(occurred) }
    let incident = incidents[place]
    if now >= incident.closes { throw .claimAfterExpiry(incident.closes) }
    for claim in cover.claims where claims[Int(claim) - 1].occurred == occurred { throw .alreadyClaimed(claim: claim) }
    let greatest = try covering { () throws(LedgerError) in
      try mulDiv(cover.amount - cover.claimed, UInt128(incident.severityBasisPoints), 10_000, rounding: .down)
    }
    if amount > greatest { throw .claimAboveCover(greatest: greatest) }
    return place
  }

  // MARK: - Assessment

  mutating func vote(
    _ vote: Assessment.Vote, on number: UInt64, by member: String, at now: Timestamp
  ) throws(CoverRefusal) {
    var assessment = try assessment(of: number)
    try staking { () throws(StakeError) in try assessment.vote(vote, by: member, at: now.secondsSinceEpoch) }
    claims[Int(number) - 1].assessment = assessment
  }

  mutating func appeal(_ number: UInt64, by appellant: String, at now: Timestamp) throws(CoverRefusal) {
    if appellant.isEmpty { throw .emptyName }
    var assessment = try assessment(of: number)
    let bond = terms.claims.rules.appealBond
    try checkRoom(bond.magnitude)
    let (weights, leaving) = try voters(besides: covers[Int(claims[Int(number) - 1].cover) - 1].holder)
    try staking { () throws(StakeError) in
      try assessment.appeal(by: appellant, bond: bond, weights: weights, leaving: leaving, at: now.secondsSinceEpoch)
    }
    claims[Int(number) - 1].assessment = assessment
    hold(bond)
  }

  /// Writes the verdict. Deposit and bond go back to who was right, and else to the members' capital.
  mutating func decide(_ number: UInt64, at now: Timestamp) throws(CoverRefusal) {
    var (assessment, register) = (try assessment(of: number), assessors)
    let ruling = try staking { () throws(StakeError) in
      let ruling = try assessment.decide(at: now.secondsSinceEpoch)
      try register.count(assessment)
      return ruling
    }
    let index = Int(number) - 1
    let (deposit, bond) = (Int128(claims[index].deposit), Int128(claims[index].bond))
    let isAccepted = ruling.verdict == .accepted
    let backings = covers[Int(claims[index].cover) - 1].backings
    let stakes =
      isAccepted
      ? []
      : try moved(backings.map(\.fund), at: now) { ladder throws(StakeError) in
        _ = try ladder.settle(claim: claimName(index), burning: 0, at: now.secondsSinceEpoch)
      }

    put(stakes)
    assessors = register
    claims[index].assessment = assessment
    claims[index].deposit = 0
    let back = (isAccepted ? deposit : 0) + (ruling.isOverturned ? bond : 0)
    totals.deposits -= deposit + bond
    totals.cash -= back
    totals.forfeited += deposit + bond - back
    funds[CoverPool.capital].booked += deposit + bond - back
    claims[index].status = isAccepted ? .accepted : .denied
    if !isAccepted { free(claims[index].amount, of: index, at: now) }
  }

  /// What a claim kept of its cover becomes free, by a denial or a payment.
  mutating func free(_ amount: UInt128, of claim: Int, at now: Timestamp) {
    let cover = Int(claims[claim].cover) - 1
    covers[cover].claimed -= amount
    totals.openClaims -= amount
    noteClear(at: now.secondsSinceEpoch)
    if now >= covers[cover].release { _ = releaseIfFree(cover) }
  }

  /// The place of a claim.
  func claim(_ number: UInt64) throws(CoverRefusal) -> Int {
    guard number > 0, number <= UInt64(claims.count) else { throw .unknownClaim(number) }
    return Int(number) - 1
  }

  private func assessment(of number: UInt64) throws(CoverRefusal) -> Assessment {
    guard let assessment = claims[try claim(number)].assessment else { throw .notAssessed(number) }
    return assessment
  }

  /// Opens the votes on a claim.
  private func assessment(of number: UInt64, by holder: String, at now: Timestamp) throws(CoverRefusal) -> Assessment {
    let (weights, leaving) = try voters(besides: holder)
    return try staking { () throws(StakeError) in
      try Assessment(
        claim: String(number), weights: weights, leaving: leaving, at: now.secondsSinceEpoch, rules: terms.claims.rules)
    }
  }

  /// Members by the weight of their votes, and those of them who are leaving; whose claim it is has no vote on it.
  private func voters(
    besides claimant: String
  ) throws(CoverRefusal) -> (weights: [String: Int128], leaving: Set<String>) {
    let holders = funds[CoverPool.capital].register.holders
    var (shares, leaving): ([String: Int128], Set<String>) = ([:], [])
    for holder in holders where holder.shares > 0 && holder.name != claimant {
      shares[holder.name] = Int128(holder.shares)
      if holder.leaving > 0 { leaving.insert(holder.name) }
    }
    let weights = try staking { () throws(StakeError) in try assessors.weights(of: shares) }
    return (weights, leaving)
  }

  private mutating func hold(_ deposit: Int128) {
    totals.deposits += deposit
    totals.cash += deposit
  }
}

/// Runs an operation of a stake or an assessment where refusals are thrown.
func staking<T>(_ body: () throws(StakeError) -> T) throws(CoverRefusal) -> T {
  do { return try body() } catch { throw .stake(error) }
}
