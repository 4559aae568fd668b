import TailpoolLibc
import TailpoolMarket

/// What contracts are priced from: a snapshot with the volatilities of its options, and the correlations given.
public struct PricingMarket: Sendable {
  /// Spots, forwards, discount factors and times.
  public let snapshot: MarketSnapshot
  /// The volatility of each listed option.
  public let volatilities: VolatilityMarks
  /// The correlations given.
  public let correlations: CorrelationTable

  /// Creates a market; see the properties for the meaning of each argument.
  public init(snapshot: MarketSnapshot, volatilities: VolatilityMarks, correlations: CorrelationTable = .none) {
    self.snapshot = snapshot
    self.volatilities = volatilities
    self.correlations = correlations
  }

  /// The market of an underlying.
  ///
  /// - Throws: `PricingProblem.market` when the snapshot does not hold it.
  public func underlying(_ underlying: Underlying) throws(PricingProblem) -> UnderlyingMarket {
    guard let market = snapshot[underlying] else { throw .market }
    return market
  }

  /// Years from the snapshot to an instant, actual/365 fixed.
  ///
  /// - Throws: `PricingProblem.expired` unless the instant is after the snapshot.
  public func years(to expiry: Timestamp) throws(PricingProblem) -> Double {
    guard expiry > snapshot.asOf else { throw .expired }
    return DayCount.actual365Fixed.years(from: snapshot.asOf, to: expiry)
  }

  /// The volatility of an underlying at a strike and a maturity, off the smiles.
  ///
  /// In each expiry's smile that of the strike, or at the money without one; straight in total variance between two
  /// expiries, that of the first or last beyond them.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - strike: The strike, > 0; nil for at the money.
  ///   - years: The maturity, ≥ 0; may be +∞.
  /// - Throws: `PricingProblem.volatility` when no smile of the underlying has a point.
  /// - Complexity: O(points of the underlying's smiles).
  public func volatility(
    of underlying: Underlying, strike: Double?, years: Double
  ) throws(PricingProblem) -> Double {
    guard let found = volatilities.volatility(of: underlying, strike: strike, years: years) else { throw .volatility }
    return found
  }

  /// Half the distance in log strike over which the slope of a smile is taken.
  private static let slopeStep = 0.01

  /// The slope of a smile along the strike, dσ/dK, by a symmetric difference over 2 % of the strike.
  ///
  /// - Throws: As `volatility(of:strike:years:)`.
  public func volatilitySlope(
    of underlying: Underlying, strike: Double, years: Double
  ) throws(PricingProblem) -> Double {
    let (low, high) = (strike * exp(-Self.slopeStep), strike * exp(Self.slopeStep))
    return
      (try volatility(of: underlying, strike: high, years: years)
      - volatility(of: underlying, strike: low, years: years)) / (high - low)
  }

  /// Interest rate and yield of an underlying at a maturity, continuously compounded per year.
  ///
  ///     rate = −log(discount factor) / T,   yield = rate − log(forward / spot) / T
  ///
  /// Straight in rate times time between two expiries, those of the first or last beyond them. A coin bears no yield: what
  /// its forward is above its spot is the rate.
  ///
  /// - Throws: `PricingProblem.market`, or `.rate` when the underlying has no expiry.
  /// - Complexity: O(expiries).
  public func rates(
    of underlying: Underlying, years: Double
  ) throws(PricingProblem) -> (rate: Double, dividendYield: Double) {
    let market = try self.underlying(underlying)
    guard let next = market.expiries.first(where: { $0.years >= years }) ?? market.expiries.last else { throw .rate }
    guard years < next.years, years > 0, let before = market.expiries.last(where: { $0.years <= years }) else {
      return market.rates(of: next)
    }
    let (low, high) = (market.rates(of: before), market.rates(of: next))
    let share = (years - before.years) / (next.years - before.years)
    func between(_ a: Double, _ b: Double) -> Double {
      (a * before.years + share * (b * next.years - a * before.years)) / years
    }
    return (between(low.rate, high.rate), between(low.dividendYield, high.dividendYield))
  }

  /// The correlation of two underlyings.
  ///
  /// - Throws: `PricingProblem.correlation` when none was given.
  public func correlation(_ first: Underlying, _ second: Underlying) throws(PricingProblem) -> Double {
    guard let found = correlations.correlation(first, second) else { throw .correlation(first, second) }
    return found.value
  }
}

extension UnderlyingMarket {
  /// Yields below this are rounding.
  private static let leastYield = 1e-12

  /// Rate and yield that an expiry implies.
  func rates(of expiry: ExpiryMarket) -> (rate: Double, dividendYield: Double) {
    let rate = -log(expiry.discountFactor) / expiry.years
    let implied = rate - logRatio(expiry.forward, spot) / expiry.years
    let bearsNone = expiry.settlement == .coin || abs(implied) < Self.leastYield
    return (rate, bearsNone ? 0 : implied)
  }
}

extension VolatilityMarks {
  /// The volatility of an underlying at a strike, or at the money, and a maturity; nil when none of its smiles has a point.
  func volatility(of underlying: Underlying, strike: Double?, years maturity: Double) -> Double? {
    var nodes: [(years: Double, volatility: Double)] = []
    for smile in smiles where smile.underlying == underlying {
      let years = smile.market.years
      guard nodes.last?.years != years else { continue }
      let k = strike.map { -logRatio(smile.market.forward, $0) } ?? 0
      if let volatility = smile.varianceCurve.volatility(at: k, years: years) { nodes.append((years, volatility)) }
    }
    nodes.sort { $0.years < $1.years }
    guard let first = nodes.first, let last = nodes.last else { return nil }
    guard let next = nodes.firstIndex(where: { $0.years > maturity }) else { return last.volatility }
    guard next > 0 else { return first.volatility }
    let (low, high) = (nodes[next - 1], nodes[next])
    if low.years == maturity { return low.volatility }
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
