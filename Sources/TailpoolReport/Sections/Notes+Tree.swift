import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// How the report was made: what was read, assumed and missing.
extension PoolRiskReport {
  var notesTree: ReportSection {
    ReportSection(
      id: "notes", title: "How it was made",
      lead: "What was read, what was assumed because nobody said otherwise, and what was missing.",
      [
        .fields(run.fields), .table(run.inputTable),
        .group(
          ReportGroup(
            .pair,
            [
              .note(
                ReportNote(
                  key: "run.assumptions", title: "Assumed", style: .bullets, run.assumptions.map { ReportProse($0) })),
              .fields(run.shownInputs),
            ])),
      ] + dataQuality.tree)
  }
}

extension RunSection {
  fileprivate var fields: ReportFields {
    ReportFields(
      key: "run", shows: .json,
      [
        .data("libraryVersion", .text(libraryVersion)), .data("asOf", .instant(asOf)),
        .data("horizonInDays", .plain(horizonInDays)), .data("scenarios", .count(scenarios)),
        .data("seed", .count(seed)), .data("estimator", .text(estimator)),
        .data(
          "history",
          history.map {
            .object([
              .data("firstDate", .date($0.firstDate)), .data("lastDate", .date($0.lastDate)),
              .data("observations", .count($0.observations)), .data("ageInDays", .count($0.ageInDays)),
            ])
          } ?? .missing),
        .data("model", .text(model)), .data("levels", .object(levelFields)),
        .data("revaluation", .object(revaluationFields)), .data("volatilityMoves", .text(volatilityMoves.rawValue)),
      ])
  }

  private var levelFields: [ReportFields.Field] {
    var (risks, shortfalls): ([ReportValue], [ReportValue]) = ([], [])
    for measure in measures {
      switch measure {
      case .valueAtRisk(let level): risks.append(.plain(level.fraction))
      case .expectedShortfall(let level): shortfalls.append(.plain(level.fraction))
      }
    }
    return [.data("valueAtRisk", .list(risks)), .data("expectedShortfall", .list(shortfalls))]
  }

  private var revaluationFields: [ReportFields.Field] {
    [
      .data("mode", .text(revaluation.mode.name)), .data("method", .text(revaluation.method)),
      .data("errorBound", .number(revaluation.errorBound)),
      .data("largestError", .number(revaluation.certificate?.largestError ?? 0)),
      .data("refusal", revaluation.refusal.map { .text($0.sentence) } ?? .missing),
      .data(
        "sampled",
        .table(
          ReportTable(
            columns: ["contract", "errorBound", "prices"].map { .data($0) },
            rows: revaluation.sampled.map { [.text($0.contract), .dollars($0.errorBound), .count($0.prices)] }))),
    ]
  }

  fileprivate var inputTable: ReportTable {
    ReportTable(
      key: "run.inputs", columns: [.data("role"), .data("name")],
      rows: inputs.map { [.text($0.role), .text($0.name)] },
      shows: .json)
  }

  /// The inputs with the part of the history that was used, for people.
  fileprivate var shownInputs: ReportFields {
    var fields = inputs.map { ReportFields.Field($0.role, .text($0.name)) }
    if let history {
      let age = NumberText.counted(history.ageInDays, "day") + " old"
      let returns = NumberText.counted(history.observations, "return")
      fields.append(
        .init("history used", .text("\(history.firstDate) to \(history.lastDate), \(returns), \(age)")))
    }
    fields.append(.init("model of scenarios", .text("\(model), valued by \(revaluation.method)")))
    fields.append(.init("estimator", .text("\(estimator), seed \(seed)")))
    return ReportFields(title: "Inputs", shows: .shown, fields)
  }
}

extension DataQualitySection {
  fileprivate var tree: [ReportNode] {
    [.fields(fields), .table(notesTable(allNotes, key: nil)), .table(notesTable(notes, key: "dataQuality.notes"))]
      + (medianMarkError.map { error in
        [
          .note(
            ReportNote([
              """
              Priced at the venue’s volatilities, the venue’s marks are met to a median of \(.number(error, digits: 2)) in \
              the settlement currency.
              """
            ]))
        ]
      } ?? [])
  }

  /// Every count with what was done about it; for programs only those that no other key has.
  private func notesTable(_ notes: [DataQualitySection.Note], key: String?) -> ReportTable {
    ReportTable(
      key: key, caption: "What was found in the data",
      columns: [
        .text("what", key: "label"), .number("count", key: "count"), .text("what was done", key: "explanation"),
      ],
      rows: notes.map { [.text($0.label), .count($0.count), .text($0.explanation)] },
      shows: key == nil ? .shown : .json)
  }

  private var fields: ReportFields {
    ReportFields(
      key: "dataQuality", shows: .json,
      [
        .data("rows", .count(snapshot.rows)), .data("quotes", .count(snapshot.quotes)),
        .data("withoutBid", .count(snapshot.withoutBid)), .data("withoutAsk", .count(snapshot.withoutAsk)),
        .data("markedWithoutQuotes", .count(snapshot.markedWithoutQuotes)),
        .data("rowsWithoutForward", .count(snapshot.rowsWithoutForward)),
        .data(
          "dropped",
          .table(
            ReportTable(
              columns: [.data("reason"), .data("count")],
              rows: snapshot.dropped.map { [.text($0.reason), .count($0.count)] }))),
        .data(
          "solvedForwards",
          .table(
            ReportTable(
              columns: ["underlying", "expiry", "forward", "source", "rows"].map { .data($0) },
              rows: snapshot.solvedForwards.map {
                [
                  .text($0.underlying.name), .instant($0.expiry), .price($0.forward), .text($0.source.rawValue),
                  .count($0.rows),
                ]
              }))),
        .data(
          "volatilitySources",
          .table(
            ReportTable(
              columns: [.data("source"), .data("count")],
              rows: VolatilitySource.allCases.map { [.text($0.rawValue), .count(volatilitySources[$0] ?? 0)] }))),
        .data("unusable", .count(unusable)), .data("medianMarkError", .number(medianMarkError)),
      ])
  }
}
