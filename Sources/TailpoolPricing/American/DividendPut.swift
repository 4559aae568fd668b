import TailpoolLibc
import TailpoolNumerics

/// The boundary of early exercise of a put between two cash dividends, and the premium along it.
///
/// Before a dividend the put is held for the drop, so that the boundary stands near zero until some time before it and rises
/// steeply then. In the logarithm of the time beyond that it is smooth: smooth pasting is solved there at Chebyshev nodes, by
/// Newton's method on all of them,
///
///     b (1 + E_S(δ, b)) = ∫ (rK exp(−rt) φ(d₋) − qb exp(−qt) φ(d₊)) / (σ√t) dt + qb ∫ exp(−qt) N(−d₊) dt
///
/// with E the value of holding it through the dividend, δ years from now.
struct DividendPut {
  let strike: Double
  /// What of the strike is set aside at the dividend: the dividends still to come, where the spot does not hold them.
  let reserved: Double
  let rate: Double
  let dividendYield: Double
  let volatility: Double
  /// Years before the dividend from which on it may be exercised.
  private let start: Double
  private let years: Double
  /// Chebyshev nodes in the logarithm of the years beyond `start`.
  private let nodes: [Double]
  private var logs: [Double]
  /// Whether Newton's method came to rest.
  private(set) var isFound = false

  private static let count = 36
  private static let rule = QuadratureRule.doubleExponential(48, range: 3)

  /// Finds the boundary over the years before a dividend; nil where the put is held all the time.
  ///
  /// - Parameters:
  ///   - lowest: The log spot below which nothing matters.
  ///   - holding: The value of holding the put until the dividend, from a log spot and a time before it.
  init?(
    strike: Double, reserved: Double, rate: Double, dividendYield: Double, volatility: Double, years: Double,
    lowest: Double, holding: (Double, Double) -> LognormalExpectation.Value
  ) {
    self.strike = strike
    self.reserved = reserved
    self.rate = rate
    self.dividendYield = dividendYield
    self.volatility = volatility
    self.years = years
    func gain(_ x: Double, _ time: Double) -> Double {
      strike - reserved * exp(-rate * time) - exp(x) - holding(x, time).value
    }
    guard lowest < log(strike), gain(lowest, years) > 0 else { return nil }
    var (held, given) = (0.0, years)
    for _ in 0..<60 {
      let middle = 0.5 * (held + given)
      if gain(lowest, middle) > 0 { given = middle } else { held = middle }
    }
    start = given
    guard start < years * (1 - 1e-9) else { return nil }
    let (low, high) = (log(1e-9 * (years - start)), log(years - start))
    let first = start
    nodes = (0..<Self.count).map {
      low + (high - low) * 0.5 * (1 - cos(Double.pi * Double($0) / Double(Self.count - 1)))
    }
    // Where holding it is worth the payoff without any premium.
    logs = nodes.map { node in
      var (below, above) = (lowest, log(strike))
      for _ in 0..<50 {
        let middle = 0.5 * (below + above)
        if gain(middle, first + exp(node)) > 0 { below = middle } else { above = middle }
      }
      return below
    }
    for _ in 0..<20 {
      let step = newtonStep(holding)
      isFound = step < 1e-7
      guard step.isFinite, step >= 1e-10 else { break }
    }
  }

  /// What is paid for an exercise the whole time before the dividend, at a log spot.
  func payoff(_ logSpot: Double) -> Double { strike - reserved * exp(-rate * years) - exp(logSpot) }

  /// The log of the boundary the whole time before the dividend.
  var logBoundary: Double { logs[logs.count - 1] }

  /// What each point of the rule weighs in the nodes, with the time that has passed there.
  private func points(_ length: Double) -> [(time: Double, weight: Double, row: [Double])] {
    // The rule is symmetric: the points from the other end are 1 − g, with all their digits.
    zip(zip(Self.rule.points, Self.rule.points.reversed()), Self.rule.weights).map { ends, weight in
      let (point, rest) = ends
      let place = max(log(length) + log(point), nodes[0])
      return (length * rest, 0.5 * weight * length, Self.interpolation(nodes, at: place))
    }
  }

