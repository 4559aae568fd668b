import TailpoolLedger
import TailpoolLibc
import TailpoolNumerics
import TailpoolPoolEngine

/// A cover that may be claimed, independently of the others.
public struct CoverExposure: Hashable, Sendable {
  /// What the cover is called.
  public let name: String
  /// What a claim takes, in base units, > 0.
  public let amount: Int128
  /// The probability of a claim, 0 … 1.
  public let probability: Double

  /// Creates an exposure; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for a number out of its range.
  public init(name: String, amount: Int128, probability: Double) throws(InsuranceError) {
    try InsuranceError.checkProbability("probability of a claim", probability)
    try InsuranceError.checkPositive("amount of a claim", amount)
    self.name = name
    self.amount = amount
    self.probability = probability
  }
}

/// Which covers are claimed, and no others.
public struct ClaimOutcome: Hashable, Sendable {
  /// The covers that are claimed, by index, in increasing order.
  public let covers: [Int]
  /// What they take together, in base units.
  public let amount: Int128
  /// The logarithm of the probability that these are claimed and no others; −∞ is not possible.
  public let logProbability: Double

  /// The probability that these are claimed and no others; 0 when it underflows.
  public var probability: Double { exp(logProbability) }
}

/// The least that must happen for claims to reach an amount.
public struct LeastClaims: Hashable, Sendable {
  /// The amount, in base units.
  public let needed: Int128
  /// An outcome with the fewest claims; of those, one with the greatest amounts.
  public let fewest: ClaimOutcome
  /// The most probable outcome, or the best that was found.
  public let mostProbable: ClaimOutcome
  /// No outcome that reaches the amount has a greater log probability than this. It equals that of `mostProbable`, but for
  /// rounding, unless the search was cut short.
  public let logProbabilityBound: Double
}
