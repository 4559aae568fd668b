import TailpoolLedger

/// The rate at which shares and assets turn into each other, with virtual shares against inflation of the price.
///
///     shares(a) = a * (supply + V) / (assets + 1)      V = 10^offset
///     assets(s) = s * (assets + 1) / (supply + V)
///
/// Every rounding is against the one who moves and in favor of those who stay. `assets` is a number that is kept, never
/// a balance that anyone can raise by sending.
///
/// - Source: the conversion of ERC-4626 with a virtual offset; Docs/Methods/Shares.md.
package struct ShareRate: Hashable, Sendable {
  /// Shares outstanding.
  package let supply: UInt128
  /// Assets that stand behind them, in base units.
  package let assets: UInt128
  /// Decimal digits by which shares are finer than assets, 0 to 18.
  package let offset: Int

  let virtualSupply: UInt128
  let virtualAssets: UInt128

  /// Creates a rate.
  ///
  /// - Parameters:
  ///   - supply: Shares outstanding.
  ///   - assets: Assets behind them, in base units.
  ///   - offset: Decimal digits by which shares are finer than assets, 0 to 18.
  /// - Throws: `LedgerError.overflow` when the offset is out of range or a sum does not fit.
  package init(supply: UInt128, assets: UInt128, offset: Int) throws(LedgerError) {
    guard (0...18).contains(offset) else { throw .overflow }
    var virtualShares: UInt128 = 1
    for _ in 0..<offset { virtualShares *= 10 }
    self.supply = supply
    self.assets = assets
    self.offset = offset
    virtualSupply = try checkedSum(supply, virtualShares)
    virtualAssets = try checkedSum(assets, 1)
  }

  /// Shares that a deposit gives: rounded down.
  ///
  /// - Parameter deposited: Assets paid in.
  /// - Throws: `LedgerError.overflow`.
  package func sharesForDeposit(of deposited: UInt128) throws(LedgerError) -> UInt128 {
    try mulDiv(deposited, virtualSupply, virtualAssets, rounding: .down)
  }

  /// Assets that minting so many shares costs: rounded up.
  ///
  /// - Parameter shares: Shares wanted.
  /// - Throws: `LedgerError.overflow`.
  package func assetsToMint(_ shares: UInt128) throws(LedgerError) -> UInt128 {
    try mulDiv(shares, virtualAssets, virtualSupply, rounding: .up)
  }

  /// Shares that withdrawing so much costs: rounded up.
  ///
  /// - Parameter withdrawn: Assets wanted.
  /// - Throws: `LedgerError.overflow`.
  package func sharesToWithdraw(_ withdrawn: UInt128) throws(LedgerError) -> UInt128 {
    try mulDiv(withdrawn, virtualSupply, virtualAssets, rounding: .up)
  }

  /// Assets that redeeming so many shares gives: rounded down.
  ///
  /// - Parameter shares: Shares given back.
  /// - Throws: `LedgerError.overflow`.
  package func assetsForRedemption(of shares: UInt128) throws(LedgerError) -> UInt128 {
    try mulDiv(shares, virtualAssets, virtualSupply, rounding: .down)
  }

  /// Assets behind 10^18 times 10^offset shares: the price of a share on a scale of 10^18, the virtual ones included.
  ///
  /// - Parameter rounding: Where a part goes.
  /// - Throws: `LedgerError.overflow`.
  package func scaledPrice(rounding: Rounding) throws(LedgerError) -> UInt128 {
    try mulDiv(
      virtualAssets, checkedProduct(1_000_000_000_000_000_000, virtualSupply - supply), virtualSupply,
      rounding: rounding)
  }
}
