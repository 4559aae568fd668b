import TailpoolLibc
import TailpoolMarket

/// An option with dividends in cash, valued backwards from one to the one before.
struct DividendInduction {
  let type: OptionType
  let style: ExerciseStyle
  /// The spot, or in the escrowed model what of it is lognormal.
  let start: Double
  let strike: Double
  let years: Double
  let volatility: Double
  let rate: Double
  let dividendYield: Double
  /// Those until expiry, by time.
  let dividends: [CashDividend]
  let model: DividendModel

  /// A value as a function of the log spot, and where that has a kink.
  private struct Stage {
    var value: (Double) -> Double
    var kinks: [Double]
  }

  private var expectation: LognormalExpectation {
    LognormalExpectation(rate: rate, dividendYield: dividendYield, volatility: volatility)
  }

  /// The log spots that matter.
  private var range: ClosedRange<Double> {
    let reach = 9 * volatility * years.squareRoot() + abs(rate - dividendYield) * years
    return log(start) - reach - 0.5...log(start) + reach + 0.2
  }

  var price: Double {
    var stage = afterLast
    for index in dividends.indices.reversed() {
      let before = self.before(index, after: stage)
      let length = dividends[index].years - (index > 0 ? dividends[index - 1].years : 0)
      // Two dividends at one instant.
      guard length > 1e-9 * years else {
        stage = before
        continue
      }
      let held = { (x: Double, time: Double) -> LognormalExpectation.Value in
        expectation(before.value, kinks: before.kinks, logSpot: x, years: time)
      }
      let exercise = boundary(index, length, held)
      if let exercise, !exercise.isFound { return .nan }
      if index == 0 || dividends[index - 1].years <= 1e-9 * years {
        return value(at: log(start), length, held, exercise)
      }
      stage = sampled(length, held, exercise)
    }
    return stage.value(log(start))
  }

  /// The value just after the last dividend.
  private var afterLast: Stage {
    let left = years - (dividends.last?.years ?? 0)
    func european(_ x: Double) -> Double {
      BlackScholesMerton.price(
        type, spot: exp(x), strike: strike, years: left, volatility: volatility, rate: rate,
        dividendYield: dividendYield)
    }
    let market = AmericanMarket(
      .put, rate: rate, dividendYield: dividendYield, volatility: volatility, years: left)
    guard style == .american, type == .put, market.isInRange, market.regime == .single else {
      return Stage(value: european, kinks: [log(strike)])
    }
    let boundaries = AmericanBoundaries([market], scheme: .high, withTangents: false)
    let boundary = log(strike) + boundaries.columns.logBoundary(0)
    let live = panels(from: boundary, deviation: volatility * left.squareRoot()) { x in
      let row = AmericanBoundaries.Row(market: 0, logSpot: max(x, boundary + 1e-12) - log(strike))
      return european(x) + strike * boundaries.premiums([row], derivatives: 0)[0].value
    }
    return Stage(
      value: { [strike] x in x <= boundary ? strike - exp(x) : live.value(x) }, kinks: [boundary, log(strike)])
  }

  /// The value just before a dividend.
  private func before(_ index: Int, after: Stage) -> Stage {
    let (amount, time) = (dividends[index].amount, dividends[index].years)
    let reserved = self.reserved(index)
    let worthless = type == .call ? 0 : strike * (style == .american ? 1 : exp(-rate * (years - time)))
    let held = { [model] (x: Double) -> Double in
      guard model == .spot else { return after.value(x) }
      let left = exp(x) - amount
      return left > 0 ? after.value(log(left)) : worthless
    }
    var kinks = model == .spot ? [log(amount)] + after.kinks.map { log(exp($0) + amount) } : after.kinks
    guard style == .american else { return Stage(value: held, kinks: kinks) }
    let payoff = { [type, strike] (x: Double) -> Double in type.sign * (exp(x) + reserved - strike) }
    if type == .call {
      // Exercised from some spot on: the gain rises with it.
      var (low, high) = (range.lowerBound, range.upperBound)
      if payoff(high) > held(high), payoff(low) <= held(low) {
        for _ in 0..<60 {
          let middle = 0.5 * (low + high)
          if payoff(middle) > held(middle) { high = middle } else { low = middle }
        }
        kinks.append(high)
      }
    }
    return Stage(value: { max(payoff($0), held($0)) }, kinks: kinks)
  }

  /// The dividends from one on as worth when it is paid, where the lognormal part of the spot does not hold them.
  private func reserved(_ index: Int) -> Double {
    guard model == .escrowed else { return 0 }
    return dividends[index...].reduce(0) { $0 + $1.amount * exp(-rate * ($1.years - dividends[index].years)) }
  }

  private func boundary(
    _ index: Int, _ length: Double, _ held: @escaping (Double, Double) -> LognormalExpectation.Value
  ) -> DividendPut? {
    guard style == .american, type == .put else { return nil }
    return DividendPut(
      strike: strike, reserved: reserved(index), rate: rate, dividendYield: dividendYield, volatility: volatility,
      years: length, lowest: range.lowerBound, holding: held)
  }

  private func value(
    at x: Double, _ length: Double, _ held: (Double, Double) -> LognormalExpectation.Value, _ exercise: DividendPut?
  ) -> Double {
    guard let exercise else { return held(x, length).value }
    return x <= exercise.logBoundary ? exercise.payoff(x) : held(x, length).value + exercise.premium(x)
  }

  /// The value some time before a dividend, as polynomials.
  private func sampled(
    _ length: Double, _ held: (Double, Double) -> LognormalExpectation.Value, _ exercise: DividendPut?
  ) -> Stage {
    let deviation = volatility * length.squareRoot()
    guard let exercise else {
      let all = panels(from: range.lowerBound, deviation: deviation) { held($0, length).value }
      return Stage(value: all.value, kinks: [])
    }
    let (premium, boundary) = (exercise.premium, exercise.logBoundary)
    let live = panels(from: boundary, deviation: deviation) { held($0, length).value + premium($0) }
    return Stage(value: { $0 <= boundary ? exercise.payoff($0) : live.value($0) }, kinks: [boundary])
  }

  /// Panels of some part of a deviation up to the end of the range.
  private func panels(from low: Double, deviation: Double, _ function: (Double) -> Double) -> ChebyshevPanels {
    let high = max(range.upperBound, low + deviation)
    let count = min(max(((high - low) / (0.6 * deviation)).rounded(.up), 4), 400)
    return ChebyshevPanels(low: low, high: high, panels: Int(count), function)
  }
}
