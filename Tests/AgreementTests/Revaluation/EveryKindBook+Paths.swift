import Foundation
import TailpoolMarket
import TailpoolPricing

extension EveryKindBook {
  /// Averages, lookbacks and forward starts, of which some have a fixing or a start within two days.
  static func paths() throws -> [PricedKind] {
    try [
      geometric("A", .call, strike: 99, past: [97], days: [1, 30, 60], -4),
      geometric("B", .put, strike: nil, past: [], days: [20, 40], 3),
      lookback("A", .call, strike: nil, 92, days: 60, -2),
      lookback("B", .put, strike: nil, 40, days: 35, 3), lookback("B", .call, strike: 43, 41, days: 80, -5),
      lookback("A", .put, strike: 96, 90, days: 50, 2), forwardStart("A", .gain, .put, 0.97, start: 1, days: 40, 2),
      forwardStart("B", .performance, .call, 1.05, start: 1, days: 30, -90),
      forwardStart("B", .gain, .call, 1.02, start: 15, days: 90, -3),
    ]
  }

  private static func dated(_ underlying: Underlying, days: Double) -> DatedMarket {
    DatedMarket(spot: spots[underlying] ?? .nan, rate: 0.03, dividendYield: 0.01, years: days / 365, volatility: 0.45)
  }

  private static func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// The Black formula by its definition.
  private static func black(_ type: OptionType, _ forward: Double, _ strike: Double, variance: Double) -> Double {
    guard variance > 0 else { return max(type.sign * (forward - strike), 0) }
    let s = variance.squareRoot()
    let d = log(forward / strike) / s + s / 2
    return type.sign * (forward * normal(type.sign * d) - strike * normal(type.sign * (d - s)))
  }

  static func average(
    _ kind: AverageKind, _ underlying: Underlying, _ type: OptionType, strike: Double?, past: [Double], days: [Double]
  ) throws -> AverageRepricer {
    let end = days.last ?? 1
    let contract = try AverageContract(
      underlying: underlying, average: kind, type: type, strike: strike,
      fixingTimes: past.indices.map { asOf.advanced(bySeconds: Int64($0) - 100) } + days.map { expiry($0) },
      expiry: expiry(end))
    return AverageRepricer(contract, past: past, times: days.map { $0 / 365 }, dated(underlying, days: end))
  }

  private static func geometric(
    _ underlying: Underlying, _ type: OptionType, strike: Double?, past: [Double], days: [Double], _ quantity: Double
  ) throws -> PricedKind {
    let market = try average(.geometric, underlying, type, strike: strike, past: past, days: days)
    let years = market.market.years
    return PricedKind("\(underlying) average", market.contract, quantity, market) { after in
      let (input, start) = (market.inputs[0], market.market.spot)
      let (spot, volatility, passed) = (after.spot(input), after.volatility(input), min(after.elapsedYears, years))
      let (rate, carry) = (0.03 + after.rate(underlying), 0.02 + after.rate(underlying) - after.carry(underlying))
      let count = Double(past.count + days.count)
      var mean = past.reduce(0) { $0 + log($1) / count }
      var (variance, common) = (0.0, 0.0)
      let times = days.map { $0 / 365 }
      for time in times {
        if time <= passed {
          mean += (log(start) + time / passed * log(spot / start)) / count
          for other in times where other <= passed {
            variance += 0.45 * 0.45 * min(time, other) * (passed - max(time, other)) / passed / (count * count)
          }
        } else {
          mean += (log(spot) + (carry - volatility * volatility / 2) * (time - passed)) / count
          common += volatility * volatility * (time - passed) / count
          for other in times where other > passed {
            variance += volatility * volatility * (min(time, other) - passed) / (count * count)
          }
        }
      }
      let (left, average) = (years - passed, exp(mean + variance / 2))
      if let strike { return exp(-rate * left) * black(type, average, strike, variance: variance) }
      let whole = volatility * volatility * left
      return exp(-rate * left)
        * black(type, spot * exp(carry * left), average, variance: whole + variance - 2 * common)
    }
  }

