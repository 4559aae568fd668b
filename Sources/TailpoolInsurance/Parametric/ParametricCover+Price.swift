import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

extension ParametricCover {
  /// What a cover costs.
  public struct Quote: Hashable, Sendable {
    /// What it is worth, in the quote currency.
    public let price: Double
    /// The probability of the trigger before expiry, under the measure that prices.
    public let triggerProbability: Double
    /// The delta of the cover, dV/dS of the index.
    public let delta: Double

    /// The premium with a loading, a fraction of the price: price · (1 + loading).
    public func premium(loading: Double) -> Double { price * (1 + loading) }
  }

  /// Prices the cover off a market's smiles and curves, as a book of it is valued.
  ///
  /// The probability is the value of the same cover paid at expiry over the discounted payout: for a digital along the slope of the
  /// smile.
  ///
  /// - Parameters:
  ///   - market: Spots, rates and volatilities.
  ///   - state: What a cover in force remembers; by default one that is sold now.
  /// - Throws: `PricingProblem` where the market lacks what it needs, or where the level has been reached.
  public func quote(
    in market: PricingMarket, state: ContractState = ContractState()
  ) throws(PricingProblem) -> Quote {
    let years = try market.years(to: expiry)
    let discount = exp(-(try market.rates(of: index, years: years)).rate * years)
    let unit = try Self.greeks(of: self, in: market, state)
    let later = try Self.greeks(of: paidAtExpiry, in: market, state)
    return Quote(
      price: payout * unit.value, triggerProbability: later.value / discount, delta: payout * unit.delta)
  }

  private static func greeks(
    of cover: ParametricCover, in market: PricingMarket, _ state: ContractState
  ) throws(PricingProblem) -> ContractGreeks {
    guard let contract = try? cover.contract(), let terms = contract.terms as? any PriceableContract else {
      throw .other("the terms of the cover cannot be traded")
    }
    return try terms.repricer(in: market, state: state).greeks(units: 1)
  }

  /// Prices the cover by plain numbers, with one volatility.
  ///
  ///     ends below:  exp(−rT) · payout · N(−d₂)
  ///     reaches:     as `TouchOption`,    event: as `EventProtection`
  ///
  /// - Parameters:
  ///   - spot: The index, > 0.
  ///   - rate: Continuously compounded rate per year.
  ///   - dividendYield: Yield of the index, likewise.
  ///   - volatility: Annual volatility of the index, ≥ 0; not used for an event.
  ///   - years: Time to expiry in years, ≥ 0.
  /// - Returns: The quote; NaN in it for an argument out of its range. A level that is reached now is reached.
  /// - Accuracy: 1e-11 relative on the parametric covers of References/Tables/pools/53_insurance_pricing.json.
  public func quote(
    spot: Double, rate: Double, dividendYield: Double = 0, volatility: Double, years: Double
  ) -> Quote {
    let discount = exp(-rate * years)
    func quote(_ value: Double, _ delta: Double, atExpiry: Double) -> Quote {
      Quote(price: payout * value, triggerProbability: atExpiry / discount, delta: payout * delta)
    }
    switch trigger {
    case .endsBelow(let level), .endsAbove(let level):
      let type: OptionType = if case .endsBelow = trigger { .put } else { .call }
      let greeks = DigitalOption.greeks(
        .cash, type, spot: spot, strike: level, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
      return quote(greeks.price, greeks.delta, atExpiry: greeks.price)
    case .reaches(let level, let side, let payment):
      func greeks(_ payoff: TouchPayoff) -> BarrierOption.Greeks {
        TouchOption.greeks(
          payoff, side, spot: spot, barrier: level, years: years, volatility: volatility, rate: rate,
          dividendYield: dividendYield)
      }
      let (own, later) = (greeks(payment == .atEvent ? .oneTouch : .oneTouchAtExpiry), greeks(.oneTouchAtExpiry))
      return quote(own.price, own.delta, atExpiry: later.price)
    case .event(_, let hazard, let dependence, let payment):
      guard spot > 0, spot.isFinite else { return Quote(price: .nan, triggerProbability: .nan, delta: .nan) }
      let power = dependence?.power ?? 0
      let scale = power == 0 ? 1 : exp(-power * log(spot / (dependence?.reference ?? spot)))
      let legs = EventProtection.legs(hazard: hazard, scale: scale, years: years, rate: rate)
      let own = legs.protection(payment)
      return Quote(
        price: payout * own.value, triggerProbability: legs.probability,
        delta: -payout * power * scale * own.byScale / spot)
    }
  }

  /// The mean of what it pays, undiscounted, where the index grows and moves as the world does and not as options price it.
  ///
  /// - Parameters:
  ///   - spot: The index, > 0.
  ///   - growth: The growth rate of the index's mean, continuously compounded per year.
  ///   - volatility: Annual volatility of the index, ≥ 0.
  ///   - years: Time to expiry in years, ≥ 0.
  ///   - hazardScale: What the hazard of an event is multiplied by, ≥ 0: how likely it is thought over how it is priced.
  /// - Returns: payout · P(trigger); NaN for an argument out of its range.
  public func expectedLoss(
    spot: Double, growth: Double, volatility: Double, years: Double, hazardScale: Double = 1
  ) -> Double {
    if case .event(_, let hazard, let dependence, _) = trigger {
      let own = dependence.map { exp(-$0.power * log(spot / $0.reference)) } ?? 1
      return payout * EventProtection.legs(hazard: hazard, scale: own * hazardScale, years: years, rate: 0).probability
    }
    return payout
      * paidAtExpiry.quote(spot: spot, rate: growth, volatility: volatility, years: years).triggerProbability
  }
}
