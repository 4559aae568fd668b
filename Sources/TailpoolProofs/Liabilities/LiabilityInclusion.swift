#if Command

  /// The way from one member's leaf to the root of a tree of liabilities.
  ///
  /// What it shows the member of others: the balances of the neighboring leaf, to the unit, under a digest that hides whose they are, and the totals of
  /// the neighboring groups of 2, 4, 8 … members. Who gathers the proofs of many members sees the balances of their neighbors.
  public struct LiabilityInclusion: Hashable, Sendable {
    /// The place of the leaf, from 0; its bits say on which side each neighbor stands.
    public let index: Int
    /// The neighbors from the leaf upward.
    public let path: [Sibling]

    /// A neighbor on the way.
    public struct Sibling: Hashable, Sendable {
      let digest: SHA256.Digest
      /// What it and all below it are owed, of each asset.
      public let sums: [Int128]

      init(digest: SHA256.Digest, sums: [Int128]) {
        self.digest = digest
        self.sums = sums
      }

      /// Reads a neighbor.
      ///
      /// - Throws: ``ProofError/wrongLength(of:expected:found:)``.
      public init(digest: [UInt8], sums: [Int128]) throws(ProofError) {
        guard let words = SHA256.Digest(bytes: digest) else {
          throw .wrongLength(of: "bytes of a neighbor", expected: 32, found: digest.count)
        }
        self.init(digest: words, sums: sums)
      }

      /// The 32 bytes of the digest.
      public var bytes: [UInt8] { digest.bytes }
    }

    /// Puts a proof together.
    public init(index: Int, path: [Sibling]) {
      self.index = index
      self.path = path
    }

    /// Bytes of content: digests and sums of the way, 8 of the place.
    public var byteCount: Int { path.reduce(8) { $0 + 32 + 16 * $1.sums.count } }

    /// Checks that an entry stands in the tree of a root, at the place said.
    ///
    /// - Throws: ``ProofError/notProved(_:)``; ``ProofError/wrongLength(of:expected:found:)`` where numbers of assets differ;
    ///   ``ProofError/negative(_:_:)`` or ``ProofError/overflow(_:)`` for sums that no tree has.
    /// - Complexity: O(log members): one digest a level.
    public func verify(_ entry: LiabilityEntry, in root: LiabilityRoot) throws(ProofError) {
      let assets = root.totals.count
      try entry.check(assets: assets, place: "the member")
      guard index >= 0, path.count <= 62, index >> path.count == 0 else { throw .notProved("place of a member") }
      var message: [UInt8] = []
      var (digest, sums) = (entry.leaf(&message), entry.balances)
      for (level, sibling) in path.enumerated() {
        try LiabilityEntry(identifier: [], balances: sibling.sums).check(assets: assets, place: "neighbor \(level)")
        let isRight = index >> level & 1 == 1
        let (left, right) = isRight ? (sibling.digest, digest) : (digest, sibling.digest)
        let (leftSums, rightSums) = isRight ? (sibling.sums, sums) : (sums, sibling.sums)
        digest = LiabilityNode.digest(left, leftSums[...], right, rightSums[...], &message)
        sums = try LiabilityNode.sum(leftSums[...], rightSums[...])
      }
      guard digest == root.digest, sums == root.totals else { throw .notProved("inclusion") }
    }
  }
#endif
