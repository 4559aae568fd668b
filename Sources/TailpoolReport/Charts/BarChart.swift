/// Horizontal bars with the name and the number above them; fills any width with text of one size.
package struct BarChart: Sendable {
  /// One bar.
  struct Bar: Sendable {
    let value: Double
    /// The style class: `series1`, `series2`, `gain` or `loss`.
    let style: String
    let tooltip: ReportProse
  }

  /// A name with its number and bars.
  struct Row: Sendable {
    let name: String
    let number: ReportProse
    let bars: [Bar]
  }

  let rows: [Row]
  let label: String

  var svg: Markup {
    let domain = LinearScale.domain(around: rows.flatMap { $0.bars.map(\.value) }, padding: 0)
    let scale = LinearScale(domain, from: 0, to: 100)
    let zero = scale(0)
    var drawing = FluidDrawing(height: rows.reduce(2) { $0 + height(of: $1) })
    var y = 0.0
    for row in rows {
      drawing.text(0, y + 14, "\(shortened(row.name))", anchor: "start", style: "bar-name")
      drawing.text(100, y + 14, Markup(row.number), anchor: "end", style: "bar-number")
      for (index, bar) in row.bars.enumerated() where bar.value.isFinite {
        let end = scale(bar.value)
        let top = y + 20 + 11 * Double(index)
        let tooltip = Markup(bar.tooltip)
        drawing.bar(x: 0, y: top, width: 100, height: 9, style: "track", tooltip: tooltip)
        drawing.bar(
          x: min(zero, end), y: top, width: max(0.3, abs(end - zero)), height: 9, style: "bar \(bar.style)",
          tooltip: tooltip)
      }
      let bottom = y + 20 + 11 * Double(max(1, row.bars.count))
      if domain.lowerBound < 0 { drawing.line(zero, y + 18, zero, bottom, "zero") }
      y += height(of: row)
    }
    return drawing.svg(label: label)
  }

  private func height(of row: Row) -> Double { 32 + 11 * Double(max(1, row.bars.count)) }

  private func shortened(_ name: String) -> String { name.count > 34 ? name.prefix(33) + "…" : name }
}

extension BarChart {
  var json: JSONValue {
    .array(
      rows.map { row in
        .object(["name": .string(row.name), "value": .number(row.bars.first?.value ?? .nan)])
      })
  }

  var table: ReportTable {
    ReportTable(
      columns: [.text("name"), .number("value")], rows: rows.map { [.text($0.name), .text($0.number.text)] })
  }
}
