import TailpoolPools

/// The books of a pool that runs: its layers, its queue, its participants and its controls.
extension PoolBooksSection {
  var tree: ReportSection {
    let low = amount(self.low)
    let high = amount(self.high)
    let shareLow = ReportValue.decimal(self.shareLow, places: 6)
    let shareHigh = ReportValue.decimal(self.shareHigh, places: 6)
    let utilization = ReportValue.percent(self.utilization)
    return ReportSection(
      id: "books", title: "The pool's books", short: "Books",
      lead: """
        After \(.count(Int(clamping: events))) events, as of \(.instant(asOf)): worth \(low) to leave and \(high) to enter, \
        \(shareLow) to \(shareHigh) a share\(isStale ? ", on stale marks" : ""). Utilization \(utilization).
        """,
      [
        .fields(
          ReportFields(
            key: "pool.books", shows: .json,
            [
              .data("unit", .text(unit)), .data("asOf", .instant(asOf)), .data("events", .count(events)),
              .data("valueLow", low), .data("valueHigh", high), .data("shareLow", shareLow),
              .data("shareHigh", shareHigh), .data("stale", .truth(isStale)), .data("utilization", utilization),
              .data("standingAlerts", .list(standingAlerts.map { .text($0) })),
            ])),
        .fields(accounts), .group(ReportGroup(.pair, [.table(layerTable), .table(controlTable)])), .table(memberTable),
        .table(ticketTable), .table(lossTable), .table(alertTable),
      ])
  }

  private func amount(_ value: Double) -> ReportValue { .amount(value, unit: unit) }

  private var accounts: ReportFields {
    ReportFields(
      key: "pool.books.accounts", title: "Accounts", nameTitle: "account", of: [.init("holds")], layout: .table,
      [
        .init("capital", amount(capital), key: "capital"), .init("reserve", amount(reserve), key: "reserve"),
        .init("money that waits to enter", amount(escrow), key: "escrow"),
        .init("rewards", amount(rewards), key: "rewards"), .init("margin", amount(margin), key: "margin"),
      ])
  }

  private var layerTable: ReportTable {
    func move(_ move: Double?) -> ReportValue { move.map { .percent($0) } ?? .missing.labeled("never") }
    return ReportTable(
      key: "pool.books.layers", caption: "Layers, and what exhausts them",
      columns: [
        .text("layer", key: "name"), .number("can bear", key: "capacity"),
        .number("gone after", key: "exhaustingLoss"), .number("all spots fall", key: "exhaustingFall"),
        .number("all spots rise", key: "exhaustingRise"),
      ],
      rows: layers.map {
        [.text($0.name), amount($0.capacity), amount($0.exhaustingLoss), move($0.fall), move($0.rise)]
      })
  }

  private var controlTable: ReportTable {
    ReportTable(
      key: "pool.books.controls", caption: "Controls",
      columns: [.text("control", key: "name"), .text("state", key: "state"), .data("active")],
      rows: controls.map { [.text($0.name), .text($0.state), .truth($0.isActive)] })
  }

  private var memberTable: ReportTable {
    ReportTable(
      key: "pool.books.members", caption: "Claims, results and rewards",
      columns: [
        .text("participant", key: "id"), .number("claim, low side", key: "claimLow", short: "claim"),
        .number("high side", key: "claimHigh", shows: [.html, .json]), .number("result", key: "result"),
        .number("reward", key: "reward"), .number("losses borne", key: "borne"),
        .number("assessed", key: "assessmentDue", shows: [.html, .json]),
      ],
      rows: members.map {
        [
          .text($0.participant), amount($0.claimLow), amount($0.claimHigh), amount($0.result), amount($0.reward),
          amount($0.borne), amount($0.due),
        ]
      })
  }

  private var ticketTable: ReportTable {
    ReportTable(
      key: "pool.books.tickets", caption: "Tickets that wait",
      columns: [
        .text("ticket", key: "number"), .text("participant", key: "participant"), .text("wants", key: "kind"),
        .number("about", key: "amount"), .text("since", key: "requested"),
      ],
      rows: tickets.map {
        [
          .count($0.number), .text($0.participant),
          $0.isExit ? ReportValue("exit").labeled("to leave") : ReportValue("entry").labeled("to enter"),
          amount($0.amount), .instant($0.requested),
        ]
      })
  }

  private var lossTable: ReportTable {
    ReportTable(
      caption: "Losses that went through the waterfall",
      columns: [.text("cause"), .text("when"), .text("borne by"), .number("uncovered, base units")],
      rows: losses.map { loss in
        let layers = loss.layers.filter { $0.used > 0 }.map { "\($0.name) \($0.used)" }.joined(separator: ", ")
        return [.text(loss.cause), .instant(loss.time), .text(layers), .text("\(loss.uncovered)")]
      }, shows: .html)
  }

  private var alertTable: ReportTable {
    let names = standingAlerts.isEmpty ? "none stands" : "standing: \(standingAlerts.joined(separator: ", "))"
    return ReportTable(
      key: "pool.books.alerts", caption: "The last alerts; \(names)",
      columns: [
        .text("when", key: "time"), .text("number", key: "metric"), .text("alert", key: "raised"),
        .number("value", key: "value"),
      ],
      rows: alerts.map {
        [
          .instant($0.time), .text($0.metric), .truth($0.isRaised, "raised", "cleared"),
          $0.value.map { .number($0) } ?? .missing.labeled("unknown"),
        ]
      })
  }
}
