import TailpoolLibc
import TailpoolMarket

/// The checked arguments of an option on a basket, as present values.
struct BasketTerms {
  /// Sₖ exp(−qₖT).
  let presents: [Double]
  let weights: [Double]
  /// σₖ√T.
  let deviations: [Double]
  /// K exp(−rT).
  let strike: Double
  /// The largest spot, or 1.
  let scale: Double
  let market: BasketOption.Market

  /// The greatest σ√T.
  private static let greatestDeviation = 10.0

  /// Fails where an argument is out of its range.
  init?(_ market: BasketOption.Market, strike: Double) {
    let count = market.correlations.count
    let years = market.years
    guard isFiniteNonnegative(years), abs(market.rate) < .infinity, abs(strike * exp(-market.rate * years)) < .infinity,
      market.dividendYields.allSatisfy({ abs($0) < .infinity }),
      [market.spots, market.weights, market.volatilities, market.dividendYields].allSatisfy({ $0.count == count })
    else { return nil }
    presents = zip(market.spots, market.dividendYields).map { $0 * exp(-$1 * years) }
    weights = market.weights
    deviations = market.volatilities.map { $0 * years.squareRoot() }
    self.strike = strike * exp(-market.rate * years)
    self.market = market
    let largest = market.spots.max() ?? 0
    scale = largest > 0 ? largest : 1
    let isInDomain =
      market.spots.allSatisfy(isFiniteNonnegative) && presents.allSatisfy(isFiniteNonnegative)
      && weights.allSatisfy { abs($0) < .infinity }
      && deviations.allSatisfy { $0 >= 0 && $0 <= Self.greatestDeviation } && abs(intrinsic) < .infinity
    guard isInDomain else { return nil }
  }

  /// The forward's value beyond the strike.
  var intrinsic: Double { zip(weights, presents).reduce(-strike) { $0 + $1.0 * $1.1 } }

  /// The spread option that two assets with weights of opposite signs are; nil for another basket.
  var spread: BasketSpread? {
    guard weights.count == 2, weights[0] * weights[1] < 0 else { return nil }
    let first = weights[0] > 0 ? 0 : 1
    return BasketSpread(self, first: first)
  }

  /// The valuation from sums over the grid: the value, the derivatives by the present values and the strike, and the second ones.
  func valuation(_ type: OptionType, _ result: (sums: [Double], error: Double)) -> BasketOption.Valuation {
    let (sums, n) = (result.sums, weights.count)
    let growths = market.dividendYields.map { exp(-$0 * market.years) }
    let bends = (0..<n).map { i in (0..<n).map { sums[Self.place(i, $0, n)] } }
    let correlations = market.correlations.rows
    func spread(_ i: Int, _ j: Int) -> Double { bends[i][j] == 0 ? 0 : presents[i] * presents[j] * bends[i][j] }
    var decay = 0.0
    var vegas: [Double] = []
    for i in 0..<n {
      let vega = (0..<n).reduce(0.0) { $0 + correlations[i][$1] * market.volatilities[$1] * spread(i, $1) }
      vegas.append(market.years * vega)
      decay += 0.5 * market.volatilities[i] * vega
    }
    let byStrike = sums[1 + n]
    let carry = (0..<n).reduce(0.0) { $0 + market.dividendYields[$1] * presents[$1] * sums[1 + $1] }
    return BasketOption.Valuation(
      price: sums[0], error: result.error, deltas: (0..<n).map { growths[$0] * sums[1 + $0] },
      gammas: (0..<n).map { i in (0..<n).map { growths[i] * growths[$0] * bends[i][$0] } }, vegas: vegas,
      dualDelta: exp(-market.rate * market.years) * byStrike, rho: -market.years * strike * byStrike,
      theta: carry + market.rate * strike * byStrike - decay)
  }

  /// Where the second derivative of two assets stands among the sums.
  static func place(_ i: Int, _ j: Int, _ count: Int) -> Int {
    let (low, high) = (max(i, j), min(i, j))
    return 2 + count + low * (low + 1) / 2 + high
  }
}

/// A basket of two assets with weights of opposite signs.
struct BasketSpread {
  private let first: Int
  private let weights: [Double]
  private let market: TwoAssetMarket

  init(_ terms: BasketTerms, first: Int) {
    let (m, second) = (terms.market, 1 - first)
    self.first = first
    weights = terms.weights.map(abs)
    market = TwoAssetMarket(
      spot1: weights[first] * m.spots[first], spot2: weights[second] * m.spots[second],
      strike: terms.strike * exp(m.rate * m.years), years: m.years, volatility1: m.volatilities[first],
      volatility2: m.volatilities[second], correlation: m.correlations.rows[0][1], rate: m.rate,
      dividendYield1: m.dividendYields[first], dividendYield2: m.dividendYields[second])
  }

  func price(_ type: OptionType) -> Double { SpreadOption.derivatives(type, market).value }

  /// The sums of a grid replaced by exact ones.
  func replacing(_ sums: [Double], _ type: OptionType) -> [Double] {
    let d = SpreadOption.derivatives(type, market)
    let (w1, w2) = (weights[first], weights[1 - first])
    var result = sums
    result[0] = d.value
    result[1 + first] = w1 * d.by1
    result[2 - first] = w2 * d.by2
    result[3] = d.byStrike
    result[BasketTerms.place(first, first, 2)] = w1 * w1 * d.by11
    result[BasketTerms.place(0, 1, 2)] = w1 * w2 * d.by12
    result[BasketTerms.place(1 - first, 1 - first, 2)] = w2 * w2 * d.by22
    return result
  }
}