  private static func interpolation(_ nodes: [Double], at place: Double) -> [Double] {
    let scale = nodes[nodes.count - 1] - nodes[0]
    return AmericanScheme.interpolation(nodes.map { ($0 - nodes[0]) / scale }, at: (place - nodes[0]) / scale)
  }

  /// One step of Newton's method; returns the largest change.
  private mutating func newtonStep(_ holding: (Double, Double) -> LognormalExpectation.Value) -> Double {
    let n = nodes.count
    var matrix = [Double](repeating: 0, count: n * n)
    var right = [Double](repeating: 0, count: n)
    for i in 0..<n {
      let length = exp(nodes[i])
      let spot = exp(logs[i])
      let held = holding(logs[i], start + length)
      var (sum, own) = (spot + held.slope, spot + held.curvature)
      for (time, weight, row) in points(length) {
        let boundary = zip(row, logs).reduce(0) { $0 + $1.0 * $1.1 }
        let s = volatility * time.squareRoot()
        let low = (logs[i] - boundary + (rate - dividendYield) * time) / s - 0.5 * s
        let high = low + s
        let cash = rate * strike * exp(-rate * time) * NormalDistribution.density(low) / s
        let carried = dividendYield * spot * exp(-dividendYield * time)
        let asset = carried * NormalDistribution.density(high) / s
        sum += weight * (asset - cash - carried * NormalDistribution.cumulative(-high))
        // Of the cash and asset parts by the log of the spot less that of the boundary; the spot's own factor besides.
        let slope = weight * (cash * low - asset * high) / s
        own += slope + weight * (2 * asset - carried * NormalDistribution.cumulative(-high))
        let others = slope + weight * asset
        for k in 0..<n { matrix[i * n + k] -= others * row[k] }
      }
      right[i] = -sum
      matrix[i * n + i] += own
    }
    guard Self.solve(&matrix, &right) else { return .nan }
    var largest = 0.0
    let top = log(strike)
    for i in 0..<n {
      let change = min(max(right[i], -0.2), 0.2)
      largest = max(largest, abs(change))
      logs[i] = min(logs[i] + change, top)
    }
    return largest
  }

  /// Gauss's elimination with exchange of rows; false where it has no solution.
  private static func solve(_ a: inout [Double], _ x: inout [Double]) -> Bool {
    let n = x.count
    for i in 0..<n {
      var pivot = i
      for row in i..<n where abs(a[row * n + i]) > abs(a[pivot * n + i]) { pivot = row }
      guard a[pivot * n + i] != 0, a[pivot * n + i].isFinite else { return false }
      if pivot != i {
        for k in 0..<n { a.swapAt(i * n + k, pivot * n + k) }
        x.swapAt(i, pivot)
      }
      for row in i + 1..<n {
        let factor = a[row * n + i] / a[i * n + i]
        if factor == 0 { continue }
        for k in i..<n { a[row * n + k] -= factor * a[i * n + k] }
        x[row] -= factor * x[i]
      }
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in i + 1..<n { x[i] -= a[i * n + k] * x[k] }
      x[i] /= a[i * n + i]
    }
    return x.allSatisfy(\.isFinite)
  }

  /// The premium of exercise before the dividend, as a function of the log spot the whole time before it.
  var premium: (Double) -> Double {
    let points = self.points(years - start).map { time, weight, row in
      (time: time, weight: weight, boundary: zip(row, logs).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return { [strike, rate, dividendYield, volatility] x in
      points.reduce(0) { sum, point in
        let s = volatility * point.time.squareRoot()
        let low = (x - point.boundary + (rate - dividendYield) * point.time) / s - 0.5 * s
        let cash = rate * strike * exp(-rate * point.time) * NormalDistribution.cumulative(-low)
        let asset =
          dividendYield == 0
          ? 0
          : dividendYield * exp(x - dividendYield * point.time) * NormalDistribution.cumulative(-low - s)
        return sum + point.weight * (cash - asset)
      }
    }
  }
}
