#if Command
  import TailpoolEvents
  import Testing

  @testable import TailpoolProofs

  /// Small statements with what opens them, each of which can be made for other inputs.
  enum MadeUpStatements {
    static func opening(_ amount: UInt64, _ purpose: String) throws -> CommitmentOpening {
      CommitmentOpening(amount, blinding: SecretScalar(from: try entropy(9), purpose: purpose))
    }

    /// Accounts with collateral and margin; every second margin is in the open.
    static func margin(
      _ accounts: [(UInt64, UInt64)], pool: String = "A", instant: Int64 = 5, asset: String = "USDC",
      rule: String = "initial"
    ) throws -> (statement: MarginStatement, openings: [MarginStatement.AccountOpening]) {
      var (list, openings): ([MarginStatement.Account], [MarginStatement.AccountOpening]) = ([], [])
      for (index, account) in accounts.enumerated() {
        let (held, asked) = (try opening(account.0, "c\(index)"), try opening(account.1, "m\(index)"))
        list.append(
          MarginStatement.Account(
            name: "account \(index)", collateral: held.commitment,
            margin: index.isMultiple(of: 2) ? .committed(asked.commitment) : .open(account.1)))
        openings.append(MarginStatement.AccountOpening(collateral: held, margin: asked))
      }
      let statement = try MarginStatement(pool: pool, instant: instant, asset: asset, rule: rule, accounts: list)
      return (statement, openings)
    }

    static func limit(
      _ used: [UInt64], of capacity: UInt64, basisPoints: UInt64, isOpen: Bool = false, pool: String = "A",
      instant: Int64 = 5
    ) throws -> (statement: LimitStatement, used: [CommitmentOpening], capacity: CommitmentOpening) {
      let openings = try used.enumerated().map { try opening($1, "u\($0)") }
      let whole = try opening(capacity, "capacity")
      let statement = try LimitStatement(
        pool: pool, instant: instant, asset: "USDC", basisPoints: basisPoints,
        lines: openings.enumerated().map { LimitStatement.Line(name: "line \($0)", used: $1.commitment) },
        capacity: isOpen ? .open(capacity) : .committed(whole.commitment))
      return (statement, openings, whole)
    }

    /// What a match is of.
    struct Match {
      var base: UInt64 = 10
      var quote: UInt64 = 23
      var buyerBalance: UInt64 = 25
      var sellerBalance: UInt64 = 10
      var buyerLimit: UInt64 = 7
      var sellerLimit: UInt64 = 7
      var areLimitsOpen = false
      var terms = MatchStatement.Terms(
        venue: "A", instant: 5, base: "BTC", quote: "USDC", price: 7, lot: 3, fee: 2)

      func parties() throws -> (buyer: MatchStatement.PartyOpening, seller: MatchStatement.PartyOpening) {
        (
          .init(balance: try opening(buyerBalance, "buyer"), limit: try opening(buyerLimit, "buyer's limit")),
          .init(balance: try opening(sellerBalance, "seller"), limit: try opening(sellerLimit, "seller's limit"))
        )
      }

      func amounts() throws -> (base: CommitmentOpening, quote: CommitmentOpening) {
        (try opening(base, "base"), try opening(quote, "quote"))
      }

      func statement() throws -> MatchStatement {
        let (amounts, parties) = (try amounts(), try parties())
        func party(_ opening: MatchStatement.PartyOpening) -> MatchStatement.Party {
          .init(
            balance: opening.balance.commitment,
            limit: areLimitsOpen ? .open(opening.limit.amount) : .committed(opening.limit.commitment))
        }
        return try MatchStatement(
          terms: terms, base: amounts.base.commitment, quote: amounts.quote.commitment, buyer: party(parties.buyer),
          seller: party(parties.seller))
      }

      func proof(_ generators: RangeGenerators) throws -> RangeProof {
        let (amounts, parties) = (try amounts(), try parties())
        return try statement().proof(
          base: amounts.base, quote: amounts.quote, buyer: parties.buyer, seller: parties.seller,
          generators: generators, entropy: entropy(1))
      }
    }

    /// The secrets of so many notes.
    static func secrets(_ count: Int) -> [NoteSecret] {
      (0..<count).map { index in
        NoteSecret(
          serial: SecretScalar(Scalar(UInt64(1_000 + index))), blinding: SecretScalar(Scalar(UInt64(77 + 3 * index))))
      }
    }

    static func spend(
      _ secrets: [NoteSecret], by place: Int, scope: String = "auction 7", message: [UInt8] = [1, 2]
    ) throws -> SpendStatement {
      try SpendStatement(
        context: ProofContext(domain: "test", data: message), scope: scope, notes: secrets.map(MembershipNote.init),
        nullifier: secrets[place].nullifier(in: scope))
    }

    /// The document again from the JSON of its value.
    static func again(_ document: ProofDocument) throws -> ProofDocument {
      let json = Array(document.value.canonicalJSON.utf8)
      return try ProofDocument(try #require(EventValueParser.parse(json[...])))
    }
  }
#endif
