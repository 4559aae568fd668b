import TailpoolMarket

/// What the pool has sold, and how its value moves.
struct HTMLBook {
  let report: PoolRiskReport

  /// Underlyings whose charts are open.
  private let open = 4

  var markup: Markup {
    let book = report.book
    let charts = book.byUnderlying.map { part in group(part.underlying) }
    let more = Array(charts.dropFirst(open))
    return section(
      id: "book", title: "The book",
      lead: """
        \(NumberText.grouped(book.positions)) positions, \(NumberText.grouped(book.soldPositions)) of them sold, worth \
        <strong>\(Markup.number(NumberText.money(book.value)))</strong> to the pool.
        """,
      Array(charts.prefix(open)) + [
        more.isEmpty ? "" : details("\(more.count) more underlyings", Markup(more)), totals.markup, units.markup,
        details("By expiry", expiries.markup),
      ])
  }

  private func group(_ underlying: Underlying) -> Markup {
    let rows = report.book.byExpiry.filter { $0.underlying == underlying }
    let greeks: [(String, Markup, @Sendable (DollarGreeks) -> Double)] = [
      ("Delta", "dollars of \(underlying.name)", { $0.delta }), ("Gamma", "change of delta for 1%", { $0.gamma }),
      ("Vega", "dollars a volatility point", { $0.vega }), ("Theta", "dollars a day", { $0.theta }),
    ]
    let id = Markup.identifier(underlying.name)
    let figures = greeks.map { name, unit, value in
      figure(
        id: "chart-greeks-\(id)-\(name.lowercased())", title: "\(underlying.name) \(name.lowercased())", note: unit,
        style: "panel", GreeksChart(name: name, rows: rows, value: value).svg)
    }
    return "<div class=\"panels\">\(Markup(figures))</div>"
  }

  private var totals: HTMLTable {
    var table = HTMLTable(
      caption: "Net sensitivities in dollars",
      [
        .text("underlying"), .number("value"), .number("delta"), .number("gamma for 1%"), .number("vega a point"),
        .number("theta a day"),
      ])
    for part in report.book.byUnderlying { table.add([part.underlying.name] + Self.cells(part.dollars)) }
    if report.book.byUnderlying.count > 1 { table.add(["total"] + Self.cells(report.book.total), style: "total") }
    return table
  }

  private var units: HTMLTable {
    var table = HTMLTable(
      caption: "Net sensitivities per unit: derivatives of the dollar value",
      [
        .text("underlying"), .number("positions"), .number("delta"), .number("delta less premium in coin"),
        .number("gamma per $"), .number("vega per 1.00"), .number("theta per year"), .number("value in coin"),
      ])
    for part in report.book.byUnderlying {
      table.add(
        part.underlying.name, NumberText.grouped(part.positions), NumberText.significant(part.greeks.delta, 5),
        NumberText.significant(part.netDelta, 5),
        NumberText.significant(part.greeks.gamma, 4), NumberText.significant(part.greeks.vega, 5),
        NumberText.significant(part.greeks.theta, 5), part.coinValue.map { NumberText.significant($0, 5) } ?? "")
    }
    return table
  }

  private var expiries: HTMLTable {
    var table = HTMLTable(
      caption: "Net sensitivities in dollars by expiry",
      [
        .text("expiry"), .number("value"), .number("delta"), .number("gamma for 1%"), .number("vega a point"),
        .number("theta a day"),
      ])
    let labels = ExpiryLabels(report.markets)
    for row in report.book.byExpiry {
      table.add(["\(row.underlying) \(labels.long(row.expiry, of: row.underlying))"] + Self.cells(row.dollars))
    }
    return table
  }

  private static func cells(_ greeks: DollarGreeks) -> [String] {
    [greeks.value, greeks.delta, greeks.gamma, greeks.vega, greeks.theta].map { NumberText.money($0) }
  }
}
