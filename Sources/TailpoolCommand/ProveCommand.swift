#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove`: statements with proofs that need no trust.
  struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prove",
      abstract:
        "Proofs of ranges, balances owed, solvency, margins, limits and matches, of notes that are spent, and of runs.",
      subcommands: [
        ProveRangeCommand.self, ProveInclusionCommand.self, ProveSolvencyCommand.self, ProveMarginCommand.self,
        ProveLimitCommand.self, ProveMatchCommand.self, ProveMatchesCommand.self, ProveNoteCommand.self,
        ProveSpendCommand.self,
        ProveRunCommand.self, ProvePartCommand.self,
      ])
  }

  extension ProofDocument {
    /// Writes the document as one line.
    func write(to path: String) throws { try OutputFile.write(value.canonicalJSON + "\n", to: path) }
  }

  /// `tailpool prove range`.
  struct ProveRangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "range",
      abstract: "Commits to amounts and proves that each lies in [0, 2^bits).",
      discussion: """
        The table has the columns name and amount, of 1, 2, 4 or 8 rows; names stay here. The proof holds for its domain and context only. The \
        file of the opening has the amounts and their blindings: it stays with who made it.
        """)

    @Option(name: .long, help: ArgumentHelp("The amounts, CSV.", valueName: "file"))
    var amounts: String
    @Option(name: .long, help: "The bits of the range: 8, 16, 32 or 64.")
    var bits: Int = 64
    @Option(name: .long, help: "The application that the proof is for.")
    var domain: String
    @Option(name: .long, help: "What is public about this use of it.")
    var context: String = ""
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String

    func validate() throws {
      guard RangeProof.bitCounts.contains(bits) else {
        throw ValidationError("--bits is \(bits); expected one of \(RangeProof.bitCounts)")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let secrets = try PrivateFile.openings(AmountTable("name", in: InputFile(path: amounts)).amounts)
        let statement = RangeStatement(
          context: ProofContext(domain: domain, data: Array(context.utf8)), values: secrets.map(\.amount),
          blindings: secrets.map(\.blinding), bits: bits)
        let proof = try statement.proof(
          secrets.map(\.amount), blindings: secrets.map(\.blinding), generators: RangeGenerators(values: secrets.count),
          entropy: .ofSystem())
        try PrivateFile.write(OpeningDocument(secrets).value, to: opening)
        try ProofDocument.range(RangeClaim(statement: statement, proof: proof)).write(to: out)
      }
    }
  }

  /// The tables that statements about liabilities are made of.
  struct LiabilityArguments: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("What each member is owed, CSV.", valueName: "file"))
    var liabilities: String
    @Option(name: .long, help: "The pool's name.")
    var pool: String
    @Option(
      name: .long, help: ArgumentHelp("The instant of the balances, in UTC.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp
  }

  /// `tailpool prove inclusion`.
  struct ProveInclusionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "inclusion",
      abstract: "The way from a member's balances to the root of a pool's liabilities.",
      discussion: """
        The table has the columns member and salt, then one an asset with balances in base units; salts are hexadecimal, of 16 bytes at least, \
        and known to the member. The member sees the balances of the neighboring row, not whose they are.
        """)

    @OptionGroup var tables: LiabilityArguments
    @Option(name: .long, help: "The member's name, as the table has it.")
    var member: String
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let table = try LiabilityTable(InputFile(path: tables.liabilities))
        guard let index = table.members.firstIndex(of: member) else {
          throw ValidationError("--member is \(member), whom \(tables.liabilities) does not have")
        }
        let tree = try LiabilityTree(table.entries)
        guard let inclusion = tree.inclusion(of: index) else { return }
        let claim = try InclusionClaim(
          pool: tables.pool, instant: tables.asOf.secondsSinceEpoch, assets: table.assets,
          entry: table.entries[index], inclusion: inclusion, root: tree.root)
        try ProofDocument.inclusion(claim).write(to: out)
      }
    }
  }

  /// `tailpool prove solvency`.
  struct ProveSolvencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "solvency",
      abstract: "Commits to a pool's assets and proves that they are at least what it owes.",
      discussion: """
        The holdings are a table with the columns asset and amount, of the liabilities' 1, 2, 4 or 8 assets in any order. The proof shows the totals owed and \
        not what is held. The file of the opening has the holdings and their blindings: an auditor may be shown it.
        """)

    @OptionGroup var tables: LiabilityArguments
    @Option(name: .long, help: ArgumentHelp("What the pool holds, CSV.", valueName: "file"))
    var holdings: String
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String

    func run() async throws {
      try await reportingFailures {
        let table = try LiabilityTable(InputFile(path: tables.liabilities))
        let held = try AmountTable("asset", in: InputFile(path: holdings))
        guard held.names.sorted() == table.assets.sorted() else {
          throw ValidationError("the assets held are \(held.names.sorted()); expected \(table.assets.sorted())")
        }
        let amounts = Dictionary(zip(held.names, held.amounts), uniquingKeysWith: { first, _ in first })
        let secrets = try PrivateFile.openings(table.assets.map { amounts[$0] ?? 0 })
        let statement = try SolvencyStatement(
          pool: tables.pool, instant: tables.asOf.secondsSinceEpoch, assets: table.assets,
          liabilities: LiabilityTree(table.entries).root,
          commitments: secrets.map(\.commitment)
        )
        let proof = try statement.proof(
          secrets.map(\.amount), blindings: secrets.map(\.blinding),
          generators: RangeGenerators(values: table.assets.count),
          entropy: .ofSystem())
        try PrivateFile.write(OpeningDocument(secrets).value, to: opening)
        try ProofDocument.solvency(SolvencyClaim(statement: statement, proof: proof)).write(to: out)
      }
    }
  }
#endif
