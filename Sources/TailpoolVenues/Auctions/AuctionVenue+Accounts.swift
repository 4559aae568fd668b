import TailpoolLedger
import TailpoolMarket

extension AuctionVenue {
  mutating func deposit(_ participant: String, _ amounts: TokenPair<UInt128>) throws(AuctionRefusal) {
    if amounts == TokenPair(0, 0) { throw .nothingToMove }
    let sums: TokenPair<UInt128>
    do throws(LedgerError) {
      sums = TokenPair(
        try checkedSum(held.token0, amounts.token0), try checkedSum(held.token1, amounts.token1))
    } catch { throw .overflow }
    held = sums
    credit(participant, amounts)
  }

  mutating func withdraw(_ participant: String, _ amounts: TokenPair<UInt128>) throws(AuctionRefusal) {
    if amounts == TokenPair(0, 0) { throw .nothingToMove }
    try debit(participant, amounts)
    held = TokenPair(held.token0 - amounts.token0, held.token1 - amounts.token1)
  }

  /// Adds to an account; all accounts together are at most what is held, so that no sum passes it.
  mutating func credit(_ participant: String, _ amounts: TokenPair<UInt128>) {
    if amounts == TokenPair(0, 0) { return }
    let had = accounts[participant] ?? TokenPair(0, 0)
    accounts[participant] = TokenPair(had.token0 + amounts.token0, had.token1 + amounts.token1)
  }

  /// Takes from an account, or throws and leaves it.
  mutating func debit(_ participant: String, _ amounts: TokenPair<UInt128>) throws(AuctionRefusal) {
    let had = accounts[participant] ?? TokenPair(0, 0)
    if had.token0 < amounts.token0 { throw .insufficientBalance(found: had.token0, expected: amounts.token0) }
    if had.token1 < amounts.token1 { throw .insufficientBalance(found: had.token1, expected: amounts.token1) }
    let left = TokenPair(had.token0 - amounts.token0, had.token1 - amounts.token1)
    accounts[participant] = left == TokenPair(0, 0) ? nil : left
  }

  mutating func note(_ price: UInt64, of source: String, at time: Timestamp) throws(AuctionRefusal) {
    if price == 0 { throw .invalidReference }
    prices[source] = ReferenceQuote(source: source, price: Double(price), time: time)
  }
}
