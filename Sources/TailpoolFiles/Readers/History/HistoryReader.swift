import TailpoolMarket
import TailpoolScenarios

/// Reads daily histories of prices or volatilities, as venues, vendors and scripts write them.
///
/// **Layouts**, told apart by what the columns are: one column an asset (`date,BTC,ETH`); one row an asset and date
/// (`date,symbol,…,close`); one asset among the fields of its days (`date,open,high,low,close,volume`), of which an adjusted close
/// is read before a close and a close before a price; fields above tickers above the dates. Names are compared
/// without regard to capitals, spaces and underscores. The dates' column is the first that is called `date`, `datetime`,
/// `snapped_at`, `timestamp`, `time` or the like, or the first column where it has no name. Lines above the header are passed over.
///
/// **Text**: cells parted by commas, semicolons or tabs; quotes; a byte-order mark; dates as `WrittenTime` reads them, in rising
/// or falling order; `nan`, `NA`, `null`, `-` and the like for a missing price, which an empty cell is, too; points or commas
/// before decimals. Rows within a day become days: of each asset the last price of the civil day that the rows write,
/// which is that of UTC where they name no zone.
///
/// A choice that changes a number is a note of the `ReadingReport`; what no row decides, such as the order of day and
/// month, is a problem that names the option which decides it. A price of zero is missing, and counted; a price that moves
/// by a factor above 1,000 from one row to the next is a problem.
public enum HistoryReader {
  /// Reads a history from a path.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - options: What the file leaves open.
  /// - Returns: The prices; assets in the order of the file, dates rising.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String, options: HistoryOptions = HistoryOptions()) throws(FileError) -> PriceHistory {
    try read(InputFile(path: path), options: options)
  }

  /// Reads a history from bytes in memory.
  ///
  /// - Parameters:
  ///   - file: The bytes and the name that problems are reported under.
  ///   - options: What the file leaves open.
  /// - Returns: The prices; assets in the order of the file, dates rising.
  /// - Throws: `FileError.invalid` with the problems of the file.
  /// - Complexity: O(bytes).
  public static func read(_ file: InputFile, options: HistoryOptions = HistoryOptions()) throws(FileError)
    -> PriceHistory
  {
    try reading(file, options: options).value
  }

  /// Reads a history and says what was decided about its file.
  ///
  /// - Parameters:
  ///   - file: The bytes and the name that problems are reported under.
  ///   - options: What the file leaves open.
  /// - Returns: The prices and the report.
  /// - Throws: `FileError.invalid` with the problems of the file.
  public static func reading(_ file: InputFile, options: HistoryOptions = HistoryOptions()) throws(FileError)
    -> Reading<PriceHistory>
  {
    var log = ProblemLog(file)
    guard let rows = HistoryRows(file, options: options, log: &log) else { throw log.failure }
    let reading = rows.reading(log: &log)
    try log.check()
    guard !reading.value.dates.isEmpty else {
      throw log.failure("the history has no rows", expected: "at least one date with prices")
    }
    return reading
  }
}
