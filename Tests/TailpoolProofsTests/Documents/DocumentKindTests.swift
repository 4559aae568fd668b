#if Command
  import TailpoolEvents
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Documents of every kind, whole and altered")
  struct DocumentKindTests {
    private static func documents() throws -> [ProofDocument] {
      let generators = try RangeGenerators(values: 8)
      let margin = try MadeUpStatements.margin([(9, 5), (8, 8)])
      let limit = try MadeUpStatements.limit([3, 4], of: 10, basisPoints: 9_000)
      let match = MadeUpStatements.Match()
      let secrets = MadeUpStatements.secrets(3)
      let spend = try MadeUpStatements.spend(secrets, by: 1)
      let results = [(name: "a.csv", bytes: [UInt8](repeating: 7, count: 5_000)), (name: "stdout", bytes: [])]
      return [
        .margin(
          MarginClaim(
            statement: margin.statement,
            proofs: try margin.statement.proofs(margin.openings, generators: generators, entropy: entropy(1)))),
        .limit(
          LimitClaim(
            statement: limit.statement,
            proof: try limit.statement.proof(
              used: limit.used, capacity: limit.capacity, generators: generators, entropy: entropy(1)))),
        .match(MatchClaim(statement: try match.statement(), proof: try match.proof(generators))),
        .spend(SpendClaim(statement: spend, proof: try spend.proof(secrets[1], entropy: entropy(1)))), try member(3),
        .part(try RunPartClaim(RunTree(results), place: 1)),
        .reveal(try RevealClaim("bid 7 for ten", domain: "auction", nonce: [UInt8](repeating: 3, count: 32))),
      ]
    }

    /// The last of so many members' statements.
    private static func member(_ count: Int) throws -> ProofDocument {
      let salt = [UInt8](repeating: 5, count: 32)
      let name = "the last of them"
      var entries = (1..<count).map {
        LiabilityEntry(
          identifier: [1, UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)], balances: [1_000_000_000])
      }
      let own = LiabilityEntry(
        identifier: try LiabilityEntry.memberIdentifier(name: name, salt: salt), balances: [12_345_678_901])
      entries.append(own)
      let tree = try LiabilityTree(entries)
      let inclusion = try InclusionClaim(
        pool: "Example Mutual", instant: 1_768_555_800, assets: ["USDC"], entry: own,
        inclusion: try #require(tree.inclusion(of: count - 1)), root: tree.root)
      let parts = [
        MemberClaim.Part(purpose: "claim", asset: "USDC", amount: 12_345_678_900),
        MemberClaim.Part(purpose: "reward", asset: "USDC", amount: 1),
      ]
      return .member(MemberClaim(name: name, salt: salt, parts: parts, inclusion: inclusion))
    }

    @Test("What is written is read again, and holds")
    func roundTrips() throws {
      for document in try Self.documents() {
        let again = try MadeUpStatements.again(document)
        #expect(again.value == document.value)
        #expect(throws: Never.self, "\(document.value.canonicalJSON.prefix(200))") {
          try again.verify(entropy: entropy(3))
        }
      }
    }

    @Test("Among 100,000 members a statement has at most 1 KB of content and 3 KB as JSON")
    func size() throws {
      let document = try Self.member(100_000)
      guard case .member(let claim) = document else { return }
      let (content, text) = (claim.inclusion.inclusion.byteCount, document.value.canonicalJSON.utf8.count)
      #expect(content <= 1_024 && text <= 3_072, "\(content) and \(text) bytes")
      #expect(throws: Never.self) { try document.verify(entropy: entropy(1)) }
    }

    /// Copies of a value in each of which one part is another, with the names on the way to it.
    private func altered(_ value: EventValue, _ path: [String] = []) -> [(path: [String], value: EventValue)] {
      switch value {
      case .text(let text):
        let zeros = String(repeating: "00", count: 32), ones = String(repeating: "ff", count: 32)
        let others = [
          "", "0", "-1", "01", "1.5", "nan", "9223372036854775807", "340282366920938463463374607431768211455", "é",
          zeros,
          ones, text + "0", text + "00", String(text.dropLast(2)), ones + String(text.dropFirst(64)),
          String(text.dropLast(64)) + ones, zeros + String(text.dropFirst(64)),
        ]
        return others.filter { $0 != text }.map { (path, .text($0)) } + [(path, .list([])), (path, .fields([]))]
      case .list(let values):
        var copies: [(path: [String], value: EventValue)] = [
          (path, .list([])), (path, .text("")), (path, .list(values + values)),
          (path, .list(Array(values.dropLast()))), (path, .list(values + [.text("00")])),
        ]
        for (index, item) in values.enumerated() {
          for copy in altered(item, path) {
            copies.append((copy.path, .list(values[..<index] + [copy.value] + values[(index + 1)...])))
          }
        }
        return copies.filter { $0.value != value }
      case .fields(let fields):
        var copies: [(path: [String], value: EventValue)] = [
          (path, .list([])), (path, .text("{}")), (path, .fields(fields + [EventField("more", .text(""))])),
        ]
        for (index, field) in fields.enumerated() {
          copies.append((path, .fields(Array(fields[..<index] + fields[(index + 1)...]))))
          copies.append((path, .fields(fields + [field])))
          for copy in altered(field.value, path + [field.name]) {
            copies.append(
              (copy.path, .fields(fields[..<index] + [EventField(field.name, copy.value)] + fields[(index + 1)...])))
          }
        }
        return copies
      }
    }

    /// What a member's file says but its proof does not bind.
    private static let unbound: Set<[String]> = [
      ["inclusion", "pool"], ["inclusion", "instant"], ["parts", "purpose"],
    ]

    @Test(
      "Every field that is absent, doubled, of another type, emptied, cut or out of its range is refused by name",
      arguments: 0..<7)
    func hostile(place: Int) throws {
      let document = try Self.documents()[place]
      let copies = altered(document.value)
      #expect(copies.count > 60)
      for copy in copies where !Self.unbound.contains(copy.path) {
        #expect(throws: ProofError.self, "\(copy.path) \(copy.value.canonicalJSON.prefix(300))") {
          try ProofDocument(copy.value).verify(entropy: entropy(3))
        }
      }
    }

    @Test("No byte of an aggregated margin proof can be changed")
    func bytes() throws {
      let generators = try RangeGenerators(values: 2)
      let (statement, openings) = try MadeUpStatements.margin([(9, 5)])
      let bytes = try statement.proofs(openings, generators: generators, entropy: entropy(1))[0].bytes
      for place in bytes.indices {
        var flipped = bytes
        flipped[place] ^= 1 << (place * 5 % 8)
        #expect(throws: ProofError.self, "byte \(place)") {
          try statement.verify(
            [RangeProof(bytes: flipped, bits: 64, values: 2)], generators: generators, entropy: entropy(2))
        }
      }
    }

    @Test("Runs and seals by themselves hold nothing")
    func notByThemselves() throws {
      let run = try RunClaim(program: "p", platform: "m", arguments: ["price"], inputs: [], results: [("a", [1])])
      let seal = try SealClaim("a", domain: "d", nonce: [UInt8](repeating: 1, count: 32))
      for (document, error) in [(ProofDocument.run(run), ProofError.needsRun), (.seal(seal), .needsReveal)] {
        #expect(try MadeUpStatements.again(document).value == document.value)
        #expect(throws: error) { try document.verify(entropy: entropy(1)) }
      }
      #expect(throws: ProofError.wrongLength(of: "bytes of a nonce", expected: 32, found: 31)) {
        try SealClaim("a", domain: "d", nonce: [UInt8](repeating: 1, count: 31))
      }
    }

    @Test("Openings fit their document's commitments, in their order")
    func openings() throws {
      let margin = try MadeUpStatements.margin([(9, 5), (8, 8)])
      let document = try Self.documents()[0]
      // The second margin is in the open.
      let openings = [margin.openings[0].collateral, margin.openings[0].margin, margin.openings[1].collateral]
      #expect(throws: Never.self) { try document.check(openings) }
      let again = try OpeningDocument(OpeningDocument(openings).value)
      #expect(throws: Never.self) { try document.check(again.openings) }
      #expect(throws: ProofError.otherStatement("opening 1")) { try document.check(openings.reversed()) }
      #expect(throws: ProofError.wrongLength(of: "openings", expected: 3, found: 1)) {
        try document.check([openings[0]])
      }
      #expect(try Self.documents().map(\.commitments.count) == [3, 3, 6, 0, 0, 0, 0])
    }

    @Test("Private documents of other formats and versions are told apart")
    func privateDocuments() throws {
      let note = NoteDocument(MadeUpStatements.secrets(1)[0]).value
      #expect(throws: ProofError.unknownVersion(of: "format", found: "tailpool note")) { try OpeningDocument(note) }
      guard case .fields(var fields) = note else { return }
      fields[1] = EventField("version", .text("2"))
      #expect(throws: ProofError.unknownVersion(of: "version", found: "2")) { try NoteDocument(.fields(fields)) }
      #expect(throws: ProofError.malformedDocument("format is absent")) { try NoteDocument(.list([])) }
      let secrets = MadeUpStatements.secrets(2)
      var register = try NullifierRegister(scope: "auction 7", notes: secrets.map(MembershipNote.init))
      let statement = try MadeUpStatements.spend(secrets, by: 0)
      try register.take(statement, proof: statement.proof(secrets[0], entropy: entropy(1)), entropy: entropy(2))
      #expect(try NullifierRegister(register.value) == register)
    }
  }
#endif
