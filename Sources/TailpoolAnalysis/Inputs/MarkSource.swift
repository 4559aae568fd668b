import TailpoolPricing
import TailpoolScenarios
import TailpoolSurfaces

/// What an analysis values options at.
public enum MarkSource: Hashable, Sendable {
  /// A surface of this family, calibrated to the quotes of each listing class. Options of expiries that could not be
  /// calibrated keep the volatilities of their own quotes.
  case surface(FittedSurface.Family)
  /// The venue's own volatility of each option, or what its mark or mid implies.
  case quotes
}

/// What an option's volatility does when its spot moves, besides the scenario's own factor.
public enum SmileDynamics: Hashable, Sendable {
  /// Each strike keeps its volatility.
  case stickyStrike
  /// The smile moves with the forward: each log-moneyness keeps its volatility.
  case stickyDelta
  /// All volatilities shift by the slope times the log return of the spot.
  case surfaceShift(slope: Double)

  /// The rule by which a book is revalued.
  ///
  /// - Parameter marks: The volatilities that the book is valued at.
  func rule(_ marks: VolatilityMarks) -> VolatilityRule {
    switch self {
    case .stickyStrike: .stickyStrike
    case .stickyDelta: .stickyDelta(marks)
    case .surfaceShift(let slope): .surfaceShift(slope: slope)
    }
  }
}

extension BookAnalysis {
  /// The rule by which the book was revalued.
  public var volatilityRule: VolatilityRule { settings.smileDynamics.rule(marks.marks) }
}
