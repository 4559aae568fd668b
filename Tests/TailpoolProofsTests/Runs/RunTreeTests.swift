#if Command
  import Testing

  @testable import TailpoolProofs

  @Suite("Trees of a run's results")
  struct RunTreeTests {
    /// A file of so many bytes that differ.
    private func file(_ name: String, _ count: Int) -> (name: String, bytes: [UInt8]) {
      (name, (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) })
    }

    @Test("Every part leads to the root, and at no other place", arguments: [0, 1, 4_096, 4_097, 12_288, 20_000])
    func parts(count: Int) throws {
      let files = [file("a.csv", count), file("b", 10)]
      let tree = try RunTree(files)
      #expect(tree.parts.count == max(1, (count + 4_095) / 4_096) + 1)
      #expect(tree.parts.flatMap(\.bytes) == files.flatMap(\.bytes))
      let claim = try RunClaim(program: "p", platform: "m", arguments: [], inputs: [], results: files)
      for place in tree.parts.indices {
        let part = try RunPartClaim(tree, place: place)
        #expect(throws: Never.self) { try part.verify(in: claim) }
        #expect(throws: Never.self) { try part.check(results: files) }
        for other in [-1, place ^ 1, tree.parts.count] {
          #expect(throws: ProofError.self, "\(place) at \(other)") {
            try part.part.verify(at: other, of: part.count, path: part.path, root: part.root)
          }
        }
        let moved = RunPart(file: "c", offset: part.part.offset, bytes: part.part.bytes)
        #expect(throws: ProofError.notProved("part of a run")) {
          try moved.verify(at: place, of: part.count, path: part.path, root: part.root)
        }
      }
      #expect(tree.path(of: -1) == nil && tree.path(of: tree.parts.count) == nil)
      #expect(throws: ProofError.otherStatement("place of a part")) { try RunPartClaim(tree, place: 99) }
      #expect(tree.place(of: "b", at: 9) == tree.parts.count - 1)
      #expect(tree.place(of: "b", at: 10) == nil && tree.place(of: "c", at: 0) == nil)
    }

    @Test("A run with another byte anywhere is another run")
    func runs() throws {
      let files = [file("a", 5_000), file("b", 3)]
      let claim = try RunClaim(
        program: "p", platform: "m", arguments: ["x"], inputs: [file("in", 9)], results: files)
      #expect(throws: Never.self) { try claim.check(results: files) }
      #expect(throws: Never.self) { try claim.check(inputs: [file("in", 9), file("other", 3)]) }
      #expect(throws: ProofError.otherStatement("input in")) { try claim.check(inputs: [file("in", 8)]) }
      for (place, byte) in [(0, 0), (0, 4_999), (1, 2)] {
        var changed = files
        changed[place].bytes[byte] ^= 1
        let name = ProofError.otherStatement("result \(files[place].name)")
        #expect(throws: name) { try claim.check(results: changed) }
        let part = try RunPartClaim(RunTree(files), place: place == 1 ? 2 : byte / 4_096)
        #expect(throws: name) { try part.check(results: changed) }
      }
      #expect(throws: ProofError.otherStatement("list of results")) { try claim.check(results: files + [file("c", 1)]) }
      #expect(throws: ProofError.otherStatement("list of results")) { try claim.check(results: files.reversed()) }
      #expect(throws: ProofError.empty("results")) {
        try RunClaim(program: "p", platform: "m", arguments: [], inputs: [], results: [])
      }
    }

    @Test("A part of one run is none of another")
    func otherRun() throws {
      let (one, two) = ([file("a", 10)], [file("a", 11)])
      let claim = try RunClaim(program: "p", platform: "m", arguments: [], inputs: [], results: two)
      #expect(throws: ProofError.otherStatement("root of the run")) {
        try RunPartClaim(RunTree(one), place: 0).verify(in: claim)
      }
    }
  }
#endif
