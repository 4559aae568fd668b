import TailpoolAnalysis
import TailpoolPools

/// Who owns the pool, and who bears its losses.
struct HTMLPool {
  let report: PoolRiskReport

  /// Participants drawn; the table has them all.
  private let drawn = 15

  var markup: Markup {
    let pool = report.pool
    return section(
      id: "pool", title: "Who bears it",
      lead: """
        Assets \(amount(pool.assets)) + options held \(amount(pool.optionAssets)) − options owed \
        \(amount(pool.optionLiabilities)) = capital <strong>\(amount(pool.capital))</strong>.
        """, ["<div class=\"pair\">\(chart)", table.markup, "</div>"])
  }

  private func amount(_ value: Double) -> Markup { .number(NumberText.amount(value, unit: report.pool.unit)) }

  private var chart: Markup {
    let members = report.pool.participants
    let rows = members.prefix(drawn).map { member -> BarChart.Row in
      BarChart.Row(
        name: member.participant.id, number: "\(amount(member.value)) · \(NumberText.percent(member.share))",
        bars: [
          BarChart.Bar(value: member.value, style: "series1", tooltip: "value \(amount(member.value))"),
          BarChart.Bar(
            value: member.expectedShortfall, style: "loss",
            tooltip: "bears \(amount(member.expectedShortfall)) of \(report.monteCarlo.headlineShortfall.label)"),
        ])
    }
    let label =
      "Share of the pool by participant: "
      + members.prefix(drawn).map { "\($0.participant.id) \(NumberText.percent($0.share))" }.joined(separator: ", ")
    let legend: Markup = """
      <p class="legend"><span class="swatch series1"></span>value<span class="swatch loss"></span>\
      part of the expected shortfall \(report.monteCarlo.headlineShortfall.level.label)</p>
      """
    return figure(
      id: "chart-participants", title: "Participants",
      note: members.count > drawn ? "The first \(drawn) of \(members.count)." : "", style: "panel",
      BarChart(rows: Array(rows), label: label).svg + legend)
  }

  private var table: HTMLTable {
    let unit = report.pool.unit
    var table = HTMLTable(
      caption: "Shares of the pool",
      [
        .text("participant"), .number("contributed"), .number("share"), .number("value"),
        .number("bears of \(report.monteCarlo.headlineShortfall.label)"),
      ])
    for member in report.pool.participants {
      table.add(
        member.participant.id, NumberText.amount(member.participant.contribution, unit: unit),
        NumberText.percent(member.share), NumberText.amount(member.value, unit: unit),
        NumberText.amount(member.expectedShortfall, unit: unit))
    }
    return table
  }
}
