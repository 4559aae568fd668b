/// From which side a spot reaches a barrier.
public enum BarrierSide: String, Hashable, Sendable, CaseIterable {
  /// The barrier stands above the spot: the spot rises to it.
  case up
  /// The barrier stands below the spot: the spot falls to it.
  case down

  /// Whether a spot is at the barrier or beyond it.
  ///
  /// - Parameters:
  ///   - spot: The spot price.
  ///   - barrier: The barrier, same unit.
  /// - Returns: `spot ≥ barrier` from below and `spot ≤ barrier` from above; false for NaN.
  public func isReached(spot: Double, barrier: Double) -> Bool { self == .up ? spot >= barrier : spot <= barrier }
}
