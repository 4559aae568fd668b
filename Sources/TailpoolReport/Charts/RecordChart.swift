import TailpoolAnalysis

/// What a book gained and lost on each day of a record, with the value at risk that was forecast for it.
package struct RecordChart: Sendable {
  let days: [ModelRecord.Day]
  /// What the drawing shows, for those who do not see it.
  let label: String

  private let frame = (top: 12.0, bottom: 214.0)

  init(days: [ModelRecord.Day], label: String) {
    self.days = days
    self.label = label
  }

  /// Days that lost more than was forecast at 99 %.
  var exceptions: [ModelRecord.Day] { days.filter { -$0.profitAndLoss > $0.valueAtRisk99 } }

  var svg: Markup {
    var drawing = FluidDrawing(height: 244)
    let results = days.map(\.profitAndLoss)
    let scale = LinearScale(
      LinearScale.domain(around: results + days.map { -$0.valueAtRisk99 }, padding: 0.03), from: frame.bottom,
      to: frame.top)
    drawGrid(scale, &drawing)
    drawing.stretched(height: 244, width: Double(max(1, days.count)), bars(results, scale), "results")
    drawing.stretched(height: 244, width: Double(max(1, days.count)), limit(scale), "forecast")
    drawExceptions(scale, &drawing)
    drawLabels(scale, &drawing)
    return drawing.svg(label: label)
  }

  /// The middle of a day, in percent of the width.
  private func place(_ day: Int) -> Double { 100 * (Double(day) + 0.5) / Double(max(1, days.count)) }

  private func drawGrid(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    for tick in scale.ticks(5) { drawing.line(0, scale(tick), 100, scale(tick), tick == 0 ? "axis" : "grid") }
  }

  private func drawLabels(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    for tick in scale.ticks(5) {
      drawing.text(0, scale(tick) - 3, Markup(.compactDollars(tick)), anchor: "start", style: "tick halo")
    }
    // Few dates, so that they do not touch on a narrow page.
    for part in 0...2 where days.count > 2 {
      let day = part * (days.count - 1) / 2
      drawing.text(
        place(day), frame.bottom + 24, Markup(.date(days[day].date)),
        anchor: part == 0 ? "start" : part == 2 ? "end" : "middle")
    }
  }

  /// One upright stroke a day.
  private func bars(_ results: [Double], _ scale: LinearScale) -> [Markup] {
    results.enumerated().map { day, result in "M\(Double(day) + 0.5) \(scale(0))V\(scale(result))" }
  }

  /// The forecast losses, a step a day.
  private func limit(_ scale: LinearScale) -> [Markup] {
    days.enumerated().map { index, day in
      let y = scale(-day.valueAtRisk99)
      return index == 0 ? "M0 \(y)H1" : "V\(y)H\(index + 1)"
    }
  }

  private func drawExceptions(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    for (index, day) in days.enumerated() where -day.profitAndLoss > day.valueAtRisk99 {
      let tooltip: Markup = """
        \(Markup(.date(day.date))): \(Markup(.dollars(day.profitAndLoss))), forecast \(Markup(.dollars(-day.valueAtRisk99)))
        """
      let (zero, end) = (scale(0), scale(day.profitAndLoss))
      let width = max(0.35, 60 / Double(max(1, days.count)))
      drawing.bar(
        x: place(index) - width / 2, y: min(zero, end), width: width, height: abs(end - zero), style: "bar loss",
        tooltip: tooltip)
    }
  }
}

extension RecordChart {
  var json: JSONValue {
    .array(
      days.map { day in
        .object([
          "date": .string("\(day.date)"), "profitAndLoss": .number(day.profitAndLoss),
          "valueAtRisk97Point5": .number(day.valueAtRisk97Point5), "valueAtRisk99": .number(day.valueAtRisk99),
        ])
      })
  }

  /// The exceptions.
  var table: ReportTable {
    ReportTable(
      columns: [.text("exception"), .number("profit and loss"), .number("VaR 99% forecast")],
      rows: exceptions.map { [.date($0.date), .dollars($0.profitAndLoss), .dollars($0.valueAtRisk99)] })
  }
}
