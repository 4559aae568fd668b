/// The problems of one file, collected while it is read.
///
/// Readers go on after a problem so that all of them are found; `check()` at the end lets nothing half-accepted
/// through.
struct ProblemLog {
  /// How many problems are kept with their text; the rest are counted.
  static let kept = 50

  let file: InputFile
  private var entries: [(offset: Int, message: String)] = []
  /// Problems found so far.
  private(set) var count = 0

  /// Creates an empty log for a file.
  init(_ file: InputFile) { self.file = file }

  /// Adds a problem.
  ///
  /// - Parameters:
  ///   - offset: Where it stands, in bytes from the start of the file.
  ///   - wrong: What is wrong.
  ///   - expected: What was expected.
  mutating func add(at offset: Int, _ wrong: @autoclosure () -> String, expected: @autoclosure () -> String) {
    count += 1
    guard entries.count < ProblemLog.kept else { return }
    entries.append((offset, "\(wrong()); expected \(expected())"))
  }

  /// Adds that something stands twice.
  ///
  /// - Parameters:
  ///   - offset: Where it stands again.
  ///   - first: Where it stood first.
  ///   - what: What it is.
  ///   - expected: What was expected.
  mutating func add(at offset: Int, again first: Int, _ what: String, expected: String) {
    // The line is only looked up for a problem that is shown.
    let line = count < ProblemLog.kept ? LineIndex(file.bytes).position(of: first, in: file.bytes).line : 0
    add(at: offset, "\(what) stands first in line \(line)", expected: expected)
  }

  /// Adds the problems of another log of the same file.
  mutating func add(_ other: ProblemLog) {
    entries += other.entries.prefix(max(0, ProblemLog.kept - entries.count))
    count += other.count
  }

  /// Throws the problems found so far, if there are any.
  func check() throws(FileError) {
    if count > 0 { throw error }
  }

  /// The error of the problems found so far, of which there is one at least.
  var failure: FileError { error }

  /// The error of one more problem, which is of the file as a whole.
  func failure(_ wrong: String, expected: String) -> FileError {
    var log = self
    log.add(at: 0, wrong, expected: expected)
    return log.error
  }

  /// The problems found so far, in the order of the file.
  private var error: FileError {
    let lines = LineIndex(file.bytes)
    let sorted = entries.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
    let problems = sorted.map { entry in
      let (line, column) = lines.position(of: entry.element.offset, in: file.bytes)
      return FileProblem(file: file.name, line: line, column: column, message: entry.element.message)
    }
    return .invalid(problems, further: count - problems.count)
  }
}

/// Where the lines of a text start.
struct LineIndex {
  private var starts: [Int]

  /// Finds the lines of a text; LF, CR and CR LF end one.
  init(_ bytes: [UInt8]) {
    starts = [InputFile.lengthOfByteOrderMark(bytes)]
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == .lineFeed || byte == .carriageReturn && !(index + 1 < bytes.count && bytes[index + 1] == .lineFeed) {
        starts.append(index + 1)
      }
    }
  }

  /// The line and column of a byte, from 1; columns count Unicode scalars.
  func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = min(starts[low], bytes.count)
    let before = bytes[start..<max(start, min(offset, bytes.count))]
    return (low + 1, 1 + before.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
}
