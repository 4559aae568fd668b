import TailpoolInsurance
import TailpoolRisk

/// What capital is needed, who bears a loss, and how long the capital lasts.
extension CoverPage {
  var capitalSection: ReportSection {
    var parts: [ReportNode] = []
    if let combined = analysis.combined { parts.append(.table(table(of: combined))) }
    if let joined = analysis.joined { parts.append(.table(table(of: joined))) }
    if let uncertainty = analysis.uncertainty { parts.append(.fields(fields(of: uncertainty))) }
    if !portfolio.waterfall.layers.isEmpty {
      parts += [.chart(layerChart), .table(layerTable)]
      if !portfolio.covers.isEmpty { parts.append(.table(exhaustionTable)) }
    }
    parts.append(
      .fields(
        ReportFields(
          key: "capital", shows: .json,
          [
            .data("held", amount(portfolio.capital)), .data("claims", amount(analysis.requirement)),
            .data("required", amount(analysis.required)), .data("measure", .text(measureName)),
          ])))
    return ReportSection(
      id: "capital", title: "What capital is needed, and who bears a loss", short: "Capital",
      lead: "\(measureName) of the claims is \(strong: amount(analysis.requirement)).", parts)
  }

  private func table(of combined: CapitalRequirement) -> ReportTable {
    ReportTable(
      key: "combined", caption: "Claims and assets together",
      columns: [
        .text("part", key: "name"), .number("mean loss", key: "mean"),
        .number("alone", key: "standalone", partnerKey: "standaloneStandardError"),
        .number("part of ES", key: "contribution"),
      ],
      rows: combined.parts.map { part in
        let alone = amount(part.standalone)
        return [
          .text(part.name), amount(part.mean), part.standardError > 0 ? alone.plusMinus(part.standardError) : alone,
          amount(part.contribution),
        ]
      },
      total: [
        .text("together"), amount(combined.mean), amount(combined.amount).plusMinus(combined.standardError),
        amount(combined.expectedShortfall.value),
      ])
  }

  private func table(of joined: CopulaSum) -> ReportTable {
    let kind =
      joined.dependence.degreesOfFreedom.map { "Student's t with \(NumberText.plain($0)) degrees of freedom" }
      ?? "Gaussian"
    return ReportTable(
      key: "joined",
      caption: "The lines joined by a copula (\(kind)), by \(.count(joined.outcome.count)) scenarios",
      columns: [
        .text("level", key: "level"), .number("VaR", key: "valueAtRisk", partnerKey: "valueAtRiskStandardError"),
        .number("ES", key: "expectedShortfall", partnerKey: "expectedShortfallStandardError"),
        .number("ES without it", key: "independent"),
      ],
      rows: analysis.levels.map {
        let (risk, shortfall) = (joined.outcome.valueAtRisk($0.level), joined.outcome.expectedShortfall($0.level))
        return [
          .text($0.level.label), amount(risk.value).plusMinus(risk.standardError),
          amount(shortfall.value).plusMinus(shortfall.standardError), amount($0.tailValueAtRisk),
        ]
      })
  }

  private func fields(of uncertainty: ParameterUncertainty) -> ReportFields {
    ReportFields(
      key: "uncertainty", title: "What not knowing the parameters adds", layout: .table,
      [.init("best estimate", amount(uncertainty.bestEstimate), key: "bestEstimate")]
        + zip(portfolio.alternatives, uncertainty.alternatives).map {
          .init("\($0.name) (\(ReportValue.percent($0.weight).text))", amount($1))
        } + [
          .init("alternatives mixed", amount(uncertainty.mixture), key: "mixture"),
          .init("charge", amount(uncertainty.charge), key: "charge"),
        ])
  }

  private var layerChart: ReportChart {
    let rows = analysis.layers.map { layer in
      BarChart.Row(
        name: layer.name, number: "\(amount(layer.expectedLoss)) · \(amount(layer.tailContribution))",
        bars: [
          .init(value: layer.expectedLoss, style: "series1", tooltip: "in the mean \(amount(layer.expectedLoss))"),
          .init(
            value: layer.tailContribution, style: "loss",
            tooltip: "in the tail \(amount(layer.tailContribution))"),
        ])
    }
    let numbers = analysis.layers.map { "\($0.name) \(amount($0.tailContribution).text)" }.joined(separator: ", ")
    var chart = ReportChart(
      id: "chart-layers", title: "Who bears it", shows: .html,
      .bars(BarChart(rows: rows, label: "What each layer bears in the tail: \(numbers)")))
    chart.legend = [("series1", "in the mean"), ("loss", "in the worst losses at \(portfolio.measure.level.label)")]
    return chart
  }

