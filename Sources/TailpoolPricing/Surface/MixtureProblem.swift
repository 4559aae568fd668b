#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TailpoolNumerics

/// The joint least-squares problem of all expiries of a surface, in blocks that touch at most two neighbors.
///
/// A quote costs nothing inside most of its spread but a slight pull to the mid, and little more than a logarithm far
/// outside, so that stale quotes do not lead. Between neighbors, each shortfall of the later price below the earlier one
/// at the same log-moneyness is measured as a relative difference of deviations.
struct MixtureProblem {
  /// One expiry.
  struct Slice {
    var parameters: MixtureParameters
    /// Where the parameters started, for a faint pull that keeps directions without information still.
    var anchor: [Double]
    let quotes: [Quote]
  }

  struct Quote {
    let k: Double
    let strike: Double
    let mid: Double
    let inverseHalf: Double
    let weight: Double
  }

  /// Share of the half-spread within which a quote costs nothing but the pull to the mid.
  static let freeShare = 0.9
  /// Weight of the pull to the mid.
  static let midPull = 0.05
  /// Excess in half-spreads from which a quote loses influence.
  static let softness = 1.0
  /// Weight of the pull to the anchor.
  static let anchorPull = 1e-3
  /// Relative margin of deviations by which later prices are kept above earlier ones.
  static let margin = 2e-5

  var slices: [Slice]
  /// Cost in half-spreads of a relative deviation shortfall of 1 between neighbors; 0 leaves them independent.
  var calendarWeight: Double
  /// Log-moneyness at which neighbors are compared.
  var calendarPoints: [Double]

  private struct Evaluation {
    var cost: Double
    var matrix: BandedCholesky
    var right: [Double]
  }

  private var offsets: [Int] {
    var offsets = [0]
    for slice in slices { offsets.append(offsets[offsets.count - 1] + slice.parameters.values.count) }
    return offsets
  }

  /// Levenberg–Marquardt steps, until they no longer help.
  mutating func minimize(steps: Int, tolerance: Double = 1e-5) {
    var damping = 1e-2
    var current = evaluate(slices, derivatives: true)
    // One small gain may come from a large damping; only several in a row are the end.
    var smallGains = 0
    for _ in 0..<steps {
      guard let (trial, cost) = attempt(current, damping) else {
        damping *= 8
        if damping > 1e8 { return }
        continue
      }
      if cost < current.cost {
        let gain = current.cost - cost
        slices = trial
        damping = max(damping * 0.2, 1e-9)
        smallGains = gain <= tolerance * current.cost ? smallGains + 1 : 0
        if smallGains == 3 { return }
        current = evaluate(slices, derivatives: true)
      } else {
        damping *= 6
        if damping > 1e8 { return }
      }
    }
  }

  var cost: Double { evaluate(slices, derivatives: false).cost }

  private func attempt(_ current: Evaluation, _ damping: Double) -> ([Slice], Double)? {
    var matrix = current.matrix
    for i in current.right.indices {
      matrix[i, i] += damping * (current.matrix[i, i] + 1e-3)
    }
    guard matrix.factor() else { return nil }
    let move = matrix.solve(current.right)
    var trial = slices
    var index = 0
    for s in trial.indices {
      for i in trial[s].parameters.values.indices {
        let limited = min(max(move[index], -1), 1)
        guard limited.isFinite else { return nil }
        let bound = i % 3 == 0 ? 25.0 : 12.0
        trial[s].parameters.values[i] = min(max(trial[s].parameters.values[i] - limited, -bound), bound)
        index += 1
      }
    }
    return (trial, evaluate(trial, derivatives: false).cost)
  }

  private func evaluate(_ slices: [Slice], derivatives: Bool) -> Evaluation {
    let offsets = self.offsets
    let order = offsets[slices.count]
    let widest = slices.reduce(0) { max($0, $1.parameters.values.count) }
    var result = Evaluation(
      cost: 0, matrix: BandedCholesky(order: derivatives ? order : 0, width: 2 * widest - 1),
      right: [Double](repeating: 0, count: derivatives ? order : 0))
    let evaluators = slices.map { MixtureEvaluator($0.parameters) }
    var gradient = [Double](repeating: 0, count: widest)
    for (index, slice) in slices.enumerated() {
      addQuotes(slice, evaluators[index], offsets[index], derivatives, &gradient, &result)
      addAnchor(slice, offsets[index], derivatives, &result)
    }
    if calendarWeight > 0 { addCalendar(slices, evaluators, offsets, derivatives, widest, &result) }
    return result
  }

