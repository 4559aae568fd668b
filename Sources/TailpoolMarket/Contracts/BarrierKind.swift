/// Where the barrier of an option stands and what reaching it does.
///
/// The barrier is watched at every instant up to expiry, and touching it counts as crossing.
public enum BarrierKind: String, Hashable, Sendable, CaseIterable {
  /// The option comes to life when the spot rises to the barrier.
  case upAndIn = "up-and-in"
  /// The option ends when the spot rises to the barrier.
  case upAndOut = "up-and-out"
  /// The option comes to life when the spot falls to the barrier.
  case downAndIn = "down-and-in"
  /// The option ends when the spot falls to the barrier.
  case downAndOut = "down-and-out"

  /// Whether the spot reaches the barrier from below.
  @inlinable public var isUp: Bool { self == .upAndIn || self == .upAndOut }

  /// Whether the option comes to life at the barrier; it ends there otherwise.
  public var isKnockIn: Bool { self == .upAndIn || self == .downAndIn }

  /// Whether a spot is at the barrier or beyond it.
  ///
  /// - Parameters:
  ///   - spot: The spot price.
  ///   - barrier: The barrier, same unit.
  /// - Returns: `spot ≥ barrier` for an up barrier and `spot ≤ barrier` for a down barrier; false for NaN.
  @inlinable public func isCrossed<Price: Comparable>(spot: Price, barrier: Price) -> Bool {
    isUp ? spot >= barrier : spot <= barrier
  }
}
