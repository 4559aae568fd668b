import TailpoolLibc
import TailpoolMarket

extension ImpliedVolatility {
  /// The volatility at which an American option has a price.
  ///
  /// The price rises with the volatility from the value of exercise at the best fixed instant, which it keeps up to some volatility
  /// where that instant is now, to the spot or the strike. Sixteen volatilities are priced at a time, as one vector of the kernel: first
  /// to bracket the answer, then around it; the last ones give it by inverse interpolation.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - price: Price of one unit, in quote currency.
  ///   - spot: Spot price, finite and > 0.
  ///   - strike: Strike, finite and > 0.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  ///   - accuracy: That of the prices.
  /// - Returns: The annual volatility, or which bound the price breaks: `belowIntrinsic` under the value at volatility 0, `zero` at
  ///   it, where every volatility up to the largest that exercises now has that price, `infinite` at the bound and where only a
  ///   volatility with σ√T above 60 has the price; `invalidInput` for arguments out of domain, and for |rT| or |qT| above 300.
  /// - Accuracy: 1e-8 of the volatility on a round trip through `AmericanOption.price` of the same accuracy where a hundredth of
  ///   volatility moves the price by 1e-6 of the strike.
  /// - Complexity: One to three vectors of sixteen prices, and two of four.
  public static func american(
    _ type: OptionType, price: Double, spot: Double, strike: Double, years: Double, rate: Double,
    dividendYield: Double, accuracy: AmericanAccuracy = .standard
  ) -> ImpliedVolatility.Result {
    let terms = AmericanTerms(
      type: type, spot: spot, strike: strike, years: years, volatility: 0, rate: rate, dividendYield: dividendYield)
    guard isPositive(spot), isPositive(strike), isPositive(years), terms.isInDomain, !price.isNaN, years <= 1e6,
      max(abs(rate), abs(dividendYield)) * years <= 300
    else { return .invalidInput }
    let (minimum, maximum) = (terms.bestTime.value, terms.maximum)
    if price < minimum { return .belowIntrinsic }
    if price == minimum { return .zero }
    if price > maximum { return .aboveMaximum }
    if price == maximum { return .infinite }
    if terms.market.regime == .never {
      return blackScholesMerton(
        type, price: price, spot: spot, strike: strike, years: years, rate: rate, dividendYield: dividendYield)
    }
    return AmericanVolatilitySearch(terms: terms, price: price, accuracy: accuracy).result
  }
}

/// The search for the volatility of a price between its bounds.
struct AmericanVolatilitySearch {
  let terms: AmericanTerms
  let price: Double
  let accuracy: AmericanAccuracy

  /// Volatilities priced at a time: the lanes of the kernel.
  private static let width = 16

  /// What the price's digits leave open.
  private var tolerance: Double { 4e-16 * (terms.spot + terms.strike) }

  /// Prices less the wanted one, at rising volatilities.
  private func excess(_ volatilities: [Double]) -> [Double] {
    let options = volatilities.map { volatility in
      var option = terms
      option.volatility = volatility
      return option
    }
    return AmericanSolver(accuracy: accuracy).prices(of: options).map { $0 - price }
  }

  var result: ImpliedVolatility.Result {
    let root = terms.years.squareRoot()
    let most = 60 / root
    // An American option is worth at least as much as the European one: its volatility is at most that one's.
    let european = ImpliedVolatility.blackScholesMerton(
      terms.type, price: price, spot: terms.spot, strike: terms.strike, years: terms.years, rate: terms.rate,
      dividendYield: terms.dividendYield)
    var high = min(european.volatility.map { $0 * (1 + 1e-9) } ?? most, most)
    if !(high > 0) { high = most }
    var low = max(high / (european.volatility == nil ? 4096 : 2), 1e-6 / root)
    // Bracket the price by volatilities at equal ratios.
    var points: [(volatility: Double, excess: Double)] = []
    for _ in 0..<8 {
      let ratio = pow(high / low, 1 / Double(Self.width - 1))
      let grid = (0..<Self.width).map { $0 == Self.width - 1 ? high : low * pow(ratio, Double($0)) }
      points = Array(zip(grid, excess(grid)))
      guard points[0].excess > 0, low > 1e-6 / root else { break }
      (high, low) = (low, max(low / 16, 1e-6 / root))
    }
    guard let above = points.firstIndex(where: { $0.excess >= 0 }) else {
      return high >= most ? .infinite : .value(high)
    }
    guard above > 0 else { return .value(points[0].volatility) }
    return refined(points, above: above)
  }

  /// Narrows the bracket below the place `above` until the interpolation is sure.
  private func refined(_ start: [(volatility: Double, excess: Double)], above: Int) -> ImpliedVolatility.Result {
    var (points, above) = (start, above)
    var last = Double.nan
    for _ in 0..<60 {
      let (low, high) = (points[above - 1], points[above])
      let estimate = interpolated(points, around: above) ?? 0.5 * (low.volatility + high.volatility)
      if abs(estimate - last) <= 1e-8 * estimate || high.excess <= tolerance
        || high.volatility - low.volatility <= 1e-13 * high.volatility
      {
        return .value(high.excess <= tolerance && high.excess <= -low.excess ? high.volatility : estimate)
      }
      last = estimate
      // Four, which the kernel takes at once: close to the estimate, and the middle of the bracket.
      let width = 1e-3 * (high.volatility - low.volatility)
      let middle = 0.5 * (low.volatility + high.volatility)
      let grid = Set([estimate - width, estimate, estimate + width, middle])
        .filter { $0 > low.volatility && $0 < high.volatility }.sorted()
      guard !grid.isEmpty else { return .value(estimate) }
      points = [low] + zip(grid, excess(grid)) + [high]
      guard let next = points.indices.dropFirst().first(where: { points[$0].excess >= 0 }) else {
        return .value(estimate)
      }
      above = next
    }
    return .value(last)
  }

  /// The volatility by the polynomial through up to eight points around the bracket, as a function of the price; nil where the
  /// prices do not rise, or it leaves the bracket.
  private func interpolated(_ points: [(volatility: Double, excess: Double)], around above: Int) -> Double? {
    let first = max(above - 4, 0)
    let own = Array(points[first..<min(first + 8, points.count)])
    guard own.count > 1, zip(own, own.dropFirst()).allSatisfy({ $1.excess - $0.excess > tolerance }) else {
      // A straight line between the two.
      let (low, high) = (points[above - 1], points[above])
      guard high.excess > low.excess else { return nil }
      return low.volatility - low.excess * (high.volatility - low.volatility) / (high.excess - low.excess)
    }
    // Neville's scheme at excess 0.
    var values = own.map(\.volatility)
    for level in 1..<own.count {
      for index in 0..<(own.count - level) {
        let (a, b) = (own[index].excess, own[index + level].excess)
        values[index] = (values[index + 1] * a - values[index] * b) / (a - b)
      }
    }
    let estimate = values[0]
    return estimate > points[above - 1].volatility && estimate < points[above].volatility ? estimate : nil
  }
}
