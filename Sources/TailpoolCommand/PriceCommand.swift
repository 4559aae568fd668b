#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool price`: a table of options in, the same table with prices and Greeks out.
  struct PriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "price",
      abstract: "Prices a table of options, one row an option.",
      discussion: """
        Adds the columns that the model gives, and a status: ok, or invalidInput where the price is nan. Columns that the \
        model does not know are carried through. A file name of - is standard input or output.

        \(PricingModel.allCases.map { "\($0.rawValue): \($0.inputs.joined(separator: ","))" }.joined(separator: "\n"))
        """)

    @Option(name: .long, help: ArgumentHelp("The model.", valueName: "model"))
    var model: PricingModel
    @Option(name: .customLong("in"), help: ArgumentHelp("The table, CSV.", valueName: "file"))
    var input: String
    @Option(name: .long, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("How finely American options are priced.", valueName: "accuracy"))
    var accuracy = AmericanAccuracy.standard
    @Option(name: .long, help: ArgumentHelp("Which Greeks are added.", valueName: "greeks"))
    var greeks = PricingTable.Greeks.all

    func run() async throws {
      try await reportingFailures {
        let table = try PricingTable.prices(InputFile(path: input), model: model, greeks: greeks, accuracy: accuracy)
        try OutputFile.write(table.csv, to: out)
      }
    }
  }

  extension PricingModel: ExpressibleByArgument {}
  extension PricingTable.Greeks: ExpressibleByArgument {}
  extension AmericanAccuracy: ExpressibleByArgument {}
#endif
