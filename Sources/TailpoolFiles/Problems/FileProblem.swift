/// One thing that is wrong in a file, with where it stands.
public struct FileProblem: Hashable, Sendable, CustomStringConvertible {
  /// The name of the file as it was given.
  public let file: String
  /// The line, from 1; every line feed, carriage return or pair of both ends a line.
  public let line: Int
  /// The column, from 1, in Unicode scalars; a byte-order mark does not count.
  public let column: Int
  /// What is wrong and what was expected, parted by a semicolon.
  public let message: String

  /// Creates a problem; see the properties for the meaning of each argument.
  public init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// The problem as `FILE:LINE:COLUMN: what is wrong; what was expected`.
  public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Why a file could not be read or written.
public enum FileError: Error, Hashable, Sendable {
  /// The content is not what the reader expects: the first 50 problems by position, and how many more there are.
  case invalid([FileProblem], further: Int)
  /// The file cannot be opened or read.
  case unreadable(path: String, reason: String)
  /// The file cannot be written; nothing was changed.
  case cannotWrite(path: String, reason: String)
}

extension FileError: CustomStringConvertible {
  /// One line for each problem.
  public var description: String {
    switch self {
    case .invalid(let problems, let further):
      let lines = problems.map(\.description) + (further > 0 ? ["and \(further) further problems"] : [])
      return lines.joined(separator: "\n")
    case .unreadable(let path, let reason): return "\(path): cannot be read: \(reason)"
    case .cannotWrite(let path, let reason): return "\(path): cannot be written: \(reason)"
    }
  }
}
