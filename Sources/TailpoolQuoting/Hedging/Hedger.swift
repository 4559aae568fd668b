import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios

/// Hedges a pool's own book, underlying by underlying, where hedging is worth what it costs.
///
///     let hedger = Hedger(cost: cost, riskAversion: 2 / capital)
///     let plan = try hedger?.plan("BTC", in: pool, by: risk)
///     if let action = plan?.action { try pool.apply(PoolEvent(at: risk.snapshot.asOf, action)) }
///
/// The target is minus the delta of what is open, valued by the engine of risk under its own rule of volatilities; the band is
/// that of small costs. A hedge outside the band goes to the nearer edge, within the caps. The target does not depend on
/// funding, which is what holding costs and not a view of where the spot will go.
public struct Hedger: Hashable, Sendable {
  /// What the pool hedges with.
  public enum Instrument: Hashable, Sendable {
    /// The underlying, bought or sold short and paid for.
    case spot
    /// A linear perpetual future.
    case perpetualFuture
  }

  /// What changing and holding a hedge costs.
  public let cost: HedgeCost
  /// Absolute risk aversion, per dollar, finite and > 0: a relative one over the capital at risk.
  public let riskAversion: Double
  /// What the pool hedges with.
  public let instrument: Hedger.Instrument
  /// The greatest value of a hedge as a part of the pool's capital at the low side, > 0; nil for no such cap.
  public let capitalPart: Double?

  /// Creates a hedger; see the properties for the meaning of each argument.
  ///
  /// - Returns: nil where a number is out of its range.
  public init?(
    cost: HedgeCost, riskAversion: Double, instrument: Hedger.Instrument = .spot, capitalPart: Double? = nil
  ) {
    guard riskAversion > 0, riskAversion.isFinite else { return nil }
    if let capitalPart, !(capitalPart > 0) { return nil }
    (self.cost, self.riskAversion, self.instrument, self.capitalPart) = (cost, riskAversion, instrument, capitalPart)
  }

  /// What to do about the hedge of an underlying.
  ///
  ///     delta, gamma = first and second difference of the contracts' value over ∓ 0.05 % of the spot
  ///     band         = −delta ± (3/2 · λ S Γ² / γ)^(1/3)
  ///     hedge        = the hedge held, brought into the band and then within the cap
  ///
  /// Cash and marks are made by `PoolRisk`, rounded in favor of the other party. A pool whose terms have a band of their own
  /// takes only what brings its hedge nearer to the target of its own marks; where that refuses, nothing is done and
  /// `isHeldByTerms` says so.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - pool: The pool, with marks of now.
  ///   - risk: The engine, whose market and rule of volatilities the deltas are of.
  /// - Returns: The plan, and the event where something is to be done.
  /// - Throws: `HedgingError.noSpot`, `.notFinite`, `.countsInCoin`, `.bridge`, or `.refused` where the pool would refuse
  ///   the event for another reason than its own band.
  /// - Complexity: Three valuations of the pool's book.
  public func plan(
    _ underlying: String, in pool: MutualPool, by risk: PoolRisk
  ) throws(HedgingError) -> HedgePlan {
    let now = risk.snapshot.asOf
    if risk.snapshot[Underlying(pool.terms.asset.symbol)] != nil {
      throw .countsInCoin(asset: pool.terms.asset.symbol)
    }
    guard let spot = risk.snapshot[Underlying(underlying)]?.spot else { throw .noSpot(underlying: underlying, at: now) }
    let held = Double(pool.hedges[underlying]?.millionths ?? 0) / 1_000_000
    let (net, gamma) = try slopes(underlying, spot, of: pool, by: risk)
    let halfWidth = HedgeBand.smallCostHalfWidth(
      gamma: gamma, spot: spot, cost: cost.proportional, riskAversion: riskAversion)
    guard let band = HedgeBand(target: held - net, halfWidth: halfWidth) else {
      throw .notFinite(name: "delta or gamma", underlying: underlying, at: now)
    }
    let cap = try cap(spot, of: pool, at: now)
    let wanted = try millionths(min(max(band.hedge(from: held), -cap), cap), underlying, at: now)
    let isHeld = isHeldByTerms(underlying, wanted, in: pool)
    let trade = isHeld ? nil : try trade(underlying, to: wanted, in: pool, by: risk)
    let hedge = trade == nil ? held : Double(wanted) / 1_000_000
    return HedgePlan(
      underlying: underlying, spot: spot, delta: net - held, gamma: gamma, held: held, band: band, cap: cap,
      hedge: hedge, cost: abs(hedge - held) * spot * cost.proportional,
      fundingADay: hedge * cost.funding(spot: spot, days: 1), isHeldByTerms: isHeld, action: trade?.action,
      entry: trade?.entry)
  }

