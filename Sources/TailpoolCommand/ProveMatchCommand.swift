#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove match`.
  struct ProveMatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "match",
      abstract: "Commits to a match's amounts, balances and limits, and proves that it keeps them at a public price.",
      discussion: """
        The table has the columns name and amount, in base units, with the rows traded (of the base), buyer balance (of the quote), buyer limit, seller balance (of \
        the base) and seller limit (in the quote for a lot). The buyer pays the price times what is traded over the lot, rounded down, and the \
        fee. Limits are committed to unless --public-limits. The file of the opening stays with who made it.
        """)

    /// The rows of the table, in the order of the openings.
    static let rows = ["traded", "buyer balance", "buyer limit", "seller balance", "seller limit"]

    @Option(name: .long, help: ArgumentHelp("The amounts, CSV.", valueName: "file"))
    var amounts: String
    @Option(name: .long, help: "The venue's name.")
    var venue: String
    @Option(
      name: .long, help: ArgumentHelp("The instant of the match, in UTC.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp
    @Option(name: .long, help: "The asset that is traded.")
    var base: String
    @Option(name: .long, help: "The asset that it is paid in.")
    var quote: String
    @Option(name: .long, help: ArgumentHelp("Units of the quote for a lot.", valueName: "units"))
    var price: UInt64
    @Option(name: .long, help: ArgumentHelp("Units of the base that the price is for.", valueName: "units"))
    var lot: UInt64 = 1
    @Option(name: .long, help: ArgumentHelp("Units of the quote that the buyer pays besides.", valueName: "units"))
    var fee: UInt64 = 0
    @Flag(name: .long, help: "Limits stand in the open.")
    var publicLimits = false
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String

    func run() async throws {
      try await reportingFailures {
        let given = try read()
        let paid = try MatchStatement.quote(for: given[0], price: price, lot: lot)
        let openings = try PrivateFile.openings(given + [paid])
        let buyer = MatchStatement.PartyOpening(balance: openings[1], limit: openings[2])
        let seller = MatchStatement.PartyOpening(balance: openings[3], limit: openings[4])
        let terms = MatchStatement.Terms(
          venue: venue, instant: asOf.secondsSinceEpoch, base: base, quote: quote, price: price, lot: lot, fee: fee)
        let statement = try MatchStatement(
          terms: terms, base: openings[0].commitment, quote: openings[5].commitment, buyer: party(buyer),
          seller: party(seller))
        let proof = try statement.proof(
          base: openings[0], quote: openings[5], buyer: buyer, seller: seller, generators: RangeGenerators(values: 8),
          entropy: .ofSystem())
        let all =
          [openings[0], openings[5]]
          + [buyer, seller].flatMap { publicLimits ? [$0.balance] : [$0.balance, $0.limit] }
        try PrivateFile.write(OpeningDocument(all).value, to: opening)
        try ProofDocument.match(MatchClaim(statement: statement, proof: proof)).write(to: out)
      }
    }

    private func party(_ opening: MatchStatement.PartyOpening) -> MatchStatement.Party {
      MatchStatement.Party(
        balance: opening.balance.commitment,
        limit: publicLimits ? .open(opening.limit.amount) : .committed(opening.limit.commitment))
    }

    private func read() throws -> [UInt64] {
      let table = try AmountTable("name", in: InputFile(path: amounts))
      guard table.names.sorted() == Self.rows.sorted() else {
        throw ValidationError("the rows are \(table.names.sorted()); expected \(Self.rows.sorted())")
      }
      let byName = Dictionary(zip(table.names, table.amounts), uniquingKeysWith: { first, _ in first })
      return Self.rows.map { byName[$0] ?? 0 }
    }
  }
#endif
