#if Command

  /// A Merkle-sum tree of what a pool owes: its root fixes every member's balances and their totals.
  ///
  /// Each node binds its children's digests and their sums one by one, which closes the hole of trees that bind only the digests and the sum of both
  /// (Hu, Zhang and Guo 2018). A level with an odd number of nodes ends in one of zeros. Sums are base units below 2¹²⁷.
  ///
  /// What the root cannot say: that nobody was left out. Who looks finds their own leaf or its absence, so that a pool that omits members is caught
  /// by the first of them who looks; balances that are negative, with which a total could be made smaller, a path of sums does not admit.
  public struct LiabilityTree: Sendable {
    /// The levels from the leaves to the root.
    private let levels: [Level]
    private let assets: Int
    /// The entries in the order given.
    public let entries: [LiabilityEntry]

    private struct Level: Sendable {
      var digests: [SHA256.Digest]
      /// The sums of each node's assets, node after node.
      var sums: [Int128]
    }

    /// Builds the tree.
    ///
    /// - Parameter entries: At least one member, each with a balance of every asset. Their order is the leaves'; one that says something of members,
    ///   such as that of their balances, should not be chosen.
    /// - Throws: ``ProofError/empty(_:)``, ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/negative(_:_:)``,
    ///   ``ProofError/duplicateMember(first:second:)`` or ``ProofError/overflow(_:)``.
    /// - Complexity: O(members): two digests each.
    public init(_ entries: [LiabilityEntry]) throws(ProofError) {
      guard let first = entries.first else { throw .empty("members") }
      guard !first.balances.isEmpty else { throw .empty("assets") }
      assets = first.balances.count
      var places: [[UInt8]: Int] = [:]
      places.reserveCapacity(entries.count)
      var level = Level(digests: [], sums: [])
      level.digests.reserveCapacity(entries.count + 1)
      level.sums.reserveCapacity(entries.count * assets + assets)
      var message: [UInt8] = []
      for (index, entry) in entries.enumerated() {
        try entry.check(assets: assets, place: "member \(index)")
        if let first = places.updateValue(index, forKey: entry.identifier) {
          throw .duplicateMember(first: first, second: index)
        }
        level.digests.append(entry.leaf(&message))
        level.sums += entry.balances
      }
      var levels: [Level] = []
      while level.digests.count > 1 {
        if level.digests.count % 2 == 1 {
          level.digests.append(.zero)
          level.sums += Array(repeating: 0, count: assets)
        }
        levels.append(level)
        level = try Self.parents(of: level, assets: assets, &message)
      }
      levels.append(level)
      self.levels = levels
      self.entries = entries
    }

    private static func parents(of level: Level, assets: Int, _ message: inout [UInt8]) throws(ProofError) -> Level {
      var parents = Level(digests: [], sums: [])
      parents.digests.reserveCapacity(level.digests.count / 2 + 1)
      parents.sums.reserveCapacity(level.sums.count / 2 + assets)
      for left in stride(from: 0, to: level.digests.count, by: 2) {
        let leftSums = level.sums[(left * assets)..<((left + 1) * assets)]
        let rightSums = level.sums[((left + 1) * assets)..<((left + 2) * assets)]
        parents.sums += try LiabilityNode.sum(leftSums, rightSums)
        parents.digests.append(
          LiabilityNode.digest(level.digests[left], leftSums, level.digests[left + 1], rightSums, &message))
      }
      return parents
    }

    /// The root, which the pool publishes.
    public var root: LiabilityRoot {
      let top = levels[levels.count - 1]
      return LiabilityRoot(digest: top.digests[0], totals: top.sums)
    }

    /// The proof that a member is in the tree: its neighbors on the way to the root; nil where there is no such place.
    ///
    /// - Complexity: O(log members).
    public func inclusion(of index: Int) -> LiabilityInclusion? {
      guard entries.indices.contains(index) else { return nil }
      var (place, path) = (index, [LiabilityInclusion.Sibling]())
      for level in levels.dropLast() {
        let sibling = place ^ 1
        path.append(
          LiabilityInclusion.Sibling(
            digest: level.digests[sibling], sums: Array(level.sums[(sibling * assets)..<((sibling + 1) * assets)])))
        place >>= 1
      }
      return LiabilityInclusion(index: index, path: path)
    }
  }

  /// The root of a tree of liabilities: a digest and the totals that it fixes.
  public struct LiabilityRoot: Hashable, Sendable {
    let digest: SHA256.Digest
    /// What the pool owes of each asset, in base units.
    public let totals: [Int128]

    init(digest: SHA256.Digest, totals: [Int128]) {
      self.digest = digest
      self.totals = totals
    }

    /// Reads a root.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/empty(_:)`` without an asset, or ``ProofError/negative(_:_:)``.
    public init(digest: [UInt8], totals: [Int128]) throws(ProofError) {
      guard let words = SHA256.Digest(bytes: digest) else {
        throw .wrongLength(of: "bytes of a root", expected: 32, found: digest.count)
      }
      guard !totals.isEmpty else { throw .empty("assets") }
      for total in totals where total < 0 { throw .negative("a total", total) }
      self.init(digest: words, totals: totals)
    }

    /// The 32 bytes of the digest.
    public var bytes: [UInt8] { digest.bytes }
  }
#endif
