import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProperty {
  /// Laws of claims, payments and what bears them.
  static let claims: [CoverProperty] = [
    CoverProperty("COVER-051: a claim above what is left of its cover is refused by it") { p in
      guard p.after.covers.indices.contains(p.cover) else { return true }
      let cover = p.after.covers[p.cover]
      guard p.now < cover.end, cover.amount > cover.claimed else { return true }
      let left = cover.amount - cover.claimed
      return p.refused(
        .fileClaim(holder: cover.holder, cover: UInt64(p.cover) + 1, amount: left + 1, occurred: p.now))
        == .claimAboveCover(greatest: left)
    },
    CoverProperty("COVER-052: a claim after the grace is refused by its end") { p in
      guard p.after.covers.indices.contains(p.cover) else { return true }
      let cover = p.after.covers[p.cover]
      let wait = max(cover.release.secondsSinceEpoch - p.now.secondsSinceEpoch, 0)
      return p.refused(
        .fileClaim(holder: cover.holder, cover: UInt64(p.cover) + 1, amount: 1, occurred: cover.start), later: wait)
        == .claimAfterExpiry(cover.release)
    },
    CoverProperty("COVER-053: a claim for a loss before or after the cover is refused by its time") { p in
      guard p.after.covers.indices.contains(p.cover) else { return true }
      let cover = p.after.covers[p.cover]
      guard p.now < cover.release else { return true }
      let refusals = [cover.start.advanced(bySeconds: -1), cover.end].map { occurred in
        p.refused(.fileClaim(holder: cover.holder, cover: UInt64(p.cover) + 1, amount: 1, occurred: occurred))
      }
      return refusals.allSatisfy { $0 == .notCovered(from: cover.start, until: min(cover.end, p.now)) }
    },
    CoverProperty("COVER-054: another's cover cannot be claimed on, cancelled or renewed") { p in
      guard p.after.covers.indices.contains(p.cover) else { return true }
      let number = UInt64(p.cover) + 1
      return [
        .fileClaim(holder: "mallory", cover: number, amount: 1, occurred: p.now),
        .cancel(holder: "mallory", cover: number),
        .renew(holder: "mallory", cover: number, seconds: 86_400, maximumPremium: .max),
      ].allSatisfy { p.refused($0) == .unknownCover(number) }
    },
    CoverProperty("COVER-055: more than is left of an accepted claim is not paid") { p in
      guard p.after.claims.indices.contains(p.claim), p.after.claims[p.claim].status == .accepted else { return true }
      let left = p.after.claims[p.claim].open
      return p.refused(.pay(claim: UInt64(p.claim) + 1, amount: left + 1)) == .overpayment(left: left)
    },
    CoverProperty("COVER-056: a claim that is not accepted is not paid") { p in
      guard p.after.claims.indices.contains(p.claim), p.after.claims[p.claim].status != .accepted else { return true }
      let number = UInt64(p.claim) + 1
      return p.refused(.pay(claim: number, amount: 1)) == .notAccepted(number)
    },
    CoverProperty("COVER-057: a payment leaves the funds by exactly what it is and its slashes' fees") { p in
      guard p.isTaken(.pay), case .pay(_, let amount) = p.event.action else { return true }
      let old = p.assets(p.before, at: p.now).reduce(0, +)
      let fees = p.after.totals.slashFees - p.before.totals.slashFees
      return old - p.assets(p.after, at: p.now).reduce(0, +) == Int128(amount) + fees
        && p.after.totals.paid - p.before.totals.paid == Int128(amount)
    },
    CoverProperty("COVER-058: no payment takes the residue of a stake") { p in
      guard p.isTaken(.pay) else { return true }
      let (old, new) = (p.assets(p.before, at: p.now), p.assets(p.after, at: p.now))
      let residue = Int128(p.after.terms.stakes.residue)
      return zip(old, new).dropFirst().allSatisfy { $1 == $0 || $1 >= residue }
    },
    CoverProperty("COVER-059: a payment ends as much cover, of its product and of what backs it") { p in
      guard p.isTaken(.pay), case .pay(let number, let amount) = p.event.action else { return true }
      let place = Int(p.after.claims[Int(number) - 1].cover) - 1
      let (old, new) = (p.before.covers[place], p.after.covers[place])
      return old.amount - new.amount == amount && old.claimed - new.claimed == amount
        && zip(old.backings, new.backings).allSatisfy { $1.cover <= $0.cover }
    },
    CoverProperty("COVER-060: what the capital bears of a payment is what the stakes do not") { p in
      guard p.isTaken(.pay), case .pay(let number, let amount) = p.event.action else { return true }
      let index = Int(number) - 1
      let (old, new) = (p.before.claims[index].borne, p.after.claims[index].borne)
      let stakes = new.reduce(UInt128(0)) { $0 + ($1.key == 0 ? 0 : $1.value - (old[$1.key] ?? 0)) }
      return (new[0] ?? 0) - (old[0] ?? 0) + stakes == amount
    },
    CoverProperty("COVER-061: what comes back goes to the funds, all of it, and no fund gets more than it bore") { p in
      guard p.isTaken(.recover), case .recover(let number, let amount) = p.event.action else { return true }
      let (old, new) = (p.before.claims[Int(number) - 1].borne, p.after.claims[Int(number) - 1].borne)
      let gained = p.assets(p.after, at: p.now).reduce(0, +) - p.assets(p.before, at: p.now).reduce(0, +)
      return gained == Int128(amount) && new.allSatisfy { $0.value <= old[$0.key] ?? 0 }
    },
    CoverProperty("COVER-062: more than was paid and did not come back is not recovered") { p in
      guard p.after.claims.indices.contains(p.claim) else { return true }
      let claim = p.after.claims[p.claim]
      let greatest = claim.paid - claim.recovered
      return p.refused(.recover(claim: UInt64(p.claim) + 1, amount: greatest + 1))
        == .recoveryAbovePaid(greatest: greatest)
    },
    CoverProperty("COVER-063: no vote is taken after the close, and no member votes twice in a round") { p in
      guard p.after.claims.indices.contains(p.claim), let assessment = p.after.claims[p.claim].assessment,
        p.after.claims[p.claim].status == .open
      else { return true }
      let vote = CoverAction.vote(member: "ann", claim: UInt64(p.claim) + 1, vote: .deny)
      let close = max(assessment.closesAt - p.now.secondsSinceEpoch, 0)
      let late = p.refused(vote, later: close) == .stake(.tooLate(since: assessment.closesAt))
      guard let voted = p.run(vote) else { return late }
      return late
        && (try? voted.applying(CoverEvent(at: p.now, vote))) == nil
    },
    CoverProperty("COVER-064: a verdict is written once") { p in
      guard p.after.claims.indices.contains(p.claim), p.after.claims[p.claim].assessment?.ruling != nil else {
        return true
      }
      return p.refused(.decide(claim: UInt64(p.claim) + 1)) == .stake(.alreadyDecided)
    },
    CoverProperty("COVER-065: deposits are held while claims are open, and go back or to the capital") { p in
      guard p.isTaken(.decide), case .decide(let number) = p.event.action else { return true }
      let (old, new) = (p.before.totals, p.after.totals)
      let claim = p.before.claims[Int(number) - 1]
      let (held, kept) = (Int128(claim.deposit + claim.bond), new.forfeited - old.forfeited)
      let gained = p.assets(p.after, at: p.now)[0] - p.assets(p.before, at: p.now)[0]
      return old.deposits - new.deposits == held && gained == kept && old.cash - new.cash == held - kept
    },
    CoverProperty("COVER-066: more than a stake has is not slashed, and what is goes to the capital") { p in
      guard p.fund != CoverPool.capitalName, let place = p.after.funds.firstIndex(where: { $0.name == p.fund }) else {
        return true
      }
      let held = p.assets(p.after, at: p.now)
      let all = p.refused(.slash(fund: p.fund, amount: UInt128(held[place]) + 1, reason: ""))
      guard held[place] > 0, let after = p.run(.slash(fund: p.fund, amount: 1, reason: "")) else {
        return all == .slashAboveStake(greatest: UInt128(held[place]))
      }
      let left = p.assets(after, at: p.now)
      return all == .slashAboveStake(greatest: UInt128(held[place])) && left[place] == held[place] - 1
        && left[0] == held[0] + 1
    },
    CoverProperty("COVER-067: an incident is claimed for once by a cover, and for no more than it costs") { p in
      guard p.after.covers.indices.contains(p.cover) else { return true }
      let cover = p.after.covers[p.cover]
      let product = p.after.products[cover.product]
      guard product.terms.kind == .parametric else { return true }
      return cover.claims.allSatisfy { number in
        let claim = p.after.claims[Int(number) - 1]
        return cover.claims.count { p.after.claims[Int($0) - 1].occurred == claim.occurred } == 1
          && product.incidents.contains { $0.occurred == claim.occurred }
      }
    },
  ]
}
