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
    for place in book.expiries.indices where book.expiries[place].key.underlying == underlying {
      let length = book.expiries[place].key.expiry.secondsSinceEpoch - now.secondsSinceEpoch
      guard length >= 0, length <= terms.settlementWindow else { continue }
      var average = book.expiries[place].average
      average.weighted = average.weighted(until: now)
      if average.since == nil { average.since = now }
      (average.last, average.price) = (now, price)
      book.expiries[place].average = average
    }
  }

  /// Takes the price that enough sources agree on.
  mutating func observe(_ underlying: String, _ quotes: [PoolQuote], at now: Timestamp) throws(PoolRefusal) {
    guard let terms = terms.controls.prices else { throw .unguardedPrice(underlying) }
    for quote in quotes where quote.price == 0 || quote.price >= PoolBounds.price {
      throw .invalidQuantity(field: "price")
    }
    // The guard says who agrees; the price is the median of theirs in whole units, the lower of the two in the middle.
    let agreeing: [String]
    do {
      let sources = try PriceGuard(
        greatestAge: terms.greatestAge, greatestDeviation: Double(terms.deviationBasisPoints) / 10_000,
        quorum: terms.quorum)
      agreeing = try sources.price(
        quotes.map { PriceObservation(source: $0.source, price: Double($0.price), time: $0.time.secondsSinceEpoch) },
        at: now.secondsSinceEpoch
      ).agreeing
    } catch { throw .control(error) }
    var prices: [UInt128] = []
    for source in agreeing { prices += quotes.first { $0.source == source }.map { [$0.price] } ?? [] }
    prices.sort()
    try observe(underlying, prices[(prices.count - 1) / 2], at: now)
  }

  /// The average of an expiry, on a scale of 10^8: over at least half the window, so that no single read decides.
  private func settlementPrice(_ line: ExpiryLine) throws(PoolRefusal) -> UInt128 {
    guard let since = line.average.since, let last = line.average.last else { throw .noSettlementPrice }
    let covered = line.key.expiry.secondsSinceEpoch - since.secondsSinceEpoch
    let age = line.key.expiry.secondsSinceEpoch - last.secondsSinceEpoch
    guard covered > 0, 2 * covered >= terms.settlementWindow, age < terms.greatestMarkAge else {
      throw .noSettlementPrice
    }
    return line.average.weighted(until: line.key.expiry) / UInt128(covered)
  }

  mutating func settle(_ key: MutualPool.ExpiryKey, at now: Timestamp) throws(PoolRefusal) {
    if settlementPrices[key] != nil { throw .alreadySettled }
    guard let place = book.expiry(key) else { throw .unknownContract("\(key.underlying) \(key.expiry)") }
    guard now >= key.expiry else { throw .notExpired }
    let price = try settlementPrice(book.expiries[place])
    var (owed, due): (UInt128, UInt128) = (0, 0)
    for line in book.lines where line.expiry == place && line.quantity != 0 {
      let isOwed = line.quantity < 0
      let payoff = try refusing { () throws(LedgerError) in
        try line.contract.payoff(of: line.quantity.magnitude, at: price, rounding: isOwed ? .down : .up)
      }
      guard payoff < PoolBounds.shares else { throw .overflow }
      if isOwed { owed += payoff } else { due += payoff }
      if owed >= PoolBounds.shares || due >= PoolBounds.shares { throw .overflow }
    }
    try pay(due, from: .outside, to: .capital)
    try coverSettlement(owed, key, at: now)
    try pay(owed, from: .capital, to: .outside)
    book.remove(expiry: place)
    settlementPrices[key] = price
    tripIfNeeded(volatility: 0, skew: 0, at: now)
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
