import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// How much the pool can lose, and where that comes from.
extension PoolRiskReport {
  var riskTree: ReportSection {
    let sources = riskSources
    let domain = HistogramChart.domain(
      of: sources.map(\.risk.histogram), losses: sources.flatMap { $0.risk.marks.map(\.loss) })
    return ReportSection(
      id: "risk", title: "How much it can lose", short: "Risk",
      lead: "Profit and loss over \(run.horizonText), with the whole book \(way).",
      [
        .fields(
          ReportFields(
            key: "risk", shows: .json,
            [.data("historical", .missing), .data("gaussian", .missing), .data("approximations", .missing)])),
        .group(ReportGroup(.pair, sources.map { .chart($0.histogram(in: domain)) })),
        .fields(measures(of: sources + gaussianSource)),
        .table(countedTable),
        .group(ReportGroup(.pair, [.chart(contributionChart), .table(volatilityTable)])),
      ] + recordTree + sources.map { .table($0.contributions) }
        + (approximations.map { [$0.tree] } ?? []) + (analysis?.riskTree(in: unit.unit) ?? [.fields(Self.noAnalysis)]))
  }

  /// How the book was valued.
  private var way: ReportProse {
    guard let bound = run.revaluation.certificate?.errorBound else { return "priced again in every outcome" }
    return "valued in every simulated outcome to within \(.dollars(bound))"
  }

  /// Null where nothing was analyzed.
  private static let noAnalysis = ReportFields(shows: .json, [.data("analysis", .missing)])

  private var riskSources: [RiskSource] {
    [
      RiskSource(
        key: "monteCarlo", name: run.simulationName, outcomes: run.simulatedOutcomes, risk: monteCarlo,
        unit: unit.unit.name)
    ]
      + (historical.map {
        [
          RiskSource(
            key: "historical", name: "History", outcomes: RunSection.pastOutcomes, risk: $0, unit: unit.unit.name)
        ]
      } ?? [])
  }

  /// Measured beside the headline, and not drawn.
  private var gaussianSource: [RiskSource] {
    gaussian.map {
      [RiskSource(key: "gaussian", name: "Gaussian", outcomes: "simulated scenarios", risk: $0, unit: unit.unit.name)]
    } ?? []
  }

  private var volatilityTable: ReportTable {
    ReportTable(
      key: "risk.volatilities",
      caption: """
        How much spots move in the scenarios, a year, beside what options at the money imply; a factor above \
        \(.plain(ScenarioVolatility.widestFactor)) either way is marked
        """,
      columns: [
        .text("underlying", key: "underlying"), .number("scenarios", key: "scenarios"),
        .number("implied, 30 days", key: "implied30Days"), .number("implied, 7 days", key: "implied7Days"),
        .number("factor", key: "factor"), .text("", key: "isFar"),
      ],
      rows: volatilities.map {
        [
          .text($0.underlying.name), .volatility($0.scenarios), .volatility($0.implied30Days),
          .volatility($0.implied7Days), .decimal($0.factor, places: 2), .truth($0.isFar, "FAR", ""),
        ]
      })
  }

  private func measures(of sources: [RiskSource]) -> ReportFields {
    func field(
      _ title: String, _ key: String, partner: String? = nil, _ value: (TailRiskSection) -> ReportValue
    ) -> ReportFields.Field {
      ReportFields.Field(title, values: sources.map { value($0.risk) }, key: key, partnerKey: partner)
    }
    var level = field("", "expectedShortfall.level") { .plain($0.headlineShortfall.level.fraction) }
    level.shows = .json
    var ratio = field("Mean likelihood ratio", "meanLikelihoodRatio") { .number($0.meanLikelihoodRatio) }
    if sources.allSatisfy({ $0.risk.meanLikelihoodRatio == nil }) { ratio.shows = .json }
    var tailDays = field("Past days behind ES 97.5%", "distinctDays") {
      .count($0.headlineShortfall.distinctDays)
    }
    if sources.allSatisfy({ $0.risk.headlineShortfall.distinctDays == nil }) { tailDays.shows = .json }
    var headline = field("", "expectedShortfall.value", partner: "expectedShortfall.standardError") {
      shown($0.headlineShortfall)
    }
    headline.shows = .json
    return ReportFields(
      key: "risk", title: "Measures of loss, ± one standard error", nameTitle: "measure",
      of: sources.map { ReportFields.Subject($0.name, key: $0.key) }, layout: .table,
      [
        field("VaR", "valueAtRisk") { .table(valueAtRiskTable($0)) },
        headline,
        level,
        field("ES", "expectedShortfalls") { .table(shortfallTable($0)) },
        tailDays,
        field("Mean profit and loss", "mean") { amount($0.mean) },
        field("Standard deviation", "standardDeviation") { amount($0.standardDeviation) },
        field("Worst outcome", "worst") { amount($0.worst) },
        field("Outcomes", "outcomes") { .count($0.outcomes) },
        ratio,
      ])
  }

