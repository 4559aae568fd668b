import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing

/// A contract with what its quotes are made of, found once for a market and a pool.
struct QuotedContract: Sendable {
  /// One of it, priced.
  let priced: PricedPosition
  /// Its mark.
  let mark: ContractMark
  /// What the model says it is worth, in whole units of the pool's asset.
  let mid: Double
  /// What it brings to each inventory, with the cost of that.
  let exposures: [(exposure: QuotedExposure, cost: InventoryCost)]
  /// The half spread of one.
  let fee: Double
  /// |delta| for one unit of the underlying.
  let delta: Double
  /// Whether it expires.
  let expires: Bool
  let spot: Double
  let volatility: Double

  /// What does not change with size is checked here.
  init(
    _ id: String, in pool: MutualPool, _ risk: PoolRisk, _ policy: QuotingPolicy,
    variances: [Underlying: MoveVariance]
  ) throws(QuoteRefusal) {
    let place = pool.book.place(of: id)
    guard let place else { throw .pool(.unknownContract(id)) }
    let line = pool.book.lines[place]
    let asset = pool.terms.asset
    do throws(PoolBridgeError) {
      let contract = try line.contract.contract(in: risk.snapshot, asset: asset, inputs: risk.inputs)
      let position = Position(
        id: id, contract: contract, quantity: 1,
        state: ContractState(isBarrierHit: line.contract.terms.barrier.map { _ in line.isBarrierHit }))
      let book = try bridging { () throws(MarketError) in
        try Book(positions: [position], correlations: risk.inputs.correlations)
      }
      guard let first = try risk.priced(book).positions.first else { throw PoolBridgeError.notListed(contract: id) }
      priced = first
    } catch { throw .unpriced(error) }
    for input in priced.repricer.inputs where !(input.volatility > 0 && input.volatility.isFinite) {
      throw .volatility(contract: id, value: input.volatility)
    }
    do { (mark, mid) = try pool.mark(of: priced, in: risk.snapshot, spread: risk.spread) } catch {
      throw .unpriced(error)
    }
    let coin = Underlying(asset.symbol)
    let own = QuotedExposure.all(
      of: priced, in: priced.position.contract.underlyings.contains(coin) ? coin : nil, moves: risk.volatilityMoves)
    exposures = try own.map { exposure throws(QuoteRefusal) in
      guard let hedge = policy.hedgeCosts[exposure.underlying] else { throw .noHedgeCost(exposure.underlying) }
      let variance = variances[exposure.underlying] ?? MoveVariance(spot: 0, level: 0)
      return (exposure: exposure, cost: InventoryCost(policy, hedge, variance))
    }
    fee = policy.fills.halfSpread(
      vega: own.reduce(0) { $0 + abs($1.vega) }, riskAversion: policy.riskAversion)
    (expires, volatility) = (line.contract.expiry != nil, priced.volatility)
    spot = priced.repricer.inputs.first?.spot ?? .nan
    guard spot > 0, spot.isFinite else { throw .notFinite(part: "spot", value: spot) }
    delta = abs(priced.greeks.delta / priced.position.contract.contractSize)
  }

  /// The charges of a trade but for the risk, and the mid.
  ///
  /// - Parameters:
  ///   - size: Contracts that the pool buys, negative where it sells.
  ///   - held: The pool's inventory by underlying.
  ///   - risk: The charge for capital.
  func parts(of size: Double, holding held: [Underlying: VolatilityInventory], risk: Double) -> QuoteParts {
    var (inventory, hedge) = (0.0, 0.0)
    for (exposure, cost) in exposures {
      let own = held[exposure.underlying] ?? VolatilityInventory()
      inventory += cost.inventory(own, adding: exposure, times: size)
      hedge += cost.hedge(own, adding: exposure, times: size)
    }
    return QuoteParts(
      mid: mid * abs(size), inventory: inventory, hedge: hedge, risk: risk, fee: fee * abs(size))
  }
}
