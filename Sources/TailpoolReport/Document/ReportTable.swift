/// A column of a table: what stands in it, and the key of its values in JSON.
public struct ReportColumn: Hashable, Sendable {
  /// How tables inside the cells of a column are shown.
  package enum Nested: Hashable, Sendable {
    /// Not at all: they are for programs.
    case hidden
    /// One column for each of these names of inner rows, in text at most so many, and each inner column.
    case spread([String], textLimit: Int?)
    /// As one table of all inner rows after this one, led by the name of the outer row.
    case following(caption: String, fold: String?)
  }

  /// Key in the object of a row, with dots for objects inside it: `quoted.cost`; nil keeps the column out of JSON.
  public var key: String?
  /// Key of a standard error, or of the upper end of an interval; nil keeps it out of JSON.
  public var partnerKey: String?
  /// The header.
  public var title: String
  /// A shorter header for text; nil for the same.
  public var shortTitle: String?
  /// Whether the cells are numbers, which stand to the right.
  public var isNumeric: Bool
  /// Where the column appears.
  public var shows: ReportMedia
  package var nested = Nested.hidden

  /// Creates a column; see the properties for the meaning of each argument.
  @inline(never)
  public init(
    _ title: String, key: String? = nil, partnerKey: String? = nil, shortTitle: String? = nil, isNumeric: Bool = false,
    shows: ReportMedia = .all
  ) {
    self.title = title
    self.key = key
    self.partnerKey = partnerKey
    self.shortTitle = shortTitle
    self.isNumeric = isNumeric
    self.shows = shows
  }

  /// A column of words.
  @inline(never)
  public static func text(
    _ title: String, key: String? = nil, short: String? = nil, shows: ReportMedia = .all
  ) -> ReportColumn {
    ReportColumn(title, key: key, shortTitle: short, shows: shows)
  }

  /// A column of numbers.
  @inline(never)
  public static func number(
    _ title: String, key: String? = nil, partnerKey: String? = nil, short: String? = nil, shows: ReportMedia = .all
  ) -> ReportColumn {
    ReportColumn(title, key: key, partnerKey: partnerKey, shortTitle: short, isNumeric: true, shows: shows)
  }

  /// A column for programs alone.
  @inline(never)
  public static func data(_ key: String, partnerKey: String? = nil) -> ReportColumn {
    ReportColumn("", key: key, partnerKey: partnerKey, shows: .json)
  }

  /// A column of tables or lists, shown as one column for each name and each column inside.
  @inline(never)
  package static func spread(
    _ names: [String], key: String? = nil, textLimit: Int? = nil, shows: ReportMedia = .all
  ) -> ReportColumn {
    var column = ReportColumn("", key: key, isNumeric: true, shows: shows)
    column.nested = .spread(names, textLimit: textLimit)
    return column
  }

  /// A column of tables that are shown as one table of their own.
  @inline(never)
  package static func following(
    key: String, caption: String, fold: String? = nil, shows: ReportMedia = .all
  ) -> ReportColumn {
    var column = ReportColumn("", key: key, shows: shows)
    column.nested = .following(caption: caption, fold: fold)
    return column
  }
}

/// A titled table. Its first column names the rows.
public struct ReportTable: Hashable, Sendable {
  /// How a table stands in JSON.
  public enum Encoding: Hashable, Sendable {
    /// An array with an object a row.
    case rows
    /// An array a column, beside each other.
    case columns
  }

  /// Key in JSON, with dots for objects around it; nil keeps the table out of JSON.
  ///
  /// Tables of one key with equally many rows are joined row by row; other parts of one key replace each other.
  public var key: String?
  /// What the table says.
  public var caption: ReportProse
  /// The columns.
  public var columns: [ReportColumn]
  /// The rows; cells beyond the columns are not shown, missing cells are empty.
  public var rows: [[ReportValue]]
  /// A sum under the rows, for people alone; nil for none.
  public var total: [ReportValue]?
  /// Where the table appears.
  public var shows: ReportMedia
  /// How the table stands in JSON.
  public var encoding: Encoding
  /// Words that open the table on the page, where it is folded; nil for an open table.
  public var fold: String?
  /// The most rows that text shows; nil for all.
  public var textLimit: Int?
  /// Whether the page shows rows against a limit as meters.
  package var isMeter = false

  /// Creates a table; see the properties for the meaning of each argument.
  @inline(never)
  public init(
    key: String? = nil, caption: ReportProse = "", columns: [ReportColumn], rows: [[ReportValue]],
    total: [ReportValue]? = nil, shows: ReportMedia = .all, encoding: Encoding = .rows, fold: String? = nil,
    textLimit: Int? = nil
  ) {
    self.key = key
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.total = total
    self.shows = shows
    self.encoding = encoding
    self.fold = fold
    self.textLimit = textLimit
  }
}
