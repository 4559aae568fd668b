import TailpoolMarket

/// What is known of the error of a costly contract that was sampled, in dollars.
///
/// A contract whose `Repricer.isCostly` is true is priced at Chebyshev nodes once a run and interpolated, under the proxy and
/// in full revaluation alike.
public struct SampledPart: Hashable, Sendable {
  /// The name of the contract.
  public let contract: String
  /// The bound on the error of its value in any scenario, over all that the book holds of it.
  public let errorBound: Double
  /// How often it was priced to find its polynomials and to check them.
  public let prices: Int
}

extension RevaluationProxy {
  /// What is known of a proxy's error, in dollars.
  public struct Certificate: Hashable, Sendable {
    /// What is known for one underlying.
    public struct Part: Hashable, Sendable {
      /// The underlying.
      public let underlying: Underlying
      /// The bound on the error of its part of the profit and loss in any scenario.
      public let errorBound: Double
      /// The greatest difference from full revaluation seen at the checked points.
      public let largestError: Double
      /// How far the values of its options move over the scenarios, added up without netting.
      public let grossRange: Double
      /// Panels in log spot; zero where no instrument needs them.
      public let spotPanels: Int
      /// Panels in log volatility; zero likewise.
      public let volatilityPanels: Int
      /// Instruments that are priced in full in every scenario: options too near their expiry, contracts without one.
      public let fullyPriced: Int
      /// Instruments that have expired by the horizon and count by their payoff.
      public let expired: Int
    }

    /// The parts, by underlying.
    public let parts: [Part]
    /// Points at which each underlying was compared with full revaluation.
    public let checkedPoints: Int

    /// The bound on the error of the whole book's profit and loss in any scenario: the sum over the underlyings.
    ///
    /// It is the sum of what the polynomials leave out, by their coefficients, and eight times the greatest error at the
    /// checked points.
    public var errorBound: Double { parts.reduce(0) { $0 + $1.errorBound } }
    /// The sum over the underlyings of the greatest difference at the checked points.
    public var largestError: Double { parts.reduce(0) { $0 + $1.largestError } }
    /// The gross range of the whole book.
    public var grossRange: Double { parts.reduce(0) { $0 + $1.grossRange } }
  }
}
