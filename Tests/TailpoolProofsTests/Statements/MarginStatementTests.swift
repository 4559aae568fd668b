#if Command
  import Testing

  @testable import TailpoolProofs

  @Suite("Margins of many accounts")
  struct MarginStatementTests {
    @Test("Accounts with as much as their margin have a proof", arguments: [1, 2, 3, 5, 6, 11])
    func holds(count: Int) throws {
      let generators = try RangeGenerators(values: 8)
      let accounts = (0..<count).map { (UInt64(100 + $0), UInt64(100)) }
      let (statement, openings) = try MadeUpStatements.margin(accounts)
      let proofs = try statement.proofs(openings, generators: generators, entropy: entropy(1))
      let values = count + (count + 1) / 2
      #expect(statement.valueCount == values)
      #expect(proofs.count == values / 8 + (values % 8).nonzeroBitCount)
      #expect(throws: Never.self) {
        try statement.verify(proofs, notBefore: 5, generators: generators, entropy: entropy(2))
      }
      #expect(throws: ProofError.outdated(instant: 5, earliest: 6)) {
        try statement.verify(proofs, notBefore: 6, generators: generators, entropy: entropy(2))
      }
    }

    @Test("An account with a unit less has none, wherever it stands", arguments: 0..<3)
    func short(place: Int) throws {
      var accounts: [(UInt64, UInt64)] = [(7, 7), (0, 0), (.max, .max)]
      if place == 1 { accounts[1].1 = 1 } else { accounts[place].0 -= 1 }
      let (statement, openings) = try MadeUpStatements.margin(accounts)
      let generators = try RangeGenerators(values: 8)
      #expect(throws: ProofError.untrueStatement("margin")) {
        try statement.proofs(openings, generators: generators, entropy: entropy(1))
      }
    }

    @Test("A margin of minus one is none, though the difference is an amount")
    func negativeMargin() throws {
      let generators = try RangeGenerators(values: 2)
      let held = try MadeUpStatements.opening(10, "held")
      // A commitment to −1 modulo the order of the group.
      let blinding = SecretScalar(Scalar(5))
      let minusOne = PedersenCommitment(
        base: .rangeProofs, point: PedersenBase.rangeProofs.element(-Scalar.one, blinding.scalar))
      let statement = try MarginStatement(
        pool: "A", instant: 0, asset: "x", rule: "r",
        accounts: [.init(name: "a", collateral: held.commitment, margin: .committed(minusOne))])
      #expect(throws: ProofError.untrueStatement("range")) {
        try statement.proofs(
          [.init(collateral: held, margin: CommitmentOpening(0, blinding: blinding))], generators: generators,
          entropy: entropy(1))
      }
      // Proofs of 11 and of another margin do not stand for it either.
      let difference = CommitmentOpening(11, blinding: SecretScalar(held.blinding.scalar - blinding.scalar))
      let other = CommitmentOpening(0, blinding: blinding)
      let forged = try RangeSeries(
        context: ProofContext(domain: "Tailpool/margin"), commitments: [difference.commitment, other.commitment]
      ).proofs([difference, other], generators: generators, entropy: entropy(1))
      #expect(throws: ProofError.notProved("range")) {
        try statement.verify(forged, generators: generators, entropy: entropy(2))
      }
    }

    @Test("Statements that cannot be put together")
    func refusals() throws {
      #expect(throws: ProofError.empty("accounts")) {
        try MarginStatement(pool: "A", instant: 0, asset: "x", rule: "r", accounts: [])
      }
      let account = MarginStatement.Account(
        name: "a", collateral: PedersenCommitment(base: .rangeProofs, point: .base), margin: .open(1))
      #expect(throws: ProofError.duplicateMember(first: 0, second: 1)) {
        try MarginStatement(pool: "A", instant: 0, asset: "x", rule: "r", accounts: [account, account])
      }
      let statement = try MarginStatement(pool: "A", instant: 0, asset: "x", rule: "r", accounts: [account])
      let generators = try RangeGenerators()
      #expect(throws: ProofError.wrongLength(of: "openings of accounts", expected: 1, found: 0)) {
        try statement.proofs([], generators: generators, entropy: entropy(1))
      }
      #expect(throws: ProofError.wrongLength(of: "range proofs", expected: 1, found: 0)) {
        try statement.verify([], generators: generators, entropy: entropy(1))
      }
      let foreign = PedersenBase(named: "other").commit(1, blinding: SecretScalar(.one))
      let mixed = try MarginStatement(
        pool: "A", instant: 0, asset: "x", rule: "r",
        accounts: [.init(name: "a", collateral: foreign, margin: .open(1))])
      #expect(throws: ProofError.baseMismatch(expected: PedersenBase.rangeProofs.name, found: "other")) {
        try mixed.verify([], generators: generators, entropy: entropy(1))
      }
    }
  }
#endif
