import TailpoolVenues

/// The tables of a replay.
extension VenueReplay {
  private var tokens: (String, String) { (venue.terms.token0, venue.terms.token1) }

  /// Rows of a table that the page and the terminal show; the files have them all.
  private var mostRows: Int { 50 }

  var ownerTable: ReportTable {
    let (token0, token1) = tokens
    // A claim fails only where an audit does, which the page says.
    let statements = (try? ownerStatements()) ?? []
    return ReportTable(
      caption: "Owners",
      columns: [
        .text("owner"), .number("brought \(token0)"), .number("brought \(token1)"), .number("paid \(token0)"),
        .number("paid \(token1)"), .number("claim \(token0)"), .number("claim \(token1)"),
        .number("value", shows: .html), .number("holding", shows: .html), .number("result"),
      ],
      rows: statements.map { statement in
        [.text(statement.owner)] + cells(statement.brought) + cells(statement.paid) + cells(statement.claim)
          + [amount(statement.value), amount(statement.holding), amount(statement.result)]
      })
  }

  var ordersSection: ReportSection {
    ReportSection(
      id: "orders", title: "Orders", lead: "Every order is a row of fills.csv.",
      [.table(actionTable)] + (contractTable.map { [.table($0)] } ?? []) + [.table(traderTable), .table(refusalTable)])
  }

  private var actionTable: ReportTable {
    var counts: [String: (taken: Int, refused: Int)] = [:]
    for record in records {
      if record.fill == nil {
        counts[record.action, default: (0, 0)].refused += 1
      } else {
        counts[record.action, default: (0, 0)].taken += 1
      }
    }
    return ReportTable(
      caption: "Orders by action", columns: [.text("action"), .number("taken"), .number("refused")],
      rows: counts.sorted { $0.key < $1.key }.map { [.text($0), .count($1.taken), .count($1.refused)] },
      total: ["all", .count(totals.taken), .count(totals.refused)])
  }

  /// What was traded of each contract; nil where no contract was.
  private var contractTable: ReportTable? {
    var sums: [String: (bought: Int128, sold: Int128, paid: TokenAmounts, received: TokenAmounts)] = [:]
    for record in records {
      guard record.party.isTrader, let fill = record.fill, let trade = fill.contract else { continue }
      var sum = sums[trade.name] ?? (0, 0, .zero, .zero)
      if trade.contracts > 0 { sum.bought += trade.contracts } else { sum.sold -= trade.contracts }
      sum.paid += TokenAmounts(fill.flow.in0, fill.flow.in1)
      sum.received += TokenAmounts(fill.flow.out0, fill.flow.out1)
      sums[trade.name] = sum
    }
    if sums.isEmpty { return nil }
    let (token0, token1) = tokens
    return ReportTable(
      caption: caption("Contracts, collateral included in what traders paid and received", sums.count),
      columns: [
        .text("contract"), .number("bought"), .number("sold"), .number("paid \(token0)"), .number("paid \(token1)"),
        .number("received \(token0)"), .number("received \(token1)"),
      ],
      rows: sums.sorted { $0.key < $1.key }.prefix(mostRows).map { name, sum in
        [.text(name), .count(Int(clamping: sum.bought)), .count(Int(clamping: sum.sold))] + cells(sum.paid)
          + cells(sum.received)
      })
  }

  private var traderTable: ReportTable {
    let (token0, token1) = tokens
    let statements = traderStatements()
    return ReportTable(
      caption: caption("Traders", statements.count),
      columns: [
        .text("trader"), .number("trades"), .number("paid \(token0)"), .number("paid \(token1)"),
        .number("received \(token0)"), .number("received \(token1)"), .number("fee \(token0)"),
        .number("fee \(token1)"),
      ],
      rows: statements.prefix(mostRows).map { statement in
        [.text(statement.trader), .count(statement.trades)] + cells(statement.paid) + cells(statement.received)
          + cells(statement.fees)
      })
  }

  private var refusalTable: ReportTable {
    let refused = records.filter { $0.refusal != nil }
    return ReportTable(
      caption: caption("Refused", refused.count),
      columns: [.text("order"), .text("time"), .text("why")],
      rows: refused.prefix(mostRows).map { record in
        // Few columns, so that the words have room on a narrow page.
        [
          .text("\(record.index): \(record.action) by \(record.party.name ?? "protocol")"), .instant(record.time),
          .text(record.refusal?.words ?? ""),
        ]
      })
  }

  private func caption(_ title: String, _ count: Int) -> ReportProse {
    count > mostRows ? "\(title), the first \(.count(mostRows)) of \(.count(count))" : ReportProse(title)
  }

  var notesSection: ReportSection {
    ReportSection(
      id: "notes", title: "How it was made", short: "Notes", lead: "What was agreed on, and what the figures are.",
      [
        .fields(
          ReportFields(
            title: "Terms",
            [
              .init("decimals of \(venue.terms.token0)", .count(scale.decimals0)),
              .init("decimals of \(venue.terms.token1)", .count(scale.decimals1)),
            ] + termFields)),
        .note(
          ReportNote(
            title: "Figures", style: .bullets, shows: .html,
            [
              "Amounts are whole base units, to the last one; here they are shown in whole tokens.",
              Venue.exchangesTokens
                ? """
                Against rebalancing: for each trade what was paid in, its fee left out, less what was received, both at the price \
                after the trade. It is the venue's own price, not a market's.
                """
                : """
                The value held is at the low side of the last marks, with all that is open valued by the venue's curve at the last \
                index; spread that is still to be earned is not in it.
                """,
              """
              Against holding: what the venue holds less what owners brought and were not paid yet, at the price of that moment. \
              For an owner it is the claim and what was paid, less what was brought, at the price now.
              """,
              "A refused order leaves the venue as it was, and the replay goes on.",
            ])),
      ])
  }

  private var termFields: [ReportFields.Field] {
    guard case .fields(let fields) = venue.terms.eventValue else { return [] }
    return fields.filter { !["version", "opening"].contains($0.name) }.compactMap { field in
      guard case .text(let text) = field.value else { return nil }
      return .init(field.name, .text(text))
    } + [.init("opening", .instant(venue.terms.opening))]
  }
}
