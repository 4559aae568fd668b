import TailpoolLibc
import TailpoolMarket

/// Cover of an event that comes by a hazard rate: what it pays, what is paid for it, and the premium at which both are worth the
/// same, as of a credit default swap.
///
/// With the hazard λ(u), the survival S(u) = exp(−∫₀ᵘ λ) and a flat rate r, for one unit of money over T years:
///
///     protection at the event  = ∫₀ᵀ exp(−ru) λ(u) S(u) du
///     protection at expiry     = exp(−rT) (1 − S(T))
///     annuity                  = ∫₀ᵀ exp(−ru) S(u) du,   what a premium of 1 a year until the event or expiry is worth
///     fair premium a year      = loss given event · protection / annuity
///
/// in closed form over the pieces of constant hazard.
///
/// Source: D. O'Kane and S. Turnbull, Valuation of Credit Default Swaps, Lehman Brothers Quantitative Credit Research (2003).
public enum EventProtection {
  /// The legs of one unit of cover with their derivatives.
  ///
  /// - Parameters:
  ///   - hazard: Rates a year, with times from the valuation.
  ///   - scale: What the hazard is multiplied by, finite and ≥ 0.
  ///   - elapsedYears: The time from the valuation at which the legs are worth this, ≥ 0 and without the event until then.
  ///   - years: The end of cover in years from the valuation, finite; before `elapsedYears` there is none left.
  ///   - rate: Continuously compounded rate per year, finite.
  /// - Returns: The legs; NaN throughout for an argument out of its range or NaN.
  /// - Accuracy: 1e-14 relative, on every row of References/Tables/event_protection.csv.
  /// - Complexity: O(pieces of the curve).
  public static func legs(
    hazard: HazardCurve, scale: Double = 1, elapsedYears: Double = 0, years: Double, rate: Double
  ) -> EventLegs {
    guard scale >= 0, scale.isFinite, elapsedYears >= 0, years.isFinite, rate.isFinite else { return .invalid }
    var legs = EventLegs()
    var integral = 0.0
    for piece in hazard.pieces(from: elapsedYears, to: years) {
      legs.add(piece, start: piece.start - elapsedYears, integral: integral, scale: scale, rate: rate)
      integral += piece.rate * (piece.end - piece.start)
    }
    legs.finish(years: max(years - elapsedYears, 0), integral: integral, scale: scale, rate: rate)
    return legs
  }
}

/// What one unit of cover of an event pays and what a premium of one a year is worth, each with its derivatives.
public struct EventLegs: Hashable, Sendable {
  /// A leg and its derivatives.
  public struct Leg: Hashable, Sendable {
    /// What it is worth.
    public internal(set) var value = 0.0
    /// The derivative in the scale of the hazard.
    public internal(set) var byScale = 0.0
    /// The second derivative in the scale of the hazard.
    public internal(set) var byScaleTwice = 0.0
    /// The derivative in the rate, per 1.00.
    public internal(set) var byRate = 0.0
  }

  /// One unit at the event.
  public internal(set) var atEvent = Leg()
  /// One unit at expiry if the event has happened.
  public internal(set) var atExpiry = Leg()
  /// One unit a year until the event or expiry.
  public internal(set) var annuity = Leg()
  /// The probability of the event.
  public internal(set) var probability = 0.0

  /// The leg that pays at the event or at expiry.
  public func protection(_ payment: EventPayment) -> Leg { payment == .atEvent ? atEvent : atExpiry }

  /// The premium a year, for one unit that is covered, at which the holder neither gains nor loses.
  ///
  /// - Parameters:
  ///   - payment: When the cover pays.
  ///   - lossGivenEvent: The part that is lost.
  /// - Returns: Loss given event · protection / annuity; NaN where no time is left.
  public func fairPremium(_ payment: EventPayment = .atEvent, lossGivenEvent: Double = 1) -> Double {
    lossGivenEvent * protection(payment).value / annuity.value
  }
}

extension EventLegs {
  static var invalid: EventLegs {
    let leg = Leg(value: .nan, byScale: .nan, byScaleTwice: .nan, byRate: .nan)
    return EventLegs(atEvent: leg, atExpiry: leg, annuity: leg, probability: .nan)
  }

  /// Adds a piece of constant hazard; Λ and the discount count from its start.
  fileprivate mutating func add(
    _ piece: HazardCurve.Piece, start: Double, integral: Double, scale: Double, rate: Double
  ) {
    let weight = exp(-rate * start - scale * integral)
    // A survival that has underflowed is none.
    guard weight > 0 else { return }
    let own = piece.rate
    let (m0, m1, m2) = Self.moments(rate + scale * own, piece.end - piece.start)
    annuity.value += weight * m0
    annuity.byScale -= weight * (integral * m0 + own * m1)
    annuity.byScaleTwice += weight * (integral * integral * m0 + 2 * integral * own * m1 + own * (own * m2))
    annuity.byRate -= weight * (start * m0 + m1)
    atEvent.value += weight * scale * own * m0
    atEvent.byRate -= weight * scale * own * (start * m0 + m1)
  }

  /// The legs that the whole time decides: of 1 = protection + rate · annuity + exp(−rT) S(T) the derivatives in the scale.
  fileprivate mutating func finish(years: Double, integral: Double, scale: Double, rate: Double) {
    let discount = exp(-rate * years)
    probability = -expm1(-scale * integral)
    let survived = discount * exp(-scale * integral)
    // What surely happens does not become likelier.
    let exposed = survived > 0 ? survived * integral : 0
    atExpiry = Leg(
      value: discount * probability, byScale: exposed, byScaleTwice: exposed > 0 ? -exposed * integral : 0,
      byRate: -years * discount * probability)
    atEvent.byScale = atExpiry.byScale - rate * annuity.byScale
    atEvent.byScaleTwice = atExpiry.byScaleTwice - rate * annuity.byScaleTwice
  }

  /// ∫ xⁿ exp(−zx) dx from 0 to a width, n = 0, 1, 2.
  private static func moments(_ z: Double, _ width: Double) -> (Double, Double, Double) {
    let y = z * width
    guard abs(y) < 1 else {
      let end = exp(-y)
      let m0 = -expm1(-y) / z
      let m1 = (m0 - width * end) / z
      return (m0, m1, (2 * m1 - width * width * end) / z)
    }
    var (term, sums) = (1.0, (0.0, 0.0, 0.0))
    for j in 0..<20 {
      let n = Double(j)
      sums = (sums.0 + term / (n + 1), sums.1 + term / (n + 2), sums.2 + term / (n + 3))
      term *= -y / (n + 1)
    }
    return (width * sums.0, width * width * sums.1, width * width * width * sums.2)
  }
}
