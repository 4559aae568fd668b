import TailpoolLibc
import TailpoolLinearAlgebra

/// The joint least-squares problem of all expiries of a surface, in blocks that touch at most two neighbors.
///
/// A quote costs nothing inside most of its spread but a slight pull to the mid, and little more than a logarithm far
/// outside, so that stale quotes do not lead. Between neighbors, each shortfall of the later price below the earlier one
/// at the same log-moneyness is measured as a relative difference of deviations.
struct MixtureProblem: BandedLeastSquares {
  /// The quotes of one expiry.
  struct Slice {
    let quotes: QuoteColumns
    /// Number of parts.
    let parts: Int
    /// The least deviation of a part.
    let floor: Double
  }

  /// Weight of the pull to the anchor.
  static let anchorPull = 1e-3
  /// Relative margin of deviations by which later prices are kept above earlier ones.
  static let margin = 2e-5

  let slices: [Slice]
  let order: Int
  let width: Int
  private let offsets: [Int]
  /// Where the parameters started, for a faint pull that keeps directions without information still.
  private var anchor: [Double]
  /// Cost in half-spreads of a relative deviation shortfall of 1 between neighbors; 0 leaves them independent.
  private var calendarWeight = 0.0
  /// Log-moneyness at which neighbors are compared.
  private var calendarPoints: [Double] = []
  /// For each pair of neighbors and point, relative deviation for relative price.
  private var calendarScales: [Double] = []
  private var scratch = Scratch()

  private struct Scratch {
    var logPrices: [[Double]] = []
    var quotePrices: [Double] = []
    var terms: [Double] = []
    var gradient: [Double] = []
    var actives: [Int] = []
    var activePoints: [Double] = []
    var earlier: [Double] = []
    var later: [Double] = []
    var earlierTerms: [Double] = []
    var laterTerms: [Double] = []
  }

  /// - Parameters:
  ///   - slices: The expiries, earliest first.
  ///   - parameters: Their parameters in turn, which become the anchor.
  init(slices: [Slice], parameters: [Double]) {
    self.slices = slices
    var offsets = [0]
    for slice in slices { offsets.append(offsets[offsets.count - 1] + 3 * slice.parts) }
    self.offsets = offsets
    order = offsets[slices.count]
    let widest = slices.reduce(0) { max($0, 3 * $1.parts) }
    width = max((slices.count > 1 ? 2 : 1) * widest - 1, 0)
    anchor = parameters
    scratch.gradient = [Double](repeating: 0, count: 2 * widest)
    scratch.logPrices = [[Double]](repeating: [], count: slices.count)
  }

  /// Sets the cost of calendar arbitrage.
  ///
  /// - Parameters:
  ///   - weight: Cost in half-spreads of a relative deviation shortfall of 1.
  ///   - points: Log-moneyness at which neighbors are compared, ascending.
  ///   - parameters: Where the scales are taken.
  mutating func setCalendar(weight: Double, points: [Double], parameters: [Double]) {
    calendarWeight = weight
    calendarPoints = points
    calendarScales = []
    guard weight > 0 else { return }
    for s in 0..<(slices.count - 1) {
      let batch = MixtureBatch(mixture(s, parameters))
      batch.logPrices(points, into: &scratch.logPrices[s])
      batch.logPrices([0], into: &scratch.earlier)
      let money = scratch.earlier[0]
      for j in points.indices {
        calendarScales.append(1 / MixtureProblem.elasticity(logPrice: scratch.logPrices[s][j], money: money))
      }
    }
  }

  /// About d log C / d log σ: 1 at the money, and the square of the distance in deviations in the wings.
  static func elasticity(logPrice: Double, money: Double) -> Double { 1 + 2 * max(money - logPrice, 0) }

  /// The mixture of one expiry.
  func mixture(_ slice: Int, _ parameters: [Double]) -> LognormalMixture {
    MixtureParameters.mixture(parameters[offsets[slice]..<offsets[slice + 1]], floor: slices[slice].floor)
  }

  func bounded(_ value: Double, parameter: Int) -> Double {
    // Blocks of three, so that the place in the block is the place in the part.
    let bound = parameter % 3 == 0 ? 25.0 : 12.0
    return min(max(value, -bound), bound)
  }

