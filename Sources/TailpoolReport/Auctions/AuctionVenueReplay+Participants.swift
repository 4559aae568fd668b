import TailpoolLedger
import TailpoolVenues

/// What came of participants, and what trading cost them.
extension AuctionVenueReplay {
  var participantSection: ReportSection {
    let statements = statements()
    let shown = statements.prefix(mostRows)
    let count: ReportProse =
      statements.count > mostRows
      ? "Participants, the first \(.count(mostRows)) of \(.count(statements.count))" : "Participants"
    return ReportSection(
      id: "participants", title: "Participants",
      lead:
        "What was brought and received is what was taken out, paid and is there, for each of them and of both assets.",
      [
        .table(
          ReportTable(
            caption: count + ", \(terms.base)",
            columns: [
              .text("participant"), .number("orders"), .number("deposited"), .number("withdrawn"), .number("bought"),
              .number("sold"), .number("account"), .number("locked"),
            ],
            rows: shown.map {
              [
                .text($0.participant), .count($0.orders), units($0.deposited.base), units($0.withdrawn.base),
                units($0.bought.base), units($0.sold.base), units($0.account.token0), units($0.locked.token0),
              ]
            })),
        .table(
          ReportTable(
            caption: count + ", \(terms.quote)",
            columns: [
              .text("participant"), .number("deposited"), .number("withdrawn"), .number("paid"), .number("received"),
              .number("fees"), .number("bonds lost"), .number("account"), .number("locked"), .number("bonds"),
            ],
            rows: shown.map {
              [
                .text($0.participant), units($0.deposited.quote), units($0.withdrawn.quote), units($0.bought.quote),
                units($0.sold.quote), units($0.fees), units($0.forfeited), units($0.account.token1),
                units($0.locked.token1), units($0.bonds),
              ]
            })),
      ])
  }

  func costSection(
    _ executions: (reports: [ExecutionReport], unpriced: Int), _ horizonSeconds: Int64
  ) -> ReportSection? {
    if executions.reports.isEmpty { return nil }
    let shown = executions.reports.prefix(mostRows)
    func bars(_ key: String, _ title: String, _ value: (ExecutionReport) -> Int128) -> ReportNode {
      var chart = ReportChart.bars(key: key, title: title, shown.map { ($0.participant, units(value($0))) })
      (chart.id, chart.shows) = ("chart-\(key)", .html)
      return .chart(chart)
    }
    return ReportSection(
      id: "cost", title: "What trading cost, and what leaked", short: "Cost",
      lead: """
        In \(terms.quote), beside the prices that sources agreed on; markouts \(NumberText.counted(Int(clamping: horizonSeconds), "second")) \
        after a fill. \(NumberText.counted(executions.unpriced, "order")) came before there was a price.
        """,
      [
        .table(
          ReportTable(
            caption: "Cost by participant",
            columns: [
              .text("participant"), .number("orders"), .number("ordered"), .number("filled"), .number("fill rate"),
              .number("shortfall"), .number("leakage"), .number("markout"),
            ],
            rows: shown.map {
              [
                .text($0.participant), .count($0.orders), units($0.ordered), units($0.filled), .percent($0.fillRate),
                units($0.shortfall), units($0.leakage), units($0.markout),
              ]
            })),
        .group(
          ReportGroup(
            .pair,
            [
              bars("shortfall", "Paid above the price at arrival") { $0.shortfall },
              bars("leakage", "Moved before it was known") { $0.leakage },
            ])),
      ])
  }
}
