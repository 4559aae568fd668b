#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool sample`: the embedded sample as files.
  struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: "Writes the embedded sample as files, in the formats that `report` reads.")

    @Option(name: .long, help: ArgumentHelp("Folder to write to.", valueName: "folder"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let files = try Sample.files()
        try OutputFile.makeFolder(out)
        for file in files { try OutputFile.write(file.text, to: out + "/" + file.name) }
        print("Written to \(out): \(files.map(\.name).joined(separator: ", "))")
      }
    }
  }
#endif
