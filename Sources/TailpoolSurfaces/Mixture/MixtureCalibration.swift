import TailpoolLibc
import TailpoolLinearAlgebra

/// Calibrates lognormal mixtures to the quotes of a surface.
///
/// Each expiry is first fitted alone from several starts. Then all expiries are fitted together, with a rising price on
/// calendar arbitrage; what little is left is removed by the least variance that does it, and reported.
public struct MixtureCalibration: Hashable, Sendable {
  /// Parts of each mixture where the quotes bear them, in 1 … 8.
  public var components: Int
  /// Log-moneyness up to which calendar arbitrage is excluded, > 0.
  public var range: Double

  /// Creates a calibration; see the properties.
  public init(components: Int = 4, range: Double = 1.5) {
    self.components = min(max(components, 1), MixtureCalibration.mostComponents)
    self.range = range
  }

  /// The most parts of a mixture that the batches take, of two expiries together.
  private static let mostComponents = 8

  /// The fitted surface, and by how much variance each expiry was raised to remove calendar arbitrage.
  public struct Result: Hashable, Sendable {
    /// The surface.
    public let surface: MixtureSurface
    /// Largest rise of each expiry's total variance by the repair, ≥ 0.
    public let addedVariances: [Double]
    /// Names of parameters at an edge of their domain, for each expiry: `deviation` for a part at the floor.
    public let parametersAtBounds: [[String]]
  }

  /// Calibrates a surface.
  ///
  /// - Parameter quotes: Quotes by expiry.
  /// - Throws: `SurfaceError.empty` when no expiry has a quote with a volatility.
  /// - Complexity: Some hundred evaluations of every quote.
  public func surface(fitting quotes: SurfaceQuotes) throws(SurfaceError) -> Result {
    let starts = try ExpiryStarts(quotes, start: start)
    let slices = starts.slices
    var parameters = starts.parameters
    var problem = MixtureProblem(slices: slices, parameters: parameters)
    fitTogether(&problem, &parameters)
    let repaired = repair(slices.indices.map { problem.mixture($0, parameters) })
    let surface = try MixtureSurface(
      expiries: zip(starts.years, repaired.smiles).map { MixtureSurface.Expiry(years: $0.0, smile: $0.1) })
    let bounds = zip(slices, repaired.smiles).map { slice, smile in
      smile.components.contains { $0.deviation < 1.001 * slice.floor } ? ["deviation"] : []
    }
    return Result(surface: surface, addedVariances: repaired.added, parametersAtBounds: bounds)
  }

  private func fitTogether(_ problem: inout MixtureProblem, _ parameters: inout [Double]) {
    guard problem.slices.count > 1 else { return }
    var points = SurfaceQuotes.calendarPoints(within: range)
    for weight in MixtureCalibration.calendarWeights {
      problem.setCalendar(weight: weight, points: points, parameters: parameters)
      LevenbergMarquardt(steps: 100, tolerance: 1e-4, smallGains: 2).minimize(&problem, &parameters)
    }
    for _ in 0..<MixtureCalibration.refinements {
      let found = shortfalls(problem.slices.indices.map { problem.mixture($0, parameters) })
      if found.isEmpty { break }
      points = Set(points + found).sorted()
      problem.setCalendar(
        weight: MixtureCalibration.calendarWeights[MixtureCalibration.calendarWeights.count - 1], points: points,
        parameters: parameters)
      LevenbergMarquardt(steps: 60, tolerance: 1e-4).minimize(&problem, &parameters)
    }
  }

  /// The costs of calendar arbitrage, one after the other.
  private static let calendarWeights = [30.0, 300, 3_000, 30_000, 300_000]

