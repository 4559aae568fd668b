#if Command
  import TailpoolEvents

  /// A member stands in a pool's tree of liabilities as of an instant, with the way to its root.
  public struct InclusionClaim: Hashable, Sendable {
    /// The pool.
    public let pool: String
    /// The instant, in seconds since 1970-01-01T00:00:00Z.
    public let instant: Int64
    /// The names of the assets.
    public let assets: [String]
    /// The member's leaf.
    public let entry: LiabilityEntry
    /// The way, not yet checked.
    public let inclusion: LiabilityInclusion
    /// The root, which must be the one that the pool has published.
    public let root: LiabilityRoot

    /// Puts a claim together.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)`` where assets and totals are not equally many.
    public init(
      pool: String, instant: Int64, assets: [String], entry: LiabilityEntry, inclusion: LiabilityInclusion,
      root: LiabilityRoot
    ) throws(ProofError) {
      guard assets.count == root.totals.count else {
        throw .wrongLength(of: "assets", expected: root.totals.count, found: assets.count)
      }
      self.pool = pool
      self.instant = instant
      self.assets = assets
      self.entry = entry
      self.inclusion = inclusion
      self.root = root
    }

    /// A digest with its sums.
    struct Node: EventRecord, Hashable {
      var digest = HexadecimalBytes.blank
      var sums: [Int128] = []

      static let blank = Node()

      static func coded<Coder: EventFieldCoder>(_ node: Node, by coder: inout Coder) throws(Coder.Failure) -> Node {
        Node(digest: try coder.field("digest", node.digest), sums: try coder.field("sums", node.sums))
      }
    }

    struct Record: EventRecord, Hashable {
      var pool = ""
      var instant: Int64 = 0
      var assets: [String] = []
      var member = HexadecimalBytes.blank
      var balances: [Int128] = []
      var index = 0
      var path: [Node] = []
      var root = Node.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("inclusion")
        return Record(
          pool: try coder.field("pool", record.pool), instant: try coder.field("instant", record.instant),
          assets: try coder.field("assets", record.assets), member: try coder.field("member", record.member),
          balances: try coder.field("balances", record.balances), index: try coder.field("index", record.index),
          path: try coder.field("path", record.path), root: try coder.field("root", record.root))
      }
    }

    init(_ record: Record) throws(ProofError) {
      var path: [LiabilityInclusion.Sibling] = []
      for node in record.path { path.append(try .init(digest: node.digest.bytes, sums: node.sums)) }
      try self.init(
        pool: record.pool, instant: record.instant, assets: record.assets,
        entry: LiabilityEntry(identifier: record.member.bytes, balances: record.balances),
        inclusion: LiabilityInclusion(index: record.index, path: path),
        root: LiabilityRoot(digest: record.root.digest.bytes, totals: record.root.sums))
    }

    var record: Record {
      Record(
        pool: pool, instant: instant, assets: assets, member: HexadecimalBytes(entry.identifier),
        balances: entry.balances,
        index: inclusion.index, path: inclusion.path.map { Node(digest: HexadecimalBytes($0.bytes), sums: $0.sums) },
        root: Node(digest: HexadecimalBytes(root.bytes), sums: root.totals))
    }
  }
#endif
