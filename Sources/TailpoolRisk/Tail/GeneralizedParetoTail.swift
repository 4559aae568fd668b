import TailpoolLibc
import TailpoolNumerics

/// The tail of a loss beyond a threshold as a generalized Pareto distribution (peaks over threshold).
///
///     P(L > threshold + y) = share (1 + shape y / scale)^(−1/shape)
public struct GeneralizedParetoTail: Hashable, Sendable {
  /// The parameters of the excess over a threshold.
  public struct Parameters: Hashable, Sendable {
    /// The shape ξ; positive for a heavy tail, infinite mean from 1 on.
    public let shape: Double
    /// The scale β, > 0.
    public let scale: Double
  }

  /// The threshold.
  public let threshold: Double
  /// Number of losses.
  public let count: Int
  /// The excesses over the threshold, in the order of the losses.
  public let excesses: [Double]
  /// The estimate of greatest likelihood.
  public let parameters: Parameters
  /// Minus the logarithm of the likelihood.
  public let negativeLogLikelihood: Double
  /// Standard error of the shape by the observed information; NaN for a shape of at most −1/2.
  public let shapeStandardError: Double
  /// Standard error of the scale by the observed information; NaN likewise.
  public let scaleStandardError: Double

  /// Fewest excesses that a fit takes.
  public static let leastExcessCount = 10

  /// Fits the tail of losses.
  ///
  /// - Parameters:
  ///   - losses: The losses, finite, in any order.
  ///   - threshold: The threshold.
  /// - Throws: `RiskError.empty`, `.nonFinite`, `.tooFewScenarios` with fewer than ten losses above the threshold, or
  ///   `.noConvergence` when the likelihood has no maximum with a shape above −1.
  /// - Complexity: O(n) for each of about a hundred steps.
  /// - Source: A. McNeil and R. Frey, Journal of Empirical Finance 7 (2000) 271; the reduction to one parameter after
  ///   S. Grimshaw, Technometrics 35 (1993) 185.
  public init(losses: [Double], threshold: Double) throws(RiskError) {
    if let problem = RiskError.firstProblem(in: losses) { throw problem }
    let excesses = losses.filter { $0 > threshold }.map { $0 - threshold }
    try self.init(excesses: excesses, count: losses.count, threshold: threshold)
  }

  /// Fits excesses that were taken elsewhere.
  ///
  /// - Parameters:
  ///   - excesses: Losses above the threshold less the threshold, > 0, finite.
  ///   - count: Number of all losses.
  ///   - threshold: The threshold, finite.
  /// - Throws: As above; `RiskError.invalidParameter` for an excess that is not positive or a count below theirs.
  public init(excesses: [Double], count: Int, threshold: Double) throws(RiskError) {
    guard threshold.isFinite else { throw .invalidParameter(name: "threshold", value: threshold) }
    guard excesses.count >= Self.leastExcessCount else {
      throw .tooFewScenarios(found: excesses.count, required: Self.leastExcessCount)
    }
    if let problem = RiskError.firstProblem(in: excesses) { throw problem }
    if let excess = excesses.first(where: { $0 <= 0 }) { throw .invalidParameter(name: "excess", value: excess) }
    guard count >= excesses.count else { throw .invalidParameter(name: "count", value: Double(count)) }
    let fit = try ParetoLikelihood(excesses).maximum()
    self.threshold = threshold
    self.count = count
    self.excesses = excesses
    parameters = fit.parameters
    negativeLogLikelihood = fit.negativeLogLikelihood
    (shapeStandardError, scaleStandardError) = Self.standardErrors(fit.parameters, excesses)
  }

