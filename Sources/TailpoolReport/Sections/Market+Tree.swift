import TailpoolMarket
import TailpoolPricing

/// What was observed: smiles against the quotes, forwards, surfaces, covariance.
extension PoolRiskReport {
  var marketTree: ReportSection {
    ReportSection(
      id: "market", title: "The market", short: "Market",
      lead: "The volatilities the book is valued at, against the quotes of the options out of the money.",
      [.note(smileLegend)] + markets.map { .section(smileCharts(of: $0)) } + [.table(smileTable)]
        + [surfaces.map { .section($0.tree(ExpiryLabels(markets))) } ?? .fields(Self.noSurfaces)]
        + [.table(marketTable)] + covariance.tree)
  }

  private static let noSurfaces = ReportFields(shows: .json, [.data("surfaces", .missing)])

  /// Panels of an underlying that are open; the others stand in a fold.
  private static let openPanels = 6

  private var smileLegend: ReportNote {
    var items: [(swatch: String, meaning: ReportProse)] = [
      ("quotes", "bid to ask (a single tick: one side only)"), ("series1", "volatility used"),
    ]
    if surfaces != nil {
      items[1].meaning = "volatility used: fitted smile, and dots at strikes"
      items.append(("density", "risk-neutral density, its peak at half height"))
    }
    items.append(("forward", "forward; the lower numbers on the axis are strikes"))
    return ReportNote(style: .legend(swatches: items.map(\.swatch)), shows: .html, items.map(\.meaning))
  }

  private func smileCharts(of market: MarketSection) -> ReportSection {
    let panels = smiles.filter { $0.underlying == market.underlying }.map { ReportNode.chart(chart(of: $0)) }
    let more = Array(panels.dropFirst(Self.openPanels))
    let rest = ReportNode.group(
      ReportGroup(.fold("\(more.count) more expiries"), [.group(ReportGroup(.widePanels, more))]))
    return ReportSection(
      id: nil, title: market.underlying.name, lead: "spot \(.price(market.spot))",
      panels.isEmpty
        ? [.note(ReportNote(shows: .html, ["No smile: no option has a usable volatility."]))]
        : [.group(ReportGroup(.widePanels, Array(panels.prefix(Self.openPanels))))] + (more.isEmpty ? [] : [rest]))
  }

  private func chart(of smile: VolatilitySmile) -> ReportChart {
    let expiry = smile.market.expiry
    let chart = SmileChart(smile, density: surfaces?.expiry(expiry, of: smile.underlying)?.density)
    let days = smile.market.years * DayCount.daysPerYear
    var note: ReportProse = """
      \(.decimal(days, places: days < 10 ? 1 : 0)) days · \(.volatility(smile.volatilityAtTheMoney)) at the money
      """
    if surfaces != nil && smile.curve.isEmpty { note = note + " · no surface, quotes’ own" }
    if chart.hidden > 0 { note = note + " · \(.count(chart.hidden)) strikes beyond the frame" }
    return ReportChart(
      id: "chart-smile-\(Markup.identifier(smile.underlying.name))-\(expiry.identifier)",
      title: ExpiryLabels(markets).long(expiry, of: smile.underlying), note: note, shows: .html, .smile(chart))
  }

  private var marketTable: ReportTable {
    let labels = ExpiryLabels(markets)
    let atTheMoney = Dictionary(
      smiles.map { (SmileKey($0.underlying, $0.market.expiry), $0.volatilityAtTheMoney) },
      uniquingKeysWith: { first, _ in first })
    return ReportTable(
      key: "markets", caption: "Spots",
      columns: [
        .text("market", key: "underlying"), .number("spot", key: "spot", shows: [.text, .json]),
        .following(key: "expiries", caption: "Forwards", fold: "Forwards and where they come from"),
      ],
      rows: markets.map { market in
        let rows = market.expiries.map { row in
          row.cells(
            label: labels.long(row.expiry, of: market.underlying), spot: market.spot,
            atTheMoney: atTheMoney[SmileKey(market.underlying, row.expiry)] ?? nil)
        }
        return [
          .text(market.underlying.name), .price(market.spot),
          .table(ReportTable(columns: MarketSection.Expiry.columns, rows: rows)),
        ]
      })
  }

  /// For programs: the page draws the points.
  private var smileTable: ReportTable {
    ReportTable(
      key: "smiles",
      columns: [.data("underlying"), .data("expiry"), .data("volatilityAtTheMoney"), .data("points")],
      rows: smiles.map { smile in
        [
          .text(smile.underlying.name), .instant(smile.market.expiry), .volatility(smile.volatilityAtTheMoney),
          .table(ReportTable(columns: SmilePoint.columns, rows: smile.points.map(\.cells))),
        ]
      }, shows: .json)
  }
}

extension MarketSection.Expiry {
  fileprivate static let columns: [ReportColumn] = [
    .text("expiry", key: "expiry"), .number("days", key: "years"), .number("forward", key: "forward"),
    .number("over spot"), .number("discount factor", key: "discountFactor", shows: [.html, .json]),
    .number("at the money", shows: .text), .number("quotes", key: "quotes"),
    .text("forward from", key: "forwardSource"),
    .number("by parity", key: "parityForward", shows: [.html, .json]),
    .number("± (standard error)", key: "parityForwardStandardError", shows: [.html, .json]), .data("parityPairs"),
  ]

  fileprivate func cells(label: String, spot: Double, atTheMoney: Double?) -> [ReportValue] {
    [
      .instant(expiry).labeled(label), .years(years), .price(forward), .percent(forward / spot - 1, places: 2),
      .decimal(discountFactor, places: 5), .volatility(atTheMoney), .count(quotes),
      .text(forwardSource.rawValue).labeled(forwardSource.explanation), .price(parity?.forward),
      .number(parity?.standardError, digits: 2), .count(parity?.pairs ?? 0),
    ]
  }
}

extension SmilePoint {
  fileprivate static let columns: [ReportColumn] = [
    "instrument", "type", "strike", "logMoneyness", "volatility", "source", "bidVolatility", "midVolatility",
    "markVolatility", "askVolatility",
  ].map { .data($0) }

  fileprivate var cells: [ReportValue] {
    let contract = quote.contract
    return [
      .text(contract.name), .text(contract.type.rawValue), .price(contract.strike), .plain(logMoneyness),
      .volatility(volatility), .text(source.rawValue), .volatility(bidVolatility), .volatility(midVolatility),
      .volatility(markVolatility), .volatility(askVolatility),
    ]
  }
}
