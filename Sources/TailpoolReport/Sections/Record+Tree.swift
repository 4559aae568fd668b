import TailpoolAnalysis
import TailpoolRisk

/// How the models would have done.
extension PoolRiskReport {
  var recordTree: [ReportNode] {
    guard let record else { return [.fields(ReportFields(shows: .json, [.data("record", .missing)]))] }
    return record.tree(headline: run.model)
  }
}

extension ModelRecord {
  fileprivate func tree(headline: String) -> [ReportNode] {
    [
      .fields(
        ReportFields(
          key: "record", shows: .json,
          [
            .data("window", .count(window)), .data("days", .count(days)), .data("firstDate", .date(dates.lowerBound)),
            .data("lastDate", .date(dates.upperBound)), .data("errorBound", .number(errorBound)),
          ])),
      .table(
        ReportTable(
          key: "record.models",
          caption: """
            The record of the headline’s model, \(headline), and of others: one-day forecasts from the \(.count(window)) days before \
            each, for today’s book at the level of volatility of that day, \(.date(dates.lowerBound)) to \(.date(dates.upperBound)), \
            \(.count(days)) days; exceptions beside their expected number and its 95% band; p-values
            """,
          columns: [
            .text("model", key: "model"), .text("level", key: "level"),
            .number("VaR today", key: "valueAtRisk", short: "VaR"),
            .number("ES today", key: "expectedShortfall", short: "ES"), .number("exceptions", key: "exceptions"),
            .number("expected", key: "expected"), .number("band", key: "bandLow", partnerKey: "bandHigh"),
            .number("Kupiec", key: "coveragePValue"),
            .number("independence", key: "independencePValue", shows: [.html, .json]),
            .number("ES test", key: "shortfallPValue"), .number("score", key: "score", shows: [.html, .json]),
            .text("light", key: "trafficLight"),
          ],
          rows: rows.map(\.cells))),
    ]
  }
}

extension ModelRecord.Row {
  fileprivate var cells: [ReportValue] {
    [
      .text(model), .plain(level.fraction).labeled("\(NumberText.significant(100 * level.fraction))%"),
      .compactDollars(valueAtRisk),
      .compactDollars(expectedShortfall), .count(exceptions), .number(expected),
      .counts(from: band.lowerBound, to: band.upperBound),
      .decimal(coveragePValue, places: 3), .decimal(independencePValue, places: 3),
      .decimal(shortfallPValue, places: 3),
      .decimal(score, places: 3), .text(trafficLight.rawValue),
    ]
  }
}