  /// The mixture of one expiry alone, the better of two starts.
  private func start(_ expiry: SmileQuotes) -> (slice: MixtureProblem.Slice, parameters: [Double])? {
    guard let money = expiry.moneyDeviation else { return nil }
    var columns = QuoteColumns()
    for quote in expiry.quotes {
      columns.logMoneyness.append(quote.logMoneyness)
      columns.target.append(quote.mid)
      columns.inverseHalf.append(1 / quote.halfSpread)
    }
    // Seven parameters for three parts: fewer quotes get fewer parts.
    let count = min(components, max(2, (expiry.quotes.count + 2) / 3))
    let slice = MixtureProblem.Slice(quotes: columns, parts: count, floor: MixtureCalibration.floorShare * money)
    var best: (cost: Double, parameters: [Double])?
    for start in MixtureCalibration.starts(count) {
      var parameters = start.flatMap { [$0.u, $0.v * money, log(money * ($0.z - MixtureCalibration.floorShare))] }
      var problem = MixtureProblem(slices: [slice], parameters: parameters)
      let cost = LevenbergMarquardt(steps: 60).minimize(&problem, &parameters)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, parameters) }
    }
    return best.map { (slice, $0.parameters) }
  }

  /// The least deviation of a part in units of the deviation at the money.
  private static let floorShare = 0.25

  /// Log-weight, log-mean in deviations and deviation in units of that at the money.
  private struct Part {
    let u: Double
    let v: Double
    let z: Double
  }

  private static func starts(_ count: Int) -> [[Part]] {
    func cut(_ parts: [Part]) -> [Part] {
      var parts = Array(parts.prefix(count))
      while parts.count < count {
        let i = Double(parts.count)
        parts.append(Part(u: -2.5, v: parts.count % 2 == 0 ? 0.4 * i : -0.4 * i, z: 0.7 + 0.2 * i))
      }
      return parts
    }
    return [
      cut([
        Part(u: 0, v: 0.2, z: 0.7), Part(u: -1, v: -0.8, z: 1.3), Part(u: -2, v: 0.5, z: 1.8),
        Part(u: -3, v: -1.5, z: 2.5),
      ]),
      cut([
        Part(u: 0, v: 0, z: 0.9), Part(u: -1, v: 0.8, z: 1.2), Part(u: -1.5, v: -1, z: 1.6),
        Part(u: -3, v: 0, z: 3),
      ]),
    ]
  }

  /// Where later total variance falls short of earlier: the worst point between two changes of sign, for each neighbors.
  private func shortfalls(_ smiles: [LognormalMixture]) -> [Double] {
    let grid = CalendarGrid(range: range)
    let prices = smiles.map(grid.logPrices)
    var found: [Double] = []
    for later in prices.indices.dropFirst() {
      var worst: (amount: Double, k: Double)?
      for (index, amount) in grid.shortfalls(earlier: prices[later - 1], later: prices[later]).enumerated() {
        if amount > 0 {
          if amount > worst?.amount ?? 0 { worst = (amount, grid.points[index]) }
        } else if let place = worst {
          found.append(place.k)
          worst = nil
        }
      }
      if let place = worst { found.append(place.k) }
    }
    return found
  }

  /// Raises variances of later expiries where they fall short of earlier ones.
  private func repair(_ smiles: [LognormalMixture]) -> (smiles: [LognormalMixture], added: [Double]) {
    let grid = CalendarGrid(range: range)
    var result = smiles
    var added = [Double](repeating: 0, count: smiles.count)
    var earlier = grid.logPrices(result[0])
    for index in smiles.indices.dropFirst() {
      var own = grid.logPrices(result[index])
      for step in 0..<MixtureCalibration.repairSteps {
        let shortfalls = grid.shortfalls(earlier: earlier, later: own)
        guard let worst = shortfalls.indices.max(by: { shortfalls[$0] < shortfalls[$1] }), shortfalls[worst] > 0 else {
          break
        }
        let k = grid.points[worst]
        let w = result[index].totalVariance(at: k)
        let missing = 1.01 * shortfalls[worst] * w
        // The last steps raise all parts, which cannot fail.
        let half = MixtureCalibration.repairSteps / 2
        result[index] =
          step < half
          ? result[index].raised(at: k, totalVariance: w, by: missing)
          : result[index].spread(by: missing * exp2(Double(step - half)))
        own = grid.logPrices(result[index])
      }
      if result[index] != smiles[index] {
        added[index] = grid.points.reduce(0) {
          max($0, result[index].totalVariance(at: $1) - smiles[index].totalVariance(at: $1))
        }
      }
      earlier = own
    }
    return (result, added)
  }

  /// Steps of the repair of one expiry.
  private static let repairSteps = 80
  /// How often points that were missed are added and the fit is resumed.
  private static let refinements = 6
}

/// The points at which neighbors are compared in the end: the check's 500 and the middles between them.
private struct CalendarGrid {
  let points: [Double]
  private let middle: Int

  /// Later total variance is kept above this multiple of the earlier one, so that no trace is left between the points.
  private static let margin = 1e-7

  init(range: Double) {
    let count = 999
    points = (0..<count).map { -range + 2 * range * Double($0) / Double(count - 1) }
    middle = count / 2
  }

  func logPrices(_ smile: LognormalMixture) -> [Double] {
    var result: [Double] = []
    MixtureBatch(smile).logPrices(points, into: &result)
    return result
  }

  /// By how much of itself later total variance falls short, to first order; > 0 where it does.
  func shortfalls(earlier: [Double], later: [Double]) -> [Double] {
    points.indices.map { index in
      let elasticity = MixtureProblem.elasticity(logPrice: earlier[index], money: earlier[middle])
      return 2 * (earlier[index] - later[index]) / elasticity + CalendarGrid.margin
    }
  }
}

extension SmileQuotes {
  /// The deviation σ√T of the mid nearest the money; nil when no mid has one.
  var moneyDeviation: Double? {
    let order = quotes.indices.sorted { abs(quotes[$0].logMoneyness) < abs(quotes[$1].logMoneyness) }
    for index in order {
      let quote = quotes[index]
      if let volatility = quote.volatility(of: quote.mid, years: years), volatility > 0 {
        return volatility * years.squareRoot()
      }
    }
    return nil
  }
}
