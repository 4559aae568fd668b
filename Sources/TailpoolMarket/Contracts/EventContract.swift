/// When a contract on an event pays.
public enum EventPayment: String, Hashable, Sendable, CaseIterable {
  /// At the instant of the event.
  case atEvent = "at-event"
  /// At expiry.
  case atExpiry = "at-expiry"
}

/// Cover of an event that no price decides, such as an exploit or the failure of an oracle: its first happening before expiry.
///
/// One unit pays the loss given the event, a share of the contract size; the holder pays a premium by the year until the event or
/// expiry, like the buyer of a credit default swap, or has paid it upfront. How likely the event is says a hazard curve, which is
/// what the contract is valued at: no market implies it. With a spot dependence the hazard is
///
///     λ(t, S) = λ(t) (S / reference)^−β
///
/// so that with β > 0 it rises when the underlying falls: wrong-way risk of a pool that holds the underlying. Contracts on events
/// of one name share the event. It settles in cash, discounted at the underlying's rate.
public struct EventContract: ContractTerms {
  /// How the hazard depends on the spot of the underlying.
  public struct SpotDependence: Hashable, Sendable {
    /// The power β, finite; > 0 makes the event likelier the lower the spot.
    public let power: Double
    /// The spot at which the hazard is that of the curve, finite and > 0.
    public let reference: Double

    /// Creates a dependence; see the properties.
    public init(power: Double, reference: Double) { (self.power, self.reference) = (power, reference) }
  }

  /// The name of the event, not empty.
  public let event: String
  /// Whose rate discounts, and on whose spot the hazard may depend.
  public let underlying: Underlying
  /// The part of the contract size that the event costs, > 0 and ≤ 1.
  public let lossGivenEvent: Double
  /// When it pays.
  public let payment: EventPayment
  /// What the holder pays a year until the event or expiry, for one unit of the contract size, finite and ≥ 0.
  public let premiumRate: Double
  /// How likely the event is, with times from the valuation.
  public let hazard: HazardCurve
  /// How the hazard depends on the spot; nil where it does not.
  public let dependence: SpotDependence?
  /// The instant of expiry.
  public let expiry: Timestamp
  /// The sum that is covered, in quote currency, finite and > 0.
  public let contractSize: Double

  /// Creates a contract; see the properties for the meaning of each argument.
  ///
  /// - Throws: `MarketError.invalidTerms` for a number out of its range, or for an event without a name.
  public init(
    event: String, underlying: Underlying, lossGivenEvent: Double = 1, payment: EventPayment = .atEvent,
    premiumRate: Double = 0, hazard: HazardCurve, dependence: SpotDependence? = nil, expiry: Timestamp,
    contractSize: Double = 1
  ) throws(MarketError) {
    self.event = event
    self.underlying = underlying
    self.lossGivenEvent = lossGivenEvent
    self.payment = payment
    self.premiumRate = premiumRate
    self.hazard = hazard
    self.dependence = dependence
    self.expiry = expiry
    self.contractSize = contractSize
    try check(
      positive: [("lossGivenEvent", lossGivenEvent), ("contractSize", contractSize)]
        + (dependence.map { [("dependence.reference", $0.reference)] } ?? []))
    if let (field, value) = firstProblem { throw .invalidTerms(contract: name, field: field, value: value) }
  }

  private var firstProblem: (field: String, value: Double)? {
    if lossGivenEvent > 1 { return ("lossGivenEvent", lossGivenEvent) }
    if !(premiumRate >= 0 && premiumRate.isFinite) { return ("premiumRate", premiumRate) }
    if let power = dependence?.power, !power.isFinite { return ("dependence.power", power) }
    return event.isEmpty ? ("event", 0) : nil
  }

  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// The instant of expiry.
  public var expiration: Timestamp? { expiry }
  /// Cash.
  public var settlement: Settlement { .cash }
  /// `BTC-EVENT-29MAY26-oracle`.
  public var name: String { "\(underlying)-EVENT-\(expiry.venueDay)-\(event)" }
}
