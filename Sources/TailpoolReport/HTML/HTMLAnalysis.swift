import TailpoolAnalysis
import TailpoolRisk
import TailpoolScenarios

/// The tables of the analysis behind the risk numbers.
struct HTMLAnalysis {
  let report: PoolRiskReport
  let analysis: RiskAnalysisSection

  private var level: String { report.monteCarlo.headlineShortfall.level.label }

  /// Where the expected shortfall comes from, and the backtest.
  var risk: [Markup] {
    [
      "<div class=\"pair\">",
      breakdown("Expected shortfall \(level) by position", "position", analysis.breakdown.byPosition),
      breakdown("By participant", "participant", analysis.breakdown.byParticipant), "</div>",
      details(
        "By underlying and expiry (\(analysis.breakdown.byExpiry.count))",
        breakdown("Expected shortfall \(level) by expiry", "expiry", analysis.breakdown.byExpiry)),
      backtest,
    ]
  }

  /// What it takes to lose an amount, and the stresses beyond spot and volatility.
  var stress: [Markup] {
    [
      reverse, "<div class=\"pair\">", twists, correlations, "</div>", liquidity,
    ]
  }

  private func breakdown(_ caption: Markup, _ header: Markup, _ parts: [ShortfallPart]) -> Markup {
    var table = HTMLTable(caption: caption, [.text(header), .number("mean loss in the tail"), .number("share")])
    for part in parts {
      table.add(part.name, NumberText.money(part.expectedShortfall), NumberText.percent(part.share))
    }
    return table.markup
  }

  private var backtest: Markup {
    guard let backtest = analysis.backtest else { return "" }
    let expected = NumberText.significant((1 - backtest.level.fraction) * Double(backtest.days))
    var table = HTMLTable(
      caption: """
        Backtest: today’s book through \(backtest.days) past days, \
        \(TailMeasure.valueAtRisk(backtest.level).label) from the \(backtest.window) days before each; \
        \(expected) exceptions expected; p-values
        """,
      [
        .text("forecast"), .number("exceptions"), .number("Kupiec"), .number("independence"), .number("ES test"),
        .number("score"), .text("light"),
      ])
    for row in backtest.rows {
      table.add(
        row.name, "\(row.exceptions)", NumberText.fixed(row.coveragePValue, 3),
        NumberText.fixed(row.independencePValue, 3), NumberText.fixed(row.shortfallPValue, 3),
        NumberText.fixed(row.score, 3), row.trafficLight.rawValue)
    }
    return table.markup
  }

  private var reverse: Markup {
    let underlyings = report.book.byUnderlying.map(\.underlying)
    var table = HTMLTable(
      caption: "Reverse stress: the most plausible instant move that loses an amount, every option priced again",
      [.text("to lose"), .number("dollars"), .number("distance"), .number("probability of so far")]
        + underlyings.flatMap { [.number("\($0.name) spot"), .number("\($0.name) volatility")] }
        + [.number("loss when revalued"), .number("delta-gamma says")])
    for row in analysis.reverse {
      guard let result = row.result else {
        table.add(
          [row.name, NumberText.money(row.loss), "no move", "found"]
            + [String](repeating: "", count: 2 * underlyings.count + 2))
        continue
      }
      let move = result.move
      table.add(
        [
          row.name, NumberText.money(row.loss), "\(NumberText.fixed(result.distance, 2)) sd",
          NumberText.significant(result.probability),
        ]
          + move.parts.flatMap {
            [NumberText.signedPercent($0.spotReturn), NumberText.signedPercent($0.volatilityChange)]
          } + [NumberText.money(-result.profitAndLoss), NumberText.money(-row.deltaGamma)])
    }
    return table.markup
  }

  private var twists: Markup {
    var table = HTMLTable(
      caption: "Volatility twists, and the plausible worst case", [.text("instant move"), .number("profit and loss")])
    for twist in analysis.twists { table.add(twist.name, NumberText.money(twist.profitAndLoss)) }
    if let worst = analysis.worstCase {
      let moves = worst.move.parts.map {
        "\($0.underlying) \(NumberText.signedPercent($0.spotReturn)), "
          + "volatility \(NumberText.signedPercent($0.volatilityChange))"
      }.joined(separator: "; ")
      table.add(
        "worst within \(NumberText.fixed(worst.radius, 2)) sd (99% of all moves) by delta-gamma: \(moves)",
        NumberText.money(worst.deltaGamma))
      table.add("the same move, priced in full", NumberText.money(worst.full))
    }
    return table.markup
  }

  private var liquidity: Markup {
    var table = HTMLTable(
      caption: "Liquidity: cost of closing the book against its marks; positions in brackets",
      [
        .text("quotes from the marks"), .number("cost"), .number("quoted"), .number("nobody bids"),
        .number("nobody offers"), .number("not listed, at mark"),
      ])
    for row in analysis.liquidity {
      func cell(_ part: LiquidityRow.Part) -> String {
        "\(NumberText.money(part.cost)) (\(NumberText.grouped(part.positions)))"
      }
      table.add(
        row.spreadMultiple == 1 ? "as today" : "\(NumberText.plain(row.spreadMultiple)) times as far",
        NumberText.money(row.total), cell(row.quoted), cell(row.noBid), cell(row.noAsk), cell(row.atMark))
    }
    return table.markup
  }

  private var correlations: Markup {
    let measures = (analysis.correlations.first?.losses ?? []).map(\.measure)
    var table = HTMLTable(
      caption: "Correlation stress, by delta and gamma",
      [.text("correlations")] + measures.map { .number("\($0.label)") })
    for row in analysis.correlations { table.add([row.name] + measures.map { NumberText.money(row.loss($0)) }) }
    return table.markup
  }
}
