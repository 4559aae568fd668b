import TailpoolLibc
import TailpoolMarket

/// How the volatilities of each underlying answer a move of its spot, on average over the past.
///
///     log change of the volatilities = slope · log return of the spot,   slope = cov(spot, volatility) / var(spot)
///
/// It fills in what the record of a past move leaves out; it says nothing of how far a volatility strays from it.
public struct SpotVolatilityResponse: Hashable, Sendable {
  /// The slopes, of the underlyings whose spot and volatility both move in the past.
  public let slopes: [Underlying: Double]

  /// Takes the slopes of the regression that a covariance is the moments of.
  ///
  /// - Parameter covariance: Covariance of log returns and log volatility changes.
  /// - Complexity: O(factors²).
  public init(_ covariance: Covariance) {
    let places = Dictionary(
      zip(covariance.factors, covariance.factors.indices), uniquingKeysWith: { first, _ in first })
    var slopes: [Underlying: Double] = [:]
    for (factor, spot) in places {
      guard case .spot(let asset) = factor, let volatility = places[.volatility(asset)],
        covariance.matrix[spot, spot] > 0, covariance.matrix[volatility, volatility] > 0
      else { continue }
      slopes[Underlying(asset)] = covariance.matrix[spot, volatility] / covariance.matrix[spot, spot]
    }
    self.slopes = slopes
  }

  /// A scenario of the past with the volatilities that its record leaves out.
  ///
  /// - Parameter scenario: The scenario; one without a period is somebody's own, means what it says, and is returned as it is.
  /// - Returns: The scenario with a factor, and its mark, on the volatilities of each underlying that it names a return of and
  ///   no move of the volatilities, and that has a slope.
  public func completing(_ scenario: StressScenario) -> StressScenario {
    guard scenario.period != nil else { return scenario }
    var (move, fitted) = (scenario.move, scenario.fittedVolatilities)
    for (underlying, own) in scenario.move.byUnderlying {
      guard let slope = slopes[underlying], let spotReturn = own.spotReturn, own.spotShift == 0,
        own.volatilityFactor == nil, own.volatilityShift == 0
      else { continue }
      let factor = exp(slope * log1p(spotReturn))
      guard factor > 0, factor.isFinite else { continue }
      move.byUnderlying[underlying]?.volatilityFactor = factor
      fitted.insert(underlying)
    }
    return StressScenario(
      name: scenario.name, detail: scenario.detail, period: scenario.period, move: move, fittedVolatilities: fitted)
  }
}
