#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool nearest-correlation`: a symmetric matrix in, the nearest correlation matrix out.
  struct NearestCorrelationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "nearest-correlation",
      abstract: "Repairs a matrix: the nearest correlation matrix, and how far it moved.",
      discussion: """
        The matrix has a header of names and then its rows; any symmetric matrix of finite numbers will do. The \
        distance moved, in the Frobenius norm, stands as a comment before the result. A file name of - is standard \
        input or output.
        """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The matrix, CSV.", valueName: "file"))
    var input: String
    @Option(
      name: .long, help: ArgumentHelp("Smallest eigenvalue of the result, 0 or more, and below 1.", valueName: "x"))
    var minimumEigenvalue = 0.0
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
      guard minimumEigenvalue >= 0, minimumEigenvalue < 1 else {
        throw ValidationError("--minimum-eigenvalue is \(minimumEigenvalue); expected 0 or more, and below 1")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let table = try MatrixTable.read(InputFile(path: input))
        let repair = try CorrelationRepair.nearest(to: table.matrix, minimumEigenvalue: minimumEigenvalue)
        let result = MatrixTable(names: table.names, matrix: repair.matrix)
        try OutputFile.write("# frobeniusDistance \(repair.distance)\n" + result.csv, to: out)
      }
    }
  }
#endif
