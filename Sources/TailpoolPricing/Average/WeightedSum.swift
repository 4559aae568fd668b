import TailpoolLibc
import TailpoolNumerics

/// A sum of lognormal prices Σ wᵢ S(tᵢ) with S(0) = 1, of which options are wanted.
///
/// From the last price backwards, with Rᵢ the log return before tᵢ,
///
///     Σ wᵢ S(tᵢ) = w₀ + e^{R₁} (w₁ + e^{B₂}),   Bᵢ = Rᵢ + log(wᵢ + e^{Bᵢ₊₁}),   Bₙ = Rₙ + log wₙ
///
/// The density of Bᵢ is a sum of normal densities over the grid of Bᵢ₊₁. All of it is smooth, so that the trapezoidal rule
/// converges at once when the grid is finer than the deviation of a step. The first return is left to the Black formula.
struct WeightedSum: Sendable {
  /// How fine the grids are, and how far they reach.
  struct Grid: Hashable, Sendable {
    /// Spacing over the least deviation of a step.
    let spacing: Double
    /// Reach in deviations of a step.
    let reach: Double
    /// What is left out of a density, relative to its peak.
    let cut: Double

    /// The least deviation of a step over that of the whole, which takes a grid of some 2,000 points.
    var leastStep: Double { 2 * reach / (2048 * spacing) }

    static let coarse = Grid(spacing: 0.85, reach: 6, cut: 1e-11)
    static let medium = Grid(spacing: 0.7, reach: 7, cut: 1e-14)
    static let fine = Grid(spacing: 0.5, reach: 9, cut: 1e-20)
  }

  /// The weight of the spot of now.
  private(set) var atOnce = 0.0
  /// Times of the prices, > 0, ascending, all different.
  private(set) var times: [Double] = []
  /// Their weights, > 0.
  private(set) var weights: [Double] = []

  /// Takes times in ascending order with weights ≥ 0; equal times are put together.
  init(_ terms: some Sequence<(time: Double, weight: Double)>) {
    for term in terms where term.weight > 0 {
      if term.time <= 0 {
        atOnce += term.weight
      } else if term.time == times.last {
        weights[weights.count - 1] += term.weight
      } else {
        times.append(term.time)
        weights.append(term.weight)
      }
    }
  }

  /// Its mean under a carry.
  func mean(carry: Double) -> Double {
    var sum = atOnce
    for (time, weight) in zip(times, weights) { sum += weight * exp(carry * time) }
    return sum
  }

  /// The same sum with fewer prices, where some are too close for a grid or all of it hardly moves.
  ///
  /// Prices closer together than a grid resolves are one at their mean time, which leaves their sum's mean as it is and of its
  /// variance all but a part of the order of the square of their distance. Below a deviation of 1e-7 the sum is one lognormal price of
  /// its mean and variance.
  func condensed(carry: Double, volatility: Double, grid: Grid) -> WeightedSum {
    guard let last = times.last, times.count > 1 else { return self }
    var result = self
    (result.times, result.weights) = ([], [])
    func add(_ time: Double, mean: Double) {
      result.times.append(time)
      result.weights.append(mean * exp(-carry * time))
    }
    let means = zip(times, weights).map { $1 * exp(carry * $0) }
    if volatility * last.squareRoot() < Self.leastDeviation {
      let whole = means.reduce(0, +)
      var (time, later) = (0.0, whole)
      for (instant, mean) in zip(times, means) {
        later -= mean
        time += mean * instant * (mean + 2 * max(later, 0))
      }
      add(time / (whole * whole), mean: whole)
      return result
    }
    let least = last * grid.leastStep * grid.leastStep
    var (time, mean) = (times[0], means[0])
    for (next, own) in zip(times, means).dropFirst() {
      if next - time < least {
        time += (next - time) * own / (mean + own)
        mean += own
      } else {
        add(time, mean: mean)
        (time, mean) = (next, own)
      }
    }
    add(time, mean: mean)
    return result
  }

  /// Below this σ√T a sum is lognormal to 1e-14 of itself.
  private static let leastDeviation = 1e-7

  /// The law of what follows the first return: w₁ + e^{B₂} at nodes, with masses.
  struct Law: Sendable {
    var sums: [Double]
    var masses: [Double]
  }

  /// The law of what follows the first return.
  ///
  /// - Parameters:
  ///   - carry: Drift of the price per year.
  ///   - volatility: Annual volatility, > 0.
  ///   - grid: How fine.
  ///   - kink: Where what is to be integrated bends, as a value of w₁ + e^{B₂}; it is resolved where the first step is short.
  func law(carry: Double, volatility: Double, grid: Grid, kink: Double) -> Law {
    guard let first = weights.first, weights.count > 1 else { return Law(sums: weights, masses: [1]) }
    let sources = sources(carry: carry, volatility: volatility, grid: grid)
    let s = steps(volatility: volatility)
    if s[0] >= 0.125 * s[1] {
      let column = sources.density(deviation: s[1], spacing: grid.spacing * min(s[0], s[1]), grid: grid)
      return Law(
        sums: column.places.map { first + exp($0) }, masses: column.values.map { $0 * column.spacing })
    }
    return sources.panels(deviation: s[1], step: s[0], first: first, kink: kink, grid: grid)
  }

  /// Deviations of the steps.
  private func steps(volatility: Double) -> [Double] {
    zip(times, [0] + times).map { volatility * ($0 - $1).squareRoot() }
  }

  /// The masses of B₃ moved to where the second return starts from.
  private func sources(carry: Double, volatility: Double, grid: Grid) -> NormalSum {
    let s = steps(volatility: volatility)
    let last = times.count - 1
    // The mean of each log return; its exponential grows by the carry.
    func center(_ step: Int) -> Double { carry * (times[step] - times[step - 1]) - 0.5 * s[step] * s[step] }
    var sum = NormalSum(centers: [log(weights[last]) + center(last)], masses: [1])
    let spacing = grid.spacing * (s.dropFirst().min() ?? 1)
    for step in stride(from: last - 1, to: 0, by: -1) {
      let column = sum.density(deviation: s[step + 1], spacing: spacing, grid: grid)
      let (weight, mean) = (weights[step], center(step))
      sum = NormalSum(
        centers: column.places.map { log(weight + exp($0)) + mean },
        masses: column.values.map { $0 * spacing })
    }
    return sum
  }
}
