import TailpoolLibc
import TailpoolMarket

/// A digital option with its market, priced along the slope of the smile.
///
/// A cash digital is minus the derivative of a vanilla call by its strike, and the volatility depends on the strike:
///
///     cash call = exp(−rT) N(d₂) − vega dσ/dK,   asset call = S exp(−qT) N(d₁) − K vega dσ/dK
///
/// and with the other sign for a put. The slope dσ/dK is that of today's smile at the strike and stays in a move; a value is
/// never taken below zero.
package struct DigitalRepricer: Repricer {
  /// The option.
  package let contract: DigitalContract
  /// Spot, rates and the volatility of the strike.
  package let market: DatedMarket
  /// Slope of the smile at the strike, dσ/dK.
  package let volatilitySlope: Double

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: DigitalContract, _ market: DatedMarket, volatilitySlope: Double = 0) {
    self.contract = contract
    self.market = market
    self.volatilitySlope = volatilitySlope
  }

  /// The underlying, at the option's strike and expiry.
  package var inputs: [PricingInput] { [market.input(contract.underlying, strike: contract.strike)] }

  /// How the smile counts.
  package var assumption: String? {
    "Digital options are priced along the slope of the smile at their strike; the slope stays when the market moves."
  }

  /// What the vega of the vanilla option is multiplied by and taken off.
  private var skew: Double {
    contract.type.sign * volatilitySlope * (contract.payoff == .asset ? contract.strike : 1)
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let flat = DigitalOption.greeks(
      contract.payoff, contract.type, spot: market.spot, strike: contract.strike, years: market.years,
      volatility: market.volatility, rate: market.rate, dividendYield: market.dividendYield)
    let vanilla = BlackScholesMerton.greeks(
      contract.type, spot: market.spot, strike: contract.strike, years: market.years, volatility: market.volatility,
      rate: market.rate, dividendYield: market.dividendYield)
    var greeks = NetGreeks()
    greeks.value =
      units
      * value(
        spot: market.spot, volatility: market.volatility, years: market.years, rate: market.rate,
        dividendYield: market.dividendYield)
    greeks.delta = units * (flat.delta - skew * vanilla.vanna)
    greeks.gamma = units * (flat.gamma - skew * vanilla.zomma)
    greeks.vega = units * (flat.vega - skew * vanilla.volga)
    greeks.theta = units * (flat.theta - skew * vanilla.veta)
    return ContractGreeks(greeks)
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    return value(
      spot: market.spot * input.spotFactors[row], volatility: input.volatilities[row],
      years: max(market.years - elapsedYears, 0), rate: market.rate + moves.rateShift(0, at: row),
      dividendYield: market.dividendYield + moves.carryShift(0, at: row))
  }

  private func value(
    spot: Double, volatility: Double, years: Double, rate: Double, dividendYield: Double
  ) -> Double {
    let flat = DigitalOption.price(
      contract.payoff, contract.type, spot: spot, strike: contract.strike, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield)
    guard volatilitySlope != 0, years > 0, volatility > 0 else { return flat }
    let s = volatility * years.squareRoot()
    let d = (logRatio(spot, contract.strike) + (rate - dividendYield) * years) / s + 0.5 * s
    let density = exp(-0.5 * d * d) / (2 * Double.pi).squareRoot()
    return max(flat - skew * spot * exp(-dividendYield * years) * years.squareRoot() * density, 0)
  }
}

extension DigitalContract: PriceableContract {
  /// The volatility and the slope of the smile at the strike; rate and yield at the option's maturity.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let own = try DatedMarket(underlying, strike: strike, expiry: expiry, in: market)
    let repricer = DigitalRepricer(
      self, own,
      volatilitySlope: try market.volatilitySlope(of: underlying, strike: strike, years: own.years))
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
