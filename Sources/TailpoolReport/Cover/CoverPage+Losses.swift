import TailpoolInsurance
import TailpoolRisk

/// What claims cost, and what cover should earn.
extension CoverPage {
  var lossSection: ReportSection {
    ReportSection(
      id: "losses", title: "What claims may cost", short: "Losses",
      lead: """
        Of one period. The tail part is what a line bears in the mean when the whole is among its worst losses at \
        \(portfolio.measure.level.label).
        """,
      [
        .table(lineTable), .table(levelTable),
        .group(ReportGroup(.pair, [.chart(exceedanceChart), .chart(distributionChart)])),
      ])
  }

  private var lineTable: ReportTable {
    ReportTable(
      key: "lines", caption: "Lines",
      columns: [
        .text("line", key: "name"), .number("claims", key: "meanCount"), .number("expected loss", key: "meanLoss"),
        .number("premium", key: "premium"), .number("loss ratio", key: "lossRatio"),
        .number("\(portfolio.measure.level.label) alone", key: "standalone", shows: .html),
        .number("tail part", key: "tailContribution"),
      ],
      rows: analysis.lines.map { line in
        [
          .text(line.name), .number(line.meanCount), amount(line.meanLoss), amount(line.premium),
          .percent(line.premium > 0 ? line.meanLoss / line.premium : nil),
          amount(try? line.loss.tailValueAtRisk(portfolio.measure.level)), amount(line.tailContribution),
        ]
      },
      total: [
        .text("whole"), .number(analysis.lines.reduce(0) { $0 + $1.meanCount }), amount(analysis.meanLoss),
        amount(portfolio.premium), .percent(portfolio.premium > 0 ? analysis.meanLoss / portfolio.premium : nil),
        amount(try? law.tailValueAtRisk(portfolio.measure.level)),
        amount(try? law.tailValueAtRisk(portfolio.measure.level)),
      ])
  }

  private var levelTable: ReportTable {
    ReportTable(
      key: "levels", caption: "The whole",
      columns: [
        .text("level", key: "level"), .number("VaR", key: "valueAtRisk"), .number("ES", key: "tailValueAtRisk"),
        .number("one period in", key: "periods"),
      ],
      rows: analysis.levels.map {
        [
          .text($0.level.label), amount($0.valueAtRisk), amount($0.tailValueAtRisk),
          .number(1 / (1 - $0.level.fraction), digits: 4),
        ]
      })
  }

  private var marks: [(name: String, amount: Double)] {
    [("capital", portfolio.capital), (measureName, analysis.requirement)]
  }

  /// The exceedances down to one in a billion.
  private var exceedanceChart: ReportChart {
    let exceedances = law.exceedances
    let end = exceedances.lastIndex { $0 >= 1e-9 } ?? 0
    let every = max(1, (end + 1) / 400)
    let points = stride(from: 0, through: end, by: every).map {
      (amount: Double($0) * law.step, probability: exceedances[$0])
    }
    let chart = CurveChart(
      lines: [.init(name: "exceedance", points: points)], axis: .logarithmic(least: 1e-9), unit: portfolio.unit,
      marks: marks,
      label: "Probability of more than a loss, from \(NumberText.significant(exceedances[0])) down to 1e-9")
    return ReportChart(
      key: "exceedance", id: "chart-exceedance", title: "Exceedance curve",
      note: "Probability of more than a loss, by its logarithm.", shows: [.html, .json], .curves(chart))
  }

  /// The probability of losses in some sixty equal bins, as steps.
  private var distributionChart: ReportChart {
    let end = max(1, law.exceedances.firstIndex { $0 < 1e-3 } ?? law.probabilities.count - 1)
    let width = max(1, (end + 59) / 60)
    var points: [(amount: Double, probability: Double)] = []
    for start in stride(from: 1, through: end, by: width) {
      let sum = law.probabilities[start..<min(start + width, law.probabilities.count)].reduce(0, +)
      points.append((Double(start - 1) * law.step, sum))
      points.append((Double(start - 1 + width) * law.step, sum))
    }
    let none = law.probabilities[0]
    return ReportChart(
      key: "distribution", id: "chart-distribution", title: "Loss distribution",
      note: """
        Probability of a loss in each of the bins, up to one that is exceeded once in a thousand periods; no loss at all has \
        \(.percent(none)).
        """,
      shows: [.html, .json],
      .curves(
        CurveChart(
          lines: [.init(name: "distribution", points: points)], axis: .linear, unit: portfolio.unit, marks: [],
          label: "Probability of a loss by its size; none has \(NumberText.percent(none))")))
  }

  var premiumSection: ReportSection? {
    guard !portfolio.principles.isEmpty else { return nil }
    let rows =
      analysis.lines.map { ($0.name, $0.premiums, $0.premium) } + [("whole", analysis.premiums, portfolio.premium)]
    return ReportSection(
      id: "premiums", title: "What cover should earn", short: "Premiums",
      lead: "By each principle, of a line alone and of the whole together.",
      [
        .table(
          ReportTable(
            key: "premiums", caption: "Premiums",
            columns: [.text("line", key: "name"), .number("written", key: "written")]
              + analysis.premiums.rows.enumerated().map { index, row in
                .number(row.principle.name, key: "byPrinciple.\(index)")
              },
            rows: rows.map { name, premiums, written in
              [.text(name), amount(written)] + premiums.rows.map { amount(try? $0.premium.get()) }
            })),
        .table(
          ReportTable(
            key: "loadings", caption: "Loadings over the expected loss of the whole",
            columns: [
              .text("principle", key: "principle"), .number("premium", key: "premium"),
              .number("loading", key: "loading"),
            ],
            rows: analysis.premiums.rows.map {
              [.text($0.principle.name), amount(try? $0.premium.get()), .percent($0.loading)]
            })),
      ])
  }
}
