import TailpoolAnalysis
import TailpoolRisk

/// How profit and loss is spread, with the tail measures marked.
package struct HistogramChart: Sendable {
  /// A measure of loss that is marked.
  struct Mark: Sendable {
    let name: String
    let loss: Double
    /// The style class: `mark-var95`, `mark-es` or `mark-var99`.
    let style: String
  }

  let histogram: ProfitHistogram
  let outcomes: Int
  let worst: Double
  let marks: [Mark]
  /// Bars of losses beyond this one are orange.
  var tail = Double.infinity
  /// Name of the outcomes: `Monte Carlo`, `Monte Carlo (student-t:5)`.
  let name: String
  /// The profit and loss shown, shared by charts that stand side by side.
  let domain: ClosedRange<Double>
  /// What is counted.
  let unit: String

  private let bottom = 236.0
  private var top: Double { 11 + 17 * Double(max(3, marks.count)) }

  init(
    histogram: ProfitHistogram, outcomes: Int, worst: Double, marks: [Mark], tail: Double = .infinity, name: String,
    domain: ClosedRange<Double>, unit: String = "USD"
  ) {
    self.histogram = histogram
    self.outcomes = outcomes
    self.worst = worst
    self.marks = marks
    self.tail = tail
    self.name = name
    self.domain = domain
    self.unit = unit
  }

  /// A domain for several histograms: all of their bars, but no loss far beyond the measures of loss.
  static func domain(of histograms: [ProfitHistogram], losses: [Double]) -> ClosedRange<Double> {
    let measures = losses.filter(\.isFinite).map { -$0 }
    let bars = histograms.filter { !$0.counts.isEmpty }
    let farthest = min(measures.min() ?? -.infinity, 0) * 1.5
    let low = max(bars.map(\.start).min() ?? 0, farthest < 0 ? farthest : -.infinity)
    return LinearScale.domain(around: measures + [low] + bars.map(\.end), padding: 0.03)
  }

  var svg: Markup {
    var drawing = FluidDrawing(height: 268)
    let scale = LinearScale(domain, from: 1, to: 99)
    drawAxis(scale, &drawing)
    drawBars(scale, &drawing)
    drawMeasures(scale, &drawing)
    return drawing.svg(label: label)
  }

  /// The outcomes that the frame does not hold, in words; empty when it holds all.
  var remark: ReportProse {
    let hidden = histogram.counts.enumerated().filter { !isShown($0.offset) }.reduce(0) { $0 + $1.element }
    let outside = histogram.below + histogram.above + hidden
    if outside == 0 { return "" }
    return "\(.count(outside)) of \(.count(outcomes)) lie beyond the bars; worst \(strong: .amount(worst, unit: unit))."
  }

  private var label: String {
    ([("\(name): profit and loss of \(NumberText.grouped(outcomes)) outcomes")]
      + marks.map { "\($0.name) \(NumberText.amount($0.loss, unit: unit))" }).joined(separator: ", ")
  }

  private func drawAxis(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    for tick in scale.ticks(6) {
      let x = scale(tick)
      drawing.line(x, bottom, x, bottom + 5, "axis")
      drawing.text(
        x, bottom + 20, Markup(.compactAmount(tick, unit: unit)), anchor: x < 4 ? "start" : x > 96 ? "end" : "middle")
    }
    drawing.line(0, bottom, 100, bottom, "axis")
    if scale.contains(0) { drawing.line(scale(0), top - 6, scale(0), bottom, "zero") }
  }

  private func drawBars(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    let most = Double(max(1, histogram.counts.max() ?? 1))
    for (index, count) in histogram.counts.enumerated() where count > 0 && isShown(index) {
      let (left, right) = (histogram.edge(index), histogram.edge(index + 1))
      let height = max(1, Double(count) / most * (bottom - top))
      let share = ReportValue.percent(Double(count) / Double(max(1, outcomes)), places: 2)
      let x = scale(left)
      drawing.bar(
        x: x, y: bottom - height, width: max(0.08, (scale(right) - x) * 0.94), height: height,
        style: right <= -tail ? "bar loss" : "bar series1",
        tooltip:
          "\(Markup(.amount(from: left, to: right, unit: unit))): \(NumberText.grouped(count)) outcomes, \(Markup(share))"
      )
    }
  }

  /// Whether a bin lies inside the domain.
  private func isShown(_ bin: Int) -> Bool {
    let left = histogram.edge(bin)
    return left >= domain.lowerBound && left < domain.upperBound
  }

  private func drawMeasures(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    // The farthest loss has the highest label, so that no line crosses the label of another.
    let measures = marks.filter { $0.loss.isFinite }.sorted { $0.loss > $1.loss }
    for (row, measure) in measures.enumerated() {
      let x = scale(-measure.loss)
      let y = 14 + 17 * Double(row)
      drawing.line(x, y - 10, x, bottom, "mark \(measure.style)")
      let isRight = x > 68
      drawing.text(
        x, y, "\(measure.name) <tspan class=\"strong\">\(Markup(.compactAmount(-measure.loss, unit: unit)))</tspan>",
        anchor: isRight ? "end" : "start", style: "mark-label", dx: isRight ? -6 : 6)
    }
  }
}

extension HistogramChart {
  var json: JSONValue {
    .object([
      "start": .number(histogram.start), "width": .number(histogram.width),
      "counts": .array(histogram.counts.map(JSONValue.integer)), "below": .integer(histogram.below),
      "above": .integer(histogram.above),
    ])
  }

  var table: ReportTable {
    ReportTable(
      columns: [.text("profit and loss"), .number("outcomes")],
      rows: histogram.counts.enumerated().map { index, count in
        [.amount(from: histogram.edge(index), to: histogram.edge(index + 1), unit: unit), .count(count)]
      })
  }
}
