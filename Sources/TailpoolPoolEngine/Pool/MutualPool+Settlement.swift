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
    if book.watched > 0 { try hitBarriers(underlying, price, at: now) }
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
    var payments = ContractPayments()
    for line in book.lines where line.expiry == place && line.quantity != 0 {
      try payments.add(line.quantity, try payoff(of: line, at: price))
    }
    try settle(payments, cause: "settlement of \(key.underlying)", at: now)
    book.remove(expiry: place)
    settlementPrices[key] = price
    tripIfNeeded(volatility: 0, skew: 0, at: now)
  }

  /// What a line pays at the settlement price of its underlying, rounded in favor of the pool.
  private func payoff(of line: ContractLine, at price: UInt128) throws(PoolRefusal) -> UInt128 {
    var delivered: UInt128?
    if let name = line.contract.delivered, let expiry = line.contract.expiry {
      delivered = settlementPrices[MutualPool.ExpiryKey(underlying: name, expiry: expiry)]
      if delivered == nil { throw .unsettled("\(name) \(expiry)") }
    }
    let fixing = PoolFixing(price: price, deliveredPrice: delivered, isBarrierHit: line.isBarrierHit)
    let payoff = try refusing { () throws(LedgerError) in
      try line.contract.payoff(
        of: line.quantity.magnitude, at: fixing, rounding: line.quantity < 0 ? .down : .up)
    }
    guard let payoff else { throw .unsettled(line.contract.id) }
    return payoff
  }

  /// Pays what contracts owe and are due: the reserve pays what the capital's cash does not cover.
  private mutating func settle(_ payments: ContractPayments, cause: String, at now: Timestamp) throws(PoolRefusal) {
    try pay(payments.due, from: .outside, to: .capital)
    try coverPayment(payments.owed, cause: cause, at: now)
    try pay(payments.owed, from: .capital, to: .outside)
  }

  // MARK: - Barriers

  /// Notes the barriers that a price hits; a knock-out ends, and its rebate is paid.
  private mutating func hitBarriers(_ underlying: String, _ price: UInt128, at now: Timestamp) throws(PoolRefusal) {
    var payments = ContractPayments()
    var hit: [Int] = []
    for (place, line) in book.lines.enumerated() where !line.isBarrierHit && line.contract.underlying == underlying {
      guard let barrier = line.contract.terms.barrier, let expiry = line.contract.expiry, now <= expiry,
        barrier.kind.isCrossed(spot: price, barrier: barrier.level)
      else { continue }
      hit.append(place)
      if barrier.kind.isKnockIn || line.quantity == 0 { continue }
      try payments.add(
        line.quantity,
        try refusing { () throws(LedgerError) in
          try line.contract.amount(
            barrier.rebate, of: line.quantity.magnitude, rounding: line.quantity < 0 ? .down : .up)
        })
    }
    try settle(payments, cause: "rebates on \(underlying)", at: now)
    for place in hit {
      book.hitBarrier(place)
      if book.isKnockedOut(place) { book.set(place, quantity: 0, mark: LineMark()) }
    }
    if !hit.isEmpty { tripIfNeeded(volatility: 0, skew: 0, at: now) }
  }

  // MARK: - Contracts whose payoff is not exact

  /// Closes all that is open in a contract at a value that the model or a venue says, and takes it off the list.
  mutating func close(_ id: String, at value: UInt128, at now: Timestamp) throws(PoolRefusal) {
    guard let place = book.place(of: id) else { throw .unknownContract(id) }
    let line = book.lines[place]
    if line.contract.terms.hasExactPayoff { throw .exactPayoff(id) }
    if let expiry = line.contract.expiry, now < expiry { throw .notExpired }
    guard value < PoolBounds.units else { throw .invalidQuantity(field: "value") }
    var payments = ContractPayments()
    // A value below 2⁸⁰ for each of less than 2³² contracts.
    try payments.add(line.quantity, value * line.quantity.magnitude)
    try settle(payments, cause: "closing of \(id)", at: now)
    book.remove(line: place)
    tripIfNeeded(volatility: 0, skew: 0, at: now)
  }

  /// Pays or receives the funding of all that is open in a perpetual contract.
  mutating func fund(_ id: String, _ cash: Int128, at now: Timestamp) throws(PoolRefusal) {
    guard let place = book.place(of: id) else { throw .unknownContract(id) }
    let line = book.lines[place]
    guard line.contract.terms.isFunded, line.quantity != 0 else { throw .notFunded(id) }
    guard cash != 0, cash.magnitude < PoolBounds.units else { throw .invalidQuantity(field: "cash") }
    var payments = ContractPayments()
    try payments.add(cash, cash.magnitude)
    try settle(payments, cause: "funding of \(id)", at: now)
    tripIfNeeded(volatility: 0, skew: 0, at: now)
  }
}

/// What contracts owe and are due, in base units.
private struct ContractPayments {
  private(set) var owed: UInt128 = 0
  private(set) var due: UInt128 = 0

  /// Adds what a line pays: owed where its quantity is below zero.
  mutating func add(_ quantity: Int128, _ units: UInt128) throws(PoolRefusal) {
    guard units < PoolBounds.shares else { throw .overflow }
    if quantity < 0 { owed += units } else { due += units }
    if owed >= PoolBounds.shares || due >= PoolBounds.shares { throw .overflow }
  }
}
