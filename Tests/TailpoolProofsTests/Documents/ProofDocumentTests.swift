#if Command
  import TailpoolEvents
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Documents of proofs")
  struct ProofDocumentTests {
    private static func range() throws -> ProofDocument {
      let blinding = SecretScalar(from: try entropy(1), purpose: "r")
      let statement = RangeStatement(
        context: ProofContext(domain: "test", data: [1, 255]), values: [200], blindings: [blinding], bits: 8)
      let proof = try statement.proof(
        [200], blindings: [blinding], generators: RangeGenerators(), entropy: try entropy(2))
      return .range(RangeClaim(statement: statement, proof: proof))
    }

    private static func inclusion() throws -> ProofDocument {
      let entries = [3, 5, 7].map { LiabilityEntry(identifier: [$0], balances: [Int128($0), 1]) }
      let tree = try LiabilityTree(entries)
      return .inclusion(
        try InclusionClaim(
          pool: "A", instant: -1, assets: ["x", "y"], entry: entries[2], inclusion: try #require(tree.inclusion(of: 2)),
          root: tree.root))
    }

    /// The document again from the JSON of its value.
    private static func again(_ document: ProofDocument) throws -> ProofDocument {
      let json = Array(document.value.canonicalJSON.utf8)
      return try ProofDocument(try #require(EventValueParser.parse(json[...])))
    }

    @Test("What is written is read again, and holds")
    func roundTrips() throws {
      for document in [try Self.range(), try Self.inclusion()] {
        let again = try Self.again(document)
        #expect(again.value == document.value)
        #expect(throws: Never.self) { try again.verify(entropy: entropy(3)) }
      }
      #expect(throws: ProofError.outdated(instant: -1, earliest: 0)) {
        try Self.inclusion().verify(notBefore: 0, entropy: entropy(3))
      }
    }

    private static func changed(_ document: ProofDocument, _ name: String, _ value: EventValue?) -> EventValue {
      guard case .fields(let fields) = document.value else { return document.value }
      return .fields(
        fields.compactMap { field in
          field.name == name ? value.map { EventField(name, $0) } : field
        })
    }

    @Test("Unknown formats, versions and kinds are told apart from documents that are wrong")
    func versions() throws {
      let document = try Self.range()
      for (name, found) in [("format", "tailpool"), ("version", "2"), ("version", "01"), ("kind", "bulletproof")] {
        #expect(throws: ProofError.unknownVersion(of: name, found: found)) {
          try ProofDocument(Self.changed(document, name, .text(found)))
        }
      }
      for name in ["format", "version", "kind"] {
        #expect(throws: ProofError.malformedDocument("format, version or kind is absent")) {
          try ProofDocument(Self.changed(document, name, nil))
        }
      }
      for value in [EventValue.text("a"), .list([]), .fields([])] {
        #expect(throws: ProofError.self) { try ProofDocument(value) }
      }
      for name in ["domain", "context", "bits", "commitments", "proof"] {
        #expect(throws: ProofError.malformedDocument("\(name) is absent")) {
          try ProofDocument(Self.changed(document, name, nil))
        }
      }
      #expect(throws: ProofError.malformedDocument("more is not of the format")) {
        guard case .fields(let fields) = document.value else { return }
        _ = try ProofDocument(.fields(fields + [EventField("more", .text("1"))]))
      }
    }

    @Test("Fields that cannot be read, and statements that do not fit the proof")
    func fields() throws {
      let document = try Self.range()
      for (name, value) in [
        ("proof", "0"), ("proof", "zz"), ("proof", "AB"), ("context", "é0"), ("bits", "8.0"),
        ("bits", "99999999999999999999"),
      ] {
        #expect(throws: ProofError.malformedDocument("\(name) cannot be read"), "\(name) \(value)") {
          try ProofDocument(Self.changed(document, name, .text(value)))
        }
      }
      for bits in ["7", "0", "-8", "9223372036854775807"] {
        #expect(throws: ProofError.self, "\(bits)") { try ProofDocument(Self.changed(document, "bits", .text(bits))) }
      }
      #expect(throws: ProofError.unsupportedSize(bits: 8, values: 0)) {
        try ProofDocument(Self.changed(document, "commitments", .list([])))
      }
      #expect(throws: ProofError.invalidPoint("commitment 0")) {
        try ProofDocument(Self.changed(document, "commitments", .list([.text("ff")])))
      }
      for (name, value) in [("domain", "tess"), ("context", "01fe"), ("context", "")] {
        #expect(throws: ProofError.notProved("range"), "\(name)") {
          try ProofDocument(Self.changed(document, name, .text(value))).verify(entropy: entropy(3))
        }
      }
      let member = try Self.inclusion()
      for index in ["-1", "3", "4", "9223372036854775807"] {
        #expect(throws: ProofError.self, "\(index)") {
          try ProofDocument(Self.changed(member, "index", .text(index))).verify(entropy: entropy(3))
        }
      }
      #expect(throws: ProofError.wrongLength(of: "assets", expected: 2, found: 1)) {
        try ProofDocument(Self.changed(member, "assets", .list([.text("x")])))
      }
    }
  }
#endif
