import TailpoolMarket

/// How the standard deviation of a factor is known on each day of the past, and on the next.
public enum VolatilityFilter: Hashable, Sendable {
  /// By a GARCH(1,1) model; ω = 0 is exponential weighting.
  case garch(GARCHModel)
  /// Known beforehand, such as implied by options on the day before.
  ///
  /// `past` has that of each row of the panel and `next` that of the first day of the horizon, > 0 and in one unit.
  case known(past: [Double], next: Double)

  /// Exponential weighting of squared returns: h' = decay · h + (1 − decay) r².
  ///
  /// - Parameter decay: In [0, 1].
  /// - Throws: `ScenarioError.invalidModel`.
  public static func exponential(decay: Double) throws(ScenarioError) -> VolatilityFilter {
    .garch(try GARCHModel(omega: 0, alpha: 1 - decay, beta: decay))
  }

  /// The variance of the day after one with a given variance and return.
  func next(after variance: Double, return value: Double) -> Double {
    switch self {
    case .garch(let model): model.next(after: variance, return: value)
    case .known: variance
    }
  }
}

/// The returns of a factor over the standard deviations of their days, and the variance of the next day.
struct FilteredReturns {
  let filter: VolatilityFilter
  let residuals: [Double]
  let next: Double

  /// Filters returns in the order of time.
  ///
  /// - Parameters:
  ///   - returns: At least 30, finite.
  ///   - factor: Whose they are, for errors.
  ///   - filter: The filter; nil fits a GARCH(1,1) model.
  init(_ returns: [Double], of factor: RiskFactor, by filter: VolatilityFilter?) throws(ScenarioError) {
    guard returns.count >= GARCHModel.Fit.fewestReturns else {
      throw .tooFewObservations(found: returns.count, required: GARCHModel.Fit.fewestReturns)
    }
    if let row = returns.firstIndex(where: { !$0.isFinite }) { throw .nonFiniteReturn(row: row, factor: factor) }
    guard returns.contains(where: { $0 != 0 }) else {
      // What never moved has no deviation to be measured by, and does not move.
      self.filter = .known(past: returns, next: 0)
      (residuals, next) = (returns, 0)
      return
    }
    self.filter = if let filter { filter } else { .garch(try GARCHModel.Fit(to: returns, factor: factor).model) }
    switch self.filter {
    case .garch(let model):
      let variances = model.variances(of: returns)
      residuals = zip(returns, variances).map { $0 / $1.squareRoot() }
      next = variances.last ?? .nan
    case .known(let past, let deviation):
      precondition(past.count == returns.count, "\(past.count) deviations for \(returns.count) returns")
      if let wrong = (past + [deviation]).first(where: { !($0 > 0 && $0.isFinite) }) {
        throw .invalidStandardDeviation(wrong)
      }
      residuals = zip(returns, past).map { $0 / $1 }
      next = deviation * deviation
    }
    guard residuals.allSatisfy({ $0.isFinite }), next.isFinite else { throw .constantFactor(factor) }
  }
}
