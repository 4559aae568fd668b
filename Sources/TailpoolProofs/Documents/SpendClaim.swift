#if Command
  import TailpoolEvents

  /// A note of a list is spent, with the proof.
  public struct SpendClaim: Hashable, Sendable {
    /// The statement.
    public let statement: SpendStatement
    /// The proof, not yet checked.
    public let proof: SpendProof

    /// Puts a statement and its proof together.
    public init(statement: SpendStatement, proof: SpendProof) {
      self.statement = statement
      self.proof = proof
    }

    struct Record: EventRecord, Hashable {
      var domain = ""
      var message = HexadecimalBytes.blank
      var scope = ""
      var notes: [HexadecimalBytes] = []
      var nullifier = HexadecimalBytes.blank
      var proof = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("spend")
        return Record(
          domain: try coder.field("domain", record.domain), message: try coder.field("message", record.message),
          scope: try coder.field("scope", record.scope), notes: try coder.field("notes", record.notes),
          nullifier: try coder.field("nullifier", record.nullifier), proof: try coder.field("proof", record.proof))
      }
    }

    init(_ record: Record) throws(ProofError) {
      // Before any of them is decoded.
      guard record.notes.count <= SpendStatement.greatestNoteCount else {
        throw .wrongLength(of: "notes", expected: SpendStatement.greatestNoteCount, found: record.notes.count)
      }
      var notes: [MembershipNote] = []
      for (index, note) in record.notes.enumerated() {
        notes.append(try MembershipNote(bytes: note.bytes, name: "note \(index + 1)"))
      }
      statement = try SpendStatement(
        context: ProofContext(domain: record.domain, data: record.message.bytes), scope: record.scope, notes: notes,
        nullifier: Nullifier(bytes: record.nullifier.bytes))
      proof = try SpendProof(bytes: record.proof.bytes, notes: notes.count)
    }

    var record: Record {
      Record(
        domain: statement.context.domain, message: HexadecimalBytes(statement.context.data), scope: statement.scope,
        notes: statement.notes.map { HexadecimalBytes($0.point.bytes) },
        nullifier: HexadecimalBytes(statement.nullifier.point.bytes), proof: HexadecimalBytes(proof.bytes))
    }
  }
#endif
