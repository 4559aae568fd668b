import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  /// A law of a cover pool's books that does not hold: a bug of the library, never a matter of input.
  public enum AuditFinding: Hashable, Sendable {
    /// Funds, premium that is not earned and deposits do not sum to the cash that flowed in and not out.
    case cashDoesNotSum
    /// A fund is below zero.
    case negativeFund(String)
    /// Holdings of a fund do not sum to its shares, or those that wait are not what its exits say.
    case sharesDoNotSum(fund: String)
    /// Claims of a fund's members exceed what it holds.
    case claimsExceedFund(String)
    /// Cover that is exposed is not the sum of covers, in all or of a product.
    case exposureDoesNotSum(product: String?)
    /// Cover that stands on a fund is not the sum of covers' backings, or those of a cover are not its amount.
    case backingDoesNotSum(fund: String)
    /// Premium that is not earned is not the sum over covers, up to a unit for each part.
    case premiumDoesNotSum
    /// What is claimed of a cover is not the sum of its claims that are open, or more than the cover.
    case claimsDoNotSum(cover: UInt64)
    /// What funds bore of a claim is not what it was paid less what came back.
    case layersDoNotSum(claim: UInt64)
    /// The stakes of a fund's tranches are not what was booked and earned, or its shares and capacity not the sums that they are of.
    case tranchesDoNotSum(fund: String)
    /// Rewards that stakers have gained exceed those that were paid in and not taken.
    case rewardsExceedFund(String)
    /// A total is not the sum that it is of.
    case totalDoesNotSum(String)
  }

  /// Computes every sum anew, from what it is a sum of.
  ///
  /// - Returns: What does not hold; empty for every pool that events have made.
  /// - Complexity: O(covers + claims + members + exits).
  public func audit() -> [AuditFinding] {
    auditCash() + auditFunds() + auditCovers() + auditClaims()
  }

  private func auditCash() -> [AuditFinding] {
    var found: [AuditFinding] = []
    let held = funds.indices.reduce(Int128(0)) { $0 + self.held($1, at: time) }
    let unearned = totals.net - earned(at: time)
    let flows =
      totals.paidIn - totals.paidOut + totals.gifts + totals.net - totals.paid - totals.slashFees + totals.recovered
      + totals.deposits + totals.forfeited + totals.rewards - totals.rewardsTaken
    let rewards = funds.reduce(0) { $0 + $1.rewards }
    if totals.cash != held + unearned + totals.deposits + rewards || totals.cash != flows {
      found.append(.cashDoesNotSum)
    }
    let (members, backs) = (funds.flatMap(\.register.holders), covers)
    let sums: [(String, Int128, Int128)] = [
      ("paidIn", totals.paidIn, members.reduce(0) { $0 + Int128($1.paidIn) }),
      ("paidOut", totals.paidOut, members.reduce(0) { $0 + Int128($1.paidOut) }),
      ("written", totals.written, backs.reduce(0) { $0 + Int128($1.written) }),
      ("refunded", totals.refunded, backs.reduce(0) { $0 + Int128($1.refunded) }),
      ("paid", totals.paid, claims.reduce(0) { $0 + Int128($1.paid) }),
      ("recovered", totals.recovered, claims.reduce(0) { $0 + Int128($1.recovered) }),
      ("deposits", totals.deposits, claims.reduce(0) { $0 + Int128($1.deposit + $1.bond) }),
      ("openClaims", Int128(totals.openClaims), claims.reduce(0) { $0 + Int128($1.open) }),
      (
        "openIncidents", Int128(totals.openIncidents),
        products.reduce(0) { $0 + Int128($1.incidents.count { $0.closes > time }) }
      ),
      ("rewards", totals.rewards - totals.rewardsTaken, rewards),
      (
        "borne", totals.paid + totals.slashFees + totals.slashed - totals.recovered,
        funds.reduce(0) { $0 + $1.borne }
      ),
    ]
    for (name, total, sum) in sums where total != sum { found.append(.totalDoesNotSum(name)) }
    if totals.weights != products.reduce(0, { $0 + ($1.isClosed ? 0 : $1.terms.weightBasisPoints) }) {
      found.append(.totalDoesNotSum("weights"))
    }
    return found
  }

  private func auditFunds() -> [AuditFinding] {
    var found: [AuditFinding] = []
    for (place, fund) in funds.enumerated() {
      let assets = self.held(place, at: time)
      if assets < 0 { found.append(.negativeFund(fund.name)) }
      let waiting = exits.reduce(UInt128(0)) { $0 + ($1.fund == place ? $1.shares : 0) }
      if !fund.register.isConsistent || fund.register.leaving != waiting {
        found.append(.sharesDoNotSum(fund: fund.name))
      }
      if let stake = fund.stake { found += audit(stake, of: fund) }
      guard assets >= 0, let rate = try? rate(of: place, at: time) else { continue }
      let claims = fund.register.holders.reduce(UInt128(0)) {
        $0 + ((try? rate.assetsForRedemption(of: $1.shares)) ?? 0)
      }
      if claims > UInt128(assets) { found.append(.claimsExceedFund(fund.name)) }
    }
    return found
  }

  private func audit(_ stake: TrancheStake, of fund: Fund) -> [AuditFinding] {
    let (booked, ladder) = (fund.booked + stake.credited, stake.ladder)
    var found: [AuditFinding] = []
    if ladder.totalStake != booked || !ladder.isConsistent { found.append(.tranchesDoNotSum(fund: fund.name)) }
    var (rewards, copy): (Int128, StakeLadder) = (0, ladder)
    for holder in fund.register.holders {
      rewards += (try? copy.takeRewards(of: holder.name, at: time.secondsSinceEpoch)) ?? 0
    }
    if rewards > fund.rewards { found.append(.rewardsExceedFund(fund.name)) }
    return found
  }

  private func auditCovers() -> [AuditFinding] {
    var found: [AuditFinding] = []
    var exposures = [UInt128](repeating: 0, count: products.count)
    var backed = funds.map { _ in [UInt128](repeating: 0, count: products.count) }
    var (unearned, parts, wrong): (Int128, Int128, Set<Int>) = (0, 0, [])
    for cover in covers {
      unearned += Int128((try? cover.unearned(at: time)) ?? 0)
      if cover.end > time { parts += Int128(cover.backings.count) }
      if cover.backings.reduce(0, { $0 + $1.cover }) != cover.amount { wrong.insert(CoverPool.capital) }
      if cover.isReleased { continue }
      exposures[cover.product] += cover.amount
      for backing in cover.backings { backed[backing.fund][cover.product] += backing.cover }
    }
    for (place, product) in products.enumerated() {
      if product.exposure != exposures[place] { found.append(.exposureDoesNotSum(product: product.terms.name)) }
      for fund in funds.indices where funds[fund].backed(place) != backed[fund][place] { wrong.insert(fund) }
    }
    for fund in wrong.sorted() { found.append(.backingDoesNotSum(fund: funds[fund].name)) }
    if exposures.reduce(0, +) != totals.exposure { found.append(.exposureDoesNotSum(product: nil)) }
    // Each part is rounded up on its own here, and all of a fund together in its stream.
    let kept = totals.net - earned(at: time)
    if kept > unearned + Int128(funds.count) || kept < unearned - parts { found.append(.premiumDoesNotSum) }
    return found
  }

  private func auditClaims() -> [AuditFinding] {
    var found: [AuditFinding] = []
    var claimed = [UInt128](repeating: 0, count: covers.count)
    for (place, claim) in claims.enumerated() {
      claimed[Int(claim.cover) - 1] += claim.open
      let borne = claim.borne.values.reduce(0, +)
      if claim.paid > claim.amount || claim.recovered > claim.paid || borne != claim.paid - claim.recovered {
        found.append(.layersDoNotSum(claim: UInt64(place) + 1))
      }
    }
    for (place, cover) in covers.enumerated() where cover.claimed != claimed[place] || cover.claimed > cover.amount {
      found.append(.claimsDoNotSum(cover: UInt64(place) + 1))
    }
    return found
  }
}
