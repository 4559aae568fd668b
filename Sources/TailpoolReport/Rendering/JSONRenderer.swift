/// Writes what has a key.
struct JSONRenderer {
  private(set) var root = JSONValue.object([:])

  /// Adds parts at a path.
  mutating func add(_ nodes: [ReportNode], at path: [JSONStep] = []) {
    for node in nodes {
      switch node {
      case .section(let section):
        let inner = path + (section.key.map { Self.path($0) } ?? [])
        if section.key != nil { insert(.object([:]), at: inner) }
        add(section.children, at: inner)
      case .table(let table): add(table, at: path)
      case .fields(let fields): add(fields, at: path)
      case .chart(let chart):
        if let key = chart.key, chart.shows.contains(.json) { insert(chart.json, at: path + Self.path(key)) }
      case .note(let note):
        if let key = note.key, note.shows.contains(.json) {
          insert(.array(note.lines.map { .string($0.text) }), at: path + Self.path(key))
        }
      case .group(let group): add(group.children, at: path)
      }
    }
  }

  /// Adds the sections of a user, each under its own key as it is.
  mutating func add(_ sections: [ReportSection]) {
    insert(.object([:]), at: [.key("sections")])
    for section in sections {
      let path: [JSONStep] = [.key("sections"), .key(section.key ?? section.title)]
      insert(.object([:]), at: path)
      add(section.children, at: path)
    }
  }

  /// Puts a value at a path.
  mutating func insert(_ value: JSONValue, at path: [JSONStep]) { root.insert(value, at: path[...]) }

  /// The steps of a key: dots stand between objects, `[]` at the end for one more element.
  static func path(_ key: String) -> [JSONStep] {
    let isElement = key.hasSuffix("[]")
    var steps = (isElement ? key.dropLast(2) : key[...]).split(separator: ".", omittingEmptySubsequences: false)
      .map { JSONStep.key(String($0)) }
    if isElement, case .key(let last)? = steps.popLast() { steps.append(.element(of: last)) }
    return steps
  }

  private mutating func add(_ table: ReportTable, at path: [JSONStep]) {
    guard let key = table.key, table.shows.contains(.json) else { return }
    if table.encoding == .rows {
      insert(table.json, at: path + Self.path(key))
      return
    }
    let inner = path + (key.isEmpty ? [] : Self.path(key))
    for (index, column) in table.columns.enumerated() where column.shows.contains(.json) {
      guard let key = column.key else { continue }
      insert(.array(table.rows.map { index < $0.count ? $0[index].json : .null }), at: inner + Self.path(key))
    }
  }

  private mutating func add(_ fields: ReportFields, at path: [JSONStep]) {
    guard fields.shows.contains(.json) else { return }
    insert(fields.json, at: path + (fields.key.map(Self.path) ?? []))
  }
}

extension ReportFields {
  /// The fields as an object, or as one a subject.
  var json: JSONValue {
    var object = JSONValue.object([:])
    for field in fields where field.shows.contains(.json) {
      for (subject, value) in zip(subjects, field.values) {
        let path = subject.key.map(JSONRenderer.path) ?? []
        if let key = field.key { object.insert(value.json, at: (path + JSONRenderer.path(key))[...]) }
        if let key = field.partnerKey { object.insert(value.partnerJSON, at: (path + JSONRenderer.path(key))[...]) }
      }
    }
    return object
  }
}

extension ReportTable {
  /// The rows as objects.
  var json: JSONValue {
    let keyed = columns.enumerated().filter { $0.element.shows.contains(.json) }.map { index, column in
      (index: index, key: column.key.map(JSONRenderer.path), partner: column.partnerKey.map(JSONRenderer.path))
    }
    return .array(
      rows.map { row in
        var object = JSONValue.object([:])
        for (index, key, partner) in keyed {
          let value = index < row.count ? row[index] : .missing
          if let key { object.insert(value.json, at: key[...]) }
          if let partner { object.insert(value.partnerJSON, at: partner[...]) }
        }
        return object
      })
  }
}

extension ReportValue {
  /// The value for programs.
  var json: JSONValue {
    switch content {
    case .number(let value, _), .range(let value, _, _): value.isFinite ? .number(value) : .null
    case .whole(let value): .integer(value)
    case .unsigned(let value): .unsigned(value)
    case .text(let text): .string(text)
    case .truth(let value): .truth(value)
    case .list(let values): .array(values.map(\.json))
    case .table(let table): table.json
    case .object(let fields): fields.json
    case .missing: .null
    }
  }

  /// The standard error, or the upper end.
  var partnerJSON: JSONValue {
    if case .range(_, let high, _) = content { return high.isFinite ? .number(high) : .null }
    return standardError.map { $0.isFinite ? .number($0) : .null } ?? .null
  }
}

extension ReportChart {
  var json: JSONValue {
    switch content {
    case .bars(let chart): chart.json
    case .columns(let chart): chart.json
    case .histogram(let chart): chart.json
    case .record(let chart): chart.json
    case .lines(let chart): chart.json
    case .curves(let chart): chart.json
    case .auction(let chart): chart.json
    case .heatMap(let chart): chart.json
    case .smile: .null
    }
  }
}
