import TailpoolAnalysis

/// How the report was made: what was read, assumed and missing.
struct HTMLNotes {
  let report: PoolRiskReport

  var markup: Markup {
    section(
      id: "notes", title: "How it was made",
      lead: "What was read, what was assumed because nobody said otherwise, and what was missing.",
      ["<div class=\"pair\">\(assumptions)", "\(inputs)</div>", quality.markup, markError])
  }

  private var assumptions: Markup {
    if report.run.assumptions.isEmpty { return "" }
    return "<div><h3>Assumed</h3><ul>\(Markup(report.run.assumptions.map { "<li>\($0)</li>" }))</ul></div>"
  }

  private var inputs: Markup {
    var rows = report.run.inputs.map { ($0.role, $0.name) }
    if let history = report.run.history {
      let age = history.ageInDays == 1 ? "1 day old" : "\(NumberText.grouped(history.ageInDays)) days old"
      rows.append(
        (
          "history used",
          "\(history.firstDate) to \(history.lastDate), \(NumberText.grouped(history.observations)) returns, \(age)"
        ))
    }
    rows.append(("model of scenarios", "\(report.run.model), valued by \(report.run.revaluation.method)"))
    rows.append(("estimator", "\(report.run.estimator), seed \(report.run.seed)"))
    let items = rows.map { name, value -> Markup in "<dt>\(name)</dt><dd>\(value)</dd>" }
    return "<div><h3>Inputs</h3><dl>\(Markup(items))</dl></div>"
  }

  private var quality: HTMLTable {
    var table = HTMLTable(
      caption: "What was found in the data", [.text("what"), .number("count"), .text("what was done")])
    for note in report.dataQuality.allNotes {
      table.add(note.label, NumberText.grouped(note.count), note.explanation)
    }
    return table
  }

  private var markError: Markup {
    guard let error = report.dataQuality.medianMarkError else { return "" }
    return """
      <p class="note">Priced at the venue’s volatilities, the venue’s marks are met to a median of \
      \(NumberText.significant(error, 2)) in the settlement currency.</p>
      """
  }
}
