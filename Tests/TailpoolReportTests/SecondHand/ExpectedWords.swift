import Foundation

/// The words of a text or a page as another hand expects them, block by block: a number stands between ⟦ and ⟧ with what it is
/// and how far it may be off, a word between ⟪ and ⟫ is not said.
///
/// A number must have the sign, the unit, the commas and the count of decimals that are expected, and be within half a unit of its
/// last digit, and the tolerance, of what it is. All else is the same to the letter; spaces count as one.
struct ExpectedWords {
  /// Where the words differ.
  private(set) var differences: [String] = []
  /// Numbers that were held against a value with a tolerance.
  private(set) var numbers = 0
  /// Words that nothing is said of.
  private(set) var notCovered = 0
  private let read: [Character]
  private var place = 0

  init(_ blocks: ReadJSON, against words: String) {
    read = Array(words.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    guard case .array(let blocks) = blocks else {
      differences.append("no blocks are expected")
      return
    }
    for (index, block) in blocks.enumerated() {
      guard case .object(let members) = block, case .string(let line)? = members["line"] else {
        differences.append("block \(index) is \(block)")
        continue
      }
      var values: [ReadJSON] = []
      if case .array(let own)? = members["numbers"] { values = own }
      match(line, values, index)
    }
    let rest = String(read[place...]).trimmingCharacters(in: .whitespaces)
    if !rest.isEmpty { differences.append("not expected at the end: “\(rest.prefix(120))”") }
  }

  /// Goes past a block, or says where it differs and looks for it farther on.
  private mutating func match(_ line: String, _ values: [ReadJSON], _ index: Int) {
    let start = place
    guard let wrong = difference(line, values) else { return }
    differences.append("block \(index), “\(line.prefix(90))”: \(wrong)")
    place = start
    let first = Array(line.prefix { $0 != "⟦" && $0 != "⟪" })
    guard first.count > 4, let found = find(first, from: start) else { return }
    place = found
    if difference(line, values) != nil { place = found + first.count }
  }

  private mutating func difference(_ line: String, _ values: [ReadJSON]) -> String? {
    if place < read.count, read[place] == " " { place += 1 }
    var rest = values[...]
    var literal: [Character] = []
    let line = Array(line.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    var index = 0
    while index < line.count {
      let end: Character? = line[index] == "⟦" ? "⟧" : line[index] == "⟪" ? "⟫" : nil
      guard let end, let close = line[index...].firstIndex(of: end) else {
        literal.append(line[index])
        index += 1
        continue
      }
      if let wrong = words(literal) { return wrong }
      literal = []
      if end == "⟫" {
        notCovered += 1
        while place < read.count, read[place] != " " { place += 1 }
      } else {
        guard let value = rest.popFirst() else { return "has fewer values than numbers" }
        if let wrong = number(String(line[(index + 1)..<close]), value) { return wrong }
      }
      index = close + 1
    }
    return words(literal) ?? (rest.isEmpty ? nil : "has more values than numbers")
  }

  private mutating func words(_ literal: [Character]) -> String? {
    guard place + literal.count <= read.count, Array(read[place..<(place + literal.count)]) == literal else {
      return "“\(String(literal))” is “\(context(literal.count))”"
    }
    place += literal.count
    return nil
  }

  private mutating func number(_ shown: String, _ value: ReadJSON) -> String? {
    var end = place
    while end < read.count, read[end].isNumber || ((read[end] == "," || read[end] == ".") && isDigit(end + 1)) {
      end += 1
    }
    let text = String(read[place..<end])
    guard case .array(let pair) = value, pair.count == 2, case .number(let exact, _) = pair[0],
      case .number(let within, _) = pair[1], let number = Double(text.replacing(",", with: ""))
    else { return "\(shown) is “\(context(12))”" }
    numbers += 1
    let decimals = Self.decimals(text)
    let half = 0.5 * pow(10, -Double(decimals)) * (1 + 1e-9)
    guard decimals == Self.decimals(shown), text.contains(",") == shown.contains(","),
      abs(number - exact) <= half + within
    else { return "\(shown) (\(exact) within \(within)) is \(text)" }
    place = end
    return nil
  }

  private func isDigit(_ index: Int) -> Bool { index < read.count && read[index].isNumber }

  private func context(_ count: Int) -> String { String(read[place..<min(place + max(count, 8) + 8, read.count)]) }

  private func find(_ words: [Character], from start: Int) -> Int? {
    let last = min(start + Self.reach, read.count - words.count)
    guard start <= last else { return nil }
    return (start...last).first {
      read[$0] == words[0] && Array(read[$0..<($0 + words.count)]) == words
    }
  }

  /// How far on a block is looked for where it does not stand.
  private static let reach = 600

  private static func decimals(_ text: String) -> Int {
    text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  }
}

extension ExpectedWords {
  /// What a terminal shows, without the lines of boxes and tables and the dots between names and numbers.
  static func ofTerminal(_ text: String) -> String {
    text.replacing(#/[┌┐└┘─│]+/#, with: " ").replacing(#/ \.+ /#, with: " ")
  }

  /// What a page says from top to bottom: the words between tags, and of drawings their labels and tooltips. Ticks of axes, and
  /// where things are drawn, are left out.
  static func ofPage(_ page: String) -> String {
    var words = page.replacing(#/<style>[\s\S]*?<\/style>/#, with: " ")
    words.replace(#/<text class="tick( faint| halo)?"[^>]*>[^<]*<\/text>/#, with: " ")
    words.replace(#/<\/?(strong|tspan)\b[^>]*>/#, with: "")
    words.replace(#/<[^>]*aria-label="([^"]*)"[^>]*>/#) { " \($0.output.1) " }
    words.replace(#/<[^>]*>/#, with: " ")
    for (code, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      words = words.replacingOccurrences(of: code, with: sign)
    }
    return words
  }
}
