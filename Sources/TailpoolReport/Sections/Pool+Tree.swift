import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolRisk

/// Who owns the pool, and who bears its losses.
extension PoolRiskReport {
  var poolTree: ReportSection {
    guard let pool else { return Self.noPool }
    return ReportSection(
      id: "pool", title: "Who bears it", short: "Pool",
      lead: """
        Assets \(pool.shownAssets) + positions held \(pool.shownHeld) − positions owed \(pool.shownOwed) = capital \
        \(strong: pool.shownCapital).
        """,
      [
        .fields(
          ReportFields(
            key: "pool", shows: .json,
            [
              .data("unit", .text(pool.unit.name)), .data("assets", pool.shownAssets),
              .data("optionAssets", pool.shownHeld),
              .data("optionLiabilities", pool.shownOwed), .data("capital", pool.shownCapital),
              .data("utilization", pool.shownUtilization),
              .data("expectedShortfallOverCapital", pool.shownShortfallRatio), .data("books", .missing),
            ])),
        .group(ReportGroup(.pair, [.chart(participantChart(of: pool)), .table(participantTable(of: pool))])),
      ])
  }

  /// What is said where nobody has named a pool.
  private static let noPool = ReportSection(
    id: "pool", title: "Who bears it", short: "Pool",
    lead: "No pool was given, so that capital, limits and members are not known; name one with --pool.",
    [
      .fields(
        ReportFields(
          key: "pool", shows: .json,
          [.data("unit", .text(UnitOfAccount.dollars.name))]
            + [
              "assets", "optionAssets", "optionLiabilities", "capital", "utilization", "expectedShortfallOverCapital",
              "books",
            ].map { .data($0, .missing) } + [.data("participants", .list([]))]))
    ])

  /// Participants drawn; the table has them all.
  private static let drawn = 15

  private var shortfallName: String { monteCarlo.headlineShortfall.label }

  private func participantChart(of pool: PoolStatus) -> ReportChart {
    let members = pool.participants
    let rows = members.prefix(Self.drawn).map { member in
      let value = pool.amount(member.value)
      let borne = pool.amount(member.expectedShortfall)
      return BarChart.Row(
        name: member.participant.id, number: "\(value) · \(.percent(member.share))",
        bars: [
          .init(value: member.value, style: "series1", tooltip: "value \(value)"),
          .init(value: member.expectedShortfall, style: "loss", tooltip: "bears \(borne) of \(shortfallName)"),
        ])
    }
    let shares = members.prefix(Self.drawn).map { "\($0.participant.id) \(ReportValue.percent($0.share).text)" }
    var chart = ReportChart(
      id: "chart-participants", title: "Participants",
      note: members.count > Self.drawn ? "The first \(.count(Self.drawn)) of \(.count(members.count))." : "",
      shows: .html,
      .bars(BarChart(rows: rows, label: "Share of the pool by participant: \(shares.joined(separator: ", "))")))
    chart.legend = [("series1", "value"), ("loss", "part of \(shortfallName)")]
    return chart
  }

  private func participantTable(of pool: PoolStatus) -> ReportTable {
    ReportTable(
      key: "pool.participants", caption: "Shares of the pool",
      columns: [
        .text("participant", key: "id"), .number("contributed", key: "contribution"), .number("share", key: "share"),
        .number("value", key: "value"), .number("bears of \(shortfallName)", key: "expectedShortfall"),
      ],
      rows: pool.participants.map {
        [
          .text($0.participant.id), pool.amount($0.participant.contribution), .percent($0.share), pool.amount($0.value),
          pool.amount($0.expectedShortfall),
        ]
      })
  }
}

/// The numbers of a pool as every part of the report shows them.
extension PoolStatus {
  func amount(_ value: Double) -> ReportValue { .amount(value, unit: unit.name) }

  var shownAssets: ReportValue { amount(assets) }
  var shownHeld: ReportValue { amount(optionAssets) }
  var shownOwed: ReportValue { amount(optionLiabilities) }
  var shownCapital: ReportValue { amount(capital) }
  func compact(_ value: Double) -> ReportValue { .compactAmount(value, unit: unit.name) }
  var shownUtilization: ReportValue { .percent(utilization) }
  var shownShortfallRatio: ReportValue { .percent(expectedShortfallOverCapital) }
}
