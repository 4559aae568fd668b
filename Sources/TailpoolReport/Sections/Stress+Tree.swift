import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// What the book gains or loses in large moves.
extension PoolRiskReport {
  var stressTree: ReportSection {
    let charts = stressGrids.map { ReportNode.chart($0.chart(isFirst: $0 == stressGrids.first)) }
    let rest = Array(charts.dropFirst())
    // Step by step: as one sum of arrays this took the compiler seconds.
    var nodes: [ReportNode] = [.fields(ReportFields(key: "stress", shows: .json, [.data("grids", .list([]))]))]
    nodes += charts.prefix(1)
    if !rest.isEmpty { nodes.append(.group(ReportGroup(.fold("Each underlying alone (\(rest.count))"), rest))) }
    if !stressResults.isEmpty { nodes.append(.chart(scenarioChart)) }
    nodes += [.table(scenarioTable), .note(otherMoves)]
    nodes += analysis?.stressTree(of: book.byUnderlying.map(\.underlying), in: unit.unit) ?? []
    return ReportSection(
      id: "stress", title: "Under stress", short: "Stress",
      lead: """
        Instant moves, with the whole book priced again. Every option keeps its strike’s volatility, changed by the \
        stated factor; forwards move with their spot.\(isParallel ? "" : Self.decayWords)
        """,
      nodes)
  }

  private var isParallel: Bool { run.volatilityMoves == .parallel }
  private static let decayWords =
    " A factor on volatilities is that of 30 days: longer ones move by less, shorter ones by more."
  private static let parallelWords =
    " “Parallel” is the profit and loss had the volatilities of all tenors moved by the same factor."
  private static let fittedWords =
    " * The past has no record of this volatility: it moves as it usually does with its spot."

  /// Scenarios drawn; the table has them all.
  private static let drawn = 12

  private var scenarioChart: ReportChart {
    let worst = stressResults.sorted { amount(of: $0) < amount(of: $1) }
    let rows = worst.prefix(Self.drawn).map { result in
      let profit = ReportValue.signedDollars(result.profitAndLoss)
      let detail = result.scenario.detail
      return BarChart.Row(
        name: result.scenario.name, number: pool == nil ? "\(profit)" : "\(profit) · \(ofCapital(result))",
        bars: [
          BarChart.Bar(
            value: result.profitAndLoss, style: result.profitAndLoss < 0 ? "loss" : "gain",
            tooltip: "\(result.scenario.name): \(profit)\(detail.isEmpty ? "" : ", \(detail)")")
        ])
    }
    let numbers = rows.map { "\($0.name) \($0.number.text)" }.joined(separator: ", ")
    return ReportChart(
      id: "chart-stress-scenarios", title: "Named scenarios",
      note: (worst.count > Self.drawn ? "The \(.count(Self.drawn)) worst of \(.count(worst.count))" : "Worst first")
        + (pool == nil ? ", each applied at once." : ", each applied at once, with their share of the capital."),
      shows: .html, .bars(BarChart(rows: rows, label: "Stress scenarios: \(numbers)")))
  }

  private func ofCapital(_ result: StressResult) -> ReportValue {
    .percent(pool.flatMap { $0.capital > 0 ? amount(of: result) / $0.capital : nil })
  }

  private var scenarioTable: ReportTable {
    let parts = book.byUnderlying
    let spots = Dictionary(parts.map { ($0.underlying, $0.spot) }, uniquingKeysWith: { first, _ in first })
    let isFitted = stressResults.contains { !$0.scenario.fittedVolatilities.isEmpty }
    return ReportTable(
      key: "stress.scenarios",
      caption: """
        Every scenario, in the order of the set; losses negative. Each is applied at once, however many days it took.\
        \(isParallel ? "" : Self.parallelWords)\
        \(isFitted ? Self.fittedWords : "")
        """,
      columns: [
        .text("scenario", key: "name"), .number("profit and loss", key: "profitAndLoss", short: "P&L"),
        .number("in \(unit.unit)", key: "unitProfitAndLoss", shows: unit.unit == .dollars ? .json : .all),
        .number("of capital", short: "capital", shows: pool == nil ? [] : .shown),
        .number("if parallel", key: "parallelProfitAndLoss", short: "parallel", shows: isParallel ? .json : .all),
        .spread(parts.map(\.underlying.name), key: "parts", textLimit: 3),
        .number("applied at once", key: "days", short: "at once"),
        .data("appliedAtOnce"), .text("what happened", key: "detail", shows: [.html, .json]), .data("notCovered"),
        .data("correlationShifts"),
      ],
      rows: stressResults.map { result in
        [
          .text(result.scenario.name), .dollars(result.profitAndLoss), amount(amount(of: result)), ofCapital(result),
          .dollars(result.parallelProfitAndLoss),
          .table(result.parts(spots)),
          result.scenario.duration, .truth(true), .text(result.scenario.detail),
          .list(result.notCovered.map { .text($0.name) }), .table(result.scenario.move.correlationTable),
        ]
      }, fold: "All \(stressResults.count) scenarios as a table")
  }

  /// What scenarios move beside spots and volatilities.
  private var otherMoves: ReportNote {
    ReportNote(
      title: "What scenarios move besides", style: .bullets, shows: [.text, .html],
      stressResults.compactMap { result in
        let words = result.otherMoves
        return words.isEmpty ? nil : "\(result.scenario.name): \(words)"
      })
  }
}

extension StressGrid {
  /// Moves that text has room for: today, and those nearest to a few round sizes.
  private static let textMoves = [-0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5]

  fileprivate func chart(isFirst: Bool) -> ReportChart {
    let title = underlying.map { "\($0.name) alone" } ?? "All underlyings together"
    let map = HeatMap(
      title: title, columns: ("move of the spot", spotReturns.map { .signedPercent($0) }),
      rows: ("volatility", volatilityChanges.map { .signedPercent($0) }), values: profitAndLoss,
      keys: .init(
        columns: "spotReturns", rows: "volatilityChanges", values: "profitAndLoss",
        subject: ("underlying", underlying.map { .text($0.name) } ?? .missing)),
      textColumns: Self.textMoves.compactMap { move in spotReturns.firstIndex { abs($0 - move) < 1e-9 } })
    return ReportChart(
      key: "stress.grids[]", id: "chart-stress-\(underlying.map { Markup.identifier($0.name) } ?? "all")", title: title,
      note: "Dollars by move of spot and volatility: blue gains, orange loses, deeper is more.",
      shows: isFirst ? .all : [.html, .json], .heatMap(map))
  }
}
