#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove run`.
  struct ProveRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract: "Runs a subcommand and binds its results to its inputs, for others to run again.",
      discussion: """
        What stands after -- is run in a folder of its own that holds copies of the inputs, by their names without folders: \
        tailpool prove run --input prices/t.csv --results out --out RUN.json -- price --model black76 --in t.csv --out p.csv. The results, and what was \
        printed as stdout, go to the folder of the results.
        """)

    @Option(name: .long, help: ArgumentHelp("A file that is read; may be repeated.", valueName: "file"))
    var input: [String] = []
    @Option(name: .long, help: ArgumentHelp("Folder for the results.", valueName: "folder"))
    var results: String
    @Option(name: .long, help: ArgumentHelp("The document, JSON.", valueName: "file"))
    var out: String
    @Argument(parsing: .postTerminator, help: "The subcommand and its arguments.")
    var arguments: [String] = []

    func run() async throws {
      try await reportingFailures {
        let execution = try RunExecution(arguments)
        let inputs = try input.map { path in
          (name: URL(fileURLWithPath: path).lastPathComponent, bytes: try InputFile(path: path).bytes)
        }
        guard Set(inputs.map(\.name)).count == inputs.count else {
          throw ValidationError("two inputs have the same name; expected a name each")
        }
        let made = try await execution.results(of: inputs)
        let claim = try RunClaim(
          program: RunExecution.program, platform: RunExecution.platform, arguments: arguments, inputs: inputs,
          results: made)
        for file in made {
          let place = URL(fileURLWithPath: results).appendingPathComponent(file.name)
          try OutputFile.makeFolder(place.deletingLastPathComponent().path)
          try OutputFile.write(bytes: file.bytes, to: place.path)
        }
        try ProofDocument.run(claim).write(to: out)
      }
    }
  }

  /// `tailpool prove part`.
  struct ProvePartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "part",
      abstract: "Answers a challenge: the part of a run's results that holds a byte, with its way to the root.")

    @Option(name: .customLong("run"), help: ArgumentHelp("The run's document, JSON.", valueName: "file"))
    var document: String
    @Option(name: .long, help: ArgumentHelp("Folder of its results.", valueName: "folder"))
    var results: String
    @Option(name: .long, help: ArgumentHelp("The result that is asked for, by its name.", valueName: "name"))
    var file: String
    @Option(name: .long, help: ArgumentHelp("The byte that is asked for, from 0.", valueName: "n"))
    var offset: UInt64
    @Option(name: .long, help: ArgumentHelp("The part, JSON.", valueName: "file"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let claim = try RunClaim.read(document)
        let files = try claim.files(claim.results, in: results)
        try claim.check(results: files)
        let tree = try RunTree(files)
        guard let place = tree.place(of: file, at: offset) else {
          throw ValidationError("there is no byte \(offset) of \(file) among the results")
        }
        try ProofDocument.part(RunPartClaim(tree, place: place)).write(to: out)
      }
    }
  }

  extension RunClaim {
    /// The claim of a document.
    static func read(_ path: String) throws -> RunClaim {
      guard case .run(let claim) = try ProofDocumentReader.read(InputFile(path: path)) else {
        throw ProofError.otherStatement("kind of \(path)")
      }
      return claim
    }

    /// Files of the claim from a folder.
    func files(_ list: [File], in folder: String) throws -> [(name: String, bytes: [UInt8])] {
      try list.map { file in
        let parts = file.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy(RunExecution.isName) else { throw RunError.argument(file.name) }
        return (file.name, try InputFile(path: folder + "/" + file.name).bytes)
      }
    }

    /// Runs again with the inputs of a folder.
    ///
    /// - Returns: The results, which are not yet compared.
    func resultsAgain(inputs folder: String) async throws -> [(name: String, bytes: [UInt8])] {
      let own = "\(RunExecution.program) on \(RunExecution.platform)"
      guard program == RunExecution.program, platform == RunExecution.platform else {
        throw RunError.otherProgram(expected: own, found: "\(program) on \(platform)")
      }
      let execution = try RunExecution(arguments)
      for input in inputs where !RunExecution.isName(input.name) { throw RunError.argument(input.name) }
      let given = try files(inputs, in: folder)
      try check(inputs: given)
      return try await execution.results(of: given)
    }
  }
#endif
