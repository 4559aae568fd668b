import TailpoolMarket

/// The mark of a line without its name.
package struct LineMark: Hashable, Sendable {
  var bid: UInt128 = 0
  var ask: UInt128 = 0
  var delta: Int128 = 0
  var deliveredDelta: Int128 = 0
  var vega: Int128 = 0

  init() {}

  init(_ mark: ContractMark) {
    (bid, ask, vega) = (mark.bid, mark.ask, mark.vega)
    (delta, deliveredDelta) = (mark.deltaMillionths, mark.deliveredDeltaMillionths)
  }
}

/// A listed contract with what the pool has of it.
///
/// The terms stand apart, behind a reference that never changes: marks and trades, which go over many lines, do not read
/// them.
package struct ContractLine: Hashable, Sendable {
  private final class Listing: Sendable {
    let contract: PoolContract
    init(_ contract: PoolContract) { self.contract = contract }
  }

  private let listing: Listing
  /// Base units locked for each contract sold.
  let collateral: UInt128
  var expiry: Int
  /// The place of the underlying that an exchange option delivers.
  let delivered: Int?
  package internal(set) var quantity: Int128 = 0
  /// The last mark; empty while nothing is open.
  package internal(set) var mark = LineMark()
  /// Whether its barrier was hit.
  package internal(set) var isBarrierHit = false

  /// The terms.
  package var contract: PoolContract { listing.contract }

  init(_ contract: PoolContract, expiry: Int, delivered: Int?) {
    listing = Listing(contract)
    collateral = contract.collateral
    self.expiry = expiry
    self.delivered = delivered
  }

  package static func == (left: ContractLine, right: ContractLine) -> Bool {
    left.quantity == right.quantity && left.mark == right.mark && left.isBarrierHit == right.isBarrierHit
      && left.expiry == right.expiry && left.delivered == right.delivered
      && (left.listing === right.listing || left.contract == right.contract)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(contract)
    hasher.combine(quantity)
    hasher.combine(mark)
    hasher.combine(isBarrierHit)
  }
}

/// What the pool has at one expiry of one underlying.
struct ExpiryLine: Hashable, Sendable {
  /// The instant is `ContractBook.never` for contracts that do not expire.
  let key: MutualPool.ExpiryKey
  let underlying: Int
  /// Contracts open, sold and bought together.
  var contracts: UInt128 = 0
  var average = PriceAverage()
}

/// What the pool has in one underlying.
package struct UnderlyingLine: Hashable, Sendable {
  package let name: String
  /// Delta of the options, in millionths of the underlying.
  var delta: Int128 = 0
  /// The hedge, in millionths, and what it is worth.
  package internal(set) var hedge: Int128 = 0
  package internal(set) var hedgeLow: Int128 = 0
  package internal(set) var hedgeHigh: Int128 = 0
}

/// Sums over what is open, kept as events come and found again by `audit()`.
struct BookTotals: Hashable, Sendable {
  var low: Int128 = 0
  var high: Int128 = 0
  var locked: UInt128 = 0
  var vega: Int128 = 0
  var contracts: UInt128 = 0
  var open = 0

  /// Adds a line that is open, or takes it away with `sign` -1.
  mutating func add(_ quantity: Int128, _ mark: LineMark, collateral: UInt128, sign: Int128) {
    let (bid, ask) = (Int128(mark.bid), Int128(mark.ask))
    let (signed, isOwed) = (sign * quantity, quantity < 0)
    low += signed * (isOwed ? ask : bid)
    high += signed * (isOwed ? bid : ask)
    vega += signed * mark.vega
    open += sign > 0 ? 1 : -1
    let magnitude = quantity.magnitude
    if sign > 0 {
      contracts += magnitude
      if isOwed { locked += magnitude * collateral }
    } else {
      contracts -= magnitude
      if isOwed { locked -= magnitude * collateral }
    }
  }
}

