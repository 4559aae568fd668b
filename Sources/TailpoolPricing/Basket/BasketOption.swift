import TailpoolLibc
import TailpoolMarket

/// European options on a weighted sum of lognormal assets: max(Σ wₖSₖ − K, 0), weights and strike of either sign.
///
/// Source: J. Choi, "Sum of all Black–Scholes–Merton models: An efficient pricing method for spread, basket, and Asian options",
/// Journal of Futures Markets 38 (2018) 627.
public enum BasketOption {
  /// What an option on a basket is priced from.
  public struct Market: Hashable, Sendable {
    /// Spot price of each asset, finite and ≥ 0.
    public var spots: [Double]
    /// Weight of each asset, finite, of either sign.
    public var weights: [Double]
    /// Annual lognormal volatility of each asset, ≥ 0, with σ√T ≤ 10.
    public var volatilities: [Double]
    /// Continuously compounded yield of each asset per year, finite.
    public var dividendYields: [Double]
    /// Correlations of the logarithmic returns.
    public var correlations: AssetCorrelations
    /// Continuously compounded rate per year, finite.
    public var rate: Double
    /// Time to expiry in years, finite and ≥ 0.
    public var years: Double

    /// Creates a market; see the properties for the meaning of each argument.
    public init(
      spots: [Double], weights: [Double], volatilities: [Double], dividendYields: [Double],
      correlations: AssetCorrelations, rate: Double, years: Double
    ) {
      self.spots = spots
      self.weights = weights
      self.volatilities = volatilities
      self.dividendYields = dividendYields
      self.correlations = correlations
      self.rate = rate
      self.years = years
    }
  }

  /// A price with its derivatives and its error.
  public struct Valuation: Hashable, Sendable {
    /// Price of one unit, V.
    public var price: Double
    /// What the quadrature may leave out, in the unit of the price: the sum of the differences that it was ended by.
    public var error: Double
    /// dV/dSₖ.
    public var deltas: [Double]
    /// d²V/dSₖdSₗ, by rows.
    public var gammas: [[Double]]
    /// dV/dσₖ, per 1.00 of volatility.
    public var vegas: [Double]
    /// dV/dK.
    public var dualDelta: Double
    /// dV/dr at fixed yields, per 1.00 of rate.
    public var rho: Double
    /// −dV/dT at fixed spots, per year.
    public var theta: Double
  }

  /// The greatest error of a price, as a part of the largest spot; the quadrature ends at a hundredth of it.
  public static let accuracy = 1e-5

  /// The price of an option on a basket, with its derivatives.
  ///
  /// The assets' normal variables are rotated so that the first goes where the basket's forward variance is greatest. Along it the payoff
  /// is integrated in closed form between the roots of Σ wₖSₖ = K; over the others what is left is smooth, and is integrated by Gauss–Hermite
  /// rules on a grid that grows where it matters (T. Gerstner and M. Griebel, Computing 71 (2003) 65), until the differences that
  /// its front adds are 1e-7 of the largest spot, or 200,000 nodes. Options in the money follow by parity. Two assets with weights of opposite
  /// signs are a `SpreadOption` and exact.
  ///
  /// - Parameters:
  ///   - type: Call or put on the weighted sum.
  ///   - strike: Strike, finite, of either sign.
  ///   - market: The assets; every array has as many entries as there are correlations.
  /// - Returns: Price of one unit, its error and derivatives. Arrays of different lengths, an argument out of its range, or NaN, give NaN
  ///   throughout.
  /// - Accuracy: 1e-5 of the largest spot where `error` says so; 1e-6 on every row of
  ///   References/Tables/lit_spread_basket_benchmarks.csv.
  /// - Complexity: n exponentials a node and step of a root; hundreds to some ten thousand nodes.
  public static func valuation(_ type: OptionType, strike: Double, in market: Market) -> Valuation {
    guard let terms = BasketTerms(market, strike: strike) else { return .nan(market.spots.count) }
    return terms.valuation(type, derivatives(type, terms))
  }

  /// The price alone, at a part of the cost.
  ///
  /// - Parameters: As of `valuation`.
  /// - Returns: The price, or NaN as of `valuation`.
  public static func price(_ type: OptionType, strike: Double, in market: Market) -> Double {
    guard let terms = BasketTerms(market, strike: strike) else { return .nan }
    if let spread = terms.spread { return spread.price(type) }
    let outside: OptionType = terms.intrinsic > 0 ? .put : .call
    let value = BasketGrid(BasketIntegral(terms, outside, hasDerivatives: false), scale: terms.scale).total[0]
    return max(type == outside ? value : value + abs(terms.intrinsic), 0)
  }

  private static func derivatives(_ type: OptionType, _ terms: BasketTerms) -> (sums: [Double], error: Double) {
    let outside: OptionType = terms.intrinsic > 0 ? .put : .call
    let grid = BasketGrid(BasketIntegral(terms, outside, hasDerivatives: true), scale: terms.scale)
    var sums = grid.total
    if type != outside {
      sums[0] += abs(terms.intrinsic)
      for k in terms.weights.indices { sums[1 + k] += type.sign * terms.weights[k] }
      sums[1 + terms.weights.count] -= type.sign
    }
    if let spread = terms.spread { return (spread.replacing(sums, type), 0) }
    sums[0] = max(sums[0], 0)
    return (sums, grid.error)
  }
}

extension BasketOption.Valuation {
  static func nan(_ count: Int) -> BasketOption.Valuation {
    let none = [Double](repeating: .nan, count: count)
    return BasketOption.Valuation(
      price: .nan, error: .nan, deltas: none, gammas: [[Double]](repeating: none, count: count), vegas: none,
      dualDelta: .nan, rho: .nan, theta: .nan)
  }
}
