#if Command
  import Testing

  @testable import TailpoolProofs

  @Suite("Limits that are kept")
  struct LimitStatementTests {
    /// Used lines, capacity, limit.
    struct Case: Sendable, CustomTestStringConvertible {
      let used: [UInt64]
      let capacity: UInt64
      let basisPoints: UInt64
      let holds: Bool

      var testDescription: String { "\(used) of \(capacity) at \(basisPoints)" }
    }

    static let cases = [
      Case(used: [8_000], capacity: 10_000, basisPoints: 8_000, holds: true),
      Case(used: [8_001], capacity: 10_000, basisPoints: 8_000, holds: false),
      Case(used: [4_000, 4_000], capacity: 10_000, basisPoints: 8_000, holds: true),
      Case(used: [4_000, 4_000, 1], capacity: 10_000, basisPoints: 8_000, holds: false),
      Case(used: [0, 0], capacity: 0, basisPoints: 0, holds: true),
      Case(used: [1], capacity: .max, basisPoints: 0, holds: false),
      Case(used: [.max, .max, .max], capacity: .max, basisPoints: 30_000, holds: true),
      Case(used: [.max, .max, .max], capacity: .max, basisPoints: 29_999, holds: false),
      Case(used: [0], capacity: .max, basisPoints: .max, holds: true),
      Case(used: [.max], capacity: .max, basisPoints: 10_000, holds: true),
    ]

    @Test("The inequality is one of integers, with the capacity committed to or open", arguments: cases, [true, false])
    func integers(kept: Case, isOpen: Bool) throws {
      let generators = try RangeGenerators(values: 4)
      let (statement, used, capacity) = try MadeUpStatements.limit(
        kept.used, of: kept.capacity, basisPoints: kept.basisPoints, isOpen: isOpen)
      guard kept.holds else {
        #expect(throws: ProofError.untrueStatement("limit")) {
          try statement.proof(used: used, capacity: capacity, generators: generators, entropy: entropy(1))
        }
        return
      }
      let proof = try statement.proof(used: used, capacity: capacity, generators: generators, entropy: entropy(1))
      #expect(throws: Never.self) {
        try statement.verify(proof, notBefore: 5, generators: generators, entropy: entropy(2))
      }
      #expect(throws: ProofError.outdated(instant: 5, earliest: 6)) {
        try statement.verify(proof, notBefore: 6, generators: generators, entropy: entropy(2))
      }
      let another = try LimitStatement(
        pool: "A", instant: 5, asset: "USDC", basisPoints: kept.basisPoints ^ 1, lines: statement.lines,
        capacity: statement.capacity)
      #expect(throws: ProofError.notProved("range")) {
        try another.verify(proof, generators: generators, entropy: entropy(2))
      }
    }

    @Test("Statements that cannot be put together")
    func refusals() throws {
      #expect(throws: ProofError.empty("lines of a limit")) {
        try LimitStatement(pool: "A", instant: 0, asset: "x", basisPoints: 1, lines: [], capacity: .open(1))
      }
      let line = LimitStatement.Line(name: "a", used: PedersenCommitment(base: .rangeProofs, point: .base))
      #expect(throws: ProofError.wrongLength(of: "lines of a limit", expected: 65_536, found: 65_537)) {
        try LimitStatement(
          pool: "A", instant: 0, asset: "x", basisPoints: 1, lines: Array(repeating: line, count: 65_537),
          capacity: .open(1))
      }
      let (statement, used, capacity) = try MadeUpStatements.limit([1], of: 2, basisPoints: 10_000)
      let generators = try RangeGenerators(values: 4)
      #expect(throws: ProofError.wrongLength(of: "openings of lines", expected: 1, found: 2)) {
        try statement.proof(used: used + used, capacity: capacity, generators: generators, entropy: entropy(1))
      }
      #expect(throws: ProofError.untrueStatement("range")) {
        try statement.proof(
          used: [CommitmentOpening(0, blinding: used[0].blinding)], capacity: capacity, generators: generators,
          entropy: entropy(1))
      }
    }
  }
#endif
