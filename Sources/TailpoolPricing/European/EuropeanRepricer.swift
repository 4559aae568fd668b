import TailpoolLibc
import TailpoolMarket

/// A listed European option with its market.
///
/// The dollar value of one unit is D · Black76(F), with F the forward and D the discount factor of the expiry; for a
/// coin-settled contract D is spot over forward, so that this is the price in coin times spot. Greeks are with respect
/// to spot S, with F/S and D held fixed:
///
///     delta = D · dBlack/dF · F/S,   gamma = D · d²Black/dF² · (F/S)²,   vega = D · dBlack/dσ,   theta = −D · dBlack/dT
///
/// Its forward moves with its spot. An option that has expired is worth its intrinsic value at the moved forward.
public struct EuropeanRepricer: Repricer {
  /// The option.
  public let contract: OptionContract
  /// Spot, > 0.
  public let spot: Double
  /// Forward of the expiry, > 0.
  public let forward: Double
  /// Discount factor of the expiry, > 0.
  public let discountFactor: Double
  /// Years to expiry, > 0.
  public let years: Double
  /// Annual volatility, > 0.
  public let volatility: Double
  /// Where the volatility came from; nil where it was given.
  public let volatilitySource: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  public init(
    _ contract: OptionContract, spot: Double, forward: Double, discountFactor: Double, years: Double,
    volatility: Double, volatilitySource: VolatilitySource? = nil
  ) {
    self.contract = contract
    self.spot = spot
    self.forward = forward
    self.discountFactor = discountFactor
    self.years = years
    self.volatility = volatility
    self.volatilitySource = volatilitySource
  }

  /// The underlying, at the option's strike and expiry.
  public var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: spot, forward: forward, volatility: volatility,
        volatilitySource: volatilitySource, strike: contract.strike, years: years)
    ]
  }

  /// Value and Greeks of some units in dollars.
  public func greeks(units: Double) -> ContractGreeks { valuation(units: units).greeks }

  /// Value and Greeks of some units in coin; nil for an option that is settled in cash.
  public func coinGreeks(units: Double) -> CoinGreeks? { valuation(units: units).coin }

  /// Value and Greeks in dollars and coin; the price is Black76 over the forward in coin, or discounted in dollars.
  public func valuation(units: Double) -> ContractValuation {
    let inverse = InverseOption.greeks(
      contract.type, forward: forward, strike: contract.strike, years: years, volatility: volatility)
    let (dollars, carry) = (units * discountFactor, forward / spot)
    var greeks = NetGreeks()
    greeks.value = dollars * inverse.dollarPrice
    greeks.delta = dollars * inverse.delta * carry
    greeks.gamma = dollars * inverse.gamma * carry * carry
    greeks.vega = dollars * inverse.dollarVega
    greeks.theta = dollars * inverse.dollarTheta
    return ContractValuation(
      greeks: ContractGreeks(greeks), coin: coinGreeks(inverse, units: units, carry: carry),
      settlementPrice: contract.settlement == .coin
        ? inverse.dollarPrice / forward : discountFactor * inverse.dollarPrice)
  }

  private func coinGreeks(_ inverse: InverseOption.Greeks, units: Double, carry: Double) -> CoinGreeks? {
    guard contract.settlement == .coin else { return nil }
    var greeks = CoinGreeks()
    greeks.value = units * inverse.coinPrice
    greeks.delta = units * inverse.coinDelta * carry
    greeks.netDelta = units * inverse.netDelta
    greeks.gamma = units * inverse.coinGamma * carry * carry
    greeks.vega = units * inverse.coinVega
    greeks.theta = units * inverse.coinTheta
    return greeks
  }

  /// The dollar value of one unit after a move; rates move the forward and the discount factor over the time left.
  public func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let input = moves.inputs[0]
    let left = max(years - elapsedYears, 0)
    var (forward, discount) = (self.forward * input.spotFactors[row], discountFactor)
    if moves.movesRates {
      let (rate, carry) = (moves.rateShift(0, at: row), moves.carryShift(0, at: row))
      forward *= exp((rate - carry) * left)
      // What a coin pays is worth spot over forward.
      discount *= contract.settlement == .coin ? exp(-(rate - carry) * left) : exp(-rate * left)
    }
    return Black76.price(
      contract.type, forward: forward, strike: contract.strike, years: left, volatility: input.volatilities[row],
      discountFactor: discount)
  }

  /// The market and the terms.
  public var numbers: [Double] {
    [forward, contract.strike, volatility, years, contract.type.sign, discountFactor, contract.contractSize]
  }
}

extension OptionContract: PriceableContract {
  /// The forward and discount factor of the option's expiry, and the volatility of its own quote.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    guard let own = market.snapshot.market(for: self) else { throw .market }
    guard let point = market.volatilities.point(for: self) else { throw .volatility }
    return EuropeanRepricer(
      self, spot: own.underlying.spot, forward: own.expiry.forward, discountFactor: own.expiry.discountFactor,
      years: own.expiry.years, volatility: point.volatility, volatilitySource: point.source)
  }
}
