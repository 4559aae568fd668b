#if Command
  import TailpoolEvents

  /// A part of a run's results, with the way to the root of the run.
  public struct RunPartClaim: Hashable, Sendable {
    /// The piece.
    public let part: RunPart
    /// Its place among the parts, from 0.
    public let place: Int
    /// The parts of the run.
    public let count: Int
    /// The neighbors from the piece upward.
    public let path: [[UInt8]]
    /// The root, which must be that of the run.
    public let root: [UInt8]

    /// The part at a place of a tree.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)`` for a place that is not there.
    public init(_ tree: RunTree, place: Int) throws(ProofError) {
      guard let path = tree.path(of: place) else { throw .otherStatement("place of a part") }
      part = tree.parts[place]
      self.place = place
      count = tree.parts.count
      self.path = path
      root = tree.root
    }

    /// Checks that this is a part of a run's results: the way leads to the run's root, and the file and place are among them.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)``, ``ProofError/notProved(_:)``.
    public func verify(in run: RunClaim) throws(ProofError) {
      guard root == run.root, count == run.partCount else { throw .otherStatement("root of the run") }
      guard let file = run.results.first(where: { $0.name == part.file }), part.offset <= file.byteCount,
        UInt64(part.bytes.count) <= file.byteCount - part.offset
      else { throw .otherStatement("result \(part.file)") }
      try part.verify(at: place, of: count, path: path, root: root)
    }

    /// Checks that another run's results have the same bytes at this part.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)``.
    public func check(results: [(name: String, bytes: [UInt8])]) throws(ProofError) {
      guard let file = results.first(where: { $0.name == part.file }),
        let start = Int(exactly: part.offset), start <= file.bytes.count, part.bytes.count <= file.bytes.count - start,
        Array(file.bytes[start..<start + part.bytes.count]) == part.bytes
      else { throw .otherStatement("result \(part.file)") }
    }

    struct Record: EventRecord, Hashable {
      var file = ""
      var offset: UInt64 = 0
      var bytes = HexadecimalBytes.blank
      var place = 0
      var count = 0
      var path: [HexadecimalBytes] = []
      var root = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("part")
        return Record(
          file: try coder.field("file", record.file), offset: try coder.field("offset", record.offset),
          bytes: try coder.field("bytes", record.bytes), place: try coder.field("place", record.place),
          count: try coder.field("count", record.count), path: try coder.field("path", record.path),
          root: try coder.field("root", record.root))
      }
    }

    init(_ record: Record) throws(ProofError) {
      part = RunPart(file: record.file, offset: record.offset, bytes: record.bytes.bytes)
      place = record.place
      count = record.count
      path = record.path.map(\.bytes)
      root = record.root.bytes
    }

    var record: Record {
      Record(
        file: part.file, offset: part.offset, bytes: HexadecimalBytes(part.bytes), place: place, count: count,
        path: path.map { HexadecimalBytes($0) }, root: HexadecimalBytes(root))
    }
  }
#endif
