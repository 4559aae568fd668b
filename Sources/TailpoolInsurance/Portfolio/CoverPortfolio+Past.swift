/// What is known of past claims, and what is held back for them.
extension CoverPortfolio {
  /// A triangle of past claims, and how it is read.
  public struct Development: Sendable {
    /// What the claims of a triangle are.
    public enum Claims: Hashable, Sendable {
      /// Claims that were paid: what still comes is all that will be paid.
      case paid
      /// Claims that were reported, at what they are expected to cost: what still comes is incurred and not reported, or not enough.
      case reported
    }

    /// The triangle.
    public let triangle: DevelopmentTriangle
    /// What its claims are; nil where nobody says.
    public let claims: Claims?
    /// How the factors of origin periods make one.
    public let weighting: FactorWeighting
    /// What claims do after the last age.
    public let tail: DevelopmentTail
    /// How the variance of the last factor is found.
    public let lastVariance: MackErrors.LastVariance
    /// Exposure and expected loss ratio of each origin period; nil where Bornhuetter–Ferguson is not asked for.
    public let expected: (exposures: [Double], lossRatios: [Double])?

    /// Creates a development; see the properties for the meaning of each argument.
    public init(
      triangle: DevelopmentTriangle, claims: Claims? = nil, weighting: FactorWeighting = .volumeWeighted,
      tail: DevelopmentTail = .none, lastVariance: MackErrors.LastVariance,
      expected: (exposures: [Double], lossRatios: [Double])? = nil
    ) {
      (self.triangle, self.claims, self.weighting, self.tail) = (triangle, claims, weighting, tail)
      (self.lastVariance, self.expected) = (lastVariance, expected)
    }
  }

  /// What technical reserves are made of, in hundredths of the unit.
  public struct ReserveBasis: Hashable, Sendable {
    /// What the triangle says is still to come.
    public enum Method: Hashable, Sendable {
      /// By the chain ladder.
      case chainLadder
      /// By Bornhuetter and Ferguson.
      case bornhuetterFerguson
    }

    /// The time, in seconds.
    public let now: Int64
    /// Premiums of the cover that was sold.
    public let premiums: [PremiumPeriod]
    /// Claims that were reported and are not closed.
    public let claims: [ReportedClaim]
    /// By what the triangle is read.
    public let method: Method

    /// Creates a basis; see the properties for the meaning of each argument.
    public init(now: Int64, premiums: [PremiumPeriod], claims: [ReportedClaim], method: Method) {
      (self.now, self.premiums, self.claims, self.method) = (now, premiums, claims, method)
    }
  }

  /// Claims over exposure of several contracts in past periods.
  public struct Experience: Sendable {
    /// The names of the contracts.
    public let contracts: [String]
    /// Claims over exposure, by contract and period.
    public let ratios: [[Double]]
    /// Exposures, by contract and period; nil where all count alike, of single risks.
    public let weights: [[Double]]?

    /// Creates an experience; see the properties for the meaning of each argument.
    public init(contracts: [String], ratios: [[Double]], weights: [[Double]]?) {
      (self.contracts, self.ratios, self.weights) = (contracts, ratios, weights)
    }
  }
}
