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
            .data("lastDate", .date(dates.upperBound)), .data("leftOut", .list(leftOut.map { .text($0.model) })),
            .data("errorBound", .number(errorBound)),
          ])),
      .chart(chart),
      .table(
        ReportTable(
          key: "record.models",
          caption: caption(headline: headline),
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

extension ModelRecord {
  /// The days as the first model forecast them.
  private var chart: ReportChart {
    let name = rows.first?.backtest.name ?? ""
    let drawn = RecordChart(
      days: forecasts,
      label:
        "What the book gained and lost on each of \(NumberText.grouped(days)) past days, with the value at risk at 99% that "
        + "\(name) forecast for it")
    let beyond = drawn.exceptions.count
    var chart = ReportChart(
      key: "record.forecasts", id: "chart-record", title: "The past days, as \(name) forecast them",
      note: """
        Today’s book at the level of volatility of each past day, forecast from the \(.count(window)) days before it; on \
        \(.count(beyond)) of \(.count(days)) days it lost more than the value at risk at 99%, \
        \(.number(0.01 * Double(days))) expected.
        """,
      .record(drawn))
    chart.legend = [
      ("series1", "profit and loss of the day"), ("forecast-line", "VaR 99% forecast for it"), ("loss", "exceptions"),
    ]
    return chart
  }

  private func caption(headline: String) -> ReportProse {
    let whose: ReportProse =
      rows.contains { $0.backtest.name == headline }
      ? "The record of \(headline), the headline’s model, and of others"
      : "The record of models beside that of the headline, \(headline), which has none"
    let out: ReportProse =
      leftOut.isEmpty ? "" : "; left out: \(leftOut.map { "\($0.model) (\($0.words))" }.joined(separator: ", "))"
    return """
      \(whose), \(.date(dates.lowerBound)) to \(.date(dates.upperBound)): exceptions of \(.count(days)) one-day \
      forecasts beside their expected number and its 95% band; p-values\(out)
      """
  }
}

extension ModelRecord.LeftOut {
  fileprivate var words: String {
    switch reason {
    case .forecastIsNoLoss: "a forecast is no loss"
    case .notEstimated: "it could not be estimated"
    }
  }
}

extension ModelRecord.Row {
  fileprivate var cells: [ReportValue] {
    [
      .text(backtest.name), .plain(level.fraction).labeled("\(NumberText.significant(100 * level.fraction))%"),
      .compactDollars(valueAtRisk), .compactDollars(expectedShortfall), .count(backtest.exceptions), .number(expected),
      .counts(from: band.lowerBound, to: band.upperBound), .decimal(backtest.coveragePValue, places: 3),
      .decimal(backtest.independencePValue, places: 3), .decimal(backtest.shortfallPValue, places: 3),
      .decimal(backtest.score, places: 3), .text(backtest.trafficLight.rawValue),
    ]
  }
}
