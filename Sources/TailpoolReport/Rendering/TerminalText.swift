/// Text that is safe and neat on a terminal.
enum TerminalText {
  /// The text without control and direction-changing characters, which could rewrite a terminal; each becomes `?`.
  static func clean(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: "?"
          default: scalar
          }
        }))
  }

  /// The text padded or cut to a width.
  static func pad(_ text: String, to width: Int, _ alignment: TextTable.Alignment) -> String {
    if text.count > width { return text.prefix(max(0, width - 1)) + "…" }
    let space = String(repeating: " ", count: width - text.count)
    return alignment == .left ? text + space : space + text
  }

  /// Lines of at most `width` characters, broken between words; `first` leads the first line, and the others are
  /// indented as far.
  static func wrapped(_ text: String, width: Int, first: String = "") -> [String] {
    let indent = String(repeating: " ", count: first.count)
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in clean(text).split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
        isEmpty = true
      }
      line += isEmpty ? String(word) : " " + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// The text without spaces at its end.
  static func trimmedEnd(_ text: String) -> String {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...last])
  }
}
