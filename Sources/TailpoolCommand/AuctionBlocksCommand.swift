#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool auction blocks`: packages of options crossed at the pool's mids, the pool as the last taker.
  struct AuctionBlocksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "blocks",
      abstract: "Crosses packages of options at the mids of a pool's market; the pool takes the rest under its limits.",
      discussion: """
        The pool is that of the journal, marked off the chain. A block meets those that give what it takes, at the value of the package; \
        what is left the pool quotes leg by leg, under its budget of expected shortfall, for the whole rest or not at all. The journal is \
        not changed. The folder gets matches.csv, residuals.csv and summary.json, all of them or none.
        """)

    @Option(name: .long, help: ArgumentHelp("The pool's journal, or - for standard input.", valueName: "file"))
    var pool: String
    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?
    @Option(
      name: .long,
      help: ArgumentHelp("Blocks, CSV: block,participant,legs,packages,minimum,limit.", valueName: "file"))
    var packages: String
    @Option(
      name: .long,
      help: ArgumentHelp("When they are crossed.", discussion: "Without it: the chain's own time.", valueName: "time"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(
      name: .long, help: ArgumentHelp("Folder for matches.csv, residuals.csv and summary.json.", valueName: "folder"))
    var out: String
    @OptionGroup var quoting: QuotingArguments
    @OptionGroup var market: MarketArguments
    @OptionGroup var poolBook: PoolBookArguments

    func validate() throws {
      if market.chain.isEmpty {
        throw ValidationError("--chain is missing; expected a chain that lists the contracts")
      }
      if quoting.arrivals != nil { throw ValidationError("--arrivals is not for blocks: say --holding-days") }
      try market.check(otherFiles: [pool, packages])
    }

    func run() async throws {
      try await reportingFailures {
        let replay = try PoolJournal.replay(path: pool, digest: digest)
        let inputs = try InputSet(market).read()
        let blocks = try AuctionReader.blocks(InputFile(path: packages))
        let (cross, time) = try await untilInterrupted { [self] in
          try await prepared(replay.pool, inputs, for: Set(blocks.flatMap(\.legs).map(\.contract)).sorted())
        }
        let outcome = try cross.settle(blocks, at: asOf ?? time)
        let summary = BlockSummary(cross: cross, outcome: outcome, blocks: blocks, time: asOf ?? time)
        let text = summary.eventValue.canonicalJSON + "\n"
        try OutputFile.write(
          [
            (name: "matches.csv", text: BlockTable.matches(outcome)),
            (name: "residuals.csv", text: BlockTable.residuals(outcome)), (name: "summary.json", text: text),
          ], in: out)
        print(summary.text)
        print("Written: \(out)/matches.csv, residuals.csv, summary.json")
      }
    }

    /// The cross, and the time of the chain.
    private func prepared(
      _ journal: MutualPool, _ files: ReportInputs, for names: [String]
    ) async throws -> (cross: BlockCross, time: Timestamp) {
      for name in names where journal.listed[name] == nil { throw PoolBridgeError.refused(.unknownContract(name)) }
      let settings = market.settings(openInterestShare: 0)
      let risk = try await QuoteRun.risk(journal, files, settings, try poolBook.inputs(), names)
      let pool = try QuoteRun.marked(journal, risk)
      let policy = try quoting.policy(
        holdingDays: quoting.holdingDays, hedging: QuoteRun.underlyings(of: names, in: journal))
      return (BlockCross(risk, of: pool, by: policy), risk.snapshot.asOf)
    }
  }
#endif
