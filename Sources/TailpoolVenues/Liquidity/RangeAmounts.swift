import TailpoolLedger

/// Amounts of two tokens between two prices of one liquidity, and prices that amounts reach: the arithmetic of one range.
///
/// With p the square root of the price and L the liquidity, amount0 = L (1/p₁ − 1/p₂) and amount1 = L (p₂ − p₁). Prices stand
/// times 2^96. Whatever does not come out even is rounded in the pool's favor.
///
/// - Source: H. Adams et al., "Uniswap v3 Core" (2021), 6.2.
enum RangeAmounts {
  /// Token 0 between two prices.
  static func amount0(
    _ a: UInt256, _ b: UInt256, liquidity: UInt128, rounding: Rounding
  ) throws(LedgerError) -> UInt256 {
    let (lower, upper) = a <= b ? (a, b) : (b, a)
    if lower == .zero { throw .divisionByZero }
    // One division after the other, as chains do, each rounded the same way.
    let first = try mulDiv(UInt256(liquidity) << 96, upper &- lower, upper, rounding: rounding)
    return try first.divided(by: lower, rounding: rounding)
  }

  /// Token 1 between two prices.
  static func amount1(
    _ a: UInt256, _ b: UInt256, liquidity: UInt128, rounding: Rounding
  ) throws(LedgerError) -> UInt256 {
    let difference = a <= b ? b &- a : a &- b
    // The quotient by 2^96 is the product's upper digits.
    let (high, low) = UInt256(liquidity).multipliedFullWidth(by: difference)
    if high >> 96 != .zero { throw .overflow }
    let quotient = (high << 160) &+ (low >> 96)
    let (rest, half) = (low << 160, UInt256(1) << 255)
    let isRoundedUp =
      switch rounding {
      case .down: false
      case .up: rest != .zero
      case .nearestOrEven: rest > half || rest == half && quotient.low & 1 == 1
      }
    return isRoundedUp ? try quotient.adding(1) : quotient
  }

  /// The price that an amount paid in reaches, rounded toward where it came from.
  static func price(
    from price: UInt256, liquidity: UInt128, payingIn amount: UInt256, zeroForOne: Bool
  ) throws(LedgerError) -> UInt256 {
    if price == .zero || liquidity == 0 { throw .divisionByZero }
    return zeroForOne
      ? try priceOfToken0(from: price, liquidity, amount, adding: true)
      : try priceOfToken1(from: price, liquidity, amount, adding: true)
  }

  /// The price that an amount paid out reaches, rounded away from where it came from.
  static func price(
    from price: UInt256, liquidity: UInt128, payingOut amount: UInt256, zeroForOne: Bool
  ) throws(LedgerError) -> UInt256 {
    if price == .zero || liquidity == 0 { throw .divisionByZero }
    return zeroForOne
      ? try priceOfToken1(from: price, liquidity, amount, adding: false)
      : try priceOfToken0(from: price, liquidity, amount, adding: false)
  }

  /// L p / (L ± amount p), rounded up.
  private static func priceOfToken0(
    from price: UInt256, _ liquidity: UInt128, _ amount: UInt256, adding: Bool
  ) throws(LedgerError) -> UInt256 {
    if amount == .zero { return price }
    let scaled = UInt256(liquidity) << 96
    let (overflow, product) = amount.multipliedFullWidth(by: price)
    if adding {
      if overflow == .zero {
        let denominator = scaled &+ product
        if denominator >= scaled { return try narrow(mulDiv(scaled, price, denominator, rounding: .up)) }
      }
      // The same where the product does not fit, a little less exact, as chains do.
      return try scaled.divided(by: scaled.divided(by: price, rounding: .down).adding(amount), rounding: .up)
    }
    if overflow != .zero || product >= scaled { throw .overflow }
    return try narrow(mulDiv(scaled, price, scaled &- product, rounding: .up))
  }

  /// p ± amount / L, rounded down.
  private static func priceOfToken1(
    from price: UInt256, _ liquidity: UInt128, _ amount: UInt256, adding: Bool
  ) throws(LedgerError) -> UInt256 {
    let rounding: Rounding = adding ? .down : .up
    let change =
      amount.high == 0
      ? try (amount << 96).divided(by: UInt256(liquidity), rounding: rounding)
      : try mulDiv(amount, UInt256(1) << 96, UInt256(liquidity), rounding: rounding)
    if adding { return try narrow(price.adding(change)) }
    if price <= change { throw .overflow }
    return price &- change
  }

  /// A price, where it has no more than 160 bits.
  private static func narrow(_ price: UInt256) throws(LedgerError) -> UInt256 {
    if price.high >> 32 != 0 { throw .overflow }
    return price
  }
}