  private func valueAtRiskTable(_ risk: TailRiskSection) -> ReportTable {
    ReportTable(
      columns: [
        .text("level", key: "level"), .number("", key: "value", partnerKey: "standardError"),
        .number("95% interval", key: "low", partnerKey: "high"), .data("distinctDays"),
      ],
      rows: risk.valuesAtRisk.map {
        [
          .plain($0.level.fraction).labeled($0.label), shown($0),
          .amount(from: $0.low, to: $0.high, unit: unit.unit.name), .count($0.distinctDays),
        ]
      })
  }

  private func shortfallTable(_ risk: TailRiskSection) -> ReportTable {
    ReportTable(
      columns: [
        .text("level", key: "level"), .number("", key: "value", partnerKey: "standardError"), .data("distinctDays"),
      ],
      rows: risk.expectedShortfalls.map {
        [.plain($0.level.fraction).labeled($0.label), shown($0), .count($0.distinctDays)]
      })
  }

  /// The headline in dollars and in coin, side by side.
  private var countedTable: ReportTable {
    ReportTable(
      key: "risk.counted",
      caption: """
        The headline in dollars and in coin: profit and loss of each scenario over its spot; collateral is what stands against \
        the positions owed
        """,
      columns: [
        .text("counted in", key: "unit"), .text("collateral", key: "collateral"),
        .number(monteCarlo.headlineRisk.label, key: "valueAtRisk", partnerKey: "valueAtRiskStandardError"),
        .number(
          monteCarlo.headlineShortfall.label, key: "expectedShortfall", partnerKey: "expectedShortfallStandardError"),
      ],
      rows: counted.map { row in
        func cell(_ value: Double, _ error: Double) -> ReportValue {
          .amount(value, unit: row.unit.name).plusMinus(error)
        }
        return [
          .text(row.unit.name), .text(row.collateral.key).labeled(row.collateral.words),
          cell(row.valueAtRisk.value, row.valueAtRisk.standardError),
          cell(row.expectedShortfall.value, row.expectedShortfall.standardError),
        ]
      })
  }

