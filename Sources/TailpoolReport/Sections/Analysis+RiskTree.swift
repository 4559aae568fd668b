import TailpoolAnalysis
import TailpoolMarket
import TailpoolRisk

/// Where the expected shortfall comes from, and how such forecasts would have done.
extension RiskAnalysisSection {
  func riskTree(in unit: UnitOfAccount) -> [ReportNode] {
    let name = TailMeasure.expectedShortfall(.percent97Point5).label
    func table(
      _ key: String, _ caption: ReportProse, _ header: String, _ parts: [ShortfallPart], fold: String? = nil,
      shows: ReportMedia = .all
    ) -> ReportNode {
      .table(
        ReportTable(
          key: "analysis.contributions.\(key)", caption: caption,
          columns: [
            .text(header, key: "name"), .number("mean loss in the tail", key: "expectedShortfall"),
            .number("share", key: "share"),
          ],
          rows: parts.map { [.text($0.name), .amount($0.expectedShortfall, unit: unit.name), .percent($0.share)] },
          shows: shows,
          fold: fold))
    }
    return [
      .group(
        ReportGroup(
          .pair,
          [
            table("byPosition", "\(name) by position", "position", breakdown.byPosition),
            table(
              "byParticipant", "\(name) by participant", "participant", breakdown.byParticipant, shows: [.html, .json]),
          ])),
      table(
        "byExpiry", "\(name) by expiry", "expiry", breakdown.byExpiry,
        fold: "By underlying and expiry (\(breakdown.byExpiry.count))"),
    ] + (backtest?.tree ?? [.fields(ReportFields(key: "analysis", shows: .json, [.data("backtest", .missing)]))])
  }
}

extension BookBacktestSection {
  fileprivate var tree: [ReportNode] {
    let expected = ReportValue.number((1 - level.fraction) * Double(days))
    return [
      .fields(
        ReportFields(
          key: "analysis.backtest", shows: .json,
          [
            .data("level", .plain(level.fraction)), .data("window", .count(window)), .data("days", .count(days)),
            .data("leftOut", .list(leftOut.map { .text($0) })),
          ])),
      .table(
        ReportTable(
          key: "analysis.backtest.forecasters",
          caption: """
            Backtest: today’s book through \(.count(days)) past days, \(TailMeasure.valueAtRisk(level).label) from the \(.count(window)) \
            days before each; \(expected) exceptions expected; p-values
            """,
          columns: [
            .text("forecast", key: "name"), .number("exceptions", key: "exceptions"),
            .number("Kupiec", key: "coveragePValue"), .number("independence", key: "independencePValue"),
            .number("ES test", key: "shortfallPValue"), .number("score", key: "score"),
            .text("light", key: "trafficLight"),
          ],
          rows: rows.map {
            [
              .text($0.name), .count($0.exceptions), .decimal($0.coveragePValue, places: 3),
              .decimal($0.independencePValue, places: 3), .decimal($0.shortfallPValue, places: 3),
              .decimal($0.score, places: 3), .text($0.trafficLight.rawValue),
            ]
          })),
    ]
      + leftOut.map { name in
        .note(
          ReportNote([
            "No backtest of “\(name)”: on some day it forecast no loss, or had too few losses to fit a tail to."
          ]))
      }
  }
}
