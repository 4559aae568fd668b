import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Selling to the venue what one does not hold.
extension OptionsVenue {
  /// What a trader has sold of a contract without holding it, with its collateral; nothing for one who has not.
  public func short(of trader: String, in contract: String) -> ShortPosition {
    shorts[trader]?[contract] ?? ShortPosition(contracts: 0, collateral: 0)
  }

  mutating func write(
    _ trader: String, _ name: String, _ contracts: UInt128, collateral: UInt128, least: UInt128, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    if trader.isEmpty { throw .pool(.emptyName) }
    guard contracts < PoolBounds.contracts else { throw .overflow }
    let trade = try priced(name, contracts: -Int128(contracts), at: now)
    if trade.units < least { throw .worseThanAllowed(found: UInt256(trade.units), allowed: UInt256(least)) }
    var position = short(of: trader, in: name)
    position.contracts += contracts
    position.collateral = try sum(position.collateral, collateral)
    guard position.contracts < PoolBounds.contracts else { throw .overflow }
    try check(position, trade.contract, in: trade.market)
    try book(trade, quantity: Int128(contracts), spread: 0)
    set(position, trader, name)
    return fill(trade, contracts: -Int128(contracts), into: collateral, out: trade.units)
  }

  mutating func cover(
    _ trader: String, _ name: String, _ contracts: UInt128, most: UInt128, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    var position = short(of: trader, in: name)
    guard contracts <= position.contracts else { throw .notHeld(found: position.contracts, expected: contracts) }
    let trade = try priced(name, contracts: Int128(contracts), at: now)
    if trade.units > most { throw .worseThanAllowed(found: UInt256(trade.units), allowed: UInt256(most)) }
    try book(trade, quantity: -Int128(contracts), spread: 0)
    position.contracts -= contracts
    // Collateral goes back with the last contract; what is too much before can be released.
    let back = position.contracts == 0 ? position.collateral : 0
    position.collateral -= back
    set(position, trader, name)
    return fill(trade, contracts: Int128(contracts), into: trade.units, out: back)
  }

  /// Brings collateral in, or takes it out down to what must be there.
  mutating func move(
    _ units: UInt128, isPaidIn: Bool, _ trader: String, _ name: String, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    var position = short(of: trader, in: name)
    if units == 0 { throw .nothingToMove }
    guard position.contracts > 0 else { throw .notHeld(found: 0, expected: 1) }
    if isPaidIn {
      position.collateral = try sum(position.collateral, units)
    } else {
      guard units <= position.collateral else {
        throw .tooLittleCollateral(found: UInt256(position.collateral), expected: UInt256(units))
      }
      position.collateral -= units
      try check(position, try listed(name), in: try market(at: now))
    }
    set(position, trader, name)
    return VenueFill(flow(into: isPaidIn ? units : 0, out: isPaidIn ? 0 : units))
  }

  /// Closes a position whose collateral is below what must be there, at the curve's price, and divides the collateral. Bounds on what is
  /// traded do not hold it up: an option so deep in the money that nobody trades it is the one that must be closed.
  ///
  /// What closing costs and the collateral does not hold is the pool's loss: it is paid so much less for the contracts.
  mutating func liquidate(
    _ trader: String, _ name: String, by liquidator: String, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    if liquidator.isEmpty { throw .pool(.emptyName) }
    let (position, contract, market) = (short(of: trader, in: name), try listed(name), try market(at: now))
    guard case .margined(let penalty) = terms.shorts, position.contracts > 0 else {
      throw .notHeld(found: position.contracts, expected: 1)
    }
    let least = try terms.shorts.required(
      contract, contracts: position.contracts, in: market, of: pool.terms.asset)
    if position.collateral >= least {
      throw .enoughCollateral(found: UInt256(position.collateral), expected: UInt256(least))
    }
    let trade = try priced(name, contracts: Int128(position.contracts), at: now, isForced: true)
    let split: LiquidationSplit
    do {
      split = try LiquidationSplit(
        collateral: Int128(position.collateral), premium: Int128(trade.units), minimumFee: Int128(penalty.least),
        terms: LiquidationSplit.Terms(
          penalty: penalty.basisPoints, security: penalty.reserveBasisPoints,
          liquidator: penalty.liquidatorBasisPoints))
    } catch { throw .overflow }
    try book(trade, quantity: -Int128(position.contracts), spread: 0, premium: split.poolPremium.magnitude)
    if split.poolFee > 0 { try apply(.gift(from: trader, assets: split.poolFee.magnitude), at: now) }
    if split.security > 0 { try apply(.fundReserve(from: trader, assets: split.security.magnitude), at: now) }
    set(ShortPosition(contracts: 0, collateral: 0), trader, name)
    let paid = [(liquidator, split.liquidator.magnitude), (trader, split.returned.magnitude)].filter { $0.1 > 0 }
    var fill = VenueFill(flow(into: 0, out: paid.reduce(0) { $0 + $1.1 }))
    fill.payments = paid.map { VenueFill.Payment(.trader($0.0), amounts($0.1)) }
    return fill
  }

  /// There is as much collateral as must be.
  private func check(
    _ position: ShortPosition, _ contract: PoolContract, in market: CurveMarket
  ) throws(VenueRefusal) {
    let least = try terms.shorts.required(
      contract, contracts: position.contracts, in: market, of: pool.terms.asset)
    if position.collateral < least {
      throw .tooLittleCollateral(found: UInt256(position.collateral), expected: UInt256(least))
    }
  }

  private func sum(_ a: UInt128, _ b: UInt128) throws(VenueRefusal) -> UInt128 {
    guard b < PoolBounds.units, a < PoolBounds.units << 8 else { throw .overflow }
    return a + b
  }

  private mutating func set(_ position: ShortPosition, _ trader: String, _ name: String) {
    shorts[trader, default: [:]][name] = position.contracts == 0 ? nil : position
    if shorts[trader]?.isEmpty == true { shorts[trader] = nil }
  }

  /// All collateral of shorts, in base units.
  var collateral: UInt128 { shorts.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.collateral } } }
}
