import TailpoolLibc
import TailpoolLinearAlgebra

/// The joint least-squares problem of SVI smiles, with or without spline corrections, in total variance.
///
/// The parameters of a slice are log of the least total variance, log b, artanh ρ, m and log σ in units of the slice's own
/// width, then the coefficients of the splines. Butterfly arbitrage costs at a shortfall of Durrleman's g, calendar
/// arbitrage at a shortfall of later total variance, both at given points.
struct SmileProblem: BandedLeastSquares {
  /// One expiry.
  struct Slice {
    /// The deviation σ√T at the money, which is the unit of log-moneyness.
    let width: Double
    /// Quotes in total variance.
    let quotes: QuoteColumns
    /// The corrections, nil for none.
    let basis: CubicSplineBasis?
    /// Log-moneyness at which g is looked at.
    var checkPoints: [Double]

    /// Number of parameters.
    var count: Int { SmileProblem.coreCount + splines }
    var splines: Int { basis?.count ?? 0 }
  }

  static let coreCount = 5
  /// Weight of the pull of parameters to where they started.
  static let anchorPull = 1e-5
  /// Weight of the pull of corrections to zero, in units of total variance at the money.
  static let splinePull = 0.1
  /// What is kept from the edges: of g, of the relative rise in time, and of the slope of a wing.
  static let butterflyMargin = 1e-3
  static let calendarMargin = 1e-5
  static let steepestWing = 1.98

  private(set) var slices: [Slice]
  let order: Int
  let width: Int
  /// Cost in half-spreads of a shortfall of g of 1.
  var butterflyWeight: Double
  /// Excess in half-spreads from which a quote loses influence.
  var softness = 1.0
  /// Cost in half-spreads of a relative shortfall of total variance of 1.
  private(set) var calendarWeight = 0.0
  private var calendarPoints: [Double] = []
  private let offsets: [Int]
  private let anchor: [Double]
  private let quoteRows: [[CubicSplineBasis.Row]]
  private var checkRows: [[CubicSplineBasis.Row]]
  private var calendarRows: [[CubicSplineBasis.Row]] = []
  private var variances: [[Double]]
  private var gradient: [Double]

  init(slices: [Slice], parameters: [Double], butterflyWeight: Double) {
    self.slices = slices
    self.butterflyWeight = butterflyWeight
    anchor = parameters
    var offsets = [0]
    for slice in slices { offsets.append(offsets[offsets.count - 1] + slice.count) }
    self.offsets = offsets
    order = offsets[slices.count]
    let widest = slices.reduce(0) { max($0, $1.count) }
    width = max((slices.count > 1 ? 2 : 1) * widest - 1, 0)
    quoteRows = slices.map { $0.basis?.rows(at: $0.quotes.logMoneyness) ?? [] }
    checkRows = slices.map { $0.basis?.rows(at: $0.checkPoints) ?? [] }
    variances = slices.map { _ in [] }
    gradient = [Double](repeating: 0, count: 2 * widest)
  }

  /// Sets the cost of calendar arbitrage; points are ascending log-moneyness.
  mutating func setCalendar(weight: Double, points: [Double]) {
    calendarWeight = weight
    guard points != calendarPoints else { return }
    calendarPoints = points
    calendarRows = slices.map { $0.basis?.rows(at: points) ?? [] }
    for s in slices.indices { variances[s] = [Double](repeating: 0, count: points.count) }
  }

  /// Adds points at which the g of one slice is looked at.
  mutating func addCheckPoints(_ points: [Double], slice: Int) {
    slices[slice].checkPoints += points
    checkRows[slice] = slices[slice].basis?.rows(at: slices[slice].checkPoints) ?? []
  }

  func parameters(_ slice: Int, _ parameters: [Double]) -> ArraySlice<Double> {
    parameters[offsets[slice]..<offsets[slice + 1]]
  }

  func bounded(_ value: Double, parameter: Int) -> Double { min(max(value, -30), 30) }

  mutating func evaluate(_ parameters: [Double], into equations: inout BandedNormalEquations) {
    for (index, value) in parameters.enumerated() {
      let distance = value - anchor[index]
      equations.cost += SmileProblem.anchorPull * distance * distance
      equations.addDiagonal(index, force: SmileProblem.anchorPull * distance, curvature: SmileProblem.anchorPull)
    }
    for s in slices.indices {
      let core = SVICore(parameters, offsets[s], slices[s].width)
      addQuotes(s, core, parameters, &equations)
      addButterfly(s, core, parameters, &equations)
      for j in 0..<slices[s].splines {
        let index = offsets[s] + SmileProblem.coreCount + j
        equations.cost += SmileProblem.splinePull * parameters[index] * parameters[index]
        equations.addDiagonal(
          index, force: SmileProblem.splinePull * parameters[index], curvature: SmileProblem.splinePull)
      }
    }
    guard calendarWeight > 0, slices.count > 1 else { return }
    addCalendar(parameters, &equations)
  }

