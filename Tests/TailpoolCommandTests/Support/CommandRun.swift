#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  /// A run of the `tailpool` that was built beside the tests.
  struct CommandRun {
    let status: Int32
    /// What the file that `--out` named holds; empty where there is none.
    let output: Data
    /// What was printed.
    let printed: String
    let errors: String

    /// Runs a subcommand whose result goes to the file that `--out` names.
    init(_ arguments: [String]) throws {
      let folder = try TemporaryFolder()
      let result = folder.path("result")
      self = try CommandRun(all: arguments + ["--out", result], result: result)
    }

    /// Runs the command with the arguments as they are.
    ///
    /// - Parameters:
    ///   - arguments: Every argument.
    ///   - result: A file that is read after the run.
    ///   - input: What stands in standard input.
    init(all arguments: [String], result: String? = nil, input: String = "") throws {
      // Files, for a pipe that is not read while the command runs can fill up.
      let folder = try TemporaryFolder()
      let process = Process()
      process.executableURL = References.products.appendingPathComponent("tailpool")
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.write("input", input)))
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.write("printed", "")))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.write("errors", "")))
      try process.run()
      process.waitUntilExit()
      status = process.terminationStatus
      printed = try folder.read("printed")
      errors = try folder.read("errors")
      output = result.flatMap { try? Data(contentsOf: URL(fileURLWithPath: $0)) } ?? Data()
    }

    /// Runs a subcommand on the text of a file, named by the option told.
    static func run(_ subcommand: String, _ option: String, _ text: String, _ others: [String]) throws -> CommandRun {
      let folder = try TemporaryFolder()
      return try CommandRun([subcommand, option, folder.write("table.csv", text)] + others)
    }

    /// The result as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// The lines of the result.
    var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  /// A folder that is gone when nothing holds it.
  final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appendingPathComponent("tailpool-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file of the folder.
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
      try Data(text.utf8).write(to: url.appendingPathComponent(name))
      return path(name)
    }

    /// What a file holds.
    func read(_ name: String) throws -> String {
      try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }

    /// The names in the folder, sorted.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
  }
#endif
