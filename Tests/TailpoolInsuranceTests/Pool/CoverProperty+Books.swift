import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProperty {
  /// Laws of the machine and of its books.
  static let books: [CoverProperty] = [
    CoverProperty("COVER-001: a refused event leaves the pool as it was") { p in p.isTaken || p.after == p.before },
    CoverProperty("COVER-002: an event gives the same pool on a copy, and the copy's origin stays") { p in
      let origin = p.before
      guard let copy = try? origin.applying(p.event) else { return !p.isTaken && origin == p.before }
      return p.isTaken && copy == p.after && origin == p.before
    },
    CoverProperty("COVER-003: time and the count of events move with events that are taken, and only forward") { p in
      p.isTaken
        ? p.after.time == p.event.time && p.after.time >= p.before.time && p.after.eventCount == p.before.eventCount + 1
        : p.after.time == p.before.time && p.after.eventCount == p.before.eventCount
    },
    CoverProperty("COVER-004: an event comes back from its fields, and from their canonical JSON") { p in
      let value = p.event.eventValue
      let parsed = EventValueParser.parse(Array(value.canonicalJSON.utf8)[...])
      return try CoverEvent(value) == p.event && parsed == value
    },
    CoverProperty("COVER-005: terms come back from their fields") { p in
      try CoverTerms(p.after.terms.eventValue) == p.after.terms
    },
    CoverProperty("COVER-006: equal states have equal canonical JSON, and different ones different") { p in
      (p.before == p.after) == (p.before.eventValue.canonicalJSON == p.after.eventValue.canonicalJSON)
    },
    CoverProperty("COVER-007: funds, unearned premium and deposits sum to the cash that came in and did not go out") {
      p in
      !p.findings.contains(.cashDoesNotSum)
    },
    CoverProperty("COVER-008: no fund is below zero") { p in
      p.assets(p.after, at: p.now).allSatisfy { $0 >= 0 }
    },
    CoverProperty("COVER-009: shares of each fund sum to its supply, and those that wait to its exits") { p in
      !p.findings.contains { if case .sharesDoNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-010: what members could claim is no more than the fund holds") { p in
      let statements = try p.after.memberStatements(at: p.now)
      return p.after.funds.indices.allSatisfy { place in
        let fund = p.after.funds[place]
        let claims = statements.reduce(Int128(0)) { $0 + ($1.fund == fund.name ? Int128($1.claim) : 0) }
        return claims <= max(p.after.held(place, at: p.now), 0)
      }
    },
    CoverProperty("COVER-011: exposure is the sum of the covers that may be claimed on, in all and by product") { p in
      !p.findings.contains { if case .exposureDoesNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-012: a cover's backings sum to it, and those on a fund to what the fund backs") { p in
      !p.findings.contains { if case .backingDoesNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-013: premium that is not earned is the sum over covers, to a unit each") { p in
      !p.findings.contains(.premiumDoesNotSum)
    },
    CoverProperty("COVER-014: what is claimed of a cover is the sum of its open claims and no more than the cover") {
      p in
      !p.findings.contains { if case .claimsDoNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-015: the layers of each claim sum to what it was paid less what came back") { p in
      p.after.claims.allSatisfy {
        $0.borne.values.reduce(0, +) == $0.paid - $0.recovered && $0.paid <= $0.amount && $0.recovered <= $0.paid
      }
    },
    CoverProperty("COVER-016: every total is the sum that it is of") { p in
      !p.findings.contains { if case .totalDoesNotSum = $0 { true } else { false } }
    },
    CoverProperty("COVER-017: each cover's premium is earned, unearned, refunded or fee, to the last unit") { p in
      let statements = try p.after.coverStatements(at: p.now)
      let rest = statements.reduce(Int128(0)) {
        $0 + Int128($1.written) - Int128($1.earned + $1.unearned + $1.refunded)
      }
      return rest == p.after.totals.fees
        && statements.allSatisfy { $0.earned + $0.unearned + $0.refunded <= $0.written }
    },
    CoverProperty("COVER-018: by time alone premium is earned and never unearned, and no fund loses") { p in
      let later = p.now.advanced(bySeconds: p.seconds)
      let (now, then) = (try p.after.unearnedPremium(at: p.now), try p.after.unearnedPremium(at: later))
      return then >= 0 && then <= now
        && zip(p.assets(p.after, at: p.now), p.assets(p.after, at: later)).allSatisfy { $0 <= $1 }
    },
    CoverProperty("COVER-019: when all cover has ended every unit of premium is earned, refunded or fee") { p in
      let end = p.now.advanced(bySeconds: 2 * 31_536_000)
      let earned = p.assets(p.after, at: end).reduce(0, +) - p.assets(p.after, at: p.now).reduce(0, +)
      return try p.after.unearnedPremium(at: end) == 0 && earned == p.after.unearnedPremium(at: p.now)
    },
    CoverProperty("COVER-020: time in two steps does what it does in one, the requirement's own steps apart") { p in
      guard let whole = p.run(.advance, later: 2 * p.seconds), let half = p.run(.advance, later: p.seconds),
        let both = try? half.applying(CoverEvent(at: whole.time, .advance))
      else { return false }
      return both.funds == whole.funds && both.products == whole.products && both.covers == whole.covers
        && both.totals.exposure == whole.totals.exposure && both.totals.clearSince == whole.totals.clearSince
        && both.totals.openIncidents == whole.totals.openIncidents
    },
    CoverProperty("COVER-021: an event before the last is refused by the last one's time") { p in
      let early = p.now.advanced(bySeconds: -1 - p.seconds)
      return p.refused(.advance, later: -1 - p.seconds) == .outOfOrder(time: early, last: p.now)
    },
    CoverProperty("COVER-022: nothing moved is refused by every action that moves something") { p in
      let holder = p.after.covers.isEmpty ? "eve" : p.after.covers[p.cover].holder
      let moves: [(CoverAction, [String])] = [
        (.deposit(member: p.name, fund: p.fund, assets: 0, minimumShares: 0), ["assets"]),
        (.requestExit(member: p.name, fund: p.fund, shares: 0, minimumAssets: 0), ["shares"]),
        (.gift(from: p.name, fund: p.fund, assets: 0), ["assets"]),
        (.slash(fund: p.fund, amount: 0, reason: ""), ["amount"]),
        (.pay(claim: UInt64(p.claim) + 1, amount: 0), ["amount"]),
        (.recover(claim: UInt64(p.claim) + 1, amount: 0), ["amount"]),
        (.fileClaim(holder: holder, cover: UInt64(p.cover) + 1, amount: 0, occurred: p.now), ["amount"]),
      ]
      return moves.allSatisfy { action, fields in
        switch p.refused(action) {
        case .invalidQuantity(let field): fields.contains(field)
        case .unknownFund, .unknownClaim, .unknownCover: true
        default: false
        }
      }
    },
    CoverProperty(
      "COVER-023: the requirement moves by no more than its greatest step at once, and not past the desired"
    ) { p in
      let (old, new) = (p.before.totals.requirement, p.after.totals.requirement)
      let step = Int128(p.after.terms.capital.greatestStep)
      return abs(new - old) <= old * step / 10_000 + 1
    },
    CoverProperty("COVER-024: losses that funds bore are what was paid, slashed and not recovered") { p in
      let totals = p.after.totals
      return p.after.funds.reduce(0) { $0 + $1.borne } == totals.paid + totals.slashFees + totals.slashed
        - totals.recovered
    },
    CoverProperty("COVER-025: the offset is used up by losses and never more than it is") { p in
      let totals = p.after.totals
      return totals.offsetUsed == min(p.after.terms.stakes.offset, UInt128(totals.paid))
    },
    CoverProperty("COVER-026: a fund that is opened twice, or a product that is open, is refused") { p in
      let isThere = p.after.products.contains { $0.terms.name == p.product && !$0.isClosed }
      let product = p.refused(.openProduct(CoverFixture.product(p.product)))
      return p.refused(.openFund(name: CoverPool.capitalName)) == .duplicate(CoverPool.capitalName)
        && (!isThere || product == .duplicate(p.product))
    },
  ]
}
