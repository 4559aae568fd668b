/// Why a curve of forwards or discount factors could not be built.
package enum CurveError: Error, Sendable, Equatable {
  /// A number is outside its range; `name` is that of the argument.
  case parameterOutOfDomain(name: String, value: Double)
  /// Two points are of one time, or times are not ascending, finite and positive.
  case unorderedTimes(index: Int)
  /// There is no point.
  case empty
}
