import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

/// What a position brings to the inventory of one underlying, in whole units of the pool's asset.
struct QuotedExposure: Hashable, Sendable {
  /// Which underlying.
  let underlying: Underlying
  /// Value of the underlying that its delta is, S · dV/dS.
  let delta: Double
  /// S² · d²V/dS².
  let gamma: Double
  /// Gain per 1.00 of volatility.
  let vega: Double
  /// Gain per 1.00 of the log of the underlying's level of volatility, by the weight of the tenor.
  let levelVega: Double

  /// The exposures of a priced position, one an underlying.
  ///
  /// - Parameters:
  ///   - priced: The position.
  ///   - coin: Nil for dollars, or the coin that the pool counts in.
  ///   - moves: How a move of the level falls on tenors.
  static func all(of priced: PricedPosition, in coin: Underlying?, moves: VolatilityMoves) -> [QuotedExposure] {
    if let coin, let own = priced.coin, let input = priced.repricer.inputs.first {
      return [
        QuotedExposure(
          underlying: coin, delta: own.netDelta, gamma: own.gamma * input.spot * input.spot, vega: own.vega,
          levelVega: own.vega * input.volatility * moves.weight(years: input.years))
      ]
    }
    return zip(priced.repricer.inputs, priced.contractGreeks.byInput).map { input, greeks in
      QuotedExposure(
        underlying: input.underlying, delta: greeks.delta * input.spot, gamma: greeks.gamma * input.spot * input.spot,
        vega: greeks.vega, levelVega: greeks.vega * input.volatility * moves.weight(years: input.years))
    }
  }
}

/// Gamma and vega that a pool holds in one underlying.
struct VolatilityInventory: Hashable, Sendable {
  var gamma = 0.0
  var levelVega = 0.0
}

/// How much an underlying moves in scenarios, a year.
public struct MoveVariance: Hashable, Sendable {
  /// Variance of the log of the spot.
  public let spot: Double
  /// Variance of the log of the level of volatility.
  public let level: Double

  /// Creates a variance; see the properties for the meaning of each argument.
  public init(spot: Double, level: Double) {
    (self.spot, self.level) = (spot, level)
  }

  /// The variances in scenarios of a horizon of each underlying that they move.
  ///
  /// - Parameters:
  ///   - source: The scenarios, equally likely.
  ///   - horizonInDays: Days that pass in each, > 0.
  /// - Returns: Variances about the mean, scaled to a year of 365 days; zero for one scenario or a horizon of no days.
  /// - Complexity: O(scenarios × factors).
  public static func all(in source: some ScenarioSource, horizonInDays: Double) -> [Underlying: MoveVariance] {
    let (factors, count) = (source.factors, source.count)
    var sums = factors.map { _ in (first: 0.0, second: 0.0) }
    for start in stride(from: 0, to: count, by: 1_024) {
      let block = source.block(of: Array(start..<min(start + 1_024, count)))
      for factor in factors.indices {
        for move in block.column(factor) {
          sums[factor].first += move
          sums[factor].second += move * move
        }
      }
    }
    func variance(_ factor: RiskFactor) -> Double {
      guard count > 1, horizonInDays > 0, let place = factors.firstIndex(of: factor) else { return 0 }
      let (first, second) = sums[place]
      return max(second - first * first / Double(count), 0) / Double(count - 1) * DayCount.daysPerYear / horizonInDays
    }
    return Dictionary(
      source.underlyings.map {
        ($0, MoveVariance(spot: variance(.spot($0.name)), level: variance(.volatility($0.name))))
      }, uniquingKeysWith: { first, _ in first })
  }
}
