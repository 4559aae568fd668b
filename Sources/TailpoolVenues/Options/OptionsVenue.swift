import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// An options venue: a curve that quotes, and behind it a mutual pool that sells and buys what is traded.
///
/// The curve says what a trade costs; the pool holds the money of the owners of liquidity, its shares, its queue, its collateral and
/// what it owes, in whole base units; the venue rounds between them, always against who trades. An event is taken whole, or refused,
/// and then the venue is what it was.
///
/// - Note: Premiums are found in double precision. A venue replayed on another machine may find another last bit, which shows only
///   where a premium falls on a whole base unit to 10⁻¹² of itself.
public struct OptionsVenue<Curve: OptionCurve>: Hashable, Sendable {
  /// What was agreed on.
  public let terms: OptionsVenueTerms<Curve>
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// The pool behind the venue.
  public internal(set) var pool: MutualPool
  /// The curve where the trades so far have moved it.
  public internal(set) var curve: Curve
  /// The last index; nil before the first.
  public internal(set) var index: VenueIndex?
  /// Contracts that each trader holds, by trader and contract; none is zero.
  public internal(set) var holdings: [String: [String: UInt128]] = [:]

  /// What traders have sold without holding it, by trader and contract; none is zero.
  public internal(set) var shorts: [String: [String: ShortPosition]] = [:]

  /// What funding has left of each holder beyond whole contracts, by trader and contract, between 0 and 1: it is not owed, and counts at
  /// the next funding, so that funding in parts takes what it takes at once.
  public internal(set) var fractions: [String: [String: Double]] = [:]

  /// Until when holders of each contract without expiry have paid to hold it.
  public internal(set) var fundedUntil: [String: Timestamp] = [:]

  /// A venue before its first event.
  ///
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: OptionsVenueTerms<Curve>) throws(VenueRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    guard let asset = terms.asset else { throw .invalidTerms(field: "settlement") }
    do { pool = try MutualPool(terms.poolTerms(asset)) } catch { throw .pool(error) }
    (self.terms, time, curve) = (terms, terms.opening, terms.curve)
  }
}

/// What an oracle says of the underlying of a venue.
public struct VenueIndex: Hashable, Sendable {
  /// Price in token 1 on a scale of 10⁸.
  public let price: UInt128
  /// Volatility in millionths a year; nil where the oracle says none.
  public let volatilityMillionths: UInt128?
  /// When it was said.
  public let time: Timestamp
}

extension OptionsVenue {
  /// What the curve would ask for contracts, or pay for them, now.
  ///
  /// - Parameters:
  ///   - contract: The name of a listed contract.
  ///   - contracts: How many, bought above zero and sold below.
  ///   - now: An instant, not before the last event.
  /// - Returns: The quote, and what it comes to in base units with the fees: paid by a buyer, paid to a seller.
  /// - Throws: `VenueRefusal` as the trade would.
  public func quote(
    _ contract: String, contracts: Int128, at now: Timestamp
  ) throws(VenueRefusal) -> (quote: CurveQuote, units: UInt128) {
    if now < time { throw .timeRunsBack(time: now, last: time) }
    var copy = self
    let trade = try copy.priced(contract, contracts: contracts, at: now)
    return (trade.quote, trade.units)
  }

  /// What the curve is told.
  ///
  /// - Throws: `VenueRefusal.staleIndex` where there is no index, or an old one.
  func market(at now: Timestamp) throws(VenueRefusal) -> CurveMarket {
    let age = index.map { now.secondsSinceEpoch - $0.time.secondsSinceEpoch }
    guard let index, let age, age < terms.greatestIndexAge else {
      throw .staleIndex(age: age, most: terms.greatestIndexAge - 1)
    }
    let whole = Double(pool.terms.asset.unitsPerWhole)
    let value: PoolValue
    do { value = try pool.value(at: now) } catch { throw .pool(error) }
    return CurveMarket(
      time: now, spot: Double(index.price) / 1e8, rate: Double(terms.rateMillionths) / 1e6,
      volatility: index.volatilityMillionths.map { Double($0) / 1e6 }, assets: Double(pool.cash()) / whole,
      locked: Double(pool.lockedCollateral) / whole, netAssetValue: Double(value.low) / whole)
  }

  /// The listed contract of that name.
  func listed(_ name: String) throws(VenueRefusal) -> PoolContract {
    guard let place = pool.book.place(of: name) else { throw .pool(.unknownContract(name)) }
    return pool.book.lines[place].contract
  }

  /// Applies an event to the pool behind the venue.
  mutating func apply(_ action: PoolAction, at now: Timestamp) throws(VenueRefusal) {
    do { try pool.apply(PoolEvent(at: now, action)) } catch { throw .pool(error) }
  }
}
