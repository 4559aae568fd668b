import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolMarket

/// Calibrates an `AndreasenHugeSurface` to bid and ask quotes, expiry by expiry.
///
/// Each expiry has one variance a quote, found by Levenberg–Marquardt steps on the errors in half-spreads, with the gradient
/// from one transposed solve a quote; neighboring variances are held together by a slight cost of the change of their
/// logarithms. Errors count by log(1 + e²), so that stale quotes do not lead. No quote can bring arbitrage into the prices:
/// what cannot be met without it stays as an error of the fit.
package struct AndreasenHugeCalibration: Hashable, Sendable {
  /// Weight of the change of log-variance from quote to quote, in half-spreads, > 0.
  package var smoothing: Double
  /// Distance of the closest strikes of the grid in deviations of the first expiry at the money, > 0.
  package var step: Double

  /// Creates a calibration; see the properties.
  package init(smoothing: Double = 0.1, step: Double = 0.02) {
    self.smoothing = smoothing
    self.step = step
  }

  /// The fewest quotes of an expiry; those with fewer are left out.
  package static let fewestQuotes = 3

  /// A surface with how it meets its quotes.
  package struct Result: Sendable {
    /// The surface.
    package let surface: AndreasenHugeSurface
    /// How it meets the quotes of its expiries.
    package let diagnostics: SurfaceDiagnostics
  }

  /// Calibrates a surface.
  ///
  /// - Parameter quotes: Quotes by expiry, earliest first.
  /// - Returns: The surface; expiries with fewer than three quotes are not in it.
  /// - Throws: `SurfaceError.parameterOutOfDomain` for a smoothing or step that is not positive and finite, or a quote whose
  ///   prices are not; `.unorderedExpiries`; `.empty` without expiries; `.tooFewQuotes` where each has too few;
  ///   `.undetermined` where the first expiry's prices at the money have no volatility.
  /// - Complexity: O(n (N + n²)) a step and expiry for n quotes and N strikes of the grid; some ten steps.
  package func surface(fitting quotes: SurfaceQuotes) throws(SurfaceError) -> Result {
    let kept = try checked(quotes)
    let grid = try grid(kept)
    var expiries: [AndreasenHugeSurface.Expiry] = []
    var before = grid.payoff
    var (start, varianceBefore) = (0.0, 0.0)
    for expiry in kept {
      let variance = moneyVariance(expiry) ?? varianceBefore
      let years = expiry.years - start
      let level = max((variance - varianceBefore) / years, 0.05 * variance / expiry.years, 1e-6)
      var problem = StepProblem(
        grid: grid, before: before, years: years, quotes: expiry.quotes, level: level, smoothing: smoothing)
      var parameters = [Double](repeating: log(level), count: expiry.quotes.count)
      let solver = LevenbergMarquardt(steps: 60, tolerance: 1e-6, smallGains: 2, stepLimit: 1.5)
      solver.minimize(&problem, &parameters)
      problem.isRobust = true
      solver.minimize(&problem, &parameters)
      before = problem.prices(parameters).prices
      expiries.append(
        AndreasenHugeSurface.Expiry(
          years: expiry.years, boundaries: problem.boundaries,
          stepVolatilities: parameters.map { exp(0.5 * $0) }, prices: before))
      (start, varianceBefore) = (expiry.years, max(variance, varianceBefore))
    }
    let surface = AndreasenHugeSurface(expiries: expiries, grid: grid)
    return Result(surface: surface, diagnostics: diagnostics(surface, quotes, kept))
  }

  private func checked(_ quotes: SurfaceQuotes) throws(SurfaceError) -> [SmileQuotes] {
    for (name, value) in [("smoothing", smoothing), ("step", step)] {
      guard value > 0, value < .infinity else { throw .parameterOutOfDomain(name: name, value: value) }
    }
    var before = 0.0
    for (index, expiry) in quotes.expiries.enumerated() {
      guard expiry.years > before, expiry.years < .infinity else { throw .unorderedExpiries(index: index) }
      before = expiry.years
      for quote in expiry.quotes {
        guard quote.bid > 0, quote.ask > quote.bid, quote.ask < .infinity else {
          throw .parameterOutOfDomain(name: "price of \(quote.contract.name)", value: quote.mid)
        }
        guard abs(quote.logMoneyness) <= Self.mostReach else {
          throw .parameterOutOfDomain(name: "log-moneyness of \(quote.contract.name)", value: quote.logMoneyness)
        }
      }
    }
    guard !quotes.expiries.isEmpty else { throw .empty }
    let kept = quotes.expiries.filter { $0.quotes.count >= Self.fewestQuotes }
    guard !kept.isEmpty else {
      throw .tooFewQuotes(found: quotes.expiries.map(\.quotes.count).max() ?? 0, required: Self.fewestQuotes)
    }
    return kept
  }

  private func grid(_ kept: [SmileQuotes]) throws(SurfaceError) -> StrikeGrid {
    let variances = kept.compactMap(moneyVariance)
    guard let narrow = kept.first.flatMap(moneyVariance)?.squareRoot(), let widest = variances.max()?.squareRoot()
    else { throw .undetermined }
    let farthest = kept.flatMap(\.quotes).reduce(0) { max($0, abs($1.logMoneyness)) }
    let reach = min(max(Self.deviations * widest, 1.5 * farthest, 2 * narrow), 2 * Self.mostReach)
    return StrikeGrid(narrow: max(narrow, Self.narrowest * reach), reach: reach, step: step)
  }

  /// Total variance of the mid nearest the money that has one.
  private func moneyVariance(_ expiry: SmileQuotes) -> Double? {
    for quote in expiry.quotes.sorted(by: { abs($0.logMoneyness) < abs($1.logMoneyness) }) {
      if let volatility = quote.volatility(of: quote.mid, years: expiry.years), volatility > 0 {
        return volatility * volatility * expiry.years
      }
    }
    return nil
  }

  private func diagnostics(
    _ surface: AndreasenHugeSurface, _ quotes: SurfaceQuotes, _ kept: [SmileQuotes]
  ) -> SurfaceDiagnostics {
    let slices = Dictionary(
      kept.compactMap { expiry in surface.slice(years: expiry.years).map { (expiry.years, $0) } },
      uniquingKeysWith: { first, _ in first })
    return SurfaceDiagnostics(
      on: SurfaceQuotes(
        underlying: quotes.underlying, root: quotes.root, settlement: quotes.settlement, expiries: kept)
    ) { k, years in slices[years]?.totalVariance(logMoneyness: k) ?? .nan }
  }

  /// Least share of the reach within which strikes are closest, so that the grid stays a grid whatever the first expiry says.
  private static let narrowest = 1e-5
  /// Deviations of the last expiry at the money that the grid reaches on either side.
  private static let deviations = 10.0
  /// Largest log-moneyness of a quote: a strike of 20,000 times the forward.
  private static let mostReach = 10.0
}

