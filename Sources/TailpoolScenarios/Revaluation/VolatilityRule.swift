import TailpoolPricing

/// What an option's volatility does when its spot moves, before the scenario's own factor on volatilities.
public enum VolatilityRule: Hashable, Sendable {
  /// Each strike keeps its volatility.
  case stickyStrike
  /// Each log-moneyness keeps its volatility: the smile moves with the forward.
  ///
  ///     volatility then = volatility · sqrt(w(k − x) / w(k)),   k = log(strike / forward),   x = log return of the spot
  ///
  /// with w the total variance of the option's expiry, straight between the marks, or between the 129 points of the
  /// calibrated smile where the marks are off a surface, and flat beyond them. An option whose
  /// volatility is not the smile's keeps its ratio to it. An expiry without marks keeps the volatilities of its strikes.
  /// A contract without expiry goes by the expiry nearest to its mean maturity; one without a strike keeps its volatility.
  case stickyDelta(VolatilityMarks)
  /// All volatilities of an underlying shift by the same amount, in proportion to the log return of its spot.
  ///
  ///     volatility then = volatility + slope · x, at least a hundredth of what it was
  ///
  /// A slope of −0.5 adds five points of volatility to a fall of a tenth.
  case surfaceShift(slope: Double)
}

extension VolatilityRule {
  /// Least factor that a shift leaves of a volatility.
  static let leastFactor = 0.01

  /// What the rule is for one underlying and expiry, in the form that is applied to columns of scenarios.
  enum Applied: Hashable, Sendable {
    case stickyStrike
    case stickyDelta([SmileCurve])
    case surfaceShift(slope: Double)
  }
}
