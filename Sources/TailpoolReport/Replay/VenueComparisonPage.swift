import TailpoolVenues

/// Venues side by side, as a page and as text.
public struct VenueComparisonPage: Sendable {
  /// What each venue came to.
  public let venues: [VenueComparison]
  /// The token that was traded.
  public let token0: String
  /// The token that money is in.
  public let token1: String
  /// From when to when.
  public let span: String

  /// Creates a page.
  ///
  /// - Parameters:
  ///   - venues: What each venue came to.
  ///   - token0: The token that was traded.
  ///   - token1: The token that money is in.
  ///   - span: From when to when, in words.
  public init(_ venues: [VenueComparison], token0: String, token1: String, span: String) {
    (self.venues, self.token0, self.token1, self.span) = (venues, token0, token1, span)
  }

  /// One self-contained HTML page; every name that comes from a file is escaped.
  ///
  /// - Returns: The page, UTF-8.
  public func html() -> String { HTMLPage(document: document).markup.text }

  /// A summary for a terminal.
  ///
  /// - Parameter width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(width: Int = 100) -> String { document.text(width: min(max(width, 80), 110)) }

  private var document: ReportDocument {
    let best = venues.max { $0.result < $1.result }
    let verdict: ReportProse =
      best.map {
        """
        \(strong: .text($0.name)) left its owners most: fees less the loss versus rebalancing came to \
        \(strong: .amount($0.result, unit: token1)).
        """
      } ?? "There is no venue."
    return ReportDocument(
      title: "Venues side by side", asOf: span,
      made: "\(NumberText.counted(venues.count, "venue")), \(token0) in \(token1); of each its fees less its loss",
      facts: "\(token0) in \(token1) · \(span)", verdict: verdict,
      headline: ReportFields(
        layout: .cards,
        venues.map {
          .init(
            $0.name, .number($0.result, digits: 6),
            notes: [
              "fees less loss, \(token1)", "fees \(.number($0.fees, digits: 6))", "loss \(.number($0.loss, digits: 6))",
            ])
        }),
      limits: ([refusals], refusals, venues.contains { $0.refused > 0 }), overview: [],
      sections: [ownersSection, tradersSection] + (refusalSection.map { [$0] } ?? []), added: [], data: [],
      footer: "tailpool \(TailpoolVersion.current) · money is in \(token1) at the market's prices",
      version: TailpoolVersion.current)
  }

  private var refusals: ReportProse {
    let refused = venues.reduce(0) { $0 + $1.refused }
    return refused == 0 ? "Every order was taken." : "\(NumberText.counted(refused, "order")) refused."
  }

  private var ownersSection: ReportSection {
    func amount(_ value: Double?) -> ReportValue { .amount(value, unit: token1) }
    return ReportSection(
      id: "owners", title: "What liquidity came to", short: "Owners",
      lead: """
        The loss versus rebalancing is what the venue's trades cost it at the market's prices without their fees. Against holding is \
        what is held less what was brought and not taken out.
        """,
      [
        .table(
          ReportTable(
            caption: "Owners",
            columns: [
              .text("venue"), .number("trades"), .number("refused", shows: .html),
              .number("volume, \(token0)", shows: .html), .number("fees"),
              .number("loss"), .number("fees less loss"), .number("against holding"),
            ],
            rows: venues.map { venue in
              [
                .text(venue.name), .count(venue.trades), .count(venue.refused), .number(venue.volume0, digits: 6),
                amount(venue.fees), amount(venue.loss), amount(venue.result), amount(venue.againstHolding),
              ]
            })),
        bars("result", "Fees less loss", venues.map { ($0.name, amount($0.result)) }),
      ])
  }

  private var tradersSection: ReportSection {
    let sizes = venues.first?.sizes.map(\.size) ?? []
    func cells(_ pick: (VenueComparison.Size) -> Double?) -> [[ReportValue]] {
      sizes.indices.map { index in
        [.text(NumberText.plain(sizes[index]))]
          + venues.map { venue in
            .percent(venue.sizes.indices.contains(index) ? pick(venue.sizes[index]) : nil, places: 4)
          }
      }
    }
    func table(_ caption: String, _ pick: (VenueComparison.Size) -> Double?) -> ReportNode {
      .table(
        ReportTable(
          caption: ReportProse(caption),
          columns: [.text("size, \(token0)")] + venues.map { .number($0.name) }, rows: cells(pick)))
    }
    return ReportSection(
      id: "traders", title: "What trades cost", short: "Traders",
      lead: """
        Against the venue's own price at the end, fees included. Splitting is what ten parts in a row pay less than the whole. Where \
        nothing stands the venue refuses.
        """,
      [
        bars(
          "traders", "Paid by traders above the market's price",
          venues.map { ($0.name, .amount($0.costOfTraders, unit: token1)) })
      ]
        + (sizes.isEmpty
          ? []
          : [
            table("Purchases, by size", \.purchase), table("Sales, by size", \.sale),
            table("Gain of splitting a purchase, by size", \.splitting),
          ]))
  }

  /// Rows of refusals that the page shows of each venue.
  private var mostRows: Int { 20 }

  /// What venues refused; nil where they took everything.
  private var refusalSection: ReportSection? {
    if venues.allSatisfy({ $0.refusals.isEmpty }) { return nil }
    return ReportSection(
      id: "refusals", title: "What was refused", short: "Refused",
      lead: "The first \(.count(mostRows)) of each venue, by their place among its orders, the trades or the prices.",
      [
        .table(
          ReportTable(
            caption: "Refused", columns: [.text("venue"), .text("what"), .text("time"), .text("why")],
            rows: venues.flatMap { venue in
              venue.refusals.prefix(mostRows).map { record in
                [
                  .text(venue.name),
                  .text("\(record.source) \(record.row): \(record.action) by \(record.party.name ?? "protocol")"),
                  .instant(record.time), .text(record.refusal?.words ?? ""),
                ]
              }
            }))
      ])
  }

  private func bars(_ key: String, _ title: String, _ bars: [(name: String, value: ReportValue)]) -> ReportNode {
    var chart = ReportChart.bars(key: key, title: title, bars)
    chart.id = "chart-\(key)"
    chart.shows = .html
    return .chart(chart)
  }
}
