import TailpoolLibc
import TailpoolMarket

/// A quanto option with the market of asset and currency and their correlation.
///
/// With b₁ and b₂ the carry (rate less yield) of asset and currency in quote currency, the price of one in the other, X = S/C, has
///
///     σ_X² = σ₁² + σ₂² − 2ρσ₁σ₂,   forward X exp((b₁ − b₂ − ρσ₁σ₂ + σ₂²) T)
///
/// under the measure of the quote currency: `QuantoOption` with a foreign rate less yield of b₁ − b₂ and the covariance
/// ρσ₁σ₂ − σ₂² of X and C. Each has the volatility of its smile at the money at the option's expiry; the rate of the discount is
/// that of the asset's chain. A move may add to the correlation, and the sum is kept in [−1, 1].
package struct QuantoRepricer: Repricer {
  /// The asset or the currency.
  package struct Leg: Hashable, Sendable {
    /// Spot in quote currency, > 0.
    package let spot: Double
    /// Rate less yield, continuously compounded per year.
    package let carry: Double
    /// Annual volatility, > 0.
    package let volatility: Double

    /// Creates a leg; see the properties for the meaning of each argument.
    package init(spot: Double, carry: Double, volatility: Double) {
      (self.spot, self.carry, self.volatility) = (spot, carry, volatility)
    }
  }

  /// The option.
  package let contract: QuantoContract
  /// The asset.
  package let asset: Leg
  /// The currency.
  package let currency: Leg
  /// Correlation of both log returns, in [−1, 1].
  package let correlation: Double
  /// Interest rate of the quote currency.
  package let rate: Double
  /// Years to expiry, > 0.
  package let years: Double
  private let source: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(
    _ contract: QuantoContract, asset: Leg, currency: Leg, correlation: Double, rate: Double, years: Double,
    source: VolatilitySource? = nil
  ) {
    (self.contract, self.asset, self.currency) = (contract, asset, currency)
    (self.correlation, self.rate, self.years, self.source) = (correlation, rate, years, source)
  }

  /// The asset, then the currency, both at the money.
  package var inputs: [PricingInput] {
    zip(contract.underlyings, [asset, currency]).map { underlying, leg in
      PricingInput(
        underlying: underlying, spot: leg.spot, forward: leg.spot, volatility: leg.volatility, volatilitySource: source,
        strike: nil, years: years)
    }
  }

  /// The volatility of X and the yield that its growth leaves, at a rate.
  private static func cross(
    _ asset: Leg, _ currency: Leg, _ correlation: Double, rate: Double
  ) -> (volatility: Double, yield: Double) {
    let (one, two) = (asset.volatility, currency.volatility)
    let gap = one - two
    let volatility = (gap * gap + 2 * (1 - correlation) * one * two).squareRoot()
    return (volatility, rate - (asset.carry - currency.carry - correlation * one * two + two * two))
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let market = Self.cross(asset, currency, correlation, rate: rate)
    let ratio = asset.spot / currency.spot
    let g = BlackScholesMerton.greeks(
      contract.type, spot: ratio, strike: contract.strike, years: years, volatility: market.volatility, rate: rate,
      dividendYield: market.yield)
    let scale = units * contract.conversion
    let (one, two, other) = (asset.volatility, currency.volatility, currency.spot)
    // The derivatives of σ_X, which without vega do not matter.
    func slope(_ change: Double) -> Double { g.vega == 0 ? 0 : g.vega * (change / market.volatility) }
    var (first, second) = (NetGreeks(), NetGreeks())
    first.value = scale * g.price
    first.delta = scale * g.delta / other
    first.gamma = scale * g.gamma / (other * other)
    first.vega = scale * (slope(one - correlation * two) + g.epsilon * correlation * two)
    first.theta = scale * g.theta
    second.delta = -scale * g.delta * ratio / other
    second.gamma = scale * (g.gamma * ratio + 2 * g.delta) * ratio / (other * other)
    second.vega = scale * (slope(two - correlation * one) + g.epsilon * (correlation * one - 2 * two))
    return ContractGreeks(
      byInput: [first, second], crossGamma: -scale * (g.gamma * ratio + g.delta) / (other * other),
      correlationSensitivity: scale * (slope(-one * two) + g.epsilon * one * two))
  }

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    func leg(_ index: Int, _ leg: Leg) -> Leg {
      Leg(
        spot: leg.spot * moves.inputs[index].spotFactors[row],
        carry: leg.carry + moves.rateShift(index, at: row) - moves.carryShift(index, at: row),
        volatility: moves.inputs[index].volatilities[row])
    }
    let (first, second) = (leg(0, asset), leg(1, currency))
    let rate = rate + moves.rateShift(0, at: row)
    let market = Self.cross(
      first, second, min(max(correlation + moves.correlationShift(at: row), -1), 1), rate: rate)
    return contract.conversion
      * BlackScholesMerton.price(
        contract.type, spot: first.spot / second.spot, strike: contract.strike, years: max(years - elapsedYears, 0),
        volatility: market.volatility, rate: rate, dividendYield: market.yield)
  }

  /// What the volatilities are.
  package var assumption: String? {
    "Quanto options take the volatilities of asset and currency at the money, with the correlation that is given."
  }

  /// The terms and the market.
  package var numbers: [Double] {
    [contract.type.sign, contract.strike, contract.conversion, correlation, rate, years]
      + [asset, currency].flatMap { [$0.spot, $0.carry, $0.volatility] }
  }
}

extension QuantoContract: PriceableContract {
  /// Volatilities at the money and rates of asset and currency at the option's maturity, and the correlation given.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    func leg(_ underlying: Underlying) throws(PricingProblem) -> QuantoRepricer.Leg {
      let rates = try market.rates(of: underlying, years: years)
      return QuantoRepricer.Leg(
        spot: try market.underlying(underlying).spot, carry: rates.rate - rates.dividendYield,
        volatility: try market.volatility(of: underlying, strike: nil, years: years))
    }
    let repricer = QuantoRepricer(
      self, asset: try leg(underlying), currency: try leg(currency),
      correlation: try market.correlation(underlying, currency),
      rate: try market.rates(of: underlying, years: years).rate, years: years, source: .interpolated)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
