/// Texts as cells of a table.
enum CSVText {
  /// A text as a cell, in quotes where a reader would take it for more than one, or for less.
  static func cell(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { ![",", "\"", "\n", "\r"].contains($0) }
    if isPlain, text.first != " ", text.last != " " { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
