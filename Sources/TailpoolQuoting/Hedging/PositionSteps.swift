import TailpoolAnalysis
import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// One position between two markets, revalued with some of its inputs moved.
struct PositionSteps {
  private let units: Double
  private let repricer: any Repricer
  private let elapsedYears: Double
  private let inputs: [InputMove]
  /// The position's value at the end by the market there; nil where it expired on the way.
  private let valueAtEnd: Double?
  /// What makes the payoff of a listed option that expired on the way one at the spot, paid at once: its forward over its
  /// spot, and its discount factor, at the start.
  private let convergence: (basis: Double, discountFactor: Double)

  init(
    _ position: Position, from start: PricingMarket, to end: PricingMarket, dynamics: SmileDynamics,
    settlementSpot: Double?
  ) throws(HedgingError) {
    let units = position.quantity * position.contract.contractSize
    self.units = units
    repricer = try position.hedgingRepricer(in: start)
    let (from, to) = (start.snapshot.asOf, end.snapshot.asOf)
    let expired = position.contract.expiry.map { $0 <= to } ?? false
    let until = expired ? position.contract.expiry ?? to : to
    // A contract without expiry does not age: what it pays to be held is funding, which is cash and not value.
    let elapsed = position.contract.expiry == nil ? 0 : DayCount.actual365Fixed.years(from: from, to: until)
    elapsedYears = elapsed
    let after = expired ? nil : try position.hedgingRepricer(in: end)
    valueAtEnd = after.map { $0.greeks(units: 1).value * units }
    let option = repricer as? EuropeanRepricer
    convergence = expired ? option.map { ($0.forward / $0.spot, $0.discountFactor) } ?? (1, 1) : (1, 1)
    var inputs: [InputMove] = []
    for (place, input) in repricer.inputs.enumerated() {
      guard let spot = (place == 0 ? settlementSpot : nil) ?? end.snapshot[input.underlying]?.spot else {
        throw .noSpot(underlying: input.underlying.name, at: to)
      }
      inputs.append(
        InputMove(
          input, spotFactor: spot / input.spot, left: max(input.years - elapsed, 0), from: start, to: end,
          dynamics: dynamics, after: after?.inputs[place],
          discountFactors: (option?.discountFactor, (after as? EuropeanRepricer)?.discountFactor)))
    }
    self.inputs = inputs
  }

  /// Which volatilities a revaluation takes: as the rule has them, with the level moved, or as they are at the end.
  private enum Volatility { case ruled, leveled, ended }

  /// The value after a part of the moves.
  ///
  /// - Parameters:
  ///   - part: How much of the spots' moves has happened: 0 none, 1 all of it.
  ///   - volatility: Which volatilities, on top of what the rule does with them.
  private func value(_ part: Double, _ volatility: Volatility, timed: Bool, carried: Bool) -> Double {
    let (basis, discountFactor) = carried ? convergence : (1, 1)
    let columns = inputs.map { input in
      let extra =
        switch volatility {
        case .ruled: 0.0
        case .leveled: input.level
        case .ended: input.level + input.shape
        }
      return MarketColumns.Input(
        spotFactors: [(1 + part * (input.spotFactor - 1)) / basis], volatilities: [input.volatility(part, extra)],
        rateShifts: [carried ? input.rateShift : 0], carryShifts: [carried ? input.carryShift : 0])
    }
    return units / discountFactor
      * repricer.value(
        at: 0, of: MarketColumns(count: 1, inputs: columns), elapsedYears: timed ? elapsedYears : 0)
  }

  /// Part of the spots' moves over which their slope is taken, to both sides.
  private static let slopeStep = 0.001

  /// The slope along the moves of the spots, times the moves.
  private func slope(timed: Bool, carried: Bool) -> Double {
    let step = Self.slopeStep
    return
      (value(step, .ruled, timed: timed, carried: carried) - value(-step, .ruled, timed: timed, carried: carried))
      / (2 * step)
  }

