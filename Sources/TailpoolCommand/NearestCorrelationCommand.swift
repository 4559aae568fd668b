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
        The matrix has a header of names and then its rows, with or without a first column of names; one triangle is \
        enough. A matrix whose diagonal is not 1 is a covariance: its correlation is repaired, and the standard deviations \
        stand as a comment before the result, as does the distance moved, in the Frobenius norm. A file name of - is \
        standard input or output.
        """)

    @Option(name: .customLong("in"), help: ArgumentHelp("The matrix, CSV.", valueName: "file"))
    var input: String
    @Option(
      name: .long, help: ArgumentHelp("Smallest eigenvalue of the result, 0 or more, and below 1.", valueName: "x"))
    var minimumEigenvalue = 0.0
    @Flag(name: .long, help: "Write the repaired covariance, variances kept, in place of its correlation.")
    var covariance = false
    @Flag(name: .long, help: "Take the matrix as it stands: the nearest correlation matrix, whatever its diagonal.")
    var asIs = false
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
      guard minimumEigenvalue >= 0, minimumEigenvalue < 1 else {
        throw ValidationError("--minimum-eigenvalue is \(minimumEigenvalue); expected 0 or more, and below 1")
      }
      guard !(covariance && asIs) else { throw ValidationError("--covariance does not go with --as-is") }
    }

    func run() async throws {
      try await reportingFailures {
        let table = try MatrixTable.read(InputFile(path: input))
        let notes = table.notes.map { "# \($0)\n" }.joined()
        try OutputFile.write(notes + (try repaired(table)), to: out)
      }
    }

    private func repaired(_ table: MatrixTable) throws -> String {
      let isCorrelation = table.matrix.diagonal.allSatisfy { abs($0 - 1) <= 1e-6 }
      guard !asIs, covariance || !isCorrelation else {
        let repair = try CorrelationRepair.nearest(to: table.matrix, minimumEigenvalue: minimumEigenvalue)
        return "# frobeniusDistance \(repair.distance)\n" + MatrixTable(names: table.names, matrix: repair.matrix).csv
      }
      let given = try Covariance(factors: table.names.map(RiskFactor.spot), matrix: table.matrix, observations: 0)
      let result = try given.repaired(by: .nearest(minimumEigenvalue: minimumEigenvalue))
      let deviations = given.deviations.map(\.description).joined(separator: ",")
      let matrix = covariance ? result.covariance.matrix : result.covariance.correlation
      return "# frobeniusDistance \(result.repair.distance)\n# standardDeviations \(deviations)\n"
        + MatrixTable(names: table.names, matrix: matrix).csv
    }
  }
#endif
