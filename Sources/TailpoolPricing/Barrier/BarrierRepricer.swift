import TailpoolLibc
import TailpoolMarket

/// A barrier option with its market and what is known of its barrier.
///
/// One volatility, that of the strike, serves the whole path. Over a horizon the barrier may be reached on the way: with p
/// the probability that the path between the two spots does so (`BarrierOption.crossingProbability`, with today's
/// volatility over the time elapsed),
///
///     value = p · value if reached + (1 − p) · value if not
///
/// where a knock-in is the vanilla option once reached and a knock-out its rebate. A move at once reaches the barrier when it
/// ends beyond it.
package struct BarrierRepricer: Repricer {
  /// The option.
  package let contract: BarrierContract
  /// Whether the barrier has been reached.
  package let isBarrierHit: Bool
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: BarrierContract, isBarrierHit: Bool, _ market: DatedMarket) {
    self.contract = contract
    self.isBarrierHit = isBarrierHit
    self.market = market
  }

  /// The underlying, at the option's strike and expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  /// The formula with what does not change from move to move.
  private func pricer(years: Double, rate: Double, dividendYield: Double, isHit: Bool) -> BarrierPricer {
    BarrierPricer(
      contract.kind, contract.type, strike: contract.strike, barrier: contract.barrier, rebate: contract.rebate,
      years: years, rate: rate, dividendYield: dividendYield, hasCrossed: isHit)
  }

  /// The formula at today's rates.
  private func today(isHit: Bool, years: Double) -> BarrierPricer {
    pricer(years: years, rate: market.rate, dividendYield: market.dividendYield, isHit: isHit)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let unit = today(isHit: isBarrierHit, years: market.years).greeks(
      spot: market.spot, volatility: market.volatility)
    return ContractGreeks(unit, units: units)
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let rate = market.rate + moves.rateShift(0, at: row)
    let yield = market.dividendYield + moves.carryShift(0, at: row)
    let left = max(market.years - elapsedYears, 0)
    return value(
      spot: market.spot * input.spotFactors[row], volatility: input.volatilities[row], elapsedYears: elapsedYears,
      alive: pricer(years: left, rate: rate, dividendYield: yield, isHit: isBarrierHit),
      reached: pricer(years: left, rate: rate, dividendYield: yield, isHit: true))
  }

  /// Adds the value of some units in each of many moves.
  package func addValues(units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double]) {
    precondition(moves.count == values.count, "\(moves.count) moves of \(values.count) values")
    if moves.movesRates {
      for row in values.indices { values[row] += units * value(at: row, of: moves, elapsedYears: elapsedYears) }
      return
    }
    let (input, left) = (moves.inputs[0], max(market.years - elapsedYears, 0))
    let (alive, reached) = (today(isHit: isBarrierHit, years: left), today(isHit: true, years: left))
    for row in values.indices {
      values[row] +=
        units
        * value(
          spot: market.spot * input.spotFactors[row], volatility: input.volatilities[row], elapsedYears: elapsedYears,
          alive: alive, reached: reached)
    }
  }

  private func value(
    spot then: Double, volatility: Double, elapsedYears: Double, alive: BarrierPricer, reached: BarrierPricer
  ) -> Double {
    guard !isBarrierHit else { return alive.price(spot: then, volatility: volatility) }
    let probability = market.probability(
      reaching: contract.barrier, endingAt: then,
      isBeyond: contract.kind.isCrossed(spot: then, barrier: contract.barrier), elapsedYears: elapsedYears)
    let survived = probability < 1 ? alive.price(spot: then, volatility: volatility) : 0
    guard probability > 0 else { return survived }
    let hit = contract.kind.isKnockIn ? reached.price(spot: then, volatility: volatility) : contract.rebate
    return probability * hit + (1 - probability) * survived
  }

  /// How the barrier is watched.
  package var assumption: String? {
    "Barriers are watched at every instant, with the volatility of the strike for the whole path; over the horizon a barrier "
      + "may be reached on the way between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    let kind = Double(BarrierKind.allCases.firstIndex(of: contract.kind) ?? 0)
    return [
      kind, contract.type.sign, contract.strike, contract.barrier, contract.rebate, isBarrierHit ? 1 : 0,
      market.spot, market.rate, market.dividendYield, market.years, market.volatility,
    ]
  }
}

extension BarrierContract: PriceableContract {
  /// The volatility of the smile at the strike; rate and yield at the option's maturity.
  ///
  /// A state that says nothing of the barrier means that it has not been reached.
  ///
  /// - Throws: `PricingProblem.state` when the spot or one of the fixings stands at the barrier or beyond it and the state does
  ///   not say that it has been reached.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try state.check(barrier: barrier, of: underlying, in: market) { kind.isCrossed(spot: $0, barrier: barrier) }
    let repricer = BarrierRepricer(
      self, isBarrierHit: state.isBarrierHit == true,
      try DatedMarket(underlying, strike: strike, expiry: expiry, in: market))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
