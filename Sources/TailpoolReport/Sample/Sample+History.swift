import TailpoolLibc
import TailpoolMarket
import TailpoolScenarios

extension Sample {
  /// Daily closes of the sample's underlyings over 1,100 days, to the day before the snapshot.
  ///
  /// A day's log returns are correlated normals (correlation 0.8) with a common random scale, which is larger on one day in
  /// twenty, times nine tenths of the volatility index of the day before: so options imply a little more than comes, and
  /// the tails are fat. Each path is moved to end near the snapshot's spot. Four ETH prices are missing.
  ///
  /// - Returns: Columns `BTC` and `ETH`.
  public static func priceHistory() -> PriceHistory {
    let days = SampleDays(count: historyDays)
    let gaps = [601, 602, 817, 988]
    let columns = spots.enumerated().map { index, entry -> [Double?] in
      let path = days.logPrices[index]
      let end = path.last ?? 0
      let prices = path.map { ((entry.spot * 0.996 * exp($0 - end)) * 100).rounded() / 100 }
      return prices.enumerated().map { index == 1 && gaps.contains($0) ? nil : $1 }
    }
    return PriceHistory(assets: spots.map(\.underlying.name), dates: dates(count: historyDays), prices: columns)
  }

  /// Daily levels of the sample's volatility indexes on the same dates, in volatility points.
  ///
  /// The log level returns to its mean and rises when the spot falls.
  ///
  /// - Returns: Columns `BTC` and `ETH`.
  public static func volatilityHistory() -> PriceHistory {
    let columns = SampleDays(count: historyDays).levels.map { levels in
      levels.map { Optional(($0 * 100).rounded() / 100) }
    }
    return PriceHistory(assets: spots.map(\.underlying.name), dates: dates(count: historyDays), prices: columns)
  }

  /// Days of the histories: enough for a record of 500 forecasts from the 500 days before each.
  private static let historyDays = 1_100

  private static func dates(count: Int) -> [CalendarDate] {
    (0..<count).map { asOf.date.advanced(byDays: $0 - count) }
  }
}

/// Made-up days of two assets and their volatility indexes.
private struct SampleDays {
  /// Log prices by asset and day, from zero.
  private(set) var logPrices: [[Double]] = [[], []]
  /// Volatility points by asset and day.
  private(set) var levels: [[Double]] = [[], []]

  private static let means: [Double] = [46, 69]

  init(count: Int) {
    var returns = SampleGenerator(seed: Sample.seed, stream: 11)
    var changes = SampleGenerator(seed: Sample.seed, stream: 12)
    var (logPrice, distance) = ([0.0, 0.0], [0.0, 0.0])
    for _ in 0..<count {
      let scale = returns.uniform() < 1.0 / 20 ? 2.0 : 0.92
      let first = returns.normal()
      let second = 0.8 * first + 0.6 * returns.normal()
      for (asset, normal) in [first, second].enumerated() {
        let daily = 0.009 * Self.means[asset] * exp(distance[asset]) / 365.0.squareRoot()
        logPrice[asset] += daily * scale * normal
        distance[asset] = 0.96 * distance[asset] - 0.022 * scale * normal + 0.03 * changes.normal()
        logPrices[asset].append(logPrice[asset])
        levels[asset].append(Self.means[asset] * exp(distance[asset]))
      }
    }
  }
}
