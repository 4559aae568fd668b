import TailpoolLibc
import TailpoolMarket

/// An option on two assets with a strike and the market of both: a spread option or a rainbow option.
///
/// Each asset has the volatility of its smile at the money at the option's expiry. The rate is that of the first asset; the second's
/// yield is what keeps its forward. A move may add to the correlation, and the sum is kept in [−1, 1].
package struct TwoAssetRepricer: Repricer {
  /// What it pays.
  package enum Payoff: Hashable, Sendable {
    /// The difference beyond a strike.
    case spread(OptionType, strike: Double)
    /// The better or the worse beyond a strike.
    case rainbow(RainbowSelection, OptionType, strike: Double)
  }

  /// What it pays.
  package let payoff: Payoff
  /// The two assets, the first first.
  package let underlyings: [Underlying]
  /// Units of the second asset for one of the first.
  package let ratio: Double
  /// The first asset.
  package let first: ExchangeRepricer.Asset
  /// The second asset, its yield counted against the rate below.
  package let second: ExchangeRepricer.Asset
  /// Interest rate, continuously compounded per year.
  package let rate: Double
  /// Correlation of both log returns, in [−1, 1].
  package let correlation: Double
  /// Years to expiry, > 0.
  package let years: Double
  private let source: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(
    _ payoff: Payoff, underlyings: [Underlying], ratio: Double, first: ExchangeRepricer.Asset,
    second: ExchangeRepricer.Asset, rate: Double, correlation: Double, years: Double, source: VolatilitySource? = nil
  ) {
    self.payoff = payoff
    self.underlyings = underlyings
    self.ratio = ratio
    self.first = first
    self.second = second
    self.rate = rate
    self.correlation = correlation
    self.years = years
    self.source = source
  }

  /// Takes the market of two assets at an expiry.
  init(
    _ payoff: Payoff, _ first: Underlying, _ second: Underlying, ratio: Double, expiry: Timestamp,
    in market: PricingMarket
  ) throws(PricingProblem) {
    let years = try market.years(to: expiry)
    let own = try market.rates(of: first, years: years)
    let other = try market.rates(of: second, years: years)
    self.init(
      payoff, underlyings: [first, second], ratio: ratio,
      first: .init(
        spot: try market.underlying(first).spot, dividendYield: own.dividendYield,
        volatility: try market.volatility(of: first, strike: nil, years: years)),
      second: .init(
        spot: try market.underlying(second).spot, dividendYield: own.rate - (other.rate - other.dividendYield),
        volatility: try market.volatility(of: second, strike: nil, years: years)),
      rate: own.rate, correlation: try market.correlation(first, second), years: years, source: .interpolated)
    guard greeks(units: 1).value.isFinite else { throw .price }
  }

  /// Both assets, at the money.
  package var inputs: [PricingInput] {
    zip(underlyings, [first, second]).map { underlying, asset in
      PricingInput(
        underlying: underlying, spot: asset.spot, forward: asset.spot, volatility: asset.volatility,
        volatilitySource: source, strike: nil, years: years)
    }
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let (spot1, spot2) = (self.first.spot, ratio * self.second.spot)
    let (volatility1, volatility2) = (self.first.volatility, self.second.volatility)
    let (yield1, yield2) = (self.first.dividendYield, self.second.dividendYield)
    let unit =
      switch payoff {
      case .spread(let type, let strike):
        SpreadOption.greeks(
          type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
          volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: yield1, dividendYield2: yield2
        )
      case .rainbow(let selection, let type, let strike):
        RainbowOption.greeks(
          selection, type, spot1: spot1, spot2: spot2, strike: strike, years: years, volatility1: volatility1,
          volatility2: volatility2, correlation: correlation, rate: rate, dividendYield1: yield1, dividendYield2: yield2
        )
      }
    var (first, second) = (NetGreeks(), NetGreeks())
    first.value = units * unit.price
    first.delta = units * unit.delta1
    first.gamma = units * unit.gamma1
    first.vega = units * unit.vega1
    first.theta = units * unit.theta
    second.delta = units * ratio * unit.delta2
    second.gamma = units * ratio * ratio * unit.gamma2
    second.vega = units * unit.vega2
    return ContractGreeks(
      byInput: [first, second], crossGamma: units * ratio * unit.gamma12,
      correlationSensitivity: units * unit.correlationSensitivity)
  }

  /// The dollar value of one unit after a move; the second asset's forward moves with its own rate and yield.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let (first, second) = (moves.inputs[0], moves.inputs[1])
    let (spot1, spot2) = (
      self.first.spot * first.spotFactors[row], ratio * (self.second.spot * second.spotFactors[row])
    )
    let left = max(years - elapsedYears, 0)
    let correlation = min(max(correlation + moves.correlationShift(at: row), -1), 1)
    let shift = moves.rateShift(0, at: row)
    let yield1 = self.first.dividendYield + moves.carryShift(0, at: row)
    let yield2 = self.second.dividendYield + shift - moves.rateShift(1, at: row) + moves.carryShift(1, at: row)
    switch payoff {
    case .spread(let type, let strike):
      return SpreadOption.price(
        type, spot1: spot1, spot2: spot2, strike: strike, years: left, volatility1: first.volatilities[row],
        volatility2: second.volatilities[row], correlation: correlation, rate: rate + shift, dividendYield1: yield1,
        dividendYield2: yield2)
    case .rainbow(let selection, let type, let strike):
      return RainbowOption.price(
        selection, type, spot1: spot1, spot2: spot2, strike: strike, years: left, volatility1: first.volatilities[row],
        volatility2: second.volatilities[row], correlation: correlation, rate: rate + shift, dividendYield1: yield1,
        dividendYield2: yield2)
    }
  }

  /// What the volatilities are.
  package var assumption: String? {
    switch payoff {
    case .spread: "Spread options take both volatilities at the money, with the correlation that is given."
    case .rainbow:
      "Options on the better or the worse of two assets take both volatilities at the money, with the correlation that is given."
    }
  }

  /// The terms and the market.
  package var numbers: [Double] {
    let terms: [Double] =
      switch payoff {
      case .spread(let type, let strike): [0, type.sign, strike]
      case .rainbow(let selection, let type, let strike): [selection == .best ? 1 : 2, type.sign, strike]
      }
    return terms + [ratio, rate, correlation, years]
      + [first, second].flatMap { [$0.spot, $0.dividendYield, $0.volatility] }
  }
}

extension SpreadContract: PriceableContract {
  /// Volatilities at the money and yields of both assets at the option's maturity, the first asset's rate, and the correlation given.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try TwoAssetRepricer(.spread(type, strike: strike), first, second, ratio: ratio, expiry: expiry, in: market)
  }
}

extension RainbowContract: PriceableContract {
  /// Volatilities at the money and yields of both assets at the option's maturity, the first asset's rate, and the correlation given.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    try TwoAssetRepricer(
      .rainbow(selection, type, strike: strike), first, second, ratio: ratio, expiry: expiry, in: market)
  }
}
