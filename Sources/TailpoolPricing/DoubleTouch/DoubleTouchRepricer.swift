import TailpoolLibc
import TailpoolMarket

/// A touch option with two barriers, with its market and what is known of the barriers.
///
/// One volatility serves the whole path: that of the smile at the barrier whose logarithm is closer to the spot's, where most of
/// what reaches a barrier does. Over a horizon a barrier may be reached on the way, either one before the other with its own
/// probability (`BarrierBridge`, with today's volatility over the time elapsed); what is reached is worth its payment. A move at
/// once reaches a barrier when it ends beyond it.
package struct DoubleTouchRepricer: Repricer {
  /// The option.
  package let contract: DoubleTouchContract
  /// Whether a barrier has been reached.
  package let isBarrierHit: Bool
  /// Spot, rates and the volatility of the nearer barrier.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: DoubleTouchContract, isBarrierHit: Bool, _ market: DatedMarket) {
    self.contract = contract
    self.isBarrierHit = isBarrierHit
    self.market = market
  }

  /// The underlying, at the nearer barrier and the option's expiry.
  package var inputs: [PricingInput] {
    [market.input(contract.underlying, strike: contract.nearerBarrier(to: market.spot))]
  }

  private func pricer(years: Double, rate: Double, dividendYield: Double) -> DoubleTouchPricer {
    DoubleTouchPricer(
      contract.payoff, lowerBarrier: contract.lowerBarrier, upperBarrier: contract.upperBarrier, years: years,
      rate: rate,
      dividendYield: dividendYield, hasTouched: isBarrierHit)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    ContractGreeks(
      pricer(years: market.years, rate: market.rate, dividendYield: market.dividendYield).greeks(
        spot: market.spot, volatility: market.volatility), units: units)
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let then = market.spot * input.spotFactors[row]
    let pricer = pricer(
      years: max(market.years - elapsedYears, 0), rate: market.rate + moves.rateShift(0, at: row),
      dividendYield: market.dividendYield + moves.carryShift(0, at: row))
    func price(_ spot: Double) -> Double { pricer.price(spot: spot, volatility: input.volatilities[row]) }
    guard !isBarrierHit else { return price(then) }
    let bridge = market.bridge(contract.lowerBarrier, contract.upperBarrier, to: then, elapsedYears)
    // At a barrier itself it is worth what it is when that has been reached just now.
    var value = bridge.survival > 0 ? bridge.survival * price(then) : 0
    if bridge.upperFirst > 0 { value += bridge.upperFirst * price(contract.upperBarrier) }
    if bridge.lowerFirst > 0 { value += bridge.lowerFirst * price(contract.lowerBarrier) }
    return value
  }

  /// How the barriers are watched.
  package var assumption: String? {
    "Touch options with two barriers are watched at every instant, with the volatility of the smile at the nearer barrier for the "
      + "whole path; over the horizon a barrier may be reached on the way between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      Double(DoubleTouchPayoff.allCases.firstIndex(of: contract.payoff) ?? 0), contract.lowerBarrier,
      contract.upperBarrier, isBarrierHit ? 1 : 0, market.spot, market.rate, market.dividendYield, market.years,
      market.volatility,
    ]
  }
}

extension DoubleTouchContract {
  /// The barrier that a spot has less far to go to, in logarithms.
  fileprivate func nearerBarrier(to spot: Double) -> Double {
    logRatio(upperBarrier, spot) < logRatio(spot, lowerBarrier) ? upperBarrier : lowerBarrier
  }
}

extension DoubleTouchContract: PriceableContract {
  /// The volatility of the smile at the barrier nearer to the spot; rate and yield at the option's maturity.
  ///
  /// A state that says nothing of the barriers means that none has been reached.
  ///
  /// - Throws: `PricingProblem.state` when the spot or one of the fixings stands at a barrier or beyond it and the state does not
  ///   say that it has been reached.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try state.check(barrier: lowerBarrier, of: underlying, in: market) { $0 <= lowerBarrier }
    try state.check(barrier: upperBarrier, of: underlying, in: market) { $0 >= upperBarrier }
    let nearer = nearerBarrier(to: try market.underlying(underlying).spot)
    let repricer = DoubleTouchRepricer(
      self, isBarrierHit: state.isBarrierHit == true,
      try DatedMarket(underlying, strike: nearer, expiry: expiry, in: market))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
