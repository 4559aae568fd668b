import TailpoolLedger
import TailpoolLibc

/// What a trade pays for the imbalance of a pool that it makes, or is paid for that which it takes away.
///
/// With s the value of one token less that of the other, d = |s|, and f⁺ ≤ f⁻,
///
///     impact = f (d₀ᵉ − d₁ᵉ)         on the same side: f⁺ where the imbalance falls, f⁻ where it grows
///     impact = f⁺ d₀ᵉ − f⁻ d₁ᵉ       across balance
///
/// so that no way there and back pays. A further unit of imbalance costs at most `greatestMarginal`: where f e dᵉ⁻¹ reaches it, dᵉ goes on
/// as a straight line. A trade moves the imbalance by twice its own value; were the slope ½ or more, a pool could pay for a balance that its
/// own payment makes.
///
/// Source: gmx-io/gmx-synthetics, `PricingUtils`; the straight line is ours.
public struct ImbalanceImpact: Hashable, Sendable {
  /// What a further unit of imbalance costs at most.
  public static let greatestMarginal = 0.25

  /// f⁺, for an imbalance that falls.
  public let positiveFactor: Double
  /// f⁻, for one that grows.
  public let negativeFactor: Double
  /// e.
  public let exponent: Double
  /// Where the lines begin.
  private let positiveEnd, negativeEnd: Double

  /// Creates the impact.
  ///
  /// - Parameters:
  ///   - positiveFactor: f⁺, finite, ≥ 0, at most f⁻.
  ///   - negativeFactor: f⁻, finite and > 0.
  ///   - exponent: e, above 1 and at most 4.
  /// - Throws: `VenueRefusal.invalidTerms` naming the argument.
  public init(positiveFactor: Double, negativeFactor: Double, exponent: Double) throws(VenueRefusal) {
    guard negativeFactor > 0, negativeFactor.isFinite else { throw .invalidTerms(field: "negativeFactor") }
    guard positiveFactor >= 0, positiveFactor <= negativeFactor else { throw .invalidTerms(field: "positiveFactor") }
    guard exponent > 1, exponent <= 4 else { throw .invalidTerms(field: "exponent") }
    (self.positiveFactor, self.negativeFactor, self.exponent) = (positiveFactor, negativeFactor, exponent)
    func end(_ factor: Double) -> Double { pow(Self.greatestMarginal / (factor * exponent), 1 / (exponent - 1)) }
    (positiveEnd, negativeEnd) = (end(positiveFactor), end(negativeFactor))
  }

  /// The impact of a change of imbalance, > 0 where it is paid to the trader.
  ///
  /// - Parameters:
  ///   - start: The imbalance s before.
  ///   - end: The imbalance after.
  /// - Returns: In units of value; NaN for NaN.
  /// - Accuracy: 1e-14 of the greater of the two powers times its factor.
  public func value(from start: Double, to end: Double) -> Double {
    let parts = parts(from: start, to: end)
    return parts.given - parts.taken
  }

  /// What the imbalance before is worth to the trader, and what that after costs.
  private func parts(from start: Double, to end: Double) -> (given: Double, taken: Double) {
    let crosses = start < 0 && end > 0 || start > 0 && end < 0
    let grows = end.magnitude > start.magnitude
    return (
      crosses || !grows ? positive(start.magnitude) : negative(start.magnitude),
      crosses || grows ? negative(end.magnitude) : positive(end.magnitude)
    )
  }

  private func positive(_ d: Double) -> Double { Self.potential(d, positiveFactor, exponent, positiveEnd) }

  private func negative(_ d: Double) -> Double { Self.potential(d, negativeFactor, exponent, negativeEnd) }

  private static func potential(_ d: Double, _ factor: Double, _ exponent: Double, _ end: Double) -> Double {
    d <= end ? factor * pow(d, exponent) : factor * pow(end, exponent) + greatestMarginal * (d - end)
  }

  /// The impact in whole units, no more than the exact one.
  ///
  /// Each power is wrong by less than 2⁻⁴⁹ of itself (its argument by 2⁻⁵², four times that by the exponent; itself and the product by two
  /// units of the last place), and is taken 2⁻⁴⁸ against the trader. So the sum along any way from an imbalance back to it is at most 0.
  func units(from start: Imbalance, to end: Imbalance) throws(VenueRefusal) -> Int128 {
    let parts = parts(from: start.approximation, to: end.approximation)
    let units = (parts.given * (1 - 0x1p-48) - parts.taken * (1 + 0x1p-48)).rounded(.down)
    guard units.magnitude < 0x1p126 else { throw .overflow }
    let isSame = start.isBelow == end.isBelow || start.magnitude == 0 || end.magnitude == 0
    return isSame && end.magnitude <= start.magnitude ? max(0, Int128(units)) : Int128(units)
  }
}

/// The value of one token less that of the other, in whole units.
struct Imbalance: Hashable {
  let magnitude: UInt128
  let isBelow: Bool

  /// a − b.
  init(_ a: UInt128, less b: UInt128) { (magnitude, isBelow) = a >= b ? (a - b, false) : (b - a, true) }

  var approximation: Double { isBelow ? -magnitude.approximation : magnitude.approximation }
}
