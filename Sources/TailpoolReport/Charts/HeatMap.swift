/// Profit and loss over two moves: blue where it gains, orange where it loses, numbers in the cells.
package struct HeatMap: Sendable {
  /// Names of the arrays in JSON.
  struct Keys: Sendable {
    var columns = "columns"
    var rows = "rows"
    var values = "values"
    /// Key of what the map is of, with the value; nil for none.
    var subject: (key: String, value: ReportValue)?
  }

  let title: String
  let columns: (title: String, values: [ReportValue])
  /// From the bottom up.
  let rows: (title: String, values: [ReportValue])
  let values: [[Double]]
  var keys = Keys()
  /// Columns that text has room for.
  var textColumns: [Int] = []

  private let cellWidth = 58.0
  private let cellHeight = 32.0
  private let left = 66.0
  private let top = 42.0

  init(
    title: String, columns: (title: String, values: [ReportValue]), rows: (title: String, values: [ReportValue]),
    values: [[Double]], keys: Keys = Keys(), textColumns: [Int]? = nil
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.values = values
    self.keys = keys
    self.textColumns = textColumns ?? Array(columns.values.indices.prefix(7))
  }

  /// Width of the drawing in its own units, which are pixels of comfortable text.
  var width: Double { left + cellWidth * Double(columns.values.count) + 2 }

  var svg: Markup {
    let count = columns.values.count
    var drawing = Drawing(width: width, height: top + cellHeight * Double(rows.values.count) + 2)
    drawing.text(left + cellWidth * Double(count) / 2, 14, "\(columns.title)", style: "axis-title")
    drawing.text(left - 8, top - 10, "\(rows.title)", anchor: "end", style: "axis-title")
    for (column, move) in columns.values.enumerated() {
      drawing.text(center(column), top - 10, Markup(move), style: "tick strong")
    }
    for (index, change) in rows.values.enumerated() {
      let y = rowTop(index)
      drawing.text(left - 8, y + cellHeight / 2 + 4, Markup(change), anchor: "end", style: "tick strong")
      guard index < values.count else { continue }
      for (column, value) in values[index].prefix(count).enumerated() {
        drawCell(value, column: column, row: index, y: y, &drawing)
      }
    }
    return drawing.svg(label: label)
  }

  private var finite: [Double] { values.joined().filter(\.isFinite) }

  private var largest: Double { finite.reduce(0) { max($0, abs($1)) } }

  private var label: String {
    let worst = ReportValue.dollars(finite.min()).text
    let best = ReportValue.dollars(finite.max()).text
    return "\(title): profit and loss by \(columns.title) and \(rows.title), from \(worst) to \(best)"
  }

  private func drawCell(_ value: Double, column: Int, row: Int, y: Double, _ drawing: inout Drawing) {
    // A root spreads the colors, since losses grow faster than moves.
    let fraction = value.isFinite && largest > 0 ? (abs(value) / largest).squareRoot() : 0
    let opacity = 0.92 * fraction
    let (across, along) = (columns.values[column], rows.values[row])
    let isToday = across.double == 0 && along.double == 0
    let style = value < 0 ? "cell loss" : "cell gain"
    drawing.add(
      """
      <g><title>\(columns.title) \(Markup(across)), \(rows.title) \(Markup(along)): \
      \(Markup(.signedDollars(value)))</title>\
      <rect class="\(style)" fill-opacity="\(opacity)" x="\(left + cellWidth * Double(column) + 1)" y="\(y + 1)" \
      width="\(cellWidth - 2)" height="\(cellHeight - 2)" rx="3"/>
      """)
    if isToday {
      drawing.add(
        """
        <rect class="today" x="\(left + cellWidth * Double(column) + 1)" y="\(y + 1)" width="\(cellWidth - 2)" \
        height="\(cellHeight - 2)" rx="3"/>
        """)
    }
    drawing.text(
      center(column), y + cellHeight / 2 + 4,
      isToday ? "today" : Markup.number(NumberText.compact(value)),
      style: opacity > 0.85 ? "cell-strong" : opacity > 0.6 ? "cell-middle" : "cell-text")
    drawing.add("</g>")
  }

  /// Rows grow upward.
  private func rowTop(_ index: Int) -> Double { top + cellHeight * Double(rows.values.count - 1 - index) }

  private func center(_ column: Int) -> Double { left + cellWidth * (Double(column) + 0.5) }
}

extension HeatMap {
  var json: JSONValue {
    var object: [String: JSONValue] = [
      keys.columns: .array(columns.values.map(\.json)), keys.rows: .array(rows.values.map(\.json)),
      keys.values: .array(values.map { .array($0.map(JSONValue.number)) }),
    ]
    if let (key, value) = keys.subject { object[key] = value.json }
    return .object(object)
  }

  var table: ReportTable {
    let shown = textColumns.filter { columns.values.indices.contains($0) }
    return ReportTable(
      columns: [.text("\(rows.title) \\ \(columns.title)")] + shown.map { .number(columns.values[$0].text) },
      rows: shown.isEmpty
        ? []
        : zip(rows.values, values).map { change, row in
          [change] + shown.map { $0 < row.count ? .compactDollars(row[$0]) : .missing }
        })
  }
}
