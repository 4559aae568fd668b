#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Statements of margin, limits and solvency")
  struct StatementTests {
    private static let context = ProofContext(domain: "test", data: [1])

    private func secret(_ purpose: String) throws -> SecretScalar {
      SecretScalar(from: try entropy(9), purpose: purpose)
    }

    @Test(
      "An amount is at least another, open or committed to", arguments: [0, 1, 700] as [UInt64],
      [0, 1, 700] as [UInt64])
    func comparison(greater: UInt64, lesser: UInt64) throws {
      let generators = try RangeGenerators()
      let (r, s) = (try secret("r"), try secret("s"))
      let committed = (
        PedersenBase.rangeProofs.commit(greater, blinding: r), PedersenBase.rangeProofs.commit(lesser, blinding: s)
      )
      let sides: [(ComparisonStatement.Side, SecretScalar?, ComparisonStatement.Side, SecretScalar?)] = [
        (.committed(committed.0), r, .open(lesser), nil), (.open(greater), nil, .committed(committed.1), s),
        (.committed(committed.0), r, .committed(committed.1), s),
      ]
      for (a, aBlinding, b, bBlinding) in sides {
        let statement = ComparisonStatement(context: Self.context, greater: a, lesser: b)
        guard greater >= lesser else {
          #expect(throws: ProofError.untrueStatement("comparison")) {
            try statement.proof(
              greater: (greater, aBlinding), lesser: (lesser, bBlinding), generators: generators, entropy: entropy(1))
          }
          continue
        }
        let proof = try statement.proof(
          greater: (greater, aBlinding), lesser: (lesser, bBlinding), generators: generators, entropy: entropy(1))
        #expect(throws: Never.self) { try statement.verify(proof, generators: generators, entropy: entropy(2)) }
        let shifted = ComparisonStatement(
          context: Self.context, greater: .open(greater + 1), lesser: .open(lesser + 1))
        let exchanged = ComparisonStatement(context: Self.context, greater: b, lesser: a)
        let elsewhere = ComparisonStatement(context: ProofContext(domain: "test"), greater: a, lesser: b)
        for other in [shifted, exchanged, elsewhere] where other != statement {
          #expect(throws: ProofError.notProved("range"), "\(other)") {
            try other.verify(proof, generators: generators, entropy: entropy(2))
          }
        }
      }
    }

    @Test("A margin at a public amount is not another's whose difference is the same")
    func sameDifference() throws {
      let generators = try RangeGenerators()
      let r = try secret("r")
      let base = PedersenBase.rangeProofs
      let made = [(UInt64(700), UInt64(600)), (701, 601)].map { held, margin in
        (
          ComparisonStatement(
            context: Self.context, greater: .committed(base.commit(held, blinding: r)), lesser: .open(margin)), held,
          margin
        )
      }
      let proof = try made[0].0.proof(
        greater: (made[0].1, r), lesser: (made[0].2, nil), generators: generators, entropy: entropy(1))
      #expect(throws: ProofError.notProved("range")) {
        try made[1].0.verify(proof, generators: generators, entropy: entropy(2))
      }
    }

    private func solvency(
      _ holdings: [UInt64], pool: String = "A", instant: Int64 = 5, assets: [String] = ["ETH", "USDC"]
    ) throws -> (SolvencyStatement, [SecretScalar]) {
      let tree = try LiabilityTree([
        LiabilityEntry(identifier: [1], balances: [100, 7]), LiabilityEntry(identifier: [2], balances: [50, 0]),
      ])
      let blindings = [try secret("a"), try secret("b")]
      let commitments = zip(holdings, blindings).map { PedersenBase.rangeProofs.commit($0, blinding: $1) }
      let statement = try SolvencyStatement(
        pool: pool, instant: instant, assets: assets, liabilities: tree.root, commitments: commitments)
      return (statement, blindings)
    }

    @Test("A pool with what it owes has a proof, and with a unit less of either asset none")
    func solvency() throws {
      let generators = try RangeGenerators(values: 2)
      let (statement, blindings) = try solvency([150, 7])
      let proof = try statement.proof([150, 7], blindings: blindings, generators: generators, entropy: entropy(1))
      #expect(throws: Never.self) {
        try statement.verify(proof, notBefore: 5, generators: generators, entropy: entropy(2))
      }
      #expect(throws: ProofError.outdated(instant: 5, earliest: 6)) {
        try statement.verify(proof, notBefore: 6, generators: generators, entropy: entropy(2))
      }
      for holdings in [[149, 7], [150, 6]] as [[UInt64]] {
        let (short, blindings) = try solvency(holdings)
        #expect(throws: ProofError.untrueStatement("solvency")) {
          try short.proof(holdings, blindings: blindings, generators: generators, entropy: entropy(1))
        }
      }
      let others = [
        try solvency([150, 7], pool: "B").0, try solvency([150, 7], instant: 6).0,
        try solvency([150, 7], assets: ["ETH", "USDT"]).0, try solvency([150, 7], assets: ["ETHU", "SDC"]).0,
        try solvency([151, 7]).0,
      ]
      for other in others {
        #expect(throws: ProofError.notProved("range"), "\(other)") {
          try other.verify(proof, generators: generators, entropy: entropy(2))
        }
      }
    }

    @Test("Statements whose parts do not fit are refused")
    func refusals() throws {
      let point = PedersenCommitment(base: .rangeProofs, point: .base)
      let root = try LiabilityRoot(digest: [UInt8](repeating: 0, count: 32), totals: [1])
      #expect(throws: ProofError.wrongLength(of: "totals", expected: 2, found: 1)) {
        try SolvencyStatement(
          pool: "A", instant: 0, assets: ["a", "b"], liabilities: root, commitments: [point, point])
      }
      #expect(throws: ProofError.wrongLength(of: "commitments", expected: 1, found: 0)) {
        try SolvencyStatement(pool: "A", instant: 0, assets: ["a"], liabilities: root, commitments: [])
      }
      let great = try LiabilityRoot(digest: [UInt8](repeating: 0, count: 32), totals: [1 << 64])
      #expect(throws: ProofError.valueOutOfRange(index: 0, bits: 64)) {
        try SolvencyStatement(pool: "A", instant: 0, assets: ["a"], liabilities: great, commitments: [point])
      }
      let (statement, blindings) = try solvency([150, 7])
      #expect(throws: ProofError.wrongLength(of: "holdings", expected: 2, found: 1)) {
        try statement.proof([150], blindings: blindings, generators: RangeGenerators(values: 2), entropy: entropy(1))
      }
    }
  }
#endif
