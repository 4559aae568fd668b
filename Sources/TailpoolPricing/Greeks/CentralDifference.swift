/// Derivatives by central differences of sixth order, for prices that have none in closed form.
///
/// With a step that is a fraction ε of the scale on which a price varies the error is about ε⁶/140 from the steps and 2u/ε from
/// a rounding error u of the price.
enum CentralDifference {
  /// The first derivative of a function at a point.
  static func slope(at x: Double, step h: Double, _ function: (Double) -> Double) -> Double {
    let near = function(x + h) - function(x - h)
    let middle = function(x + 2 * h) - function(x - 2 * h)
    let far = function(x + 3 * h) - function(x - 3 * h)
    return (45 * near - 9 * middle + far) / (60 * h)
  }

  /// The second derivative of a function at a point.
  static func curvature(at x: Double, step h: Double, _ function: (Double) -> Double) -> Double {
    let near = function(x + h) + function(x - h)
    let middle = function(x + 2 * h) + function(x - 2 * h)
    let far = function(x + 3 * h) + function(x - 3 * h)
    return (270 * near - 27 * middle + 2 * far - 490 * function(x)) / (180 * h * h)
  }
}

extension BarrierOption.Greeks {
  /// Fills in theta by the Black–Scholes equation: what a value gains a year while the spot stands still.
  ///
  ///     θ = r V − (r − q) S Δ − ½ σ² S² Γ
  ///
  /// It holds between the fixings of an average and where a running extremum is not passed.
  mutating func fillTheta(spot: Double, volatility: Double, rate: Double, dividendYield: Double) {
    let deviation = volatility * spot
    theta = rate * price - (rate - dividendYield) * spot * delta - 0.5 * deviation * deviation * gamma
  }

  /// Fills in vega and rho by differences of a price.
  ///
  /// - Parameters:
  ///   - volatility: Annual volatility, > 0.
  ///   - rate: Rate per year.
  ///   - years: Time to expiry, > 0.
  ///   - price: The price at a volatility and a rate.
  mutating func fillSlopes(volatility: Double, rate: Double, years: Double, price: (Double, Double) -> Double) {
    vega = CentralDifference.slope(at: volatility, step: 0.02 * volatility) { price($0, rate) }
    rho = CentralDifference.slope(at: rate, step: min(0.02 * volatility / years.squareRoot(), 0.01 / years)) {
      price(volatility, $0)
    }
  }

  /// Fills in delta and gamma by differences of a price.
  ///
  /// - Parameters:
  ///   - spot: Spot, > 0.
  ///   - deviation: σ√t > 0 of the time over which the price varies.
  ///   - price: The price at a spot.
  mutating func fillCurve(spot: Double, deviation: Double, price: (Double) -> Double) {
    let step = spot * min(max(0.05 * deviation, 1e-3), 0.05)
    delta = CentralDifference.slope(at: spot, step: step, price)
    gamma = CentralDifference.curvature(at: spot, step: step, price)
  }

  /// All derivatives by differences of a price.
  ///
  /// - Parameters:
  ///   - years: Time to expiry.
  ///   - scale: The time over which the price varies with the spot.
  ///   - price: The price at a spot, a volatility and a rate; NaN outside of its domain, which then is everywhere.
  init(
    spot: Double, volatility: Double, rate: Double, dividendYield: Double, years: Double, scale: Double,
    price: (Double, Double, Double) -> Double
  ) {
    self.init(price: price(spot, volatility, rate))
    guard !self.price.isNaN else {
      self = .invalid
      return
    }
    guard volatility > 0, scale > 0 else { return }
    fillCurve(spot: spot, deviation: volatility * scale.squareRoot()) { price($0, volatility, rate) }
    fillSlopes(volatility: volatility, rate: rate, years: years) { price(spot, $0, $1) }
    fillTheta(spot: spot, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }
}