  private func addQuotes(
    _ slice: Slice, _ evaluator: MixtureEvaluator, _ offset: Int, _ derivatives: Bool, _ gradient: inout [Double],
    _ result: inout Evaluation
  ) {
    let count = slice.parameters.values.count
    for quote in slice.quotes {
      let price = evaluator.price(
        quote.k, strike: quote.strike, isCall: quote.k >= 0, gradient: &gradient, wanted: derivatives)
      let residual = (price - quote.mid) * quote.inverseHalf
      let excess = max(abs(residual) - MixtureProblem.freeShare, 0)
      let soft = excess / MixtureProblem.softness
      let pull = MixtureProblem.midPull * MixtureProblem.midPull
      result.cost +=
        quote.weight
        * (MixtureProblem.softness * MixtureProblem.softness * log1p(soft * soft) + pull * residual * residual)
      guard derivatives else { continue }
      let hard = quote.weight / (1 + soft * soft)
      let signed = residual < 0 ? -excess : excess
      // Both parts of the cost have the same gradient direction, so that they share one row.
      let curvature = (excess > 0 ? hard : 0) + quote.weight * pull
      let force = hard * signed + quote.weight * pull * residual
      for i in 0..<count { gradient[i] *= quote.inverseHalf }
      for i in 0..<count {
        result.right[offset + i] += force * gradient[i]
        let scaled = curvature * gradient[i]
        for j in 0...i { result.matrix[offset + i, offset + j] += scaled * gradient[j] }
      }
    }
  }

  private func addAnchor(_ slice: Slice, _ offset: Int, _ derivatives: Bool, _ result: inout Evaluation) {
    for (i, value) in slice.parameters.values.enumerated() {
      let distance = value - slice.anchor[i]
      result.cost += MixtureProblem.anchorPull * distance * distance
      guard derivatives else { continue }
      result.right[offset + i] += MixtureProblem.anchorPull * distance
      result.matrix[offset + i, offset + i] += MixtureProblem.anchorPull
    }
  }

  private func addCalendar(
    _ slices: [Slice], _ evaluators: [MixtureEvaluator], _ offsets: [Int], _ derivatives: Bool, _ widest: Int,
    _ result: inout Evaluation
  ) {
    guard slices.count > 1 else { return }
    var gradients = [[Double]](repeating: [Double](repeating: 0, count: widest), count: 2)
    var unused: [Double] = []
    for k in calendarPoints {
      let logs = evaluators.map { $0.logPrice(k, gradient: &unused, wanted: false) }
      for later in 1..<slices.count {
        let shortfall = logs[later - 1] - logs[later]
        // Elasticities are at least of order 1; a shortfall far below zero needs no further look.
        guard shortfall > -1 else { continue }
        let s = LogBlack.deviation(x: k, logPrice: logs[later - 1] - 0.5 * k)
        let elasticity = LogBlack.elasticity(x: k, s: s)
        let scale = calendarWeight / elasticity
        let residual = scale * shortfall + calendarWeight * MixtureProblem.margin
        guard residual > 0, residual.isFinite else { continue }
        result.cost += residual * residual
        guard derivatives else { continue }
        _ = evaluators[later - 1].logPrice(k, gradient: &gradients[0], wanted: true)
        _ = evaluators[later].logPrice(k, gradient: &gradients[1], wanted: true)
        add(
          residual, scale, gradients, offsets[later - 1], slices[later - 1].parameters.values.count,
          slices[later].parameters.values.count, &result)
      }
    }
  }

  private func add(
    _ residual: Double, _ scale: Double, _ gradients: [[Double]], _ offset: Int, _ first: Int, _ second: Int,
    _ result: inout Evaluation
  ) {
    func element(_ i: Int) -> Double { i < first ? scale * gradients[0][i] : -scale * gradients[1][i - first] }
    let row = (0..<(first + second)).map(element)
    for i in row.indices {
      result.right[offset + i] += residual * row[i]
      for j in 0...i { result.matrix[offset + i, offset + j] += row[i] * row[j] }
    }
  }
}
