import TailpoolLibc
import TailpoolMarket

/// An exchange option with the market of both assets and their correlation.
///
/// Each asset has the volatility of its smile at the money at the option's expiry. The correlation is that which the book
/// gives, with its source; a move may add to it, and the sum is kept in [−1, 1].
package struct ExchangeRepricer: Repricer {
  /// One asset.
  package struct Asset: Hashable, Sendable {
    /// Spot, > 0.
    package let spot: Double
    /// Yield, continuously compounded per year.
    package let dividendYield: Double
    /// Annual volatility, > 0.
    package let volatility: Double

    /// Creates an asset; see the properties for the meaning of each argument.
    package init(spot: Double, dividendYield: Double, volatility: Double) {
      self.spot = spot
      self.dividendYield = dividendYield
      self.volatility = volatility
    }
  }

  /// The option.
  package let contract: ExchangeContract
  /// The asset received.
  package let received: Asset
  /// The asset delivered.
  package let delivered: Asset
  /// Correlation of both log returns, in [−1, 1].
  package let correlation: Double
  /// Years to expiry, > 0.
  package let years: Double
  private let source: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(
    _ contract: ExchangeContract, received: Asset, delivered: Asset, correlation: Double, years: Double
  ) {
    self.init(
      contract, received: received, delivered: delivered, correlation: correlation, years: years, source: nil)
  }

  fileprivate init(
    _ contract: ExchangeContract, received: Asset, delivered: Asset, correlation: Double, years: Double,
    source: VolatilitySource?
  ) {
    self.contract = contract
    self.received = received
    self.delivered = delivered
    self.correlation = correlation
    self.years = years
    self.source = source
  }

  /// The asset received, then the one delivered, both at the money.
  package var inputs: [PricingInput] {
    zip(contract.underlyings, [received, delivered]).map { underlying, asset in
      PricingInput(
        underlying: underlying, spot: asset.spot, forward: asset.spot, volatility: asset.volatility,
        volatilitySource: source, strike: nil, years: years)
    }
  }

  /// Value and Greeks of some units in dollars.
  package func greeks(units: Double) -> ContractGreeks {
    let ratio = contract.ratio
    let unit = ExchangeOption.greeks(
      spot1: received.spot, spot2: ratio * delivered.spot, years: years, volatility1: received.volatility,
      volatility2: delivered.volatility, correlation: correlation, dividendYield1: received.dividendYield,
      dividendYield2: delivered.dividendYield)
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

  /// The dollar value of one unit after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let (first, second) = (moves.inputs[0], moves.inputs[1])
    return ExchangeOption.price(
      spot1: received.spot * first.spotFactors[row],
      spot2: contract.ratio * (delivered.spot * second.spotFactors[row]), years: max(years - elapsedYears, 0),
      volatility1: first.volatilities[row], volatility2: second.volatilities[row],
      correlation: min(max(correlation + moves.correlationShift(at: row), -1), 1),
      dividendYield1: received.dividendYield + moves.carryShift(0, at: row),
      dividendYield2: delivered.dividendYield + moves.carryShift(1, at: row))
  }

  /// What the volatilities are.
  package var assumption: String? {
    "Options to exchange one asset for another take both volatilities at the money, with the correlation that is given."
  }

  /// The terms and the market.
  package var numbers: [Double] {
    [contract.ratio, correlation, years]
      + [received, delivered].flatMap { [$0.spot, $0.dividendYield, $0.volatility] }
  }
}

extension ExchangeContract: PriceableContract {
  /// Volatilities at the money and yields of both assets at the option's maturity, and the correlation given.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    func asset(_ underlying: Underlying) throws(PricingProblem) -> ExchangeRepricer.Asset {
      ExchangeRepricer.Asset(
        spot: try market.underlying(underlying).spot,
        dividendYield: try market.rates(of: underlying, years: years).dividendYield,
        volatility: try market.volatility(of: underlying, strike: nil, years: years))
    }
    let repricer = ExchangeRepricer(
      self, received: try asset(received), delivered: try asset(delivered),
      correlation: try market.correlation(received, delivered), years: years, source: .interpolated)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }
}
