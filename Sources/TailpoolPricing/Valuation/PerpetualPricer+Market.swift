import TailpoolLibc
import TailpoolMarket

extension PerpetualPricer {
  /// Takes what a contract does not state from the market of its underlying, at the contract's mean maturity.
  ///
  /// The volatility is that of the contract's strike, or at the money for a power, in each expiry's smile: straight in total
  /// variance between two expiries, that of the first or last beyond them. Rate and yield are those of the expiry nearest
  /// to the mean maturity: rate = −log(discount factor) / T, yield = rate − log(forward / spot) / T. A coin bears none.
  init(
    _ contract: PerpetualContract, in market: UnderlyingMarket, volatilities: VolatilityMarks
  ) throws(Problem) {
    let marking = contract.marking
    var (volatility, source): (Double, VolatilitySource?) = (marking.volatility ?? 0, nil)
    if marking.volatility == nil, !contract.isFuture {
      guard let found = volatilities.volatility(of: contract) else { throw .volatility }
      (volatility, source) = (found, .interpolated)
    }
    var (rate, dividendYield) = (marking.rate ?? 0, marking.dividendYield ?? 0)
    if !contract.isFuture, marking.rate == nil || marking.dividendYield == nil && contract.usesYield {
      guard let implied = market.rates(near: contract.meanMaturity) else { throw .rate }
      rate = marking.rate ?? implied.rate
      dividendYield = marking.dividendYield ?? implied.dividendYield
    }
    guard
      let pricer = PerpetualPricer(
        contract, spot: market.spot, volatility: volatility, source: source, rate: rate, dividendYield: dividendYield)
    else { throw .price }
    self = pricer
  }
}

extension PerpetualContract {
  fileprivate var usesYield: Bool {
    if case .powerPerpetual = terms { false } else { true }
  }
}

extension VolatilityMarks {
  /// The volatility of a contract without expiry at its mean maturity; nil when no smile of its underlying has a point.
  fileprivate func volatility(of contract: PerpetualContract) -> Double? {
    var nodes: [(years: Double, volatility: Double)] = []
    for smile in smiles where smile.underlying == contract.underlying {
      let years = smile.market.years
      guard nodes.last?.years != years else { continue }
      let k = contract.strike.map { -logRatio(smile.market.forward, $0) } ?? 0
      if let volatility = smile.varianceCurve.volatility(at: k, years: years) { nodes.append((years, volatility)) }
    }
    nodes.sort { $0.years < $1.years }
    guard let first = nodes.first, let last = nodes.last else { return nil }
    let maturity = contract.meanMaturity
    guard let next = nodes.firstIndex(where: { $0.years > maturity }) else { return last.volatility }
    guard next > 0 else { return first.volatility }
    let (low, high) = (nodes[next - 1], nodes[next])
    func variance(_ node: (years: Double, volatility: Double)) -> Double {
      node.volatility * node.volatility * node.years
    }
    let share = (maturity - low.years) / (high.years - low.years)
    return ((variance(low) + share * (variance(high) - variance(low))) / maturity).squareRoot()
  }
}

extension VolatilitySmile {
  /// Total variance along the calibrated smile; where there is none through the options out of the money, or through all.
  fileprivate var varianceCurve: TotalVarianceCurve {
    guard curve.isEmpty else {
      return TotalVarianceCurve(
        nodes: curve.map {
          TotalVarianceCurve.Node(
            logMoneyness: $0.logMoneyness, totalVariance: $0.volatility * $0.volatility * market.years)
        })
    }
    let outside = points.filter { $0.quote.contract.type == .call ? $0.logMoneyness >= 0 : $0.logMoneyness <= 0 }
    return TotalVarianceCurve(
      nodes: (outside.isEmpty ? points : outside).map {
        TotalVarianceCurve.Node(
          logMoneyness: $0.logMoneyness, totalVariance: $0.volatility * $0.volatility * market.years)
      })
  }
}

extension UnderlyingMarket {
  /// Yields below this are rounding.
  private static let leastYield = 1e-12

  /// Rate and yield that the expiry nearest to a maturity implies; nil without expiries.
  fileprivate func rates(near maturity: Double) -> (rate: Double, dividendYield: Double)? {
    let nearest =
      maturity.isFinite
      ? expiries.min { abs($0.years - maturity) < abs($1.years - maturity) } : expiries.max { $0.years < $1.years }
    guard let nearest else { return nil }
    let rate = -log(nearest.discountFactor) / nearest.years
    let implied = rate - logRatio(nearest.forward, spot) / nearest.years
    let bearsNone = nearest.settlement == .coin || abs(implied) < Self.leastYield
    return (rate, bearsNone ? 0 : implied)
  }
}
