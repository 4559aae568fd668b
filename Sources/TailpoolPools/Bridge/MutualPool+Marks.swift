import TailpoolLedger
import TailpoolMarket
import TailpoolPricing

/// How far bid and ask stand from the model's value where the chain does not quote them.
public struct MarkSpread: Hashable, Sendable {
  /// Half spread of an option in volatility, ≥ 0 and finite: 0.01 is one point. In money it is this times the vega.
  public let volatility: Double
  /// Half spread of a hedge as a part of the spot, ≥ 0 and < 1.
  public let spot: Double

  /// Creates a spread of one point of volatility and five hundredths of a percent of spot.
  ///
  /// - Precondition: Both are in their ranges.
  public init(volatility: Double = 0.01, spot: Double = 0.000_5) {
    precondition(volatility >= 0 && volatility.isFinite, "a half spread of \(volatility) in volatility")
    precondition(spot >= 0 && spot < 1, "a half spread of \(spot) of the spot")
    self.volatility = volatility
    self.spot = spot
  }
}

/// The marks of all that a pool has open, on both sides, and how much of them was quoted.
public struct PoolMarks: Hashable, Sendable {
  /// One a contract, in the order of listing.
  public let contracts: [ContractMark]
  /// One a hedge.
  public let hedges: [HedgeMark]
  /// When the market was seen.
  public let asOf: Timestamp
  /// The part of the gross value at the ask whose bid and ask are both the chain's, in hundredths of a percent.
  public let confidence: Int

  /// Throws where the market was seen after an instant, or so long before it that the pool would call the marks stale.
  ///
  /// - Throws: `PoolBridgeError.lateSnapshot`.
  public func check(at now: Timestamp, of pool: MutualPool) throws(PoolBridgeError) {
    let age = now.secondsSinceEpoch - asOf.secondsSinceEpoch
    guard age >= 0, age < pool.terms.greatestMarkAge else {
      throw .lateSnapshot(asOf: asOf, mark: now, greatestAge: pool.terms.greatestMarkAge)
    }
  }

  /// The event that books the marks.
  ///
  /// - Parameter source: Where the chain is from.
  public func action(source: String) -> PoolAction {
    .mark(contracts: contracts, hedges: hedges, source: source, confidence: confidence)
  }
}

extension MutualPool {
  /// Marks all that is open off a market: bid and ask of the quotes, Greeks of the model.
  ///
  ///     bid, ask = a listed option's quote, times spot for a coin's price in dollars, times the contract size
  ///     else       model value ∓ half spread · |vega|, the bid not below zero, the ask not below the bid
  ///     hedge    = units · (spot · (1 ∓ half spread) − entry), the entry zero for the underlying itself
  ///
  /// Bids are rounded down to base units and asks up, both in favor of whoever leaves the pool in it: the low side is
  /// never too high. The hedge's low side is rounded down and its high side up.
  ///
  ///     let book = try pool.book(in: snapshot)
  ///     let priced = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
  ///     let marks = try pool.marks(priced, in: snapshot)
  ///     try pool.apply(PoolEvent(at: snapshot.asOf, marks.action(source: "venue")))
  ///
  /// - Parameters:
  ///   - priced: `book(in:inputs:)` of this pool, valued in the snapshot.
  ///   - snapshot: The market, not before the last event.
  ///   - inputs: What the journal does not say, as for the book.
  ///   - spread: What stands for an absent side.
  /// - Throws: `PoolBridgeError.snapshotBeforeEvent`, `.notListed` for a contract that is not in the book, `.crossedQuote`,
  ///   `.negativeValue`,
  ///   `.unlikelyHedge` for a hedge that is marked at less than a quarter or more than four times the spot and has no
  ///   entry, `.amount` or `.delta` for numbers out of range.
  /// - Complexity: O(open contracts × quotes of an expiry).
  public func marks(
    _ priced: PricedBook, in snapshot: MarketSnapshot, inputs: PoolBookInputs = PoolBookInputs(),
    spread: MarkSpread = MarkSpread()
  ) throws(PoolBridgeError) -> PoolMarks {
    let entries = inputs.hedgeEntries
    guard snapshot.asOf >= time else { throw .snapshotBeforeEvent(asOf: snapshot.asOf, last: time) }
    if isFlat { throw .nothingOpen }
    let positions = Dictionary(priced.positions.map { ($0.position.id, $0) }, uniquingKeysWith: { first, _ in first })
    var contracts: [ContractMark] = []
    var (quoted, gross) = (0.0, 0.0)
    for line in book.lines where line.quantity != 0 {
      let id = line.contract.id
      guard let position = positions[id] else { throw .notListed(contract: id) }
      let side = try ContractSides(position, in: snapshot, asset: terms.asset, spread: spread, id: id)
      contracts.append(try side.mark(id, asset: terms.asset))
      let value = Double(line.quantity.magnitude) * side.ask
      gross += value
      if side.isQuoted { quoted += value }
    }
    var hedges: [HedgeMark] = []
    for line in book.underlyings where line.hedge != 0 {
      guard let spot = snapshot[Underlying(line.name)]?.spot else { throw .noSpot(underlying: line.name) }
      if entries[line.name] == nil { try checkIsHolding(line, spot: spot) }
      hedges.append(
        try hedgeMark(line.name, line.hedge, spot: spot, entry: entries[line.name] ?? 0, spread: spread))
    }
    let confidence = gross > 0 ? Int((10_000 * quoted / gross).rounded(.down)) : 10_000
    return PoolMarks(contracts: contracts, hedges: hedges, asOf: snapshot.asOf, confidence: min(confidence, 10_000))
  }