  private mutating func addQuotes(
    _ s: Int, _ core: SVICore, _ parameters: [Double], _ equations: inout BandedNormalEquations
  ) {
    let quotes = slices[s].quotes
    let count = slices[s].count
    let scale = slices[s].width * slices[s].width
    for j in quotes.logMoneyness.indices {
      let point = SVIPoint(core, quotes.logMoneyness[j])
      var w = point.w
      if count > SmileProblem.coreCount { w += correction(parameters, s, quoteRows[s][j], scale).w }
      let inverse = quotes.inverseHalf[j]
      let loss = QuoteLoss(residual: (w - quotes.target[j]) * inverse, softness: softness)
      equations.cost += loss.cost
      setGradient(core, point, inverse, 0, 0, at: 0)
      if count > SmileProblem.coreCount { setSplines(s, quoteRows[s][j], scale, inverse, 0, 0, at: 0) }
      equations.add(gradient, count: count, at: offsets[s], force: loss.force, curvature: loss.curvature)
    }
  }

  private mutating func addButterfly(
    _ s: Int, _ core: SVICore, _ parameters: [Double], _ equations: inout BandedNormalEquations
  ) {
    guard butterflyWeight > 0 else { return }
    let count = slices[s].count
    let scale = slices[s].width * slices[s].width
    for (j, k) in slices[s].checkPoints.enumerated() {
      let point = SVIPoint(core, k)
      var (w, first, second) = (point.w, point.first, point.second)
      if count > SmileProblem.coreCount {
        let added = correction(parameters, s, checkRows[s][j], scale)
        w += added.w
        first += added.first
        second += added.second
      }
      guard w > 0 else {
        equations.cost = .infinity
        return
      }
      let inverse = 1 / w
      let moneyness = 1 - 0.5 * k * first * inverse
      let g = moneyness * moneyness - 0.25 * first * first * (inverse + 0.25) + 0.5 * second
      let shortfall = SmileProblem.butterflyMargin - g
      guard shortfall > 0 else { continue }
      let residual = butterflyWeight * shortfall
      equations.cost += residual * residual
      let byW = (moneyness * k * first + 0.25 * first * first) * inverse * inverse
      let byFirst = -moneyness * k * inverse - 0.5 * first * (inverse + 0.25)
      setGradient(core, point, -butterflyWeight * byW, -butterflyWeight * byFirst, -0.5 * butterflyWeight, at: 0)
      if count > SmileProblem.coreCount {
        setSplines(
          s, checkRows[s][j], scale, -butterflyWeight * byW, -butterflyWeight * byFirst, -0.5 * butterflyWeight, at: 0)
      }
      equations.add(gradient, count: count, at: offsets[s], force: residual, curvature: 1)
    }
    let steepest = core.b * (1 + abs(core.rho)) - SmileProblem.steepestWing
    guard steepest > 0 else { return }
    let residual = butterflyWeight * steepest
    equations.cost += residual * residual
    for i in 0..<count { gradient[i] = 0 }
    gradient[1] = butterflyWeight * core.b * (1 + abs(core.rho))
    gradient[2] = butterflyWeight * core.b * (core.rho < 0 ? -1 : 1) * core.side * core.side
    equations.add(gradient, count: count, at: offsets[s], force: residual, curvature: 1)
  }

  private mutating func addCalendar(_ parameters: [Double], _ equations: inout BandedNormalEquations) {
    for s in slices.indices {
      let core = SVICore(parameters, offsets[s], slices[s].width)
      let scale = slices[s].width * slices[s].width
      for j in calendarPoints.indices {
        var w = core.totalVariance(calendarPoints[j])
        if slices[s].splines > 0 { w += correction(parameters, s, calendarRows[s][j], scale).w }
        variances[s][j] = w
      }
    }
    for later in slices.indices.dropFirst() {
      let (first, second) = (later - 1, later)
      for j in calendarPoints.indices {
        let (earlierW, laterW) = (variances[first][j], variances[second][j])
        guard laterW < earlierW * (1 + SmileProblem.calendarMargin) else { continue }
        let inverse = calendarWeight / earlierW
        let residual = calendarWeight * (1 + SmileProblem.calendarMargin) - laterW * inverse
        equations.cost += residual * residual
        calendarGradient(parameters, first, j, laterW * inverse / earlierW, at: 0)
        calendarGradient(parameters, second, j, -inverse, at: slices[first].count)
        equations.add(
          gradient, count: slices[first].count + slices[second].count, at: offsets[first], force: residual,
          curvature: 1)
      }
    }
  }

