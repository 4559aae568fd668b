import TailpoolMarket

/// Why a risk measure could not be computed.
public enum RiskError: Error, Sendable, Equatable {
  /// There is no scenario.
  case empty
  /// Entries are NaN or infinite: the first index (from 0), and how many there are.
  case nonFinite(index: Int, count: Int)
  /// A probability is negative, NaN or infinite: the first index (from 0) and its value.
  case invalidProbability(index: Int, probability: Double)
  /// Probabilities do not sum to one within 1e-9.
  case probabilitiesDoNotSumToOne(sum: Double)
  /// There are fewer scenarios, points or exceptions than the method needs at the level.
  case tooFewScenarios(found: Int, required: Int)
  /// A parameter is out of its range.
  case invalidParameter(name: String, value: Double)
  /// The expected shortfall forecast for a day (from 0) is not positive, or less than its value at risk.
  case invalidForecast(index: Int, valueAtRisk: Double, expectedShortfall: Double)
  /// The Cornish–Fisher expansion does not increase everywhere for these moments, and is no quantile function.
  case outsideCornishFisherDomain(skewness: Double, excessKurtosis: Double)
  /// A covariance has a negative eigenvalue: by this much it differs from the nearest product of a factor.
  case notPositiveSemidefinite(remainder: Double)
  /// A search or an integral did not reach its accuracy at this point.
  case noConvergence(at: Double)
  /// A factor that the book needs is not among those given.
  case missingFactor(name: String)
  /// A stress names assets that the book does not hold; these it holds.
  case unknownAssets(names: [String], known: [String])
  /// A number of a shock is not finite, or makes a price negative.
  case invalidShock(underlying: Underlying, name: String, value: Double)
  /// A scenario of a stress set cannot be applied to a book: a number of it is not finite or makes a price negative, or the
  /// profit and loss that it brings is not finite; `field` is its name in `UnderlyingMove`, `correlationShifts` or
  /// `profit and loss`.
  case inapplicableScenario(name: String, underlying: Underlying, field: String, value: Double)
}

extension RiskError {
  /// The error for values that are none or not all finite, or nil when they are usable.
  static func firstProblem(in values: [Double]) -> RiskError? {
    guard !values.isEmpty else { return .empty }
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    return .nonFinite(index: index, count: values.count { !$0.isFinite })
  }
}
