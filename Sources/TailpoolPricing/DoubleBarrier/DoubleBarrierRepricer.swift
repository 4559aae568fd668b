import TailpoolMarket

/// An option with two barriers, with its market and what is known of the barriers.
///
/// One volatility, that of the strike, serves the whole path. Over a horizon a barrier may be reached on the way: with p the
/// probability that the path between the two spots reaches one (`BarrierBridge`, with today's volatility over the time elapsed),
///
///     value = p · value if reached + (1 − p) · value if not
///
/// where a knock-in is the vanilla option once reached and a knock-out its rebate. A move at once reaches a barrier when it ends
/// beyond it.
package struct DoubleBarrierRepricer: Repricer {
  /// The option.
  package let contract: DoubleBarrierContract
  /// Whether a barrier has been reached.
  package let isBarrierHit: Bool
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: DoubleBarrierContract, isBarrierHit: Bool, _ market: DatedMarket) {
    self.contract = contract
    self.isBarrierHit = isBarrierHit
    self.market = market
  }

  /// The underlying, at the option's strike and expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  private func pricer(years: Double, rate: Double, dividendYield: Double, isHit: Bool) -> DoubleBarrierPricer {
    DoubleBarrierPricer(
      contract.kind, contract.type, strike: contract.strike, lowerBarrier: contract.lowerBarrier,
      upperBarrier: contract.upperBarrier, rebate: contract.rebate, years: years, rate: rate,
      dividendYield: dividendYield, hasCrossed: isHit)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    ContractGreeks(
      pricer(years: market.years, rate: market.rate, dividendYield: market.dividendYield, isHit: isBarrierHit)
        .greeks(spot: market.spot, volatility: market.volatility), units: units)
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let (then, volatility) = (market.spot * input.spotFactors[row], input.volatilities[row])
    func price(isHit: Bool) -> Double {
      pricer(
        years: max(market.years - elapsedYears, 0), rate: market.rate + moves.rateShift(0, at: row),
        dividendYield: market.dividendYield + moves.carryShift(0, at: row), isHit: isHit
      ).price(spot: then, volatility: volatility)
    }
    if isBarrierHit { return price(isHit: true) }
    let survival = market.bridge(contract.lowerBarrier, contract.upperBarrier, to: then, elapsedYears).survival
    let survived = survival > 0 ? survival * price(isHit: false) : 0
    guard survival < 1 else { return survived }
    return survived + (1 - survival) * (contract.kind == .knockIn ? price(isHit: true) : contract.rebate)
  }

  /// How the barriers are watched.
  package var assumption: String? {
    "Options with two barriers are watched at every instant, with the volatility of the strike for the whole path; over the "
      + "horizon a barrier may be reached on the way between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.kind == .knockOut ? 0 : 1, contract.type.sign, contract.strike, contract.lowerBarrier,
      contract.upperBarrier, contract.rebate, isBarrierHit ? 1 : 0, market.spot, market.rate, market.dividendYield,
      market.years, market.volatility,
    ]
  }
}

extension DoubleBarrierContract: PriceableContract {
  /// The volatility of the smile at the strike; rate and yield at the option's maturity.
  ///
  /// A state that says nothing of the barriers means that none has been reached.
  ///
  /// - Throws: `PricingProblem.state` when the spot or one of the fixings stands at a barrier or beyond it and the state does not
  ///   say that it has been reached.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try state.check(barrier: lowerBarrier, of: underlying, in: market) { $0 <= lowerBarrier }
    try state.check(barrier: upperBarrier, of: underlying, in: market) { $0 >= upperBarrier }
    let repricer = DoubleBarrierRepricer(
      self, isBarrierHit: state.isBarrierHit == true,
      try DatedMarket(underlying, strike: strike, expiry: expiry, in: market))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
