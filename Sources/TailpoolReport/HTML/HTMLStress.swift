import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// What the book gains or loses in large moves.
struct HTMLStress {
  let report: PoolRiskReport

  /// Scenarios drawn; the table has them all.
  private let drawn = 12

  var markup: Markup {
    section(
      id: "stress", title: "Under stress",
      lead: """
        Instant moves, with the whole book priced again. Every option keeps its strike’s volatility, changed by the \
        stated factor; forwards move with their spot.
        """,
      [grids, bars, table]
        + (report.analysis.map { HTMLAnalysis(report: report, analysis: $0).stress } ?? []))
  }

  private var grids: Markup {
    let figures = report.stressGrids.map { grid -> Markup in
      let name = grid.underlying.map { Markup.identifier($0.name) } ?? "all"
      let title: Markup = grid.underlying.map { "\($0.name) alone" } ?? "All underlyings together"
      let chart = StressHeatMap(grid: grid)
      return figure(
        id: "chart-stress-\(name)", title: title,
        note: "Dollars by move of spot and volatility: blue gains, orange loses, deeper is more.", style: "panel",
        """
        <div class="scroll heat" tabindex="0" role="region" aria-label="Stress grid"><div style="min-width: \
        \(0.86 * chart.width)px; max-width: \(1.2 * chart.width)px">\(chart.svg)</div></div>
        """)
    }
    guard let first = figures.first else { return "" }
    let rest = Array(figures.dropFirst())
    return rest.isEmpty ? first : first + details("Each underlying alone (\(rest.count))", Markup(rest))
  }

  private var bars: Markup {
    let worst = report.stressResults.sorted { $0.profitAndLoss < $1.profitAndLoss }
    if worst.isEmpty { return "" }
    let rows = worst.prefix(drawn).map { result -> BarChart.Row in
      let money = Markup.number(NumberText.signedMoney(result.profitAndLoss))
      let share = Markup.number(ofCapital(result))
      return BarChart.Row(
        name: result.scenario.name, number: "\(money) · \(share)",
        bars: [
          BarChart.Bar(
            value: result.profitAndLoss, style: result.profitAndLoss < 0 ? "loss" : "gain",
            tooltip:
              "\(result.scenario.name): \(money)\(result.scenario.detail.isEmpty ? "" : ", \(result.scenario.detail)" as Markup)"
          )
        ])
    }
    let note: Markup =
      worst.count > drawn
      ? "The \(drawn) worst of \(worst.count), with their share of the capital."
      : "Worst first, with their share of the capital."
    let label =
      "Stress scenarios: "
      + worst.prefix(drawn).map { "\($0.scenario.name) \(NumberText.money($0.profitAndLoss))" }.joined(separator: ", ")
    return figure(
      id: "chart-stress-scenarios", title: "Named scenarios", note: note, style: "panel",
      BarChart(rows: Array(rows), label: label).svg)
  }

  private func ofCapital(_ result: StressResult) -> String {
    report.pool.capital > 0 ? NumberText.percent(result.profitAndLoss / report.pool.capital) : "n/a"
  }

  private var table: Markup {
    let underlyings = report.book.byUnderlying.map(\.underlying)
    var table = HTMLTable(
      caption: "Every scenario, in the order of the set",
      [.text("scenario"), .number("profit and loss"), .number("of capital")]
        + underlyings.flatMap {
          [.number("\($0.name) spot"), .number("\($0.name) volatility"), .number("\($0.name) P&amp;L")]
        } + [.text("what happened")])
    for result in report.stressResults {
      let move = result.scenario.move
      let moves = underlyings.flatMap { underlying in
        [
          move[underlying].spotReturn.map(NumberText.signedPercent) ?? "not named",
          move[underlying].volatilityFactor.map { NumberText.signedPercent($0 - 1) } ?? "unmoved",
          result.byUnderlying[underlying].map { NumberText.money($0) } ?? "",
        ]
      }
      table.add(
        [result.scenario.name, NumberText.money(result.profitAndLoss), ofCapital(result)] + moves
          + [result.scenario.detail])
    }
    return table.isEmpty ? "" : details("All \(report.stressResults.count) scenarios as a table", table.markup)
  }
}
