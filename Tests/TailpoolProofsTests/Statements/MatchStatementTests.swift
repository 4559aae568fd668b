#if Command
  import Testing

  @testable import TailpoolProofs

  @Suite("Matches at a public price")
  struct MatchStatementTests {
    @Test("A match holds, its balances after it are sums of commitments, and open limits do as well")
    func holds() throws {
      let generators = try RangeGenerators(values: 8)
      for areOpen in [false, true] {
        var match = MadeUpStatements.Match()
        match.areLimitsOpen = areOpen
        let (statement, proof) = (try match.statement(), try match.proof(generators))
        #expect(throws: Never.self) {
          try statement.verify(proof, notBefore: 5, generators: generators, entropy: entropy(2))
        }
        let (amounts, parties) = (try match.amounts(), try match.parties())
        // Both balances are used up to the unit.
        let bought = SecretScalar(parties.buyer.balance.blinding.scalar - amounts.quote.blinding.scalar)
        let sold = SecretScalar(parties.seller.balance.blinding.scalar - amounts.base.blinding.scalar)
        #expect(try statement.buyerBalanceAfter() == PedersenBase.rangeProofs.commit(0, blinding: bought))
        #expect(try statement.sellerBalanceAfter() == PedersenBase.rangeProofs.commit(0, blinding: sold))
      }
    }

    /// One number that is changed from a match that holds.
    static let changes: [@Sendable (inout MadeUpStatements.Match) -> Void] = [
      { $0.quote = 24 }, { $0.quote = 22 }, { $0.base = 11 }, { $0.buyerBalance = 24 }, { $0.sellerBalance = 9 },
      { $0.buyerLimit = 6 }, { $0.sellerLimit = 8 }, { $0.terms.fee = 3 }, { $0.terms.price = 8 },
      { $0.terms.lot = 4 },
    ]

    @Test("What the price, a balance or a limit does not allow has no proof", arguments: 0..<changes.count)
    func refused(change: Int) throws {
      var match = MadeUpStatements.Match()
      Self.changes[change](&match)
      #expect(throws: ProofError.untrueStatement("match")) { try match.proof(try RangeGenerators(values: 8)) }
    }

    @Test("Quotes are rounded down, at the ends of the range too")
    func quotes() throws {
      #expect(try MatchStatement.quote(for: 10, price: 7, lot: 3) == 23)
      #expect(try MatchStatement.quote(for: .max, price: .max, lot: .max) == .max)
      #expect(throws: ProofError.overflow("quote")) { try MatchStatement.quote(for: .max, price: 2, lot: 1) }
      #expect(throws: ProofError.empty("units of the base in a lot")) {
        try MatchStatement.quote(for: 1, price: 2, lot: 0)
      }
      var match = MadeUpStatements.Match(
        base: .max, quote: .max, buyerBalance: .max, sellerBalance: .max, buyerLimit: .max, sellerLimit: 0)
      match.terms = MatchStatement.Terms(venue: "A", instant: 5, base: "b", quote: "q", price: .max, lot: .max)
      let generators = try RangeGenerators(values: 8)
      let (statement, proof) = (try match.statement(), try match.proof(generators))
      #expect(throws: Never.self) { try statement.verify(proof, generators: generators, entropy: entropy(2)) }
    }

    @Test("A price or a lot of zero is refused")
    func refusals() throws {
      for (price, lot, name) in [(0, 1, "quote in the price"), (1, 0, "base in a lot")] as [(UInt64, UInt64, String)] {
        var match = MadeUpStatements.Match()
        (match.terms.price, match.terms.lot) = (price, lot)
        #expect(throws: ProofError.empty("units of the \(name)")) { try match.statement() }
      }
    }
  }
#endif
