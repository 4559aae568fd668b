import TailpoolNumerics

/// How low and how high the value at risk of a sum can be when the parts' distributions are known and their dependence
/// is not.
///
/// The tail of each part is cut into points of equal probability. Rearranging every column against the sum of the others
/// evens out the row sums; the least row sum of the upper tail is then near the greatest value at risk. Points at the lower
/// end of each cell give a bound from below, points at the upper end one from above.
///
/// - Source: P. Embrechts, G. Puccetti and L. Rüschendorf, Journal of Banking & Finance 37 (2013) 2750; G. Puccetti and
///   L. Rüschendorf, Journal of Computational and Applied Mathematics 236 (2012) 1833.
public struct RearrangementBounds: Hashable, Sendable {
  /// An interval that the exact bound is in, but for what the rearrangement leaves uneven.
  public struct Bound: Hashable, Sendable {
    /// By the lower ends of the cells.
    public let low: Double
    /// By the upper ends of the cells.
    public let high: Double
    /// The middle of both.
    public var value: Double { low + 0.5 * (high - low) }
  }

  /// The level.
  public let level: ConfidenceLevel
  /// The least value at risk that any dependence gives.
  public let best: Bound
  /// The greatest value at risk that any dependence gives.
  public let worst: Bound
  /// The value at risk when all parts rise together: the sum of theirs. The worst is greater, in general.
  public let comonotonic: Double
  /// The greatest expected shortfall: that of parts which rise together. NaN for parts given by their quantiles.
  public let greatestExpectedShortfall: Double

  /// Most sweeps over the columns.
  private static let mostSweeps = 1_000

  /// Bounds the value at risk of a sum of parts that are given by scenarios.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - parts: The profit and loss of each part by scenario, loss negative; how the scenarios of one part go with those
  ///     of another is not used, and their numbers may differ.
  ///   - points: Number of cells, > 1; 10,000 is usual.
  ///   - tolerance: A sweep that changes the bound by no more than this fraction of its magnitude is the last, ≥ 0.
  /// - Throws: `RiskError.empty` without a part or a scenario, `.nonFinite`, or `.invalidParameter`.
  /// - Complexity: O(parts × points × log points) a sweep; about ten sweeps.
  public init(
    _ level: ConfidenceLevel, parts: [[Double]], points: Int = 10_000, tolerance: Double = 1e-6
  ) throws(RiskError) {
    var sorted: [[Double]] = []
    var shortfall = CompensatedSum()
    for part in parts {
      shortfall.add(try ProfitAndLossDistribution(part).expectedShortfall(level).value)
      sorted.append(part.map { -$0 }.sorted())
    }
    let quantiles = sorted.map { losses in
      { @Sendable (probability: Double) -> Double in
        let rank = (probability * Double(losses.count) * (1 - 4 * .ulpOfOne)).rounded(.up)
        return losses[min(max(Int(rank), 1), losses.count) - 1]
      }
    }
    try self.init(
      level, quantiles: quantiles, points: points, tolerance: tolerance, greatestExpectedShortfall: shortfall.value)
  }

  /// Bounds the value at risk of a sum of parts that are given by their quantiles.
  ///
  /// - Parameters:
  ///   - level: The level.
  ///   - quantiles: The loss of each part as a function of the probability in [0, 1]; it must not fall, and may be
  ///     infinite at 0 and 1.
  ///   - points: Number of cells, > 1.
  ///   - tolerance: As above.
  /// - Throws: `RiskError.empty` without a part, `.invalidParameter`, or `.nonFinite` with the part whose quantile inside
  ///   (0, 1) is not finite.
  public init(
    _ level: ConfidenceLevel, quantiles: [@Sendable (_ probability: Double) -> Double], points: Int = 10_000,
    tolerance: Double = 1e-6
  ) throws(RiskError) {
    try self.init(
      level, quantiles: quantiles, points: points, tolerance: tolerance, greatestExpectedShortfall: .nan)
  }

  private init(
    _ level: ConfidenceLevel, quantiles: [@Sendable (Double) -> Double], points: Int, tolerance: Double,
    greatestExpectedShortfall: Double
  ) throws(RiskError) {
    guard !quantiles.isEmpty else { throw .empty }
    guard points > 1 else { throw .invalidParameter(name: "points", value: Double(points)) }
    guard tolerance >= 0, tolerance.isFinite else { throw .invalidParameter(name: "tolerance", value: tolerance) }
    let (a, n) = (level.fraction, Double(points))
    /// The cells of a tail, by the ends asked for; an infinite end is replaced by the middle of its cell.
    func columns(from start: Double, width: Double, upper: Bool) throws(RiskError) -> [[Double]] {
      var columns: [[Double]] = []
      for (part, quantile) in quantiles.enumerated() {
        let column = (0..<points).map { cell -> Double in
          let value = quantile(min(start + width * Double(upper ? cell + 1 : cell) / n, 1))
          return value.isFinite ? value : quantile(start + width * (Double(cell) + 0.5) / n)
        }
        guard column.allSatisfy(\.isFinite) else { throw .nonFinite(index: part, count: column.count { !$0.isFinite }) }
        columns.append(column)
      }
      return columns
    }
    func bound(from start: Double, width: Double, _ pick: ([Double]) -> Double) throws(RiskError) -> Bound {
      var ends: [Double] = []
      for upper in [false, true] {
        ends.append(
          Self.evenedOut(
            try columns(from: start, width: width, upper: upper), tolerance: tolerance, pick))
      }
      return Bound(low: ends[0], high: ends[1])
    }
    worst = try bound(from: a, width: 1 - a) { $0.reduce(.infinity, min) }
    best = try bound(from: 0, width: a) { $0.reduce(-.infinity, max) }
    comonotonic = CompensatedSum(quantiles.lazy.map { $0(a) }).value
    self.level = level
    self.greatestExpectedShortfall = greatestExpectedShortfall
  }

  /// Rearranges columns until a sweep leaves the picked row sum as it is, and returns that.
  private static func evenedOut(
    _ columns: [[Double]], tolerance: Double, _ pick: ([Double]) -> Double
  ) -> Double {
    let rows = columns[0].count
    var columns = columns
    // Interleaved starting orders: columns in the same order would all be rearranged at once in the first sweep.
    for j in columns.indices where j % 2 == 1 { columns[j].reverse() }
    func sums() -> [Double] { (0..<rows).map { row in CompensatedSum(columns.lazy.map { $0[row] }).value } }
    var total = sums()
    var picked = pick(total)
    for _ in 0..<mostSweeps {
      for j in columns.indices {
        let rest = zip(total, columns[j]).map { $0 - $1 }
        let order = rest.indices.sorted { (rest[$0], $0) < (rest[$1], $1) }
        for (row, value) in zip(order, columns[j].sorted(by: >)) { columns[j][row] = value }
        for row in 0..<rows { total[row] = rest[row] + columns[j][row] }
      }
      total = sums()
      let next = pick(total)
      let isDone = abs(next - picked) <= tolerance * abs(next)
      picked = next
      if isDone { break }
    }
    return picked
  }
}
