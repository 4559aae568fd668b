import TailpoolLinearAlgebra
import TailpoolNumerics

/// The greatest quadratic loss over all moves that are plausible: those inside an ellipsoid of the covariance.
///
///     minimize deltaᵀ x + ½ xᵀ gamma x   subject to   xᵀ covariance⁻¹ x ≤ radius²
///
/// - Source: G. Studer, "Maximum loss for measurement of market risk" (1997); J. Moré and D. Sorensen, SIAM J. Scientific
///   and Statistical Computing 4 (1983) 553, with the hard case.
public struct PlausibleWorstCase: Hashable, Sendable {
  /// The least profit and loss, negative when money is lost.
  public let profitAndLoss: Double
  /// A move at which it is reached; in the hard case there are several.
  public let move: [Double]
  /// The Lagrange multiplier of the constraint, ≥ 0; 0 inside the ellipsoid.
  public let multiplier: Double
  /// The plausibility of the move: sqrt(xᵀ covariance⁻¹ x).
  public let distance: Double

  /// Finds the worst case.
  ///
  /// - Parameters:
  ///   - delta: First derivatives.
  ///   - gamma: Second derivatives, symmetric.
  ///   - covariance: Symmetric positive semidefinite; moves that it makes impossible are not considered.
  ///   - radius: The radius, finite and ≥ 0.
  /// - Throws: `RiskError.empty`, `.nonFinite`, `.invalidParameter` or `.notPositiveSemidefinite`.
  /// - Precondition: The shapes agree.
  /// - Accuracy: 1e-12 relative for the profit and loss.
  /// - Complexity: O(factors³).
  public init(delta: [Double], gamma: Matrix, covariance: Matrix, radius: Double) throws(RiskError) {
    guard radius >= 0, radius.isFinite else { throw .invalidParameter(name: "radius", value: radius) }
    guard !delta.isEmpty else { throw .empty }
    let problem = try PrincipalQuadratic(delta: delta, gamma: gamma, covariance: covariance)
    self = problem.worstCase(radius: radius)
  }

  fileprivate init(profitAndLoss: Double, move: [Double], multiplier: Double, distance: Double) {
    self.profitAndLoss = profitAndLoss
    self.move = move
    self.multiplier = multiplier
    self.distance = distance
  }

  /// The most plausible move at which a quadratic book loses an amount (reverse stress).
  ///
  /// - Parameters:
  ///   - loss: The amount, finite and > 0.
  ///   - delta: First derivatives.
  ///   - gamma: Second derivatives, symmetric.
  ///   - covariance: Symmetric positive semidefinite.
  ///   - mostDistant: The greatest distance that is tried.
  /// - Returns: The move, or nil when no move up to that distance loses so much.
  /// - Throws: As the initializer.
  /// - Accuracy: 1e-12 relative for the loss.
  public static func mostPlausible(
    loss: Double, delta: [Double], gamma: Matrix, covariance: Matrix, mostDistant: Double = 100
  ) throws(RiskError) -> PlausibleWorstCase? {
    guard loss > 0, loss.isFinite else { throw .invalidParameter(name: "loss", value: loss) }
    guard mostDistant > 0, mostDistant.isFinite else {
      throw .invalidParameter(name: "mostDistant", value: mostDistant)
    }
    guard !delta.isEmpty else { throw .empty }
    let problem = try PrincipalQuadratic(delta: delta, gamma: gamma, covariance: covariance)
    guard -problem.worstCase(radius: mostDistant).profitAndLoss >= loss else { return nil }
    // The worst loss grows with the radius.
    let end = Bisection.search(0...mostDistant) { -problem.worstCase(radius: $0).profitAndLoss >= loss }
    return problem.worstCase(radius: end.high)
  }
}

extension PrincipalQuadratic {
  fileprivate func worstCase(radius: Double) -> PlausibleWorstCase {
    guard radius > 0 else {
      return PlausibleWorstCase(
        profitAndLoss: 0, move: [Double](repeating: 0, count: axes.rows), multiplier: 0, distance: 0)
    }
    let least = curvatures.min() ?? 0
    let floor = max(0, -least)
    let scale = max(floor, curvatures.reduce(0) { max($0, abs($1)) }, norm(slopes) / max(radius, 1e-300))
    // Slopes this small do not move the solution: their directions are the hard case.
    let negligible = 1e-14 * norm(slopes)
    func point(_ multiplier: Double) -> [Double] {
      zip(slopes, curvatures).map { slope, curvature in
        abs(slope) <= negligible ? 0 : -slope / max(curvature + multiplier, 1e-300)
      }
    }
    var multiplier = floor
    var u = point(floor)
    if norm(u) > radius {
      var (low, high) = (floor, floor + 2 * scale)
      for _ in 0..<400 {
        multiplier = low + 0.5 * (high - low)
        guard multiplier > low, multiplier < high else { break }
        if norm(point(multiplier)) > radius { low = multiplier } else { high = multiplier }
      }
      multiplier = high
      u = point(high)
    } else if floor > 0, let flattest = curvatures.firstIndex(of: least) {
      // Hard case: what is left of the radius goes along the most negative curvature.
      let rest = max(radius * radius - norm(u) * norm(u), 0).squareRoot()
      u[flattest] += slopes[flattest] > 0 ? -rest : rest
    }
    let terms = u.indices.lazy.map { slopes[$0] * u[$0] + 0.5 * curvatures[$0] * u[$0] * u[$0] }
    return PlausibleWorstCase(
      profitAndLoss: CompensatedSum(terms).value, move: move(u), multiplier: multiplier, distance: norm(u))
  }

  private func norm(_ vector: [Double]) -> Double {
    CompensatedSum(vector.lazy.map { $0 * $0 }).value.squareRoot()
  }
}
