import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What an account has and what it needs, in token 1 at the pool's price.
public struct AccountCollateral: Hashable, Sendable {
  /// Cash that is positive, and what short options hold, rounded down; premium that is due is counted when it is paid.
  public let assets: UInt256
  /// Cash that is negative, what long options owe and their premium, rounded up.
  public let debts: UInt256
  /// What options and debts require, rounded up.
  public let requirement: UInt256

  /// Whether what there is covers what is owed and required.
  public var isEnough: Bool { (try? debts.adding(requirement)).map { assets >= $0 } ?? false }
}

extension RangeOptionPool {
  /// Units of the vault that are neither premium nor the fund's, by token.
  public var free: TokenPair<UInt128> {
    // What is owed to others may be more than what is there while it is lent.
    func rest(_ units: UInt128, _ owed: UInt128) -> UInt128 { units > owed ? units - owed : 0 }
    return TokenPair(
      rest(vault.token0, premiums.token0), rest(rest(vault.token1, premiums.token1), fund))
  }

  /// The part of accounts' tokens that is in ranges, in basis points, rounded up.
  ///
  ///     lent / (lent + free)
  public var utilization: TokenPair<Int> {
    func ratio(_ lent: Int128, _ free: UInt128) -> Int {
      guard lent > 0, let all = try? checkedSum(lent.magnitude, free) else { return lent > 0 ? 10_000 : 0 }
      return Int((try? mulDiv(lent.magnitude, 10_000, all, rounding: .up)) ?? 10_000)
    }
    return TokenPair(ratio(lent.token0, free.token0), ratio(lent.token1, free.token1))
  }

  /// What an account has and needs now, fees up to the last time its ranges were touched.
  ///
  ///     requirement = Σ ⌈N ratio(utilization)⌉,   N the range's whole token 1 for a put, its whole token 0 for a call
  ///
  /// with `UtilizationRatio.seller` for a short and `.buyer` for a long. What a short option in the money has lost is in the assets: in a
  /// narrow range around K it is N (1 − S/K) of a put and N (1 − K/S) of a call, the addition of the anchor. Cash that would be negative
  /// with all options closed as they were opened requires the seller's ratio, too.
  ///
  /// - Throws: `VenueRefusal.overflow`.
  /// - Complexity: O(options).
  public func collateral(of owner: String) throws(VenueRefusal) -> AccountCollateral {
    let (assets, debts) = try balance(of: owner)
    let needed = try requirement(of: owner)
    return try VenueRefusal.wrapping { () throws(LedgerError) in
      AccountCollateral(
        assets: try value(assets, .down), debts: try value(debts, .up), requirement: try value(needed, .up))
    }
  }

  /// What an account has and what it owes, by token.
  func balance(
    of owner: String
  ) throws(VenueRefusal) -> (assets: TokenPair<UInt256>, debts: TokenPair<UInt256>) {
    try VenueRefusal.wrapping { () throws(LedgerError) in
      let cash = cash[owner] ?? TokenPair(0, 0)
      var (assets, debts) = (TokenPair(UInt256.zero, UInt256.zero), TokenPair(UInt256.zero, UInt256.zero))
      func add(_ sum: inout TokenPair<UInt256>, _ amount0: UInt256, _ amount1: UInt256) throws(LedgerError) {
        sum = TokenPair(try sum.token0.adding(amount0), try sum.token1.adding(amount1))
      }
      try add(&assets, UInt256(max(cash.token0, 0).magnitude), UInt256(max(cash.token1, 0).magnitude))
      try add(&debts, UInt256(min(cash.token0, 0).magnitude), UInt256(min(cash.token1, 0).magnitude))
      for (key, option) in options where key.owner == owner {
        let rounding: Rounding = key.side == .short ? .down : .up
        let held = try pool.amounts(of: option.liquidity, in: key.range.poolKey, rounding: rounding)
        guard key.side == .long else {
          try add(&assets, held.amount0, held.amount1)
          continue
        }
        let premium = try premium(of: option, key)
        try add(&debts, held.amount0, held.amount1)
        try add(&debts, UInt256(premium.token0), UInt256(premium.token1))
      }
      return (assets, debts)
    }
  }

