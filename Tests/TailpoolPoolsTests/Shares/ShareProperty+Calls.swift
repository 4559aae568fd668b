import TailpoolLedger
import TailpoolPools

extension ShareProperty {
  /// Previews, results and limits of the four calls.
  static let calls: [ShareProperty] = [
    ShareProperty(
      "POOL-225: deposit: the result is the preview, and only the owner's shares, the supply and the assets change by it"
    ) { p in
      guard let shares = try? p.ledger.previewDeposit(p.a) else { return try p.rate.sharesForDeposit(of: p.a) == 0 }
      guard let (after, result) = p.after({ try $0.deposit(p.a, by: p.owner) }) else { return false }
      var holdings = p.ledger.register.holdings
      holdings[p.owner, default: 0] += shares
      return result == shares && after.assets == p.ledger.assets + p.a && after.register.holdings == holdings
        && after.register.supply == p.ledger.register.supply + shares
    },
    ShareProperty(
      "POOL-226: mint: the cost is the preview, and only the owner's shares, the supply and the assets change by it"
    ) { p in
      let cost = try p.ledger.previewMint(p.s)
      guard let (after, result) = p.after({ try $0.mint(p.s, by: p.owner) }) else { return false }
      return result == cost && after.assets == p.ledger.assets + cost
        && after.register.shares(of: p.owner) == p.held + p.s
        && after.register.supply == p.ledger.register.supply + p.s
    },
    ShareProperty("POOL-227: withdraw: the shares are the preview; who has too few, or the pool too little, is refused")
    { p in
      let shares = try p.ledger.previewWithdraw(p.a)
      if p.a > p.ledger.assets {
        let refusal = p.refusal { try $0.withdraw(p.a, by: p.owner) }
        return refusal?.error == .insufficientAssets(held: p.ledger.assets, required: p.a)
          && refusal?.isUnchanged == true
      }
      if shares > p.held {
        let refusal = p.refusal { try $0.withdraw(p.a, by: p.owner) }
        return refusal?.error == .insufficientShares(owner: p.owner, held: p.held, required: shares)
          && refusal?.isUnchanged == true
      }
      guard let (after, result) = p.after({ try $0.withdraw(p.a, by: p.owner) }) else { return false }
      return result == shares && after.assets == p.ledger.assets - p.a
        && after.register.shares(of: p.owner) == p.held - shares
    },
    ShareProperty("POOL-228: redeem: the payout is the preview; who has too few is refused") { p in
      let paid = try p.ledger.previewRedeem(p.s)
      if p.s > p.held {
        guard let refusal = p.refusal({ try $0.redeem(p.s, by: p.owner) }), refusal.isUnchanged else { return false }
        return refusal.error == .insufficientShares(owner: p.owner, held: p.held, required: p.s)
          || refusal.error == .insufficientAssets(held: p.ledger.assets, required: paid)
      }
      guard let (after, result) = p.after({ try $0.redeem(p.s, by: p.owner) }) else { return paid > p.ledger.assets }
      return result == paid && after.assets == p.ledger.assets - paid
        && after.register.shares(of: p.owner) == p.held - p.s
    },
    ShareProperty("POOL-229: nothing moved is refused by all four calls") { p in
      for change: (inout ShareLedger) throws -> UInt128 in [
        { try $0.deposit(0, by: p.owner) }, { try $0.mint(0, by: p.owner) }, { try $0.withdraw(0, by: p.owner) },
        { try $0.redeem(0, by: p.owner) },
      ] {
        guard let refusal = p.refusal(change), refusal.error == .nothingMoved, refusal.isUnchanged else { return false }
      }
      return true
    },
    ShareProperty("POOL-230: a deposit that is worth no share is refused and kept by who made it") { p in
      guard try p.rate.sharesForDeposit(of: p.a) == 0 else { return true }
      return p.refusal { try $0.deposit(p.a, by: p.owner) }?.error == .noShares
    },
    ShareProperty("POOL-231: deposit: a minimum of the preview is met, one more is refused") { p in
      guard let shares = try? p.ledger.previewDeposit(p.a) else { return true }
      let refusal = p.refusal { try $0.deposit(p.a, by: p.owner, minimumShares: shares + 1) }
      return p.after { try $0.deposit(p.a, by: p.owner, minimumShares: shares) } != nil
        && refusal?.error == .belowMinimum(result: shares, minimum: shares + 1) && refusal?.isUnchanged == true
    },
    ShareProperty("POOL-232: mint: a maximum of the preview is met, one less is refused") { p in
      let cost = try p.ledger.previewMint(p.s)
      let refusal = p.refusal { try $0.mint(p.s, by: p.owner, maximumAssets: cost - 1) }
      return p.after { try $0.mint(p.s, by: p.owner, maximumAssets: cost) } != nil
        && refusal?.error == .aboveMaximum(cost: cost, maximum: cost - 1) && refusal?.isUnchanged == true
    },
    ShareProperty("POOL-233: withdraw: a maximum of one share less than the preview is refused") { p in
      let cost = try p.ledger.previewWithdraw(p.a)
      let refusal = p.refusal { try $0.withdraw(p.a, by: p.owner, maximumShares: cost - 1) }
      return refusal?.error == .aboveMaximum(cost: cost, maximum: cost - 1) && refusal?.isUnchanged == true
    },
    ShareProperty("POOL-234: redeem: a minimum of one unit more than the preview is refused") { p in
      let paid = try p.ledger.previewRedeem(p.s)
      let refusal = p.refusal { try $0.redeem(p.s, by: p.owner, minimumAssets: paid + 1) }
      return refusal?.error == .belowMinimum(result: paid, minimum: paid + 1) && refusal?.isUnchanged == true
    },
  ]
}
