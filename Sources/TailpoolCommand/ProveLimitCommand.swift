#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove limit`.
  struct ProveLimitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "limit",
      abstract: "Commits to what is used of a capacity and proves that it is at most a part of it.",
      discussion: """
        The tables have the columns name and amount, in base units: what each line uses, and one row with the capacity. With --events they are those of a pool's \
        journal: collateral locked for each contract, and the pool's own cash. 10,000 basis points are all of the capacity. The \
        names of the lines stand in the proof; the file of the opening stays with who made it.
        """)

    @Option(name: .long, help: ArgumentHelp("What is used, CSV.", valueName: "file"))
    var used: String?
    @Option(name: .long, help: ArgumentHelp("The capacity, CSV of one row.", valueName: "file"))
    var capacity: String?
    @Option(name: .long, help: ArgumentHelp("A pool's journal, in place of the tables.", valueName: "file"))
    var events: String?
    @Option(name: .long, help: ArgumentHelp("The limit in hundredths of a percent of the capacity.", valueName: "n"))
    var basisPoints: UInt64
    @Flag(name: .long, help: "The capacity stands in the open.")
    var publicCapacity = false
    @Option(name: .long, help: "The pool's name.")
    var pool: String
    @Option(
      name: .long,
      help: ArgumentHelp("The instant of the tables, in UTC; a journal has its own.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(name: .long, help: "The asset of the tables; a journal has its own.")
    var asset: String?
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String

    func validate() throws {
      if events == nil {
        guard used != nil, capacity != nil, asOf != nil, asset != nil else {
          throw ValidationError("expected --events, or --used and --capacity with --as-of and --asset")
        }
      } else if used != nil || capacity != nil || asOf != nil || asset != nil {
        throw ValidationError("--used, --capacity, --as-of and --asset are for tables; a journal has its own")
      }
    }

    private struct Inputs {
      let names: [String]
      let used: [UInt64]
      let capacity: UInt64
      let instant: Int64
      let asset: String
    }

    func run() async throws {
      try await reportingFailures {
        let inputs = try read()
        let lines = try PrivateFile.openings(inputs.used)
        let whole = try PrivateFile.openings([inputs.capacity])[0]
        let statement = try LimitStatement(
          pool: pool, instant: inputs.instant, asset: inputs.asset, basisPoints: basisPoints,
          lines: zip(inputs.names, lines).map { LimitStatement.Line(name: $0, used: $1.commitment) },
          capacity: publicCapacity ? .open(inputs.capacity) : .committed(whole.commitment))
        let proof = try statement.proof(
          used: lines, capacity: whole, generators: RangeGenerators(values: 8), entropy: .ofSystem())
        try PrivateFile.write(OpeningDocument(lines + (publicCapacity ? [] : [whole])).value, to: opening)
        try ProofDocument.limit(LimitClaim(statement: statement, proof: proof)).write(to: out)
      }
    }

    private func read() throws -> Inputs {
      if let events {
        let replayed = try PoolJournal.replay(path: events).pool
        let table = try AmountTable(lockedBy: replayed)
        guard let cash = UInt64(exactly: replayed.cash()) else {
          throw ProofError.valueOutOfRange(index: table.names.count, bits: 64)
        }
        return Inputs(
          names: table.names, used: table.amounts, capacity: cash, instant: replayed.time.secondsSinceEpoch,
          asset: replayed.terms.asset.symbol)
      }
      let table = try AmountTable("name", in: InputFile(path: used ?? "-"))
      let whole = try AmountTable("name", in: InputFile(path: capacity ?? "-"))
      guard whole.amounts.count == 1 else {
        throw ProofError.wrongLength(of: "rows of the capacity", expected: 1, found: whole.amounts.count)
      }
      return Inputs(
        names: table.names, used: table.amounts, capacity: whole.amounts[0], instant: asOf?.secondsSinceEpoch ?? 0,
        asset: asset ?? "")
    }
  }
#endif
