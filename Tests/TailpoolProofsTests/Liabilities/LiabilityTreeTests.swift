#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Trees of liabilities")
  struct LiabilityTreeTests {
    private static let path = "pools/31_merkle_sum_tree"

    private static func entry(_ reference: ReferenceCase) -> LiabilityEntry {
      LiabilityEntry(identifier: Array(reference.text("id").utf8), balances: reference.unitsList("balances"))
    }

    private static func entries(_ count: Int) throws -> [LiabilityEntry] {
      try (0..<count).map {
        LiabilityEntry(
          identifier: try LiabilityEntry.memberIdentifier(name: "member \($0)", salt: [UInt8](repeating: 1, count: 16)),
          balances: [Int128($0) * 10])
      }
    }

    @Test("The vectors' root, totals and ways")
    func vectors() throws {
      let reference = try #require(try ReferenceCase.cases(Self.path, fn: "root").first)
      let tree = try LiabilityTree(reference.objects("entries").map(Self.entry))
      #expect(tree.root.bytes == reference.bytes("root") && tree.root.totals == reference.unitsList("totals"))
      let inclusions = try ReferenceCase.cases(Self.path, fn: "inclusion")
      #expect(inclusions.count == 2)
      for reference in inclusions {
        let inclusion = try #require(tree.inclusion(of: reference.int("index")))
        let path = reference.objects("path")
        #expect(inclusion.path.map(\.bytes) == path.map { $0.bytes("hash") }, "\(reference)")
        #expect(inclusion.path.map(\.sums) == path.map { $0.unitsList("sums") }, "\(reference)")
        #expect(
          path.enumerated().allSatisfy { $1.flag("siblingIsLeft") == (inclusion.index >> $0 & 1 == 1) }, "\(reference)")
        let root = try LiabilityRoot(digest: reference.bytes("root"), totals: reference.unitsList("totals"))
        #expect(throws: Never.self) { try inclusion.verify(Self.entry(reference.object("entry")), in: root) }
      }
    }

    @Test("Every member of trees of any number is in its place, and in no other", arguments: [1, 2, 3, 5, 8, 17, 100])
    func everyMember(count: Int) throws {
      let entries = try Self.entries(count)
      let tree = try LiabilityTree(entries)
      #expect(tree.root.totals == [Int128(count * (count - 1) / 2 * 10)])
      for (index, entry) in entries.enumerated() {
        let inclusion = try #require(tree.inclusion(of: index))
        #expect(throws: Never.self, "\(index)") { try inclusion.verify(entry, in: tree.root) }
        let other = entries[(index + 1) % count]
        if count > 1 {
          #expect(throws: ProofError.notProved("inclusion"), "\(index)") { try inclusion.verify(other, in: tree.root) }
          let moved = LiabilityInclusion(index: index ^ 1, path: inclusion.path)
          #expect(throws: ProofError.notProved("inclusion"), "\(index)") { try moved.verify(entry, in: tree.root) }
        }
        let beyond = LiabilityInclusion(index: index + 1 << inclusion.path.count, path: inclusion.path)
        #expect(throws: ProofError.notProved("place of a member")) { try beyond.verify(entry, in: tree.root) }
      }
      #expect(tree.inclusion(of: count) == nil && tree.inclusion(of: -1) == nil)
    }

    @Test("No bit of a way can be changed, nor a balance, a total or the way's length")
    func altered() throws {
      let entries = try Self.entries(5)
      let tree = try LiabilityTree(entries)
      let inclusion = try #require(tree.inclusion(of: 2))
      for level in inclusion.path.indices {
        let sibling = inclusion.path[level]
        for bit in 0..<256 {
          var digest = sibling.bytes
          digest[bit / 8] ^= 1 << (bit % 8)
          var path = inclusion.path
          path[level] = try .init(digest: digest, sums: sibling.sums)
          #expect(throws: ProofError.notProved("inclusion")) {
            try LiabilityInclusion(index: 2, path: path).verify(entries[2], in: tree.root)
          }
        }
        for bit in 0..<127 {
          var path = inclusion.path
          path[level] = try .init(digest: sibling.bytes, sums: [sibling.sums[0] ^ (1 << bit)])
          #expect(throws: ProofError.self) {
            try LiabilityInclusion(index: 2, path: path).verify(entries[2], in: tree.root)
          }
        }
      }
      let short = LiabilityInclusion(index: 2, path: Array(inclusion.path.dropLast()))
      #expect(throws: ProofError.notProved("inclusion")) { try short.verify(entries[2], in: tree.root) }
      let less = try LiabilityRoot(digest: tree.root.bytes, totals: [tree.root.totals[0] - 1])
      #expect(throws: ProofError.notProved("inclusion")) { try inclusion.verify(entries[2], in: less) }
      let owed = LiabilityEntry(identifier: entries[2].identifier, balances: [21])
      #expect(throws: ProofError.notProved("inclusion")) { try inclusion.verify(owed, in: tree.root) }
    }

    /// Maxwell's tree binds the sum of both children only: a pool could show one member the other's sum as greater and its own as less.
    @Test("Sums cannot be moved from one child to the other, nor made negative")
    func movedSums() throws {
      let entries = try Self.entries(4)
      let tree = try LiabilityTree(entries)
      let inclusion = try #require(tree.inclusion(of: 3))
      let moved = LiabilityEntry(identifier: entries[3].identifier, balances: [entries[3].balances[0] - 5])
      var path = inclusion.path
      path[0] = try .init(digest: path[0].bytes, sums: [path[0].sums[0] + 5])
      #expect(throws: ProofError.notProved("inclusion")) {
        try LiabilityInclusion(index: 3, path: path).verify(moved, in: tree.root)
      }
      path[0] = try .init(digest: path[0].bytes, sums: [-1])
      #expect(throws: ProofError.negative("a balance of neighbor 0", -1)) {
        try LiabilityInclusion(index: 3, path: path).verify(entries[3], in: tree.root)
      }
      path[0] = try .init(digest: path[0].bytes, sums: [.max])
      #expect(throws: ProofError.overflow("liabilities")) {
        try LiabilityInclusion(index: 3, path: path).verify(entries[3], in: tree.root)
      }
    }

    @Test("Bad members are refused by their places")
    func refusals() throws {
      let (a, b): ([UInt8], [UInt8]) = ([1], [2])
      #expect(throws: ProofError.empty("members")) { try LiabilityTree([]) }
      #expect(throws: ProofError.empty("assets")) { try LiabilityTree([LiabilityEntry(identifier: a, balances: [])]) }
      #expect(throws: ProofError.negative("a balance of member 1", -1)) {
        try LiabilityTree([LiabilityEntry(identifier: a, balances: [1]), LiabilityEntry(identifier: b, balances: [-1])])
      }
      #expect(throws: ProofError.wrongLength(of: "balances of member 1", expected: 1, found: 2)) {
        try LiabilityTree([
          LiabilityEntry(identifier: a, balances: [1]), LiabilityEntry(identifier: b, balances: [1, 1]),
        ])
      }
      #expect(throws: ProofError.overflow("liabilities")) {
        try LiabilityTree([
          LiabilityEntry(identifier: a, balances: [.max]), LiabilityEntry(identifier: b, balances: [1]),
        ])
      }
      #expect(throws: ProofError.duplicateMember(first: 0, second: 1)) {
        try LiabilityTree([LiabilityEntry(identifier: a, balances: [1]), LiabilityEntry(identifier: a, balances: [1])])
      }
      #expect(throws: ProofError.wrongLength(of: "bytes of a salt", expected: 16, found: 15)) {
        try LiabilityEntry.memberIdentifier(name: "Ada", salt: [UInt8](repeating: 0, count: 15))
      }
      #expect(throws: ProofError.wrongLength(of: "bytes of a root", expected: 32, found: 1)) {
        try LiabilityRoot(digest: [1], totals: [1])
      }
      #expect(throws: ProofError.negative("a total", -1)) {
        try LiabilityRoot(digest: [UInt8](repeating: 0, count: 32), totals: [-1])
      }
    }

    @Test("A way of seventeen levels, as among a hundred thousand members, is below a kilobyte")
    func size() throws {
      let entries = try Self.entries(65_537)
      let tree = try LiabilityTree(entries)
      for index in [0, 32_768, 65_536] {
        let inclusion = try #require(tree.inclusion(of: index))
        #expect(inclusion.byteCount == 8 + 17 * 48)
        #expect(throws: Never.self) { try inclusion.verify(entries[index], in: tree.root) }
      }
    }
  }
#endif