  /// The parts: time first and carry last, and the other way round, half each.
  var attribution: ProfitAttribution {
    var parts = ProfitAttribution()
    let start = value(0, .ruled, timed: false, carried: false)
    let end = value(1, .ended, timed: true, carried: true)
    parts.delta = slope(timed: false, carried: false)
    for timed in [true, false] {
      let carried = !timed
      let still = value(0, .ruled, timed: timed, carried: carried)
      let spot = value(1, .ruled, timed: timed, carried: carried)
      let level = value(0, .leveled, timed: timed, carried: carried)
      let smile = value(0, .ended, timed: timed, carried: carried)
      let both = value(1, .ended, timed: timed, carried: carried)
      let slope = slope(timed: timed, carried: carried)
      parts.charm += 0.5 * (slope - parts.delta)
      parts.gamma += 0.5 * (spot - still - slope)
      parts.vega += 0.5 * (level - still)
      parts.skew += 0.5 * (smile - level)
      parts.vanna += 0.5 * (both - spot - smile + still)
      let (before, after) = (0.5 * (still - start), 0.5 * (end - both))
      parts.theta += timed ? before : after
      parts.carry += timed ? after : before
    }
    if let valueAtEnd { parts.rest = valueAtEnd - end }
    // The value at the start is the market's own, which a repricer without moves may differ from by rounding.
    parts.rest += start - repricer.greeks(units: 1).value * units
    return parts
  }
}

/// How one input of a contract moves between two markets.
private struct InputMove {
  /// Spot at the end over spot at the start.
  let spotFactor: Double
  /// Change of the level of volatility beyond what the rule does.
  let level: Double
  /// Change of the contract's own volatility beyond the level.
  let shape: Double
  let rateShift: Double
  let carryShift: Double
  private let input: PricingInput
  private let ruled: RuledVolatility

  init(
    _ input: PricingInput, spotFactor: Double, left: Double, from start: PricingMarket, to end: PricingMarket,
    dynamics: SmileDynamics, after: PricingInput?, discountFactors: (start: Double?, end: Double?)
  ) {
    self.input = input
    self.spotFactor = spotFactor
    let ruled = RuledVolatility(dynamics: dynamics, market: start, input: input)
    self.ruled = ruled
    guard let after else { (level, shape, rateShift, carryShift) = (0, 0, 0, 0); return }
    let move = log(spotFactor)
    let change = input.volatility > 0 ? after.volatility - ruled.volatility(after: move) : 0
    if input.volatility > 0, input.strike != nil, let before = ruled.smile(at: after.forward, after: move),
      let now = try? end.volatility(of: input.underlying, strike: after.forward, years: after.years)
    {
      level = now - before
    } else {
      level = change
    }
    shape = change - level
    if left > 0, left.isFinite, let before = discountFactors.start, let now = discountFactors.end {
      rateShift = -log(now / before) / left
      carryShift = rateShift - log(after.forward / (input.forward * spotFactor)) / left
    } else if let before = try? start.rates(of: input.underlying, years: input.years),
      let now = try? end.rates(of: input.underlying, years: after.years)
    {
      (rateShift, carryShift) = (now.rate - before.rate, now.dividendYield - before.dividendYield)
    } else {
      (rateShift, carryShift) = (0, 0)
    }
  }

  /// The volatility after a part of the spot's move, and some more; at least a hundredth of what it was.
  func volatility(_ part: Double, _ extra: Double) -> Double {
    max(ruled.volatility(after: log(1 + part * (spotFactor - 1))) + extra, 0.01 * input.volatility)
  }
}

/// What a rule makes of a contract's volatility, and of the smile it stands in, when the spot moves.
private struct RuledVolatility {
  let dynamics: SmileDynamics
  let market: PricingMarket
  let input: PricingInput

  /// The contract's own volatility after a log return of the spot.
  func volatility(after move: Double) -> Double {
    guard input.volatility > 0 else { return 0 }
    switch dynamics {
    case .stickyStrike: return input.volatility
    case .surfaceShift(let slope): return max(input.volatility + slope * move, 0.01 * input.volatility)
    case .stickyDelta:
      guard move != 0, let strike = input.strike, let now = smile(at: strike, after: 0),
        let then = smile(at: strike, after: move)
      else { return input.volatility }
      return input.volatility * then / now
    }
  }

  /// The smile's volatility at a strike after a log return of the spot; nil where there is no smile.
  func smile(at strike: Double, after move: Double) -> Double? {
    let place = if case .stickyDelta = dynamics { strike * exp(-move) } else { strike }
    guard let volatility = try? market.volatility(of: input.underlying, strike: place, years: input.years) else {
      return nil
    }
    if case .surfaceShift(let slope) = dynamics { return volatility + slope * move }
    return volatility
  }
}

extension Position {
  fileprivate func hedgingRepricer(in market: PricingMarket) throws(HedgingError) -> any Repricer {
    do { return try repricer(in: market) } catch { throw .pricing(error, at: market.snapshot.asOf) }
  }
}
