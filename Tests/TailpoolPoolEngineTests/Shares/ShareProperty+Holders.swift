import TailpoolLedger

@testable import TailpoolPoolEngine

extension ShareProperty {
  /// What a call does to those who do not make it, gains, losses and fees.
  static let holders: [ShareProperty] = [
    ShareProperty("POOL-235: a deposit takes from nobody: every other claim stays or grows") { p in
      guard let (after, _) = p.after({ try $0.deposit(p.a, by: "mover") }) else { return true }
      return try after.rate().assetsForRedemption(of: p.held) >= p.rate.assetsForRedemption(of: p.held)
    },
    ShareProperty("POOL-236: a mint takes from nobody: every other claim stays or grows") { p in
      let after = try ShareRate(
        supply: p.rate.supply + p.s, assets: p.rate.assets + p.rate.assetsToMint(p.s), offset: p.rate.offset)
      return try after.assetsForRedemption(of: p.held) >= p.rate.assetsForRedemption(of: p.held)
    },
    ShareProperty("POOL-237: a withdrawal takes from nobody: every other claim stays or grows") { p in
      let withdrawn = min(p.a, p.rate.assets / 2)
      let given = try p.rate.sharesToWithdraw(withdrawn)
      if given > p.rate.supply { return true }
      let after = try ShareRate(
        supply: p.rate.supply - given, assets: p.rate.assets - withdrawn, offset: p.rate.offset)
      return try after.assetsForRedemption(of: p.t) >= p.rate.assetsForRedemption(of: p.t)
    },
    ShareProperty("POOL-238: a redemption takes from nobody: every other claim stays or grows") { p in
      guard let (after, _) = p.after({ try $0.redeem(min(p.s, p.held), by: p.owner) }) else { return true }
      return try after.rate().assetsForRedemption(of: p.t) >= p.rate.assetsForRedemption(of: p.t)
    },
    ShareProperty("POOL-239: a deposit and its redemption leave at most one unit behind, and take none") { p in
      guard let (after, _) = p.after({ try $0.redeem(try $0.deposit(p.a, by: "mover"), by: "mover") }) else {
        return true
      }
      // One share is worth more than a unit where gains outgrew the shares; then up to a share's worth stays.
      let share = try p.rate.assetsToMint(1)
      return within(p.pool.assets, after.assets, share) && after.supply == p.pool.supply
        && after.pool.register.holdings == p.pool.pool.register.holdings
    },
    ShareProperty("POOL-240: leaving in two steps pays no more than at once") { p in
      let part = min(p.s, p.held / 2)
      guard part > 0, let whole = p.after({ try $0.redeem(p.held, by: p.owner) })?.result,
        let steps = p.after({
          let first = try $0.redeem(part, by: p.owner)
          return $0.isInsolvent ? first : first + (try $0.redeem(p.held - part, by: p.owner))
        })?.result
      else { return true }
      return within(steps, whole, 1)
    },
    ShareProperty("POOL-241: a gift is never wholly regained by who gives it") { p in
      guard let (after, _) = p.after({ try $0.bookGain(p.b) }) else { return false }
      return try after.rate().assetsForRedemption(of: p.held) <= p.rate.assetsForRedemption(of: p.held) + p.b
    },
    ShareProperty("POOL-242: a gain raises no claim by more than its part, rounded up, and lowers none") { p in
      guard let (after, _) = p.after({ try $0.bookGain(p.b) }) else { return false }
      let (before, now) = (try p.rate.assetsForRedemption(of: p.held), try after.rate().assetsForRedemption(of: p.held))
      return within(before, now, try mulDiv(p.b, p.held, p.supply, rounding: .up))
    },
    ShareProperty(
      "POOL-243: a loss is borne in proportion: no claim falls by more than its part, rounded up, and none rises"
    ) { p in
      let lost = min(p.b, p.pool.assets)
      if lost == 0 { return true }
      guard let (after, _) = p.after({ try $0.bookLoss(lost) }) else { return false }
      let (before, now) = (try p.rate.assetsForRedemption(of: p.held), try after.rate().assetsForRedemption(of: p.held))
      return within(now, before, try mulDiv(lost, p.held, p.supply, rounding: .up))
    },
    ShareProperty("POOL-244: a loss greater than the assets is refused and changes nothing") { p in
      let lost = p.pool.assets + p.b
      let refusal = p.refusal {
        try $0.bookLoss(lost)
        return 0
      }
      return refusal == .insufficientCash(held: Int128(p.pool.assets), required: lost)
    },
    ShareProperty("POOL-245: claims of all holders are at most the assets and the virtual unit") { p in
      var claims: UInt128 = 0
      for shares in p.pool.pool.register.holdings.values { claims += try p.rate.assetsForRedemption(of: shares) }
      return claims <= p.pool.assets + 1 && p.pool.pool.audit().isEmpty
    },
    ShareProperty(
      "POOL-246: the management fee takes from a claim at most its rate for the time, and never issues for no time"
    ) { p in
      let shares = try p.fees.managementShares(supply: p.pool.supply, seconds: p.seconds)
      let charged = UInt128(p.fees.managementBasisPoints) * UInt128(min(p.seconds, 31_536_000))
      let whole = UInt128(10_000 * 31_536_000)
      // shares / (supply + shares) <= charged / whole
      return try shares * whole <= charged * (p.pool.supply + shares)
        && p.fees.managementShares(supply: p.pool.supply, seconds: 0) == 0
    },
    ShareProperty("POOL-247: the management fee of a longer time is no smaller") { p in
      try p.fees.managementShares(supply: p.s, seconds: p.seconds)
        <= p.fees.managementShares(supply: p.s, seconds: p.seconds + 1_000)
    },
    ShareProperty("POOL-248: the high-water mark never falls, and a second charge at once takes nothing") { p in
      guard let (once, _) = p.after({ try $0.chargeFees(p.fees) }) else { return p.pool.isInsolvent }
      var twice = once
      return try once.highWaterMark >= p.pool.highWaterMark && twice.chargeFees() == 0
    },
    ShareProperty(
      "POOL-249: the performance fee is at most its part of the gain above the mark, and nothing at or below it"
    ) { p in
      let price = try p.rate.scaledPrice(rounding: .down)
      let (shares, _) = try p.fees.performanceShares(rate: p.rate, above: p.pool.highWaterMark)
      if price <= p.pool.highWaterMark || p.rate.supply == 0 { return shares == 0 }
      let after = try ShareRate(supply: p.rate.supply + shares, assets: p.rate.assets, offset: p.rate.offset)
      let behind = try p.rate.assetsForRedemption(of: p.rate.supply)
      let gain = try mulDiv(behind, price - p.pool.highWaterMark, price, rounding: .up)
      let most = try mulDiv(gain, UInt128(p.fees.performanceBasisPoints), 10_000, rounding: .up)
      return try after.assetsForRedemption(of: shares) <= most
    },
    ShareProperty("POOL-250: the withdrawal fee takes its part, rounded up, and never more than there is") { p in
      let left = try p.fees.afterWithdrawalFee(p.a)
      let fee = try mulDiv(p.a, UInt128(p.fees.withdrawalBasisPoints), 10_000, rounding: .up)
      return left + fee == p.a
    },
  ]
}
