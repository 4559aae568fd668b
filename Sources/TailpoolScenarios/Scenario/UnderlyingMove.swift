import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// A move of one underlying: its spot, its volatilities with the slopes along strike and time, its rate and its yield.
///
///     spot' = spot (1 + spotReturn) + spotShift
///     σ'    = max(0, σ · volatilityFactor · exp(clamp(skewTwist k/√T, ±1)) · clamp((30 d / T)^termTwist) + volatilityShift)
///
/// with the log moneyness k = ln(strike / forward) before the move. The logarithms of both twists are kept within ±1.
/// Relative moves change a number by a fraction of it, parallel ones all numbers by the same amount. Forwards move with
/// their spot, and with rate and yield over the time that is left.
public struct UnderlyingMove: Hashable, Sendable {
  /// Simple return of the spot, > −1; forwards move with it. Nil where nothing is said of it: it stays.
  public var spotReturn: Double?
  /// Dollars added to the spot.
  public var spotShift: Double
  /// Factor on every volatility, ≥ 0. Nil where nothing is said of it: they stay.
  public var volatilityFactor: Double?
  /// Added to every volatility: 0.10 is ten volatility points.
  public var volatilityShift: Double
  /// Relative change of volatility by k/√T = ln(strike/forward) / √years; negative raises low strikes and lowers high ones.
  public var skewTwist: Double
  /// Power of 30 days over the time to expiry; positive raises short volatilities and lowers long ones.
  public var termTwist: Double
  /// Added to the interest rate, per year.
  public var rateShift: Double
  /// Added to the yield of the underlying, per year.
  public var carryShift: Double

  /// Most that a twist changes the logarithm of a volatility.
  private static let mostTwist = 1.0
  /// Where the term twist turns, in years.
  private static let pivotYears = 30 / DayCount.daysPerYear
  /// Times to expiry below this are twisted as if they were this long: an hour.
  private static let leastYears = 1 / (DayCount.daysPerYear * 24)

  /// Creates a move; see the properties for the meaning of each argument. What is not named does not move.
  public init(
    spotReturn: Double? = nil, spotShift: Double = 0, volatilityFactor: Double? = nil, volatilityShift: Double = 0,
    skewTwist: Double = 0, termTwist: Double = 0, rateShift: Double = 0, carryShift: Double = 0
  ) {
    self.spotReturn = spotReturn
    self.spotShift = spotShift
    self.volatilityFactor = volatilityFactor
    self.volatilityShift = volatilityShift
    self.skewTwist = skewTwist
    self.termTwist = termTwist
    self.rateShift = rateShift
    self.carryShift = carryShift
  }

  /// Whether spot and level of volatility are all that moves, in proportion.
  public var isProportional: Bool {
    spotShift == 0 && volatilityShift == 0 && skewTwist == 0 && termTwist == 0 && rateShift == 0 && carryShift == 0
  }

  /// The factor on a spot and its forwards.
  package func spotFactor(spot: Double) -> Double { 1 + (spotReturn ?? 0) + spotShift / spot }

  /// The log return of a spot.
  func logSpot(spot: Double) -> Double {
    spotShift == 0 ? log1p(spotReturn ?? 0) : log(spotFactor(spot: spot))
  }

  /// The volatility of an option after the move.
  ///
  /// - Parameters:
  ///   - volatility: The volatility before it.
  ///   - logMoneyness: ln(strike / forward) before it.
  ///   - years: Time to expiry before it, > 0.
  ///   - volatilityMoves: How the factor falls on tenors.
  /// - Returns: A volatility ≥ 0.
  public func volatility(
    _ volatility: Double, logMoneyness: Double, years: Double, volatilityMoves: VolatilityMoves = .parallel
  ) -> Double {
    var twisted = volatility * volatilityMoves.factor(volatilityFactor ?? 1, years: years)
    if skewTwist != 0 || termTwist != 0 {
      twisted *= Self.twistFactor(skew: skewTwist, term: termTwist, logMoneyness: logMoneyness, years: years)
    }
    return max(0, twisted + volatilityShift)
  }

  /// The factor that twists put on a volatility.
  static func twistFactor(skew: Double, term: Double, logMoneyness: Double, years: Double) -> Double {
    let years = max(years, leastYears)
    func clamped(_ x: Double) -> Double { min(max(x, -mostTwist), mostTwist) }
    // A contract that need never end has no end to its maturity, and zero times infinity is not zero.
    let slope = term == 0 ? 0 : clamped(term * log(pivotYears / years))
    return exp(clamped(skew * logMoneyness / years.squareRoot()) + slope)
  }

  /// The first number that is out of its range for a spot, with its name; nil when the move can be applied.
  package func firstProblem(spot: Double) -> (name: String, value: Double)? {
    if let factor = volatilityFactor, !factor.isFinite || factor < 0 { return ("volatilityFactor", factor) }
    for (name, value) in [
      ("volatilityShift", volatilityShift), ("skewTwist", skewTwist), ("termTwist", termTwist),
      ("rateShift", rateShift), ("carryShift", carryShift),
    ] where !value.isFinite { return (name, value) }
    let factor = spotFactor(spot: spot)
    guard factor > 0, factor.isFinite else {
      return spotShift == 0 ? ("spotReturn", spotReturn ?? 0) : ("spotShift", spotShift)
    }
    return nil
  }
}

extension MarketMove {
  /// The market of a contract after the move, one row.
  ///
  /// - Parameters:
  ///   - inputs: What the contract is priced from.
  ///   - volatilityMoves: How factors on volatilities fall on tenors.
  package func columns(of inputs: [PricingInput], volatilityMoves: VolatilityMoves = .parallel) -> MarketColumns {
    MarketColumns(
      count: 1,
      inputs: inputs.map { input in
        let move = self[input.underlying]
        return MarketColumns.Input(
          spotFactors: [move.spotFactor(spot: input.spot)],
          volatilities: [
            move.volatility(
              input.volatility, logMoneyness: input.logMoneyness, years: input.years, volatilityMoves: volatilityMoves)
          ], rateShifts: move.rateShift == 0 ? [] : [move.rateShift],
          carryShifts: move.carryShift == 0 ? [] : [move.carryShift])
      },
      correlationShifts: inputs.count < 2
        ? [] : correlationShifts[[inputs[0].underlying, inputs[1].underlying]].map { [$0] } ?? [])
  }
}