/// The least-squares problem of one step: log-variances by quote.
private struct StepProblem: BandedLeastSquares {
  let grid: StrikeGrid
  let before: [Double]
  let years: Double
  let boundaries: [Double]
  let smoothing: Double
  var isRobust = false
  private let level: Double
  private let targets: [Target]
  /// The region of each strike of the grid.
  private let regions: [Int]

  private struct Target {
    let left: Int
    let share: Double
    /// The mid of the call.
    let price: Double
    let halfSpread: Double
  }

  init(
    grid: StrikeGrid, before: [Double], years: Double, quotes: [SurfaceQuotes.Quote], level: Double, smoothing: Double
  ) {
    self.grid = grid
    self.before = before
    self.years = years
    self.smoothing = smoothing
    self.level = log(level)
    let quotes = quotes.sorted { $0.logMoneyness < $1.logMoneyness }
    boundaries = zip(quotes, quotes.dropFirst()).map { 0.5 * ($0.logMoneyness + $1.logMoneyness) }
    targets = quotes.compactMap { quote in
      let strike = exp(quote.logMoneyness)
      guard let cell = grid.cell(of: strike) else { return nil }
      let intrinsic = quote.contract.type == .call ? 0 : 1 - strike
      return Target(left: cell.left, share: cell.share, price: quote.mid + intrinsic, halfSpread: quote.halfSpread)
    }
    var region = 0
    var regions: [Int] = []
    for k in grid.logMoneyness {
      while region < boundaries.count, k > boundaries[region] { region += 1 }
      regions.append(region)
    }
    self.regions = regions
  }

  var order: Int { boundaries.count + 1 }
  var width: Int { boundaries.count }

  func prices(_ parameters: [Double]) -> (prices: [Double], step: ImplicitStep, theta: [Double]) {
    let variances = parameters.map { exp($0) }
    let theta = zip(regions, grid.strikes).map { 0.5 * years * variances[$0] * $1 * $1 }
    let step = ImplicitStep(grid, theta: theta)
    return (step.solve(before), step, theta)
  }

  mutating func evaluate(_ parameters: [Double], into equations: inout BandedNormalEquations) {
    let (prices, step, theta) = prices(parameters)
    let curvature = grid.curvature(prices)
    for target in targets {
      let model = prices[target.left] + target.share * (prices[target.left + 1] - prices[target.left])
      let error = (model - target.price) / target.halfSpread
      var weights = [Double](repeating: 0, count: prices.count)
      weights[target.left] = (1 - target.share) / target.halfSpread
      weights[target.left + 1] = target.share / target.halfSpread
      let adjoint = step.solveTransposed(weights)
      var gradient = [Double](repeating: 0, count: order)
      // The ends of the grid are held: their curvature is zero.
      for i in adjoint.indices { gradient[regions[i]] += adjoint[i] * theta[i] * curvature[i] }
      let weight = isRobust ? 1 / (1 + error * error) : 1
      equations.add(gradient, count: order, at: 0, force: weight * error, curvature: weight)
      equations.cost += isRobust ? log1p(error * error) : error * error
    }
    for i in 0..<boundaries.count {
      let change = smoothing * (parameters[i + 1] - parameters[i])
      equations.add([-smoothing, smoothing], count: 2, at: i, force: change, curvature: 1)
      equations.cost += change * change
    }
  }

  func bounded(_ value: Double, parameter: Int) -> Double {
    min(max(value, level - StepProblem.widest), level + StepProblem.widest)
  }

  /// Largest change of log-variance from its level at the money.
  private static let widest = 12.0
}
