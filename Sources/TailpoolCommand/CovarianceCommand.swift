#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool covariance`: a price history in, a covariance matrix out.
  struct CovarianceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "covariance",
      abstract: "Estimates the covariance of the assets of a price history.",
      discussion: """
        The matrix is of one observation period, not annualized: a header of names, then the rows. A return joins two \
        rows of the history; rows in which an asset has none are left out, and nothing is filled. The estimators \
        \(MissingDataMethod.allCases.map(\.rawValue).joined(separator: " and ")) use incomplete rows, too. What was \
        decided about the history, such as an adjusted close that was read, stands above the matrix after a #. A file \
        name of - is standard input or output.
        """)

    @Option(name: .long, help: ArgumentHelp("Daily price history, CSV.", valueName: "file"))
    var history: String
    @Option(
      name: .long,
      help: ArgumentHelp(
        "One of \((EstimatorName.names + MissingDataMethod.allCases.map(\.rawValue)).joined(separator: ", ")).",
        valueName: "e"))
    var estimator: CovarianceMethod
    @Option(name: .long, help: ArgumentHelp("Returns: log or simple.", valueName: "kind"))
    var returns = ReturnConvention.Kind.log
    @Option(name: .long, help: ArgumentHelp("Assets, parted by commas; all without it.", valueName: "a,b"))
    var assets: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Rows that a return spans; more than 1 for closes that are not simultaneous.", valueName: "n"))
    var span = 1
    @OptionGroup var reading: HistoryArguments
    @Flag(name: .long, help: "Write JSON: the matrix with what is known about it.")
    var json = false
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func validate() throws {
      guard (1...10_000).contains(span) else { throw ValidationError("--span is \(span); expected 1 to 10000") }
    }

    func run() async throws {
      try await reportingFailures {
        let read = try reading.reading(history)
        let prices = read.value
        let names = assets.map { $0.split(separator: ",").map(String.init) } ?? prices.assets
        let panel = try prices.incompleteReturns(for: names, kind: returns, span: span)
        let covariance = try estimator.covariance(of: panel)
        if json {
          let document = try CovarianceDocument(
            covariance, of: panel, estimator: estimator.name, isComplete: estimator.isComplete,
            remarks: read.report.remarks)
          try OutputFile.write(try document.text(), to: out)
        } else {
          // Lines that readers of tables pass over.
          let remarks = read.report.remarks.map { "# \($0)\n" }.joined()
          try OutputFile.write(
            remarks + MatrixTable(names: covariance.names, matrix: covariance.matrix).csv, to: out)
        }
      }
    }
  }

  extension ReturnConvention.Kind: ExpressibleByArgument {}

  /// The estimators that use incomplete rows, by their names on the command line.
  enum MissingDataMethod: String, CaseIterable {
    case maximumLikelihood = "maximum-likelihood"
    case unequalStarts = "unequal-starts"
  }

  /// Any estimator by its name on the command line.
  enum CovarianceMethod: ExpressibleByArgument {
    case complete(EstimatorName)
    case incomplete(MissingDataMethod)

    init?(argument: String) {
      if let method = MissingDataMethod(rawValue: argument) {
        self = .incomplete(method)
      } else if let name = EstimatorName(argument: argument) {
        self = .complete(name)
      } else {
        return nil
      }
    }

    var name: String {
      switch self {
      case .complete(let estimator): estimator.name
      case .incomplete(let method): method.rawValue
      }
    }

    /// Whether only complete rows are used.
    var isComplete: Bool {
      switch self {
      case .complete: true
      case .incomplete: false
      }
    }

    func covariance(of panel: IncompletePanel) throws -> Covariance {
      switch self {
      case .complete(let name): try name.estimator.covariance(of: panel.completeCase())
      case .incomplete(.maximumLikelihood): try MaximumLikelihoodCovariance().covariance(of: panel)
      case .incomplete(.unequalStarts): try UnequalStartCovariance().covariance(of: panel.withoutGaps)
      }
    }
  }
#endif
