/// A whole report as a tree of titled parts, from which text, JSON and page are made.
struct ReportDocument {
  /// What it is: `Pool risk report`.
  let title: String
  /// When it holds.
  let asOf: String
  /// How it was made, in one line for a terminal.
  let made: String
  /// How it was made, in one line for the page.
  let facts: ReportProse
  /// What matters most, in words.
  let verdict: ReportProse
  /// What matters most, in numbers.
  let headline: ReportFields
  /// Where the limits stand, in sentences, and whether one is broken; nil where there is none.
  let limits: (sentences: [ReportProse], state: ReportProse, isBroken: Bool?)
  /// What stands on top below the headline.
  let overview: [ReportNode]
  /// The parts, in order.
  let sections: [ReportSection]
  /// The sections that a user added, which stand before the last part.
  let added: [ReportSection]
  /// Numbers for programs alone.
  let data: [ReportNode]
  /// The last line.
  let footer: ReportProse
  /// Version of the library.
  let version: String
  /// What it is of, for a report that holds at no instant.
  var subject: String?

  /// The parts as they are shown.
  var shown: [ReportSection] { sections.dropLast() + ElementIDs.assigned(to: added) + sections.suffix(1) }
}

extension PoolRiskReport {
  /// Name of the JSON schema.
  static let schemaName = "tailpool.report"
  /// Version of the JSON schema.
  static let schemaVersion = 1

  var document: ReportDocument {
    ReportDocument(
      title: "Pool risk report", asOf: "\(run.asOf)", made: madeText, facts: facts, verdict: verdict,
      headline: headline, limits: limitSummary,
      overview: [
        .note(ReportNote(title: warnings.isEmpty ? "" : "Mind", style: .bullets, shows: .html, warnings)),
        .table(limitTable),
      ],
      sections: [
        riskTree, stressTree, poolTree, books?.tree, bookTree, marketTree, notesTree,
      ].compactMap(\.self), added: sections,
      data: [
        .fields(
          ReportFields([
            .data("schema", .text(Self.schemaName)), .data("schemaVersion", .count(Self.schemaVersion)),
          ]))
      ], footer: footer, version: run.libraryVersion)
  }
}
