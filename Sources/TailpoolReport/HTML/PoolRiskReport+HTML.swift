import TailpoolAnalysis
import TailpoolPools

extension PoolRiskReport {
  /// The report as one self-contained HTML page.
  ///
  /// Nothing is loaded from anywhere: styles stand in the page, charts are SVG, and there is no script. Light and dark
  /// follow the reader's system. Every text that comes from a file is escaped. Each chart stands in a `figure` with a
  /// stable id, such as `chart-pnl-monte-carlo`, `chart-stress-all` or `chart-smile-BTC-2026-01-23T0800`.
  ///
  /// - Returns: The page, UTF-8.
  /// - Complexity: O(points of the smiles); 15,000 quotes give a page of a few hundred kilobytes.
  public func html() -> String { HTMLPage(report: self).document.text }
}

/// The page around the sections.
struct HTMLPage {
  let report: PoolRiskReport

  var document: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>Pool risk report, \("\(report.run.asOf)")</title>
    <style>
    \(HTMLStyle.sheet)
    </style>
    </head>
    <body>
    \(header)
    <main>
    \(Markup(sections.filter { !$0.isEmpty }))
    </main>
    \(footer)
    </body>
    </html>

    """
  }

  private var sections: [Markup] {
    [
      HTMLOverview(report: report).markup,
      HTMLRisk(report: report).markup,
      HTMLStress(report: report).markup,
      HTMLPool(report: report).markup,
      report.books.map { HTMLPoolBooks(books: $0).markup } ?? "",
      HTMLBook(report: report).markup,
      HTMLMarket(report: report).markup,
      HTMLNotes(report: report).markup,
    ]
  }

  private var header: Markup {
    let run = report.run
    let facts =
      "\(run.asOf.longDate), \(run.asOf.clockTime) UTC · horizon \(run.horizonText) · "
      + "\(NumberText.grouped(report.book.positions)) positions · \(NumberText.grouped(run.scenarios)) scenarios"
    return """
      <header class="page">
      <div><h1>Pool risk report</h1><p class="facts">\(facts)</p></div>
      \(state)
      <nav aria-label="Sections"><a href="#risk">Risk</a><a href="#stress">Stress</a><a href="#pool">Pool</a>\
      \(report.books == nil ? "" as Markup : "<a href=\"#books\">Books</a>")\
      <a href="#book">Book</a><a href="#market">Market</a><a href="#notes">How it was made</a></nav>
      </header>
      """
  }

  private var state: Markup {
    let all = report.pool.limits.count
    let broken = report.brokenLimits.count
    if all == 0 { return "<p class=\"state none\">No limits set</p>" }
    if broken == 0 { return "<p class=\"state ok\"><span aria-hidden=\"true\">✓</span> All \(all) limits hold</p>" }
    return "<p class=\"state broken\"><span aria-hidden=\"true\">✕</span> \(broken) of \(all) limits broken</p>"
  }

  private var footer: Markup {
    let run = report.run
    return """
      <footer>tailpool \(run.libraryVersion) · estimator \(run.estimator) · seed \("\(run.seed)") · \
      gains are positive in profit and loss; value at risk and expected shortfall are losses, positive when money is \
      lost.</footer>
      """
  }
}

/// A figure with a stable id.
///
/// - Parameters:
///   - id: The id; made of safe characters.
///   - title: What the figure is called.
///   - note: What a reader should know; empty for nothing.
///   - content: The chart.
func figure(id: String, title: Markup, note: Markup = "", style: String = "", _ content: Markup) -> Markup {
  let remark: Markup = note.isEmpty ? "" : "<span class=\"note\">\(note)</span>"
  return """
    <figure id="\(id)" class="\(style)"><figcaption><span class="figure-title">\(title)</span>\(remark)</figcaption>
    \(content)
    </figure>
    """
}

/// A section of the page.
func section(id: String, title: Markup, lead: Markup, _ content: [Markup]) -> Markup {
  """
  <section id="\(id)">
  <h2>\(title)</h2>
  <p class="lead">\(lead)</p>
  \(Markup(content.filter { !$0.isEmpty }))
  </section>
  """
}

/// A part of the page that opens on demand.
func details(_ summary: Markup, _ content: Markup) -> Markup {
  "<details><summary>\(summary)</summary>\n\(content)\n</details>"
}
