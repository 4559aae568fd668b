import TailpoolMarket

/// Why returns or scenarios could not be made.
public enum ScenarioError: Error, Sendable, Equatable {
  /// No asset was asked for.
  case noAssets
  /// An asset was asked for twice.
  case duplicateAsset(name: String)
  /// A history has no column of that name; these it has.
  case unknownAsset(name: String, available: [String])
  /// Fewer observations than needed have a return of every asset.
  case tooFewObservations(found: Int, required: Int)
  /// Two factors, or one alone, have no return in any common row; they have so many each.
  case noCommonReturn(first: RiskFactor, second: RiskFactor, firstReturns: Int, secondReturns: Int)
  /// A return is to span fewer than one row.
  case invalidSpan(Int)
  /// The observation periods of a year are not finite and positive.
  case invalidPeriodsPerYear(Double)
  /// Two histories were taken at different times of the day, in seconds after midnight UTC.
  case differentCutTimes(first: Int, second: Int)
  /// A horizon is not finite and positive, or so long that a scaled move is not finite.
  case invalidHorizon(days: Double)
  /// The number of scenarios is not positive.
  case invalidScenarioCount(Int)
  /// A standard deviation is not finite and positive.
  case invalidStandardDeviation(Double)
  /// The covariance of the factors is not positive definite from this factor on.
  case notPositiveDefinite(leadingMinor: Int, factor: RiskFactor)
  /// A low-discrepancy sequence has fewer dimensions than factors are needed.
  case tooManyFactors(found: Int, largest: Int)
  /// A tolerance is not finite.
  case invalidTolerance(Double)
  /// A number of degrees of freedom is not finite or not more than 2, so that there is no variance.
  case invalidDegreesOfFreedom(Double)
  /// A factor belongs to no group, to two, or is not in the covariance.
  case invalidGroups(factor: RiskFactor)
  /// A return of the panel is NaN or infinite; the row counts from 0.
  case nonFiniteReturn(row: Int, factor: RiskFactor)
  /// A factor's returns do not vary.
  case constantFactor(RiskFactor)
  /// Parameters of a GARCH model are not finite, negative, or sum to more than 1 in α + β.
  case invalidModel(omega: Double, alpha: Double, beta: Double)
  /// A matrix given as a correlation has another shape, is not symmetric with ones on its diagonal, or has a negative
  /// eigenvalue.
  case invalidCorrelation
  /// Returns of one day are needed; these span several.
  case overlappingReturns(span: Int)
  /// A weight is not in [0, 1].
  case invalidWeight(Double)
}
