import TailpoolLibc
import TailpoolLinearAlgebra

/// Calibrates an eSSVI surface to the bid–ask quotes of all expiries together, inside its domain without arbitrage.
///
/// The domain is reached by free parameters: ρᵢ = tanh rᵢ, θᵢ = pᵢ θᵢ₋₁ + exp αᵢ, and ψᵢ between the bounds that its
/// neighbors leave,
///
///     pᵢ ψᵢ₋₁ < ψᵢ < min(ψᵢ₋₁ θᵢ / θᵢ₋₁, fᵢ, fᵢ₊₁ / pᵢ₊₁, …),   pᵢ = max((1 ± ρᵢ₋₁) / (1 ± ρᵢ))
///
/// with f the largest ψ without butterflies. Three parameters an expiry fit less closely than the other families; what
/// they give is free of arbitrage at all strikes and times.
///
/// - Source: A. Mingone, "No arbitrage global parametrization for the eSSVI volatility surface" (2022).
public struct ExtendedSSVICalibration: Hashable, Sendable {
  /// The most Levenberg–Marquardt steps, ≥ 1.
  public var steps: Int

  /// Creates a calibration; see the properties.
  public init(steps: Int = 150) { self.steps = max(steps, 1) }

  /// The fitted surface.
  public struct Result: Hashable, Sendable {
    /// The surface.
    public let surface: ExtendedSSVI
    /// Names of parameters at an edge of their domain, for each expiry: `theta`, `rho` or `psi`.
    public let parametersAtBounds: [[String]]
  }

  /// Calibrates a surface.
  ///
  /// - Parameter quotes: Quotes by expiry; expiries without a quote that has a volatility are left out.
  /// - Throws: `SurfaceError.empty` when none has.
  /// - Complexity: Some fifty evaluations of every quote.
  public func surface(fitting quotes: SurfaceQuotes) throws(SurfaceError) -> Result {
    var years: [Double] = []
    var slices: [QuoteColumns] = []
    var thetas: [Double] = []
    for expiry in quotes.expiries {
      guard let width = expiry.moneyDeviation else { continue }
      let columns = expiry.varianceColumns
      guard !columns.target.isEmpty else { continue }
      years.append(expiry.years)
      slices.append(columns)
      thetas.append(width * width)
    }
    guard !slices.isEmpty else { throw .empty }
    var best: (cost: Double, parameters: [Double])?
    for rho in [-0.3, 0, 0.3] {
      var parameters = ExtendedSSVIParameters.start(thetas: thetas, rho: rho)
      var problem = ExtendedSSVIProblem(slices: slices)
      let cost = LevenbergMarquardt(steps: steps, tolerance: 1e-5).minimize(&problem, &parameters)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, parameters) }
    }
    let parameters = best?.parameters ?? []
    let values = ExtendedSSVIParameters.values(parameters)
    let surface = try ExtendedSSVI(
      expiries: zip(years, values).map { .init(years: $0, theta: $1.theta, psi: $1.psi, rho: $1.rho) })
    return Result(
      surface: surface,
      parametersAtBounds: values.indices.map { ExtendedSSVIParameters.bounds(parameters, $0, values[$0]) })
  }
}

/// The free parameters rᵢ, αᵢ, γᵢ of each expiry in turn; γ is the logit of ψ's place between its bounds.
enum ExtendedSSVIParameters {
  struct Values {
    var theta: Double
    var rho: Double
    var psi: Double
  }

  static func values(_ parameters: [Double]) -> [Values] {
    let count = parameters.count / 3
    var result: [Values] = []
    result.reserveCapacity(count)
    var steps = [1.0]
    for i in 0..<count {
      let rho = tanh(parameters[3 * i])
      var theta = exp(parameters[3 * i + 1])
      if i > 0 {
        let before = result[i - 1].rho
        let step = max((1 + before) / (1 + rho), (1 - before) / (1 - rho))
        steps.append(step)
        theta += step * result[i - 1].theta
      }
      result.append(Values(theta: theta, rho: rho, psi: 0))
    }
    // The bound that later expiries leave, from the last one back.
    var caps = [Double](repeating: 0, count: count)
    for i in stride(from: count - 1, through: 0, by: -1) {
      let tilt = 1 + abs(result[i].rho)
      caps[i] = min(4 / tilt, 2 * (result[i].theta / tilt).squareRoot())
      if i + 1 < count { caps[i] = min(caps[i], caps[i + 1] / steps[i + 1]) }
    }
    for i in 0..<count {
      let low = i == 0 ? 0 : steps[i] * result[i - 1].psi
      let high = i == 0 ? caps[0] : min(caps[i], result[i - 1].psi * result[i].theta / result[i - 1].theta)
      result[i].psi = low + (high - low) / (1 + exp(-parameters[3 * i + 2]))
    }
    return result
  }

  static func start(thetas: [Double], rho: Double) -> [Double] {
    var parameters: [Double] = []
    var before = 0.0
    for theta in thetas {
      let rise = max(theta - before, 1e-4 * theta)
      parameters += [atanh(rho), log(rise), 0]
      before += rise
    }
    return parameters
  }

