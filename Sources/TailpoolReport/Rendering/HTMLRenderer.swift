/// Sets the parts of a report for the page.
struct HTMLRenderer {
  /// A section of the page, with a heading of its own.
  func section(_ section: ReportSection) -> Markup {
    let lead: Markup = section.lead.isEmpty ? "" : "<p class=\"lead\">\(Markup(section.lead))</p>\n"
    return """
      <section id="\(section.pageID)">
      <h2>\(section.title)</h2>
      \(lead)\(markup(section.children))
      </section>
      """
  }

  /// Parts, one below the other.
  func markup(_ nodes: [ReportNode]) -> Markup {
    Markup(nodes.map(markup).filter { !$0.isEmpty })
  }

  private func markup(_ node: ReportNode) -> Markup {
    switch node {
    case .section(let section): subsection(section)
    case .table(let table): markup(table)
    case .fields(let fields): markup(fields)
    case .chart(let chart): chart.shows.contains(.html) ? figure(chart) : ""
    case .note(let note): markup(note)
    case .group(let group): markup(group)
    }
  }

  private func subsection(_ section: ReportSection) -> Markup {
    let body = markup(section.children)
    if body.isEmpty { return "" }
    let id: Markup = section.id.map { " id=\"\($0)\"" } ?? ""
    let lead: Markup = section.lead.isEmpty ? "" : " <span class=\"note\">\(Markup(section.lead))</span>"
    return "<h3\(id)>\(section.title)\(lead)</h3>\n\(body)"
  }

  private func markup(_ group: ReportGroup) -> Markup {
    let body = markup(group.children)
    if body.isEmpty { return "" }
    return switch group.layout {
    case .pair: "<div class=\"pair\">\(body)</div>"
    case .panels: "<div class=\"panels\">\(body)</div>"
    case .widePanels: "<div class=\"panels wide\">\(body)</div>"
    case .fold(let summary): fold("\(summary)", body)
    }
  }

  private func fold(_ summary: Markup, _ content: Markup) -> Markup {
    "<details><summary>\(summary)</summary>\n\(content)\n</details>"
  }

  private func markup(_ note: ReportNote) -> Markup {
    guard note.shows.contains(.html), !note.lines.isEmpty else { return "" }
    let lines = note.lines.map { Markup($0) }
    let heading: Markup = note.title.isEmpty ? "" : "<h3>\(note.title)</h3>"
    let style: Markup = note.title.isEmpty ? " class=\"note\"" : ""
    let body: Markup =
      switch note.style {
      case .paragraph: "<p\(style)>\(Markup(lines, separator: " "))</p>"
      case .bullets: "<ul\(style)>\(Markup(lines.map { "<li>\($0)</li>" }, separator: ""))</ul>"
      case .legend(let swatches): legend(Array(zip(swatches, note.lines)))
      }
    return heading.isEmpty ? body : "<div>\(heading)\(body)</div>"
  }

  private func legend(_ items: [(swatch: String, meaning: ReportProse)]) -> Markup {
    let parts = items.map { "<span class=\"swatch \($0.swatch)\"></span>\(Markup($0.meaning))" as Markup }
    return "<p class=\"legend\">\(Markup(parts, separator: ""))</p>"
  }

  private func markup(_ fields: ReportFields) -> Markup {
    guard fields.shows.contains(.html) else { return "" }
    if fields.subjects.count > 1 || fields.layout == .table { return markup(fields.table(for: .html)) }
    let shown = fields.fields.filter { $0.shows.contains(.html) }
    if shown.isEmpty { return "" }
    if fields.layout == .cards { return HTMLCards(fields: shown).markup }
    let items = shown.map { field -> Markup in
      "<dt>\(field.title)</dt><dd>\(Markup(field.values.map { Markup($0) }, separator: ", "))</dd>"
    }
    let heading: Markup = fields.title.isEmpty ? "" : "<h3>\(Markup(fields.title))</h3>"
    return "<div>\(heading)<dl>\(Markup(items))</dl></div>"
  }
}

// MARK: - Tables

extension HTMLRenderer {
  private func markup(_ table: ReportTable) -> Markup {
    guard table.shows.contains(.html) else { return "" }
    if table.isMeter { return HTMLMeters(table: table).markup }
    let flat = FlatTable(table, for: .html)
    let following = table.following(for: .html).map(markup)
    // A table whose rows stand as a table of their own has only their names left.
    if flat.rows.isEmpty || flat.columns.count < 2 { return Markup(following) }
    let own = markup(flat)
    return Markup([table.fold.map { fold("\($0)", own) } ?? own] + following)
  }

  private func markup(_ flat: FlatTable) -> Markup {
    let headers = flat.columns.map { column -> Markup in
      "<th scope=\"col\"\(column.isNumeric ? " class=\"number\"" as Markup : "")>\(column.title)</th>"
    }
    let rows = flat.rows.enumerated().map { index, row -> Markup in
      let cells = zip(flat.columns, row).enumerated().map { index, pair -> Markup in
        let (column, cell) = pair
        if index == 0 { return "<th scope=\"row\">\(Markup(cell))</th>" }
        return column.isNumeric ? "<td class=\"number\">\(Markup(cell))</td>" : "<td>\(Markup(cell))</td>"
      }
      let style: Markup = flat.hasTotal && index == flat.rows.count - 1 ? " class=\"total\"" : ""
      return "<tr\(style)>\(Markup(cells, separator: ""))</tr>"
    }
    let caption = Markup(flat.caption)
    let head: Markup = caption.isEmpty ? "" : "<caption>\(caption)</caption>"
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(flat.caption.isEmpty ? "Table" : flat.caption.text)"><table>\(head)
      <thead><tr>\(Markup(headers, separator: ""))</tr></thead>
      <tbody>
      \(Markup(rows))
      </tbody></table></div>
      """
  }
}

// MARK: - Charts

extension HTMLRenderer {
  private func figure(_ chart: ReportChart) -> Markup {
    let remark: Markup = chart.note.isEmpty ? "" : "<span class=\"note\">\(Markup(chart.note))</span>"
    let signs = legend(chart.legend.map { ($0.swatch, ReportProse($0.meaning)) })
    return """
      <figure id="\(chart.id)" class="panel"><figcaption><span class="figure-title">\(chart.title)</span>\(remark)</figcaption>
      \(chart.drawing)\(chart.legend.isEmpty ? "" : signs)
      </figure>
      """
  }
}

extension ReportChart {
  fileprivate var drawing: Markup {
    switch content {
    case .bars(let chart): chart.svg
    case .columns(let chart): chart.svg
    case .histogram(let chart): chart.svg
    case .record(let chart): chart.svg
    case .lines(let chart): chart.svg
    case .curves(let chart): chart.svg
    case .auction(let chart): chart.svg
    case .smile(let chart): chart.svg
    case .heatMap(let chart):
      """
      <div class="scroll heat" tabindex="0" role="region" aria-label="\(title)"><div style="min-width: \
      \(0.86 * chart.width)px; max-width: \(1.2 * chart.width)px">\(chart.svg)</div></div>
      """
    }
  }
}
