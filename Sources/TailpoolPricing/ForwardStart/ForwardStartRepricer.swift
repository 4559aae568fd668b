import TailpoolLibc
import TailpoolMarket

/// A forward-start option with its market and, once it has started, the price that set its strike.
///
/// One volatility serves the time from the start on, that of the smile at the strike that the spot of now would set. Where the start
/// lies before a horizon the price that sets the strike has the law of the Brownian bridge between the two spots, with today's
/// volatility; it is lognormal, so that the mean over the paths is a Black formula of its own.
package struct ForwardStartRepricer: Repricer {
  /// The option.
  package let contract: ForwardStartContract
  /// The price that set the strike; nil before the start.
  package let startPrice: Double?
  /// Years to the start, > 0; 0 where it has passed.
  package let start: Double
  /// Spot, rates and the volatility.
  package let market: DatedMarket

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: ForwardStartContract, startPrice: Double?, start: Double, _ market: DatedMarket) {
    self.contract = contract
    self.startPrice = startPrice
    self.start = startPrice == nil ? start : 0
    self.market = market
  }

  private var strike: Double { contract.moneyness * (startPrice ?? market.spot) }

  /// The underlying, at the strike that is set or would be set now, and the option's expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: strike)] }

  /// Units of a vanilla option that one unit of a started one is.
  private var vanillaUnits: Double { contract.payoff == .gain ? 1 : 1 / (startPrice ?? 1) }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    guard startPrice == nil else {
      return ContractGreeks(
        NetGreeks(
          BlackScholesMerton.greeks(
            contract.type, spot: market.spot, strike: strike, years: market.years, volatility: market.volatility,
            rate: market.rate, dividendYield: market.dividendYield), units: units * vanillaUnits))
    }
    return ContractGreeks(
      NetGreeks(
        ForwardStartOption.greeks(
          contract.type, contract.payoff, spot: market.spot, moneyness: contract.moneyness, start: start,
          years: market.years, volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield),
        units: units))
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let (spot, volatility) = (market.spot * input.spotFactors[row], input.volatilities[row])
    let bridge = PriceBridge(market, to: spot, elapsedYears: elapsedYears)
    let years = market.years - bridge.years
    let rate = market.rate + moves.rateShift(0, at: row)
    let yield = market.dividendYield + moves.carryShift(0, at: row)
    if startPrice != nil {
      return vanillaUnits
        * BlackScholesMerton.price(
          contract.type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
          dividendYield: yield)
    }
    guard start <= bridge.years else {
      return ForwardStartOption.price(
        contract.type, contract.payoff, spot: spot, moneyness: contract.moneyness, start: start - bridge.years,
        years: years, volatility: volatility, rate: rate, dividendYield: yield)
    }
    let (mean, spread) = (bridge.mean(at: start), bridge.covariance(start, start))
    let forward = spot * exp((rate - yield) * years)
    let isGain = contract.payoff == .gain
    return Black76.price(
      contract.type, forward: isGain ? forward : forward * exp(0.5 * spread - mean),
      strike: contract.moneyness * (isGain ? exp(mean + 0.5 * spread) : 1), years: 1,
      volatility: (volatility * volatility * years + spread).squareRoot(), discountFactor: exp(-rate * years))
  }

  /// Which volatility counts.
  package var assumption: String? {
    "Forward-start options have the volatility of the smile at the strike that the spot of now would set, from their start to their "
      + "expiry; a start before the horizon has its law between the two spots."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.payoff == .gain ? 0 : 1, contract.type.sign, contract.moneyness, startPrice ?? 0, start, market.spot,
      market.rate, market.dividendYield, market.years, market.volatility,
    ]
  }
}

extension ForwardStartContract: PriceableContract {
  /// The volatility of the smile at the strike that is set, or that the spot of now would set; rate and yield at the maturity.
  ///
  /// - Throws: `PricingProblem.fixing` where the start has passed and its price is not in the state, `.state` for another fixing.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let isSet = start <= market.snapshot.asOf
    let price = try state.prices(of: underlying, at: isSet ? [start] : []).first
    let spot = try market.underlying(underlying).spot
    let own = try DatedMarket(underlying, strike: moneyness * (price ?? spot), expiry: expiry, in: market)
    let repricer = ForwardStartRepricer(
      self, startPrice: price, start: isSet ? 0 : try market.years(to: start), own)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
