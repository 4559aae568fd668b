import TailpoolLibc
import TailpoolMarket

/// A pair of barriers with rates, ready for many spots and volatilities.
struct BarrierPair: Sendable {
  let lower, upper: Double
  let years, rate, dividendYield: Double
  let hasCrossed: Bool
  /// exp(−rT), exp(−qT) and (r − q) T.
  let discount, growth, carry: Double
  let isInDomain: Bool

  init(
    lower: Double, upper: Double, years: Double, rate: Double, dividendYield: Double, hasCrossed: Bool
  ) {
    (self.lower, self.upper, self.hasCrossed) = (lower, upper, hasCrossed)
    (self.years, self.rate, self.dividendYield) = (years, rate, dividendYield)
    discount = exp(-rate * years)
    growth = exp(-dividendYield * years)
    carry = (rate - dividendYield) * years
    isInDomain =
      lower >= 0 && lower < upper && isFiniteNonnegative(years) && discount < .infinity && growth < .infinity
      && abs(carry) < .infinity
  }

  /// Where the spot stands.
  enum Situation {
    /// Out of the domain.
    case invalid
    /// A barrier was reached before.
    case reachedBefore
    /// The spot is at a barrier or beyond it.
    case reachedNow(isUpper: Bool)
    /// A spot without volatility reaches a barrier after so many years.
    case reachedAfter(years: Double, isUpper: Bool)
    /// Neither barrier can be reached.
    case unreachable
    /// Only one barrier is there: the other is 0 or infinite.
    case single(BarrierSide, barrier: Double)
    /// Either may be reached.
    case open(DoubleBarrierCoordinates)
  }

  func situation(spot: Double, volatility: Double) -> Situation {
    guard isInDomain, isFiniteNonnegative(spot), volatility >= 0 else { return .invalid }
    if hasCrossed { return .reachedBefore }
    if spot >= upper { return .reachedNow(isUpper: true) }
    if lower > 0 || spot == 0, spot <= lower { return .reachedNow(isUpper: false) }
    if spot == 0 || (lower == 0 && upper == .infinity) { return .unreachable }
    if lower == 0 { return .single(.up, barrier: upper) }
    if upper == .infinity { return .single(.down, barrier: lower) }
    // Below 1e-150 the squares of 1/s overflow.
    let s = min(deviation(volatility: volatility, years: years), 1e9)
    if s < 1e-150 {
      let (down, up) = (logRatio(lower, spot), logRatio(upper, spot))
      guard carry >= up || carry <= down else { return .unreachable }
      return .reachedAfter(years: (carry > 0 ? up : down) / (rate - dividendYield), isUpper: carry > 0)
    }
    return .open(
      DoubleBarrierCoordinates(
        spot: spot, lowerBarrier: lower, upperBarrier: upper, deviation: s, carry: carry, discount: discount))
  }
}

extension DoubleBarrierCoordinates {
  /// A payment when a barrier is reached before the other, discounted at a rate of its own: rT, or 0.
  func passage(isUpper: Bool, rate: Double) -> DoublePassage {
    DoublePassage(
      lower: isUpper ? upper : lower, upper: isUpper ? lower : upper, drift: isUpper ? -drift : drift, rate: rate)
  }

  func passageValue(isUpper: Bool, rate: Double) -> Double {
    max(passage(isUpper: isUpper, rate: rate).terms.value, 0)
  }

  func passageSlopes(isUpper: Bool, rate: Double, isDiscounted: Bool = true) -> BarrierSlopes {
    passage(isUpper: isUpper, rate: rate).slopes(s: s, carry: carry, isUpper: isUpper, isDiscounted: isDiscounted)
  }
}

