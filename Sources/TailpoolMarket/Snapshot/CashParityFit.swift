/// The line through call minus put against the strike, for cash-settled options of one expiry.
///
///     call − put = D * (F − K)
///
/// The slope gives the discount factor, the crossing of zero the forward. Pairs are weighted by the inverse square of
/// their spreads where all have one, and after a first fit those whose residual is far out are left aside.
struct CashParityFit {
  /// Fewest pairs from which a slope is taken.
  static let fewestPairs = 3
  /// Discount factors outside these bounds are noise.
  static let discountBounds = 0.2...1.05
  /// Residuals beyond this multiple of the median residual are left aside in the second fit.
  private static let outlierMultiple = 6.0

  private let meanStrike: Double
  private let meanError: Double
  private let meanDifference: Double
  /// The fitted discount factor; nil when the pairs are too few or the slope is out of bounds.
  let discountFactor: Double?
  /// The standard error of the discount factor, from the residuals; infinite where there is no discount factor.
  let standardError: Double

  /// Fits the pairs nearest the money, or returns nil when there is no pair.
  ///
  /// - Parameter pairs: Pairs, nearest the money first.
  /// - Complexity: O(1): at most 40 pairs are used.
  init?(_ pairs: [ParityPair]) {
    let points = CashParityFit.weighted(Array(pairs.prefix(ParityPairs.cashPairs)))
    guard let first = Line(points) else { return nil }
    let line = Line(CashParityFit.withoutOutliers(points, of: first)) ?? first
    meanStrike = line.meanX
    meanDifference = line.meanY
    meanError = line.meanError
    let discount = -line.slope
    if line.count >= CashParityFit.fewestPairs, CashParityFit.discountBounds.contains(discount) {
      discountFactor = discount
      standardError = line.slopeError
    } else {
      discountFactor = nil
      standardError = .infinity
    }
  }

  /// The forward that the pairs give with a discount factor.
  ///
  /// - Parameter discountFactor: Discount factor, > 0.
  /// - Returns: The forward, or nil when it is not positive.
  func forward(discountFactor: Double) -> Double? {
    let forward = meanStrike + meanDifference / discountFactor
    return forward > 0 && forward.isFinite ? forward : nil
  }

  /// The standard error of a forward that the line gives, from the residuals; nil when there are too few pairs.
  ///
  /// Where the line crosses zero, both its level and its slope are uncertain: (e₀² + (F − K̄)² e₁²)^½ / D.
  ///
  /// - Parameters:
  ///   - forward: The forward.
  ///   - discountFactor: Discount factor, > 0.
  func forwardError(forward: Double, discountFactor: Double) -> Double? {
    let distance = forward - meanStrike
    let error = (meanError * meanError + distance * distance * standardError * standardError).squareRoot()
    return error.isFinite ? error / discountFactor : nil
  }

  private struct Point {
    let x: Double
    let y: Double
    let weight: Double
  }

  private static func weighted(_ pairs: [ParityPair]) -> [Point] {
    let spreads = pairs.compactMap(\.spread)
    // A locked quote must not outweigh all others: no spread counts as less than a quarter of the median.
    let floor = spreads.count == pairs.count ? 0.25 * (median(spreads) ?? 0) : 0
    return pairs.map { pair in
      let scale = floor > 0 ? max(pair.spread ?? 0, floor) / floor : 1
      return Point(x: pair.strike, y: pair.difference, weight: 1 / (scale * scale))
    }
  }

  private static func withoutOutliers(_ points: [Point], of line: Line) -> [Point] {
    let residuals = points.map { abs(line.residual($0)) * $0.weight.squareRoot() }
    guard points.count > 2 * fewestPairs, let typical = median(residuals), typical > 0 else { return points }
    return zip(points, residuals).filter { $0.1 <= outlierMultiple * typical }.map(\.0)
  }

  /// A weighted least-squares line.
  private struct Line {
    let count: Int
    let meanX: Double
    let meanY: Double
    let slope: Double
    let slopeError: Double
    let meanError: Double

    init?(_ points: [Point]) {
      let total = points.reduce(0) { $0 + $1.weight }
      guard total > 0, total.isFinite else { return nil }
      let meanX = points.reduce(0) { $0 + $1.weight * $1.x } / total
      let meanY = points.reduce(0) { $0 + $1.weight * $1.y } / total
      let sumXX = points.reduce(0) { $0 + $1.weight * ($1.x - meanX) * ($1.x - meanX) }
      let sumXY = points.reduce(0) { $0 + $1.weight * ($1.x - meanX) * ($1.y - meanY) }
      count = points.count
      self.meanX = meanX
      self.meanY = meanY
      slope = sumXX > 0 ? sumXY / sumXX : .nan
      let slope = slope
      let squares = points.reduce(0) { sum, point in
        let residual = point.y - meanY - slope * (point.x - meanX)
        return sum + point.weight * residual * residual
      }
      slopeError = count > 2 ? (squares / Double(count - 2) / sumXX).squareRoot() : .infinity
      meanError = count > 2 ? (squares / Double(count - 2) / total).squareRoot() : .infinity
    }

    func residual(_ point: Point) -> Double { point.y - meanY - slope * (point.x - meanX) }
  }
}
