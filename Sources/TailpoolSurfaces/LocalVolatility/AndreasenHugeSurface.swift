import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// Option prices without arbitrage at every strike and time, from one implicit step of Dupire's equation an expiry.
///
/// With x = strike / forward and the call's price c in units of the forward, each expiry has a variance ϑᵢ² that is constant
/// between the middles of its quotes, and prices follow from those of the expiry before by
///
///     (1 − ½ (t − tᵢ₋₁) ϑᵢ(x)² x² ∂²/∂x²) c(t, ·) = c(tᵢ₋₁, ·),   tᵢ₋₁ < t ≤ tᵢ,   c(0, x) = max(1 − x, 0)
///
/// on a grid of strikes, straight between them. The matrix has a nonnegative inverse, so that prices are convex and falling in
/// the strike, within their bounds, and never fall with time: whatever the quotes, neither a butterfly nor a calendar spread
/// has a negative price, at the strikes of the grid and between them.
///
/// Made by `AndreasenHugeCalibration`. ϑ is not the local volatility of a diffusion, since a single step stands for the whole
/// time between expiries; `localVariance` gives that.
///
/// Source: J. Andreasen and B. Huge, "Volatility interpolation", Risk (March 2011) 76.
package struct AndreasenHugeSurface: Hashable, Sendable {
  /// One expiry with the volatilities of its step.
  package struct Expiry: Hashable, Sendable {
    /// Years to expiry.
    package let years: Double
    /// Log-moneyness where the step's volatility changes, ascending.
    package let boundaries: [Double]
    /// The step's annual volatility ϑ left of the first boundary, between them, and right of the last.
    package let stepVolatilities: [Double]
    /// Prices at the strikes of the grid at this expiry.
    let prices: [Double]

    /// Half the variance times the square of the strike, by strike.
    func halfVariance(_ grid: StrikeGrid) -> [Double] {
      var region = 0
      return zip(grid.logMoneyness, grid.strikes).map { k, strike in
        while region < boundaries.count, k > boundaries[region] { region += 1 }
        let scale = stepVolatilities[region] * strike
        return 0.5 * scale * scale
      }
    }
  }

  /// The expiries, earliest first.
  package let expiries: [Expiry]
  let grid: StrikeGrid

  /// Years to the last expiry, after which there are no prices.
  package var lastYears: Double { expiries.last?.years ?? 0 }

  /// The strikes over the forward that prices were found at; between them they are straight.
  package var strikes: [Double] { grid.strikes }

  /// The prices of one time, for many strikes.
  ///
  /// - Parameter years: Time to expiry, > 0 and at most `lastYears`.
  /// - Returns: The prices; nil for a time out of range.
  /// - Complexity: O(strikes of the grid): one step.
  package func slice(years: Double) -> AndreasenHugeSlice? {
    guard years > 0, let index = expiries.firstIndex(where: { $0.years >= years }) else { return nil }
    let start = index == 0 ? 0 : expiries[index - 1].years
    let half = expiries[index].halfVariance(grid)
    let step = ImplicitStep(grid, theta: half.map { $0 * (years - start) })
    let before = index == 0 ? grid.payoff : expiries[index - 1].prices
    let prices = expiries[index].years == years ? expiries[index].prices : step.solve(before)
    let curvature = grid.curvature(prices)
    let rates = step.solve(zip(half, curvature).map { $0 * $1 })
    return AndreasenHugeSlice(years: years, grid: grid, prices: prices, curvature: curvature, rates: rates)
  }

  /// A call's price in units of the forward, undiscounted.
  ///
  /// - Parameters:
  ///   - logMoneyness: k = log(strike / forward), finite.
  ///   - years: Time to expiry, > 0 and at most `lastYears`.
  /// - Returns: The price; NaN for a time out of range.
  /// - Complexity: O(strikes of the grid); for many strikes at one time take its `slice(years:)`.
  package func callPrice(logMoneyness: Double, years: Double) -> Double {
    slice(years: years)?.callPrice(logMoneyness: logMoneyness) ?? .nan
  }

  /// The annual lognormal volatility.
  ///
  /// - Parameters: As of `callPrice`.
  /// - Returns: The volatility; NaN for a time out of range and where a price has none.
  package func volatility(logMoneyness: Double, years: Double) -> Double {
    slice(years: years)?.volatility(logMoneyness: logMoneyness) ?? .nan
  }

  /// Dupire's local variance of the prices.
  ///
  /// - Parameters: As of `callPrice`.
  /// - Returns: ≥ 0; NaN for a time out of range, beyond the grid, and where the density vanishes.
  package func localVariance(logMoneyness: Double, years: Double) -> Double {
    slice(years: years)?.localVariance(logMoneyness: logMoneyness) ?? .nan
  }
}

/// The prices of an `AndreasenHugeSurface` at one time.
package struct AndreasenHugeSlice: Hashable, Sendable {
  /// Time to expiry in years.
  package let years: Double
  let grid: StrikeGrid
  let prices: [Double]
  let curvature: [Double]
  /// ∂c/∂t at the strikes of the grid.
  let rates: [Double]

  /// A call's price in units of the forward, undiscounted: convex and falling in the strike.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: From the bound max(1 − strike, 0) to 1.
  /// - Complexity: O(log strikes).
  package func callPrice(logMoneyness: Double) -> Double {
    let strike = exp(logMoneyness)
    guard let (left, share) = grid.cell(of: strike) else { return strike.isNaN ? .nan : max(1 - strike, 0) }
    return prices[left] + share * (prices[left + 1] - prices[left])
  }

  /// Total variance σ²T.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: > 0; NaN where the price is worth its bound, far from the forward.
  package func totalVariance(logMoneyness: Double) -> Double {
    let call = callPrice(logMoneyness: logMoneyness)
    // Out of the money by parity: far below the forward the call's time value is lost in its intrinsic one.
    let price = logMoneyness >= 0 ? call : call - (1 - exp(logMoneyness))
    let normalized = price * exp(-0.5 * logMoneyness)
    guard
      let deviation = ImpliedVolatility.normalizedDeviation(x: logMoneyness, price: normalized).volatility,
      deviation > 0
    else { return .nan }
    return deviation * deviation
  }

  /// The annual lognormal volatility.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: As of `totalVariance`.
  package func volatility(logMoneyness: Double) -> Double {
    (totalVariance(logMoneyness: logMoneyness) / years).squareRoot()
  }

  /// Dupire's local variance: 2 (∂c/∂t) / (x² ∂²c/∂x²) at the strikes of the grid, straight between them in the strike.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Returns: ≥ 0; NaN beyond the grid and where the density vanishes.
  package func localVariance(logMoneyness: Double) -> Double {
    guard let (left, share) = grid.cell(of: exp(logMoneyness)) else { return .nan }
    let (low, high) = (localVariance(node: left), localVariance(node: left + 1))
    return share == 0 ? low : low + share * (high - low)
  }

  private func localVariance(node: Int) -> Double {
    let density = grid.strikes[node] * grid.strikes[node] * curvature[node]
    return density > 0 ? 2 * rates[node] / density : .nan
  }
}
