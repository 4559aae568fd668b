#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// A run of a subcommand in a folder of its own that holds copies of its inputs.
  ///
  /// Nothing outside of the folder is named: an argument may have no `/` and may not be `..`, so that a document of another's cannot make the
  /// one who checks it read or write elsewhere. How long a run takes and how much memory it needs is not bounded.
  struct RunExecution {
    /// The subcommands whose results depend on their inputs and arguments alone.
    static let subcommands: Set<String> = [
      "auction", "backtest", "cover", "covariance", "implied-volatility", "measure", "nearest-correlation", "pool",
      "price", "quote", "replay", "report", "sample", "surface",
    ]

    /// What is said of the program that ran.
    static let program = "tailpool \(TailpoolVersion.current)"

    /// On what the bits of results depend besides: the architecture and the instruction set.
    static var platform: String {
      #if arch(x86_64)
        let architecture = "x86_64"
      #elseif arch(arm64)
        let architecture = "arm64"
      #else
        let architecture = "another"
      #endif
      return "\(architecture) \(InstructionSet.best.rawValue)"
    }

    let arguments: [String]

    init(_ arguments: [String]) throws(RunError) {
      guard let name = arguments.first, Self.subcommands.contains(name) else {
        throw .subcommand(arguments.first ?? "")
      }
      for argument in arguments where argument.contains("/") || argument.contains("..") || argument.contains("\0") {
        throw .argument(argument)
      }
      self.arguments = arguments
    }

    /// Whether a name can be that of an input: one name of a folder.
    static func isName(_ name: String) -> Bool {
      !name.isEmpty && !name.contains("/") && !name.contains("\0") && name != "." && name != ".."
        && !name.hasPrefix("-")
    }

    /// Runs and gives what was written, by names in order, and what was printed as `stdout`.
    func results(of inputs: [(name: String, bytes: [UInt8])]) async throws -> [(name: String, bytes: [UInt8])] {
      for input in inputs where !Self.isName(input.name) || input.name == "stdout" {
        throw RunError.argument(input.name)
      }
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tailpool-run-\(UUID().uuidString)")
      let place = folder.appendingPathComponent("run")
      try OutputFile.makeFolder(place.path)
      defer { try? FileManager.default.removeItem(at: folder) }
      for input in inputs {
        try OutputFile.write(bytes: input.bytes, to: place.appendingPathComponent(input.name).path)
      }
      let status = try await untilInterrupted { [self] in try await launch(in: place, printing: folder) }
      guard status == 0 else {
        let said = (try? InputFile(path: folder.appendingPathComponent("errors").path).bytes) ?? []
        throw RunError.failed(status: status, String(decoding: said.prefix(2_000), as: UTF8.self))
      }
      let names = try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted()
      var results: [(name: String, bytes: [UInt8])] = []
      for name in names where !inputs.contains(where: { $0.name == name }) {
        let path = place.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
          continue
        }
        results.append((name, try InputFile(path: path).bytes))
      }
      results.append(("stdout", try InputFile(path: folder.appendingPathComponent("printed").path).bytes))
      return results
    }

    /// Runs this program again; a run that is canceled is ended first.
    private func launch(in place: URL, printing folder: URL) async throws -> Int32 {
      let (printed, errors) = (folder.appendingPathComponent("printed"), folder.appendingPathComponent("errors"))
      for file in [printed, errors] { try OutputFile.write("", to: file.path) }
      let process = Process()
      process.executableURL = Bundle.main.executableURL
      process.arguments = arguments
      process.currentDirectoryURL = place
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: printed)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      while process.isRunning {
        if Task.isCancelled {
          process.terminate()
          process.waitUntilExit()
          throw CancellationError()
        }
        try? await Task.sleep(nanoseconds: 5_000_000)
      }
      return process.terminationStatus
    }
  }

  /// Why a run cannot be made.
  enum RunError: Error {
    /// There is no such subcommand, or its results do not depend on inputs and arguments alone.
    case subcommand(String)
    /// The argument or name leads, or could lead, out of the folder of the run.
    case argument(String)
    /// The run failed.
    case failed(status: Int32, String)
    /// The run is of another program or platform.
    case otherProgram(expected: String, found: String)

    var words: String {
      switch self {
      case .subcommand(let name):
        "a run of \(name.isEmpty ? "nothing" : name); expected one of \(RunExecution.subcommands.sorted().joined(separator: ", "))"
      case .argument(let text): "\(text) could lead out of the folder of the run; expected names without / and .."
      case .failed(let status, let text): "the run ended with \(status): \(text)"
      case .otherProgram(let expected, let found): "the run is of \(found); this is \(expected)"
      }
    }
  }
#endif