  /// The mark of one contract, and what the model says it is worth in whole units of the pool's asset.
  ///
  /// - Parameters:
  ///   - priced: A position that has the contract's name, of any quantity but zero.
  ///   - snapshot: The market.
  ///   - spread: What stands for an absent side.
  /// - Throws: As `marks(_:in:inputs:spread:)`.
  package func mark(
    of priced: PricedPosition, in snapshot: MarketSnapshot, spread: MarkSpread
  ) throws(PoolBridgeError) -> (mark: ContractMark, value: Double) {
    let id = priced.position.id
    let side = try ContractSides(priced, in: snapshot, asset: terms.asset, spread: spread, id: id)
    return (mark: try side.mark(id, asset: terms.asset), value: side.value)
  }

  /// The last mark of a hedge must be near what the underlying itself is worth, or the hedge is something else.
  private func checkIsHolding(_ line: UnderlyingLine, spot: Double) throws(PoolBridgeError) {
    let marked = (Double(line.hedgeLow) + Double(line.hedgeHigh)) / 2 / Double(terms.asset.unitsPerWhole)
    let each = marked / (Double(line.hedge) / 1_000_000)
    guard each >= spot / 4, each <= spot * 4 else {
      throw .unlikelyHedge(underlying: line.name, markedPerUnit: each, spot: spot)
    }
  }

  /// The mark of a hedge of so many millionths.
  ///
  /// - Throws: `PoolBridgeError.hedgeInCoin`, or `.amount`.
  func hedgeMark(
    _ underlying: String, _ millionths: Int128, spot: Double, entry: Double, spread: MarkSpread
  ) throws(PoolBridgeError) -> HedgeMark {
    if underlying == terms.asset.symbol { throw .hedgeInCoin(underlying: underlying, asset: underlying) }
    let units = Double(millionths) / 1_000_000
    let worse = millionths > 0 ? -spread.spot : spread.spot
    return HedgeMark(
      underlying: underlying,
      low: try signed(units * (spot * (1 + worse) - entry), of: terms.asset, isHigh: false, underlying),
      high: try signed(units * (spot * (1 - worse) - entry), of: terms.asset, isHigh: true, underlying))
  }
}

/// Bid and ask of one contract in whole units of the pool's asset, and its Greeks.
private struct ContractSides {
  /// What the model says.
  let value: Double
  let bid: Double
  let ask: Double
  let isQuoted: Bool
  /// Of one contract, in units of the underlying.
  let delta: Double
  /// Of one contract, in units of what it delivers.
  let deliveredDelta: Double
  /// Of one contract, in whole units of the asset per 1.00 of volatility.
  let vega: Double

