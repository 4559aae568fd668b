import TailpoolMarket

/// Daily prices of several assets on common dates; a missing price is nil, never zero and never filled.
public struct PriceHistory: Hashable, Sendable {
  /// Names of the columns, unique.
  public let assets: [String]
  /// Dates of the rows, strictly increasing.
  public let dates: [CalendarDate]
  /// Assets × dates: `prices[asset][date]`, finite and > 0, or nil where there is none.
  public let prices: [[Double?]]
  /// Seconds after the midnight in UTC with which a row's date begins, at which its prices were taken.
  public let cutSecond: Int

  /// Creates a history.
  ///
  /// - Parameters:
  ///   - assets: Names of the columns.
  ///   - dates: Dates of the rows, strictly increasing.
  ///   - prices: Assets × dates.
  ///   - cutSecond: When in the day of its row a price was taken, in seconds after midnight UTC; 86,400 is the end.
  /// - Precondition: One column an asset, one price or nil a date.
  public init(assets: [String], dates: [CalendarDate], prices: [[Double?]], cutSecond: Int = 86_400) {
    precondition(prices.count == assets.count, "\(prices.count) columns for \(assets.count) assets")
    precondition(prices.allSatisfy { $0.count == dates.count }, "a column's length is not the \(dates.count) dates")
    self.assets = assets
    self.dates = dates
    self.prices = prices
    self.cutSecond = cutSecond
  }
}
