extension PoolRiskReport {
  /// The report as one self-contained HTML page.
  ///
  /// Nothing is loaded from anywhere: styles stand in the page, charts are SVG, and there is no script. Light and dark
  /// follow the reader's system. Every text that comes from a file is escaped. Each chart stands in a `figure` with a
  /// stable id, such as `chart-pnl-monte-carlo`, `chart-stress-all` or `chart-smile-BTC-2026-01-23T0800`.
  ///
  /// - Returns: The page, UTF-8.
  /// - Complexity: O(points of the smiles); 15,000 quotes give a page of a few hundred kilobytes.
  public func html() -> String { HTMLPage(document: document).markup.text }
}

/// The page around the sections.
struct HTMLPage {
  let document: ReportDocument
  private let renderer = HTMLRenderer()

  init(document: ReportDocument) { self.document = document }

  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>\(document.title), \(document.asOf)</title>
    <style>
    \(HTMLStyle.sheet)
    </style>
    </head>
    <body>
    \(header)
    <main>
    \(overview)
    \(Markup(document.shown.map(renderer.section)))
    </main>
    <footer>\(Markup(document.footer))</footer>
    </body>
    </html>

    """
  }

  private var overview: Markup {
    """
    <section id="overview">
    <p class="verdict">\(Markup(document.verdict))</p>
    \(renderer.markup([.fields(document.headline)] + document.overview))
    </section>
    """
  }

  private var header: Markup {
    let links = document.shown.map { section -> Markup in
      "<a href=\"#\(section.pageID)\">\(section.shortTitle ?? section.title)</a>"
    }
    return """
      <header class="page">
      <div><h1>\(document.title)</h1><p class="facts">\(Markup(document.facts))</p></div>
      \(state)
      <nav aria-label="Sections">\(Markup(links, separator: ""))</nav>
      </header>
      """
  }

  private var state: Markup {
    let words = Markup(document.limits.state)
    return switch document.limits.isBroken {
    case nil: "<p class=\"state none\">\(words)</p>"
    case false?: "<p class=\"state ok\"><span aria-hidden=\"true\">✓</span> \(words)</p>"
    case true?: "<p class=\"state broken\"><span aria-hidden=\"true\">✕</span> \(words)</p>"
    }
  }
}

extension ReportSection {
  /// Id of the section on the page.
  var pageID: String { id ?? "section-\(Markup.identifier(key ?? title))" }
}
