import TailpoolLedger
import TailpoolMarket
import TailpoolVenues

/// The auctions of a venue.
extension AuctionVenueReplay {
  var auctionSection: ReportSection {
    let shown = traded
    var chart = ReportChart.lines(
      key: "price", title: "Price of \(terms.base) in \(terms.quote)", times: shown.map(\.time),
      [
        ("price", shown.map { Double($0.price ?? 0) }), ("reference", shown.map { Double($0.band?.reference ?? 0) }),
      ])
    (chart.id, chart.shows) = ("chart-price", .html)
    var volumes = ReportChart.lines(
      key: "volume", title: "\(terms.base) traded", times: shown.map(\.time),
      [("volume", shown.map { Double($0.volume) })])
    (volumes.id, volumes.shows) = ("chart-volume", .html)
    return ReportSection(
      id: "auctions", title: "Auctions",
      lead: "The reference is what sources agreed on; nothing trades out of its band.",
      [
        .group(ReportGroup(.pair, [.chart(chart), .chart(volumes)])),
        .table(
          ReportTable(
            caption: caption("Auctions", auctions.count),
            columns: [
              .text("due"), .number("reference"), .text("band", shows: .html), .number("price"), .number("volume"),
              .number("surplus"), .text("decided by", shows: .html), .number("bonds lost"),
            ],
            rows: auctions.suffix(mostRows).map { report in
              [
                .instant(report.due), report.band.map { .count($0.reference) } ?? .text("none"),
                report.band.map { .text("\($0.prices.lowerBound) to \($0.prices.upperBound)") } ?? .text("none"),
                report.price.map { .count($0) } ?? .text("none"), units(report.volume), units(report.surplus),
                .text(report.principle?.rawValue ?? ""), .count(report.forfeited.count),
              ]
            })),
      ])
  }

  /// Demand and supply of the last auctions that traded; nil where none did.
  var curveSection: ReportSection? {
    let charts = auctions.enumerated().compactMap { index, report -> ReportNode? in
      guard let price = report.price, let band = report.band, !report.orders.isEmpty,
        let levels = try? terms.auction.levels(
          report.orders, reference: band.reference, guarded: band.prices)
      else { return nil }
      return .chart(
        .auction(
          id: "chart-auction-\(index + 1)", title: "Auction of \(report.due)", levels: levels, price: price,
          reference: band.reference))
    }
    if charts.isEmpty { return nil }
    return ReportSection(
      id: "curves", title: "Demand and supply", short: "Curves",
      lead: """
        Units that want to buy at a price or above, and that are offered at it or below, as orders were cut to what backed them; the \
        last auctions that traded.
        """,
      [.group(ReportGroup(.widePanels, charts))])
  }

  var fillSection: ReportSection {
    let fills = auctions.flatMap { report in report.fills.map { (report: report, fill: $0) } }
    return ReportSection(
      id: "fills", title: "Fills", lead: "Every fill is a row of fills.csv.",
      [
        .table(
          ReportTable(
            caption: caption("Fills", fills.count),
            columns: [
              .text("auction"), .number("order"), .text("participant"), .text("side"), .number("quantity"),
              .number("price"), .number("quote"),
            ],
            rows: fills.suffix(mostRows).map { report, fill in
              [
                .instant(report.due), .count(fill.order), .text(fill.participant), .text(fill.side.rawValue),
                units(UInt128(fill.quantity)), report.price.map { .count($0) } ?? .missing, units(fill.quote),
              ]
            })),
        .table(orderTable),
      ])
  }

  private var orderTable: ReportTable {
    var counts: [OrderRecord.Status: (open: Int, sealed: Int)] = [:]
    for record in orders.values {
      if record.isSealed {
        counts[record.status, default: (0, 0)].sealed += 1
      } else {
        counts[record.status, default: (0, 0)].open += 1
      }
    }
    return ReportTable(
      caption: "Orders by what became of them", columns: [.text("status"), .number("open"), .number("sealed")],
      rows: counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        [.text($0.key.rawValue), .count($0.value.open), .count($0.value.sealed)]
      })
  }

  var notesSection: ReportSection {
    ReportSection(
      id: "notes", title: "How it was made", short: "Notes", lead: "What was agreed on, and what the figures are.",
      [
        .fields(ReportFields(title: "Terms", termFields)),
        .note(
          ReportNote(
            title: "Figures", style: .bullets, shows: .html,
            [
              "Amounts and prices are whole units, to the last one.",
              """
              A shortfall is what was paid above the price at the order's arrival; the leakage is the part of it that had happened when \
              the order became known; a markout is what the fill had gained by the horizon. Prices are those that sources agreed on.
              """,
              "Orders that arrived before sources first agreed on a price have no cost and are left out of those figures.",
            ])),
      ])
  }

  private var termFields: [ReportFields.Field] {
    guard case .fields(let fields) = terms.eventValue else { return [] }
    return fields.compactMap { field in
      guard case .text(let text) = field.value, !["version", "opening"].contains(field.name) else { return nil }
      return .init(field.name, .text(text))
    } + [.init("opening", .instant(terms.opening))]
  }
}
