import TailpoolNumerics
import TailpoolRisk

/// The exact law of a loss on a grid plus an independent amount by scenario.
///
///     P(Z > z) = Σ πₛ P(X > z − amountₛ)
struct ConvolvedLoss: Hashable, Sendable {
  let tails: ClaimTails
  /// One finite amount a scenario.
  let amounts: [Double]
  /// One a scenario, summing to one.
  let probabilities: [Double]
  private let least: Double
  private let greatest: Double
  /// Losses nearer than this are one: a part of a step, and the rounding of the greatest amounts.
  private let slack: Double

  init(_ law: LossDistribution, amounts: [Double], probabilities: [Double]) {
    tails = ClaimTails(law)
    self.amounts = amounts
    self.probabilities = probabilities
    least = amounts.min() ?? 0
    greatest = amounts.max() ?? 0
    slack = 1e-9 * law.step + 8 * max(law.greatest, least.magnitude, greatest.magnitude).ulp
  }

  private var law: LossDistribution { tails.law }

  /// The mean over the scenarios of a number of each.
  func mean(_ values: some Sequence<Double>) -> Double {
    CompensatedSum(zip(probabilities, values).lazy.map { $0 * $1 }).value
  }

  /// √(Σ π² (value − mean)²): the standard error of a mean over scenarios that were drawn independently; NaN for one of them.
  private func standardError(_ values: [Double], mean: Double) -> Double {
    guard values.count > 1 else { return .nan }
    let squares = zip(probabilities, values).lazy.map { probability, value in
      let part = probability * (value - mean)
      return part * part
    }
    return CompensatedSum(squares).value.squareRoot()
  }

  /// P(Z > loss), and as many of its standard errors more.
  func exceedance(_ loss: Double, deviations: Double = 0) -> Double {
    let terms = amounts.map { tails.exceedance(loss - $0 + slack) }
    let mean = mean(terms)
    return deviations == 0 ? mean : mean + deviations * standardError(terms, mean: mean)
  }

  /// The quantile, and where the probability of more, 1.96 standard errors up and down, meets the level.
  func valueAtRisk(_ level: ConfidenceLevel) throws(InsuranceError) -> ValueAtRisk {
    let value = try quantile(level)
    guard amounts.count > 1 else {
      return ValueAtRisk(level: level, value: value, low: value, high: value, standardError: .nan)
    }
    let low = min(try quantile(level, deviations: -1.96), value)
    let high = max(try quantile(level, deviations: 1.96), value)
    return ValueAtRisk(level: level, value: value, low: low, high: high, standardError: (high - low) / (2 * 1.96))
  }

  private func quantile(_ level: ConfidenceLevel, deviations: Double = 0) throws(InsuranceError) -> Double {
    let mass = (1 - level.fraction) * (1 + 1e-12)
    guard law.beyond <= mass else {
      throw .tooCoarse("the tail beyond the grid", error: law.beyond, bound: 1 - level.fraction)
    }
    let range = (least - law.step)...(greatest + law.greatest)
    return nearestLoss(to: Bisection.search(range) { exceedance($0, deviations: deviations) <= mass }.high)
  }

  /// The possible loss next to a number.
  private func nearestLoss(to number: Double) -> Double {
    var nearest = (distance: Double.infinity, loss: number)
    for (amount, probability) in zip(amounts, probabilities) where probability > 0 {
      let loss = amount + law.step * tails.index(near: number - amount)
      if abs(loss - number) < nearest.distance { nearest = (abs(loss - number), loss) }
    }
    return nearest.loss
  }

  /// The tail: what the grid's loss is in it in the mean, and how each scenario weighs in it.
  struct Tail {
    let expectedShortfall: ExpectedShortfall
    let gridMean: Double
    /// One a scenario; they sum to one.
    let weights: [Double]
  }

  /// The worst 1 − level of the law.
  ///
  /// A scenario is in the tail with the probability that the grid's loss exceeds what its amount leaves to the quantile, and
  /// with the same part of the probability that it meets it as every other scenario.
  func tail(_ level: ConfidenceLevel) throws(InsuranceError) -> Tail {
    let quantile = try quantile(level)
    let mass = 1 - level.fraction
    let rests = amounts.map { quantile - $0 }
    let met = rests.map { tails.index(of: $0, within: slack) }
    let above = rests.map { tails.exceedance($0 + slack) }
    let atoms = met.map { index in index.map { law.probabilities[$0] } ?? 0 }
    let atom = mean(atoms)
    let part = atom > 0 ? min(max((mass - mean(above)) / atom, 0), 1) : 0
    let moments = rests.indices.map { s in
      tails.moment(above: rests[s] + slack) + part * atoms[s] * Double(met[s] ?? 0)
    }
    let gridMean = law.step * mean(moments) / mass
    let weights = rests.indices.map { probabilities[$0] * (above[$0] + part * atoms[$0]) / mass }
    let excesses = rests.map(tails.stopLoss(above:))
    let value = gridMean + CompensatedSum(zip(weights, amounts).lazy.map { $0 * $1 }).value
    let error = standardError(excesses, mean: mean(excesses)) / mass
    return Tail(
      expectedShortfall: ExpectedShortfall(level: level, value: value, standardError: error), gridMean: gridMean,
      weights: weights)
  }

  /// A measure with its standard error.
  func measured(_ measure: TailMeasure) throws(InsuranceError) -> (value: Double, standardError: Double) {
    switch measure {
    case .valueAtRisk(let level):
      let risk = try valueAtRisk(level)
      return (risk.value, risk.standardError)
    case .expectedShortfall(let level):
      let risk = try tail(level).expectedShortfall
      return (risk.value, risk.standardError)
    }
  }
}
