import TailpoolMarket

/// Cover that pays a fixed sum by a trigger that anyone can observe: a price, or an event that no price decides.
///
/// It is sold as a contract of the market (`contract()`), so that one run of risk holds it beside options, and priced as one.
public struct ParametricCover: Hashable, Sendable {
  /// What makes it pay.
  public enum Trigger: Hashable, Sendable {
    /// The index ends below a level: a digital put.
    case endsBelow(Double)
    /// The index ends above a level: a digital call.
    case endsAbove(Double)
    /// The index reaches a level from a side at any instant, such as a token that loses its peg: a one-touch, that pays then or at
    /// expiry. It is watched continuously: a trigger by a mean price or by days below the level pays less often than this.
    case reaches(Double, from: BarrierSide, payment: EventPayment = .atEvent)
    /// The event of a name happens, by a hazard that may depend on the index's spot.
    case event(
      String, hazard: HazardCurve, dependence: EventContract.SpotDependence? = nil, payment: EventPayment = .atEvent)
  }

  /// The index, or whose rate discounts cover of an event.
  public let index: Underlying
  /// What makes it pay.
  public let trigger: Trigger
  /// What it pays, in the quote currency, finite and > 0.
  public let payout: Double
  /// When it ends.
  public let expiry: Timestamp

  /// Creates a cover; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for a payout, a level or a dependence that is out of its range, or an event without a name.
  public init(
    index: Underlying, trigger: Trigger, payout: Double, expiry: Timestamp
  ) throws(InsuranceError) {
    self.index = index
    self.trigger = trigger
    self.payout = payout
    self.expiry = expiry
    _ = try contract()
  }

  /// The contract that it is: one unit pays the payout.
  ///
  /// - Throws: `InsuranceError.invalid`; never for a cover that could be made.
  public func contract() throws(InsuranceError) -> Contract {
    do throws(MarketError) {
      switch trigger {
      case .endsBelow(let level): return Contract(try digital(.put, level))
      case .endsAbove(let level): return Contract(try digital(.call, level))
      case .reaches(let level, let side, let payment):
        return Contract(
          try TouchContract(
            underlying: index, payoff: payment == .atEvent ? .oneTouch : .oneTouchAtExpiry, side: side, barrier: level,
            expiry: expiry, contractSize: payout))
      case .event(let event, let hazard, let dependence, let payment):
        return Contract(
          try EventContract(
            event: event, underlying: index, payment: payment, hazard: hazard, dependence: dependence, expiry: expiry,
            contractSize: payout))
      }
    } catch {
      guard case .invalidTerms(_, let field, let value) = error else {
        throw .invalid("cover", index: nil, value: payout, expected: "terms that can be traded")
      }
      throw .invalid(
        field, index: nil, value: value,
        expected: field == "event" ? "a name" : field == "dependence.power" ? "a finite number" : "a finite number > 0")
    }
  }

  private func digital(_ type: OptionType, _ level: Double) throws(MarketError) -> DigitalContract {
    try DigitalContract(
      underlying: index, payoff: .cash, type: type, strike: level, expiry: expiry, contractSize: payout)
  }

  /// The same cover paid at expiry, whose value is the discount times the probability of the trigger.
  var paidAtExpiry: ParametricCover {
    let later: Trigger =
      switch trigger {
      case .endsBelow, .endsAbove: trigger
      case .reaches(let level, let side, _): .reaches(level, from: side, payment: .atExpiry)
      case .event(let name, let hazard, let dependence, _):
        .event(name, hazard: hazard, dependence: dependence, payment: .atExpiry)
      }
    return ParametricCover(unchecked: self, later)
  }

  private init(unchecked cover: ParametricCover, _ trigger: Trigger) {
    (index, payout, expiry) = (cover.index, cover.payout, cover.expiry)
    self.trigger = trigger
  }
}
