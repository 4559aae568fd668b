/// Sets a report for a terminal.
struct TextRenderer {
  let width: Int

  /// Blocks of lines, with an empty line before each.
  func lines(_ nodes: [ReportNode]) -> [String] {
    nodes.flatMap { node -> [String] in
      switch node {
      case .section(let section): lines(section)
      case .table(let table): lines(table)
      case .fields(let fields): lines(fields)
      case .chart(let chart): chart.shows.contains(.text) ? lines(chart.table) : []
      case .note(let note): lines(note)
      case .group(let group): lines(group)
      }
    }
  }

  /// A section with its heading in capitals; empty when nothing of it is shown.
  func lines(_ section: ReportSection, isTop: Bool = false) -> [String] {
    let body = lines(section.children)
    if body.isEmpty && (section.lead.isEmpty || !isTop) { return [] }
    let title = isTop ? section.title.uppercased() : section.title
    let lead = section.lead.isEmpty ? [] : TerminalText.wrapped(section.lead.text, width: width, first: "  ")
    return ["", title] + lead + body
  }

  private func lines(_ group: ReportGroup) -> [String] {
    let body = lines(group.children)
    guard case .fold(let summary) = group.layout, !body.isEmpty else { return body }
    return [""] + caption(summary) + body
  }

  private func lines(_ table: ReportTable) -> [String] {
    guard table.shows.contains(.text) else { return [] }
    let flat = FlatTable(table, for: .text)
    let following = table.following(for: .text).flatMap(lines)
    // A table whose rows stand as a table of their own has only their names left.
    if flat.rows.isEmpty || flat.columns.count < 2 { return following }
    var text = TextTable(flat.columns.map { $0.isNumeric ? .right($0.title) : .left($0.title) })
    for row in flat.rows { text.add(row.map(\.text)) }
    let more = flat.hidden == 0 ? [] : ["  \(NumberText.grouped(flat.hidden)) more in the JSON report"]
    return [""] + caption(table.caption.text) + text.lines(width: width) + more + following
  }

  private func caption(_ text: String) -> [String] {
    text.isEmpty ? [] : TerminalText.wrapped(text, width: width)
  }

  private func lines(_ fields: ReportFields) -> [String] {
    guard fields.shows.contains(.text) else { return [] }
    if fields.layout != .list || fields.subjects.count > 1 { return lines(fields.table(for: .text)) }
    let items = fields.fields.filter { $0.shows.contains(.text) }.flatMap { field in
      TerminalText.wrapped(
        "\(field.title): \(field.values.map(\.text).joined(separator: ", "))", width: width, first: "  - ")
    }
    return items.isEmpty ? [] : [""] + caption(fields.title.text) + items
  }

  private func lines(_ note: ReportNote) -> [String] {
    guard note.shows.contains(.text), !note.lines.isEmpty else { return [] }
    let first = note.style == .bullets ? "  - " : "  "
    return [""] + caption(note.title)
      + note.lines.flatMap { TerminalText.wrapped($0.text, width: width, first: first) }
  }
}

extension ReportChart {
  /// The numbers of the chart as a table.
  var table: ReportTable {
    var table: ReportTable =
      switch content {
      case .bars(let chart): chart.table
      case .columns(let chart): chart.table
      case .histogram(let chart): chart.table
      case .record(let chart): chart.table
      case .lines(let chart): chart.table
      case .curves(let chart): chart.table
      case .auction(let chart): chart.table
      case .heatMap(let chart): chart.table
      case .smile: ReportTable(columns: [], rows: [])
      }
    table.caption = ReportProse(title)
    return table
  }
}
