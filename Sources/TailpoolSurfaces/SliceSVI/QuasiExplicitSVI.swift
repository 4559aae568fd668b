/// Starts for SVI by linear least squares: for given m and σ total variance is linear in the three others.
///
///     w = a + d x + c √(x² + σ²),   x = k − m,   b = c,   ρ = d / c
///
/// Solutions outside of 0 ≤ |d| < c, c + |d| ≤ 2 are moved to its edge. Source: Zeliade Systems, "Quasi-explicit
/// calibration of Gatheral's SVI model" (2009).
struct QuasiExplicitSVI {
  private let quotes: QuoteColumns
  private let width: Double
  private let weights: [Double]

  /// - Parameters:
  ///   - quotes: Quotes in total variance, at least one.
  ///   - width: The deviation at the money.
  init(_ quotes: QuoteColumns, width: Double) {
    self.quotes = quotes
    self.width = width
    // A few very tight quotes shall not stand for the whole smile.
    let typical = quotes.inverseHalf.sorted()[quotes.inverseHalf.count / 2]
    weights = quotes.inverseHalf.map {
      let h = min($0, 3 * typical); return h * h
    }
  }

  /// The smiles of the best starts, the best first.
  ///
  /// - Parameter count: How many.
  func starts(_ count: Int) -> [RawSVI] {
    var found: [(cost: Double, smile: RawSVI)] = []
    let (low, high) = (quotes.logMoneyness.min() ?? 0, quotes.logMoneyness.max() ?? 0)
    for place in QuasiExplicitSVI.places {
      let m = place < 0 ? -place * low : place * high
      for size in QuasiExplicitSVI.sizes {
        let smile = smile(m: m, sigma: size * max(width, 0.25 * (high - low)))
        found.append((cost(smile), smile))
      }
    }
    return found.sorted { $0.cost < $1.cost }.prefix(count).map(\.smile)
  }

  /// m as a part of the range of quotes below or above the money.
  private static let places = [-0.5, -0.2, 0, 0.2, 0.5]
  /// σ in deviations at the money.
  private static let sizes = [0.15, 0.5, 1.5]

  /// The weighted squares of the errors, each bounded so that stale quotes do not decide.
  private func cost(_ smile: RawSVI) -> Double {
    var cost = 0.0
    for j in quotes.target.indices {
      let x = quotes.logMoneyness[j] - smile.m
      let w = smile.a + smile.b * (smile.rho * x + (x * x + smile.sigma * smile.sigma).squareRoot())
      let error = w - quotes.target[j]
      cost += min(weights[j] * error * error, QuasiExplicitSVI.boundedCost)
    }
    return cost
  }

  private static let boundedCost = 25.0

  private func smile(m: Double, sigma: Double) -> RawSVI {
    // Centered sums of 1, x and r = √(x² + σ²) against each other and the target.
    var (n, x1, r1, y1) = (0.0, 0.0, 0.0, 0.0)
    var (xx, xr, rr, xy, ry) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for j in quotes.target.indices {
      let x = quotes.logMoneyness[j] - m
      let r = (x * x + sigma * sigma).squareRoot()
      let (weight, y) = (weights[j], quotes.target[j])
      n += weight
      x1 += weight * x
      r1 += weight * r
      y1 += weight * y
      xx += weight * x * x
      xr += weight * x * r
      rr += weight * r * r
      xy += weight * x * y
      ry += weight * r * y
    }
    xx -= x1 * x1 / n
    xr -= x1 * r1 / n
    rr -= r1 * r1 / n
    xy -= x1 * y1 / n
    ry -= r1 * y1 / n
    let determinant = xx * rr - xr * xr
    let isRegular = determinant > 1e-12 * xx * rr
    var c = isRegular ? (xx * ry - xr * xy) / determinant : 0
    var d = isRegular ? (rr * xy - xr * ry) / determinant : 0
    if !(c > 0.01 * width) {
      c = max(0.01 * width, abs(d) / 0.9)
    }
    d = min(max(d, -0.95 * c), 0.95 * c)
    let slope = c + abs(d)
    if slope > 1.9 {
      c *= 1.9 / slope
      d *= 1.9 / slope
    }
    let rho = d / c
    let side = ((1 - rho) * (1 + rho)).squareRoot()
    let least = max((y1 - d * x1 - c * r1) / n + c * sigma * side, 0.02 * width * width)
    return RawSVI(unchecked: least - c * sigma * side, c, rho, m, sigma)
  }
}
