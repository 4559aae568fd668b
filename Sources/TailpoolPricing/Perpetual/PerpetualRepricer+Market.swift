import TailpoolMarket

extension PerpetualContract: PriceableContract {
  /// Takes what the contract does not state from the market of its underlying, at the contract's mean maturity.
  ///
  /// The volatility is that of the contract's strike, or at the money for a power. Rate and yield are those of the expiry
  /// nearest to the mean maturity: rate = −log(discount factor) / T, yield = rate − log(forward / spot) / T. A coin bears
  /// none.
  public func repricer(
    in market: PricingMarket, state: ContractState
  ) throws(PricingProblem) -> any Repricer {
    let own = try market.underlying(underlying)
    var (volatility, source): (Double, VolatilitySource?) = (marking.volatility ?? 0, nil)
    if marking.volatility == nil, !isFuture {
      volatility = try market.volatility(of: underlying, strike: strike, years: meanMaturity)
      source = .interpolated
    }
    var (rate, dividendYield) = (marking.rate ?? 0, marking.dividendYield ?? 0)
    if !isFuture, marking.rate == nil || marking.dividendYield == nil && usesYield {
      guard let implied = own.rates(near: meanMaturity) else { throw .rate }
      rate = marking.rate ?? implied.rate
      dividendYield = marking.dividendYield ?? implied.dividendYield
    }
    guard
      let pricer = PerpetualRepricer(
        self, spot: own.spot, volatility: volatility, source: source, rate: rate, dividendYield: dividendYield)
    else { throw .price }
    return pricer
  }

  private var usesYield: Bool {
    if case .powerPerpetual = terms { false } else { true }
  }
}

extension UnderlyingMarket {
  /// Rate and yield that the expiry nearest to a maturity implies; nil without expiries.
  fileprivate func rates(near maturity: Double) -> (rate: Double, dividendYield: Double)? {
    let nearest =
      maturity.isFinite
      ? expiries.min { abs($0.years - maturity) < abs($1.years - maturity) } : expiries.max { $0.years < $1.years }
    return nearest.map(rates(of:))
  }
}
