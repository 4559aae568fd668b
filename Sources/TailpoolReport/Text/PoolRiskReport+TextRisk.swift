import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

extension PoolRiskReport {
  func riskText(_ width: Int) -> [String] {
    let sections = [monteCarlo] + (historical.map { [$0] } ?? [])
    let names = ["Monte Carlo", "history"].prefix(sections.count)
    var table = TextTable([.left("measure")] + names.flatMap { [.right($0), .right("± error")] })
    func add(_ name: String, _ value: (TailRiskSection) -> String, _ error: (TailRiskSection) -> Double? = { _ in nil })
    {
      table.add([name] + sections.flatMap { [value($0), error($0).map { NumberText.money($0) } ?? ""] })
    }
    for risk in monteCarlo.valuesAtRisk {
      add(
        risk.label, { NumberText.money($0.valueAtRisk(risk.level)?.value ?? .nan) },
        { $0.valueAtRisk(risk.level)?.standardError })
    }
    for shortfall in monteCarlo.expectedShortfalls {
      add(
        shortfall.label, { NumberText.money($0.expectedShortfall(shortfall.level)?.value ?? .nan) },
        { $0.expectedShortfall(shortfall.level)?.standardError })
    }
    add("mean profit and loss", { NumberText.money($0.mean) })
    add("standard deviation", { NumberText.money($0.standardDeviation) })
    add("worst outcome", { NumberText.money($0.worst) })
    add("outcomes", { NumberText.grouped($0.outcomes) })
    return textSection("RISK over \(run.horizonText) (VaR and ES are losses, positive)", table.lines(width: width))
  }

  func approximationsText(_ width: Int) -> [String] {
    guard let approximations else { return [] }
    var table = TextTable([.left("measure"), .right("linear"), .right("delta-gamma"), .right("full"), .right("gap")])
    for row in approximations.measures + approximations.moves {
      table.add(
        row.name, NumberText.money(row.linear), NumberText.money(row.deltaGamma), NumberText.money(row.full),
        NumberText.signedPercent(row.gap))
    }
    return textSection(
      "APPROXIMATIONS beside full revaluation (moves are profit and loss)", table.lines(width: width))
  }

  func contributionsText(_ width: Int) -> [String] {
    var table = TextTable([
      .left("underlying"), .right("Monte Carlo"), .right("share"), .right("history"), .right("share"),
    ])
    let past = Dictionary(
      (historical?.contributions ?? []).map { ($0.underlying, $0) }, uniquingKeysWith: { first, _ in first })
    for part in monteCarlo.contributions {
      table.add(
        part.underlying.name, NumberText.money(part.expectedShortfall), NumberText.percent(part.share),
        past[part.underlying].map { NumberText.money($0.expectedShortfall) } ?? "",
        past[part.underlying].map { NumberText.percent($0.share) } ?? "")
    }
    guard !table.rows.isEmpty else { return [] }
    table.add(
      "total", NumberText.money(monteCarlo.headlineShortfall.value), "100.0%",
      historical.map { NumberText.money($0.headlineShortfall.value) } ?? "", historical == nil ? "" : "100.0%")
    return textSection("WHERE THE EXPECTED SHORTFALL COMES FROM", table.lines(width: width))
  }

  func stressText(_ width: Int) -> [String] {
    let underlyings = book.byUnderlying.map(\.underlying)
    let shown = Array(underlyings.prefix(3))
    var table = TextTable(
      [.left("stress scenario")] + shown.map { .right("\($0) move") } + [
        .right("profit and loss"), .right("of capital"),
      ])
    for result in stressResults {
      let moves = shown.map { underlying in
        result.scenario.move[underlying].spotReturn.map(NumberText.signedPercent) ?? "-"
      }
      table.add(
        [result.scenario.name] + moves + [
          NumberText.money(result.profitAndLoss),
          pool.capital > 0 ? NumberText.percent(result.profitAndLoss / pool.capital) : "n/a",
        ])
    }
    return stressResults.isEmpty ? [] : textSection("STRESS SCENARIOS (losses negative)", table.lines(width: width))
  }

  func gridText(_ width: Int) -> [String] {
    guard let grid = stressGrids.first else { return [] }
    // A terminal has room for seven columns: today, and the moves nearest to a few round sizes.
    let wanted = [-0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5]
    let columns = wanted.compactMap { move in grid.spotReturns.firstIndex { abs($0 - move) < 1e-9 } }
    guard !columns.isEmpty else { return [] }
    var table = TextTable(
      [.left("volatility \\ spot")] + columns.map { .right(NumberText.signedPercent(grid.spotReturns[$0])) })
    for (change, row) in zip(grid.volatilityChanges, grid.profitAndLoss) {
      table.add(
        [NumberText.signedPercent(change)]
          + columns.map { $0 < row.count ? NumberText.compactMoney(row[$0]) : "n/a" })
    }
    let subject = grid.underlying.map { "\($0)" } ?? "all underlyings together"
    return textSection("SPOT AND VOLATILITY GRID, \(subject) (losses negative)", table.lines(width: width))
  }
}
