/// What a user says of a history where the file leaves it open.
public struct HistoryOptions: Hashable, Sendable {
  /// Which of day and month stands first in dates such as `03/04/2024`; nil for what the rows decide.
  public var dateOrder: DateOrder?
  /// The mark before decimals; nil for what the numbers decide.
  public var decimalMark: DecimalMark?
  /// The names of columns in the file by what they are: `date`, `symbol` and `close`.
  public var columns: [String: String]

  /// What `columns` can name.
  public static let columnRoles = ["date", "symbol", "close"]

  /// Creates options that leave everything to the file.
  ///
  /// - Parameters:
  ///   - dateOrder: Which of day and month stands first.
  ///   - decimalMark: The mark before decimals.
  ///   - columns: The names of columns in the file by what they are.
  public init(dateOrder: DateOrder? = nil, decimalMark: DecimalMark? = nil, columns: [String: String] = [:]) {
    self.dateOrder = dateOrder
    self.decimalMark = decimalMark
    self.columns = columns
  }
}
