/// Where a division that does not come out even is rounded; no function has a default.
public enum Rounding: Hashable, Sendable, CaseIterable {
  /// To the next integer at or below the exact quotient.
  case down
  /// To the next integer at or above the exact quotient.
  case up
  /// To the nearest integer, and to the even one halfway.
  case nearestOrEven

  /// The rounding of a magnitude whose number is negative.
  @usableFromInline var ofMagnitudeBelowZero: Rounding {
    switch self {
    case .down: .up
    case .up: .down
    case .nearestOrEven: .nearestOrEven
    }
  }
}