  /// Roots of the diagonal of the inverse of the negative log likelihood's second derivatives.
  private static func standardErrors(_ fit: Parameters, _ excesses: [Double]) -> (shape: Double, scale: Double) {
    let (k, scale, n) = (fit.shape, fit.scale, Double(excesses.count))
    guard k > -0.5 else { return (.nan, .nan) }
    // Next to an exponential tail the formulas below cancel; the expected information is as good.
    guard abs(k) > 1e-3 else { return ((1 + k) / n.squareRoot(), scale * (2 * (1 + k) / n).squareRoot()) }
    var (shapeShape, shapeScale, scaleScale) = (0.0, 0.0, -n / (scale * scale))
    for excess in excesses {
      let z = excess / scale
      let w = 1 + k * z
      shapeShape += 2 * log(w) / (k * k * k) - 2 * z / (w * k * k) - (1 + 1 / k) * z * z / (w * w)
      shapeScale += z / (k * scale * w) - (1 + 1 / k) * z / (scale * w * w)
      scaleScale += (1 + k) * z * (2 + k * z) / (scale * scale * w * w)
    }
    let determinant = shapeShape * scaleScale - shapeScale * shapeScale
    return ((scaleScale / determinant).squareRoot(), (shapeShape / determinant).squareRoot())
  }

  /// The value at risk by the fitted tail.
  ///
  ///     VaR = threshold + scale/shape (((1 − level) count / excesses)^(−shape) − 1)
  ///
  /// - Parameter level: A level at which the value at risk is above the threshold.
  /// - Throws: `RiskError.invalidParameter` for a level below the threshold's.
  /// - Source: A. McNeil, Astin Bulletin 27 (1997) 117.
  public func valueAtRisk(_ level: ConfidenceLevel) throws(RiskError) -> Double {
    let share = (1 - level.fraction) * Double(count) / Double(excesses.count)
    guard share <= 1 else { throw .invalidParameter(name: "level", value: level.fraction) }
    let (shape, scale) = (parameters.shape, parameters.scale)
    return threshold + (shape == 0 ? -scale * log(share) : scale * expm1(-shape * log(share)) / shape)
  }

  /// The expected shortfall by the fitted tail.
  ///
  ///     ES = (VaR + scale − shape threshold) / (1 − shape)
  ///
  /// - Parameter level: A level at which the value at risk is above the threshold.
  /// - Returns: Infinite for a shape of 1 or more.
  /// - Throws: As the value at risk.
  public func expectedShortfall(_ level: ConfidenceLevel) throws(RiskError) -> Double {
    let risk = try valueAtRisk(level)
    let (shape, scale) = (parameters.shape, parameters.scale)
    return shape < 1 ? (risk + scale - shape * threshold) / (1 - shape) : .infinity
  }
}

/// The likelihood of excesses as a function of θ = shape / scale alone: for a given θ the best shape is a mean.
private struct ParetoLikelihood {
  let excesses: [Double]
  let greatest: Double
  let mean: Double

  init(_ excesses: [Double]) {
    self.excesses = excesses
    greatest = excesses.reduce(0) { max($0, $1) }
    mean = CompensatedSum(excesses).value / Double(excesses.count)
  }

  /// The best shape for a θ > −1 / greatest, and minus the log likelihood by number of excesses.
  func profile(_ theta: Double) -> (shape: Double, value: Double) {
    var sum = CompensatedSum()
    for excess in excesses { sum.add(log1p(theta * excess)) }
    let shape = sum.value / Double(excesses.count)
    let scale = abs(theta * mean) < 1e-9 ? mean : shape / theta
    return (shape, log(scale) + shape + 1)
  }

  /// The maximum with a shape above −1: beyond it the likelihood grows without bound.
  func maximum() throws(RiskError) -> (parameters: GeneralizedParetoTail.Parameters, negativeLogLikelihood: Double) {
    // A grid in log(1 + θ greatest) finds the best basin; golden sections go down into it.
    func theta(_ x: Double) -> Double { expm1(x) / greatest }
    func value(_ x: Double) -> Double {
      let profile = profile(theta(x))
      return profile.shape > -1 ? profile.value : .infinity
    }
    let grid = (-80...120).map { Double($0) / 10 }
    let values = grid.map(value)
    guard let best = values.indices.min(by: { values[$0] < values[$1] }), values[best].isFinite, best > 0,
      best < grid.count - 1, values[best - 1].isFinite
    else { throw .noConvergence(at: .nan) }
    let end = GoldenSection.search(grid[best - 1]...grid[best + 1], to: 1e-9, innerPoint: .placedAnew, value)
    let point = theta(end.low + 0.5 * (end.high - end.low))
    let (shape, value) = profile(point)
    let scale = abs(point * mean) < 1e-9 ? mean : shape / point
    return (.init(shape: shape, scale: scale), value * Double(excesses.count))
  }
}
