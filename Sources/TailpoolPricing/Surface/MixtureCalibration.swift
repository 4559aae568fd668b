#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TailpoolMarket

/// Calibrates lognormal mixtures to the quotes of a surface.
///
/// Each expiry is first fitted alone from several starts. Then all expiries are fitted together, with a rising price on
/// calendar arbitrage; what little is left is removed by the least variance that does it, and reported.
public struct MixtureCalibration: Hashable, Sendable {
  /// Parts of each mixture where the quotes bear them, ≥ 1.
  public var components: Int
  /// Log-moneyness up to which calendar arbitrage is excluded, > 0.
  public var range: Double

  /// Creates a calibration; see the properties.
  public init(components: Int = 4, range: Double = 1.5) {
    self.components = max(components, 1)
    self.range = range
  }

  /// The fitted surface, and by how much variance each expiry was raised to remove calendar arbitrage.
  public struct Result: Hashable, Sendable {
    /// The surface.
    public let surface: MixtureSurface
    /// Largest rise of each expiry's total variance by the repair, ≥ 0.
    public let addedVariances: [Double]
  }

  /// Calibrates a surface.
  ///
  /// - Parameter quotes: Quotes by expiry.
  /// - Throws: `SurfaceError.empty` when no expiry has a quote with a volatility.
  /// - Complexity: Some hundred evaluations of every quote.
  public func surface(fitting quotes: SurfaceQuotes) throws(SurfaceError) -> Result {
    var starts: [(years: Double, slice: MixtureProblem.Slice)] = []
    for expiry in quotes.expiries {
      if let slice = slice(expiry) { starts.append((expiry.years, slice)) }
    }
    guard !starts.isEmpty else { throw .empty }
    var problem = MixtureProblem(slices: starts.map(\.slice), calendarWeight: 0, calendarPoints: calendarPoints)
    for weight in [30.0, 300, 3_000, 30_000, 300_000] {
      problem.calendarWeight = weight
      problem.minimize(steps: 100)
    }
    for _ in 0..<MixtureCalibration.refinements {
      let found = shortfalls(problem.slices.map(\.parameters.mixture))
      if found.isEmpty { break }
      problem.calendarPoints = Set(problem.calendarPoints + found).sorted()
      problem.minimize(steps: 60)
    }
    let smiles = problem.slices.map(\.parameters.mixture)
    let repaired = repair(smiles)
    let surface = try MixtureSurface(
      expiries: zip(starts, repaired.smiles).map { MixtureSurface.Expiry(years: $0.0.years, smile: $0.1) })
    return Result(surface: surface, addedVariances: repaired.added)
  }

  /// Points at which neighbors are compared: closer together near the money.
  private var calendarPoints: [Double] {
    let half = 60
    return (-half...half).map { step in
      let t = Double(step) / Double(half)
      return range * t * abs(t)
    }
  }

  private func slice(_ expiry: SmileQuotes) -> MixtureProblem.Slice? {
    let points = expiry.quotes.compactMap { quote -> (k: Double, s: Double)? in
      quote.volatility(of: quote.mid, years: expiry.years).map { (quote.logMoneyness, $0 * expiry.years.squareRoot()) }
    }
    guard let money = points.min(by: { abs($0.k) < abs($1.k) }), money.s > 0 else { return nil }
    let quotes = expiry.quotes.map {
      MixtureProblem.Quote(
        k: $0.logMoneyness, strike: exp($0.logMoneyness), mid: $0.mid, inverseHalf: 1 / $0.halfSpread, weight: 1)
    }
    // Seven parameters for three parts: fewer quotes get fewer parts.
    let count = min(components, max(2, (quotes.count + 2) / 3))
    var best: (cost: Double, slice: MixtureProblem.Slice)?
    for start in MixtureCalibration.starts(count) {
      let values = start.flatMap { [$0.u, $0.v * money.s, log(money.s * ($0.z - MixtureCalibration.floorShare))] }
      let slice = MixtureProblem.Slice(
        parameters: MixtureParameters(values: values, floor: MixtureCalibration.floorShare * money.s), anchor: values,
        quotes: quotes)
      var problem = MixtureProblem(slices: [slice], calendarWeight: 0, calendarPoints: [])
      problem.minimize(steps: 60)
      let cost = problem.cost
      if best.map({ cost < $0.cost }) ?? true { best = (cost, problem.slices[0]) }
    }
    guard var chosen = best?.slice else { return nil }
    chosen.anchor = chosen.parameters.values
    return chosen
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
    let grid = repairGrid
    let variances = smiles.map { smile in grid.map { smile.totalVariance(at: $0) } }
    var found: [Double] = []
    for later in variances.indices.dropFirst() {
      var worst: (amount: Double, k: Double)?
      for (index, k) in grid.enumerated() {
        let amount = variances[later - 1][index] * MixtureCalibration.repairMargin - variances[later][index]
        if amount > 0 {
          if amount / variances[later][index] > worst?.amount ?? 0 { worst = (amount / variances[later][index], k) }
        } else if let place = worst {
          found.append(place.k)
          worst = nil
        }
      }
      if let place = worst { found.append(place.k) }
    }
    return found
  }

  private var repairGrid: [Double] {
    (0..<MixtureCalibration.repairPoints).map {
      -range + 2 * range * Double($0) / Double(MixtureCalibration.repairPoints - 1)
    }
  }

  /// Raises variances of later expiries where they fall short of earlier ones.
  private func repair(_ smiles: [LognormalMixture]) -> (smiles: [LognormalMixture], added: [Double]) {
    let grid = repairGrid
    var result = smiles
    var added = [Double](repeating: 0, count: smiles.count)
    guard smiles.count > 1 else { return (result, added) }
    var earlier = grid.map { result[0].totalVariance(at: $0) }
    for index in 1..<smiles.count {
      let before = grid.map { result[index].totalVariance(at: $0) }
      var own = before
      for step in 0..<MixtureCalibration.repairSteps {
        var worst = (amount: 0.0, point: 0)
        for point in grid.indices {
          let shortfall = earlier[point] * MixtureCalibration.repairMargin - own[point]
          if shortfall > worst.amount * own[point] { worst = (shortfall / own[point], point) }
        }
        guard worst.amount > 0 else { break }
        let missing = 1.01 * worst.amount * own[worst.point]
        // The last steps raise all parts, which cannot fail.
        result[index] =
          step < MixtureCalibration.repairSteps / 2
          ? result[index].raised(at: grid[worst.point], totalVariance: own[worst.point], by: missing)
          : result[index].spread(by: missing * exp2(Double(step - MixtureCalibration.repairSteps / 2)))
        own = grid.map { result[index].totalVariance(at: $0) }
      }
      added[index] = zip(before, own).reduce(0) { max($0, $1.1 - $1.0) }
      earlier = own
    }
    return (result, added)
  }

  /// Steps of the repair of one expiry.
  private static let repairSteps = 80
  /// The check's 500 points and the middles between them.
  private static let repairPoints = 999
  /// Later total variance is kept above this multiple of the earlier one, so that no trace is left between the points.
  private static let repairMargin = 1 + 1e-7
  /// How often points that were missed are added and the fit is resumed.
  private static let refinements = 6
}