  /// What an account's options and debts require, by token.
  private func requirement(of owner: String) throws(VenueRefusal) -> TokenPair<UInt256> {
    let utilization = utilization
    var raw = cash[owner] ?? TokenPair(0, 0)
    var (sum0, sum1) = (Int128(0), Int128(0))
    do {
      for (key, option) in options where key.owner == owner {
        let isLong = key.side == .long
        raw = TokenPair(
          try Self.sum(raw.token0, option.moved.token0, isNegative: isLong),
          try Self.sum(raw.token1, option.moved.token1, isNegative: isLong))
        let ratio: UtilizationRatio = isLong ? .buyer : .seller
        let (low, high) = (
          try TickPrice.sqrtPriceX96(at: key.range.lower), try TickPrice.sqrtPriceX96(at: key.range.upper)
        )
        if key.type == .put {
          let notional = try RangeAmounts.amount1(low, high, liquidity: option.liquidity, rounding: .up).narrowed()
          sum1 = try checkedSum(
            sum1, ratio.requirement(notional: signed(notional), utilization: utilization.token1))
        } else {
          let notional = try RangeAmounts.amount0(low, high, liquidity: option.liquidity, rounding: .up).narrowed()
          sum0 = try checkedSum(
            sum0, ratio.requirement(notional: signed(notional), utilization: utilization.token0))
        }
      }
      let seller = UtilizationRatio.seller
      sum0 = try checkedSum(
        sum0, seller.requirement(notional: signed(min(raw.token0, 0).magnitude), utilization: utilization.token0))
      sum1 = try checkedSum(
        sum1, seller.requirement(notional: signed(min(raw.token1, 0).magnitude), utilization: utilization.token1))
    } catch { throw .overflow }
    return TokenPair(UInt256(sum0.magnitude), UInt256(sum1.magnitude))
  }

  private func signed(_ units: UInt128) throws(VenueRefusal) -> Int128 {
    guard let number = Int128(exactly: units) else { throw .overflow }
    return number
  }

  /// Both tokens in token 1 at the pool's price.
  func value(_ amounts: TokenPair<UInt256>, _ rounding: Rounding) throws(LedgerError) -> UInt256 {
    let unit = UInt256(UInt128(1) << 96)
    let once = try mulDiv(amounts.token0, pool.sqrtPriceX96, unit, rounding: rounding)
    return try mulDiv(once, pool.sqrtPriceX96, unit, rounding: rounding).adding(amounts.token1)
  }

  /// Refuses an account that has less than it needs.
  func check(_ owner: String) throws(VenueRefusal) {
    let collateral = try collateral(of: owner)
    if !collateral.isEnough {
      throw .tooLittleCollateral(
        found: collateral.assets, expected: (try? collateral.debts.adding(collateral.requirement)) ?? .max)
    }
  }

  // MARK: Cash

  /// Adds tokens to the vault and to an account's cash.
  mutating func credit(_ owner: String, _ amount0: UInt128, _ amount1: UInt128) throws(VenueRefusal) {
    vault = try VenueRefusal.wrapping { () throws(LedgerError) in
      TokenPair(try checkedSum(vault.token0, amount0), try checkedSum(vault.token1, amount1))
    }
    try change(owner, amount0, amount1, isNegative: false)
  }

  /// Takes tokens out of what is free of the vault, and off an account's cash.
  mutating func debit(_ owner: String, _ amount0: UInt128, _ amount1: UInt128) throws(VenueRefusal) {
    for (amount, free) in [(amount0, free.token0), (amount1, free.token1)] where amount > free {
      throw .notFilled(filled: UInt256(free), expected: UInt256(amount))
    }
    vault = TokenPair(vault.token0 - amount0, vault.token1 - amount1)
    try change(owner, amount0, amount1, isNegative: true)
  }

