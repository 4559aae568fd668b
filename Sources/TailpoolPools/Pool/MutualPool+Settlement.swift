import TailpoolLedger
import TailpoolMarket

/// A price averaged over time: each observation holds until the next.
struct PriceAverage: Hashable {
  var since: Timestamp?
  var last: Timestamp?
  var price: UInt128 = 0
  var weighted: UInt128 = 0

  /// The sum of price times seconds up to an instant.
  func weighted(until time: Timestamp) -> UInt128 {
    guard let last, time > last else { return weighted }
    return weighted + price * UInt128(time.secondsSinceEpoch - last.secondsSinceEpoch)
  }
}

extension MutualPool {
  mutating func observe(_ underlying: String, _ price: UInt128, at now: Timestamp) throws(PoolRefusal) {
    guard price > 0, price < PoolBounds.price else { throw .invalidQuantity(field: "price") }
    for key in averages.keys where key.underlying == underlying && now <= key.expiry {
      let length = key.expiry.secondsSinceEpoch - now.secondsSinceEpoch
      guard length <= terms.settlementWindow, var average = averages[key] else { continue }
      average.weighted = average.weighted(until: now)
      if average.since == nil { average.since = now }
      (average.last, average.price) = (now, price)
      averages[key] = average
    }
  }

  /// The average of an expiry, on a scale of 10^8: over at least half the window, so that no single read decides.
  private func settlementPrice(_ key: ExpiryKey) throws(PoolRefusal) -> UInt128 {
    guard let average = averages[key], let since = average.since, let last = average.last else {
      throw .noSettlementPrice
    }
    let covered = key.expiry.secondsSinceEpoch - since.secondsSinceEpoch
    let age = key.expiry.secondsSinceEpoch - last.secondsSinceEpoch
    guard covered > 0, 2 * covered >= terms.settlementWindow, age < terms.greatestMarkAge else {
      throw .noSettlementPrice
    }
    return average.weighted(until: key.expiry) / UInt128(covered)
  }

  mutating func settle(_ key: ExpiryKey, at now: Timestamp) throws(PoolRefusal) {
    if settlementPrices[key] != nil { throw .alreadySettled }
    guard averages[key] != nil else { throw .unknownContract("\(key.underlying) \(key.expiry)") }
    guard now >= key.expiry else { throw .notExpired }
    let price = try settlementPrice(key)
    var (owed, due): (UInt128, UInt128) = (0, 0)
    for (name, contract) in listed where contract.underlying == key.underlying && contract.expiry == key.expiry {
      listed[name] = nil
      guard let item = open.removeValue(forKey: name) else { continue }
      totals.add(item, sign: -1)
      let isOwed = item.quantity < 0
      let payoff = try refusing { () throws(LedgerError) in
        try contract.payoff(
          of: item.quantity.magnitude, at: price, rounding: isOwed ? .down : .up)
      }
      guard payoff < PoolBounds.shares else { throw .overflow }
      if isOwed { owed += payoff } else { due += payoff }
      if owed >= PoolBounds.shares || due >= PoolBounds.shares { throw .overflow }
    }
    try pay(due, from: .outside, to: .capital)
    try pay(owed, from: .capital, to: .outside)
    averages[key] = nil
    settlementPrices[key] = price
  }
}

extension PoolContract {
  /// What so many contracts pay at a settlement price, in base units.
  ///
  /// - Parameters:
  ///   - quantity: How many.
  ///   - price: The settlement price on a scale of 10^8, > 0.
  ///   - rounding: Where a part of a base unit of the sum goes.
  /// - Returns: The sum, ≥ 0.
  /// - Throws: `LedgerError.overflow`, or `.divisionByZero` for a price of zero.
  public func payoff(of quantity: UInt128, at price: UInt128, rounding: Rounding) throws(LedgerError) -> UInt128 {
    let isCall = payoff == .linearCall || payoff == .inverseCall
    let (high, low) = isCall ? (price, strike) : (strike, price)
    guard high > low else { return 0 }
    let isInverse = payoff == .inverseCall || payoff == .inversePut
    return try mulDiv(
      checkedProduct(size, quantity), high - low, isInverse ? price : 100_000_000, rounding: rounding)
  }
}
