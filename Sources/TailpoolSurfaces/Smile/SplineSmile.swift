/// A smile through given points: a natural cubic spline of total variance, with straight wings within Lee's bounds.
///
/// It is the smile of a plain grid, `SliceSurface<SplineSmile>`. Nothing keeps it from butterflies; `ArbitrageReport` tells.
public struct SplineSmile: VolatilitySlice, Hashable {
  /// k of the points, ascending.
  public let logMoneyness: [Double]
  /// Total variance at the points, > 0.
  public let totalVariances: [Double]
  private let curvatures: [Double]

  /// Creates a smile.
  ///
  /// - Parameters:
  ///   - logMoneyness: k of the points, ascending and finite, at least two.
  ///   - totalVariances: Total variances there, as many, finite and > 0.
  /// - Throws: `SurfaceError.tooFewQuotes` for fewer than two points; `.parameterOutOfDomain` naming the value at fault.
  public init(logMoneyness: [Double], totalVariances: [Double]) throws(SurfaceError) {
    guard logMoneyness.count >= 2 else { throw .tooFewQuotes(found: logMoneyness.count, required: 2) }
    guard totalVariances.count == logMoneyness.count else {
      throw .parameterOutOfDomain(name: "totalVariances", value: Double(totalVariances.count))
    }
    for (index, k) in logMoneyness.enumerated() {
      guard k.isFinite, index == 0 || k > logMoneyness[index - 1] else {
        throw .parameterOutOfDomain(name: "logMoneyness", value: k)
      }
    }
    for w in totalVariances where !(w > 0 && w < .infinity) {
      throw .parameterOutOfDomain(name: "totalVariance", value: w)
    }
    self.logMoneyness = logMoneyness
    self.totalVariances = totalVariances
    curvatures = SplineSmile.naturalCurvatures(logMoneyness, totalVariances)
  }

  /// Total variance and its first two derivatives, in closed form.
  ///
  /// Beyond the points the slope at the end goes on, held within [−2, 0] on the left and [0, 2] on the right.
  ///
  /// - Parameter logMoneyness: k = log(strike / forward), finite.
  /// - Complexity: O(log points).
  public func derivatives(at logMoneyness: Double) -> TotalVarianceDerivatives {
    let last = self.logMoneyness.count - 1
    if logMoneyness <= self.logMoneyness[0] { return wing(at: logMoneyness, end: 0, bounds: -2...0) }
    if logMoneyness >= self.logMoneyness[last] { return wing(at: logMoneyness, end: last, bounds: 0...2) }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self.logMoneyness[middle] <= logMoneyness { low = middle } else { high = middle }
    }
    return inside(low, logMoneyness)
  }

  private func inside(_ i: Int, _ k: Double) -> TotalVarianceDerivatives {
    let gap = logMoneyness[i + 1] - logMoneyness[i]
    let (a, b) = ((logMoneyness[i + 1] - k) / gap, (k - logMoneyness[i]) / gap)
    let (first, second) = (curvatures[i], curvatures[i + 1])
    let bend = gap * gap / 6
    return TotalVarianceDerivatives(
      totalVariance: a * totalVariances[i] + b * totalVariances[i + 1] + bend
        * ((a * a * a - a) * first + (b * b * b - b) * second),
      slope: (totalVariances[i + 1] - totalVariances[i]) / gap
        + gap / 6 * ((3 * b * b - 1) * second - (3 * a * a - 1) * first),
      curvature: a * first + b * second)
  }

  private func wing(at k: Double, end: Int, bounds: ClosedRange<Double>) -> TotalVarianceDerivatives {
    let slope = inside(max(end - 1, 0), logMoneyness[end]).slope
    let held = min(max(slope, bounds.lowerBound), bounds.upperBound)
    return TotalVarianceDerivatives(
      totalVariance: totalVariances[end] + held * (k - logMoneyness[end]), slope: held, curvature: 0)
  }

  /// Second derivatives at the points, zero at both ends, by elimination of the tridiagonal equations.
  private static func naturalCurvatures(_ x: [Double], _ y: [Double]) -> [Double] {
    let count = x.count
    var result = [Double](repeating: 0, count: count)
    var ratios = [Double](repeating: 0, count: count)
    for i in stride(from: 1, to: count - 1, by: 1) {
      let (left, right) = (x[i] - x[i - 1], x[i + 1] - x[i])
      let share = left / (left + right)
      let pivot = share * ratios[i - 1] + 2
      ratios[i] = (share - 1) / pivot
      let bend = ((y[i + 1] - y[i]) / right - (y[i] - y[i - 1]) / left) / (left + right)
      result[i] = (6 * bend - share * result[i - 1]) / pivot
    }
    for i in stride(from: count - 2, through: 1, by: -1) { result[i] += ratios[i] * result[i + 1] }
    result[0] = 0
    return result
  }
}
