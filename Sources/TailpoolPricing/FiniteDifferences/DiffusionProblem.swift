import TailpoolLibc
import TailpoolMarket

/// One contract on one diffusion, with its domain.
struct DiffusionProblem {
  private let payoff: FiniteDifferences.Payoff
  private let spot: Double
  private let years: Double
  private let deviation: Double
  private let rate: Double
  private let dividendYield: Double
  private let isFlat: Bool
  private let variance: (_ x: Double, _ timeToExpiry: Double) -> Double

  /// Fails where an argument is out of its range.
  init?(
    _ payoff: FiniteDifferences.Payoff, spot: Double, years: Double, deviation: Double, rate: Double,
    dividendYield: Double, isFlat: Bool, variance: @escaping (_ x: Double, _ timeToExpiry: Double) -> Double
  ) {
    func isPositive(_ x: Double) -> Bool { x > 0 && x < .infinity }
    let isTermed =
      switch payoff {
      case .european(_, let strike), .american(_, let strike), .digital(_, _, let strike): isPositive(strike)
      case .barrier(_, _, let strike, let barrier, let rebate):
        isPositive(strike) && isPositive(barrier) && isFiniteNonnegative(rebate)
      }
    guard isTermed, isPositive(spot), isPositive(years), deviation >= 1e-4, deviation <= 10,
      abs(rate * years) < 50, abs(dividendYield * years) < 50
    else { return nil }
    self.payoff = payoff
    self.spot = spot
    self.years = years
    self.deviation = deviation
    self.rate = rate
    self.dividendYield = dividendYield
    self.isFlat = isFlat
    self.variance = variance
  }

  private var isAmerican: Bool {
    if case .american = payoff { true } else { false }
  }

  private var strike: Double {
    switch payoff {
    case .european(_, let strike), .american(_, let strike), .digital(_, _, let strike),
      .barrier(_, _, let strike, _, _):
      strike
    }
  }

  /// Both grids, combined.
  func valuation(_ resolution: FiniteDifferences.Resolution) -> FiniteDifferences.Valuation {
    if case .barrier(let kind, let type, let strike, let barrier, let rebate) = payoff {
      return barrierValuation(kind, type, strike, barrier, rebate, resolution)
    }
    return combined(resolution) { solved($0, $1, refinement: $2, from: nil, to: nil, terminal, end) }
  }

  private typealias Local = (value: Double, slope: Double, bend: Double)

  private func combined(
    _ resolution: FiniteDifferences.Resolution, _ solve: (_ cells: Int, _ steps: Int, _ refinement: Int) -> Local
  ) -> FiniteDifferences.Valuation {
    let fine = solve(resolution.cells / 2, resolution.steps, 2)
    var all = fine
    if resolution.isExtrapolated {
      let coarse = solve(resolution.cells / 2, resolution.steps / 2, 1)
      all.value += (fine.value - coarse.value) / 3
      all.slope += (fine.slope - coarse.slope) / 3
      all.bend += (fine.bend - coarse.bend) / 3
    }
    return FiniteDifferences.Valuation(
      price: all.value, delta: all.slope / spot, gamma: (all.bend - all.slope) / (spot * spot),
      correction: abs(all.value - fine.value))
  }

  /// The value at the spot of a payoff on a domain that may end at a barrier.
  private func solved(
    _ cells: Int, _ steps: Int, refinement: Int, from low: Double?, to high: Double?,
    _ terminal: (Double) -> Double, _ end: @escaping (_ x: Double, _ timeToExpiry: Double) -> Double
  ) -> Local {
    let carry = rate - dividendYield
    // Without a barrier and early exercise the grid moves with the forward, so that nothing is carried across it.
    let frame = low == nil && high == nil && !isAmerican ? carry : 0
    let (x, k) = (log(spot) + frame * years, log(strike))
    let drift = (carry - frame) * years - 0.5 * deviation * deviation
    let reach = 7 * deviation
    let first = low ?? min(x, k, x + drift) - reach
    let last = high ?? max(x, k, x + drift) + reach
    let center = k > first && k < last ? k : x
    let grid = LogPriceGrid(
      low: first, high: last, center: center, width: 2.5 * deviation, cells: cells, refinement: refinement)
    var values = grid.nodes.map(terminal)
    smooth(&values, grid, at: k)
    var exercise: [Double]?
    if case .american(let type, let strike) = payoff {
      exercise = grid.nodes.map { max(type.sign * (exp($0) - strike), 0) }
    }
    let local = isFlat ? variance : Self.towardsMoney(variance, log(spot))
    let solver = DiffusionSolver(
      grid: grid, rate: rate, carry: carry - frame, years: years,
      variance: { local($0 - frame * $1, $1) }, isFlat: isFlat,
      ends: { (end(first - frame * $0, $0), end(last - frame * $0, $0)) }, exercise: exercise)
    return grid.interpolated(solver.solve(payoff: values, steps: steps), at: x)
  }

