import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProperty {
  private static func claims(_ pool: CoverPool, at time: Timestamp) throws -> [String: UInt128] {
    Dictionary(
      uniqueKeysWithValues: try pool.memberStatements(at: time).map { ("\($0.fund)/\($0.member)", $0.claim) })
  }

  /// Laws of those whose capital it is.
  static let members: [CoverProperty] = [
    CoverProperty("COVER-071: who pays in has no more than that, and takes nothing from the others") { p in
      guard p.amount < 1 << 80,
        let after = p.run(.deposit(member: p.name, fund: p.fund, assets: p.amount, minimumShares: 0))
      else { return true }
      let (old, new) = (try claims(p.after, at: p.now), try claims(after, at: p.now))
      let own = "\(p.fund)/\(p.name)"
      return (new[own] ?? 0) - (old[own] ?? 0) <= p.amount
        && old.allSatisfy { key, claim in key == own || new[key] ?? 0 >= claim }
    },
    CoverProperty("COVER-072: exits that are paid take nothing from those who stay") { p in
      guard p.isTaken(.payExits) else { return true }
      let (old, new) = (try claims(p.before, at: p.now), try claims(p.after, at: p.now))
      let paid = Dictionary(
        uniqueKeysWithValues: p.after.funds.flatMap { fund in
          fund.register.holders.map { ("\(fund.name)/\($0.name)", $0.paidOut) }
        })
      let before = Dictionary(
        uniqueKeysWithValues: p.before.funds.flatMap { fund in
          fund.register.holders.map { ("\(fund.name)/\($0.name)", $0.paidOut) }
        })
      return old.allSatisfy { key, claim in paid[key] != before[key] || new[key] ?? 0 >= claim }
    },
    CoverProperty("COVER-073: who leaves gets no more than its shares were worth") { p in
      guard p.isTaken(.payExits) else { return true }
      let (old, new) = (try claims(p.before, at: p.now), try claims(p.after, at: p.now))
      return zip(p.before.funds, p.after.funds).allSatisfy { before, after in
        zip(before.register.holders, after.register.holders).allSatisfy { a, b in
          let key = "\(before.name)/\(a.name)"
          let paid = b.paidOut - a.paidOut
          // What stays may be worth a unit more by the roundings that the leavers left.
          return paid == 0 || paid + (new[key] ?? 0) <= (old[key] ?? 0) + UInt128(p.before.exits.count)
        }
      }
    },
    CoverProperty("COVER-074: nobody is paid out while a loss is known that is not borne") { p in
      let totals = p.after.totals
      let isClear = totals.openClaims == 0 && totals.openIncidents == 0
      let refusal = p.refused(.payExits)
      return isClear
        ? refusal == nil : refusal == .lossesOpen(units: totals.openClaims, incidents: totals.openIncidents)
    },
    CoverProperty("COVER-075: exits leave the members' capital no less than it must be") { p in
      let (old, new) = (p.assets(p.before, at: p.now)[0], p.assets(p.after, at: p.now)[0])
      guard p.isTaken(.payExits), new < old else { return true }
      return new >= p.after.totals.requirement
        && new >= p.after.desiredRequirement(exposure: p.after.totals.exposure)
    },
    CoverProperty("COVER-076: exits leave each fund the stake that its cover stands on") { p in
      guard p.isTaken(.payExits) else { return true }
      let (old, new) = (p.assets(p.before, at: p.now), p.assets(p.after, at: p.now))
      return try p.after.funds.indices.allSatisfy { fund in
        try new[fund] == old[fund]
          || p.after.products.indices.allSatisfy { product in
            let capacity = try mulDiv(
              UInt128(new[fund]),
              UInt128(p.after.terms.capital.capacityRatioBasisPoints)
                * UInt128(p.after.products[product].terms.weightBasisPoints), 100_000_000, rounding: .down)
            return p.after.funds[fund].backed(product) <= capacity
          }
      }
    },
    CoverProperty(
      "COVER-077: exits are paid in the order of request: none waits while a later one of its fund is paid whole"
    ) { p in
      guard p.isTaken(.payExits) else { return true }
      let left = Set(p.after.exits.map(\.number))
      return p.before.exits.allSatisfy { first in
        guard left.contains(first.number), first.opens <= p.now else { return true }
        // A later, smaller one may find room for whole units where the first found none for a share.
        return p.after.exits.contains { $0.number == first.number && ($0.shares < first.shares || $0.opens == p.now) }
      }
    },
    CoverProperty("COVER-078: no exit is paid before its cooldown is over") { p in
      guard p.isTaken(.payExits) else { return true }
      let left = Dictionary(uniqueKeysWithValues: p.after.exits.map { ($0.number, $0) })
      return p.before.exits.allSatisfy { $0.opens <= p.now || left[$0.number] == $0 }
    },
    CoverProperty("COVER-079: a request to leave takes nothing, and its withdrawal gives everything back") { p in
      guard let place = p.after.funds.firstIndex(where: { $0.name == p.fund }) else { return true }
      let shares = p.after.funds[place].register.shares(of: p.name)
      let request = CoverAction.requestExit(member: p.name, fund: p.fund, shares: shares, minimumAssets: 0)
      guard let waiting = p.run(request) else { return p.refused(request) != nil }
      let back = try waiting.applying(CoverEvent(at: p.now, .cancelExit(member: p.name, exit: waiting.exitCount)))
      return waiting.totals == p.after.totals && back.funds == p.after.funds && back.exits == p.after.exits
    },
    CoverProperty("COVER-080: shares that a member does not have, or that wait, cannot be asked to leave") { p in
      guard let fund = p.after.funds.first(where: { $0.name == p.fund }),
        p.after.market == nil || fund.name != CoverPool.capitalName,
        let holder = fund.register.holders.first(where: { $0.name == p.name }), holder.shares > 0
      else { return true }
      let free = holder.shares - holder.leaving
      return p.refused(.requestExit(member: p.name, fund: p.fund, shares: free + 1, minimumAssets: 0))
        == .shares(.insufficientShares(owner: p.name, held: free, required: free + 1))
    },
    CoverProperty("COVER-081: nobody enters a fund that has lost all") { p in
      guard let place = p.after.funds.firstIndex(where: { $0.name == p.fund }),
        p.assets(p.after, at: p.now)[place] == 0, p.after.funds[place].register.supply > 0
      else { return true }
      return p.refused(.deposit(member: p.name, fund: p.fund, assets: 1, minimumShares: 0)) == .insolvent(fund: p.fund)
    },
    CoverProperty("COVER-082: a deposit that gives fewer shares than the least is refused with what it would give") {
      p in
      guard p.amount < 1 << 80, let place = p.after.funds.firstIndex(where: { $0.name == p.fund }),
        let after = p.run(.deposit(member: p.name, fund: p.fund, assets: p.amount, minimumShares: 0))
      else { return true }
      let shares = after.funds[place].register.supply - p.after.funds[place].register.supply
      return p.refused(.deposit(member: p.name, fund: p.fund, assets: p.amount, minimumShares: shares + 1))
        == .shares(.belowMinimum(result: shares, minimum: shares + 1))
    },
  ]
}
