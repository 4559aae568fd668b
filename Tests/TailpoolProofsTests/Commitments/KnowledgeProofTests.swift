#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Proofs of openings, equality and conservation")
  struct KnowledgeProofTests {
    private let base = PedersenBase(named: "Tailpool test")
    private let context = ProofContext(domain: "test", data: [1, 2, 3])

    private func secret(_ purpose: String) throws -> SecretScalar {
      SecretScalar(from: try entropy(9), purpose: purpose)
    }

    @Test("An opening holds for its commitment and context, and for no other", arguments: [0, 1, 1_000, UInt64.max])
    func opening(value: UInt64) throws {
      let r = try secret("r")
      let proof = OpeningProof(of: value, blinding: r, on: base, in: context, entropy: try entropy(1))
      let commitment = base.commit(value, blinding: r)
      #expect(throws: Never.self) { try proof.verify(commitment, in: context) }
      #expect(try OpeningProof(bytes: proof.bytes) == proof)
      for other in [
        base.commit(value ^ 1, blinding: r), base.commit(value, blinding: try secret("s")),
        PedersenCommitment(base: .rangeProofs, point: commitment.point),
        PedersenCommitment(base: PedersenBase(named: "Tailpool test 2"), point: commitment.point),
      ] {
        #expect(throws: ProofError.notProved("opening"), "\(other)") { try proof.verify(other, in: context) }
      }
      for other in [
        ProofContext(domain: "tess", data: [1, 2, 3]), ProofContext(domain: "test", data: [1, 2]),
        ProofContext(domain: "test\u{1}", data: [2, 3]), ProofContext(domain: "test"),
      ] {
        #expect(throws: ProofError.notProved("opening"), "\(other)") { try proof.verify(commitment, in: other) }
      }
    }

    @Test("No bit of an opening proof can be changed")
    func openingBits() throws {
      let r = try secret("r")
      let commitment = base.commit(5, blinding: r)
      let bytes = OpeningProof(of: 5, blinding: r, on: base, in: context, entropy: try entropy(1)).bytes
      for bit in 0..<(8 * bytes.count) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        #expect(throws: ProofError.self, "bit \(bit)") {
          try OpeningProof(bytes: flipped).verify(commitment, in: context)
        }
      }
      for count in [0, 32, 95, 97] {
        #expect(throws: ProofError.wrongLength(of: "bytes of an opening proof", expected: 96, found: count)) {
          try OpeningProof(bytes: Array((bytes + bytes)[..<count]))
        }
      }
    }

    @Test("Nonces differ with the statement and with the value even where the entropy repeats")
    func nonces() throws {
      let r = try secret("r")
      let proofs = try [5, 6].map { OpeningProof(of: $0, blinding: r, on: base, in: context, entropy: try entropy(1)) }
      let elsewhere = OpeningProof(of: 5, blinding: r, on: base, in: ProofContext(domain: "b"), entropy: try entropy(1))
      let later = OpeningProof(of: 5, blinding: r, on: base, in: context, entropy: try entropy(2))
      #expect(Set((proofs + [elsewhere, later]).map(\.mask)).count == 4)
      #expect(OpeningProof(of: 5, blinding: r, on: base, in: context, entropy: try entropy(1)) == proofs[0])
    }

    @Test("Equality across bases holds, and for other values, orders or bases does not")
    func equality() throws {
      let (r, s) = (try secret("r"), try secret("s"))
      let other = PedersenBase.rangeProofs
      let proof = EqualityProof(of: 77, first: (r, base), second: (s, other), in: context, entropy: try entropy(1))
      let (first, second) = (base.commit(77, blinding: r), other.commit(77, blinding: s))
      #expect(throws: Never.self) { try proof.verify(first, second, in: context) }
      #expect(try EqualityProof(bytes: proof.bytes) == proof && proof.bytes.count == EqualityProof.byteCount)
      for (a, b) in [
        (second, first), (first, other.commit(78, blinding: s)), (base.commit(78, blinding: r), second),
        (first, PedersenCommitment(base: base, point: second.point)),
      ] {
        #expect(throws: ProofError.notProved("equality"), "\(a) \(b)") { try proof.verify(a, b, in: context) }
      }
      #expect(throws: ProofError.notProved("equality")) {
        try proof.verify(first, second, in: ProofContext(domain: "other"))
      }
    }

    private func transfer(_ inputs: [UInt64], _ outputs: [UInt64], fee: UInt64) throws -> (
      CommittedTransfer, SecretScalar
    ) {
      var sum = SecretScalar(.zero)
      var sides: [[PedersenCommitment]] = []
      for (side, values) in [inputs, outputs].enumerated() {
        sides.append(
          try values.enumerated().map { index, value in
            let blinding = try secret("\(side) \(index)")
            sum = side == 0 ? sum + blinding : sum - blinding
            return base.commit(value, blinding: blinding)
          })
      }
      return (CommittedTransfer(base: base, inputs: sides[0], outputs: sides[1], fee: fee), sum)
    }

    @Test("Conservation holds where it does, and a proof says nothing of another transfer")
    func conservation() throws {
      let (transfer, r) = try transfer([700, 42], [600, 100, 40], fee: 2)
      let proof = try ConservationProof(of: transfer, blinding: r, in: context, entropy: try entropy(1))
      #expect(throws: Never.self) { try proof.verify(transfer, in: context) }
      #expect(try ConservationProof(bytes: proof.bytes) == proof && proof.bytes.count == ConservationProof.byteCount)
      let (inputs, outputs) = (transfer.inputs, transfer.outputs)
      for other in [
        CommittedTransfer(base: base, inputs: inputs, outputs: outputs, fee: 3),
        CommittedTransfer(base: base, inputs: inputs.reversed(), outputs: outputs, fee: 2),
        CommittedTransfer(base: base, inputs: outputs, outputs: inputs, fee: 2),
        CommittedTransfer(base: base, inputs: inputs, outputs: Array(outputs.dropLast()), fee: 2),
        // The same sums, written otherwise.
        CommittedTransfer(base: base, inputs: [try inputs[0].adding(inputs[1])], outputs: outputs, fee: 2),
        CommittedTransfer(base: base, inputs: inputs + [inputs[0]], outputs: outputs + [inputs[0]], fee: 2),
      ] {
        #expect(throws: ProofError.notProved("conservation"), "\(other)") { try proof.verify(other, in: context) }
      }
    }

    @Test("What is not conserved has no proof, and bases do not mix")
    func refusals() throws {
      let (unequal, r) = try transfer([700], [701], fee: 0)
      #expect(throws: ProofError.untrueStatement("conservation")) {
        try ConservationProof(of: unequal, blinding: r, in: context, entropy: try entropy(1))
      }
      let mixed = CommittedTransfer(base: .rangeProofs, inputs: unequal.inputs, outputs: [], fee: 0)
      #expect(throws: ProofError.baseMismatch(expected: PedersenBase.rangeProofs.name, found: base.name)) {
        try ConservationProof(of: mixed, blinding: r, in: context, entropy: try entropy(1))
      }
    }

    /// A forger who may choose the commitment after the challenge opens anything: T and answers at random, C = c⁻¹ (z₁B + z₂H − T). The
    /// challenge depends on C, so that the forgery fails; with a challenge of T alone it would be taken.
    @Test("A weak transform's forgery is refused")
    func weakTransform() throws {
      let (z1, z2) = (Scalar(11), Scalar(13))
      let mask = GroupElement.timesBase(Scalar(17))
      var weak = context.transcript("opening")
      weak.append("T", mask)
      let c = weak.challengeScalar("c")
      let forged = c.inverse * (base.element(z1, z2) - mask)
      #expect(base.element(z1, z2) == mask + c * forged)
      let proof = try OpeningProof(bytes: mask.bytes + z1.bytes + z2.bytes)
      #expect(throws: ProofError.notProved("opening")) {
        try proof.verify(PedersenCommitment(base: base, point: forged), in: context)
      }
    }

    @Test("Identity, bad encodings and unreduced scalars are named")
    func malformed() throws {
      let zeros = [UInt8](repeating: 0, count: 32)
      let bad = [UInt8](repeating: 255, count: 32)
      let good = GroupElement.base.bytes
      #expect(throws: ProofError.forbiddenIdentity("T")) { try OpeningProof(bytes: zeros + zeros + zeros) }
      #expect(throws: ProofError.invalidPoint("T")) { try OpeningProof(bytes: bad + zeros + zeros) }
      #expect(throws: ProofError.unreducedScalar("z_1")) { try OpeningProof(bytes: good + bad + zeros) }
      #expect(throws: ProofError.unreducedScalar("z_2")) { try OpeningProof(bytes: good + zeros + bad) }
      #expect(throws: ProofError.forbiddenIdentity("T_2")) {
        try EqualityProof(bytes: good + zeros + zeros + zeros + zeros)
      }
      #expect(throws: ProofError.unreducedScalar("z")) { try ConservationProof(bytes: good + bad) }
    }
  }
#endif
