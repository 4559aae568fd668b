import TailpoolRisk

/// One number by date or name, as upright bars: blue above zero, orange below.
package struct ColumnChart: Sendable {
  /// One bar.
  struct Bar: Sendable {
    /// What stands under it: `17 Jan`.
    let mark: String
    /// What it is called in full: `17 Jan 2026`.
    let name: String
    let value: ReportValue
  }

  let bars: [Bar]
  /// What the drawing shows, for those who do not see it.
  let label: String

  private let frame = (left: 46.0, right: 248.0, top: 8.0, bottom: 128.0)

  init(bars: [Bar], label: String) {
    self.bars = bars
    self.label = label
  }

  var svg: Markup {
    var drawing = Drawing(width: 250, height: 150)
    let values = bars.map(\.value.double)
    let scale = LinearScale(LinearScale.domain(around: values), from: frame.bottom, to: frame.top)
    drawing.leftAxis(scale, count: 4, from: frame.left, to: frame.right) {
      Markup(.compactDollars($0))
    }
    let step = (frame.right - frame.left) / Double(max(1, bars.count))
    let every = max(1, (bars.count + 4) / 5)
    for (index, bar) in bars.enumerated() {
      let x = frame.left + step * Double(index)
      if index % every == 0 { drawing.text(x + step / 2, frame.bottom + 17, "\(bar.mark)") }
      guard values[index].isFinite else { continue }
      let end = scale(values[index])
      let width = min(0.66 * step, 26)
      drawing.bar(
        x: x + (step - width) / 2, y: min(end, scale(0)), width: width, height: max(0.5, abs(end - scale(0))),
        style: values[index] < 0 ? "bar loss" : "bar gain", tooltip: "\(bar.name): \(Markup(bar.value))")
    }
    return drawing.svg(label: label)
  }
}

extension ColumnChart {
  var json: JSONValue {
    .array(bars.map { .object(["name": .string($0.name), "value": .number($0.value.double)]) })
  }

  var table: ReportTable {
    ReportTable(columns: [.text("name"), .number("value")], rows: bars.map { [.text($0.name), $0.value] })
  }
}
