import TailpoolAnalysis
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing

/// Runs a pool through its events and closes a day at each market.
struct PoolDayWriter {
  private(set) var pool: MutualPool
  private(set) var days: [PoolDay] = []
  private let dynamics: SmileDynamics
  private let inputs: PoolBookInputs
  /// The day that runs; nil before the first market.
  private var day: OpenDay?

  init(_ pool: MutualPool, dynamics: SmileDynamics, inputs: PoolBookInputs) {
    (self.pool, self.dynamics, self.inputs) = (pool, dynamics, inputs)
  }

  /// A day that has begun.
  private struct OpenDay {
    let market: PricingMarket
    /// The model's value of the contracts at its beginning.
    let value: Double
    /// What the contracts remembered at its beginning.
    let states: [String: ContractState]
    /// The middle of the marks of the hedges at its beginning, by underlying.
    let hedges: [String: Double]
    var premiums = 0.0
    var hedgeCash = 0.0
    /// What changes of the hedges changed their marks by, by underlying.
    var hedgeChanges: [String: Double] = [:]
    /// Cash of settlements, closings and ends of barrier options.
    var closings = 0.0
    var funding = 0.0
    /// What was open and is closed, with the spots that it was settled at.
    var closed: [Position] = []
    var settlementSpots: [String: Double] = [:]
  }

  private var whole: Double { Double(pool.terms.asset.unitsPerWhole) }

  /// Closes the day that runs and begins another.
  ///
  /// - Parameter event: The event that comes next, which marks the pool where something is open.
  mutating func begin(_ market: PricingMarket, markedBy event: PoolEvent?) throws(HedgingError) {
    let now = market.snapshot.asOf
    var marked = pool
    if let underlying = pool.firstUnderlying {
      guard let event, event.time == now, case .mark = event.action else {
        throw .noMark(underlying: underlying, at: now)
      }
      do { try marked.apply(event) } catch { throw .refused(error, at: event.time) }
    }
    let book = try contracts(in: market)
    let (value, hedges) = (try book.value(in: market), marked.hedgeValues)
    if let day { days.append(try close(day, market, value: value, hedges: hedges)) }
    let states = Dictionary(book.positions.map { ($0.id, $0.state) }, uniquingKeysWith: { first, _ in first })
    day = OpenDay(market: market, value: value, states: states, hedges: hedges)
  }

  private func close(
    _ day: OpenDay, _ market: PricingMarket, value: Double, hedges: [String: Double]
  ) throws(HedgingError) -> PoolDay {
    let held = try held(over: day)
    var attribution = try held.attribution(
      from: day.market, to: market, dynamics: dynamics, settlementSpots: day.settlementSpots)
    var funding = day.funding
    for (underlying, hedge) in pool.hedges {
      let moved =
        Double(hedge.millionths) / 1_000_000
        * (try market.spot(of: underlying) - day.market.spot(of: underlying))
      attribution.delta += moved
      guard inputs.hedgeEntries[underlying] != nil else { continue }
      let before = day.hedges[underlying, default: 0] + day.hedgeChanges[underlying, default: 0]
      funding += hedges[underlying, default: 0] - before - moved
    }
    func sum(_ values: [String: Double]) -> Double { values.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }
    return PoolDay(
      start: day.market.snapshot.asOf, end: market.snapshot.asOf,
      premium: day.premiums + (try held.value(in: day.market)) - day.value,
      hedgeCost: day.hedgeCash + sum(day.hedgeChanges), funding: funding, held: attribution,
      total: value - day.value + sum(hedges) - sum(day.hedges) + day.premiums + day.hedgeCash + day.closings
        + day.funding)
  }

  /// The contracts held over a day as they were at its beginning, those that were closed in it among them.
  private func held(over day: OpenDay) throws(HedgingError) -> Book {
    let positions = try contracts(in: day.market, with: day.closed).positions.map {
      Position(id: $0.id, contract: $0.contract, quantity: $0.quantity, state: day.states[$0.id] ?? $0.state)
    }
    do { return try Book(positions: positions, correlations: inputs.correlations) } catch {
      throw .bridge(.market(error), at: day.market.snapshot.asOf)
    }
  }

