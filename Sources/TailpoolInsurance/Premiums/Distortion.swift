import TailpoolLibc
import TailpoolNumerics

/// A function that makes small probabilities of large losses greater, so that their mean is a premium.
public enum Distortion: Hashable, Sendable {
  /// Wang's: g(s) = N(N⁻¹(s) + shift), which moves a normal or log-normal loss by `shift` standard deviations.
  case wang(shift: Double)
  /// The proportional hazard transform: g(s) = s^(1 / index), index ≥ 1.
  case proportionalHazard(index: Double)

  /// The distorted probability.
  ///
  /// - Parameter exceedance: 0 … 1.
  /// - Returns: 0 … 1; NaN outside the range and for a parameter that is NaN.
  /// - Source: S. Wang, Journal of Risk and Insurance 67 (2000) 15; Insurance: Mathematics and Economics 17 (1995) 43.
  public func callAsFunction(_ exceedance: Double) -> Double {
    guard exceedance > 0, exceedance < 1 else { return exceedance == 0 || exceedance == 1 ? exceedance : .nan }
    switch self {
    case .wang(let shift): return NormalDistribution.cumulative(NormalDistribution.quantile(exceedance) + shift)
    case .proportionalHazard(let index): return pow(exceedance, 1 / index)
    }
  }
}
