import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// An option on an arithmetic average with all of its arguments, valid ones.
struct ArithmeticAveragePricer: Sendable {
  let type: OptionType
  let times: AverageTimes
  let strike: AverageStrike
  let spot: Double
  let years: Double
  let volatility: Double
  let rate: Double
  let dividendYield: Double
  let accuracy: ArithmeticAverageOption.Accuracy

  init(
    _ type: OptionType, _ times: AverageTimes, strike: AverageStrike, spot: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double, accuracy: ArithmeticAverageOption.Accuracy
  ) {
    (self.type, self.times, self.strike, self.spot) = (type, times, strike, spot)
    (self.years, self.volatility, self.rate, self.dividendYield) = (years, volatility, rate, dividendYield)
    self.accuracy = accuracy
  }

  /// A price, and its derivatives by the spot where they come with it.
  struct Outcome {
    var price = 0.0
    var delta: Double?
    var gamma: Double?
  }

  private var carry: Double { rate - dividendYield }

  /// The average as known part and weights of prices to come.
  private struct Average {
    /// What is known of it, in quote currency.
    var known = 0.0
    /// The weight of what is to come.
    var share = 1.0
    /// When it starts, ≥ 0.
    var start = 0.0
  }

  /// The price with what comes with it.
  var outcome: Outcome {
    switch times {
    case .listed(let listed, let past):
      let weight = 1 / Double(listed.count + past.count)
      return value(known: weight * past.reduce(0, +), terms: listed.map { ($0, weight) })
    case .even(let count):
      guard let most = accuracy.counts.last, count > most else {
        let m = Double(count)
        return value(known: 0, terms: (1...count).map { (years * Double($0) / m, 1 / m) })
      }
      return extrapolated(Average(), to: Double(count))
    case .continuous(let start, let average):
      guard start < 0 else { return extrapolated(Average(start: start), to: .infinity) }
      let share = years / (years - start)
      return extrapolated(Average(known: (1 - share) * average, share: share), to: .infinity)
    }
  }

  /// The average of many even parts, by a polynomial in 1/n² through those of few.
  ///
  /// An average of m fixings without the first point is the trapezoidal one with (S_T − S_0)/2m added.
  private func extrapolated(_ average: Average, to target: Double) -> Outcome {
    let length = years - average.start
    guard length > 0, volatility > 0 else {
      return value(known: average.known, terms: certain(average, to: target))
    }
    let squares = accuracy.counts.map { 1 / Double($0 * $0) }
    let goal = 1 / (target * target)
    var total = Outcome(price: 0, delta: 0, gamma: 0)
    for (index, count) in accuracy.counts.enumerated() {
      var weight = 1.0
      for other in squares.indices where other != index {
        weight *= (goal - squares[other]) / (squares[index] - squares[other])
      }
      let n = Double(count)
      let terms = (0...count).map { step -> (time: Double, weight: Double) in
        let end = step == 0 ? 0.5 / n - 0.5 / target : step == count ? 0.5 / n + 0.5 / target : 1 / n
        return (average.start + length * Double(step) / n, average.share * end)
      }
      let part = value(known: average.known, terms: terms)
      total.price += weight * part.price
      total.delta = part.delta.flatMap { own in total.delta.map { $0 + weight * own } }
      total.gamma = part.gamma.flatMap { own in total.gamma.map { $0 + weight * own } }
    }
    total.price = max(total.price, 0)
    return total
  }

  /// Prices that grow without chance, as one at the end that has the same mean.
  private func certain(_ average: Average, to target: Double) -> [(time: Double, weight: Double)] {
    let length = years - average.start
    guard length > 0 else { return [(years, average.share)] }
    let rise = carry * length
    let step = rise / target
    // (1/m) Σ exp(b i L/m), or its integral.
    let mean =
      rise == 0
      ? 1 : target == .infinity ? expm1(rise) / rise : exp(step) * expm1(rise) / expm1(step) / target
    return [(years, average.share * mean * exp(carry * average.start - carry * years))]
  }

  /// The value of one sum.
  private func value(known: Double, terms: [(time: Double, weight: Double)]) -> Outcome {
    switch strike {
    case .fixed(let strike): return fixed(strike - known, WeightedSum(terms))
    case .floating(let multiple):
      // Counted in the spot at expiry, backwards from there; what is known is a price of today.
      var reversed = terms.reversed().map { (time: years - $0.time, weight: multiple * $0.weight) }
      reversed.append((years, multiple * known / spot))
      return floating(WeightedSum(reversed))
    }
  }

  /// The value of max(±(S A − K), 0) for a sum A.
  private func fixed(_ strike: Double, _ sum: WeightedSum) -> Outcome {
    let discount = exp(-rate * years)
    let mean = sum.mean(carry: carry)
    let forward = spot * mean - strike
    let wanted: OptionType = forward > 0 ? .put : .call
    let part = OptionOnSum(
      sum, wanted, strike: strike / spot, carry: carry, volatility: volatility, grid: accuracy.grid)
    // The option out of the money, and the forward where the one asked for is in it.
    let adds = wanted != type
    let sign = wanted.sign
    return Outcome(
      price: discount * (spot * part.value + (adds ? abs(forward) : 0)),
      delta: discount * (sign * part.received + (adds ? type.sign * mean : 0)),
      gamma: discount * part.curvature / spot)
  }

  /// The value of max(±(1 − A), 0) in units of the spot at expiry.
  private func floating(_ sum: WeightedSum) -> Outcome {
    let forward = sum.mean(carry: -carry) - 1
    let wanted: OptionType = forward > 0 ? .put : .call
    let part = OptionOnSum(sum, wanted, strike: 1, carry: -carry, volatility: volatility, grid: accuracy.grid)
    let adds = wanted == type
    return Outcome(price: spot * exp(-dividendYield * years) * (part.value + (adds ? abs(forward) : 0)))
  }
}

/// The undiscounted option on a weighted sum, with S(0) = 1.
struct OptionOnSum {
  /// E[(±(A − K))⁺].
  private(set) var value = 0.0
  /// E[A; exercised].
  private(set) var received = 0.0
  /// K² times the density of A at K.
  private(set) var curvature = 0.0

  init(
    _ sum: WeightedSum, _ type: OptionType, strike: Double, carry: Double, volatility: Double, grid: WeightedSum.Grid
  ) {
    let level = strike - sum.atOnce
    let sum = sum.condensed(carry: carry, volatility: volatility, grid: grid)
    guard let first = sum.times.first, volatility > 0, level > 0 else {
      // Nothing is left to chance, or the exercise is.
      let mean = sum.mean(carry: carry)
      let gain = type.sign * (mean - strike)
      if gain > 0 { (value, received) = (gain, mean) }
      return
    }
    let growth = exp(carry * first)
    let law = sum.law(carry: carry, volatility: volatility, grid: grid, kink: level / growth)
    let s = volatility * first.squareRoot()
    let sign = type.sign
    for (own, mass) in zip(law.sums, law.masses) {
      let forward = own * growth
      let d1 = log(forward / level) / s + 0.5 * s
      let d2 = d1 - s
      let (inTheMoney, paid) = (
        NormalDistribution.cumulative(sign * d1), NormalDistribution.cumulative(sign * d2)
      )
      value += mass * max(sign * (forward * inTheMoney - level * paid), 0)
      received += mass * (forward * inTheMoney + sum.atOnce * paid)
      curvature += mass * NormalDistribution.density(d2) / (s * level)
    }
    curvature *= strike * strike
  }
}
