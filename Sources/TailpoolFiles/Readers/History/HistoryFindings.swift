import TailpoolLibc
import TailpoolMarket

/// What looks wrong in the prices of a history: what is read as it stands, and counted.
struct HistoryFindings {
  /// Rows in a row with one price from which on it counts as repeated.
  private static let repeated = 5
  /// Days between two prices above which there is a gap.
  private static let gap = 10
  /// How near a move must be to a whole ratio to look like a split.
  private static let splitTolerance = 0.04
  /// A factor of two rows above which a price is a problem of the file.
  private static let impossible = 1_000.0

  private let zeros: Int
  private let isAdjusted: Bool
  private var splits: (first: String, count: Int)?
  private var repeats: (first: String, count: Int)?
  private var gaps: (first: String, count: Int)?

  init(zeros: Int, isAdjusted: Bool) {
    (self.zeros, self.isAdjusted) = (zeros, isAdjusted)
  }

  /// Looks through a series; impossible moves are problems.
  mutating func look(at series: HistorySeries, _ names: ArraySlice<String>, log: inout ProblemLog) {
    for (column, name) in zip(series.prices, names) { look(at: column, series, name, log: &log) }
  }

  private mutating func look(at column: [Double], _ series: HistorySeries, _ name: String, log: inout ProblemLog) {
    var (last, equal): (Int?, Int) = (nil, 1)
    for row in column.indices where !column[row].isNaN {
      defer { last = row }
      guard let last else { continue }
      let ratio = column[row] / column[last]
      equal = ratio == 1 ? equal + 1 : 1
      let date = series.times[row].date
      if equal == HistoryFindings.repeated {
        count(&repeats, "the price of \(shown(name)) stands still for \(equal) rows until \(date)")
      }
      let days = date.daysSinceEpoch - series.times[last].date.daysSinceEpoch
      if days > HistoryFindings.gap { count(&gaps, "\(shown(name)) has no price for \(days) days before \(date)") }
      if ratio > HistoryFindings.impossible || ratio < 1 / HistoryFindings.impossible {
        log.add(
          at: series.offsets[row],
          "\(shown(name)) goes from \(column[last]) to \(column[row])",
          expected: "a price that moves by a factor of at most 1,000 from row to row")
      } else if !isAdjusted, looksLikeSplit(ratio) {
        count(
          &splits, "\(shown(name)) goes from \(column[last]) to \(column[row]) on \(date), as a split would have it")
      }
    }
  }

  private func count(_ finding: inout (first: String, count: Int)?, _ words: @autoclosure () -> String) {
    finding = finding.map { ($0.first, $0.count + 1) } ?? (words(), 1)
  }

  /// Whether a move is close to a whole number, 2 to 12 or a multiple of 5 to 50, or to one over it.
  private func looksLikeSplit(_ ratio: Double) -> Bool {
    let whole = max(ratio, 1 / ratio)
    guard whole > 1.5, whole < 50.5 else { return false }
    let parts = whole.rounded()
    return abs(whole / parts - 1) < HistoryFindings.splitTolerance
      && (parts <= 12 || parts.truncatingRemainder(dividingBy: 5) == 0)
  }

  /// The findings, the gravest first.
  var warnings: [ReadingReport.Finding] {
    var all = [splits, repeats, gaps].compactMap { $0.map { ReadingReport.Finding($0.first, count: $0.count) } }
    if zeros > 0 { all.append(ReadingReport.Finding("a price is zero and was read as missing", count: zeros)) }
    return all
  }
}
