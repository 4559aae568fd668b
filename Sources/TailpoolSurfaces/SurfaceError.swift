/// Why a volatility smile or surface could not be built.
public enum SurfaceError: Error, Sendable, Equatable {
  /// A parameter is outside its domain.
  case parameterOutOfDomain(name: String, value: Double)
  /// The parameters do not determine a smile: a jump-wing smile with its minimum at the money has no unique width.
  case undetermined
  /// An expiry has fewer quotes than its smile has parameters, and no other expiry could stand in.
  case tooFewQuotes(found: Int, required: Int)
  /// Expiries are not in ascending order of years, or one is not finite and positive.
  case unorderedExpiries(index: Int)
  /// No expiry could be calibrated.
  case empty
}
