#if Command
  import Testing

  @testable import TailpoolProofs

  /// Proofs held against statements that they were not made for.
  @Suite("Swapped statements")
  struct SwappedStatementTests {
    private static let three: [(UInt64, UInt64)] = [(9, 5), (8, 8), (7, 1)]

    @Test("A margin's proofs hold for no other pool, instant, asset, rule, name, amount or order")
    func margins() throws {
      let generators = try RangeGenerators(values: 4)
      let (statement, openings) = try MadeUpStatements.margin(Self.three)
      let proofs = try statement.proofs(openings, generators: generators, entropy: entropy(1))
      func with(_ accounts: [MarginStatement.Account]) throws -> MarginStatement {
        try MarginStatement(pool: "A", instant: 5, asset: "USDC", rule: "initial", accounts: accounts)
      }
      let accounts = statement.accounts
      let renamed = MarginStatement.Account(name: "x", collateral: accounts[1].collateral, margin: accounts[1].margin)
      let cheaper = MarginStatement.Account(
        name: accounts[1].name, collateral: accounts[1].collateral, margin: .open(7))
      let others = [
        try MadeUpStatements.margin(Self.three, pool: "B").statement,
        try MadeUpStatements.margin(Self.three, instant: 6).statement,
        try MadeUpStatements.margin(Self.three, asset: "USDT").statement,
        try MadeUpStatements.margin(Self.three, rule: "maintenance").statement,
        try with([accounts[2], accounts[1], accounts[0]]), try with([accounts[0], renamed, accounts[2]]),
        try with([accounts[0], cheaper, accounts[2]]),
        // Texts that meet: pool and asset moved into each other.
        try MarginStatement(pool: "AU", instant: 5, asset: "SDC", rule: "initial", accounts: accounts),
      ]
      #expect(throws: Never.self) { try statement.verify(proofs, generators: generators, entropy: entropy(2)) }
      for other in others {
        #expect(throws: ProofError.notProved("range"), "\(other)") {
          try other.verify(proofs, generators: generators, entropy: entropy(2))
        }
      }
      #expect(throws: ProofError.self) {
        try statement.verify(Array(proofs.reversed()), generators: generators, entropy: entropy(2))
      }
    }

    @Test("A limit's proof holds for no other pool, instant, capacity, line, order or upper half")
    func limits() throws {
      let generators = try RangeGenerators(values: 4)
      let (statement, used, capacity) = try MadeUpStatements.limit([3, 4], of: 10, basisPoints: 9_000)
      let proof = try statement.proof(used: used, capacity: capacity, generators: generators, entropy: entropy(1))
      func other(_ lines: [LimitStatement.Line]? = nil, asset: String = "USDC") throws -> LimitStatement {
        try LimitStatement(
          pool: "A", instant: 5, asset: asset, basisPoints: 9_000, lines: lines ?? statement.lines,
          capacity: statement.capacity)
      }
      let others = [
        try MadeUpStatements.limit([3, 4], of: 10, basisPoints: 9_000, pool: "B").statement,
        try MadeUpStatements.limit([3, 4], of: 10, basisPoints: 9_000, instant: 6).statement,
        try MadeUpStatements.limit([3, 4], of: 11, basisPoints: 9_000).statement,
        try other(statement.lines.reversed()), try other(asset: "ETH"),
        try other([.init(name: "y", used: statement.lines[0].used), statement.lines[1]]),
      ]
      for other in others {
        #expect(throws: ProofError.notProved("range"), "\(other)") {
          try other.verify(proof, generators: generators, entropy: entropy(2))
        }
      }
      let shifted = LimitProof(
        upper: try proof.upper.adding(PedersenCommitment(base: .rangeProofs, point: .base)), ranges: proof.ranges)
      #expect(throws: ProofError.notProved("range")) {
        try statement.verify(shifted, generators: generators, entropy: entropy(2))
      }
      // Fewer lines: another number of values.
      #expect(throws: ProofError.self) {
        try other([statement.lines[0]]).verify(proof, generators: generators, entropy: entropy(2))
      }
    }

    @Test("A match's proof holds for no other venue, asset, price, lot, fee, party or limit")
    func matches() throws {
      let generators = try RangeGenerators(values: 8)
      let match = MadeUpStatements.Match()
      let (statement, proof) = (try match.statement(), try match.proof(generators))
      func other(
        _ change: (inout MatchStatement.Terms) -> Void = { _ in }, isExchanged: Bool = false,
        buyer: MatchStatement.Party? = nil, seller: MatchStatement.Party? = nil
      ) throws -> MatchStatement {
        var terms = statement.terms
        change(&terms)
        return try MatchStatement(
          terms: terms, base: isExchanged ? statement.quote : statement.base,
          quote: isExchanged ? statement.base : statement.quote, buyer: buyer ?? statement.buyer,
          seller: seller ?? statement.seller)
      }
      let others = [
        try other { $0.venue = "B" }, try other { $0.instant = 6 }, try other { $0.base = "ETH" },
        try other { $0.quote = "EUR" }, try other { $0.price = 8 }, try other { $0.lot = 4 }, try other { $0.fee = 1 },
        try other { ($0.base, $0.quote) = ("BTCU", "SDC") }, try other(isExchanged: true),
        try other(buyer: statement.seller, seller: statement.buyer),
        try other(buyer: .init(balance: statement.buyer.balance, limit: .open(7))),
      ]
      for other in others {
        #expect(throws: ProofError.notProved("range"), "\(other)") {
          try other.verify(proof, generators: generators, entropy: entropy(2))
        }
      }
    }

    @Test("A spending holds for no other domain, message, scope, list, order or nullifier")
    func spendings() throws {
      let secrets = MadeUpStatements.secrets(4)
      let statement = try MadeUpStatements.spend(secrets, by: 1)
      let proof = try statement.proof(secrets[1], entropy: entropy(1))
      func other(
        domain: String = "test", message: [UInt8] = [1, 2], scope: String = "auction 7", notes: [MembershipNote]? = nil,
        nullifier: Nullifier? = nil
      ) throws -> SpendStatement {
        try SpendStatement(
          context: ProofContext(domain: domain, data: message), scope: scope, notes: notes ?? statement.notes,
          nullifier: nullifier ?? statement.nullifier)
      }
      let fifth = MembershipNote(MadeUpStatements.secrets(5)[4])
      let others = [
        try other(domain: "tess"), try other(message: [1]), try other(message: []), try other(scope: "auction 8"),
        try other(notes: statement.notes.reversed()), try other(notes: Array(statement.notes.dropLast()) + [fifth]),
        try other(notes: Array(statement.notes.dropLast())),
        try other(nullifier: secrets[0].nullifier(in: "auction 7")),
        try other(scope: "auction 8", nullifier: secrets[1].nullifier(in: "auction 8")),
      ]
      for other in others {
        #expect(throws: ProofError.notProved("spending"), "\(other)") { try other.verify(proof, entropy: entropy(2)) }
      }
    }

    @Test("Proofs of one kind of statement hold for none of another")
    func kinds() throws {
      let generators = try RangeGenerators(values: 8)
      let match = MadeUpStatements.Match()
      let (range, proof) = (try match.statement().range(), try match.proof(generators))
      // The same eight commitments under the names of the other statements.
      for name in ["margin", "limit", "comparison", "solvency", "match/part"] {
        let other = RangeStatement(
          context: ProofContext(domain: "Tailpool/\(name)", data: range.context.data),
          commitments: range.commitments, bits: 64)
        #expect(throws: ProofError.notProved("range"), "\(name)") {
          try other.verify(proof, generators: generators, entropy: entropy(2))
        }
      }
      #expect(throws: Never.self) { try range.verify(proof, generators: generators, entropy: entropy(2)) }
    }
  }
#endif
