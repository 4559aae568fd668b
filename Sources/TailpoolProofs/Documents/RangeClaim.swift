#if Command
  import TailpoolEvents

  /// Committed values lie in a range, with the proof.
  public struct RangeClaim: Hashable, Sendable {
    /// The statement.
    public let statement: RangeStatement
    /// The proof, not yet checked.
    public let proof: RangeProof

    /// Puts a statement and its proof together.
    public init(statement: RangeStatement, proof: RangeProof) {
      self.statement = statement
      self.proof = proof
    }

    struct Record: EventRecord, Hashable {
      var domain = ""
      var context = HexadecimalBytes.blank
      var bits = 0
      var commitments: [HexadecimalBytes] = []
      var proof = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("range")
        return Record(
          domain: try coder.field("domain", record.domain), context: try coder.field("context", record.context),
          bits: try coder.field("bits", record.bits), commitments: try coder.field("commitments", record.commitments),
          proof: try coder.field("proof", record.proof))
      }
    }

    init(_ record: Record) throws(ProofError) {
      let commitments = try PedersenCommitment.read(record.commitments)
      statement = RangeStatement(
        context: ProofContext(domain: record.domain, data: record.context.bytes), commitments: commitments,
        bits: record.bits)
      proof = try RangeProof(bytes: record.proof.bytes, bits: record.bits, values: commitments.count)
    }

    var record: Record {
      Record(
        domain: statement.context.domain, context: HexadecimalBytes(statement.context.data), bits: statement.bits,
        commitments: statement.commitments.map { HexadecimalBytes($0.point.bytes) },
        proof: HexadecimalBytes(proof.bytes))
    }
  }

  extension PedersenCommitment {
    /// Commitments of a document, on the bases of range proofs.
    static func read(_ encodings: [HexadecimalBytes]) throws(ProofError) -> [PedersenCommitment] {
      var commitments: [PedersenCommitment] = []
      for (index, encoding) in encodings.enumerated() {
        commitments.append(try read(encoding, "commitment \(index)"))
      }
      return commitments
    }
  }
#endif
