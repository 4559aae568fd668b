import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A lookback option in its market, valid.
struct LookbackTerms: Sendable {
  let type: OptionType
  let strike: LookbackOption.Strike
  let spot: Double
  /// The lowest or highest price so far, the spot included.
  let extremum: Double
  let years: Double
  let volatility: Double
  let rate: Double
  let dividendYield: Double

  /// Creates terms; nil for an argument out of its range.
  init?(
    _ type: OptionType, _ strike: LookbackOption.Strike, spot: Double, extremum: Double, years: Double,
    volatility: Double, rate: Double, dividendYield: Double
  ) {
    guard spot > 0, spot < .infinity, isFiniteNonnegative(extremum), isFiniteNonnegative(years),
      isFiniteNonnegative(volatility), abs(rate) < .infinity, abs(dividendYield) < .infinity
    else { return nil }
    if case .fixed(let level) = strike, !isFiniteNonnegative(level) { return nil }
    (self.type, self.strike, self.spot) = (type, strike, spot)
    self.extremum = Self.side(type, strike) == .down ? min(extremum, spot) : max(extremum, spot)
    (self.years, self.volatility, self.rate, self.dividendYield) = (years, volatility, rate, dividendYield)
  }

  /// Whether the lowest or the highest price counts.
  static func side(_ type: OptionType, _ strike: LookbackOption.Strike) -> BarrierSide {
    (type == .call) == (strike == .floating) ? .down : .up
  }

  private var side: BarrierSide { Self.side(type, strike) }

  /// The level that further prices must pass to count.
  private var level: Double {
    guard case .fixed(let strike) = strike else { return extremum }
    return side == .up ? max(extremum, strike) : min(extremum, strike)
  }

  private var discount: Double { exp(-rate * years) }

  private var deviation: Double { volatility * years.squareRoot() }

  private var excess: ExtremumExcess {
    ExtremumExcess(side, spot: spot, level: level, deviation: deviation, carry: (rate - dividendYield) * years)
  }

  /// A vanilla option struck at the level.
  private func vanilla(_ type: OptionType) -> Double {
    BlackScholesMerton.price(
      type, spot: spot, strike: level, years: years, volatility: volatility, rate: rate, dividendYield: dividendYield)
  }

  /// What the level is beyond the strike already, discounted.
  private var certain: Double {
    guard case .fixed(let strike) = strike else { return 0 }
    return discount * abs(level - strike)
  }

  /// The price.
  var price: Double {
    guard deviation > 0 else { return certain + alongForward }
    // A floating strike is a vanilla option at the extremum and a fixed one above what is certain.
    return certain + vanilla(type) + spot * discount * excess.beyondVanilla
  }

  /// Without volatility: the spot follows its forward, of which one end is the extremum.
  private var alongForward: Double {
    let forward = spot * exp((rate - dividendYield) * years)
    let passed = side == .down ? min(level, forward) : max(level, forward)
    return discount * (strike == .floating ? abs(forward - passed) : abs(passed - level))
  }

  /// E[(level − min)⁺] or E[(max − level)⁺], discounted.
  private var discountedExcess: Double {
    vanilla(side == .down ? .put : .call) + spot * discount * excess.beyondVanilla
  }

  /// dV/dS.
  var delta: Double {
    let growth = exp(-dividendYield * years)
    guard deviation > 0 else {
      let rises = (rate - dividendYield) * years > 0
      let forward = spot * growth / discount
      let isPassed = side == .down ? !rises && forward <= level : rises && forward >= level
      let byExcess = isPassed ? (side == .down ? -growth : growth) : 0
      return strike == .floating ? type.sign * growth + byExcess : byExcess
    }
    let moved = discount * level * excess.passage
    let byExcess = (discountedExcess + (side == .up ? moved : -moved)) / spot
    return strike == .floating ? type.sign * growth + byExcess : byExcess
  }

  /// d²V/dS².
  var gamma: Double {
    guard deviation > 0 else { return 0 }
    // L² times the density at the level, over S².
    return discount * (level / spot) * excess.density / spot
  }
}
