#if Command
  import TailpoolEvents

  /// What is used is at most a limit, with the proof.
  public struct LimitClaim: Hashable, Sendable {
    /// The statement.
    public let statement: LimitStatement
    /// The proof, not yet checked.
    public let proof: LimitProof

    /// Puts a statement and its proof together.
    public init(statement: LimitStatement, proof: LimitProof) {
      self.statement = statement
      self.proof = proof
    }

    /// A line of what is used.
    struct LineRecord: EventRecord, Hashable {
      var name = ""
      var used = HexadecimalBytes.blank

      static let blank = LineRecord()

      static func coded<Coder: EventFieldCoder>(
        _ record: LineRecord, by coder: inout Coder
      ) throws(Coder.Failure) -> LineRecord {
        LineRecord(name: try coder.field("name", record.name), used: try coder.field("used", record.used))
      }
    }

    struct Record: EventRecord, Hashable {
      var pool = ""
      var instant: Int64 = 0
      var asset = ""
      var basisPoints: UInt64 = 0
      var lines: [LineRecord] = []
      var capacity = SideField.blank
      var upper = HexadecimalBytes.blank
      var proofs: [HexadecimalBytes] = []

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("limit")
        return Record(
          pool: try coder.field("pool", record.pool), instant: try coder.field("instant", record.instant),
          asset: try coder.field("asset", record.asset),
          basisPoints: try coder.field("basisPoints", record.basisPoints),
          lines: try coder.field("lines", record.lines), capacity: try coder.field("capacity", record.capacity),
          upper: try coder.field("upper", record.upper), proofs: try coder.field("proofs", record.proofs))
      }
    }

    init(_ record: Record) throws(ProofError) {
      var lines: [LimitStatement.Line] = []
      for (index, line) in record.lines.enumerated() {
        lines.append(LimitStatement.Line(name: line.name, used: try .read(line.used, "line \(index + 1)")))
      }
      statement = try LimitStatement(
        pool: record.pool, instant: record.instant, asset: record.asset, basisPoints: record.basisPoints,
        lines: lines, capacity: record.capacity.side("capacity"))
      proof = LimitProof(
        upper: try .read(record.upper, "upper half"),
        ranges: try RangeSeries.read(record.proofs, count: statement.valueCount))
    }

    var record: Record {
      Record(
        pool: statement.pool, instant: statement.instant, asset: statement.asset, basisPoints: statement.basisPoints,
        lines: statement.lines.map { LineRecord(name: $0.name, used: $0.used.hexadecimal) },
        capacity: SideField(statement.capacity), upper: proof.upper.hexadecimal,
        proofs: proof.ranges.map { HexadecimalBytes($0.bytes) })
    }
  }
#endif
