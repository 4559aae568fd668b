import TailpoolMarket
import TailpoolLinearAlgebra

extension ReturnPanel {
  /// What was kept and what was left out when a panel was made from a history.
  public struct Diagnostics: Hashable, Sendable {
    /// Rows of the history, or of the dates that two histories have in common.
    public let rowsInHistory: Int
    /// Rows not used because they are dated on or after the day asked for.
    public let rowsNotBefore: Int
    /// Rows before that day, the first apart, without a return of every factor.
    public let incompleteRows: Int
    /// Returns that each factor has of its own before that day, in the order of the factors.
    public let returnsByFactor: [Int]
    /// Rows before that day in which both of two factors have a return, factors × factors; empty when the panel was
    /// not made from a history.
    public let overlaps: [[Int]]

    /// Creates diagnostics; see the properties for the meaning of each argument.
    public init(
      rowsInHistory: Int, rowsNotBefore: Int, incompleteRows: Int, returnsByFactor: [Int], overlaps: [[Int]] = []
    ) {
      self.rowsInHistory = rowsInHistory
      self.rowsNotBefore = rowsNotBefore
      self.incompleteRows = incompleteRows
      self.returnsByFactor = returnsByFactor
      self.overlaps = overlaps
    }
  }
}

/// Returns of several factors over common periods, in the order of time, with nothing missing.
public struct ReturnPanel: Hashable, Sendable {
  /// The factors, one a column.
  public let factors: [RiskFactor]
  /// The dates on which the returns end, one a row, increasing.
  public let dates: [CalendarDate]
  /// Observations × factors: returns of `convention.span` periods each, not annualized.
  public let returns: Matrix
  /// What the numbers are.
  public let convention: ReturnConvention
  /// What was left out.
  public let diagnostics: ReturnPanel.Diagnostics

  /// How the returns are measured.
  public var kind: ReturnConvention.Kind { convention.kind }
  /// The instants at which the returns end, one a row, increasing.
  public var timestamps: [Timestamp] { dates.map { Timestamp($0, second: convention.cutSecond) } }
  /// Number of observations.
  public var observations: Int { returns.rows }
  /// The first date on which a return ends; nil for an empty panel.
  public var firstDate: CalendarDate? { dates.first }
  /// The last date on which a return ends; nil for an empty panel.
  public var lastDate: CalendarDate? { dates.last }

  /// Creates a panel from returns made elsewhere.
  ///
  /// - Parameters:
  ///   - factors: The factors, unique, one a column.
  ///   - dates: The dates on which the returns end, increasing, one a row.
  ///   - returns: Observations × factors. A return that is not finite is reported by whoever uses it.
  ///   - convention: What the returns are.
  ///   - diagnostics: What was left out; nil means nothing.
  /// - Precondition: The shape of `returns` is dates × factors.
  public init(
    factors: [RiskFactor], dates: [CalendarDate], returns: Matrix, convention: ReturnConvention = .dailyLog,
    diagnostics: ReturnPanel.Diagnostics? = nil
  ) {
    precondition(
      returns.rows == dates.count && returns.columns == factors.count,
      "\(returns.rows) × \(returns.columns) returns for \(dates.count) dates and \(factors.count) factors")
    self.factors = factors
    self.dates = dates
    self.returns = returns
    self.convention = convention
    self.diagnostics =
      diagnostics
      ?? ReturnPanel.Diagnostics(
        rowsInHistory: dates.count, rowsNotBefore: 0, incompleteRows: 0,
        returnsByFactor: factors.map { _ in dates.count })
  }
}
