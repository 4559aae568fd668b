import TailpoolLibc
import TailpoolLinearAlgebra
import TailpoolPricing

/// Calibrates SVI smiles, with or without spline corrections, to the bid–ask quotes of expiries.
///
/// In units of the half-spread in total variance an error costs nothing up to 0.9 but a slight pull to the mid, and
/// log(1 + e²) beyond. Starts come from linear least squares for given m and σ (quasi-explicit); then all parameters are
/// fitted by Levenberg–Marquardt with analytic Jacobians, with a cost for negative g. The expiries of a surface are fitted
/// together, on a band matrix, with a rising cost for later total variance below earlier. What is left of arbitrage is
/// removed by the least rise of level and width that does it, and reported.
public struct SmileCalibration: Hashable, Sendable {
  /// How many corrections a smile has.
  public enum Splines: Hashable, Sendable {
    /// None: plain SVI.
    case none
    /// By the number of quotes: none below 12, 4 up to 40, 8 above, 12 from 150 on.
    case byQuotes
    /// The same number for every smile with more than five quotes and as many again.
    case count(Int)
  }

  /// The corrections.
  public var splines: Splines
  /// Log-moneyness up to which arbitrage is excluded, > 0.
  public var range: Double

  /// Creates a calibration; see the properties.
  public init(splines: Splines = .none, range: Double = 1.5) {
    self.splines = splines
    self.range = range
  }

  /// The smile of one expiry fitted alone.
  public struct SliceResult: Hashable, Sendable {
    /// The smile.
    public let smile: SplinedSVI
    /// Names of parameters at an edge of their domain: `rho`, `minimum` or `wing`.
    public let parametersAtBounds: [String]
    /// Rise of total variance at the money that removed butterfly arbitrage, ≥ 0.
    public let addedVariance: Double
  }

  /// The fitted surface, and what was done to it.
  public struct Result: Sendable {
    /// The surface.
    public let surface: SliceSurface<SplinedSVI>
    /// Largest rise of each expiry's total variance by the repair, ≥ 0.
    public let addedVariances: [Double]
    /// Names of parameters at an edge of their domain, for each expiry.
    public let parametersAtBounds: [[String]]
  }

  /// Calibrates the smile of one expiry.
  ///
  /// - Parameter quotes: Its quotes.
  /// - Throws: `SurfaceError.tooFewQuotes` for fewer than five with a volatility.
  /// - Complexity: Some twenty evaluations of every quote and of 61 points for g.
  public func slice(fitting quotes: SmileQuotes) throws(SurfaceError) -> SliceResult {
    guard let start = start(quotes) else {
      throw .tooFewQuotes(found: quotes.quotes.count, required: SmileProblem.coreCount)
    }
    let smile = smile(start.slice, start.parameters[...])
    let repaired = SmileRepair(range: range, points: SmileCalibration.alonePoints).withoutButterflies(smile)
    return SliceResult(
      smile: repaired, parametersAtBounds: bounds(repaired),
      addedVariance: max(repaired.totalVariance(at: 0) - smile.totalVariance(at: 0), 0))
  }

  /// Calibrates a surface.
  ///
  /// - Parameter quotes: Quotes by expiry; expiries with fewer than five usable quotes are left out.
  /// - Throws: `SurfaceError.empty` when no expiry has enough.
  /// - Complexity: Some hundred evaluations of every quote and of 182 points an expiry.
  public func surface(fitting quotes: SurfaceQuotes) throws(SurfaceError) -> Result {
    let starts = try ExpiryStarts(quotes, start: start)
    let slices = starts.slices
    var parameters = starts.parameters
    var problem = SmileProblem(
      slices: slices, parameters: parameters, butterflyWeight: SmileCalibration.butterflyWeight)
    fitTogether(&problem, &parameters)
    let fitted = slices.indices.map { smile(slices[$0], problem.parameters($0, parameters)) }
    let repaired = SmileRepair(range: range).withoutArbitrage(fitted)
    let surface = try SliceSurface(
      expiries: zip(starts.years, repaired.smiles).map { SliceSurface<SplinedSVI>.Expiry(years: $0.0, smile: $0.1) })
    return Result(
      surface: surface, addedVariances: repaired.added, parametersAtBounds: repaired.smiles.map(bounds))
  }

  private func fitTogether(_ problem: inout SmileProblem, _ parameters: inout [Double]) {
    var points = SurfaceQuotes.calendarPoints(within: range)
    for (weight, softness) in zip(SmileCalibration.calendarWeights, SmileCalibration.softnesses) {
      problem.softness = softness
      problem.setCalendar(weight: weight, points: points)
      SmileCalibration.joint.minimize(&problem, &parameters)
    }
    let repair = SmileRepair(range: range)
    for _ in 0..<SmileCalibration.refinements {
      let smiles = problem.slices.indices.map { smile(problem.slices[$0], problem.parameters($0, parameters)) }
      let butterflies = smiles.map(repair.butterflies)
      let shortfalls = repair.shortfalls(smiles)
      if shortfalls.isEmpty, butterflies.allSatisfy(\.isEmpty) { break }
      for (index, found) in butterflies.enumerated() where !found.isEmpty {
        problem.addCheckPoints(found, slice: index)
      }
      points = Set(points + shortfalls).sorted()
      problem.setCalendar(weight: problem.calendarWeight, points: points)
      SmileCalibration.joint.minimize(&problem, &parameters)
    }
  }

