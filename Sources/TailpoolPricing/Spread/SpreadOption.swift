import TailpoolLibc
import TailpoolMarket

/// An option on the difference of two lognormal assets: max(S₁ − S₂ − K, 0), or max(K − S₁ + S₂, 0).
///
/// With a strike of 0 a call is Margrabe's option (`ExchangeOption`).
///
/// Sources: N. Pearson, "An efficient approach for pricing spread options", Journal of Derivatives 3 (1995) 76;
/// P. Bjerksund and G. Stensland, "Closed form spread option valuation", Quantitative Finance 14 (2014) 1785.
public enum SpreadOption {
  /// How a spread option is priced.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// By quadrature to double precision.
    case exact
    /// By Bjerksund's and Stensland's closed form, which for a call is a lower bound.
    case bjerksundStensland = "bjerksund-stensland"
  }

  /// The price of a European spread option.
  ///
  /// Given the second asset the first is lognormal, so that the price is an integral of Black's formula over one normal variable;
  /// its panels follow the line on which the option ends at the money (`exact`). The closed form (`bjerksundStensland`) is the
  /// value of exercising where S₁ exceeds a power of S₂.
  ///
  /// - Parameters:
  ///   - type: Call on S₁ − S₂, or put.
  ///   - spot1: Spot price of the first asset, finite and ≥ 0, in quote currency.
  ///   - spot2: Spot price of the second asset, finite and ≥ 0, same unit.
  ///   - strike: Strike, finite and of either sign, same unit.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility1: Annual lognormal volatility of the first asset, ≥ 0, with σ√T ≤ 25.
  ///   - volatility2: That of the second.
  ///   - correlation: Correlation of the two logarithmic returns, in [−1, 1].
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield1: Continuously compounded yield of the first asset per year, finite.
  ///   - dividendYield2: That of the second.
  ///   - method: How; exact by default.
  /// - Returns: Price of one unit, ≥ 0 and ≥ its discounted intrinsic value at the forwards. `years` of 0, or both volatilities,
  ///   give that value. An argument out of its range, or NaN, gives NaN.
  /// - Accuracy: `exact`: 4e-15 of the largest of spots and strike on every row of References/Tables/spread_options.csv.
  ///   `bjerksundStensland`: 4e-4 of the larger spot on the two-asset rows of lit_spread_basket_benchmarks.csv; 2e-2 on those of
  ///   spread_options.csv, whose volatilities and years are larger (Docs/Methods/SpreadOption.md).
  /// - Complexity: `exact`: about 400 evaluations of Black's formula; more for σ√T above 1. O(1) otherwise.
  public static func price(
    _ type: OptionType, spot1: Double, spot2: Double, strike: Double, years: Double, volatility1: Double,
    volatility2: Double, correlation: Double, rate: Double, dividendYield1: Double, dividendYield2: Double,
    method: Method = .exact
  ) -> Double {
    let market = TwoAssetMarket(
      spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1, volatility2: volatility2,
      correlation: correlation, rate: rate, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    guard market.isInDomain else { return .nan }
    switch method {
    case .exact: return derivatives(type, market).value
    case .bjerksundStensland: return bjerksundStensland(type, market)
    }
  }

  /// The exact price and its derivatives with respect to both spots, the strike, both volatilities, the correlation, the rate and
  /// time, from one set of integrals.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: Derivatives as `TwoAssetGreeks` names them. With a correlation of ±1 the second derivatives are those of the
  ///   payoff's kinks; without any deviation they are those of the discounted intrinsic value. An argument out of its range,
  ///   or NaN, gives NaN throughout.
  /// - Accuracy: Price as of `price`; first derivatives 1e-13, second derivatives 1e-11 of themselves but within 1e-8 of a
  ///   correlation of ±1, where the layer around the kink is narrower than the spacing of doubles allows.
  /// - Complexity: As of `price`.
  public static func greeks(
    _ type: OptionType, spot1: Double, spot2: Double, strike: Double, years: Double, volatility1: Double,
    volatility2: Double, correlation: Double, rate: Double, dividendYield1: Double, dividendYield2: Double
  ) -> TwoAssetGreeks {
    let market = TwoAssetMarket(
      spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1, volatility2: volatility2,
      correlation: correlation, rate: rate, dividendYield1: dividendYield1, dividendYield2: dividendYield2)
    return market.isInDomain ? market.greeks(derivatives(type, market)) : .nan
  }

  /// Derivatives by the present values, for a strike of either sign.
  static func derivatives(_ type: OptionType, _ market: TwoAssetMarket) -> PresentDerivatives {
    // S₁ − S₂ − K is −((S₂ − S₁) − (−K)).
    if market.strike < 0 { return derivatives(type.opposite, market.reversed).reversed }
    let intrinsic = market.present1 - market.present2 - market.presentStrike
    let outside: OptionType = intrinsic > 0 ? .put : .call
    var sum =
      market.deviation1 == 0 && market.deviation2 == 0
      ? PresentDerivatives() : SpreadIntegral(outside, market).derivatives
    if type != outside {
      sum.value += abs(intrinsic)
      sum.by1 += type.sign
      sum.by2 -= type.sign
      sum.byStrike -= type.sign
    }
    let bound = type == .call ? market.present1 : market.present2 + market.presentStrike
    sum.value = min(sum.value, bound)
    return sum
  }
}

extension OptionType {
  /// A put for a call, a call for a put.
  var opposite: OptionType { self == .call ? .put : .call }
}
