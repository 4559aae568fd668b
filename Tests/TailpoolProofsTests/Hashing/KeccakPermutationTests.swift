#if Command
  import CTailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("The permutation of Keccak")
  struct KeccakPermutationTests {
    @Test("Its vectors")
    func vectors() throws {
      let references = try ReferenceCase.cases("pools/50_merlin_transcript", fn: "keccakF1600")
      #expect(references.count == 2)
      for reference in references {
        var state = reference.bytes("input")
        try #require(state.count == 200)
        unsafe tp_keccak_f1600(&state)
        #expect(state == reference.bytes("expected"), "\(reference)")
      }
    }
  }
#endif
