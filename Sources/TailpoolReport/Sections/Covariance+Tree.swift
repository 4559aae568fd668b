/// The covariance that the scenarios were drawn from.
extension CovarianceSection {
  var tree: [ReportNode] {
    [.fields(data)]
      + (factors.isEmpty
        ? [.table(matrix)]
        : [
          .group(
            ReportGroup(
              .fold("Covariance of the scenarios"),
              [
                .note(ReportNote(style: .bullets, sentences.map { ReportProse($0) })), .table(matrix),
                .table(overlapTable),
              ]))
        ])
  }

  private var data: ReportFields {
    ReportFields(
      key: "covariance", shows: .json,
      [
        .data("observations", .count(observations)), .data("effectiveObservations", .number(effectiveObservations)),
        .data("shrinkage", .number(shrinkage)), .data("smallestEigenvalue", .number(smallestEigenvalue)),
        .data("conditionNumber", .number(conditionNumber)),
        .data("smallestCorrelationEigenvalue", .number(smallestCorrelationEigenvalue)),
        .data("correlationConditionNumber", .number(correlationConditionNumber)),
        .data(
          "weakestLoadings",
          .table(
            ReportTable(
              columns: [.data("factor"), .data("weight")],
              rows: weakestLoadings.map { [.text($0.factor), .decimal($0.weight, places: 2)] }))),
        .data("motionless", .list(motionless.map { .text($0) })),
        .data("incompleteRows", .count(gaps?.incompleteRows ?? 0)),
        .data("returnsByFactor", .list((gaps?.returnsByFactor ?? []).map { .count($0) })),
        .data("overlaps", .list(overlaps)),
      ])
  }

  private var overlaps: [ReportValue] { (gaps?.overlaps ?? []).map { .list($0.map { .count($0) }) } }

  /// Factors that text has room for.
  private static let textFactors = 6

  private var matrix: ReportTable {
    ReportTable(
      key: "covariance", caption: "Standard deviation per period and correlations",
      columns: [
        .text("factor", key: "factors"), .number("std dev", key: "volatilities"),
        .spread(factors, key: "correlations", textLimit: Self.textFactors),
      ],
      rows: zip(factors, zip(volatilities, correlations)).map { factor, row in
        [.text(factor), .percent(row.0, places: 2), .list(row.1.map { .decimal($0, places: 2) })]
      }, encoding: .columns, textLimit: Self.textFactors)
  }

  /// The returns that factors have in common, where they are not all the same.
  private var overlapTable: ReportTable {
    let isUneven = Set((gaps?.overlaps ?? []).joined()).count > 1
    return ReportTable(
      caption: "History rows in which both factors have a return",
      columns: [.text("factor"), .spread(factors)],
      rows: isUneven ? zip(factors, overlaps).map { [.text($0), $1] } : [], shows: .html)
  }
}
