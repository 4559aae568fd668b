/// What a reader decided about a file: how it is laid out, what each column is, what was mended and what looks wrong.
///
/// Nothing that changes a number is decided in silence: it is a note here, and what cannot be decided is a problem.
public struct ReadingReport: Hashable, Sendable {
  /// A column of the file and what it was read as.
  public struct Column: Hashable, Sendable {
    /// The name in the file's header.
    public let name: String
    /// What it was read as, such as `date` or `price of BTC`; nil when it was passed over.
    public let role: String?

    /// Creates a column; see the properties for the meaning of each argument.
    public init(name: String, role: String?) {
      self.name = name
      self.role = role
    }
  }

  /// Something that was seen more than once in a file.
  public struct Finding: Hashable, Sendable {
    /// What was seen, where it was seen first.
    public let message: String
    /// How often it was seen, ≥ 1.
    public let count: Int

    /// Creates a finding; see the properties for the meaning of each argument.
    public init(_ message: String, count: Int) {
      self.message = message
      self.count = count
    }
  }

  /// The name that the file was read under.
  public let file: String
  /// How the file is laid out, in words.
  public let layout: String
  /// The columns, in the order of the file.
  public let columns: [Column]
  /// Rows of data that were read.
  public let rows: Int
  /// What was decided or mended, each in one sentence.
  public let notes: [String]
  /// What looks wrong but was read as it stands.
  public let warnings: [Finding]

  /// Creates a report; see the properties for the meaning of each argument.
  public init(
    file: String, layout: String, columns: [Column], rows: Int, notes: [String] = [], warnings: [Finding] = []
  ) {
    self.file = file
    self.layout = layout
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.warnings = warnings
  }

  /// Notes and warnings as sentences: what a user must know who did not ask.
  public var remarks: [String] {
    notes + warnings.map { $0.count > 1 ? "\($0.message) (first of \($0.count))" : $0.message }
  }
}

extension ReadingReport: CustomStringConvertible {
  /// All of it, a line each; names are shown on one line, without control characters.
  public var description: String {
    let used = columns.filter { $0.role != nil }.map { "  column \(shown($0.name)): \($0.role ?? "")" }
    let passed = columns.filter { $0.role == nil }.map { shown($0.name) }
    var lines = ["\(file): \(layout); \(rows) rows"] + used
    if !passed.isEmpty { lines.append("  passed over: \(passed.joined(separator: ", "))") }
    lines += notes.map { "  note: \($0)" }
    lines += warnings.map { "  warning: \($0.message)\($0.count > 1 ? " (first of \($0.count))" : "")" }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// What was read from a file, with what the reader decided about it.
public struct Reading<Value: Sendable>: Sendable {
  /// What the file says.
  public let value: Value
  /// What the reader decided.
  public let report: ReadingReport

  /// Creates a reading; see the properties for the meaning of each argument.
  public init(_ value: Value, report: ReadingReport) {
    self.value = value
    self.report = report
  }
}
