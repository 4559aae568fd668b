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
public struct DigitalRepricer: Repricer {
  /// The option.
  public let contract: DigitalContract
  /// Spot, > 0.
  public let spot: Double
  /// Interest rate, continuously compounded per year.
  public let rate: Double
  /// Yield of the underlying, likewise.
  public let dividendYield: Double
  /// Years to expiry, > 0.
  public let years: Double
  /// Annual volatility at the strike, > 0.
  public let volatility: Double
  /// Slope of the smile at the strike, dσ/dK.
  public let volatilitySlope: Double
  private let source: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  public init(
    _ contract: DigitalContract, spot: Double, rate: Double, dividendYield: Double, years: Double, volatility: Double,
    volatilitySlope: Double = 0
  ) {
    self.init(
      contract, spot: spot, rate: rate, dividendYield: dividendYield, years: years, volatility: volatility,
      volatilitySlope: volatilitySlope, source: nil)
  }

  fileprivate init(
    _ contract: DigitalContract, spot: Double, rate: Double, dividendYield: Double, years: Double, volatility: Double,
    volatilitySlope: Double, source: VolatilitySource?
  ) {
    self.contract = contract
    self.spot = spot
    self.rate = rate
    self.dividendYield = dividendYield
    self.years = years
    self.volatility = volatility
    self.volatilitySlope = volatilitySlope
    self.source = source
  }

  /// The underlying, at the option's strike and expiry.
  public var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: spot, forward: spot * exp((rate - dividendYield) * years),
        volatility: volatility, volatilitySource: source, strike: contract.strike, years: years)
    ]
  }

  /// How the smile counts.
  public var assumption: String? {
    "Digital options are priced along the slope of the smile at their strike; the slope stays when the market moves."
  }

  /// What the vega of the vanilla option is multiplied by and taken off.
  private var skew: Double {
    contract.type.sign * volatilitySlope * (contract.payoff == .asset ? contract.strike : 1)
  }

  /// Value and Greeks of some units in dollars.
  public func greeks(units: Double) -> ContractGreeks {
    let flat = DigitalOption.greeks(
      contract.payoff, contract.type, spot: spot, strike: contract.strike, years: years, volatility: volatility,
      rate: rate, dividendYield: dividendYield)
    let vanilla = BlackScholesMerton.greeks(
      contract.type, spot: spot, strike: contract.strike, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
    var greeks = NetGreeks()
    greeks.value =
      units
      * value(
        spot: spot, volatility: volatility, years: years, rate: rate, dividendYield: dividendYield)
    greeks.delta = units * (flat.delta - skew * vanilla.vanna)
    greeks.gamma = units * (flat.gamma - skew * vanilla.zomma)
    greeks.vega = units * (flat.vega - skew * vanilla.volga)
    greeks.theta = units * (flat.theta - skew * vanilla.veta)
    return ContractGreeks(greeks)
  }

  /// The dollar value of one unit after a move.
  public func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    return value(
      spot: spot * input.spotFactors[row], volatility: input.volatilities[row], years: max(years - elapsedYears, 0),
      rate: rate + moves.rateShift(0, at: row), dividendYield: dividendYield + moves.carryShift(0, at: row))
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
    let own = try market.underlying(underlying)
    let years = try market.years(to: expiry)
    let rates = try market.rates(of: underlying, years: years)
    let repricer = DigitalRepricer(
      self, spot: own.spot, rate: rates.rate, dividendYield: rates.dividendYield, years: years,
      volatility: try market.volatility(of: underlying, strike: strike, years: years),
      volatilitySlope: try market.volatilitySlope(of: underlying, strike: strike, years: years),
      source: .interpolated)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
