import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// floor(a * b / c) by the standard library's wide division; the model uses no arithmetic of the ledger.
func naiveQuotient(_ a: UInt128, _ b: UInt128, _ c: UInt128, up: Bool = false) throws(PoolRefusal) -> UInt128 {
  let product = a.multipliedFullWidth(by: b)
  if product.high >= c { throw .overflow }
  let (quotient, rest) = c.dividingFullWidth((product.high, product.low))
  return up && rest > 0 ? quotient + 1 : quotient
}

/// Parts in proportion: floors first, then a unit each to the greatest remainders, the first among equals.
func naiveSplit(_ total: UInt128, _ weights: [UInt128]) -> [UInt128] {
  let sum = weights.reduce(0, +)
  if sum == 0 { return weights }
  var parts: [UInt128] = []
  var rests: [(rest: UInt128, index: Int)] = []
  for (index, weight) in weights.enumerated() {
    let product = total.multipliedFullWidth(by: weight)
    let (part, rest) = sum.dividingFullWidth((product.high, product.low))
    parts.append(part)
    rests.append((rest, index))
  }
  rests.sort { $0.rest > $1.rest || $0.rest == $1.rest && $0.index < $1.index }
  for item in rests.prefix(Int(total - parts.reduce(0, +))) { parts[item.index] += 1 }
  return parts
}

/// A mutual pool written a second time from its rules: dictionaries, whole numbers, everything summed again at each
/// question, and every event on a copy.
struct NaivePool {
  struct Ticket: Equatable {
    let number: UInt64
    let who: String
    let isEntry: Bool
    var quantity: UInt128
    var least: UInt128
    let asked: Int64
  }
  struct Lot {
    var amount: UInt128
    var since: Int64
  }
  /// What a participant has besides shares.
  struct Member {
    var paidIn: UInt128 = 0
    var due: UInt128 = 0
    var assessed: UInt128 = 0
    var margin: UInt128 = 0
    var initial: UInt128 = 0
    var maintenance: UInt128 = 0
  }
  struct Average {
    var reads: [(time: Int64, price: UInt128)] = []
  }

  let terms: PoolTerms
  var now: Int64
  var events: UInt64 = 0
  var shares: [String: UInt128] = [:]
  var tickets: [Ticket] = []
  var asked: UInt64 = 0
  var cash: [PoolAccount: Int128] = [:]
  var listed: [String: PoolContract] = [:]
  /// Listed contracts whose barrier was reached.
  var hit: Set<String> = []
  var position: [String: (quantity: Int128, mark: ContractMark)] = [:]
  var hedges: [String: (millionths: Int128, mark: HedgeMark)] = [:]
  var marked: (time: Int64, source: String, confidence: Int)?
  var lots: [Int64: Lot] = [:]
  var averages: [MutualPool.ExpiryKey: Average] = [:]
  var settled: [MutualPool.ExpiryKey: UInt128] = [:]
  var haltedUntil: Int64?
  var haltedSince: Int64 = 0
  /// Everybody who was ever here, the manager first, in the order of coming.
  var names: [String]
  var members: [String: Member] = [:]
  var feesAt: Int64
  var greatestPrice: UInt128 = 1_000_000_000_000_000_000
  var rewards = NaiveRewards()

  init(_ terms: PoolTerms) {
    self.terms = terms
    now = terms.opening.secondsSinceEpoch
    feesAt = now
    rewards.time = now
    names = [terms.manager]
  }

  // MARK: - What is there

  var supply: UInt128 { shares.values.reduce(0, +) }
  var virtualShares: UInt128 { (0..<terms.shareOffset).reduce(1) { power, _ in power * 10 } }
  func held(_ account: PoolAccount) -> Int128 { cash[account] ?? 0 }
  func leaving(_ who: String) -> UInt128 {
    tickets.filter { $0.who == who && !$0.isEntry }.reduce(0) { $0 + $1.quantity }
  }
  var collateral: UInt128 {
    position.reduce(0) {
      $0 + ($1.value.quantity < 0 ? $1.value.quantity.magnitude * (listed[$1.key]?.collateral ?? 0) : 0)
    }
  }

  func lockedSpread(at time: Int64) throws(PoolRefusal) -> UInt128 {
    var sum: UInt128 = 0
    for (maturity, lot) in lots where maturity > time {
      sum += try naiveQuotient(
        lot.amount, UInt128(maturity - max(time, lot.since)), UInt128(maturity - lot.since), up: true)
    }
    return sum
  }

  /// Value at one side before the cash.
  private func marks(low: Bool) -> Int128 {
    var sum: Int128 = 0
    for (quantity, mark) in position.values { sum += quantity * Int128((quantity < 0) == low ? mark.ask : mark.bid) }
    for (_, mark) in hedges.values { sum += low ? mark.low : mark.high }
    return sum
  }

  func value(at time: Int64) throws(PoolRefusal) -> (low: Int128, high: Int128, locked: UInt128) {
    let locked = try lockedSpread(at: time)
    let cash = held(.capital) - Int128(locked)
    return (cash + marks(low: true), cash + marks(low: false), locked)
  }

  func claim(of who: String, at time: Int64) throws(PoolRefusal) -> UInt128 {
    let low = try value(at: time).low
    return low > 0 ? try naiveQuotient(shares[who] ?? 0, UInt128(low) + 1, supply + virtualShares) : 0
  }

