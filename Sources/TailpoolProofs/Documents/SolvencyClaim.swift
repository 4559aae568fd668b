#if Command
  import TailpoolEvents

  /// A pool's assets are at least its liabilities, with the proof.
  public struct SolvencyClaim: Hashable, Sendable {
    /// The statement.
    public let statement: SolvencyStatement
    /// The proof, not yet checked.
    public let proof: RangeProof

    /// Puts a statement and its proof together.
    public init(statement: SolvencyStatement, proof: RangeProof) {
      self.statement = statement
      self.proof = proof
    }

    struct Record: EventRecord, Hashable {
      var pool = ""
      var instant: Int64 = 0
      var assets: [String] = []
      var liabilities = InclusionClaim.Node.blank
      var commitments: [HexadecimalBytes] = []
      var proof = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("solvency")
        return Record(
          pool: try coder.field("pool", record.pool), instant: try coder.field("instant", record.instant),
          assets: try coder.field("assets", record.assets),
          liabilities: try coder.field("liabilities", record.liabilities),
          commitments: try coder.field("commitments", record.commitments), proof: try coder.field("proof", record.proof)
        )
      }
    }

    init(_ record: Record) throws(ProofError) {
      statement = try SolvencyStatement(
        pool: record.pool, instant: record.instant, assets: record.assets,
        liabilities: LiabilityRoot(digest: record.liabilities.digest.bytes, totals: record.liabilities.sums),
        commitments: PedersenCommitment.read(record.commitments))
      proof = try RangeProof(bytes: record.proof.bytes, bits: 64, values: record.assets.count)
    }

    var record: Record {
      let root = statement.liabilities
      return Record(
        pool: statement.pool, instant: statement.instant, assets: statement.assets,
        liabilities: InclusionClaim.Node(digest: HexadecimalBytes(root.bytes), sums: root.totals),
        commitments: statement.commitments.map { HexadecimalBytes($0.point.bytes) },
        proof: HexadecimalBytes(proof.bytes))
    }
  }
#endif