  mutating func evaluate(_ parameters: [Double], into equations: inout BandedNormalEquations) {
    let batches = slices.indices.map { MixtureBatch(mixture($0, parameters)) }
    for index in slices.indices { addQuotes(index, batches[index], &equations) }
    for (index, value) in parameters.enumerated() {
      let distance = value - anchor[index]
      equations.cost += MixtureProblem.anchorPull * distance * distance
      equations.addDiagonal(index, force: MixtureProblem.anchorPull * distance, curvature: MixtureProblem.anchorPull)
    }
    guard calendarWeight > 0 else { return }
    for index in slices.indices { batches[index].logPrices(calendarPoints, into: &scratch.logPrices[index]) }
    for later in slices.indices.dropFirst() { addCalendar(later, batches[later - 1], batches[later], &equations) }
  }

  private mutating func addQuotes(_ index: Int, _ batch: MixtureBatch, _ equations: inout BandedNormalEquations) {
    let quotes = slices[index].quotes
    let count = quotes.logMoneyness.count
    batch.logPrices(quotes.logMoneyness, into: &scratch.quotePrices, terms: &scratch.terms)
    for j in 0..<count {
      let price = exp(scratch.quotePrices[j])
      let loss = QuoteLoss(residual: (price - quotes.target[j]) * quotes.inverseHalf[j])
      equations.cost += loss.cost
      chain(batch, scratch.terms, count, j, price * quotes.inverseHalf[j], slices[index].floor, at: 0)
      equations.add(
        scratch.gradient, count: 3 * batch.count, at: offsets[index], force: loss.force, curvature: loss.curvature)
    }
  }

  private mutating func addCalendar(
    _ later: Int, _ first: MixtureBatch, _ second: MixtureBatch, _ equations: inout BandedNormalEquations
  ) {
    let count = calendarPoints.count
    let scales = (later - 1) * count
    scratch.actives.removeAll(keepingCapacity: true)
    scratch.activePoints.removeAll(keepingCapacity: true)
    for j in 0..<count {
      let shortfall = scratch.logPrices[later - 1][j] - scratch.logPrices[later][j]
      guard shortfall * calendarScales[scales + j] + MixtureProblem.margin > 0 else { continue }
      scratch.actives.append(j)
      scratch.activePoints.append(calendarPoints[j])
    }
    let active = scratch.actives.count
    guard active > 0 else { return }
    first.logPrices(scratch.activePoints, into: &scratch.earlier, terms: &scratch.earlierTerms)
    second.logPrices(scratch.activePoints, into: &scratch.later, terms: &scratch.laterTerms)
    for j in 0..<active {
      let scale = calendarWeight * calendarScales[scales + scratch.actives[j]]
      let residual = scale * (scratch.earlier[j] - scratch.later[j]) + calendarWeight * MixtureProblem.margin
      equations.cost += residual * residual
      chain(first, scratch.earlierTerms, active, j, scale, slices[later - 1].floor, at: 0)
      chain(second, scratch.laterTerms, active, j, -scale, slices[later].floor, at: 3 * first.count)
      equations.add(
        scratch.gradient, count: 3 * (first.count + second.count), at: offsets[later - 1], force: residual,
        curvature: 1)
    }
  }

  /// The gradient of a price, in units of it times a factor, against log-weights, log-means and log-deviations.
  @inline(__always)
  private mutating func chain(
    _ batch: MixtureBatch, _ terms: [Double], _ stride: Int, _ j: Int, _ factor: Double, _ floor: Double, at start: Int
  ) {
    var meanSlope = 0.0
    for i in 0..<batch.count { meanSlope += batch.weights[i] * terms[(3 * i + 1) * stride + j] }
    for i in 0..<batch.count {
      let weight = factor * batch.weights[i]
      let mean = batch.means[i]
      let slope = terms[(3 * i + 1) * stride + j]
      scratch.gradient[start + 3 * i] = weight * (terms[3 * i * stride + j] - 1 - (mean - 1) * meanSlope)
      scratch.gradient[start + 3 * i + 1] = weight * (slope - mean * meanSlope)
      scratch.gradient[start + 3 * i + 2] = weight * (batch.deviations[i] - floor) * terms[(3 * i + 2) * stride + j]
    }
  }
}
