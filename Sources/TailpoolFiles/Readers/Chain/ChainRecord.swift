/// One row of a chain by the names of its fields: an object of JSON or a row of a table.
enum ChainRecord {
  case object(JSONNode)
  case row(CSVTable, Int)

  /// What a field holds.
  enum Field {
    case number(Double)
    case text(String)
    /// Something else, in words.
    case other(String)
    /// What is wrong in itself and already in the log.
    case invalid
  }

  /// Where the record stands.
  var offset: Int {
    switch self {
    case .object(let node): node.offset
    case .row(let table, let row): table[row, 0].offset
    }
  }

  /// The first field of some names that says something, with its name and place; null and empty say nothing.
  func field(_ names: [String]) -> (name: String, field: Field, offset: Int)? {
    for name in names {
      switch self {
      case .object(let node):
        guard let member = node.member(name) else { continue }
        switch member.value {
        case .null: continue
        case .number(let value): return (name, .number(value), member.offset)
        case .string(let text): if !text.isEmpty { return (name, .text(text), member.offset) }
        case .invalid: return (name, .invalid, member.offset)
        default: return (name, .other(member.value.kind), member.offset)
        }
      case .row(let table, let row):
        guard let column = table.column(name) else { continue }
        let cell = table[row, column]
        if !MissingWords.contains(cell.text) { return (name, .text(cell.text), cell.offset) }
      }
    }
    return nil
  }

  /// The text of a field that must be there, with where it stands.
  func text(_ names: [String], log: inout ProblemLog) -> (text: String, offset: Int)? {
    guard let (name, field, offset) = field(names) else {
      log.add(at: self.offset, "\(shown(names[0])) is missing", expected: "a text")
      return nil
    }
    if case .text(let text) = field { return (text, offset) }
    if case .invalid = field { return nil }
    log.add(at: offset, "\(name) is no text", expected: "a text")
    return nil
  }

  /// The number of a field, be it written as text; nil when it says nothing or is wrong, which is in the log.
  func number(_ names: [String], _ rule: NumberRule, log: inout ProblemLog) -> Double? {
    guard let (name, field, offset) = field(names) else { return nil }
    var wrong = ""
    switch field {
    case .number(let value):
      if rule.allows(value) { return value }
      wrong = "\(value)"
    case .text(let text):
      if case .number(let value) = NumberText(text), rule.allows(value) { return value }
      wrong = shown(text)
    case .other(let kind): wrong = kind
    case .invalid: return nil
    }
    log.add(at: offset, "\(name) is \(wrong)", expected: rule.expectation)
    return nil
  }

  /// A price; zero means that there is none.
  func price(_ names: [String], log: inout ProblemLog) -> Double? {
    number(names, .nonNegative, log: &log).flatMap { $0 > 0 ? $0 : nil }
  }
}
