import TailpoolMarket

/// What is known of a proxy's error, in dollars.
public struct ProxyCertificate: Hashable, Sendable {
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
