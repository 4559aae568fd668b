import TailpoolLibc
import TailpoolMarket

/// A touch option with two barriers and its rates, ready to be priced at many spots and volatilities.
struct DoubleTouchPricer: Sendable {
  private let payoff: DoubleTouchPayoff
  private let pair: BarrierPair

  /// Creates a pricer; ranges as of `DoubleTouchOption.price`.
  init(
    _ payoff: DoubleTouchPayoff, lowerBarrier: Double, upperBarrier: Double, years: Double, rate: Double,
    dividendYield: Double, hasTouched: Bool = false
  ) {
    self.payoff = payoff
    pair = BarrierPair(
      lower: lowerBarrier, upper: upperBarrier, years: years, rate: rate, dividendYield: dividendYield,
      hasCrossed: hasTouched)
  }

  /// What it is worth.
  private enum Worth {
    case invalid
    /// A payment that is certain after so many years; nil for nothing at all.
    case certain(after: Double?)
    /// A spot without volatility reaches the barrier that pays after so many years.
    case reachedAfter(years: Double)
    /// A touch option with one barrier.
    case single(TouchPricer)
    case open(DoubleBarrierCoordinates)
  }

  /// Whether the payment is for reaching this barrier.
  private func pays(isUpper: Bool) -> Bool {
    switch payoff {
    case .oneTouch, .oneTouchAtExpiry: true
    case .noTouch: false
    case .upperFirst: isUpper
    case .lowerFirst: !isUpper
    }
  }

  private var isPaidAtHit: Bool { payoff == .oneTouch || payoff == .upperFirst || payoff == .lowerFirst }

  private func worth(spot: Double, volatility: Double, wantsSlopes: Bool = false) -> Worth {
    switch pair.situation(spot: spot, volatility: volatility, wantsSlopes: wantsSlopes) {
    case .invalid: return .invalid
    case .reachedBefore: return .certain(after: payoff == .oneTouchAtExpiry ? pair.years : nil)
    case .reachedNow(let isUpper):
      return .certain(after: pays(isUpper: isUpper) ? (isPaidAtHit ? 0 : pair.years) : nil)
    case .reachedAfter(let wait, let isUpper):
      guard pays(isUpper: isUpper) else { return .certain(after: nil) }
      return isPaidAtHit ? .reachedAfter(years: wait) : .certain(after: pair.years)
    case .unreachable: return .certain(after: payoff == .noTouch ? pair.years : nil)
    case .single(let side, let barrier):
      let single: TouchPayoff
      switch payoff {
      case .noTouch: single = .noTouch
      case .oneTouchAtExpiry: single = .oneTouchAtExpiry
      case .oneTouch, .upperFirst, .lowerFirst:
        guard pays(isUpper: side == .up) else { return .certain(after: nil) }
        single = .oneTouch
      }
      return .single(
        TouchPricer(
          single, side, barrier: barrier, years: pair.years, rate: pair.rate, dividendYield: pair.dividendYield))
    case .open(let market): return .open(market)
    }
  }

  /// The price at a spot and a volatility; as `DoubleTouchOption.price`.
  func price(spot: Double, volatility: Double) -> Double {
    switch worth(spot: spot, volatility: volatility) {
    case .invalid: return .nan
    case .certain(let wait): return wait.map { $0 == 0 ? 1 : pair.discount } ?? 0
    case .reachedAfter(let wait): return exp(-pair.rate * wait)
    case .single(let pricer): return pricer.price(spot: spot, volatility: volatility)
    case .open(let market):
      if payoff == .noTouch { return pair.discount * min(market.survival.value, 1) }
      let sum = sides.reduce(0) { $0 + market.passageValue(isUpper: $1, rate: discountedRate) }
      return payoff == .oneTouchAtExpiry ? pair.discount * min(sum, 1) : min(sum, max(1, pair.discount))
    }
  }

  private var sides: [Bool] { [false, true].filter(pays) }
  private var discountedRate: Double { isPaidAtHit ? pair.rate * pair.years : 0 }

  /// The price and its derivatives; as `DoubleTouchOption.greeks`.
  func greeks(spot: Double, volatility: Double) -> BarrierOption.Greeks {
    var greeks = BarrierOption.Greeks(price: price(spot: spot, volatility: volatility))
    switch worth(spot: spot, volatility: volatility, wantsSlopes: true) {
    case .invalid: return .invalid
    case .certain(let wait):
      guard let wait, wait > 0 else { break }
      greeks.theta = pair.rate * greeks.price
      greeks.rho = -wait * greeks.price
    case .reachedAfter(let wait):
      greeks.takePower(rate: pair.rate, dividendYield: pair.dividendYield, spot: spot, wait: wait)
    case .single(let pricer): return pricer.greeks(spot: spot, volatility: volatility)
    case .open(let market):
      greeks.take(
        slopes(market), spot: spot, years: pair.years, rate: pair.rate, dividendYield: pair.dividendYield, s: market.s)
    }
    return greeks
  }

  private func slopes(_ market: DoubleBarrierCoordinates) -> BarrierSlopes {
    if payoff == .noTouch { return market.slopes(pair.discount * market.survival) }
    var sum = BarrierSlopes()
    let weight = isPaidAtHit ? 1 : pair.discount
    for isUpper in sides {
      let slopes = market.passageSlopes(isUpper: isUpper, rate: discountedRate, isDiscounted: isPaidAtHit)
      sum.add(slopes, times: weight)
      if !isPaidAtHit { sum.rate -= weight * market.passageValue(isUpper: isUpper, rate: 0) }
    }
    return sum
  }
}
