import TailpoolAnalysis
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing

/// The days of a pool: what its trading made between each market and the next, and what that came from.
///
///     let diary = try PoolDiary(terms, replaying: events, markets: markets)
///     for day in diary.days { print(day.start, day.total, day.held.theta, day.held.gamma, day.rest) }
///
/// A market holds from its instant on. Of what happens at that very instant, prices, settlements, closings and funding still
/// belong to the day before, all else to the day after. Trades and hedges are taken to be made in the market that the day begins
/// with: what the market did between it and them counts to `premium` and `hedgeCost`.
public struct PoolDiary: Hashable, Sendable {
  /// One day a pair of markets, in order.
  public let days: [PoolDay]
  /// The pool after the last event.
  public let pool: MutualPool

  /// What the days made together.
  public var total: Double { days.reduce(0) { $0 + $1.total } }
  /// Sum of |rest|, in dollars: what no part names.
  public var restMagnitude: Double { days.reduce(0) { $0 + abs($1.rest) } }
  /// Sum of |rest| over the sum of |total|; 0 where nothing was made.
  public var restPart: Double {
    let made = days.reduce(0) { $0 + abs($1.total) }
    return made > 0 ? restMagnitude / made : 0
  }

  /// Replays a pool beside the markets of its days.
  ///
  /// - Parameters:
  ///   - terms: What the pool has agreed on; it counts in the quote currency.
  ///   - events: Its events in order.
  ///   - markets: A market for each instant at which the journal marks the pool, from the first market on, in order, at least two; each lists what is
  ///     open at it and at the one before.
  ///   - dynamics: What a volatility does when its spot moves.
  ///   - inputs: What the journal does not say. An entry of a hedge says that it is futures, whose mark beyond the move of the
  ///     spot is funding; its number is not used.
  /// - Throws: `HedgingError` with the instant, and with the underlying where there is one: `.tooFewMarkets`,
  ///   `.marketsOutOfOrder`, `.noMarket` for a mark at another instant than a market's, `.noMark` for a market at which
  ///   something is open and not marked, `.countsInCoin`, `.noSpot`, `.notFinite`, `.pricing`, `.bridge`, `.refused`.
  /// - Complexity: 18 revaluations an open contract and day, and one replay.
  public init(
    _ terms: PoolTerms, replaying events: [PoolEvent], markets: [PricingMarket],
    dynamics: SmileDynamics = .stickyStrike,
    inputs: PoolBookInputs = PoolBookInputs()
  ) throws(HedgingError) {
    guard markets.count > 1 else { throw .tooFewMarkets(count: markets.count) }
    for (earlier, later) in zip(markets, markets.dropFirst()) where earlier.snapshot.asOf >= later.snapshot.asOf {
      throw .marketsOutOfOrder(at: later.snapshot.asOf, before: earlier.snapshot.asOf)
    }
    for market in markets where market.snapshot[Underlying(terms.asset.symbol)] != nil {
      throw .countsInCoin(asset: terms.asset.symbol)
    }
    var writer: PoolDayWriter
    do { writer = PoolDayWriter(try MutualPool(terms), dynamics: dynamics, inputs: inputs) } catch {
      throw .refused(error, at: terms.opening)
    }
    var next = markets.startIndex
    for event in events {
      while next < markets.endIndex, markets[next].holds(for: event) {
        try writer.begin(markets[next], markedBy: event)
        next += 1
      }
      try writer.apply(event)
    }
    for market in markets[next...] { try writer.begin(market, markedBy: nil) }
    (days, pool) = (writer.days, writer.pool)
  }
}

extension PricingMarket {
  /// Whether an event happens in this market or a later one.
  fileprivate func holds(for event: PoolEvent) -> Bool {
    if event.time != snapshot.asOf { return event.time > snapshot.asOf }
    switch event.action {
    case .quote, .observe, .settle, .close, .funding: return false
    default: return true
    }
  }
}
