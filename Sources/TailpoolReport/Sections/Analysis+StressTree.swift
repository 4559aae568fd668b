import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// What it takes to lose an amount, and the stresses beyond spot and volatility.
extension RiskAnalysisSection {
  func stressTree(of underlyings: [Underlying], in unit: UnitOfAccount) -> [ReportNode] {
    [
      .table(reverseTable(underlyings, unit.name)),
      .group(ReportGroup(.pair, [.table(twistTable), .table(correlationTable)])),
    ]
      + (worstCase.map { [.fields($0.fields)] }
        ?? [.fields(ReportFields(key: "analysis", shows: .json, [.data("plausibleWorstCase", .missing)]))])
      + [.table(liquidityTable)]
  }

  private func reverseTable(_ underlyings: [Underlying], _ unit: String) -> ReportTable {
    let isByDistance = reverse.contains { $0.chance?.source == .distance }
    return ReportTable(
      key: "analysis.reverseStress",
      caption: """
        Reverse stress: the most plausible instant move that loses an amount, every position priced again; P&L is profit \
        and loss, losses negative. The chance of losing as much is the share of the simulated scenarios that do, with one \
        standard error.\(isByDistance ? " * No scenario loses so much; how far a normal move would be is the distance" : "")
        """,
      columns: [
        .text("to lose", key: "name"), .number(unit == "USD" ? "dollars" : unit, key: "loss"), .data("found"),
        .number("chance", key: "probability", partnerKey: "probabilityError"), .data("probabilitySource"),
        .number("distance", key: "distance"),
        .spread(underlyings.map(\.name), key: "moves", textLimit: 3),
        .number("P&L when revalued", key: "profitAndLoss", shows: [.html, .json]),
        .number("P&L by delta-gamma", key: "deltaGamma", shows: [.html, .json]),
      ],
      rows: reverse.map { row in
        let none = ReportValue.missing.labeled("")
        let chance: [ReportValue] = [
          row.chance?.shown ?? none, row.chance.map { .text($0.source.rawValue) } ?? .missing,
        ]
        guard let result = row.result else {
          return [.text(row.name), .amount(row.loss, unit: unit), .truth(false)] + chance + [
            .missing.labeled("no move found"), .table(MarketMove().table), none, .number(row.deltaGamma).labeled(""),
          ]
        }
        return [.text(row.name), .amount(row.loss, unit: unit), .truth(true)] + chance + [
          .deviations(result.distance), .table(result.move.table),
          .amount(row.profitAndLoss, unit: unit), .amount(row.deltaGamma, unit: unit),
        ]
      })
  }

  private var twistTable: ReportTable {
    ReportTable(
      key: "analysis.twists", caption: "Twists and parallel moves of the volatilities",
      columns: [.text("instant move", key: "name"), .number("profit and loss", key: "profitAndLoss")],
      rows: twists.map { [.text($0.name), .dollars($0.profitAndLoss)] })
  }

  private var correlationTable: ReportTable {
    let measures = correlations.first?.losses.map(\.measure) ?? []
    return ReportTable(
      key: "analysis.correlations",
      caption: """
        Correlation stress of Gaussian moves, by delta and gamma; in a crash every spot falls with every other, and \
        volatilities rise as they do
        """,
      columns: [.text("correlations", key: "name")] + measures.map { .number($0.label, key: $0.correlationKey) },
      rows: correlations.map { row in
        [.text(row.name)] + measures.map { .dollars(row.loss($0)) }
      })
  }

  private var liquidityTable: ReportTable {
    let parts: [(key: String, title: String, part: (LiquidityRow) -> LiquidityRow.Part)] = [
      ("quoted", "quoted", { $0.quoted }), ("noBid", "nobody bids", { $0.noBid }),
      ("noAsk", "nobody offers", { $0.noAsk }), ("atMark", "not listed, at mark", { $0.atMark }),
    ]
    return ReportTable(
      key: "analysis.liquidity",
      caption: "Liquidity: cost of closing the book against its marks; positions in brackets",
      columns: [.text("quotes from the marks", key: "spreadMultiple"), .number("cost", key: "total")]
        + parts.flatMap { [.number($0.title, key: "\($0.key).cost"), .data("\($0.key).positions")] }
        + [.data("betterThanMark.cost"), .data("betterThanMark.positions"), .data("boundedWidenings")],
      rows: liquidity.map { row in
        let multiple = ReportValue.plain(row.spreadMultiple)
        return [
          multiple.labeled(row.spreadMultiple == 1 ? "as today" : "\(multiple.text) times as far"), .dollars(row.total),
        ]
          + parts.flatMap { entry in
            let part = entry.part(row)
            let count = ReportValue.count(part.positions)
            return [.dollars(part.cost).remarked(count.text), count]
          }
          + [
            .dollars(row.betterThanMark.cost), .count(row.betterThanMark.positions), .count(row.boundedWidenings),
          ]
      })
  }
}

extension LossChance {
  /// The chance with its standard error, or the mark of one by distance.
  fileprivate var shown: ReportValue {
    let chance = ReportValue.number(value, digits: 2)
    return standardError.map(chance.plusMinus) ?? chance.labeled("none*")
  }
}

extension WorstCaseRow {
  fileprivate var fields: ReportFields {
    let distance = ReportValue.deviations(radius)
    let moves = move.parts.enumerated().reduce("" as ReportProse) { words, entry in
      let (index, part) = entry
      let text: ReportProse = """
        \(index == 0 ? "" : "; ")\(part.underlying.name) \(.signedPercent(part.spotReturn)), \
        volatility \(.signedPercent(part.volatilityChange))
        """
      return words + text
    }
    return ReportFields(
      key: "analysis.plausibleWorstCase",
      title:
        "The worst move within \(distance) (99% of all Gaussian moves of the estimated covariance) by delta and gamma: \(moves)",
      nameTitle: "that move", of: [.init("profit and loss")], layout: .table,
      [
        .data("radius", distance), .init("by delta and gamma", .dollars(deltaGamma), key: "deltaGamma"),
        .init("priced in full", .dollars(full), key: "full"), .data("moves", .table(move.table)),
      ])
  }
}

extension MarketMove {
  fileprivate var table: ReportTable {
    ReportTable(
      columns: [
        .text("underlying", key: "underlying"), .number("spot", key: "spotReturn"),
        .number("volatility", key: "volatilityChange", short: "vol"),
      ],
      rows: parts.map {
        [.text($0.underlying.name), .signedPercent($0.spotReturn), .signedPercent($0.volatilityChange)]
      })
  }
}

extension TailMeasure {
  /// `valueAtRisk99`; the headline's expected shortfall has no level in its key.
  fileprivate var correlationKey: String {
    switch self {
    case .valueAtRisk(let level): "valueAtRisk\(level.keyText)"
    case .expectedShortfall(let level):
      level == TailRiskSection.headlineLevel ? "expectedShortfall" : "expectedShortfall\(level.keyText)"
    }
  }
}
