import TailpoolLibc
import TailpoolMarket

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

  func situation(spot: Double, volatility: Double, wantsSlopes: Bool = false) -> BarrierPair.Situation {
    guard isFiniteNonnegative(strike), isFiniteNonnegative(rebate) else { return .invalid }
    return pair.situation(spot: spot, volatility: volatility, wantsSlopes: wantsSlopes)
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
    switch situation(spot: spot, volatility: volatility, wantsSlopes: true) {
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
