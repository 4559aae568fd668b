import TailpoolInsurance

/// How totals are shared among the lines.
extension CoverPage {
  private func name(_ shares: CoverAnalysis.Shares) -> String { shares.level.map { "VaR \($0.label)" } ?? "mean" }

  var sharingSection: ReportSection? {
    guard !analysis.shares.isEmpty else { return nil }
    return ReportSection(
      id: "sharing", title: "How a loss is shared", short: "Sharing",
      lead: """
        By the conditional mean rule a line bears what it is expected to have lost, given what all lost together. Totals are the mean \
        and the value at risk of each level.
        """,
      [
        table("conditionalMeanShares", "By the conditional mean", \.conditionalMean),
        table("proportionalShares", "In proportion to the means", \.proportional),
      ] + resultNodes)
  }

  /// What lines keep or lack of their premiums.
  private var resultNodes: [ReportNode] {
    switch analysis.results {
    case nil: return []
    case .failure(let error): return [.note(ReportNote(["Premiums are not shared: \(error.description)."]))]
    case .success(let results):
      let totals = analysis.shares.map(name)
      let lines = analysis.lines.indices
      return [
        .table(
          ReportTable(
            key: "results",
            caption: "What premiums leave to each line, or lack below zero, when a loss is shared \(basisName)",
            columns: [.text("line", key: "name")]
              + totals.enumerated().map { .number($1, key: "byTotal.\($0)") }
              + [
                .number("mean surplus", key: "meanSurplus"), .number("mean deficit", key: "meanDeficit"),
              ],
            rows: lines.map { line in
              [.text(analysis.lines[line].name)] + results.byTotal.map { amount($0[line]) }
                + [amount(results.surpluses[line]), amount(results.deficits[line])]
            },
            total: [.text("total")] + results.byTotal.map { amount($0.reduce(0, +)) }
              + [amount(results.surpluses.reduce(0, +)), amount(results.deficits.reduce(0, +))]))
      ]
    }
  }

  private var basisName: String {
    switch portfolio.sharing {
    case .conditionalMean, nil: "by the conditional mean"
    case .means: "in proportion to the means"
    case .premiums: "in proportion to the premiums"
    }
  }

  private func table(_ key: String, _ caption: ReportProse, _ parts: (CoverAnalysis.Shares) -> [Double]) -> ReportNode {
    let shares = analysis.shares.map { (name: name($0), total: $0.total, parts: parts($0)) }
    return .table(
      ReportTable(
        key: key, caption: caption,
        columns: [.text("line", key: "name")]
          + shares.enumerated().map { .number($1.name, key: "byTotal.\($0)") },
        rows: analysis.lines.indices.map { line in
          [.text(analysis.lines[line].name)] + shares.map { amount($0.parts[line]) }
        },
        total: [.text("total")] + shares.map { amount($0.total) }))
  }
}