  private var layerTable: ReportTable {
    ReportTable(
      key: "layers", caption: "Layers",
      columns: [
        .text("layer", key: "name"), .number("from", key: "attachment"), .number("to", key: "detachment"),
        .number("touched", key: "touched"), .number("exhausted", key: "exhausted"),
        .number("expected loss", key: "expectedLoss"), .number("tail part", key: "tailContribution"),
      ],
      rows: analysis.layers.map { layer in
        [
          .text(layer.name), amount(units: layer.attachment), layer.detachment.map(amount(units:)) ?? .missing,
          .number(layer.touched), layer.detachment == nil ? .missing : .number(layer.exhausted),
          amount(layer.expectedLoss), amount(layer.tailContribution),
        ]
      })
  }

  private var exhaustionTable: ReportTable {
    func names(_ outcome: ClaimOutcome) -> String {
      outcome.covers.map { portfolio.covers[$0].name }.joined(separator: ", ")
    }
    return ReportTable(
      key: "exhaustions", caption: "The least claims that exhaust a layer",
      columns: [
        .text("layer", key: "layer"), .text("fewest", key: "fewest"), .text("most probable", key: "mostProbable"),
        .number("probability", key: "probability"),
      ],
      rows: analysis.exhaustions.map { exhaustion in
        switch exhaustion.claims {
        case .success(let claims):
          [
            .text(exhaustion.layer), .text(names(claims.fewest)), .text(names(claims.mostProbable)),
            .number(claims.mostProbable.probability),
          ]
        case .failure: [.text(exhaustion.layer), .text("all covers do not reach it"), .missing, .missing]
        }
      })
  }

  var ruinSection: ReportSection {
    guard case .success(let ruin) = analysis.ruin else {
      var reason = ""
      if case .failure(let error) = analysis.ruin { reason = "\(error)" }
      return ReportSection(
        id: "ruin", title: "How long the capital lasts", short: "Ruin", lead: "Not known: \(reason).", [])
    }
    let held = ruin.bounds.last { $0.surplus <= portfolio.capital * (1 + 1e-9) }
    return ReportSection(
      id: "ruin", title: "How long the capital lasts", short: "Ruin",
      lead: """
        Premium comes in steadily, claims as they come, and nothing is paid out; a loss ratio of \(.percent(ruin.lossRatio)). \
        \(ruinSentence(held, ruin))
        """,
      [.chart(ruinChart(ruin))] + (ruin.byPeriod.isEmpty ? [] : [.table(periodTable(ruin))]))
  }

  private func ruinSentence(_ held: RuinBounds?, _ ruin: CoverAnalysis.Ruin) -> ReportProse {
    guard ruin.lossRatio < 1 else { return "The premium does not cover the claims: ruin is certain in the end." }
    guard let held else { return "" }
    return """
      From the capital held it is ruined at some time with a probability between \(strong: .number(held.lower)) and \
      \(strong: .number(held.upper)).
      """
  }

  private func ruinChart(_ ruin: CoverAnalysis.Ruin) -> ReportChart {
    let least = max(ruin.bounds.map(\.lower).filter { $0 > 0 }.min() ?? 1e-3, 1e-12)
    var floor = 0.1
    while floor > least { floor /= 10 }
    var chart = ReportChart(
      key: "ruin", id: "chart-ruin", title: "Ruin at any time, by capital",
      note: "Between two bounds, as if claims came at a steady rate.", shows: [.html, .json],
      .curves(
        CurveChart(
          lines: [
            .init(name: "upper", points: ruin.bounds.map { ($0.surplus, $0.upper) }),
            .init(name: "lower", points: ruin.bounds.map { ($0.surplus, $0.lower) }),
          ], axis: .logarithmic(least: floor), unit: portfolio.unit, marks: [("capital", portfolio.capital)],
          label: "Probability of ruin by capital")))
    chart.legend = [("series1", "upper bound"), ("series2", "lower bound")]
    return chart
  }

  private func periodTable(_ ruin: CoverAnalysis.Ruin) -> ReportTable {
    ReportTable(
      key: "ruinByPeriod", caption: "Ruin at the end of a period or before, from the capital held",
      columns: [.text("periods", key: "periods"), .number("probability", key: "probability")],
      rows: ruin.byPeriod.enumerated().map { [.count($0.offset + 1), .number($0.element)] })
  }
}
