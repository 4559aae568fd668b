import TailpoolNumerics

/// An event that strikes several policies together: each is hit with a probability, and then claims, independently.
public struct CommonShock: Sendable {
  /// What an event does to one policy.
  public struct Hit: Sendable {
    /// Which policy, from 0.
    public let policy: Int
    /// The probability that an event hits it, 0 … 1.
    public let probability: Double
    /// The law of its claim.
    public let severity: LossDistribution

    /// Creates what an event does to one policy.
    public init(policy: Int, probability: Double = 1, severity: LossDistribution) {
      self.policy = policy
      self.probability = probability
      self.severity = severity
    }
  }

  /// The law of the number of events.
  public let count: any ClaimCount
  /// The policies that may be hit.
  public let hits: [Hit]

  /// Creates a shock.
  ///
  /// - Parameters:
  ///   - count: The law of the number of events; Poisson where they come at a rate.
  ///   - hits: The policies that may be hit.
  public init(count: any ClaimCount, hits: [Hit]) {
    self.count = count
    self.hits = hits
  }
}
