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
}

extension RiskError {
  /// The error for values that are none or not all finite, or nil when they are usable.
  static func firstProblem(in values: [Double]) -> RiskError? {
    guard !values.isEmpty else { return .empty }
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return nil }
    return .nonFinite(index: index, count: values.count { !$0.isFinite })
  }
}
