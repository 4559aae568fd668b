/// A table of the page: the first column names the rows, numbers stand to the right.
struct HTMLTable {
  /// A column's header, and whether it holds numbers.
  struct Column {
    let header: Markup
    let isNumeric: Bool

    static func text(_ header: Markup) -> Column { Column(header: header, isNumeric: false) }
    static func number(_ header: Markup) -> Column { Column(header: header, isNumeric: true) }
  }

  let caption: Markup
  let columns: [Column]
  private var rows: [Markup] = []

  init(caption: Markup, _ columns: [Column]) {
    self.caption = caption
    self.columns = columns
  }

  /// Whether there is no row.
  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row of texts; in number columns a hyphen becomes a minus sign.
  mutating func add(_ cells: String..., style: String = "") { add(cells, style: style) }

  /// Adds a row from an array of cells.
  mutating func add(_ cells: [String], style: String = "") {
    let markup = zip(columns, cells).enumerated().map { index, pair -> Markup in
      let (column, cell) = pair
      if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
      return column.isNumeric ? "<td class=\"number\">\(Markup.number(cell))</td>" : "<td>\(cell)</td>"
    }
    rows.append("<tr class=\"\(style)\">\(Markup(markup, separator: ""))</tr>")
  }

  var markup: Markup {
    if rows.isEmpty { return "" }
    let headers = columns.map { column -> Markup in
      "<th scope=\"col\"\(column.isNumeric ? " class=\"number\"" as Markup : "")>\(column.header)</th>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table><caption>\(caption)</caption>
      <thead><tr>\(Markup(headers, separator: ""))</tr></thead>
      <tbody>
      \(Markup(rows))
      </tbody></table></div>
      """
  }
}