  private static func lookback(
    _ underlying: Underlying, _ type: OptionType, strike: Double?, _ extremum: Double, days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try LookbackContract(underlying: underlying, type: type, strike: strike, expiry: expiry(days))
    let market = LookbackRepricer(contract, extremum: extremum, dated(underlying, days: days))
    let (years, sign) = (days / 365, contract.countsLowest ? 1.0 : -1.0)
    return PricedKind("\(underlying) lookback", contract, quantity, market) { after in
      let (input, start) = (market.inputs[0], market.market.spot)
      let (spot, volatility, passed) = (after.spot(input), after.volatility(input), min(after.elapsedYears, years))
      let (rate, yield) = (0.03 + after.rate(underlying), 0.01 + after.carry(underlying))
      let left = years - passed
      let seen = sign * min(sign * extremum, sign * spot)
      let value = LookbackOption.price(
        type, strike.map { .fixed($0) } ?? .floating, spot: spot, extremum: seen, years: left, volatility: volatility,
        rate: rate, dividendYield: yield)
      guard passed > 0 else { return value }
      let level = strike.map { sign * min(sign * seen, sign * $0) } ?? seen
      // Levels beyond it that the bridge has passed and nothing passes later, by Simpson's rule.
      let (s, drift, bridge) = (
        volatility * left.squareRoot(), (rate - yield - volatility * volatility / 2) * left, 0.45 * 0.45 * passed
      )
      func height(_ u: Double) -> Double {
        let z = level * exp(-sign * u)
        let y = sign * log(z / spot)
        let hit =
          s == 0
          ? 0 : normal((y - sign * drift) / s) + exp(2 * sign * drift * y / (s * s)) * normal((y + sign * drift) / s)
        return z * exp(-2 * log(z / start) * log(z / spot) / bridge) * (1 - hit)
      }
      let (count, end) = (6_000, 7 * bridge.squareRoot())
      var sum = height(0) + height(end)
      for index in 1..<count { sum += (index % 2 == 0 ? 2 : 4) * height(end * Double(index) / Double(count)) }
      return value + exp(-rate * left) * sum * end / Double(count) / 3
    }
  }

  private static func forwardStart(
    _ underlying: Underlying, _ payoff: ForwardStartPayoff, _ type: OptionType, _ moneyness: Double, start: Double,
    days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try ForwardStartContract(
      underlying: underlying, payoff: payoff, type: type, moneyness: moneyness, start: expiry(start),
      expiry: expiry(days))
    let market = ForwardStartRepricer(contract, startPrice: nil, start: start / 365, dated(underlying, days: days))
    let (years, set) = (days / 365, start / 365)
    return PricedKind("\(underlying) \(payoff)", contract, quantity, market) { after in
      let (input, today) = (market.inputs[0], market.market.spot)
      let (spot, volatility, passed) = (after.spot(input), after.volatility(input), min(after.elapsedYears, years))
      let (rate, carry) = (0.03 + after.rate(underlying), 0.02 + after.rate(underlying) - after.carry(underlying))
      let left = years - passed
      let discount = exp(-rate * left)
      guard set <= passed else {
        let rest = years - set
        let unit = black(type, exp(carry * rest), moneyness, variance: volatility * volatility * rest)
        return discount * unit * (payoff == .gain ? spot * exp(carry * (set - passed)) : 1)
      }
      let (mean, spread) = (
        log(today) + set / passed * log(spot / today), 0.45 * 0.45 * set * (passed - set) / passed
      )
      let forward = spot * exp(carry * left)
      let variance = volatility * volatility * left + spread
      return payoff == .gain
        ? discount * black(type, forward, moneyness * exp(mean + spread / 2), variance: variance)
        : discount * black(type, forward * exp(spread / 2 - mean), moneyness, variance: variance)
    }
  }
}