  static func bounds(_ parameters: [Double], _ index: Int, _ values: Values) -> [String] {
    var names: [String] = []
    if exp(parameters[3 * index + 1]) < 1e-6 * values.theta { names.append("theta") }
    if abs(values.rho) > 0.998 { names.append("rho") }
    if abs(parameters[3 * index + 2]) > 12 { names.append("psi") }
    return names
  }
}

/// The least-squares problem of an eSSVI surface, in total variance.
struct ExtendedSSVIProblem: BandedLeastSquares {
  let slices: [QuoteColumns]

  var order: Int { 3 * slices.count }
  var width: Int { order - 1 }

  /// Weight of a pull that keeps directions without information still.
  private static let pull = 1e-6

  func bounded(_ value: Double, parameter: Int) -> Double {
    switch parameter % 3 {
    case 0: min(max(value, -4), 4)
    case 1: min(max(value, -40), 3)
    default: min(max(value, -20), 20)
    }
  }

  mutating func evaluate(_ parameters: [Double], into equations: inout BandedNormalEquations) {
    let values = ExtendedSSVIParameters.values(parameters)
    let derivatives = derivatives(parameters)
    for i in slices.indices {
      var normal = ThreeParameters()
      addQuotes(slices[i], values[i], &normal, &equations.cost)
      add(normal, derivatives, i, &equations)
    }
    for (index, value) in parameters.enumerated() {
      equations.cost += ExtendedSSVIProblem.pull * value * value
      equations.addDiagonal(
        index, force: ExtendedSSVIProblem.pull * value, curvature: ExtendedSSVIProblem.pull)
    }
  }

  /// Gradient and matrix against θ, ρ and ψ of one expiry.
  private struct ThreeParameters {
    var force = SIMD3<Double>(repeating: 0)
    var rows = (SIMD3<Double>(repeating: 0), SIMD3<Double>(repeating: 0), SIMD3<Double>(repeating: 0))

    mutating func add(_ gradient: SIMD3<Double>, _ loss: QuoteLoss) {
      force += loss.force * gradient
      rows.0 += loss.curvature * gradient[0] * gradient
      rows.1 += loss.curvature * gradient[1] * gradient
      rows.2 += loss.curvature * gradient[2] * gradient
    }

    /// The columns of a Cholesky factor, zero where the matrix is singular.
    var factor: [SIMD3<Double>] {
      var (b, c) = (rows.1, rows.2)
      var columns: [SIMD3<Double>] = []
      for i in 0..<3 {
        let row = i == 0 ? rows.0 : i == 1 ? b : c
        guard row[i] > 0 else { continue }
        let column = row / row[i].squareRoot()
        columns.append(column)
        b -= column[1] * column
        c -= column[2] * column
      }
      return columns
    }
  }

  private func addQuotes(
    _ quotes: QuoteColumns, _ values: ExtendedSSVIParameters.Values, _ normal: inout ThreeParameters,
    _ cost: inout Double
  ) {
    let (theta, rho, psi) = (values.theta, values.rho, values.psi)
    for j in quotes.target.indices {
      let k = quotes.logMoneyness[j]
      let root = (psi * psi * k * k + 2 * rho * psi * theta * k + theta * theta).squareRoot()
      let w = 0.5 * (theta + rho * psi * k + root)
      let inverse = quotes.inverseHalf[j]
      let loss = QuoteLoss(residual: (w - quotes.target[j]) * inverse)
      cost += loss.cost
      let gradient = SIMD3(
        1 + (rho * psi * k + theta) / root, psi * k * (1 + theta / root), rho * k + (psi * k + rho * theta) * k / root)
      normal.add(0.5 * inverse * gradient, loss)
    }
  }

  private func add(
    _ normal: ThreeParameters, _ derivatives: [[SIMD3<Double>]], _ i: Int, _ equations: inout BandedNormalEquations
  ) {
    let order = self.order
    for column in normal.factor {
      let gradient = (0..<order).map { (column * derivatives[$0][i]).sum() }
      equations.add(gradient, count: order, at: 0, force: 0, curvature: 1)
    }
    for index in 0..<order {
      equations.addDiagonal(index, force: (normal.force * derivatives[index][i]).sum(), curvature: 0)
    }
  }

  /// Derivatives of θ, ρ and ψ of every expiry against every parameter, by central differences of their closed forms.
  private func derivatives(_ parameters: [Double]) -> [[SIMD3<Double>]] {
    let step = 1e-5
    var moved = parameters
    return parameters.indices.map { index in
      moved[index] = parameters[index] + step
      let above = ExtendedSSVIParameters.values(moved)
      moved[index] = parameters[index] - step
      let below = ExtendedSSVIParameters.values(moved)
      moved[index] = parameters[index]
      return zip(above, below).map {
        SIMD3($0.theta - $1.theta, $0.rho - $1.rho, $0.psi - $1.psi) / (2 * step)
      }
    }
  }
}
