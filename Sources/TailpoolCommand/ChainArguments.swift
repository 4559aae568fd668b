#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// What a command that reads chains takes where the files leave something open.
  struct ChainArguments: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "When the chains were quoted, such as 2026-02-28T12:00Z.", discussion: "Without it: what the files say.",
        valueName: "time"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(
      name: .long, help: ArgumentHelp("What options are written on where no column says so.", valueName: "ticker"))
    var underlying: String?
    @Option(name: .long, help: ArgumentHelp("The spot where no column has it.", valueName: "price"))
    var spot: Double?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "When options may be exercised: "
          + "\(ChainOptions.Exercise.allCases.map(\.rawValue).joined(separator: " or ")).",
        discussion: "Without it: indexes at expiry, shares and funds at any time.", valueName: "x"))
    var exercise: ChainOptions.Exercise?

    func validate() throws {
      if let spot, !(spot > 0 && spot.isFinite) {
        throw ValidationError("--spot is \(spot); expected a number above 0")
      }
      if let underlying, underlying.isEmpty { throw ValidationError("--underlying is empty; expected a ticker") }
    }

    /// What the reader takes, with the columns that the user names.
    func options(_ file: ReadingArguments) -> ChainOptions {
      ChainOptions(
        asOf: asOf, underlying: underlying.map { Underlying($0) }, spot: spot, exercise: exercise,
        columns: file.columns(of: ChainOptions.columnRoles))
    }
  }

  extension ReadingArguments {
    /// Reads a chain, and says what was decided where the user asks for it.
    func chain(_ path: String, _ options: ChainOptions) throws(FileError) -> OptionChain {
      let reading = try ChainReader.reading(InputFile(path: path), options: options)
      tell(reading.report)
      return reading.value
    }
  }

  extension ChainOptions.Exercise: ExpressibleByArgument {}
#endif