  /// Part of the spot over which slopes are taken, to both sides.
  private static let step = 0.000_5

  /// Delta of the whole book, hedge included, and its gamma.
  private func slopes(
    _ underlying: String, _ spot: Double, of pool: MutualPool, by risk: PoolRisk
  ) throws(HedgingError) -> (delta: Double, gamma: Double) {
    let now = risk.snapshot.asOf
    let book: PricedBook
    do { book = try risk.pricedBook(of: pool) } catch { throw .bridge(error, at: now) }
    do {
      let revaluation = try BookRevaluation(book, horizonInDays: 0, volatilityRule: risk.volatilityRule)
      func change(_ part: Double) throws(RevaluationError) -> Double {
        try revaluation.profitAndLoss(under: MarketMove(spotReturns: [Underlying(underlying): part]))
          .values.reduce(0, +)
      }
      let (up, down, move) = (try change(Self.step), try change(-Self.step), Self.step * spot)
      return ((up - down) / (2 * move), (up + down) / (move * move))
    } catch { throw .bridge(.revaluation(error), at: now) }
  }

  /// The greatest hedge of either sign, in units.
  private func cap(_ spot: Double, of pool: MutualPool, at now: Timestamp) throws(HedgingError) -> Double {
    let limit = pool.terms.limits.hedgeMillionths.map { Double($0) / 1_000_000 } ?? .infinity
    guard let capitalPart else { return limit }
    let low: Int128
    do { low = try pool.value(at: max(now, pool.time)).low } catch { throw .refused(error, at: now) }
    return min(limit, capitalPart * Double(max(low, 0)) / Double(pool.terms.asset.unitsPerWhole) / spot)
  }

  private func millionths(
    _ units: Double, _ underlying: String, at now: Timestamp
  ) throws(HedgingError) -> Int128 {
    guard abs(units) < 0x1p60 else { throw .notFinite(name: "hedge", underlying: underlying, at: now) }
    return Int128((units * 1_000_000).rounded())
  }

  /// Whether the pool's own band would refuse the change.
  private func isHeldByTerms(_ underlying: String, _ wanted: Int128, in pool: MutualPool) -> Bool {
    let held = pool.hedges[underlying]?.millionths ?? 0
    guard pool.terms.controls.hedgeBandMillionths != nil, wanted != held else { return false }
    let target = pool.hedgeTarget(of: underlying)
    return (target - wanted).magnitude >= (target - held).magnitude
  }

  private func trade(
    _ underlying: String, to wanted: Int128, in pool: MutualPool, by risk: PoolRisk
  ) throws(HedgingError) -> (action: PoolAction, entry: Double?)? {
    let now = risk.snapshot.asOf
    let trade: (action: PoolAction, entry: Double?)?
    do throws(PoolBridgeError) {
      switch instrument {
      case .spot: trade = try risk.hedge(underlying, to: wanted, in: pool).map { ($0, nil) }
      case .perpetualFuture:
        trade = try risk.futuresHedge(underlying, to: wanted, in: pool).map { ($0.action, $0.entry) }
      }
    } catch { throw .bridge(error, at: now) }
    guard let trade else { return nil }
    var copy = pool
    do { try copy.apply(PoolEvent(at: max(now, pool.time), trade.action)) } catch { throw .refused(error, at: now) }
    return trade
  }
}
