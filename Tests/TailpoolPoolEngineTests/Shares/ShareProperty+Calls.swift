import TailpoolLedger

@testable import TailpoolPoolEngine

extension ShareProperty {
  /// Results and limits of the calls. A pool takes deposits and redemptions; who wants so many shares, or so many assets,
  /// pays or gives what the rate says.
  static let calls: [ShareProperty] = [
    ShareProperty(
      "POOL-225: deposit: the result is the rate's, and only the owner's shares, the supply and the assets change by it"
    ) { p in
      let shares = try p.rate.sharesForDeposit(of: p.a)
      guard let (after, result) = p.after({ try $0.deposit(p.a, by: p.owner) }) else {
        return shares == 0 || p.pool.isInsolvent
      }
      var holdings = p.pool.pool.register.holdings
      holdings[p.owner, default: 0] += shares
      return result == shares && after.assets == p.pool.assets + p.a && after.pool.register.holdings == holdings
        && after.supply == p.pool.supply + shares
    },
    ShareProperty("POOL-226: mint: the cost is the least deposit that gives so many shares") { p in
      let cost = try p.rate.assetsToMint(p.s)
      guard let (after, result) = p.after({ try $0.deposit(cost, by: p.owner) }) else {
        return p.pool.isInsolvent || cost >= PoolBounds.units
      }
      let less = p.after { try $0.deposit(cost - 1, by: p.owner) }?.result ?? 0
      return result >= p.s && less < p.s && after.assets == p.pool.assets + cost
        && after.shares(of: p.owner) == p.held + result && after.supply == p.pool.supply + result
    },
    ShareProperty(
      "POOL-227: withdraw: the shares are the least that pay so much; who has too few, or the pool too little, is refused"
    ) { p in
      let shares = try p.rate.sharesToWithdraw(p.a)
      if p.a > p.pool.assets, shares <= p.pool.supply { return false }
      if shares > p.held { return p.refusal { try $0.redeem(shares, by: p.owner) } == p.shortage(shares) }
      guard let (after, result) = p.after({ try $0.redeem(shares, by: p.owner) }) else { return p.pool.isInsolvent }
      let less = p.after { try $0.redeem(shares - 1, by: p.owner) }?.result ?? 0
      return result >= p.a && less < p.a && after.assets == p.pool.assets - result
        && after.shares(of: p.owner) == p.held - shares
    },
    ShareProperty("POOL-228: redeem: the payout is the rate's; who has too few is refused") { p in
      let paid = try p.rate.assetsForRedemption(of: p.s)
      if p.s > p.held { return p.refusal { try $0.redeem(p.s, by: p.owner) } == p.shortage(p.s) }
      guard let (after, result) = p.after({ try $0.redeem(p.s, by: p.owner) }) else { return p.pool.isInsolvent }
      return result == paid && after.assets == p.pool.assets - paid && after.shares(of: p.owner) == p.held - p.s
    },
    ShareProperty("POOL-229: nothing moved is refused by all calls, at once and by ticket") { p in
      for (field, action) in [
        ("assets", .deposit(participant: p.owner, assets: 0, minimumShares: 0)),
        ("shares", .redeem(participant: p.owner, shares: 0, minimumAssets: 0)),
        ("assets", .requestEntry(participant: p.owner, assets: 0, minimumShares: 0)),
        ("shares", .requestExit(participant: p.owner, shares: 0, minimumAssets: 0)),
      ] as [(String, PoolAction)] {
        let refusal = p.refusal {
          try $0.run(action)
          return 0
        }
        guard refusal == .invalidQuantity(field: field) else { return false }
      }
      return true
    },
    ShareProperty("POOL-230: a deposit that is worth no share is refused and kept by who made it") { p in
      guard try p.rate.sharesForDeposit(of: p.a) == 0 else { return true }
      return p.refusal { try $0.deposit(p.a, by: p.owner) } == (p.pool.isInsolvent ? .insolvent : .shares(.noShares))
    },
    ShareProperty("POOL-231: deposit: a minimum of the rate's shares is met, one more is refused") { p in
      let shares = try p.rate.sharesForDeposit(of: p.a)
      if shares == 0 || p.pool.isInsolvent { return true }
      let refusal = p.refusal { try $0.deposit(p.a, by: p.owner, minimumShares: shares + 1) }
      return p.after { try $0.deposit(p.a, by: p.owner, minimumShares: shares) } != nil
        && refusal == .shares(.belowMinimum(result: shares, minimum: shares + 1))
    },
    ShareProperty("POOL-232: mint: so many shares are had for the rate's cost, and refused for one unit less") { p in
      let cost = try p.rate.assetsToMint(p.s)
      if p.pool.isInsolvent || cost >= PoolBounds.units { return true }
      guard p.after({ try $0.deposit(cost, by: p.owner, minimumShares: p.s) }) != nil else { return false }
      switch p.refusal({ try $0.deposit(cost - 1, by: p.owner, minimumShares: p.s) }) {
      case .invalidQuantity: return cost == 1
      case .shares(.noShares): return try p.rate.sharesForDeposit(of: cost - 1) == 0
      case .shares(.belowMinimum(let result, p.s)): return try result == p.rate.sharesForDeposit(of: cost - 1)
      default: return false
      }
    },
    ShareProperty("POOL-233: withdraw: so many assets are refused for one share less than the rate's") { p in
      let x = min(p.a, try p.rate.assetsForRedemption(of: p.held))
      let shares = try p.rate.sharesToWithdraw(x)
      if x == 0 || p.pool.isInsolvent { return true }
      guard p.after({ try $0.redeem(shares, by: p.owner, minimumAssets: x) }) != nil else { return false }
      let refusal = p.refusal { try $0.redeem(shares - 1, by: p.owner, minimumAssets: x) }
      if shares == 1 { return refusal == .invalidQuantity(field: "shares") }
      return try refusal
        == .shares(.belowMinimum(result: p.rate.assetsForRedemption(of: shares - 1), minimum: x))
    },
    ShareProperty("POOL-234: redeem: a minimum of one unit more than the rate's payout is refused") { p in
      let shares = min(p.s, p.held)
      if shares == 0 || p.pool.isInsolvent { return true }
      let paid = try p.rate.assetsForRedemption(of: shares)
      return p.refusal { try $0.redeem(shares, by: p.owner, minimumAssets: paid + 1) }
        == .shares(.belowMinimum(result: paid, minimum: paid + 1))
    },
  ]
}
