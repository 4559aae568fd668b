import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools

extension PoolRiskReport {
  func poolText(_ width: Int) -> [String] {
    var limits = TextTable([.left("limit"), .right("today"), .right("allowed"), .left("state")])
    for limit in pool.limits {
      limits.add(
        limit.name, NumberText.percent(limit.value), NumberText.percent(limit.limit), limit.isBroken ? "BROKEN" : "ok")
    }
    var members = TextTable([
      .left("participant"), .right("contributed"), .right("share"), .right("value"),
      .right("bears of \(monteCarlo.headlineShortfall.label)"),
    ])
    for member in pool.participants {
      members.add(
        member.participant.id, NumberText.amount(member.participant.contribution, unit: pool.unit),
        NumberText.percent(member.share), NumberText.amount(member.value, unit: pool.unit),
        NumberText.amount(member.expectedShortfall, unit: pool.unit))
    }
    let balance =
      "  assets \(NumberText.amount(pool.assets, unit: pool.unit))"
      + " + options held \(NumberText.amount(pool.optionAssets, unit: pool.unit))"
      + " - options owed \(NumberText.amount(pool.optionLiabilities, unit: pool.unit))"
      + " = capital \(NumberText.amount(pool.capital, unit: pool.unit))"
    return textSection("THE POOL", TerminalText.wrapped(balance, width: width, first: "  "))
      + (pool.limits.isEmpty ? [] : [""] + limits.lines(width: width))
      + (pool.participants.isEmpty ? [] : [""] + members.lines(width: width))
  }

  func greeksText(_ width: Int) -> [String] {
    var table = TextTable([
      .left("net Greeks"), .right("value"), .right("delta $"), .right("gamma $/1%"), .right("vega $/pt"),
      .right("theta $/day"),
    ])
    let labels = ExpiryLabels(markets)
    for part in book.byUnderlying {
      table.add([part.underlying.name] + Self.cells(part.dollars))
      for row in book.byExpiry where row.underlying == part.underlying {
        table.add(["  " + labels.short(row.expiry, of: row.underlying)] + Self.cells(row.dollars))
      }
    }
    if book.byUnderlying.count > 1 { table.add(["total"] + Self.cells(book.total)) }
    var units = TextTable([
      .left("per unit"), .right("positions"), .right("delta"), .right("gamma/$"), .right("vega/1.00"),
      .right("theta/year"), .right("coin value"),
    ])
    for part in book.byUnderlying {
      units.add(
        part.underlying.name, NumberText.grouped(part.positions), NumberText.significant(part.greeks.delta, 5),
        NumberText.significant(part.greeks.gamma, 4), NumberText.significant(part.greeks.vega, 5),
        NumberText.significant(part.greeks.theta, 5), part.coinValue.map { NumberText.significant($0, 5) } ?? "-")
    }
    var coins = TextTable([.left("counted in coin"), .right("value"), .right("delta less value")])
    for part in book.byUnderlying {
      guard let value = part.coinValue else { continue }
      coins.add(part.underlying.name, NumberText.significant(value, 5), NumberText.significant(part.netDelta, 5))
    }
    guard !table.rows.isEmpty else { return [] }
    return textSection(
      "THE BOOK",
      table.lines(width: width) + [""] + units.lines(width: width)
        + (coins.rows.isEmpty ? [] : [""] + coins.lines(width: width)))
  }

  private static func cells(_ greeks: DollarGreeks) -> [String] {
    [greeks.value, greeks.delta, greeks.gamma, greeks.vega, greeks.theta].map { NumberText.money($0) }
  }

  func marketsText(_ width: Int) -> [String] {
    var table = TextTable([
      .left("market"), .right("days"), .right("forward"), .right("over spot"), .right("at the money"), .right("quotes"),
      .left("forward from"),
    ])
    let atTheMoney = Dictionary(
      smiles.map { (SmileKey($0.underlying, $0.market.expiry), $0.volatilityAtTheMoney) },
      uniquingKeysWith: { first, _ in first })
    let labels = ExpiryLabels(markets)
    for market in markets {
      table.add(market.underlying.name, "", NumberText.price(market.spot), "spot", "", "", "")
      for row in market.expiries {
        let volatility = atTheMoney[SmileKey(market.underlying, row.expiry)] ?? nil
        table.add(
          "  " + labels.short(row.expiry, of: market.underlying),
          NumberText.fixed(row.years * DayCount.daysPerYear, row.years < 0.03 ? 1 : 0),
          NumberText.price(row.forward), NumberText.percent(row.forward / market.spot - 1, 2),
          volatility.map { NumberText.percent($0) } ?? "n/a", NumberText.grouped(row.quotes),
          row.forwardSource.rawValue)
      }
    }
    return table.rows.isEmpty ? [] : textSection("THE MARKET", table.lines(width: width))
  }

  func covarianceText(_ width: Int) -> [String] {
    let shown = Array(covariance.factors.indices.prefix(6))
    var table = TextTable(
      [.left("factor"), .right("std dev")] + shown.map { .right(TerminalText.clean(covariance.factors[$0])) })
    for row in shown {
      table.add(
        [covariance.factors[row], NumberText.percent(covariance.volatilities[row], 2)]
          + shown.map { NumberText.fixed(covariance.correlations[row][$0], 2) })
    }
    var facts = covariance.sentences
    let more = covariance.factors.count - shown.count
    if more > 0 { facts.append("\(more) more factors in the JSON report") }
    return textSection(
      "COVARIANCE per period of the history, with correlations",
      facts.flatMap { TerminalText.wrapped($0, width: width, first: "  - ") } + table.lines(width: width))
  }

  func notesText(_ width: Int) -> [String] {
    var lines: [String] = []
    if let history = run.history {
      lines += TerminalText.wrapped(
        "history from \(history.firstDate) to \(history.lastDate), \(history.observations) returns, "
          + "\(history.ageInDays == 1 ? "1 day" : "\(history.ageInDays) days") old", width: width, first: "  - ")
    }
    lines += run.inputs.flatMap { TerminalText.wrapped("\($0.role): \($0.name)", width: width, first: "  - ") }
    let counts = dataQuality.allNotes.flatMap {
      TerminalText.wrapped("\($0.label): \($0.explanation)", width: width, first: "  \(pad($0.count))  ")
    }
    let error = dataQuality.medianMarkError.map {
      ["  Venue marks are met to a median of \(NumberText.significant($0, 2)) in the settlement currency."]
    }
    return textSection("INPUTS", lines)
      + textSection(
        "ASSUMED", run.assumptions.flatMap { TerminalText.wrapped($0, width: width, first: "  - ") })
      + textSection("DATA: WHAT WAS MISSING, AND WHAT WAS DONE", counts + (error ?? []))
      + ["", "tailpool \(TerminalText.clean(run.libraryVersion))"]
  }

  private func pad(_ count: Int) -> String { TerminalText.pad(NumberText.grouped(count), to: 7, .right) }
}
