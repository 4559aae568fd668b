/// Finds the records of a CSV text and where their cells start, and everything that is wrong with their quotes.
///
/// A record ends with a line end outside quotes. Lines that start with `#` and blank lines are passed over. A cell is
/// quoted when its first character other than a space is a quote; inside, a quote is written twice.
struct CSVScanner {
  private let bytes: [UInt8]
  private var index: Int

  /// Creates a scanner at the first line of a text, after a byte-order mark.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = InputFile.lengthOfByteOrderMark(bytes)
  }

  /// Reads the next record.
  ///
  /// - Parameters:
  ///   - cells: Takes the offset of the start of every cell.
  ///   - log: Takes problems with quotes.
  /// - Returns: The bytes of the record without its line end, or nil at the end of the text.
  mutating func next(cells: inout [Int], log: inout ProblemLog) -> Range<Int>? {
    while isSkipped { skipLine() }
    guard index < bytes.count else { return nil }
    let start = index
    repeat {
      cells.append(index)
      skipCell(log: &log)
    } while skip(.comma)
    let end = index
    skipLineEnd()
    return start..<end
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var isAtLineEnd: Bool { current == nil || current == .lineFeed || current == .carriageReturn }

  /// Whether the scanner stands before a comment or a blank line.
  private var isSkipped: Bool {
    guard let current else { return false }
    if current == UInt8(ascii: "#") { return true }
    var scout = index
    while scout < bytes.count, bytes[scout] == .space || bytes[scout] == .tab { scout += 1 }
    return scout == bytes.count || bytes[scout] == .lineFeed || bytes[scout] == .carriageReturn
  }

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
    while current == .space || current == .tab { index += 1 }
  }

  private mutating func skipCell(log: inout ProblemLog) {
    skipSpaces()
    if current == .quote { return skipQuoted(log: &log) }
    var isClean = true
    while !isAtLineEnd, current != .comma {
      if current == .quote, isClean {
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
    guard !isAtLineEnd, current != .comma else { return }
    log.add(at: index, "text after a closing quote", expected: "a comma or the end of the line")
    while !isAtLineEnd, current != .comma { index += 1 }
  }
}
