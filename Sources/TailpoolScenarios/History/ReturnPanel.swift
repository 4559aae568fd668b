import TailpoolMarket
import TailpoolNumerics

/// How a return is measured.
public enum ReturnKind: String, Hashable, Sendable {
  /// The logarithm of the ratio of two prices.
  case log
}

/// What was kept and what was left out when a panel was made from a history.
public struct PanelDiagnostics: Hashable, Sendable {
  /// Rows of the history, or of the dates that two histories have in common.
  public let rowsInHistory: Int
  /// Rows not used because they are dated on or after the day asked for.
  public let rowsNotBefore: Int
  /// Rows before that day, the first apart, without a return of every factor.
  public let incompleteRows: Int
  /// Returns that each factor has of its own before that day, in the order of the factors.
  public let returnsByFactor: [Int]

  /// Creates diagnostics; see the properties for the meaning of each argument.
  public init(rowsInHistory: Int, rowsNotBefore: Int, incompleteRows: Int, returnsByFactor: [Int]) {
    self.rowsInHistory = rowsInHistory
    self.rowsNotBefore = rowsNotBefore
    self.incompleteRows = incompleteRows
    self.returnsByFactor = returnsByFactor
  }
}

/// Log returns of several factors over common periods, in the order of time.
public struct ReturnPanel: Hashable, Sendable {
  /// The factors, one a column.
  public let factors: [RiskFactor]
  /// The dates on which the returns end, one a row, increasing.
  public let dates: [CalendarDate]
  /// Observations × factors: log returns of one period each, not annualized.
  public let returns: Matrix
  /// How the returns are measured.
  public let kind: ReturnKind
  /// What was left out.
  public let diagnostics: PanelDiagnostics

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
  ///   - returns: Observations × factors, log returns. A return that is not finite is reported by whoever uses it.
  ///   - diagnostics: What was left out; nil means nothing.
  /// - Precondition: The shape of `returns` is dates × factors.
  public init(factors: [RiskFactor], dates: [CalendarDate], returns: Matrix, diagnostics: PanelDiagnostics? = nil) {
    precondition(
      returns.rows == dates.count && returns.columns == factors.count,
      "\(returns.rows) × \(returns.columns) returns for \(dates.count) dates and \(factors.count) factors")
    self.factors = factors
    self.dates = dates
    self.returns = returns
    self.kind = .log
    self.diagnostics =
      diagnostics
      ?? PanelDiagnostics(
        rowsInHistory: dates.count, rowsNotBefore: 0, incompleteRows: 0,
        returnsByFactor: factors.map { _ in dates.count })
  }
}
