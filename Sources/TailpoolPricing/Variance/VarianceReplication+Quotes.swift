import TailpoolLibc

extension VarianceReplication {
  /// Replicates a smile from the volatilities quoted at some strikes.
  ///
  /// Total variance is straight against log-moneyness between the strikes and flat beyond the first and last; `shareBeyond` is what that extrapolation pays for.
  ///
  /// - Parameters:
  ///   - forward: Forward price, finite and > 0.
  ///   - years: Time to expiry in years, finite and > 0.
  ///   - strikes: The strikes, finite and > 0, in any order, each once.
  ///   - volatilities: The annual volatility quoted at each, finite and > 0.
  /// - Returns: NaN throughout for no strike, arrays of different lengths, a strike twice or a number out of its range.
  /// - Accuracy: as of the other initializer, with kinks at the strikes halved ten times; how far it is from that of the whole market is not known.
  /// - Complexity: O(log n) for each of some thousand evaluations.
  public init(forward: Double, years: Double, strikes: [Double], volatilities: [Double]) {
    let isPositive: (Double) -> Bool = { $0 > 0 && $0 < .infinity }
    guard isPositive(forward), isPositive(years), !strikes.isEmpty, strikes.count == volatilities.count,
      strikes.allSatisfy(isPositive), volatilities.allSatisfy(isPositive), Set(strikes).count == strikes.count
    else {
      self.init(years: .nan) { _ in .nan }
      return
    }
    let nodes = zip(strikes, volatilities).map {
      TotalVarianceCurve.Node(logMoneyness: -logRatio(forward, $0), totalVariance: $1 * $1 * years)
    }
    let curve = TotalVarianceCurve(nodes: nodes)
    let places = nodes.map(\.logMoneyness)
    let range = (places.min() ?? 0)...(places.max() ?? 0)
    self.init(years: years, range: range) { k in
      let volatility = curve.volatility(at: k, years: years) ?? .nan
      return volatility * volatility * years
    }
  }
}
