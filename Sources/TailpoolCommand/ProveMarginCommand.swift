#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  extension MarginTable.Level: ExpressibleByArgument {}

  /// `tailpool prove margin`.
  struct ProveMarginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "margin",
      abstract: "Commits to accounts' collateral and proves that each is at least its margin.",
      discussion: """
        The table has the columns account, collateral and margin, in base units. With --events it is that of a pool's journal: what margin accounts count for, \
        and what the pool's scenarios have asked of them. Margins are committed to, too, unless --public-margins. The names of the accounts stand in \
        the proof. The file of the opening has all amounts and blindings: it stays with who made it.
        """)

    @Option(name: .long, help: ArgumentHelp("The accounts, CSV.", valueName: "file"))
    var accounts: String?
    @Option(name: .long, help: ArgumentHelp("A pool's journal, in place of the table.", valueName: "file"))
    var events: String?
    @Option(name: .long, help: "Which margin of the journal: initial or maintenance.")
    var level: MarginTable.Level?
    @Flag(name: .long, help: "Margins stand in the open.")
    var publicMargins = false
    @Option(name: .long, help: "The pool's name.")
    var pool: String
    @Option(
      name: .long, help: ArgumentHelp("The instant of the table, in UTC; a journal has its own.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(name: .long, help: "The asset of the table; a journal has its own.")
    var asset: String?
    @Option(name: .long, help: "Which margin the table's is, in words; a journal's has its level.")
    var rule: String?
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String

    func validate() throws {
      guard (accounts == nil) != (events == nil) else {
        throw ValidationError("expected --accounts or --events, one of them")
      }
      if accounts != nil {
        guard asOf != nil, asset != nil, rule != nil else {
          throw ValidationError("--accounts needs --as-of, --asset and --rule")
        }
        if level != nil { throw ValidationError("--level is for --events") }
      } else {
        guard level != nil else { throw ValidationError("--events needs --level") }
        if asOf != nil || asset != nil || rule != nil {
          throw ValidationError("--as-of, --asset and --rule are for --accounts; a journal has its own")
        }
      }
    }

    func run() async throws {
      try await reportingFailures {
        let (table, about) = try read()
        let collateral = try PrivateFile.openings(table.collateral)
        let margins = try PrivateFile.openings(table.margins)
        let list = table.names.indices.map { index in
          MarginStatement.Account(
            name: table.names[index], collateral: collateral[index].commitment,
            margin: publicMargins ? .open(table.margins[index]) : .committed(margins[index].commitment))
        }
        let statement = try MarginStatement(
          pool: pool, instant: about.instant, asset: about.asset, rule: about.rule, accounts: list)
        let openings = zip(collateral, margins).map {
          MarginStatement.AccountOpening(collateral: $0, margin: $1)
        }
        let proofs = try statement.proofs(openings, generators: RangeGenerators(values: 8), entropy: .ofSystem())
        let all = openings.flatMap { publicMargins ? [$0.collateral] : [$0.collateral, $0.margin] }
        try PrivateFile.write(OpeningDocument(all).value, to: opening)
        try ProofDocument.margin(MarginClaim(statement: statement, proofs: proofs)).write(to: out)
      }
    }

    private struct About {
      let instant: Int64
      let asset: String
      let rule: String
    }

    private func read() throws -> (table: MarginTable, about: About) {
      if let events, let level {
        let replayed = try PoolJournal.replay(path: events).pool
        let about = About(
          instant: replayed.time.secondsSinceEpoch, asset: replayed.terms.asset.symbol,
          rule: "\(level.rawValue) margin of the journal")
        return (try MarginTable(replayed, level: level), about)
      }
      let about = About(instant: asOf?.secondsSinceEpoch ?? 0, asset: asset ?? "", rule: rule ?? "")
      return (try MarginTable(InputFile(path: accounts ?? "-")), about)
    }
  }
#endif
