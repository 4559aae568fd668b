import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The surfaces that the book is valued off: fit, arbitrage, densities.
extension SurfacesSection {
  func tree(_ labels: ExpiryLabels) -> ReportSection {
    ReportSection(
      id: "surfaces", title: "Surfaces",
      [
        .table(fitTable), .table(arbitrageTable(labels)),
        .note(ReportNote(style: .bullets, sentences.map { ReportProse($0) })), .table(unfittedTable),
        .fields(
          ReportFields(key: "surfaces", shows: .json, [.data("bookValueAtQuotes", .dollars(bookValueAtQuotes))])),
      ])
  }

  private var fitTable: ReportTable {
    ReportTable(
      key: "surfaces.surfaces",
      caption: "How the surfaces meet the two-sided quotes out of the money; errors and differences are medians",
      columns: [
        .text("surface"), .text("family", key: "family"), .number("expiries"), .number("quotes", key: "quotes"),
        .number("inside bid and ask", key: "inside", short: "inside"),
        .number("error in volatility", key: "medianErrorInVolatility", short: "error"),
        .number("in half-spreads", key: "medianErrorInHalfSpreads", short: "half-spreads"),
        .number("to the venue’s volatilities", short: "to marks"),
        .number("to the venue’s marks", shows: .html), .data("underlying"), .data("root"), .data("differenceToMarks"),
      ],
      rows: surfaces.map { surface in
        let difference = surface.differenceToMarks
        let volatility = ReportValue.percent(difference?.medianVolatility, places: 2)
        let price = ReportValue.number(difference?.medianPrice, digits: 2)
        return [
          .text(surface.name), .text(surface.family.rawValue), .count(surface.expiries.count), .count(surface.quotes),
          .count(surface.inside).remarked(surface.insideText), .percent(surface.medianErrorInVolatility, places: 2),
          .decimal(surface.medianErrorInHalfSpreads, places: 2), volatility, price, .text(surface.underlying.name),
          .text(surface.root),
          difference.map {
            .object([
              .data("options", .count($0.options)), .data("medianVolatility", volatility), .data("medianPrice", price),
              .data("largestPrice", .number($0.largestPrice, digits: 2)),
            ])
          } ?? .missing,
        ]
      })
  }

  /// Joined to the table above, row by row.
  private func arbitrageTable(_ labels: ExpiryLabels) -> ReportTable {
    ReportTable(
      key: "surfaces.surfaces", caption: "Arbitrage: points that fail, on a grid of log-moneyness and time",
      columns: [
        .text("surface"), .number("points", key: "arbitrage.points"), .data("arbitrage.free"),
        .number("butterfly (g below 0)", key: "arbitrage.butterfly", short: "butterfly"),
        .number("calendar", key: "arbitrage.calendar"), .number("Lee’s slopes", key: "arbitrage.wings", short: "Lee"),
        .number("price convexity", key: "arbitrage.convexity", short: "convexity"),
        .number("least density", short: "density ≥"), .number("density’s integral off 1 by", short: "∫ off 1 by"),
        .following(
          key: "expiries", caption: "Expiries of the surfaces", fold: "Expiries of the surfaces", shows: [.html, .json]),
      ],
      rows: surfaces.map { surface in
        let found = surface.arbitrage
        return [.text(surface.name), .count(found.points), .truth(found.isFree)]
          + [found.butterfly, found.calendar, found.wings, found.convexity].map(Self.cell) + [
            .number(surface.leastDensity, digits: 2),
            .number(surface.largestIntegralError, digits: 1),
            .table(
              ReportTable(
                columns: SurfaceSection.Expiry.columns,
                rows: surface.expiries.map { $0.cells(label: labels.long($0.expiry, of: surface.underlying)) })),
          ]
      })
  }

  /// Places as their number, and for programs each.
  private static func cell(_ places: [ArbitrageReport.Place]) -> ReportValue {
    .table(
      ReportTable(
        columns: [.data("logMoneyness"), .data("years"), .data("amount")],
        rows: places.map { [.plain($0.logMoneyness), .years($0.years), .number($0.amount)] })
    ).labeled(NumberText.grouped(places.count))
  }

  private var unfittedTable: ReportTable {
    ReportTable(
      key: "surfaces.unfitted",
      columns: [.data("underlying"), .data("root"), .data("expiry"), .data("options")],
      rows: unfitted.map { [.text($0.underlying.name), .text($0.root), .instant($0.expiry), .count($0.options)] },
      shows: .json)
  }
}

extension SurfaceSection.Expiry {
  fileprivate static let columns: [ReportColumn] = [
    .text("expiry", key: "expiry"), .number("days", key: "years"), .number("at the money", key: "volatilityAtTheMoney"),
    .number("quotes", key: "quotes"), .number("inside", key: "inside"), .number("least density", key: "density.least"),
    .number("integral", key: "density.integral"), .number("variance added", key: "addedVariance"),
    .text("parameters at bounds", key: "parametersAtBounds"), .data("density.logMoneyness"), .data("density.values"),
    .data("density.below"), .data("density.above"),
  ]

  fileprivate func cells(label: String) -> [ReportValue] {
    // Every second point draws the same curve.
    let shown = density.logMoneyness.indices.filter { $0 % 2 == 0 }
    let added = ReportValue.number(addedVariance, digits: 2)
    let atBounds = ReportValue.list(parametersAtBounds.map { .text($0) })
    return [
      .instant(expiry).labeled(label), .years(years), .volatility(volatilityAtTheMoney), .count(quotes), .count(inside),
      .number(density.least, digits: 2), .decimal(density.integral, places: 6),
      addedVariance == 0 ? added.labeled("none") : added,
      parametersAtBounds.isEmpty ? atBounds.labeled("none") : atBounds,
      .list(shown.map { .plain(density.logMoneyness[$0]) }), .list(shown.map { .plain(density.density[$0]) }),
      .plain(density.below), .plain(density.above),
    ]
  }
}