  // MARK: - Conditions

  /// Margin that accounts lack.
  var exposure: UInt128 {
    members.values.reduce(0) { $0 + ($1.maintenance > $1.margin ? $1.maintenance - $1.margin : 0) }
  }

  func expectExit(_ who: String) throws(PoolRefusal) {
    let due = members[who]?.due ?? 0
    if due > 0 { throw .assessmentDue(due) }
    let reserve = UInt128(held(.reserve))
    if exposure > reserve { throw .exitsPaused(exposure: exposure, reserve: reserve) }
  }

  func expectUnits(_ units: UInt128, _ field: String) throws(PoolRefusal) {
    if units == 0 || units >> 80 != 0 { throw .invalidQuantity(field: field) }
  }

  func expectRunning(_ time: Int64) throws(PoolRefusal) {
    if let haltedUntil, time < haltedUntil { throw .halted(until: Timestamp(secondsSinceEpoch: haltedUntil)) }
  }

  func expectFreshMark(_ time: Int64) throws(PoolRefusal) {
    if position.isEmpty && hedges.isEmpty { return }
    for id in position.keys.sorted() {
      if let contract = listed[id], let expiry = contract.expiry, expiry.secondsSinceEpoch <= time {
        throw .unsettled("\(contract.underlying) \(expiry)")
      }
    }
    guard let marked, time - marked.time < terms.greatestMarkAge, marked.confidence >= terms.leastConfidence else {
      throw .staleMark(asOf: marked.map { Timestamp(secondsSinceEpoch: $0.time) })
    }
  }

  // MARK: - Money and shares

  mutating func pay(_ units: UInt128, _ source: PoolAccount, _ target: PoolAccount) throws(PoolRefusal) {
    if units == 0 { return }
    if source != .outside && held(source) < Int128(units) {
      throw .insufficientCash(held: held(source), required: units)
    }
    cash[source, default: 0] -= Int128(units)
    cash[target, default: 0] += Int128(units)
  }

  mutating func know(_ who: String) {
    if !names.contains(who) { names.append(who) }
  }

  mutating func move(_ who: String, _ change: Int128) {
    let after = Int128(shares[who] ?? 0) + change
    shares[who] = after == 0 ? nil : UInt128(after)
  }

  /// Fee shares that are due, and the greatest price after them.
  func fee(_ low: Int128, at time: Int64) throws(PoolRefusal) -> (shares: UInt128, price: UInt128) {
    let fees = terms.fees
    if fees == .none { return (0, greatestPrice) }
    let assets = UInt128(max(low, 0)) + 1
    let year: UInt128 = 31_536_000 * 10_000
    let part = UInt128(fees.managementBasisPoints) * UInt128(min(max(time - feesAt, 0), 31_536_000))
    let management = try naiveQuotient(supply, part, year - part)
    let all = supply + management + virtualShares
    let scale = 1_000_000_000_000_000_000 * virtualShares
    let price = try naiveQuotient(assets, scale, all)
    if supply + management == 0 { return (0, max(greatestPrice, try naiveQuotient(assets, scale, all, up: true))) }
    if price <= greatestPrice { return (management, greatestPrice) }
    let behind = try naiveQuotient(supply + management, assets, all)
    let gain = try naiveQuotient(behind, price - greatestPrice, price)
    let owed = try naiveQuotient(gain, UInt128(fees.performanceBasisPoints), 10_000)
    let more = try naiveQuotient(owed, all, assets - owed)
    return (management + more, max(greatestPrice, try naiveQuotient(assets, scale, all + more, up: true)))
  }

  mutating func chargeFee(_ fee: (shares: UInt128, price: UInt128), at time: Int64) {
    feesAt = time
    greatestPrice = fee.price
    move(terms.manager, Int128(fee.shares))
  }

  func worth(_ quantity: UInt128, _ low: Int128, _ all: UInt128) throws(PoolRefusal) -> UInt128 {
    let gross = try naiveQuotient(quantity, UInt128(low) + 1, all + virtualShares)
    return try naiveQuotient(gross, UInt128(10_000 - terms.fees.withdrawalBasisPoints), 10_000)
  }

  mutating func credit(_ names: [String], at time: Int64) throws(PoolRefusal) {
    try rewards.advance(to: time, supply: supply)
    for name in names { try rewards.credit(name, shares[name] ?? 0) }
  }
}

/// Rewards a share as one growing number.
struct NaiveRewards {
  var index: UInt128 = 0
  var rate: UInt128 = 0
  var time: Int64 = 0
  var end: Int64 = .max
  var seen: [String: UInt128] = [:]
  var earned: [String: UInt128] = [:]

  mutating func advance(to now: Int64, supply: UInt128) throws(PoolRefusal) {
    if now <= time { return }
    if supply > 0, rate > 0, min(now, end) > time {
      index += try naiveQuotient(rate * UInt128(min(now, end) - time), 1_000_000_000_000, supply)
    }
    time = now
    if now >= end { (rate, end) = (0, .max) }
  }

  mutating func credit(_ who: String, _ shares: UInt128) throws(PoolRefusal) {
    earned[who, default: 0] += try naiveQuotient(shares, index - (seen[who] ?? 0), 1_000_000_000_000_000_000)
    seen[who] = index
  }
}