/// An option with two barriers and its rates, ready to be priced at many spots and volatilities.
package struct DoubleBarrierPricer: Sendable {
  let kind: DoubleBarrierKind
  let type: OptionType
  let strike: Double
  let rebate: Double
  let pair: BarrierPair

  /// Creates a pricer; ranges as of `DoubleBarrierOption.price`.
  package init(
    _ kind: DoubleBarrierKind, _ type: OptionType, strike: Double, lowerBarrier: Double, upperBarrier: Double,
    rebate: Double, years: Double, rate: Double, dividendYield: Double, hasCrossed: Bool = false
  ) {
    (self.kind, self.type, self.strike, self.rebate) = (kind, type, strike, rebate)
    pair = BarrierPair(
      lower: lowerBarrier, upper: upperBarrier, years: years, rate: rate, dividendYield: dividendYield,
      hasCrossed: hasCrossed)
  }

  func situation(spot: Double, volatility: Double) -> BarrierPair.Situation {
    guard isFiniteNonnegative(strike), isFiniteNonnegative(rebate) else { return .invalid }
    return pair.situation(spot: spot, volatility: volatility)
  }

  func single(_ side: BarrierSide, _ barrier: Double) -> BarrierPricer {
    let kind: BarrierKind =
      switch (self.kind, side) {
      case (.knockOut, .up): .upAndOut
      case (.knockOut, .down): .downAndOut
      case (.knockIn, .up): .upAndIn
      case (.knockIn, .down): .downAndIn
      }
    return BarrierPricer(
      kind, type, strike: strike, barrier: barrier, rebate: rebate, years: pair.years, rate: pair.rate,
      dividendYield: pair.dividendYield)
  }

  func vanilla(spot: Double, volatility: Double) -> BlackScholesMerton.Greeks {
    BlackScholesMerton.greeks(
      type, spot: spot, strike: strike, years: pair.years, volatility: volatility, rate: pair.rate,
      dividendYield: pair.dividendYield)
  }

  func vanillaPrice(spot: Double, volatility: Double) -> Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: strike, years: pair.years, volatility: volatility, rate: pair.rate,
      dividendYield: pair.dividendYield)
  }

  /// The price at a spot and a volatility; as `DoubleBarrierOption.price`.
  package func price(spot: Double, volatility: Double) -> Double {
    let isIn = kind == .knockIn
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: return .nan
    case .reachedBefore: return isIn ? vanillaPrice(spot: spot, volatility: volatility) : 0
    case .reachedNow: return isIn ? vanillaPrice(spot: spot, volatility: volatility) : rebate
    case .reachedAfter(let wait, _):
      return isIn ? vanillaPrice(spot: spot, volatility: volatility) : rebate * exp(-pair.rate * wait)
    case .unreachable: return isIn ? rebate * pair.discount : vanillaPrice(spot: spot, volatility: volatility)
    case .single(let side, let barrier): return single(side, barrier).price(spot: spot, volatility: volatility)
    case .open(let market): return price(market, spot: spot, volatility: volatility)
    }
  }

  private func price(_ market: DoubleBarrierCoordinates, spot: Double, volatility: Double) -> Double {
    let vanilla = vanillaPrice(spot: spot, volatility: volatility)
    let out = min(market.payoff(type, strike: strike).value, vanilla)
    if kind == .knockOut {
      guard rebate > 0 else { return out }
      let rate = pair.rate * pair.years
      return out + rebate
        * (market.passageValue(isUpper: false, rate: rate) + market.passageValue(isUpper: true, rate: rate))
    }
    let payment = rebate > 0 ? rebate * pair.discount * min(market.survival.value, 1) : 0
    return payment + knockIn(vanilla: vanilla, out: out, spot: spot, volatility: volatility)
  }

  /// The vanilla option less the knock-out; where little is left, kept between what one barrier is worth and what both are.
  private func knockIn(vanilla: Double, out: Double, spot: Double, volatility: Double) -> Double {
    let difference = vanilla - out
    if difference > 1e-6 * vanilla { return difference }
    let (down, up) = (
      knockIn(.downAndIn, pair.lower, spot, volatility), knockIn(.upAndIn, pair.upper, spot, volatility)
    )
    return min(max(difference, down, up), down + up, vanilla)
  }

  private func knockIn(_ kind: BarrierKind, _ barrier: Double, _ spot: Double, _ volatility: Double) -> Double {
    BarrierPricer(
      kind, type, strike: strike, barrier: barrier, rebate: 0, years: pair.years, rate: pair.rate,
      dividendYield: pair.dividendYield
    ).price(spot: spot, volatility: volatility)
  }

  /// The price and its derivatives at a spot and a volatility; as `DoubleBarrierOption.greeks`.
  package func greeks(spot: Double, volatility: Double) -> BarrierOption.Greeks {
    var greeks = BarrierOption.Greeks(price: price(spot: spot, volatility: volatility))
    let isIn = kind == .knockIn
    func ofVanilla() -> BarrierOption.Greeks { BarrierOption.Greeks(vanilla(spot: spot, volatility: volatility)) }
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: return .invalid
    case .reachedBefore, .reachedNow: if isIn { return ofVanilla() }
    case .reachedAfter(let wait, _):
      if isIn { return ofVanilla() }
      greeks.takePower(rate: pair.rate, dividendYield: pair.dividendYield, spot: spot, wait: wait)
    case .unreachable:
      if !isIn { return ofVanilla() }
      greeks.theta = pair.rate * greeks.price
      greeks.rho = -pair.years * greeks.price
    case .single(let side, let barrier): return single(side, barrier).greeks(spot: spot, volatility: volatility)
    case .open(let market):
      var slopes = BarrierSlopes()
      slopes.add(market.slopes(market.payoff(type, strike: strike)), times: isIn ? -1 : 1)
      if rebate > 0 { addRebate(market, to: &slopes) }
      greeks.take(
        slopes, spot: spot, years: pair.years, rate: pair.rate, dividendYield: pair.dividendYield, s: market.s)
      if isIn { greeks.addSlopes(of: ofVanilla()) }
    }
    return greeks
  }

  private func addRebate(_ market: DoubleBarrierCoordinates, to slopes: inout BarrierSlopes) {
    if kind == .knockIn {
      slopes.add(market.slopes(pair.discount * market.survival), times: rebate)
    } else {
      for isUpper in [false, true] {
        slopes.add(market.passageSlopes(isUpper: isUpper, rate: pair.rate * pair.years), times: rebate)
      }
    }
  }
}

extension BarrierOption.Greeks {
  /// Adds the derivatives of another price, but not the price.
  mutating func addSlopes(of other: BarrierOption.Greeks) {
    delta += other.delta
    gamma += other.gamma
    vega += other.vega
    theta += other.theta
    rho += other.rho
  }

  /// The derivatives of a payment that a spot without volatility reaches after a time: it is worth P (S/H)^(r/(r − q)).
  mutating func takePower(rate: Double, dividendYield: Double, spot: Double, wait: Double) {
    let power = rate / (rate - dividendYield)
    delta = power * price / spot
    gamma = (power - 1) * delta / spot
    rho = wait * (power - 1) * price
  }
}
