import Testing

@testable import TailpoolRisk

/// The level of a fraction as JSON gives it.
func level(_ fraction: Any?) throws -> ConfidenceLevel {
  try #require(ConfidenceLevel(percent: 100 * (fraction as? Double ?? .nan)))
}