  private static let butterflyWeight = 300.0
  /// The costs of calendar arbitrage, one after the other, and the softness of quotes meanwhile.
  private static let calendarWeights = [10.0, 100, 1_000, 10_000, 100_000]
  private static let softnesses = [3.0, 3, 2, 1, 1]
  private static let joint = LevenbergMarquardt(steps: 40, tolerance: 1e-4, smallGains: 2)
  private static let alone = LevenbergMarquardt(steps: 40, tolerance: 1e-2, smallGains: 1)
  /// How often points that were missed are added and the fit is resumed.
  private static let refinements = 4

  private func start(_ expiry: SmileQuotes) -> (slice: SmileProblem.Slice, parameters: [Double])? {
    guard let width = expiry.moneyDeviation else { return nil }
    let quotes = expiry.varianceColumns
    guard quotes.target.count >= SmileProblem.coreCount else { return nil }
    let slice = SmileProblem.Slice(
      width: width, quotes: quotes, basis: basis(quotes.logMoneyness), checkPoints: checkPoints(width))
    var best: (cost: Double, parameters: [Double])?
    for smile in QuasiExplicitSVI(quotes, width: width).starts(SmileCalibration.startCount) {
      var parameters = SVICore.parameters(smile, width: width)
      parameters += [Double](repeating: 0, count: slice.splines)
      var problem = SmileProblem(
        slices: [slice], parameters: parameters, butterflyWeight: SmileCalibration.butterflyWeight)
      problem.softness = SmileCalibration.aloneSoftness
      let cost = SmileCalibration.alone.minimize(&problem, &parameters)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, parameters) }
      // Another start is for fits that leave quotes outside.
      if cost < SmileCalibration.goodCost * Double(quotes.target.count) { break }
    }
    return best.map { (slice, $0.parameters) }
  }

  private static let startCount = 2
  /// Points on which a smile fitted alone is looked at for butterflies.
  private static let alonePoints = 201
  private static let aloneSoftness = 2.0
  /// A cost a quote below which a start is good enough.
  private static let goodCost = 0.05

  /// Points for g: dense within a few deviations, then ever wider.
  private func checkPoints(_ width: Double) -> [Double] {
    let half = 30
    let reach = asinh((range + 0.1) / (0.5 * width))
    let near = (-half...half).map { 0.5 * width * sinh(reach * Double($0) / Double(half)) }
    return near + [-100, -10, -4, 4, 10, 100]
  }

  private func basis(_ k: [Double]) -> CubicSplineBasis? {
    let count: Int
    switch splines {
    case .none: count = 0
    case .count(let wanted): count = k.count >= SmileProblem.coreCount + wanted ? wanted : 0
    case .byQuotes: count = k.count < 12 ? 0 : k.count <= 40 ? 4 : k.count < 150 ? 8 : 12
    }
    guard count > 0, let first = k.first, let last = k.last, last > first else { return nil }
    // Half by even steps, half by the number of quotes, so that knots are closer where the strikes are.
    let knots = (0..<(count + 4)).map { j in
      let share = Double(j) / Double(count + 3)
      let place = share * Double(k.count - 1)
      let index = min(Int(place), k.count - 2)
      let quantile = k[index] + (place - Double(index)) * (k[index + 1] - k[index])
      return 0.5 * (first + share * (last - first) + quantile)
    }
    return CubicSplineBasis(knots: knots)
  }

  private func smile(_ slice: SmileProblem.Slice, _ parameters: ArraySlice<Double>) -> SplinedSVI {
    let core = SVICore(Array(parameters), 0, slice.width).smile
    let scale = slice.width * slice.width
    return SplinedSVI(
      core: core, basis: slice.basis, coefficients: parameters.dropFirst(SmileProblem.coreCount).map { scale * $0 })
  }

  /// Names of parameters at an edge of their domain.
  func bounds(_ smile: SplinedSVI) -> [String] {
    var names: [String] = []
    if abs(smile.core.rho) > 0.998 { names.append("rho") }
    if smile.core.minimum < 1e-4 * smile.totalVariance(at: 0) { names.append("minimum") }
    if smile.core.steepestWing > SmileProblem.steepestWing - 0.01 { names.append("wing") }
    return names
  }
}

extension SmileQuotes {
  /// The quotes in total variance; those whose bid has none are left out, an ask that no volatility gives mirrors the bid
  /// about the mid.
  var varianceColumns: QuoteColumns {
    let count = quotes.count
    var logMoneyness: [Double] = []
    var prices: [Double] = []
    logMoneyness.reserveCapacity(2 * count)
    prices.reserveCapacity(2 * count)
    for quote in quotes {
      logMoneyness.append(quote.logMoneyness)
      prices.append(quote.bid * exp(-0.5 * quote.logMoneyness))
    }
    for quote in quotes {
      logMoneyness.append(quote.logMoneyness)
      prices.append(quote.ask * exp(-0.5 * quote.logMoneyness))
    }
    var deviations = [Double](repeating: 0, count: 2 * count)
    var span = deviations.mutableSpan
    ImpliedVolatility.normalizedDeviations(logMoneyness: logMoneyness.span, prices: prices.span, into: &span)
    var columns = QuoteColumns()
    for index in 0..<count {
      let bid = deviations[index]
      var ask = deviations[count + index]
      guard bid > 0, bid < .infinity else { continue }
      if !(ask < .infinity) {
        let mid = quotes[index].volatility(of: quotes[index].mid, years: 1)
        ask = mid.map { 2 * $0 - bid } ?? .nan
      }
      guard ask > bid else { continue }
      columns.logMoneyness.append(logMoneyness[index])
      columns.target.append(0.5 * (bid * bid + ask * ask))
      columns.inverseHalf.append(2 / ((ask - bid) * (ask + bid)))
    }
    return columns
  }
}
