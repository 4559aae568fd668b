import TailpoolMarket

extension VolatilityMarks {
  /// The level of an underlying's volatilities at a time to expiry: that at the forward.
  ///
  ///     σ² T = w₁ + (w₂ − w₁) (T − T₁) / (T₂ − T₁),   w = σ² T of the neighboring expiries at the forward
  ///
  /// Linear in total variance between expiries, flat in volatility before the first and after the last.
  ///
  /// - Parameters:
  ///   - underlying: The underlying.
  ///   - years: Time to expiry in years, > 0.
  /// - Returns: An annual volatility; nil where no option of the underlying that has not expired has one.
  /// - Complexity: O(points of the underlying · log points).
  public func volatilityLevel(of underlying: Underlying, years: Double) -> Double? {
    guard years > 0, years.isFinite else { return nil }
    let nodes = smiles.filter { $0.underlying == underlying && $0.market.years > 0 }.compactMap { smile in
      smile.volatilityAtTheForward.map { (years: smile.market.years, volatility: $0) }
    }.sorted { $0.years < $1.years }
    guard let first = nodes.first, let last = nodes.last else { return nil }
    if years <= first.years { return first.volatility }
    guard let upper = nodes.first(where: { $0.years >= years }) else { return last.volatility }
    guard let lower = nodes.last(where: { $0.years < years }) else { return upper.volatility }
    let (low, high) = (
      lower.volatility * lower.volatility * lower.years, upper.volatility * upper.volatility * upper.years
    )
    let variance = low + (high - low) * (years - lower.years) / (upper.years - lower.years)
    return (variance / years).squareRoot()
  }
}

extension VolatilitySmile {
  /// The volatility at log-moneyness zero, between the two points around it.
  fileprivate var volatilityAtTheForward: Double? {
    TotalVarianceCurve(
      nodes: points.map {
        TotalVarianceCurve.Node(
          logMoneyness: $0.logMoneyness, totalVariance: $0.volatility * $0.volatility * market.years)
      }
    ).volatility(at: 0, years: market.years)
  }
}
