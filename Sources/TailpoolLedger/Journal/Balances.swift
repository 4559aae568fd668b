/// What each account holds of each asset: a fold of journal entries.
public struct Balances<Account: Hashable & Sendable>: Hashable, Sendable {
  /// The balances that are not zero.
  public private(set) var amounts: [Asset: [Account: Int128]] = [:]

  /// Creates empty balances.
  public init() {}

  /// The balance of an account, zero when nothing was posted.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - asset: The asset.
  public func balance(of account: Account, in asset: Asset) -> Amount {
    Amount(units: amounts[asset]?[account] ?? 0, of: asset)
  }

  /// The sum of all balances of an asset; zero, for every entry sums to zero.
  ///
  /// - Parameter asset: The asset.
  public func total(of asset: Asset) -> Amount {
    // Wrapping sums are exact modulo 2^128, and the true sum of balanced entries is zero.
    var sum: Int128 = 0
    for balance in (amounts[asset] ?? [:]).values { sum &+= balance }
    return Amount(units: sum, of: asset)
  }

  /// Adds an entry, whole or not at all.
  ///
  /// - Parameter entry: The entry.
  /// - Throws: `LedgerError.overflow` when a balance does not fit; the balances are then unchanged.
  public mutating func apply(_ entry: JournalEntry<Account>) throws(LedgerError) {
    for (index, posting) in entry.postings.enumerated() {
      let before = amounts[posting.amount.asset]?[posting.account] ?? 0
      let (after, overflow) = before.addingReportingOverflow(posting.amount.units)
      if overflow {
        for undone in entry.postings[..<index] {
          let now = amounts[undone.amount.asset]?[undone.account] ?? 0
          set(now &- undone.amount.units, undone)
        }
        throw .overflow
      }
      set(after, posting)
    }
  }

  /// Keeps zero balances out, so that equal holdings are equal values.
  private mutating func set(_ units: Int128, _ posting: Posting<Account>) {
    amounts[posting.amount.asset, default: [:]][posting.account] = units == 0 ? nil : units
    if amounts[posting.amount.asset]?.isEmpty == true { amounts[posting.amount.asset] = nil }
  }
}