  private var contributionChart: ReportChart {
    let name = monteCarlo.headlineShortfall.label
    let past = Dictionary(
      (historical?.contributions ?? []).map { ($0.underlying, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = monteCarlo.contributions.map { part in
      var bars = [part.bar("series1", of: run.simulationName, unit: unit.unit.name)]
      if let old = past[part.underlying] { bars.append(old.bar("series2", of: "History", unit: unit.unit.name)) }
      return BarChart.Row(
        name: part.underlying.name, number: "\(amount(part.expectedShortfall)) · \(.percent(part.share))", bars: bars)
    }
    let numbers = rows.map { "\($0.name) \($0.number.text)" }.joined(separator: ", ")
    var chart = ReportChart(
      id: "chart-contributions", title: "Where the expected shortfall comes from",
      note: "Each underlying’s mean loss in the tail of the whole book, \(name); the parts add up.", shows: .html,
      .bars(BarChart(rows: rows, label: "\(name) by underlying: \(numbers)")))
    chart.legend = [("series1", run.simulationName)] + (past.isEmpty ? [] : [("series2", "History")])
    return chart
  }
}

extension RiskContribution {
  fileprivate func bar(_ style: String, of source: String, unit: String) -> BarChart.Bar {
    BarChart.Bar(
      value: expectedShortfall, style: style,
      tooltip: "\(source): \(.amount(expectedShortfall, unit: unit)), \(.percent(share))")
  }
}

/// Where outcomes come from, with their risk.
private struct RiskSource {
  let key: String
  let name: String
  let outcomes: String
  let risk: TailRiskSection
  let unit: String

  func histogram(in domain: ClosedRange<Double>) -> ReportChart {
    let chart = HistogramChart(
      histogram: risk.histogram, outcomes: risk.outcomes, worst: risk.worst, marks: risk.marks,
      tail: risk.headlineRisk.value, name: name, domain: domain, unit: unit)
    let subject: ReportProse = "\(.count(risk.outcomes)) \(outcomes)"
    var figure = ReportChart(
      key: "risk.\(key).histogram", id: key == "historical" ? "chart-pnl-history" : "chart-pnl-monte-carlo",
      title: name,
      note: chart.remark.isEmpty ? subject : "\(subject). \(chart.remark)", shows: [.html, .json], .histogram(chart))
    figure.legend = [
      ("series1", "outcomes"), ("loss", "losses beyond \(risk.headlineRisk.label)"),
    ]
    return figure
  }

  var contributions: ReportTable {
    let total = risk.headlineShortfall
    return ReportTable(
      key: "risk.\(key).contributions", caption: "Where \(total.label) comes from, \(name)",
      columns: [
        .text("underlying", key: "underlying"), .number("mean loss in the tail", key: "expectedShortfall"),
        .number("share", key: "share"),
      ],
      rows: risk.contributions.map {
        [.text($0.underlying.name), .amount($0.expectedShortfall, unit: unit), .percent($0.share)]
      }, total: ["total", .amount(total.value, unit: unit), .percent(1)], shows: [.text, .json])
  }
}

extension TailRiskSection {
  fileprivate var marks: [HistogramChart.Mark] {
    let values = valuesAtRisk
    return values.enumerated().map { index, value in
      HistogramChart.Mark(
        name: value.label, loss: value.value,
        style: index == values.count - 1 ? "mark-var99" : "mark-var95")
    } + [.init(name: headlineShortfall.label, loss: headlineShortfall.value, style: "mark-es")]
  }
}

extension ApproximationSection {
  fileprivate var tree: ReportNode {
    func table(_ key: String, _ caption: ReportProse, _ header: String, _ rows: [Row]) -> ReportNode {
      .table(
        ReportTable(
          key: "risk.approximations.\(key)", caption: caption,
          columns: [
            .text(header, key: "name"), .number("linear", key: "linear"), .number("delta-gamma", key: "deltaGamma"),
            .number("full", key: "full"), .number("gap", key: "gap"),
          ],
          rows: rows.map {
            [.text($0.name), .dollars($0.linear), .dollars($0.deltaGamma), .dollars($0.full), .signedPercent($0.gap)]
          }))
    }
    return .group(
      ReportGroup(
        .pair,
        [
          table("measures", "Approximations beside full revaluation: losses in Gaussian moves", "measure", measures),
          table("moves", "Approximations beside full revaluation: profit and loss", "instant move", moves),
        ]))
  }
}

extension CountedRisk.Collateral {
  /// Its name in JSON.
  fileprivate var key: String {
    switch self {
    case .stated: "stated"
    case .dollars: "dollars"
    case .coins: "coins"
    }
  }

  /// What it is.
  fileprivate var words: String {
    switch self {
    case .stated: "as the pool holds it"
    case .dollars: "dollars"
    case .coins(let coins): coins.map(\.name).joined(separator: ", ")
    }
  }

  /// What it is, in a word or two.
  var shortWords: String {
    if case .coins(let coins) = self { return coins.count == 1 ? "\(coins[0]) collateral" : "coin collateral" }
    return words
  }
}
