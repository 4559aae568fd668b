import TailpoolMarket

/// A touch option with its market and what is known of its barrier.
///
/// One volatility, that of the smile at the barrier, serves the whole path. Over a horizon the barrier may be reached on the way:
/// with p the probability that the path between the two spots does so (`BarrierOption.crossingProbability`, with today's
/// volatility over the time elapsed),
///
///     value = p · value if reached + (1 − p) · value if not
///
/// where a one-touch that is reached is worth its payment. A move at once reaches the barrier when it ends beyond it.
package struct TouchRepricer: Repricer {
  /// The option.
  package let contract: TouchContract
  /// Whether the barrier has been reached.
  package let isBarrierHit: Bool
  /// Spot, rates and the volatility of the barrier.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: TouchContract, isBarrierHit: Bool, _ market: DatedMarket) {
    self.contract = contract
    self.isBarrierHit = isBarrierHit
    self.market = market
  }

  /// The underlying, at the barrier and the option's expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.barrier)] }

  private func pricer(years: Double, rate: Double, dividendYield: Double) -> TouchPricer {
    TouchPricer(
      contract.payoff, contract.side, barrier: contract.barrier, years: years, rate: rate, dividendYield: dividendYield,
      hasTouched: isBarrierHit)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let unit = pricer(years: market.years, rate: market.rate, dividendYield: market.dividendYield).greeks(
      spot: market.spot, volatility: market.volatility)
    return ContractGreeks(unit, units: units)
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
    let reached = market.probability(
      reaching: contract.barrier, endingAt: then,
      isBeyond: contract.side.isReached(spot: then, barrier: contract.barrier), elapsedYears: elapsedYears)
    let survived = reached < 1 ? (1 - reached) * price(then) : 0
    // At the barrier itself it is worth what it is when it has been reached just now.
    return reached > 0 ? survived + reached * price(contract.barrier) : survived
  }

  /// How the barrier is watched.
  package var assumption: String? {
    "Touch options are watched at every instant, with the volatility of the smile at the barrier for the whole path; over the "
      + "horizon a barrier may be reached on the way between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      Double(TouchPayoff.allCases.firstIndex(of: contract.payoff) ?? 0), contract.side == .up ? 1 : -1,
      contract.barrier,
      isBarrierHit ? 1 : 0, market.spot, market.rate, market.dividendYield, market.years, market.volatility,
    ]
  }
}

extension TouchContract: PriceableContract {
  /// The volatility of the smile at the barrier; rate and yield at the option's maturity.
  ///
  /// A state that says nothing of the barrier means that it has not been reached.
  ///
  /// - Throws: `PricingProblem.state` when the spot or one of the fixings stands at the barrier or beyond it and the state does
  ///   not say that it has been reached.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try state.check(barrier: barrier, of: underlying, in: market) { side.isReached(spot: $0, barrier: barrier) }
    let repricer = TouchRepricer(
      self, isBarrierHit: state.isBarrierHit == true,
      try DatedMarket(underlying, strike: barrier, expiry: expiry, in: market))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
