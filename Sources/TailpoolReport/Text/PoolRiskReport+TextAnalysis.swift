import TailpoolAnalysis
import TailpoolRisk
import TailpoolScenarios

extension PoolRiskReport {
  func breakdownText(_ width: Int) -> [String] {
    guard let breakdown = analysis?.breakdown else { return [] }
    func lines(_ title: String, _ header: String, _ parts: [ShortfallPart]) -> [String] {
      var table = TextTable([.left(header), .right(monteCarlo.headlineShortfall.label), .right("share")])
      for part in parts {
        table.add(part.name, NumberText.money(part.expectedShortfall), NumberText.percent(part.share))
      }
      return table.rows.isEmpty ? [] : textSection(title, table.lines(width: width))
    }
    return lines("EXPECTED SHORTFALL BY EXPIRY", "expiry", breakdown.byExpiry)
      + lines("EXPECTED SHORTFALL BY POSITION", "position", breakdown.byPosition)
  }

  func reverseText(_ width: Int) -> [String] {
    guard let rows = analysis?.reverse, !rows.isEmpty else { return [] }
    let underlyings = Array(book.byUnderlying.map(\.underlying).prefix(3))
    var table = TextTable(
      [.left("to lose"), .right("dollars"), .right("distance")]
        + underlyings.flatMap { [.right("\($0) spot"), .right("vol")] } + [.right("delta-gamma says")])
    for row in rows {
      guard let result = row.result else {
        table.add([row.name, NumberText.money(row.loss), "no move found"])
        continue
      }
      let move = result.move
      table.add(
        [row.name, NumberText.money(row.loss), "\(NumberText.fixed(result.distance, 2)) sd"]
          + move.parts.flatMap {
            [NumberText.signedPercent($0.spotReturn), NumberText.signedPercent($0.volatilityChange)]
          } + [NumberText.money(row.deltaGamma)])
    }
    return textSection(
      "REVERSE STRESS: the most plausible instant move that loses an amount, priced in full", table.lines(width: width))
  }

  func furtherStressText(_ width: Int) -> [String] {
    guard let analysis else { return [] }
    var table = TextTable([.left("instant move"), .right("profit and loss")])
    for twist in analysis.twists { table.add(twist.name, NumberText.money(twist.profitAndLoss)) }
    if let worst = analysis.worstCase {
      let name = "worst move within \(NumberText.fixed(worst.radius, 2)) sd, 99% of all"
      table.add("\(name), delta-gamma", NumberText.money(worst.deltaGamma))
      table.add("the same move in full", NumberText.money(worst.full))
    }
    var liquidity = TextTable([
      .left("closing the book"), .right("cost"), .right("quoted"), .right("no bid"), .right("no ask"),
      .right("at mark"),
    ])
    for row in analysis.liquidity {
      liquidity.add(
        "quotes \(NumberText.plain(row.spreadMultiple)) × as far", NumberText.money(row.total),
        NumberText.money(row.quoted.cost), "\(NumberText.money(row.noBid.cost)) (\(row.noBid.positions))",
        "\(NumberText.money(row.noAsk.cost)) (\(row.noAsk.positions))", "(\(row.atMark.positions))")
    }
    return textSection("TWISTS AND THE PLAUSIBLE WORST CASE (losses negative)", table.lines(width: width))
      + (liquidity.rows.isEmpty
        ? [] : textSection("LIQUIDITY: cost against the marks (positions)", liquidity.lines(width: width)))
  }

  func correlationText(_ width: Int) -> [String] {
    guard let rows = analysis?.correlations, !rows.isEmpty else { return [] }
    let measures = rows[0].losses.map(\.measure)
    var table = TextTable([.left("correlations")] + measures.map { .right($0.label) })
    for row in rows { table.add([row.name] + measures.map { NumberText.money(row.loss($0)) }) }
    return textSection("CORRELATION STRESS by delta and gamma", table.lines(width: width))
  }

  func backtestText(_ width: Int) -> [String] {
    guard let backtest = analysis?.backtest else { return [] }
    var table = TextTable([
      .left("forecast"), .right("exceptions"), .right("Kupiec"), .right("independence"), .right("ES test"),
      .right("light"),
    ])
    for row in backtest.rows {
      table.add(
        row.name, "\(row.exceptions)", NumberText.fixed(row.coveragePValue, 3),
        NumberText.fixed(row.independencePValue, 3), NumberText.fixed(row.shortfallPValue, 3), row.trafficLight.rawValue
      )
    }
    return textSection(
      "BACKTEST of today's book, \(backtest.days) days, \(TailMeasure.valueAtRisk(backtest.level).label) from "
        + "\(backtest.window) days each (p-values)", table.lines(width: width))
  }
}
