import TailpoolLedger

extension ConstantProductPool {
  /// Trades an amount paid in, for at least so much.
  ///
  /// - Returns: Units received.
  mutating func swap(
    zeroForOne: Bool, payingIn paidIn: UInt128, least: UInt128
  ) throws(VenueRefusal) -> UInt128 {
    let out = try received(zeroForOne: zeroForOne, payingIn: paidIn)
    try check(out, atLeast: least)
    try move(zeroForOne: zeroForOne, in: paidIn, out: out)
    return out
  }

  /// Trades for an amount received, for at most so much.
  ///
  /// - Returns: Units paid in.
  mutating func swap(
    zeroForOne: Bool, receiving out: UInt128, most: UInt128
  ) throws(VenueRefusal) -> UInt128 {
    let paid = try paidIn(zeroForOne: zeroForOne, receiving: out)
    if paid > most { throw .worseThanAllowed(found: UInt256(paid), allowed: UInt256(most)) }
    try move(zeroForOne: zeroForOne, in: paid, out: out)
    return paid
  }

  private func check(_ found: UInt128, atLeast allowed: UInt128) throws(VenueRefusal) {
    if found < allowed { throw .worseThanAllowed(found: UInt256(found), allowed: UInt256(allowed)) }
  }

  private mutating func move(zeroForOne: Bool, in paid: UInt128, out: UInt128) throws(VenueRefusal) {
    let (next0, next1) =
      zeroForOne
      ? (try reserve(reserve0, adding: paid), reserve1 - out) : (reserve0 - out, try reserve(reserve1, adding: paid))
    (reserve0, reserve1) = (next0, next1)
  }

  private func reserve(_ reserve: UInt128, adding amount: UInt128) throws(VenueRefusal) -> UInt128 {
    let (sum, overflows) = reserve.addingReportingOverflow(amount)
    if overflows || sum > ConstantProductPool.greatestReserve { throw .overflow }
    return sum
  }

  /// Brings both tokens in.
  ///
  ///     first: ⌊√(amount0 amount1)⌋ − 1,000; then the lesser of ⌊amount supply / reserve⌋ of the two
  ///
  /// What one token is too many for the other stays in the pool, as on chain.
  ///
  /// - Returns: Shares minted.
  mutating func mint(
    _ owner: String, amount0: UInt128, amount1: UInt128, leastShares: UInt128
  ) throws(VenueRefusal) -> UInt128 {
    let (next0, next1) = (try reserve(reserve0, adding: amount0), try reserve(reserve1, adding: amount1))
    let due = try protocolFee()
    let (all, minted, locked): (UInt128, UInt128, UInt128)
    do throws(LedgerError) {
      all = try checkedSum(supply, due)
      if all == 0 {
        let root = UInt256.product(amount0, amount1).squareRoot
        (minted, locked) = (root > Self.lockedShares ? root - Self.lockedShares : 0, Self.lockedShares)
      } else {
        minted = min(
          try mulDiv(amount0, all, reserve0, rounding: .down), try mulDiv(amount1, all, reserve1, rounding: .down))
        locked = 0
      }
      if minted > 0 { _ = try checkedSum([all, minted, locked]) }
    } catch { throw .overflow }
    if minted == 0 { throw .nothingToMove }
    try check(minted, atLeast: leastShares)
    (reserve0, reserve1) = (next0, next1)
    protocolShares += due
    shares[owner, default: 0] += minted
    supply = all + minted + locked
    note()
    return minted
  }

  /// Takes shares out, in both tokens.
  ///
  /// - Returns: Units of both, rounded down.
  mutating func burn(
    _ owner: String, shares burnt: UInt128, least0: UInt128, least1: UInt128
  ) throws(VenueRefusal) -> (amount0: UInt128, amount1: UInt128) {
    let held = shares[owner] ?? 0
    if burnt == 0 { throw .nothingToMove }
    if burnt > held { throw .tooLittleLiquidity(found: held, expected: burnt) }
    let due = try protocolFee()
    let (all, amount0, amount1): (UInt128, UInt128, UInt128)
    do throws(LedgerError) {
      all = try checkedSum(supply, due)
      amount0 = try mulDiv(burnt, reserve0, all, rounding: .down)
      amount1 = try mulDiv(burnt, reserve1, all, rounding: .down)
    } catch { throw .overflow }
    if amount0 == 0 || amount1 == 0 { throw .nothingToMove }
    try check(amount0, atLeast: least0)
    try check(amount1, atLeast: least1)
    protocolShares += due
    shares[owner] = held == burnt ? nil : held - burnt
    supply = all - burnt
    (reserve0, reserve1) = (reserve0 - amount0, reserve1 - amount1)
    note()
    return (amount0, amount1)
  }

  /// The protocol's shares for the growth since liquidity last came or went.
  ///
  ///     ⌊supply (√k − √k₀) / (5 √k + √k₀)⌋
  private func protocolFee() throws(VenueRefusal) -> UInt128 {
    if !terms.hasProtocolFee || lastProduct == .zero { return 0 }
    let (root, last) = (UInt256.product(reserve0, reserve1).squareRoot, lastProduct.squareRoot)
    if root <= last { return 0 }
    do throws(LedgerError) { return try mulDiv(supply, root - last, 5 * root + last, rounding: .down) } catch {
      throw .overflow
    }
  }

  private mutating func note() {
    if terms.hasProtocolFee { lastProduct = UInt256.product(reserve0, reserve1) }
  }
}
