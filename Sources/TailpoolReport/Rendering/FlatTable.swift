/// A table as it is shown: what is nested in its cells is spread over columns.
struct FlatTable {
  struct Column {
    let title: String
    let isNumeric: Bool
  }

  let caption: ReportProse
  private(set) var columns: [Column] = []
  private(set) var rows: [[ReportValue]]
  /// Rows that were left out for want of room.
  let hidden: Int
  /// Whether the last row is a sum.
  let hasTotal: Bool

  /// Lays a table out for text or the page.
  init(_ table: ReportTable, for medium: ReportMedia) {
    caption = table.caption
    let limit = medium == .text ? table.textLimit : nil
    var shown = limit.map { Array(table.rows.prefix($0)) } ?? table.rows
    hidden = table.rows.count - shown.count
    hasTotal = table.total != nil && !shown.isEmpty
    if let total = table.total, hasTotal { shown.append(total) }
    rows = shown.map { _ in [] }
    for (index, column) in table.columns.enumerated() where column.shows.contains(medium) {
      let cells = shown.map { index < $0.count ? $0[index] : ReportValue("") }
      switch column.nested {
      case .hidden:
        add(Column(title: column.title(for: medium), isNumeric: column.isNumeric), cells)
      case .spread(let names, let most):
        spread(cells, over: medium == .text ? Array(names.prefix(most ?? names.count)) : names, for: medium)
      case .following: break
      }
    }
  }

  private mutating func add(_ column: Column, _ cells: [ReportValue]) {
    columns.append(column)
    for (row, cell) in cells.enumerated() { rows[row].append(cell) }
  }

  private mutating func spread(_ cells: [ReportValue], over names: [String], for medium: ReportMedia) {
    for (place, name) in names.enumerated() {
      guard let inner = cells.lazy.compactMap(\.nested).first else {
        let values = cells.map { cell in
          if case .list(let list) = cell.content, place < list.count { return list[place] }
          return ReportValue("")
        }
        add(Column(title: name, isNumeric: true), values)
        continue
      }
      for (index, column) in inner.columns.enumerated().dropFirst() where column.shows.contains(medium) {
        let title = column.title(for: medium)
        let values = cells.map { cell in
          let row = cell.nested?.rows.first { $0.first?.text == name }
          return row.flatMap { index < $0.count ? $0[index] : nil } ?? ""
        }
        add(Column(title: title.isEmpty ? name : "\(name) \(title)", isNumeric: column.isNumeric), values)
      }
    }
  }
}

extension ReportColumn {
  fileprivate func title(for medium: ReportMedia) -> String { medium == .text ? shortTitle ?? title : title }
}

extension ReportTable {
  /// The tables inside the cells that are shown as tables of their own.
  func following(for medium: ReportMedia) -> [ReportTable] {
    columns.enumerated().compactMap { index, column in
      guard case .following(let caption, let fold) = column.nested, column.shows.contains(medium) else { return nil }
      var joined: ReportTable?
      for row in rows where index < row.count {
        guard let inner = row[index].nested else { continue }
        var table = joined ?? ReportTable(caption: ReportProse(caption), columns: inner.columns, rows: [], fold: fold)
        table.rows += inner.rows.map { cells in
          guard let outer = row.first, let first = cells.first else { return cells }
          return [.text("\(outer.text) \(first.text)")] + cells.dropFirst()
        }
        joined = table
      }
      return joined
    }
  }
}

extension ReportFields {
  /// The fields as a table: a row a field, a column a subject.
  func table(for medium: ReportMedia) -> ReportTable {
    let shown = fields.filter { $0.shows.contains(medium) }
    return ReportTable(
      caption: title, columns: [.text(nameTitle)] + subjects.map { .number($0.title) },
      rows: shown.flatMap { field in
        field.values.first?.nested == nil
          ? [[.text(field.title)] + field.values] : Self.rows(of: field.values, for: medium)
      })
  }

  /// One row for each row and shown column of the tables in a field.
  private static func rows(of values: [ReportValue], for medium: ReportMedia) -> [[ReportValue]] {
    guard let model = values.first?.nested else { return [] }
    return model.rows.indices.flatMap { row in
      model.columns.enumerated().dropFirst().filter { $0.element.shows.contains(medium) }.map { column, header in
        let name = model.rows[row].first?.text ?? ""
        return [.text(header.title.isEmpty ? name : "\(name), \(header.title)")]
          + values.map { value in
            guard let inner = value.nested, row < inner.rows.count, column < inner.rows[row].count else { return "" }
            return inner.rows[row][column]
          }
      }
    }
  }
}
