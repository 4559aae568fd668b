/// Finds the records of a delimited text and where their cells start, and everything that is wrong with their quotes.
///
/// A record ends with a line end outside quotes. Lines that start with `#` and blank lines are passed over. A cell is
/// quoted when its first character other than a space is a quote; inside, a quote is written twice.
struct CSVScanner {
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var index: Int

  /// Creates a scanner at the first line of a text, after a byte-order mark.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - delimiter: What parts cells: a comma, a semicolon or a tab.
  init(_ bytes: [UInt8], delimiter: UInt8 = .comma) {
    self.bytes = bytes
    self.delimiter = delimiter
    index = InputFile.lengthOfByteOrderMark(bytes)
  }

  /// Reads the next record.
  ///
  /// - Parameters:
  ///   - cells: Takes the offset of the start of every cell, and one more: where a further cell would start.
  ///   - log: Takes problems with quotes.
  /// - Returns: Whether there was a record before the end of the text.
  mutating func next(cells: inout [Int], log: inout ProblemLog) -> Bool {
    while isSkipped { skipLine() }
    guard index < bytes.count else { return false }
    repeat {
      cells.append(index)
      skipCell(log: &log)
    } while skip(delimiter)
    cells.append(index + 1)
    skipLineEnd()
    return true
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var isAtLineEnd: Bool { current == nil || current == .lineFeed || current == .carriageReturn }

  private var isAtCellEnd: Bool { isAtLineEnd || current == delimiter }

  /// Whether the scanner stands before a comment or a blank line.
  private var isSkipped: Bool {
    guard let current else { return false }
    if current == UInt8(ascii: "#") { return true }
    var scout = index
    while scout < bytes.count, isBlank(bytes[scout]) { scout += 1 }
    return scout == bytes.count || bytes[scout] == .lineFeed || bytes[scout] == .carriageReturn
  }

  /// Whether a byte is a space or a tab that parts nothing.
  private func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == .tab && delimiter != .tab }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipLine() {
    while !isAtLineEnd { index += 1 }
    skipLineEnd()
  }

  private mutating func skipLineEnd() {
    _ = skip(.carriageReturn)
    _ = skip(.lineFeed)
  }

  private mutating func skipSpaces() {
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
  }

  private mutating func skipCell(log: inout ProblemLog) {
    skipSpaces()
    if current == .quote { return skipQuoted(log: &log) }
    var isClean = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { return }
      if byte == .quote, isClean {
        log.add(
          at: index, "quote inside a cell that does not start with one",
          expected: "the whole cell in quotes, or no quote")
        isClean = false
      }
      index += 1
    }
  }

  private mutating func skipQuoted(log: inout ProblemLog) {
    let opening = index
    index += 1
    while index < bytes.count {
      if bytes[index] == .quote {
        index += 1
        if current != .quote { return skipAfterQuote(log: &log) }
      }
      index += 1
    }
    log.add(at: opening, "quote that is never closed", expected: "a closing quote before the end of the file")
  }

  private mutating func skipAfterQuote(log: inout ProblemLog) {
    skipSpaces()
    guard !isAtCellEnd else { return }
    log.add(at: index, "text after a closing quote", expected: "a comma or the end of the line")
    while !isAtCellEnd { index += 1 }
  }
}

/// The bytes of cells as a scanner parts them.
enum CellBytes {
  /// Where the content of a cell stands: without spaces and tabs around it, and without its quotes.
  ///
  /// - Returns: The place, and whether quotes inside are written twice.
  static func content(of cell: Range<Int>, in bytes: [UInt8]) -> (place: Range<Int>, isQuoted: Bool) {
    var (start, end) = (cell.lowerBound, min(cell.upperBound, bytes.count))
    while start < end, bytes[start] == .space || bytes[start] == .tab { start += 1 }
    while start < end, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }
    guard end - start >= 2, bytes[start] == .quote, bytes[end - 1] == .quote else { return (start..<end, false) }
    return (start + 1..<end - 1, true)
  }

  /// The text of a cell.
  static func text(of cell: Range<Int>, in bytes: [UInt8]) -> String {
    let (place, isQuoted) = content(of: cell, in: bytes)
    let text = String(decoding: bytes[place], as: UTF8.self)
    guard isQuoted else { return text }
    let inside = text.utf8.contains(.quote) ? text.replacing("\"\"", with: "\"") : text
    return trimmed(inside)
  }

  /// A text without spaces and tabs around it.
  private static func trimmed(_ text: String) -> String {
    let isBlank = { (byte: UInt8?) in byte == .space || byte == .tab }
    guard isBlank(text.utf8.first) || isBlank(text.utf8.last) else { return text }
    let rest = text.drop { $0 == " " || $0 == "\t" }
    guard let end = rest.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(rest[...end])
  }
}
