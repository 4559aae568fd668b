import TailpoolLibc

/// One unit of liquidity over a range of prices: what it holds, what it is worth, and what that loses to those who trade against it.
///
/// A range from 0 to +∞ is a pool of a constant product. All amounts grow with the liquidity.
///
/// Source: H. Adams, N. Zinsmeister, M. Salem, R. Keefer, D. Robinson, "Uniswap v3 Core" (2021); J. Milionis, C. Moallemi,
/// T. Roughgarden, A. Zhang, "Automated Market Making and Loss-Versus-Rebalancing" (2022).
public enum LiquidityPosition {
  /// What the position holds at a spot.
  ///
  ///     base = 1/√p − 1/√upper,   quote = √p − √lower,   p = spot held to [lower, upper]
  ///
  /// taken as (upper − p)/((√upper + √p) √p √upper) and (p − lower)/(√p + √lower), which narrow ranges do not round away.
  ///
  /// - Parameters:
  ///   - spot: Price of the base token, finite and > 0.
  ///   - lower: Where the range begins, finite and ≥ 0.
  ///   - upper: Where it ends, above its begin; +∞ for a range without end.
  /// - Returns: Units of both tokens; NaN for an argument out of its range.
  /// - Accuracy: 1e-14 relative.
  /// - Complexity: O(1), no allocation.
  public static func holdings(spot: Double, lower: Double, upper: Double) -> (base: Double, quote: Double) {
    guard isInDomain(spot, lower, upper) else { return (.nan, .nan) }
    let price = min(max(spot, lower), upper)
    let root = price.squareRoot()
    return (upper == .infinity ? 1 / root : gap(price, upper) / (root * upper.squareRoot()), gap(lower, price))
  }

  /// What the position is worth at a spot, in the quote token: base × spot + quote.
  ///
  /// - Parameters: As of `holdings`.
  /// - Accuracy: 1e-14 relative.
  /// - Complexity: O(1), no allocation.
  public static func value(spot: Double, lower: Double, upper: Double) -> Double {
    let held = holdings(spot: spot, lower: lower, upper: upper)
    return held.base * spot + held.quote
  }

  /// The curvature d²V/dS² of the value: −S^(−3/2)/2 within the range, 0 beyond; at an end that of the range.
  ///
  /// - Parameters: As of `holdings`.
  public static func gamma(spot: Double, lower: Double, upper: Double) -> Double {
    guard isInDomain(spot, lower, upper) else { return .nan }
    return spot < lower || spot > upper ? 0 : -0.5 / (spot * spot.squareRoot())
  }

  /// Loss versus rebalancing a year, in the quote token: what arbitrage takes from the position before fees.
  ///
  ///     σ²/2 · S² · |d²V/dS²| = σ² √S / 4   within the range
  ///
  /// It is what the position loses to a portfolio that holds the same tokens at every moment and trades at the market's price.
  ///
  /// - Parameters:
  ///   - spot: Price of the base token, finite and > 0.
  ///   - lower: Where the range begins, finite and ≥ 0.
  ///   - upper: Where it ends, above its begin; +∞ for a range without end.
  ///   - volatility: Annual lognormal volatility, finite and ≥ 0.
  /// - Returns: Quote tokens a year, ≥ 0; NaN for an argument out of its range.
  public static func lossVersusRebalancing(
    spot: Double, lower: Double, upper: Double, volatility: Double
  ) -> Double {
    guard isFiniteNonnegative(volatility) else { return .nan }
    return -0.5 * volatility * volatility * spot * spot * gamma(spot: spot, lower: lower, upper: upper)
  }

  /// What the position has lost since it was opened to holding what was brought in, as a part of the holding's worth.
  ///
  ///     V(end) / (base(start) × end + quote(start)) − 1 ≤ 0,   fees left out
  ///
  /// In a range without ends it is −(√r − 1)²/(1 + r) with r = end/start. The difference is taken as a product, so that it
  /// keeps its digits where the price hardly moved.
  ///
  /// - Parameters:
  ///   - start: Price at the opening, finite and > 0.
  ///   - end: Price now, finite and > 0.
  ///   - lower: Where the range begins, finite and ≥ 0.
  ///   - upper: Where it ends, above its begin; +∞ for a range without end.
  /// - Returns: A part, in [−1, 0]; NaN for an argument out of its range.
  /// - Accuracy: 1e-13 relative.
  public static func impermanentLoss(from start: Double, to end: Double, lower: Double, upper: Double) -> Double {
    guard isInDomain(start, lower, upper), isInDomain(end, lower, upper) else { return .nan }
    let (held, before, after) = (
      holdings(spot: start, lower: lower, upper: upper), min(max(start, lower), upper), min(max(end, lower), upper)
    )
    let (first, last) = (before.squareRoot(), after.squareRoot())
    let move = after == before ? 0 : (after - before) / (last + first)  // √after − √before
    // The tokens that trading changed, at the end's price: move · (√before √after − end) / (√before √after).
    let traded = move * ((after - end) - last * move) / (first * last)
    return traded / (held.base * end + held.quote)
  }

  /// √b − √a of prices a ≤ b, without cancellation.
  static func gap(_ a: Double, _ b: Double) -> Double { (b - a) / (b.squareRoot() + a.squareRoot()) }

  static func isInDomain(_ spot: Double, _ lower: Double, _ upper: Double) -> Bool {
    spot > 0 && spot < .infinity && isFiniteNonnegative(lower) && upper > lower
  }
}

extension LiquidityPosition {
  /// A range around a strike that is worth the strike above it and the spot below: a covered call, and so a short put with its
  /// cash, that spreads over the range.
  ///
  ///     lower = K/w,   upper = K w,   liquidity = √(K w) / (w − 1)
  ///
  /// At the strike it is worth 2K/(√w + 1), by K (√w − 1)/(√w + 1) less than the covered call; as w falls to 1 that goes to
  /// 0, and what the range earns in fees stands for the premium.
  ///
  /// - Parameters:
  ///   - strike: The strike K, finite and > 0.
  ///   - width: The factor w from the strike to each end, finite and > 1.
  /// - Returns: The range and its liquidity; NaN for an argument out of its range.
  /// - Source: G. Lambert, J. Kristensen, "Panoptic: a perpetual, oracle-free options protocol" (2022).
  public static func coveredCall(
    strike: Double, width: Double
  ) -> (lower: Double, upper: Double, liquidity: Double) {
    guard strike > 0, strike < .infinity, width > 1, width < .infinity else { return (.nan, .nan, .nan) }
    return (strike / width, strike * width, (strike * width).squareRoot() / (width - 1))
  }
}
