import TailpoolMarket
import TailpoolPricing

/// What was observed: smiles against the quotes, forwards, covariance.
struct HTMLMarket {
  let report: PoolRiskReport

  /// Panels of an underlying that are open; the others stand in a fold.
  private let open = 6

  var markup: Markup {
    section(
      id: "market", title: "The market",
      lead: """
        The volatilities the book is valued at, against the quotes of the options out of the money. The lower numbers on \
        the axis are strikes.
        """,
      [legend]
        + report.markets.map { smiles($0) }
        + [report.surfaces.map { HTMLSurface(report: report, section: $0).markup } ?? "", forwards, covariance])
  }

  private var legend: Markup {
    """
    <p class="legend"><span class="swatch quotes"></span>bid to ask (a single tick: one side only)\
    <span class="swatch series1"></span>volatility used\(fitted)<span class="swatch forward"></span>forward</p>
    """
  }

  private var fitted: Markup {
    if report.surfaces == nil { return "" }
    return """
      : fitted smile, and dots at strikes<span class="swatch density"></span>risk-neutral density, its peak at half height
      """
  }

  private func smiles(_ market: MarketSection) -> Markup {
    let panels = report.smiles.filter { $0.underlying == market.underlying }.map(panel)
    let more = panels.dropFirst(open)
    let spot = NumberText.price(market.spot)
    let heading: Markup = "<h3>\(market.underlying.name) <span class=\"note\">spot \(spot)</span></h3>"
    if panels.isEmpty { return heading + "<p class=\"note\">No smile: no option has a usable volatility.</p>" }
    let rest =
      more.isEmpty
      ? "" : details("\(more.count) more expiries", "<div class=\"panels wide\">\(Markup(Array(more)))</div>")
    return heading + "<div class=\"panels wide\">\(Markup(Array(panels.prefix(open))))</div>" + rest
  }

  private func panel(_ smile: VolatilitySmile) -> Markup {
    let chart = SmileChart(
      smile, density: report.surfaces?.expiry(smile.market.expiry, of: smile.underlying)?.density)
    let days = smile.market.years * DayCount.daysPerYear
    let away = days < 10 ? NumberText.fixed(days, 1) : NumberText.fixed(days, 0)
    let level = smile.volatilityAtTheMoney.map { NumberText.percent($0) } ?? "n/a"
    let unfitted: Markup = report.surfaces != nil && smile.curve.isEmpty ? " · no surface, quotes’ own" : ""
    let hidden: Markup = chart.hidden > 0 ? " · \(chart.hidden) strikes beyond the frame" : ""
    return figure(
      id: "chart-smile-\(Markup.identifier(smile.underlying.name))-\(smile.market.expiry.identifier)",
      title: "\(ExpiryLabels(report.markets).long(smile.market.expiry, of: smile.underlying))",
      note: "\(away) days · \(level) at the money\(unfitted)\(hidden)", style: "panel",
      chart.svg)
  }

  private var forwards: Markup {
    var table = HTMLTable(
      caption: "Forwards",
      [
        .text("expiry"), .number("days"), .number("forward"), .number("over spot"), .number("discount factor"),
        .number("quotes"), .text("forward from"), .number("by parity"), .number("± (standard error)"),
      ])
    let labels = ExpiryLabels(report.markets)
    for market in report.markets {
      for row in market.expiries {
        table.add(
          "\(market.underlying) \(labels.long(row.expiry, of: market.underlying))",
          NumberText.fixed(row.years * DayCount.daysPerYear, 1),
          NumberText.price(row.forward), NumberText.percent(row.forward / market.spot - 1, 2),
          NumberText.fixed(row.discountFactor, 5), NumberText.grouped(row.quotes), row.forwardSource.explanation,
          row.parity.map { NumberText.price($0.forward) } ?? "n/a",
          row.parity?.standardError.map { NumberText.significant($0, 2) } ?? "n/a")
      }
    }
    return table.isEmpty ? "" : details("Forwards and where they come from", table.markup)
  }

  private var covariance: Markup {
    let section = report.covariance
    if section.factors.isEmpty { return "" }
    var table = HTMLTable(
      caption: "Standard deviation per period and correlations",
      [.text("factor"), .number("std dev")] + section.factors.map { .number("\($0)") })
    for (row, factor) in section.factors.enumerated() {
      table.add(
        [factor, NumberText.percent(section.volatilities[row], 2)]
          + section.correlations[row].map { NumberText.fixed($0, 2) })
    }
    let facts = section.sentences.map { "<li>\($0)</li>" as Markup }
    return details(
      "Covariance of the scenarios",
      "<ul class=\"note\">\(Markup(facts, separator: ""))</ul>\(table.markup)\(overlaps(section))")
  }

  /// The returns that factors have in common, where they are not all the same.
  private func overlaps(_ section: CovarianceSection) -> Markup {
    guard let counts = section.gaps?.overlaps, Set(counts.joined()).count > 1 else { return "" }
    var table = HTMLTable(
      caption: "History rows in which both factors have a return",
      [.text("factor")] + section.factors.map { .number("\($0)") })
    for (factor, row) in zip(section.factors, counts) { table.add([factor] + row.map(NumberText.grouped)) }
    return table.markup
  }
}