  private mutating func calendarGradient(_ parameters: [Double], _ s: Int, _ j: Int, _ factor: Double, at start: Int) {
    let core = SVICore(parameters, offsets[s], slices[s].width)
    setGradient(core, SVIPoint(core, calendarPoints[j]), factor, 0, 0, at: start)
    if slices[s].splines > 0 {
      setSplines(s, calendarRows[s][j], slices[s].width * slices[s].width, factor, 0, 0, at: start)
    }
  }

  /// The gradient of byW w + byFirst w′ + bySecond w″ against the parameters of SVI.
  @inline(__always)
  private mutating func setGradient(
    _ core: SVICore, _ point: SVIPoint, _ byW: Double, _ byFirst: Double, _ bySecond: Double, at start: Int
  ) {
    let (x, inverse, sigma, b) = (point.x, point.inverseRoot, core.sigma, core.b)
    let square = sigma * sigma * inverse * inverse
    gradient[start] = byW * core.least
    gradient[start + 1] = byW * (point.w - core.least) + byFirst * point.first + bySecond * point.second
    gradient[start + 2] =
      byW * b * (x * core.side * core.side + sigma * core.rho * core.side) + byFirst * b * core.side * core.side
    let third = -3 * point.second * x * inverse * inverse
    gradient[start + 3] = -core.width * (byW * point.first + byFirst * point.second + bySecond * third)
    gradient[start + 4] =
      byW * b * sigma * (sigma * inverse - core.side) - byFirst * b * x * inverse * square
      + bySecond * point.second * (2 - 3 * square)
  }

  private mutating func setSplines(
    _ s: Int, _ row: CubicSplineBasis.Row, _ scale: Double, _ byW: Double, _ byFirst: Double, _ bySecond: Double,
    at start: Int
  ) {
    let begin = start + SmileProblem.coreCount
    for j in 0..<slices[s].splines { gradient[begin + j] = 0 }
    let values = scale * (byW * row.value + byFirst * row.slope + bySecond * row.curvature)
    for i in 0..<4 where row.first + i < slices[s].splines { gradient[begin + row.first + i] = values[i] }
  }

  @inline(__always)
  private func correction(_ parameters: [Double], _ s: Int, _ row: CubicSplineBasis.Row, _ scale: Double)
    -> (w: Double, first: Double, second: Double)
  {
    let begin = offsets[s] + SmileProblem.coreCount + row.first
    var coefficients = SIMD4<Double>(repeating: 0)
    for i in 0..<4 where row.first + i < slices[s].splines { coefficients[i] = scale * parameters[begin + i] }
    return ((coefficients * row.value).sum(), (coefficients * row.slope).sum(), (coefficients * row.curvature).sum())
  }
}

/// The parameters of SVI as they are used in the formulas.
struct SVICore {
  let width: Double
  /// The least total variance.
  let least: Double
  let b: Double
  let rho: Double
  /// √(1 − ρ²).
  let side: Double
  let m: Double
  let sigma: Double

  init(_ parameters: [Double], _ offset: Int, _ width: Double) {
    self.width = width
    least = width * width * exp(parameters[offset])
    b = width * exp(parameters[offset + 1])
    // With t = exp(2r): ρ = (t − 1)/(t + 1) and √(1 − ρ²) = 2√t/(t + 1).
    let r = parameters[offset + 2]
    rho = tanh(r)
    side = 1 / cosh(r)
    m = width * parameters[offset + 3]
    sigma = width * exp(parameters[offset + 4])
  }

  /// The parameters of a smile, bounded away from the edges of their domain.
  static func parameters(_ smile: RawSVI, width: Double) -> [Double] {
    let rho = min(max(smile.rho, -0.999), 0.999)
    return [
      log(max(smile.minimum, 1e-6 * width * width) / (width * width)), log(max(smile.b, 1e-6 * width) / width),
      atanh(rho), smile.m / width, log(max(smile.sigma, 1e-6 * width) / width),
    ]
  }

  var smile: RawSVI { RawSVI(unchecked: least - b * sigma * side, b, rho, m, sigma) }

  @inline(__always)
  func totalVariance(_ k: Double) -> Double {
    let x = k - m
    return least + b * (rho * x + (x * x + sigma * sigma).squareRoot() - sigma * side)
  }
}

/// Total variance with its derivatives at one point.
struct SVIPoint {
  let x: Double
  let inverseRoot: Double
  let w: Double
  let first: Double
  let second: Double

  @inline(__always)
  init(_ core: SVICore, _ k: Double) {
    x = k - core.m
    let root = (x * x + core.sigma * core.sigma).squareRoot()
    inverseRoot = 1 / root
    w = core.least + core.b * (core.rho * x + root - core.sigma * core.side)
    first = core.b * (core.rho + x * inverseRoot)
    second = core.b * core.sigma * core.sigma * inverseRoot * inverseRoot * inverseRoot
  }
}
