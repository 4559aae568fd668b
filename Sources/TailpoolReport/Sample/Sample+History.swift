import TailpoolLibc
import TailpoolMarket
import TailpoolScenarios

extension Sample {
  /// Daily closes of the sample's underlyings over 600 days, to the day before the snapshot.
  ///
  /// Log returns are correlated normals (correlation 0.8) with a common random scale, which is large on one day in
  /// twelve, so that the tails are fat; each path is tilted to end near the snapshot's spot. Four ETH prices are
  /// missing.
  ///
  /// - Returns: Columns `BTC` and `ETH`.
  public static func priceHistory() -> PriceHistory {
    let count = 600
    let returns = correlatedReturns(count: count)
    let columns = spots.enumerated().map { index, entry in
      path(
        changes: returns.map { (index == 0 ? 0.021 : 0.033) * $0[index] }, drift: index == 0 ? 0.0006 : -0.0002,
        end: entry.spot * 0.996
      ).map { Optional(($0 * 100).rounded() / 100) }
    }
    let gaps = [101, 102, 317, 488]
    let gapped = columns.enumerated().map { index, column in
      index == 0 ? column : column.enumerated().map { gaps.contains($0) ? nil : $1 }
    }
    return PriceHistory(assets: spots.map(\.underlying.name), dates: dates(count: count), prices: gapped)
  }

  /// Daily levels of the sample's volatility indexes on the same dates, in volatility points.
  ///
  /// The log level returns to its mean and rises when the spot falls.
  ///
  /// - Returns: Columns `BTC` and `ETH`.
  public static func volatilityHistory() -> PriceHistory {
    let count = 600
    let returns = correlatedReturns(count: count)
    var generator = SampleGenerator(seed: seed, stream: 12)
    let levels: [Double] = [46, 69]
    let columns = levels.indices.map { index in
      var distance = 0.0
      return returns.map { row -> Double? in
        distance = 0.96 * distance - 0.022 * row[index] + 0.03 * generator.normal()
        return (levels[index] * exp(distance) * 100).rounded() / 100
      }
    }
    return PriceHistory(assets: spots.map(\.underlying.name), dates: dates(count: count), prices: columns)
  }

  private static func dates(count: Int) -> [CalendarDate] {
    (0..<count).map { asOf.date.advanced(byDays: $0 - count) }
  }

  /// Pairs of standardized returns; the two histories share them.
  private static func correlatedReturns(count: Int) -> [[Double]] {
    var generator = SampleGenerator(seed: seed, stream: 11)
    return (0..<count).map { _ in
      let scale = generator.uniform() < 1.0 / 12 ? 2.4 : 0.8
      let first = generator.normal()
      let second = 0.8 * first + 0.6 * generator.normal()
      return [scale * first, scale * second]
    }
  }

  /// A path of prices with given log changes, whose last price is `end`.
  private static func path(changes: [Double], drift: Double, end: Double) -> [Double] {
    var level = 0.0
    let levels = changes.map { change in
      level += change + drift
      return level
    }
    return levels.map { end * exp($0 - level) }
  }
}
