import TailpoolLedger

/// Cash that two virtual pools have in common, and the shares of each: one sells shares, the other buys them back.
///
///     buying:   shares out = sold − cash · sold / (cash + in),   bought grows as the cash does
///     selling:  cash out   = cash − cash · bought / (bought + in),   sold shrinks as the cash does
///
/// Each division rounds down, so that what comes out is the exact amount or less than a unit more; a trade that would thereby get
/// more than the price at the margin gives is refused, or many small ones would empty the reserves.
///
/// - Source: NexusMutual/smart-contracts, `Ramm`.
public struct RatchetReserves: Hashable, Sendable {
  /// Cash in base units, > 0.
  public let cash: Int128
  /// Shares of the pool that sells shares, > 0.
  public let sold: Int128
  /// Shares of the pool that buys shares, > 0.
  public let bought: Int128

  /// Creates reserves; see the properties for the meaning of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a reserve that is not positive.
  public init(cash: Int128, sold: Int128, bought: Int128) throws(StakeError) {
    try StakeError.checkPositive("cash reserve", cash)
    try StakeError.checkPositive("reserve of shares that are sold", sold)
    try StakeError.checkPositive("reserve of shares that are bought", bought)
    self.cash = cash
    self.sold = sold
    self.bought = bought
  }

  /// What 10¹⁸ of shares cost at the margin, in base units, rounded down.
  ///
  /// - Throws: `StakeError.amount` on overflow.
  public func scaledBuyPrice() throws(StakeError) -> Int128 {
    try StakeError.wrapping { () throws(LedgerError) in try mulDiv(sharePriceScale, cash, sold, rounding: .down) }
  }

  /// What 10¹⁸ of shares bring at the margin, in base units, rounded down.
  ///
  /// - Throws: `StakeError.amount` on overflow.
  public func scaledSellPrice() throws(StakeError) -> Int128 {
    try StakeError.wrapping { () throws(LedgerError) in try mulDiv(sharePriceScale, cash, bought, rounding: .down) }
  }

  /// Buys shares for cash.
  ///
  /// - Parameter paid: Base units, > 0.
  /// - Returns: The shares, and the reserves after.
  /// - Throws: `StakeError.invalid` for cash that is not positive, or so little that rounding would beat the
  ///   price, or a reserve that would be empty, `.amount` on overflow.
  public func buying(with paid: Int128) throws(StakeError) -> (shares: Int128, after: RatchetReserves) {
    try StakeError.checkPositive("cash", paid)
    let (total, sold, bought) = try StakeError.wrapping { () throws(LedgerError) in
      let total = try checkedSum(cash, paid)
      return (
        total, try mulDiv(cash, self.sold, total, rounding: .down),
        try mulDiv(self.bought, total, cash, rounding: .down)
      )
    }
    let shares = self.sold - sold
    try Self.check(shares, of: self.sold, for: paid, of: cash)
    return (shares, try RatchetReserves(cash: total, sold: sold, bought: bought))
  }

  /// Sells shares for cash.
  ///
  /// - Parameter given: Shares, > 0.
  /// - Returns: Base units of cash, and the reserves after.
  /// - Throws: `StakeError.invalid` for shares that are not positive, or so few that rounding would beat the
  ///   price, or a reserve that would be empty, `.amount` on overflow.
  public func selling(_ given: Int128) throws(StakeError) -> (cash: Int128, after: RatchetReserves) {
    try StakeError.checkPositive("shares", given)
    let (total, cash, sold) = try StakeError.wrapping { () throws(LedgerError) in
      let total = try checkedSum(bought, given)
      let cash = try mulDiv(self.cash, bought, total, rounding: .down)
      return (total, cash, try mulDiv(self.sold, cash, self.cash, rounding: .down))
    }
    let paid = self.cash - cash
    try Self.check(paid, of: self.cash, for: given, of: bought)
    return (paid, try RatchetReserves(cash: cash, sold: sold, bought: total))
  }

  /// Refuses what would be given at more than the price at the margin, as rounding does in trades of a few units.
  private static func check(
    _ given: Int128, of reserve: Int128, for taken: Int128, of other: Int128
  ) throws(StakeError) {
    let (result, most) = (
      UInt256.product(UInt128(given), UInt128(other)), UInt256.product(UInt128(taken), UInt128(reserve))
    )
    guard result <= most else { throw .invalid("trade", value: taken, expected: "more, that rounding does not pay") }
  }
}
