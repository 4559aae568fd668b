import TailpoolLibc
import TailpoolMarket
import TailpoolLinearAlgebra

/// Returns of several factors where they have one: a missing return is nil, never zero and never filled.
public struct IncompletePanel: Hashable, Sendable {
  /// The factors, unique, one a column.
  public let factors: [RiskFactor]
  /// The dates on which the returns end, one a row, increasing.
  public let dates: [CalendarDate]
  /// Factors × dates: `returns[factor][row]`, or nil where there is none.
  public let returns: [[Double?]]
  /// What the numbers are.
  public let convention: ReturnConvention
  /// Rows of the history, or of the dates that two histories have in common.
  public let rowsInHistory: Int
  /// Rows not used because they are dated on or after the day asked for.
  public let rowsNotBefore: Int

  /// Creates a panel.
  ///
  /// - Parameters:
  ///   - factors: The factors, unique, one a column.
  ///   - dates: The dates on which the returns end, increasing.
  ///   - returns: Factors × dates.
  ///   - convention: What the returns are.
  ///   - rowsInHistory: Rows that the returns were made from; nil means the dates.
  ///   - rowsNotBefore: Rows that were passed over.
  /// - Precondition: One column a factor, one return or nil a date.
  public init(
    factors: [RiskFactor], dates: [CalendarDate], returns: [[Double?]], convention: ReturnConvention = .dailyLog,
    rowsInHistory: Int? = nil, rowsNotBefore: Int = 0
  ) {
    precondition(returns.count == factors.count, "\(returns.count) columns for \(factors.count) factors")
    precondition(returns.allSatisfy { $0.count == dates.count }, "a column's length is not the \(dates.count) dates")
    self.factors = factors
    self.dates = dates
    self.returns = returns
    self.convention = convention
    self.rowsInHistory = rowsInHistory ?? dates.count
    self.rowsNotBefore = rowsNotBefore
  }

  /// Returns that each factor has.
  public var returnsByFactor: [Int] { returns.map { column in column.count { $0 != nil } } }

  /// Rows in which both of two factors have a return, factors × factors.
  ///
  /// - Complexity: O(factors² × rows / 64).
  public var overlaps: [[Int]] {
    let sets = returns.map(presence)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: factors.count), count: factors.count)
    for i in factors.indices {
      for j in i..<factors.count {
        let common = zip(sets[i], sets[j]).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
        (counts[i][j], counts[j][i]) = (common, common)
      }
    }
    return counts
  }

  /// One bit a row.
  private func presence(_ column: [Double?]) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: (column.count + 63) / 64)
    for (row, value) in column.enumerated() where value != nil { bits[row / 64] |= 1 << UInt64(row % 64) }
    return bits
  }

  /// The rows in which every factor has a return.
  ///
  /// - Parameters:
  ///   - last: Keep the latest so many; nil keeps all.
  ///   - required: Fewest observations that will do.
  /// - Throws: `ScenarioError.noCommonReturn` with two factors that have none together, or one that has none;
  ///   `.tooFewObservations` otherwise.
  public func completeCase(last: Int? = nil, atLeast required: Int = 2) throws(ScenarioError) -> ReturnPanel {
    let overlaps = overlaps
    let complete = dates.indices.filter { row in returns.allSatisfy { $0[row] != nil } }
    let kept = complete.suffix(max(0, last ?? complete.count))
    guard kept.count >= required else {
      throw emptyPair(overlaps) ?? .tooFewObservations(found: kept.count, required: required)
    }
    return ReturnPanel(
      factors: factors, dates: kept.map { dates[$0] },
      returns: Matrix(
        rows: kept.count, columns: factors.count,
        storage: returns.flatMap { column in kept.compactMap { column[$0] } }),
      convention: convention,
      diagnostics: ReturnPanel.Diagnostics(
        rowsInHistory: rowsInHistory, rowsNotBefore: rowsNotBefore, incompleteRows: dates.count - complete.count,
        returnsByFactor: returnsByFactor, overlaps: overlaps))
  }

  /// The first two factors without a common return, where the panel has rows at all.
  private func emptyPair(_ overlaps: [[Int]]) -> ScenarioError? {
    guard !dates.isEmpty else { return nil }
    for i in factors.indices {
      for j in i..<factors.count where overlaps[i][j] == 0 {
        return .noCommonReturn(
          first: factors[i], second: factors[j], firstReturns: overlaps[i][i], secondReturns: overlaps[j][j])
      }
    }
    return nil
  }

  /// The panel without the rows in which a factor that has begun has no return, so that only unequal starts remain.
  public var withoutGaps: IncompletePanel {
    let starts = returns.map { column in column.firstIndex { $0 != nil } ?? column.count }
    let kept = dates.indices.filter { row in
      zip(returns, starts).allSatisfy { column, start in row < start || column[row] != nil }
    }
    return IncompletePanel(
      factors: factors, dates: kept.map { dates[$0] }, returns: returns.map { column in kept.map { column[$0] } },
      convention: convention, rowsInHistory: rowsInHistory, rowsNotBefore: rowsNotBefore)
  }
}

extension ReturnPanel {
  /// The log returns of one factor, whatever kind the panel's are.
  package func logReturns(ofColumn index: Int) -> [Double] {
    switch convention.kind {
    case .log: Array(returns.column(index))
    case .simple: returns.column(index).map { log1p($0) }
    }
  }
}
