import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

extension HistoryPanel {
  /// Days of a year that have prices: 365 where the history has Saturdays or Sundays, else those of an exchange, 252.
  var periodsPerYear: Double {
    returns.dates.contains { $0.weekday == 0 || $0.weekday == 6 } ? DayCount.daysPerYear : 252
  }

  /// The middle number of days between two returns.
  public var typicalSpacing: Int {
    let days = returns.dates.map(\.daysSinceEpoch)
    let spacings = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
    return spacings.isEmpty ? 1 : spacings[spacings.count / 2]
  }

  /// The greatest factor, up or down, between the levels of a volatility index at the beginnings of two returns; of indexes
  /// with the same the first in the alphabet.
  public var widestIndexMove: (asset: String, factor: Double)? {
    levels.compactMap { asset, levels in
      zip(levels.dropFirst(), levels).map { exp(abs(log($0 / $1))) }.max().map { (asset, $0) }
    }.max { ($0.1, $1.0) < ($1.1, $0.0) }.map { (asset: $0.0, factor: $0.1) }
  }
}
