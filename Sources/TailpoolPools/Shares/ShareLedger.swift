import TailpoolLedger

/// Assets of many, parted by shares: deposits, withdrawals and fees, with every rounding in favor of those who stay.
///
/// The assets are tracked: only the operations here change them. What is sent to the pool without an operation counts
/// for nothing until it is booked as a gift.
package struct ShareLedger: Hashable, Sendable {
  /// Who holds how many shares.
  package internal(set) var register = ShareRegister()
  /// Assets behind the shares, in base units.
  package internal(set) var assets: UInt128 = 0
  /// Decimal digits by which shares are finer than assets.
  package let offset: Int
  /// The greatest price of a share that a performance fee was charged up to, on a scale of 10^18, rounded up.
  package internal(set) var highWaterMark: UInt128

  /// Creates an empty ledger.
  ///
  /// - Parameter offset: Decimal digits by which shares are finer than assets, 0 to 18; at least 3 makes it dear to
  ///   inflate the price before the first deposits.
  /// - Throws: `ShareError.ledger(.overflow)` when the offset is out of range.
  package init(offset: Int) throws(ShareError) {
    self.offset = offset
    highWaterMark = try sharing { () throws(LedgerError) in
      try ShareRate(supply: 0, assets: 0, offset: offset).scaledPrice(rounding: .up)
    }
  }

  /// Today's rate.
  ///
  /// - Throws: `ShareError.ledger(.overflow)`.
  package func rate() throws(ShareError) -> ShareRate {
    try sharing { () throws(LedgerError) in
      try ShareRate(supply: register.supply, assets: assets, offset: offset)
    }
  }

  // MARK: - Entry

  /// Shares that `deposit` would give.
  ///
  /// - Parameter deposited: Assets paid in.
  /// - Throws: `ShareError`, as `deposit`.
  package func previewDeposit(_ deposited: UInt128) throws(ShareError) -> UInt128 {
    if deposited == 0 { throw .nothingMoved }
    let rate = try rate()
    let shares = try sharing { () throws(LedgerError) in try rate.sharesForDeposit(of: deposited) }
    if shares == 0 { throw .noShares }
    return shares
  }

  /// Assets that `mint` would cost.
  ///
  /// - Parameter shares: Shares wanted.
  /// - Throws: `ShareError`, as `mint`.
  package func previewMint(_ shares: UInt128) throws(ShareError) -> UInt128 {
    if shares == 0 { throw .nothingMoved }
    let rate = try rate()
    return try sharing { () throws(LedgerError) in try rate.assetsToMint(shares) }
  }

  /// Pays assets in and gives shares, rounded down.
  ///
  /// - Parameters:
  ///   - deposited: Assets paid in, > 0.
  ///   - owner: Who gets the shares.
  ///   - minimumShares: The least to accept.
  /// - Returns: The shares.
  /// - Throws: `ShareError.nothingMoved`, `.noShares`, `.belowMinimum` or `.ledger(.overflow)`; the ledger is then
  ///   unchanged.
  @discardableResult
  package mutating func deposit(
    _ deposited: UInt128, by owner: String, minimumShares: UInt128 = 0
  ) throws(ShareError) -> UInt128 {
    let shares = try previewDeposit(deposited)
    if shares < minimumShares { throw .belowMinimum(result: shares, minimum: minimumShares) }
    try enter(deposited, shares, owner)
    return shares
  }

  /// Gives so many shares for assets, rounded up.
  ///
  /// - Parameters:
  ///   - shares: Shares wanted, > 0.
  ///   - owner: Who gets them.
  ///   - maximumAssets: The most to pay.
  /// - Returns: The assets paid in.
  /// - Throws: `ShareError.nothingMoved`, `.aboveMaximum` or `.ledger(.overflow)`; the ledger is then unchanged.
  @discardableResult
  package mutating func mint(
    _ shares: UInt128, by owner: String, maximumAssets: UInt128 = .max
  ) throws(ShareError) -> UInt128 {
    let cost = try previewMint(shares)
    if cost > maximumAssets { throw .aboveMaximum(cost: cost, maximum: maximumAssets) }
    try enter(cost, shares, owner)
    return cost
  }

  private mutating func enter(_ paid: UInt128, _ shares: UInt128, _ owner: String) throws(ShareError) {
    let after = try sharing { () throws(LedgerError) in try checkedSum(assets, paid) }
    try register.issue(shares, to: owner)
    assets = after
  }

  // MARK: - Exit

  /// Shares that `withdraw` would cost.
  ///
  /// - Parameter withdrawn: Assets wanted.
  /// - Throws: `ShareError`, as `withdraw`.
  package func previewWithdraw(_ withdrawn: UInt128) throws(ShareError) -> UInt128 {
    if withdrawn == 0 { throw .nothingMoved }
    let rate = try rate()
    return try sharing { () throws(LedgerError) in try rate.sharesToWithdraw(withdrawn) }
  }

  /// Assets that `redeem` would give.
  ///
  /// - Parameter shares: Shares given back.
  /// - Throws: `ShareError`, as `redeem`.
  package func previewRedeem(_ shares: UInt128) throws(ShareError) -> UInt128 {
    if shares == 0 { throw .nothingMoved }
    let rate = try rate()
    return try sharing { () throws(LedgerError) in try rate.assetsForRedemption(of: shares) }
  }

  /// Pays assets out for shares, rounded up.
  ///
  /// - Parameters:
  ///   - withdrawn: Assets wanted, > 0.
  ///   - owner: Who gives the shares.
  ///   - maximumShares: The most to give.
  /// - Returns: The shares given back.
  /// - Throws: `ShareError.nothingMoved`, `.aboveMaximum`, `.insufficientShares`, `.insufficientAssets` or
  ///   `.ledger(.overflow)`; the ledger is then unchanged.
  @discardableResult
  package mutating func withdraw(
    _ withdrawn: UInt128, by owner: String, maximumShares: UInt128 = .max
  ) throws(ShareError) -> UInt128 {
    let shares = try previewWithdraw(withdrawn)
    if shares > maximumShares { throw .aboveMaximum(cost: shares, maximum: maximumShares) }
    try leave(withdrawn, shares, owner)
    return shares
  }

  /// Takes shares back for assets, rounded down.
  ///
  /// - Parameters:
  ///   - shares: Shares given back, > 0.
  ///   - owner: Who gives them.
  ///   - minimumAssets: The least to accept.
  /// - Returns: The assets paid out, which may be none.
  /// - Throws: `ShareError.nothingMoved`, `.belowMinimum`, `.insufficientShares`, `.insufficientAssets` or
  ///   `.ledger(.overflow)`; the ledger is then unchanged.
  @discardableResult
  package mutating func redeem(
    _ shares: UInt128, by owner: String, minimumAssets: UInt128 = 0
  ) throws(ShareError) -> UInt128 {
    let paid = try previewRedeem(shares)
    if paid < minimumAssets { throw .belowMinimum(result: paid, minimum: minimumAssets) }
    try leave(paid, shares, owner)
    return paid
  }

  private mutating func leave(_ paid: UInt128, _ shares: UInt128, _ owner: String) throws(ShareError) {
    guard assets >= paid else { throw .insufficientAssets(held: assets, required: paid) }
    try register.cancel(shares, of: owner)
    assets -= paid
  }

  // MARK: - Gains and losses

  /// Books a gain that belongs to all holders: income, or a gift.
  ///
  /// - Parameter gained: Assets received.
  /// - Throws: `ShareError.ledger(.overflow)`.
  package mutating func bookGain(_ gained: UInt128) throws(ShareError) {
    assets = try sharing { () throws(LedgerError) in try checkedSum(assets, gained) }
  }

  /// Books a loss that all holders bear.
  ///
  /// - Parameter lost: Assets lost, at most those held.
  /// - Throws: `ShareError.insufficientAssets`.
  package mutating func bookLoss(_ lost: UInt128) throws(ShareError) {
    guard lost <= assets else { throw .insufficientAssets(held: assets, required: lost) }
    assets -= lost
  }
}
