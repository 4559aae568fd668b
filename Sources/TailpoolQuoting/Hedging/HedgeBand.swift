import TailpoolLibc

/// Where a hedge is left alone because changing it costs more than the risk that it takes away.
///
/// A hedge outside the band is brought to the nearer edge, no further: at the edge the last unit traded is worth exactly what
/// it costs.
public struct HedgeBand: Hashable, Sendable {
  /// The middle: the hedge that costs nothing to reach, in units of the underlying.
  public let target: Double
  /// Half the width, in units of the underlying, ≥ 0; +∞ where no hedge is worth its cost.
  public let halfWidth: Double

  /// Creates a band.
  ///
  /// - Returns: nil for a target that is not finite, or a half width that is negative or NaN.
  public init?(target: Double, halfWidth: Double) {
    guard target.isFinite, halfWidth >= 0 else { return nil }
    (self.target, self.halfWidth) = (target, halfWidth)
  }

  /// The least hedge that is left alone.
  public var lower: Double { target - halfWidth }
  /// The greatest hedge that is left alone.
  public var upper: Double { target + halfWidth }

  /// The hedge that a hedge is brought to: itself inside the band, else the nearer edge.
  public func hedge(from held: Double) -> Double { min(max(held, lower), upper) }
}

extension HedgeBand {
  /// Half the width of the band for small costs.
  ///
  ///     halfWidth = (3/2 · D · λ · S · Γ² / γ)^(1/3)
  ///
  /// It is the first term of the exact band for exponential utility as costs go to zero: the width falls with the third root
  /// of the cost, the cost of hedging with its power of two thirds.
  ///
  /// - Parameters:
  ///   - gamma: d²V/dS² of all that is hedged, units of the underlying per dollar; its sign does not matter.
  ///   - spot: S, ≥ 0.
  ///   - cost: λ, part of what is traded that a trade costs, ≥ 0.
  ///   - riskAversion: γ, absolute, per dollar, > 0.
  ///   - discountFactor: D = e^(−r (T − t)) to the expiry, > 0.
  /// - Returns: Units of the underlying; 0 without a cost or a gamma; NaN for a number out of its range.
  /// - Accuracy: See Docs/Methods/Hedging.md, beside the exact band.
  /// - Complexity: O(1).
  ///
  /// Source: A. E. Whalley and P. Wilmott, An asymptotic analysis of an optimal hedging model for option pricing with
  /// transaction costs, Mathematical Finance 7 (1997) 307–324.
  public static func smallCostHalfWidth(
    gamma: Double, spot: Double, cost: Double, riskAversion: Double, discountFactor: Double = 1
  ) -> Double {
    guard spot >= 0, cost >= 0, riskAversion > 0, discountFactor > 0 else { return .nan }
    // The third root is taken of the factors: a square of a gamma may leave the range of a number.
    return cbrt(1.5 * discountFactor * cost * spot / riskAversion) * cbrt(abs(gamma)) * cbrt(abs(gamma))
  }
}