/// Contracts, expiries and underlyings of a pool, each under a small number.
package struct ContractBook: Hashable, Sendable {
  package internal(set) var lines: [ContractLine] = []
  var expiries: [ExpiryLine] = []
  package internal(set) var underlyings: [UnderlyingLine] = []
  var totals = BookTotals()
  /// The earliest expiry with something open, in seconds; `.max` without.
  var nextExpiry = Int64.max
  var hedges = 0
  var hedgeLow: Int128 = 0
  var hedgeHigh: Int128 = 0
  /// Listed contracts with a barrier that has not been hit.
  private(set) var watched = 0
  private var places: [String: Int] = [:]

  /// The expiry of what does not expire: after every time that an event can have.
  static let never = Timestamp(secondsSinceEpoch: .max)

  package func place(of name: String) -> Int? { places[name] }

  func expiry(_ key: MutualPool.ExpiryKey) -> Int? { expiries.firstIndex { $0.key == key } }

  func underlying(_ name: String) -> Int? { underlyings.firstIndex { $0.name == name } }

  mutating func makeUnderlying(_ name: String) -> Int {
    if let place = underlying(name) { return place }
    underlyings.append(UnderlyingLine(name: name))
    return underlyings.count - 1
  }

  mutating func list(_ contract: PoolContract) {
    let keys = contract.settlementKeys
    let place = makeExpiry(keys[0])
    for key in keys.dropFirst() { _ = makeExpiry(key) }
    places[contract.id] = lines.count
    lines.append(
      ContractLine(contract, expiry: place, delivered: contract.delivered.map { makeUnderlying($0) }))
    if contract.terms.barrier != nil { watched += 1 }
  }

  private mutating func makeExpiry(_ key: MutualPool.ExpiryKey) -> Int {
    if let found = expiry(key) { return found }
    expiries.append(ExpiryLine(key: key, underlying: makeUnderlying(key.underlying)))
    return expiries.count - 1
  }

  /// Whether a contract ended at its barrier.
  func isKnockedOut(_ place: Int) -> Bool {
    guard lines[place].isBarrierHit, let barrier = lines[place].contract.terms.barrier else { return false }
    return !barrier.kind.isKnockIn
  }

  mutating func hitBarrier(_ place: Int) {
    lines[place].isBarrierHit = true
    watched -= 1
  }

  /// Sets quantity and mark of a line; the sums follow.
  package mutating func set(_ place: Int, quantity: Int128, mark: LineMark) {
    let (before, old) = (lines[place].quantity, lines[place].mark)
    let (expiry, collateral) = (lines[place].expiry, lines[place].collateral)
    if before != 0 { totals.add(before, old, collateral: collateral, sign: -1) }
    if quantity != 0 { totals.add(quantity, mark, collateral: collateral, sign: 1) }
    underlyings[expiries[expiry].underlying].delta += quantity * mark.delta - before * old.delta
    if let delivered = lines[place].delivered {
      underlyings[delivered].delta += quantity * mark.deliveredDelta - before * old.deliveredDelta
    }
    lines[place].quantity = quantity
    lines[place].mark = quantity == 0 ? LineMark() : mark
    if quantity.magnitude != before.magnitude {
      let counted = expiries[expiry].contracts - before.magnitude + quantity.magnitude
      let changes = (counted == 0) != (expiries[expiry].contracts == 0)
      expiries[expiry].contracts = counted
      if changes { findNextExpiry() }
    }
  }

  private mutating func findNextExpiry() {
    nextExpiry = .max
    for line in expiries where line.contracts > 0 { nextExpiry = min(nextExpiry, line.key.expiry.secondsSinceEpoch) }
  }

  mutating func setHedge(_ place: Int, _ millionths: Int128, low: Int128, high: Int128) {
    let before = underlyings[place]
    hedgeLow += low - before.hedgeLow
    hedgeHigh += high - before.hedgeHigh
    hedges += (millionths != 0 ? 1 : 0) - (before.hedge != 0 ? 1 : 0)
    (underlyings[place].hedge, underlyings[place].hedgeLow, underlyings[place].hedgeHigh) = (millionths, low, high)
  }

  /// Takes an expiry with all its contracts out; the others keep their order.
  mutating func remove(expiry place: Int) {
    for index in lines.indices where lines[index].expiry == place && lines[index].quantity != 0 {
      set(index, quantity: 0, mark: LineMark())
    }
    expiries.remove(at: place)
    lines.removeAll { $0.expiry == place }
    for index in lines.indices where lines[index].expiry > place { lines[index].expiry -= 1 }
    findPlaces()
    findNextExpiry()
  }

  /// Takes one contract out; the others keep their order.
  mutating func remove(line place: Int) {
    set(place, quantity: 0, mark: LineMark())
    lines.remove(at: place)
    findPlaces()
  }

  private mutating func findPlaces() {
    places = [:]
    places.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() { places[line.contract.id] = index }
    watched = watchedLines
  }

  private var watchedLines: Int { lines.count { $0.contract.terms.barrier != nil && !$0.isBarrierHit } }

  /// Whether the kept sums are what they are when summed again.
  var isConsistent: Bool {
    var sums = BookTotals()
    var deltas = [Int128](repeating: 0, count: underlyings.count)
    var counts = [UInt128](repeating: 0, count: expiries.count)
    for line in lines where line.quantity != 0 {
      sums.add(line.quantity, line.mark, collateral: line.collateral, sign: 1)
      deltas[expiries[line.expiry].underlying] += line.quantity * line.mark.delta
      if let delivered = line.delivered { deltas[delivered] += line.quantity * line.mark.deliveredDelta }
      counts[line.expiry] += line.quantity.magnitude
    }
    let hedged = underlyings.filter { $0.hedge != 0 }
    return watched == watchedLines && sums == totals && deltas == underlyings.map(\.delta)
      && counts == expiries.map(\.contracts)
      && hedges == hedged.count && hedgeLow == hedged.reduce(0) { $0 + $1.hedgeLow }
      && hedgeHigh == hedged.reduce(0) { $0 + $1.hedgeHigh }
      && nextExpiry == expiries.filter { $0.contracts > 0 }.map(\.key.expiry.secondsSinceEpoch).min() ?? .max
  }

  /// The places follow from the lines.
  package static func == (left: ContractBook, right: ContractBook) -> Bool {
    left.totals == right.totals && left.lines == right.lines && left.expiries == right.expiries
      && left.underlyings == right.underlyings
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(totals)
    hasher.combine(lines)
    hasher.combine(expiries)
    hasher.combine(underlyings)
  }
}

extension PoolContract {
  /// The settlement prices that it looks at, its underlying's first; under `ContractBook.never` where it does not expire.
  var settlementKeys: [MutualPool.ExpiryKey] {
    underlyings.map { MutualPool.ExpiryKey(underlying: $0, expiry: expiry ?? ContractBook.never) }
  }
}
