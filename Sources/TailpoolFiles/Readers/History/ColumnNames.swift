/// The names that columns of price histories have in files.
///
/// Names are compared by their letters and digits alone, in small letters: `Adj Close` and `adj_close` are one.
enum ColumnNames {
  /// Columns of dates, the best first.
  static let dates = [
    "date", "datetime", "snappedat", "timestamp", "time", "ts", "day", "unix", "unixtime", "opentime", "period",
  ]
  /// Columns of the asset that a row is of.
  static let symbols = ["sym", "symbol", "ticker", "ccy", "asset", "pair"]
  /// Closes that are adjusted for splits and dividends, which win over others.
  static let adjusted = ["adjclose", "adjustedclose", "closeadj", "closeadjusted", "adjcloseprice"]
  /// Closes.
  static let closes = ["close", "closeprice", "closingprice"]
  /// Prices that are the close where no column is called so.
  static let prices = ["price", "last", "lastprice"]
  /// Prices of a day that are no close.
  static let ranges = ["open", "high", "low"]
  /// What else stands beside the prices of one asset.
  static let others = [
    "volume", "vol", "basevolume", "quotevolume", "volumefrom", "volumeto", "volumeusd", "totalvolume", "change",
    "changepercent", "chg", "marketcap", "vwap", "trades", "tradecount", "numberoftrades", "turnover", "dividends",
    "stocksplits", "splits", "capitalgains", "closetime", "openinterest", "name", "currency", "exchange",
  ]

  /// Letters and digits of a name, in small letters.
  static func normal(_ name: String) -> String {
    let kept = name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(kept))
  }

  /// Whether a name is one that stands beside the prices of one asset, or one of these.
  static func isField(_ normal: String) -> Bool {
    [dates, adjusted, closes, prices, ranges, others].contains { $0.contains(normal) }
  }
}