  /// A variance that is no number is that at the nearest place towards the money which has one.
  private static func towardsMoney(
    _ variance: @escaping (Double, Double) -> Double, _ center: Double
  ) -> (Double, Double) -> Double {
    { x, left in
      var place = x
      for _ in 0..<40 {
        let found = variance(place, left)
        if found > 0, found < 25 { return found }
        place = center + 0.8 * (place - center)
      }
      return variance(center, left)
    }
  }

  /// Puts the mean over its cell at the node of a step, which is off a half where the cells beside it differ.
  private func smooth(_ values: inout [Double], _ grid: LogPriceGrid, at strike: Double) {
    guard case .digital(_, let type, _) = payoff, let place = grid.nodes.firstIndex(of: strike), place > 0,
      place < values.count - 1
    else { return }
    let (left, right) = (strike - grid.nodes[place - 1], grid.nodes[place + 1] - strike)
    values[place] *= 2 * (type == .call ? right : left) / (left + right)
  }

  /// The payoff at expiry, half of a step where it has one.
  private func terminal(_ x: Double) -> Double {
    let price = exp(x)
    switch payoff {
    case .european(let type, let strike), .american(let type, let strike), .barrier(_, let type, let strike, _, _):
      return max(type.sign * (price - strike), 0)
    case .digital(let kind, let type, let strike):
      let paid = kind == .cash ? 1 : price
      let distance = type.sign * (x - log(strike))
      return distance > 0 ? paid : distance == 0 ? 0.5 * paid : 0
    }
  }

  /// The value far from the strike.
  private func end(_ x: Double, _ left: Double) -> Double {
    let (asset, bond) = (exp(x - dividendYield * left), exp(-rate * left))
    switch payoff {
    case .european(let type, let strike), .barrier(_, let type, let strike, _, _):
      return max(type.sign * (asset - strike * bond), 0)
    case .american(let type, let strike):
      return max(type.sign * (asset - strike * bond), type.sign * (exp(x) - strike), 0)
    case .digital(let kind, let type, let strike):
      guard type.sign * (x + (rate - dividendYield) * left - log(strike)) > 0 else { return 0 }
      return kind == .cash ? bond : asset
    }
  }

  /// Out by itself; in as the plain option less the one without a rebate that is knocked out, and the rebate where it is never reached.
  private func barrierValuation(
    _ kind: BarrierKind, _ type: OptionType, _ strike: Double, _ barrier: Double, _ rebate: Double,
    _ resolution: FiniteDifferences.Resolution
  ) -> FiniteDifferences.Valuation {
    func plain() -> FiniteDifferences.Valuation {
      combined(resolution) { solved($0, $1, refinement: $2, from: nil, to: nil, terminal, end) }
    }
    if kind.isCrossed(spot: spot, barrier: barrier) {
      return kind.isKnockIn ? plain() : .init(price: rebate, delta: 0, gamma: 0, correction: 0)
    }
    let level = log(barrier)
    let (low, high) = kind.isUp ? (nil, level) : (level, nil as Double?)
    func alive(sign: Double, atBarrier: Double, ifNever: Double) -> FiniteDifferences.Valuation {
      combined(resolution) { cells, steps, refinement in
        solved(
          cells, steps, refinement: refinement, from: low, to: high, { sign * self.terminal($0) + ifNever },
          { x, left in
            x == level ? atBarrier : sign * self.end(x, left) + ifNever * exp(-self.rate * left)
          })
      }
    }
    guard kind.isKnockIn else { return alive(sign: 1, atBarrier: rebate, ifNever: 0) }
    let (whole, out) = (plain(), alive(sign: -1, atBarrier: 0, ifNever: rebate))
    return FiniteDifferences.Valuation(
      price: whole.price + out.price, delta: whole.delta + out.delta, gamma: whole.gamma + out.gamma,
      correction: whole.correction + out.correction)
  }
}