  init(
    _ priced: PricedPosition, in snapshot: MarketSnapshot, asset: Asset, spread: MarkSpread, id: String
  ) throws(PoolBridgeError) {
    guard priced.position.quantity != 0 else { throw .notListed(contract: id) }
    let each = 1 / priced.position.quantity
    let countsInCoin = asset.symbol == priced.position.contract.underlying.name
    let half: Double
    if countsInCoin, let coin = priced.coin {
      (value, delta, vega) = (coin.value * each, coin.netDelta * each, coin.vega * each)
      (deliveredDelta, half) = (0, spread.volatility * abs(vega))
    } else {
      let greeks = priced.contractGreeks.byInput
      (value, delta) = (priced.greeks.value * each, priced.greeks.delta * each)
      vega = greeks.reduce(0) { $0 + $1.vega } * each
      deliveredDelta = greeks.count > 1 ? greeks[1].delta * each : 0
      half = spread.volatility * greeks.reduce(0) { $0 + abs($1.vega * each) }
    }
    // Only a kind of the user's own can be: less than a base unit below zero is rounding.
    guard value * Double(asset.unitsPerWhole) > -1 else { throw .negativeValue(contract: id, value: value) }
    let (quotedBid, quotedAsk) = try Self.quote(priced, in: snapshot, countsInCoin: countsInCoin, id: id)
    let low = quotedBid ?? min(max(value - half, 0), quotedAsk ?? .infinity)
    (bid, ask) = (low, max(quotedAsk ?? (value + half), low))
    isQuoted = quotedBid != nil && quotedAsk != nil
  }

  /// Bid and ask of a listed option in the pool's asset; nothing for other kinds, which no chain quotes.
  private static func quote(
    _ priced: PricedPosition, in snapshot: MarketSnapshot, countsInCoin: Bool, id: String
  ) throws(PoolBridgeError) -> (bid: Double?, ask: Double?) {
    guard let option = priced.position.contract.option else { return (nil, nil) }
    guard let market = snapshot.market(for: option) else { throw .notListed(contract: id) }
    // A coin's price in dollars is its price in coin times spot; a pool that counts in the coin takes it as it is.
    let scale = option.contractSize * (option.settlement == .coin && !countsInCoin ? market.underlying.spot : 1)
    let quote = market.expiry.quotes.first { $0.contract.instrument == option.instrument }
    let (bid, ask) = (quote?.bid.map { $0 * scale }, quote?.ask.map { $0 * scale })
    if let bid, let ask, bid > ask { throw .crossedQuote(contract: id, bid: bid, ask: ask) }
    return (bid, ask)
  }

  func mark(_ id: String, asset: Asset) throws(PoolBridgeError) -> ContractMark {
    func millionths(_ delta: Double) throws(PoolBridgeError) -> Int128 {
      guard delta.magnitude * 1_000_000 < 0x1p80 else { throw .delta(contract: id, delta) }
      return Int128((delta * 1_000_000).rounded())
    }
    return ContractMark(
      contract: id,
      bid: try money(bid, of: asset, moving: .intoPool, favoring: .counterparty, id),
      ask: try money(ask, of: asset, moving: .outOfPool, favoring: .counterparty, id),
      deltaMillionths: try millionths(delta), deliveredDeltaMillionths: try millionths(deliveredDelta),
      // A sensitivity, not a payment: its magnitude is rounded up, so that a limit on it is not passed by rounding.
      vega: try signed(vega, of: asset, isHigh: vega > 0, id))
  }
}

/// Base units of a number ≥ 0 that the engine found, with rounding and favored party named.
///
/// - Throws: `PoolBridgeError.amount`, naming what it is of; what an event cannot hold is an overflow.
package func money(
  _ value: Double, of asset: Asset, moving flow: Flow, favoring party: FavoredParty, _ name: String
) throws(PoolBridgeError) -> UInt128 {
  let units: UInt128
  do { units = try Amount(value, of: asset, moving: flow, favoring: party).units.magnitude } catch {
    throw .amount(of: name, error)
  }
  guard units < PoolBounds.units else { throw .amount(of: name, .overflow) }
  return units
}

/// Base units of a number of either sign: the high side rounded up, the low side down.
func signed(_ value: Double, of asset: Asset, isHigh: Bool, _ name: String) throws(PoolBridgeError) -> Int128 {
  // What the pool has is favored up and what it owes down at the high side; the other party has it at the low side.
  let party: FavoredParty = isHigh ? .pool : .counterparty
  if value >= 0 { return Int128(try money(value, of: asset, moving: .intoPool, favoring: party, name)) }
  return -Int128(try money(-value, of: asset, moving: .outOfPool, favoring: party, name))
}