  /// Takes cash out that is an account's own.
  mutating func withdraw(_ owner: String, _ amount0: UInt128, _ amount1: UInt128) throws(VenueRefusal) {
    let held = cash[owner] ?? TokenPair(0, 0)
    for (amount, held) in [(amount0, held.token0), (amount1, held.token1)] where amount > max(held, 0).magnitude {
      throw .notFilled(filled: UInt256(max(held, 0).magnitude), expected: UInt256(amount))
    }
    try touch(rangesOf: owner)
    try debit(owner, amount0, amount1)
    try check(owner)
  }

  /// Changes an account's cash.
  mutating func change(
    _ owner: String, _ amount0: UInt128, _ amount1: UInt128, isNegative: Bool
  ) throws(VenueRefusal) {
    let held = cash[owner] ?? TokenPair(0, 0)
    let next = TokenPair(
      try Self.sum(held.token0, amount0, isNegative: isNegative),
      try Self.sum(held.token1, amount1, isNegative: isNegative))
    cash[owner] = next == TokenPair(0, 0) ? nil : next
  }

  static func sum(_ value: Int128, _ units: UInt128, isNegative: Bool) throws(VenueRefusal) -> Int128 {
    guard let units = Int128(exactly: units) else { throw .overflow }
    return try VenueRefusal.wrapping { () throws(LedgerError) in try checkedSum(value, isNegative ? -units : units) }
  }

  // MARK: Liquidation

  /// Hands an account that has less than it needs over to another: cash, debts and options.
  ///
  /// Who takes it over pays its owner the equity less a penalty, and of the penalty what is the fund's; where the equity is negative, the
  /// fund pays it, as far as it goes.
  mutating func liquidate(_ owner: String, by liquidator: String) throws(VenueRefusal) {
    if owner == liquidator { throw .invalidTerms(field: "liquidator") }
    try touch(rangesOf: owner)
    try touch(rangesOf: liquidator)
    let collateral = try collateral(of: owner)
    if collateral.isEnough {
      throw .enoughCollateral(
        found: collateral.assets, expected: (try? collateral.debts.adding(collateral.requirement)) ?? .max)
    }
    let split: LiquidationSplit
    do {
      let equity =
        collateral.assets > collateral.debts ? try signed((collateral.assets &- collateral.debts).narrowed()) : 0
      split = try LiquidationSplit(collateral: equity, premium: 0, minimumFee: 0, terms: terms.split)
    } catch { throw .overflow }
    try hand(owner, to: liquidator)
    let kept = (split.security + split.poolFee).magnitude
    try change(liquidator, 0, split.returned.magnitude, isNegative: true)
    try change(owner, 0, split.returned.magnitude, isNegative: false)
    try change(liquidator, 0, kept, isNegative: true)
    let lacking = collateral.debts > collateral.assets ? collateral.debts &- collateral.assets : .zero
    let paid = min(UInt256(fund), lacking).low
    try change(liquidator, 0, paid, isNegative: false)
    fund = try VenueRefusal.wrapping { () throws(LedgerError) in try checkedSum(fund - paid, kept) }
    try check(liquidator)
  }

  private mutating func hand(_ owner: String, to other: String) throws(VenueRefusal) {
    for (key, option) in options where key.owner == owner {
      let next = OptionKey(owner: other, range: key.range, type: key.type, side: key.side)
      if options[next] != nil { throw .positionExists }
      options[key] = nil
      options[next] = option
    }
    let held = cash[owner] ?? TokenPair(0, 0)
    cash[owner] = nil
    let own = cash[other] ?? TokenPair(0, 0)
    let sum = try VenueRefusal.wrapping { () throws(LedgerError) in
      TokenPair(try checkedSum(own.token0, held.token0), try checkedSum(own.token1, held.token1))
    }
    cash[other] = sum == TokenPair(0, 0) ? nil : sum
  }
}
