#if Command
  import CSodium
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Range proofs are dalek's")
  struct RangeProofVectorTests {
    private static let path = "pools/51_bulletproofs"

    @Test("Bases, generators and commitments")
    func constants() throws {
      let base = PedersenBase.rangeProofs
      let bases = try #require(try ReferenceCase.cases(Self.path, fn: "pedersenBases").first)
      #expect(base.value.bytes == bases.bytes("B") && base.blinding.bytes == bases.bytes("B_blinding"))
      let generators = try RangeGenerators(values: 8)
      let chains = try ReferenceCase.cases(Self.path, fn: "generators")
      for reference in chains {
        let chain = (reference.text("kind") == "G" ? generators.g : generators.h)[reference.int("party")]
        let found = reference.unitsList("index").map { hexadecimal(chain[Int($0)].bytes) }
        #expect(found == reference.texts("expected"), "\(reference)")
      }
      let commitments = try ReferenceCase.cases(Self.path, fn: "pedersenCommit")
      #expect(chains.count == 4 && commitments.count == 6)
      for reference in commitments {
        let blinding = try SecretScalar(bytes: reference.bytes("blinding"))
        let value = try #require(UInt64(reference.text("value")))
        #expect(base.commit(value, blinding: blinding).point.bytes == reference.bytes("commitment"), "\(reference)")
      }
    }

    private func verify(
      _ reference: ReferenceCase, _ generators: RangeGenerators, _ arithmetic: VerificationArithmetic
    ) throws {
      let commitments = try reference.texts("commitments").map {
        PedersenCommitment(base: .rangeProofs, point: try GroupElement(bytes: bytes($0)))
      }
      let bits = reference.int("n")
      let proof = try RangeProof(bytes: reference.bytes("proof"), bits: bits, values: reference.int("m"))
      #expect(proof.bytes == reference.bytes("proof"))
      var transcript = Transcript(label: reference.text("transcriptLabel"))
      try proof.verify(
        commitments, bits: bits, generators: generators, transcript: &transcript, entropy: entropy(1),
        arithmetic: arithmetic)
    }

    @Test("Every proof of the table holds, and the altered do not, by either arithmetic")
    func verify() throws {
      let generators = try RangeGenerators(values: 8)
      let references = try ReferenceCase.cases(Self.path, fn: "verify")
      #expect(references.count { $0.flag("expected") } == 11 && references.count == 23, "\(references.count)")
      for reference in references {
        for arithmetic in [VerificationArithmetic.own, .sodium] {
          if reference.flag("expected") {
            #expect(throws: Never.self, "\(reference)") { try verify(reference, generators, arithmetic) }
          } else {
            #expect(throws: ProofError.self, "\(reference)") { try verify(reference, generators, arithmetic) }
          }
        }
      }
    }

    @Test("With the vectors' nonces a proof is the vectors' to the byte")
    func prove() throws {
      let generators = try RangeGenerators(values: 8)
      let references = try ReferenceCase.cases(Self.path, fn: "prove")
      #expect(references.count == 5)
      for reference in references {
        let values = reference.texts("values").compactMap { UInt64($0) }
        let blindings = try reference.texts("blindings").map { try SecretScalar(bytes: bytes($0)) }
        var transcript = Transcript(label: reference.text("transcriptLabel"))
        let proof = try RangeProof.prove(
          values, blindings: blindings, bits: reference.int("n"), generators: generators, transcript: &transcript
        ) { nonce in Self.scalar(Self.name(nonce), seed: reference.text("seed")) }
        #expect(hexadecimal(proof.bytes) == reference.text("proof"), "\(reference)")
        #expect(throws: Never.self, "\(reference)") { try verify(reference, generators, .own) }
      }
    }

    private static func name(_ nonce: RangeProof.Nonce) -> String {
      switch nonce {
      case .alpha: "alpha"
      case .rho: "rho"
      case .tau1: "tau1"
      case .tau2: "tau2"
      case .sLeft(let index): "sL\(index)"
      case .sRight(let index): "sR\(index)"
      }
    }

    private static func scalar(_ name: String, seed: String) -> Scalar {
      let text = Array("bp-test-scalar\(seed)/\(name)".utf8)
      var digest = [UInt8](repeating: 0, count: 64)
      unsafe _ = crypto_hash_sha512(&digest, text, UInt64(text.count))
      return Scalar(reducing: digest)
    }
  }
#endif
