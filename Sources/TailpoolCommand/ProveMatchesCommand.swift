#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove matches`.
  struct ProveMatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "matches",
      abstract: "Crosses orders at a midpoint and proves each match.",
      discussion: """
        The orders are those of `auction --rule midpoint`, and so are the matches. The folder gets match-0001.json … in the order of the matches, and the \
        opening of each as opening-0001.json, which stays with who made it. An order that matches again has the balance that its last match left: \
        its commitment is the one that everybody computes from that match.
        """)

    @Option(name: .long, help: ArgumentHelp("Orders, CSV.", valueName: "file"))
    var orders: String
    @Option(name: .long, help: "The venue's name.")
    var venue: String
    @Option(
      name: .long, help: ArgumentHelp("The instant of the matches, in UTC.", valueName: "instant"),
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
    @Option(name: .long, help: ArgumentHelp("Folder for proofs and openings.", valueName: "folder"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let book = try AuctionReader.crossOrders(InputFile(path: orders))
        let trades = try MidpointCross(price: UInt128(price), lot: UInt128(lot)).cross(book)
        var parties = try opened(book)
        let generators = try RangeGenerators(values: 8)
        var files: [(number: String, claim: MatchClaim, openings: [CommitmentOpening])] = []
        for (place, trade) in trades.enumerated() {
          let made = try prove(trade, &parties, generators)
          let digits = String(place + 1)
          files.append(
            (String(repeating: "0", count: max(0, 4 - digits.count)) + digits, made.claim, made.openings))
        }
        try OutputFile.makeFolder(out)
        for file in files {
          try PrivateFile.write(OpeningDocument(file.openings).value, to: "\(out)/opening-\(file.number).json")
          try ProofDocument.match(file.claim).write(to: "\(out)/match-\(file.number).json")
        }
        print("Written: \(files.count) matches in \(out)")
      }
    }

    /// Fresh commitments to every order's balance and limit.
    private func opened(_ book: [CrossOrder]) throws -> [MatchStatement.PartyOpening] {
      func amount(_ units: UInt128, _ index: Int) throws -> UInt64 {
        guard let amount = UInt64(exactly: units) else { throw ProofError.valueOutOfRange(index: index, bits: 64) }
        return amount
      }
      let balances = try PrivateFile.openings(book.enumerated().map { try amount($1.balance, $0) })
      let limits = try PrivateFile.openings(book.enumerated().map { try amount($1.limit, $0) })
      return zip(balances, limits).map { MatchStatement.PartyOpening(balance: $0, limit: $1) }
    }

    /// The proof of a match, after which both balances are what it left.
    private func prove(
      _ trade: MidpointCross.Trade, _ parties: inout [MatchStatement.PartyOpening], _ generators: RangeGenerators
    ) throws -> (claim: MatchClaim, openings: [CommitmentOpening]) {
      guard let traded = UInt64(exactly: trade.match.base), let paid = UInt64(exactly: trade.match.quote) else {
        throw ProofError.overflow("quote")
      }
      let amounts = try PrivateFile.openings([traded, paid])
      let (buyer, seller) = (parties[trade.buy], parties[trade.sell])
      func party(_ opening: MatchStatement.PartyOpening) -> MatchStatement.Party {
        .init(balance: opening.balance.commitment, limit: .committed(opening.limit.commitment))
      }
      let terms = MatchStatement.Terms(
        venue: venue, instant: asOf.secondsSinceEpoch, base: base, quote: quote, price: price, lot: lot)
      let statement = try MatchStatement(
        terms: terms, base: amounts[0].commitment, quote: amounts[1].commitment, buyer: party(buyer),
        seller: party(seller))
      let proof = try statement.proof(
        base: amounts[0], quote: amounts[1], buyer: buyer, seller: seller, generators: generators, entropy: .ofSystem())
      parties[trade.buy] = .init(balance: try buyer.balance.subtracting(amounts[1]), limit: buyer.limit)
      parties[trade.sell] = .init(balance: try seller.balance.subtracting(amounts[0]), limit: seller.limit)
      return (
        MatchClaim(statement: statement, proof: proof),
        amounts + [buyer.balance, buyer.limit, seller.balance, seller.limit]
      )
    }
  }
#endif
