import TailpoolNumerics
import TailpoolRisk

/// The capital that a pool needs for claims and assets together, and what each of them brings.
public struct CapitalRequirement: Hashable, Sendable {
  /// What a part of the loss needs.
  public struct Part: Hashable, Sendable {
    /// What it is: `independent claims`, `triggered claims` or `assets`.
    public let name: String
    /// Its mean loss.
    public let mean: Double
    /// What it would need alone.
    public let standalone: Double
    /// The standard error of that from the number of scenarios; 0 for independent claims, whose law is given.
    public let standardError: Double
    /// Its mean in the tail of the whole: its Euler contribution to the expected shortfall.
    public let contribution: Double
  }

  /// The measure by which capital is required.
  public let measure: TailMeasure
  /// The mean of the whole loss.
  public let mean: Double
  /// The value at risk of the whole at the measure's level.
  public let valueAtRisk: ValueAtRisk
  /// The expected shortfall of the whole at the measure's level.
  public let expectedShortfall: ExpectedShortfall
  /// The parts; their contributions add up to the expected shortfall.
  public let parts: [Part]
  /// What all claims, independent and triggered, would need without the assets' results.
  public let claims: Double

  /// The capital required, at a mean loss included.
  public var amount: Double { pick(valueAtRisk.value, expectedShortfall.value) }

  /// The standard error of the capital from the number of scenarios.
  public var standardError: Double { pick(valueAtRisk.standardError, expectedShortfall.standardError) }

  /// What the parts would need alone, less what they need together: never negative, but for rounding, by expected shortfall.
  public var diversificationBenefit: Double { parts.reduce(0) { $0 + $1.standalone } - amount }

  private func pick(_ valueAtRisk: Double, _ expectedShortfall: Double) -> Double {
    switch measure {
    case .valueAtRisk: valueAtRisk
    case .expectedShortfall: expectedShortfall
    }
  }
}
