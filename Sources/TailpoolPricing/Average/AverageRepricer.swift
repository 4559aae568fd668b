import TailpoolLibc
import TailpoolMarket

/// An option on an average with its market and the prices fixed so far.
///
/// One volatility serves the whole time, that of the smile at the strike, or at the money where the strike floats. Of prices that
/// are fixed before a horizon a scenario knows the spots at both ends; between them a geometric average takes the law of the
/// Brownian bridge with today's volatility, so that its value is the mean over the paths, and an arithmetic one the mean of each
/// price, which leaves out what their spread is worth.
package struct AverageRepricer: Repricer {
  /// The option.
  package let contract: AverageContract
  /// The prices fixed so far.
  package let past: [Double]
  /// Years to the fixings to come, ascending.
  package let times: [Double]
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: AverageContract, past: [Double], times: [Double], _ market: DatedMarket) {
    self.contract = contract
    self.past = past
    self.times = times
    self.market = market
  }

  /// The underlying, at the strike or at the money, and the option's expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  private var strike: AverageStrike { contract.strike.map { .fixed($0) } ?? .floating() }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let listed = AverageTimes.listed(times, past: past)
    let unit =
      contract.average == .geometric
      ? GeometricAverageOption.greeks(
        contract.type, listed, spot: market.spot, strike: strike, years: market.years, volatility: market.volatility,
        rate: market.rate, dividendYield: market.dividendYield)
      : ArithmeticAverageOption.greeks(
        contract.type, listed, spot: market.spot, strike: strike, years: market.years, volatility: market.volatility,
        rate: market.rate, dividendYield: market.dividendYield)
    return ContractGreeks(NetGreeks(unit, units: units))
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let spot = market.spot * input.spotFactors[row]
    let bridge = PriceBridge(market, to: spot, elapsedYears: elapsedYears)
    let fixed = times.filter { $0 <= bridge.years }
    let left = times.dropFirst(fixed.count).map { $0 - bridge.years }
    let rate = market.rate + moves.rateShift(0, at: row)
    let yield = market.dividendYield + moves.carryShift(0, at: row)
    let (years, volatility) = (market.years - bridge.years, input.volatilities[row])
    if contract.average == .arithmetic {
      return ArithmeticAverageOption.price(
        contract.type, .listed(left, past: past + fixed.map(bridge.meanPrice)), spot: spot, strike: strike,
        years: years, volatility: volatility, rate: rate, dividendYield: yield)
    }
    // The logs fixed on the way are normal with these means and covariances.
    let weight = 1 / Double(past.count + times.count)
    var variance = 0.0
    for (index, time) in fixed.enumerated() {
      variance += weight * weight * bridge.covariance(time, time)
      for later in fixed.dropFirst(index + 1) { variance += 2 * weight * weight * bridge.covariance(time, later) }
    }
    let known = past + fixed.map { exp(bridge.mean(at: $0)) }
    return GeometricAverageOption.price(
      contract.type, .listed(left, past: known), spot: spot, strike: strike, years: years, volatility: volatility,
      rate: rate, dividendYield: yield, knownVariance: variance)
  }

  /// Arithmetic averages are.
  package var isCostly: Bool { contract.average == .arithmetic }

  /// How fixings within a horizon count.
  package var assumption: String? {
    contract.average == .arithmetic
      ? "Options on arithmetic averages have one volatility for the whole time, and prices that are fixed before the horizon are "
        + "taken at their mean between the two spots."
      : "Options on geometric averages have one volatility for the whole time, and prices that are fixed before the horizon have "
        + "their law between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.average == .geometric ? 1 : 0, contract.type.sign, contract.strike ?? 0, market.spot, market.rate,
      market.dividendYield, market.years, market.volatility, Double(past.count),
    ] + past + times
  }
}

extension NetGreeks {
  /// Value and sensitivities of some units of an option on one spot.
  init(_ option: BarrierOption.Greeks, units: Double) {
    self.init()
    value = units * option.price
    delta = units * option.delta
    gamma = units * option.gamma
    vega = units * option.vega
    theta = units * option.theta
  }
}

extension AverageContract: PriceableContract {
  /// The volatility of the smile at the strike, or at the money; rate and yield at the option's maturity; the fixings of the state.
  ///
  /// - Throws: `PricingProblem.fixing` where a price that was fixed by now is not in the state, and `.state` for a fixing at an
  ///   instant that is none of the contract's, or one that stands twice.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let asOf = market.snapshot.asOf
    let past = try state.prices(of: underlying, at: fixingTimes.filter { $0 <= asOf })
    var times: [Double] = []
    for time in fixingTimes where time > asOf { times.append(try market.years(to: time)) }
    let own = try DatedMarket(underlying, strike: strike, expiry: expiry, in: market)
    let repricer = AverageRepricer(self, past: past, times: times, own)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}

extension ContractState {
  /// The prices fixed at given instants, in their order.
  ///
  /// - Throws: `PricingProblem.fixing` for the first that is missing, `.state` where there is another or one stands twice.
  func prices(of underlying: Underlying, at times: [Timestamp]) throws(PricingProblem) -> [Double] {
    let prices = Dictionary(fixings.map { ($0.time, $0.price) }) { first, _ in first }
    var found: [Double] = []
    for time in times {
      guard let price = prices[time] else { throw .fixing(underlying, at: time) }
      found.append(price)
    }
    guard fixings.count == times.count else {
      throw .state(
        expected: "one fixing at each of \(times.count) past fixing times of the contract, not \(fixings.count)")
    }
    return found
  }
}
