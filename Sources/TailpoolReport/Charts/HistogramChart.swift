import TailpoolAnalysis
import TailpoolRisk

/// How profit and loss is spread, with the tail measures marked.
struct HistogramChart {
  let risk: TailRiskSection
  /// Name of the outcomes: `Monte Carlo`.
  let name: String
  /// The profit and loss shown, shared by charts that stand side by side.
  let domain: ClosedRange<Double>

  private let top = 62.0
  private let bottom = 236.0

  /// A domain for several sections: all of their bars, but no loss far beyond the measures of loss.
  static func domain(of sections: [TailRiskSection]) -> ClosedRange<Double> {
    let measures = sections.flatMap {
      $0.measures.map { -$0.loss }.filter(\.isFinite)
    }
    let bars = sections.filter { !$0.histogram.counts.isEmpty }.map(\.histogram)
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
  var remark: Markup {
    let hidden = risk.histogram.counts.enumerated().filter { !isShown($0.offset) }.reduce(0) { $0 + $1.element }
    let outside = risk.histogram.below + risk.histogram.above + hidden
    if outside == 0 { return "" }
    let worst: Markup = "<span class=\"nowrap\">\(Markup.number(NumberText.money(risk.worst)))</span>"
    return "\(NumberText.grouped(outside)) of \(NumberText.grouped(risk.outcomes)) lie beyond the bars; worst \(worst)."
  }

  private var label: String {
    "\(name): profit and loss of \(NumberText.grouped(risk.outcomes)) outcomes; "
      + risk.measures.map { "\($0.name) \(NumberText.money($0.loss))" }.joined(separator: ", ")
  }

  private func drawAxis(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    for tick in scale.ticks(6) {
      let x = scale(tick)
      drawing.line(x, bottom, x, bottom + 5, "axis")
      drawing.text(
        x, bottom + 20, Markup.number(NumberText.compactMoney(tick)),
        anchor: x < 4 ? "start" : x > 96 ? "end" : "middle")
    }
    drawing.line(0, bottom, 100, bottom, "axis")
    if scale.contains(0) { drawing.line(scale(0), top - 6, scale(0), bottom, "zero") }
  }

  private func drawBars(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    let histogram = risk.histogram
    let most = Double(max(1, histogram.counts.max() ?? 1))
    for (index, count) in histogram.counts.enumerated() where count > 0 && isShown(index) {
      let left = histogram.start + histogram.width * Double(index)
      let right = left + histogram.width
      let height = max(1, Double(count) / most * (bottom - top))
      let isTail = right <= -risk.headlineRisk.value
      let share = NumberText.percent(Double(count) / Double(max(1, risk.outcomes)), 2)
      let from = Markup.number(NumberText.compactMoney(left))
      let to = Markup.number(NumberText.compactMoney(right))
      let x = scale(left)
      drawing.bar(
        x: x, y: bottom - height, width: max(0.08, (scale(right) - x) * 0.94), height: height,
        style: isTail ? "bar loss" : "bar series1",
        tooltip: "\(from) to \(to): \(NumberText.grouped(count)) outcomes, \(share)")
    }
  }

  /// Whether a bin lies inside the domain.
  private func isShown(_ bin: Int) -> Bool {
    let left = risk.histogram.start + risk.histogram.width * Double(bin)
    return left >= domain.lowerBound && left < domain.upperBound
  }

  private func drawMeasures(_ scale: LinearScale, _ drawing: inout FluidDrawing) {
    let measures = risk.measures.filter(\.loss.isFinite).sorted { $0.loss > $1.loss }
    // The farthest loss has the highest label, so that no line crosses the label of another.
    for (row, measure) in measures.enumerated() {
      let x = scale(-measure.loss)
      let y = 14 + 17 * Double(row)
      drawing.line(x, y - 10, x, bottom, measure.style)
      let amount = Markup.number(NumberText.compactMoney(-measure.loss))
      let isRight = x > 68
      drawing.text(
        x, y, "\(measure.name) <tspan class=\"strong\">\(amount)</tspan>", anchor: isRight ? "end" : "start",
        style: "mark-label", dx: isRight ? -6 : 6)
    }
  }
}

extension TailRiskSection {
  /// The measures that are marked: the two lowest values at risk and the headline expected shortfall between them.
  fileprivate var measures: [(name: String, loss: Double, style: String)] {
    let risks = zip(valuesAtRisk, ["mark mark-var95", "mark mark-var99"]).map { risk, style in
      (name: risk.label, loss: risk.value, style: style)
    }
    let shortfall = headlineShortfall
    return risks.prefix(1) + [(name: shortfall.label, loss: shortfall.value, style: "mark mark-es")]
      + risks.dropFirst()
  }
}
