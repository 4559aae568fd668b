#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool implied-volatility`: a table of option prices in, the same table with volatilities out.
  struct ImpliedVolatilityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "implied-volatility",
      abstract: "Finds the volatility that each price of a table implies.",
      discussion: """
        Adds the volatility and a status: ok, zero, infinite, belowIntrinsic, aboveMaximum or invalidInput. Columns that \
        the model does not know are carried through. A file name of - is standard input or output.

        \(ImpliedVolatilityModel.allCases
          .map { "\($0.rawValue): \($0.inputs.joined(separator: ","))" }.joined(separator: "\n"))
        """)

    @Option(name: .long, help: ArgumentHelp("The model.", valueName: "model"))
    var model: ImpliedVolatilityModel
    @Option(name: .customLong("in"), help: ArgumentHelp("The table, CSV.", valueName: "file"))
    var input: String
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("How finely American options are priced.", valueName: "accuracy"))
    var accuracy = AmericanAccuracy.standard

    func run() async throws {
      try await reportingFailures {
        let table = try PricingTable.impliedVolatilities(InputFile(path: input), model: model, accuracy: accuracy)
        try OutputFile.write(table.csv, to: out)
      }
    }
  }

  extension ImpliedVolatilityModel: ExpressibleByArgument {}
#endif
