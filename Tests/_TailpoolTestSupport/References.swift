import Foundation

/// A reference table: comment lines start with `#`, the first other line is the header.
public struct ReferenceTable: Sendable {
  /// One line of the table.
  public struct Row: Sendable, CustomStringConvertible {
    /// The line of the file, from 1.
    public let line: Int
    fileprivate let cells: [String: String]

    /// The text of a cell.
    public subscript(text column: String) -> String { cells[column] ?? "" }
    /// The number of a cell, NaN when it is none; `inf` and `nan` are numbers.
    public subscript(column: String) -> Double { Double(cells[column] ?? "") ?? .nan }
    /// The line and its cells.
    public var description: String { "line \(line): \(cells.sorted { $0.key < $1.key })" }
  }

  /// Names of the columns.
  public let header: [String]
  /// The rows in the order of the file.
  public let rows: [Row]

  /// Reads a table, which must have a row.
  public init(url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    var header: [String] = []
    var rows: [Row] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if header.isEmpty {
        header = cells
      } else {
        let named = Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first })
        rows.append(Row(line: index + 1, cells: named))
      }
    }
    guard !rows.isEmpty else { throw MissingReference(name: "\(url.lastPathComponent) has no rows") }
    self.header = header
    self.rows = rows
  }
}

/// Where reference values are.
public enum References {
  /// A file of `References/Tables`, which the package carries.
  public static func url(_ name: String) throws -> URL {
    let url = Bundle.module.bundleURL.appendingPathComponent("References/Tables/\(name)")
    guard FileManager.default.fileExists(atPath: url.path) else { throw MissingReference(name: name) }
    return url
  }

  /// A CSV table of the package.
  public static func table(_ name: String) throws -> ReferenceTable { try ReferenceTable(url: url(name)) }

  /// A JSON file of the package, as JSONSerialization gives it.
  public static func json(_ name: String) throws -> [String: Any] { try object(at: url(name)) }

  /// The cases of a file of the package whose inputs are made up; the file beside it in the shared folder has real ones.
  public static func madeUpCases(_ name: String) throws -> [[String: Any]] {
    try cases(of: url("made-up/\(name)"))
  }

  /// The cases of a file of the shared folder.
  public static func sharedCases(_ path: String) throws -> [[String: Any]] { try cases(of: shared(path)) }

  private static func cases(of url: URL) throws -> [[String: Any]] {
    guard let cases = try object(at: url)["cases"] as? [[String: Any]], !cases.isEmpty else {
      throw MissingReference(name: "\(url.lastPathComponent) has no cases")
    }
    return cases
  }

  /// The folder of the programs that were built beside the tests.
  public static var products: URL { Bundle.module.bundleURL.deletingLastPathComponent() }

  /// The folder of real market data and of references made from it, beside the package; nil where it is absent.
  ///
  /// `TAILPOOL_SHARED` names another place. Tests that need it are skipped without it.
  public static var shared: URL? {
    let path =
      ProcessInfo.processInfo.environment["TAILPOOL_SHARED"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared").path
    return FileManager.default.fileExists(atPath: path + "/data") ? URL(fileURLWithPath: path) : nil
  }

  /// Whether the folder of real market data is there.
  public static var hasShared: Bool { shared != nil }

  /// A file of the shared folder.
  public static func shared(_ path: String) throws -> URL {
    guard let shared else { throw MissingReference(name: path) }
    return shared.appendingPathComponent(path)
  }

  /// The names of the files in a folder of the shared folder.
  public static func sharedNames(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: shared(folder).path)
  }

  /// A JSON file, as JSONSerialization gives it.
  public static func object(at url: URL) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    guard let object = value as? [String: Any], !object.isEmpty else { throw MissingReference(name: url.path) }
    return object
  }
}

/// A reference file that is not where it should be.
public struct MissingReference: Error {
  /// The file that was looked for.
  public let name: String
}