  /// Applies an event and books what it brings to the day that runs.
  mutating func apply(_ event: PoolEvent) throws(HedgingError) {
    if case .mark = event.action, let day, day.market.snapshot.asOf != event.time {
      throw .noMarket(underlying: pool.firstUnderlying ?? "", at: event.time)
    }
    let (before, hedges) = (pool.cash(), pool.hedgeValues)
    let open = try closable(event)
    do { try pool.apply(event) } catch { throw .refused(error, at: event.time) }
    guard day != nil else { return }
    let cash = Double(pool.cash() - before) / whole
    switch event.action {
    case .trade: day?.premiums += cash
    case .hedge(let underlying, _, _, _):
      day?.hedgeCash += cash
      day?.hedgeChanges[underlying, default: 0] +=
        pool.hedgeValues[underlying, default: 0] - hedges[underlying, default: 0]
    case .settle, .close, .observe, .quote:
      day?.closings += cash
      keep(open.filter { pool.open[$0.id] == nil })
    case .funding: day?.funding += cash
    // Money of members, of sponsors and of margin accounts, and what moves none: no result of what the pool has open.
    case .deposit, .redeem, .requestEntry, .requestExit, .cancel, .process, .gift, .loss, .fundRewards, .claimRewards,
      .rewardRisk, .fundReserve, .releaseReserve, .postMargin, .withdrawMargin, .priceMargin, .requireMargin,
      .liquidate, .memberDefault, .payAssessment, .list, .mark, .halt, .signal, .endTrip, .setParameter:
      break
    }
  }

  /// What is open before an event that may close it, as the day's market has it; a price may end a barrier option.
  private func closable(_ event: PoolEvent) throws(HedgingError) -> [Position] {
    guard let day else { return [] }
    switch event.action {
    case .settle, .close, .observe, .quote: return try contracts(in: day.market).positions
    default: return []
    }
  }

  /// Keeps what an event has closed.
  private mutating func keep(_ closed: [Position]) {
    for position in closed {
      day?.closed.append(position)
      guard let expiry = position.contract.expiry else { continue }
      let key = MutualPool.ExpiryKey(underlying: position.contract.underlying.name, expiry: expiry)
      if let price = pool.settlementPrices[key] { day?.settlementSpots[position.id] = Double(price) / 1e8 }
    }
  }

  /// The contracts that are open, without the hedges, and some more.
  private func contracts(in market: PricingMarket, with more: [Position] = []) throws(HedgingError) -> Book {
    do throws(PoolBridgeError) {
      let book = try pool.book(in: market.snapshot, inputs: inputs)
      let open = pool.open
      do {
        return try Book(
          positions: book.positions.filter { open[$0.id] != nil } + more, correlations: inputs.correlations)
      } catch { throw .market(error) }
    } catch { throw .bridge(error, at: market.snapshot.asOf) }
  }
}

extension Book {
  /// The model's value of the book, in dollars.
  fileprivate func value(in market: PricingMarket) throws(HedgingError) -> Double {
    do { return try valuation(in: market.snapshot, volatilities: market.volatilities).value } catch {
      throw .pricing(error, at: market.snapshot.asOf)
    }
  }
}

extension MutualPool {
  /// The underlying of the first contract or hedge that is open, by name; nil where nothing is.
  fileprivate var firstUnderlying: String? {
    if isFlat { return nil }
    return open.min { $0.key < $1.key }?.value.contract.underlying ?? hedges.keys.min()
  }

  /// The middle of the marks of each hedge, in whole units of the asset.
  fileprivate var hedgeValues: [String: Double] {
    hedges.mapValues { (Double($0.mark.low) + Double($0.mark.high)) / 2 / Double(terms.asset.unitsPerWhole) }
  }
}

extension PricingMarket {
  fileprivate func spot(of underlying: String) throws(HedgingError) -> Double {
    guard let market = snapshot[Underlying(underlying)] else {
      throw .noSpot(underlying: underlying, at: snapshot.asOf)
    }
    return market.spot
  }
}
