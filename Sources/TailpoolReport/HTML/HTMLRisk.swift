import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk

/// How much the pool can lose, and where that comes from.
struct HTMLRisk {
  let report: PoolRiskReport

  var markup: Markup {
    let sections = [report.monteCarlo] + (report.historical.map { [$0] } ?? [])
    let domain = HistogramChart.domain(of: sections)
    let bound = report.run.revaluation.certificate?.errorBound
    let way =
      bound.map { "valued in every simulated outcome to within \(NumberText.money($0))" }
      ?? "priced again in every outcome"
    return section(
      id: "risk", title: "How much it can lose",
      lead: """
        Profit and loss over \(report.run.horizonText), with the whole book \(way). \
        Orange bars lie beyond \(report.monteCarlo.headlineRisk.label).
        """,
      [
        "<div class=\"pair\">\(histogram(report.monteCarlo, "Monte Carlo", "chart-pnl-monte-carlo", domain))",
        report.historical.map { histogram($0, "History", "chart-pnl-history", domain) } ?? "",
        "</div>", "<div class=\"pair\">", measures.markup, contributions, "</div>", approximations.markup,
      ] + (report.analysis.map { HTMLAnalysis(report: report, analysis: $0).risk } ?? []))
  }

  private func histogram(
    _ risk: TailRiskSection, _ name: String, _ id: String, _ domain: ClosedRange<Double>
  ) -> Markup {
    let chart = HistogramChart(risk: risk, name: name, domain: domain)
    let subject: Markup =
      id == "chart-pnl-history"
      ? "\(NumberText.grouped(risk.outcomes)) past periods applied to today’s book"
      : "\(NumberText.grouped(risk.outcomes)) simulated scenarios"
    return figure(
      id: id, title: "\(name)", note: chart.remark.isEmpty ? subject : "\(subject). \(chart.remark)", style: "panel",
      chart.svg)
  }

  private var measures: HTMLTable {
    let hasHistory = report.historical != nil
    var table = HTMLTable(
      caption: "Measures of loss, ± one standard error",
      [.text("measure"), .number("Monte Carlo")] + (hasHistory ? [.number("History")] : []))
    let sections = [report.monteCarlo] + (report.historical.map { [$0] } ?? [])
    func add(_ name: String, _ text: (TailRiskSection) -> String) { table.add([name] + sections.map(text)) }
    for level in report.monteCarlo.valuesAtRisk.map(\.level) {
      let name = TailMeasure.valueAtRisk(level).label
      add(name) { $0.valueAtRisk(level).map { estimate($0.value, $0.standardError) } ?? "" }
      add("\(name), 95% interval") {
        $0.valueAtRisk(level).map {
          "\(NumberText.compactMoney($0.low)) to \(NumberText.compactMoney($0.high))"
        } ?? ""
      }
    }
    for level in report.monteCarlo.expectedShortfalls.map(\.level) {
      add(TailMeasure.expectedShortfall(level).label) {
        $0.expectedShortfall(level).map { estimate($0.value, $0.standardError) } ?? ""
      }
    }
    add("Mean profit and loss") { NumberText.money($0.mean) }
    add("Standard deviation") { NumberText.money($0.standardDeviation) }
    add("Worst outcome") { NumberText.money($0.worst) }
    return table
  }

  private var approximations: HTMLTable {
    var table = HTMLTable(
      caption: "Approximations beside full revaluation; moves are profit and loss",
      [.text("measure"), .number("Linear"), .number("Delta-gamma"), .number("Full"), .number("Gap")])
    for row in (report.approximations?.measures ?? []) + (report.approximations?.moves ?? []) {
      table.add(
        row.name, NumberText.money(row.linear), NumberText.money(row.deltaGamma), NumberText.money(row.full),
        NumberText.signedPercent(row.gap))
    }
    return table
  }

  private func estimate(_ value: Double, _ error: Double) -> String {
    "\(NumberText.money(value)) ± \(NumberText.money(error))"
  }

  private var contributions: Markup {
    let past = Dictionary(
      (report.historical?.contributions ?? []).map { ($0.underlying, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = report.monteCarlo.contributions.map { part -> BarChart.Row in
      let money = Markup.number(NumberText.money(part.expectedShortfall))
      let share = Markup.number(NumberText.percent(part.share))
      var bars = [
        BarChart.Bar(value: part.expectedShortfall, style: "series1", tooltip: "Monte Carlo: \(money), \(share)")
      ]
      if let old = past[part.underlying] {
        let text = Markup.number("\(NumberText.money(old.expectedShortfall)), \(NumberText.percent(old.share))")
        bars.append(BarChart.Bar(value: old.expectedShortfall, style: "series2", tooltip: "History: \(text)"))
      }
      return BarChart.Row(name: part.underlying.name, number: "\(money) · \(share)", bars: bars)
    }
    let legend: Markup = """
      <p class="legend"><span class="swatch series1"></span>Monte Carlo\
      \(past.isEmpty ? "" : "<span class=\"swatch series2\"></span>History" as Markup)</p>
      """
    let label =
      "Expected shortfall \(report.monteCarlo.headlineShortfall.level.label) by underlying: "
      + report.monteCarlo.contributions.map { "\($0.underlying) \(NumberText.money($0.expectedShortfall))" }
      .joined(separator: ", ")
    return figure(
      id: "chart-contributions", title: "Where the expected shortfall comes from",
      note:
        "Each underlying’s mean loss in the worst \(report.monteCarlo.headlineShortfall.level.tailLabel) of the whole book; the parts add up.",
      style: "panel",
      BarChart(rows: rows, label: label).svg + legend)
  }
}
