import TailpoolQuoting

extension PoolDiary {
  /// The days as a section for `PoolRiskReport.adding(_:)`: what each made and what it came from, and the sums under them.
  ///
  ///     let extended = report.adding(diary.section)
  ///
  /// Every day is a row. Text leaves out the parts that are small as a rule, `charm`, `carry` and `funding`; the page has all, and so
  /// has the JSON, under `sections.days.days`.
  ///
  /// - Complexity: O(days).
  public var section: ReportSection {
    let unit = pool.terms.asset.symbol
    func amount(_ value: Double) -> ReportValue { .amount(value, unit: unit) }
    return ReportSection(
      key: "days", title: "Where each day's profit came from",
      lead: """
        \(.count(days.count)) days made \(amount(total)); what no part names is \(amount(restMagnitude)) in all, signs left out.
        """,
      [
        .table(
          ReportTable(
            key: "days", caption: "Day by day, in \(unit)",
            columns: [.text("from", key: "start"), .data("end")] + Self.parts.map(\.column),
            rows: days.map { day in
              [ReportValue.date(day.start.date), .instant(day.end)]
                + Self.parts.map { .decimal($0.of(day), places: $0.places) }
            },
            total: ["all", .missing]
              + Self.parts.map { part in .decimal(days.reduce(0) { $0 + part.of($1) }, places: part.places) }))
      ])
  }

  /// The days as a table for programs: `start,end`, then a column a part, in whole units of the pool's asset.
  ///
  /// - Returns: A line a day after the header; numbers that read back to the same.
  /// - Complexity: O(days).
  public func csv() -> String {
    let header = (["start", "end"] + Self.parts.map { $0.column.key ?? "" }).joined(separator: ",")
    let rows = days.map { day in
      (["\(day.start)", "\(day.end)"] + Self.parts.map { NumberText.plain($0.of(day)) }).joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// A column of the days.
  private struct Part {
    let column: ReportColumn
    let places: Int
    let of: @Sendable (PoolDay) -> Double

    init(
      _ title: String, key: String, shows: ReportMedia = .all, places: Int = 0,
      _ of: @escaping @Sendable (PoolDay) -> Double
    ) {
      column = .number(title, key: key, shows: shows)
      (self.places, self.of) = (places, of)
    }
  }

  private static let parts: [Part] = [
    Part("total", key: "total") { $0.total }, Part("premium", key: "premium") { $0.premium },
    Part("theta", key: "theta") { $0.held.theta }, Part("delta", key: "delta") { $0.held.delta },
    Part("charm", key: "charm", shows: [.html, .json]) { $0.held.charm },
    Part("gamma", key: "gamma") { $0.held.gamma }, Part("vega", key: "vega") { $0.held.vega },
    Part("skew", key: "skew") { $0.held.skew }, Part("vanna", key: "vanna") { $0.held.vanna },
    Part("carry", key: "carry", shows: [.html, .json]) { $0.held.carry },
    Part("hedging", key: "hedgeCost") { $0.hedgeCost },
    Part("funding", key: "funding", shows: [.html, .json]) { $0.funding },
    Part("rest", key: "rest", places: 2) { $0.rest },
  ]
}
