import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A touch option with its rates, ready to be priced at many spots and volatilities.
struct TouchPricer: Sendable {
  private let payoff: TouchPayoff
  private let barrier: BarrierPricer
  private let hasTouched: Bool

  /// Creates a pricer; ranges as of `TouchOption.price`.
  init(
    _ payoff: TouchPayoff, _ side: BarrierSide, barrier: Double, years: Double, rate: Double, dividendYield: Double,
    hasTouched: Bool = false
  ) {
    self.payoff = payoff
    self.hasTouched = hasTouched
    // A knock-out that pays nothing but its rebate stands at the same barrier, before it or beyond it.
    self.barrier = BarrierPricer(
      side == .up ? .upAndOut : .downAndOut, .call, strike: 0, barrier: barrier, rebate: 1, years: years, rate: rate,
      dividendYield: dividendYield, hasCrossed: hasTouched)
  }

  /// Where the spot stands.
  private enum Situation {
    case invalid
    /// What it is worth is a payment that is certain, after so many years; nil for nothing at all.
    case certain(after: Double?)
    /// A spot without volatility reaches the barrier after so many years.
    case reachedAfter(years: Double)
    case open(BarrierCoordinates)
  }

  private func situation(spot: Double, volatility: Double) -> Situation {
    func certain(isReached: Bool, before: Bool) -> Situation {
      switch payoff {
      case .oneTouch: .certain(after: isReached && !before ? 0 : nil)
      case .oneTouchAtExpiry: .certain(after: isReached ? barrier.years : nil)
      case .noTouch: .certain(after: isReached ? nil : barrier.years)
      }
    }
    switch barrier.situation(spot: spot, volatility: volatility) {
    case .invalid: return .invalid
    case .ended: return certain(isReached: true, before: true)
    case .rebateNow: return certain(isReached: true, before: false)
    case .vanilla, .rebateAtExpiry: return certain(isReached: false, before: false)
    case .rebateAfter(let wait):
      return payoff == .oneTouch ? .reachedAfter(years: wait) : certain(isReached: true, before: false)
    case .open(let market): return .open(market)
    }
  }

  /// The price at a spot and a volatility; as `TouchOption.price`.
  func price(spot: Double, volatility: Double) -> Double {
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: .nan
    case .certain(let wait): wait.map { $0 == 0 ? 1 : barrier.discount } ?? 0
    case .reachedAfter(let wait): exp(-barrier.rate * wait)
    case .open(let market): price(market)
    }
  }

  private func price(_ market: BarrierCoordinates) -> Double {
    switch payoff {
    case .oneTouch: market.passage(rate: barrier.rate * barrier.years).hit.value
    case .oneTouchAtExpiry: barrier.discount * market.undiscountedPassage.hit.value
    case .noTouch: barrier.discount * market.survival
    }
  }

  /// The price and its derivatives; as `TouchOption.greeks`.
  func greeks(spot: Double, volatility: Double) -> BarrierOption.Greeks {
    var greeks = BarrierOption.Greeks(price: price(spot: spot, volatility: volatility))
    switch situation(spot: spot, volatility: volatility) {
    case .invalid: return .invalid
    case .certain(let wait):
      guard let wait, wait > 0 else { break }
      greeks.theta = barrier.rate * greeks.price
      greeks.rho = -wait * greeks.price
    case .reachedAfter(let wait):
      greeks.takePower(rate: barrier.rate, dividendYield: barrier.dividendYield, spot: spot, wait: wait)
    case .open(let market): fill(&greeks, market, spot: spot)
    }
    return greeks
  }

  private func fill(_ greeks: inout BarrierOption.Greeks, _ market: BarrierCoordinates, spot: Double) {
    let years = barrier.years
    let isPaidAtHit = payoff == .oneTouch
    let slopes = market.hitSlopes(
      rate: barrier.rate * years, yield: barrier.dividendYield * years, isPaidAtHit: isPaidAtHit)
    let weight = isPaidAtHit ? 1 : payoff == .noTouch ? -barrier.discount : barrier.discount
    greeks.delta = weight * slopes.logSpot / spot
    greeks.gamma = weight * slopes.curvature / spot / spot
    greeks.vega = weight * slopes.deviation * years.squareRoot()
    greeks.rho = years * weight * slopes.rate
    // Of a day more of time the density of the passage at expiry is what is gained.
    let distance = -market.h
    greeks.theta =
      -(isPaidAtHit ? barrier.discount : weight) * distance
      * NormalDistribution.density(distance + market.drift) / years
    if !isPaidAtHit {
      greeks.rho -= years * greeks.price
      greeks.theta += barrier.rate * greeks.price
    }
  }
}
