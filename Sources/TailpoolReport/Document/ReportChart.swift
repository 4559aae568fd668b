import TailpoolAnalysis
import TailpoolPricing
import TailpoolRisk

/// A picture with the numbers that it is drawn from.
///
/// The page draws it; text shows its numbers as a table, and JSON writes them under its key.
public struct ReportChart: Sendable {
  package enum Content: Sendable {
    case bars(BarChart)
    case columns(ColumnChart)
    case histogram(HistogramChart)
    case heatMap(HeatMap)
    case smile(SmileChart)
    case record(RecordChart)
    case lines(LineChart)
    case curves(CurveChart)
    case auction(AuctionChart)
  }

  /// Key in JSON, with dots for objects around it and `[]` at its end for one more element of an array; nil keeps the
  /// chart out of JSON.
  public var key: String?
  /// Id of the figure on the page; given when the page is made where it is empty.
  package var id: String
  /// What the chart is called.
  public var title: String
  /// What a reader should know.
  public var note: ReportProse
  /// Where the chart appears.
  public var shows: ReportMedia
  package let content: Content
  /// The signs below the chart: their style and meaning.
  package var legend: [(swatch: String, meaning: String)] = []

  @inline(never)
  package init(
    key: String? = nil, id: String, title: String, note: ReportProse = "", shows: ReportMedia = .all, _ content: Content
  ) {
    self.key = key
    self.id = id
    self.title = title
    self.note = note
    self.shows = shows
    self.content = content
  }

  /// Horizontal bars, one a name, to one scale.
  ///
  /// JSON writes an array of objects with `name` and `value`.
  ///
  /// - Parameters:
  ///   - key: Key in JSON.
  ///   - title: What the chart is called.
  ///   - note: What a reader should know.
  ///   - bars: Names with finite values; a value that is not finite has no bar. Negative ones are drawn as losses.
  @inline(never)
  public static func bars(
    key: String, title: String, note: ReportProse = "", _ bars: [(name: String, value: ReportValue)]
  ) -> ReportChart {
    let rows = bars.map { name, value in
      BarChart.Row(
        name: name, number: "\(value)",
        bars: [
          BarChart.Bar(
            value: value.double, style: value.double < 0 ? "loss" : "series1", tooltip: "\(name): \(value)")
        ])
    }
    let numbers = bars.map { name, value in "\(name) \(value.text)" }.joined(separator: ", ")
    return ReportChart(
      key: key, id: "", title: title, note: note,
      .bars(BarChart(rows: rows, label: "\(title): \(numbers)")))
  }

  /// How outcomes are spread.
  ///
  /// JSON writes `start` and `width` of the bins, their `counts`, and the outcomes `below` and `above` them.
  ///
  /// - Parameters:
  ///   - key: Key in JSON.
  ///   - title: What the chart is called.
  ///   - note: What a reader should know.
  ///   - outcomes: Profit and loss in dollars; values that are not finite are left out.
  /// - Complexity: O(n log n).
  @inline(never)
  public static func histogram(
    key: String, title: String, note: ReportProse = "", outcomes: [Double]
  ) -> ReportChart {
    let histogram = ProfitHistogram(of: outcomes)
    return ReportChart(
      key: key, id: "", title: title, note: note,
      .histogram(
        HistogramChart(
          histogram: histogram, outcomes: outcomes.count, worst: outcomes.min() ?? .nan, marks: [], name: title,
          domain: HistogramChart.domain(of: [histogram], losses: []))))
  }

  /// Profit and loss over two moves: blue gains, orange loses.
  ///
  /// JSON writes the arrays `columns` and `rows`, and `values`, an array of rows.
  ///
  /// - Parameters:
  ///   - key: Key in JSON.
  ///   - title: What the chart is called.
  ///   - note: What a reader should know.
  ///   - columns: What the columns are, from left to right, and what they are called.
  ///   - rows: What the rows are, from the bottom up, and what they are called.
  ///   - values: Dollars, rows × columns; a cell that is missing stays empty.
  @inline(never)
  public static func heatMap(
    key: String, title: String, note: ReportProse = "", columns: (title: String, values: [ReportValue]),
    rows: (title: String, values: [ReportValue]), values: [[Double]]
  ) -> ReportChart {
    ReportChart(
      key: key, id: "", title: title, note: note,
      .heatMap(HeatMap(title: title, columns: columns, rows: rows, values: values)))
  }
}
