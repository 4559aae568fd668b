#if Command
  import Testing

  @testable import TailpoolProofs

  @Suite("Notes that are spent once")
  struct SpendTests {
    @Test("Any note of a list of any length can be spent", arguments: [1, 2, 3, 4, 5, 8, 13])
    func spends(count: Int) throws {
      let secrets = MadeUpStatements.secrets(count)
      for place in 0..<count {
        let statement = try MadeUpStatements.spend(secrets, by: place)
        let proof = try statement.proof(secrets[place], entropy: entropy(1))
        #expect(proof.bytes.count == SpendProof.byteCount(notes: count))
        #expect(try SpendProof(bytes: proof.bytes, notes: count) == proof)
        for arithmetic in [VerificationArithmetic.own, .sodium] {
          #expect(throws: Never.self, "\(place) \(arithmetic)") {
            try statement.verify(proof, entropy: entropy(2), arithmetic: arithmetic)
          }
        }
      }
    }

    @Test("A nullifier is the same in one scope and another in each other")
    func nullifiers() throws {
      let secrets = MadeUpStatements.secrets(2)
      #expect(secrets[0].nullifier(in: "a") == secrets[0].nullifier(in: "a"))
      let all = secrets.flatMap { secret in ["a", "b", ""].map { secret.nullifier(in: $0) } }
      #expect(Set(all).count == 6)
      let fresh = NoteSecret(from: try entropy(3))
      #expect(MembershipNote(fresh) != MembershipNote(NoteSecret(from: try entropy(4))))
    }

    @Test("Another note's nullifier, a note that is not listed, and a list that cannot be have no proof")
    func refusals() throws {
      let secrets = MadeUpStatements.secrets(4)
      let statement = try MadeUpStatements.spend(secrets, by: 1)
      for other in [0, 2, 3] {
        #expect(throws: ProofError.untrueStatement("spending")) {
          try statement.proof(secrets[other], entropy: entropy(1))
        }
      }
      let outside = MadeUpStatements.secrets(5)[4]
      let without = try SpendStatement(
        context: statement.context, scope: "s", notes: statement.notes, nullifier: outside.nullifier(in: "s"))
      #expect(throws: ProofError.untrueStatement("spending")) { try without.proof(outside, entropy: entropy(1)) }
      func list(_ notes: [MembershipNote]) throws -> SpendStatement {
        try SpendStatement(context: statement.context, scope: "s", notes: notes, nullifier: statement.nullifier)
      }
      #expect(throws: ProofError.empty("notes")) { try list([]) }
      #expect(throws: ProofError.duplicateMember(first: 0, second: 4)) {
        try list(statement.notes + [statement.notes[0]])
      }
      #expect(throws: ProofError.wrongLength(of: "notes", expected: 4_096, found: 4_097)) {
        try list(Array(repeating: statement.notes[0], count: 4_097))
      }
      let zeros = [UInt8](repeating: 0, count: 32)
      #expect(throws: ProofError.forbiddenIdentity("note")) { try MembershipNote(bytes: zeros) }
      #expect(throws: ProofError.forbiddenIdentity("nullifier")) { try Nullifier(bytes: zeros) }
    }

    @Test("No bit of a spending proof can be changed")
    func bits() throws {
      let secrets = MadeUpStatements.secrets(3)
      let statement = try MadeUpStatements.spend(secrets, by: 2)
      let bytes = try statement.proof(secrets[2], entropy: entropy(1)).bytes
      for bit in 0..<(8 * bytes.count) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        #expect(throws: ProofError.self, "bit \(bit)") {
          try statement.verify(SpendProof(bytes: flipped, notes: 3), entropy: entropy(2))
        }
      }
      for count in [0, 32, bytes.count - 1, bytes.count + 32] {
        #expect(throws: ProofError.self, "\(count)") {
          try SpendProof(bytes: Array((bytes + bytes)[..<count]), notes: 3)
        }
      }
      #expect(throws: ProofError.self) { try SpendProof(bytes: bytes, notes: 5) }
    }

    @Test("A register takes a note once, whatever it is spent for, and stays what it was where it refuses")
    func register() throws {
      let secrets = MadeUpStatements.secrets(4)
      let notes = secrets.map(MembershipNote.init)
      var register = try NullifierRegister(scope: "auction 7", notes: notes)
      func take(_ place: Int, scope: String = "auction 7", message: [UInt8] = [1]) throws {
        let statement = try MadeUpStatements.spend(secrets, by: place, scope: scope, message: message)
        try register.take(statement, proof: statement.proof(secrets[place], entropy: entropy(1)), entropy: entropy(2))
      }
      try take(2)
      let before = register
      #expect(throws: ProofError.alreadySpent("auction 7")) { try take(2) }
      #expect(throws: ProofError.alreadySpent("auction 7")) { try take(2, message: [9]) }
      #expect(throws: ProofError.otherStatement("scope")) { try take(1, scope: "auction 8") }
      let statement = try MadeUpStatements.spend(secrets, by: 1)
      let other = try MadeUpStatements.spend(secrets, by: 1, message: [3])
      #expect(throws: ProofError.notProved("spending")) {
        try register.take(statement, proof: other.proof(secrets[1], entropy: entropy(1)), entropy: entropy(2))
      }
      let fewer = try MadeUpStatements.spend(Array(secrets[..<3]), by: 1)
      #expect(throws: ProofError.otherStatement("list of notes")) {
        try register.take(fewer, proof: fewer.proof(secrets[1], entropy: entropy(1)), entropy: entropy(2))
      }
      #expect(register == before)
      try take(1)
      #expect(register.spent == [2, 1].map { secrets[$0].nullifier(in: "auction 7") })
      #expect(throws: ProofError.alreadySpent("s")) {
        try NullifierRegister(scope: "s", notes: notes, spent: register.spent + register.spent)
      }
    }

    @Test("A transform that left the nullifier out of the challenge could be forged; this one cannot")
    func weakTransform() throws {
      let secrets = MadeUpStatements.secrets(2)
      let honest = try MadeUpStatements.spend(secrets, by: 0)
      // The forger draws z and T₂ at will and finds the nullifier that fits once the challenge is known.
      let (z, mask) = (Scalar(12_345), Scalar(678) * GroupElement.base)
      let real = try honest.proof(secrets[0], entropy: entropy(1))
      let head = SpendProof.Head(
        fresh: real.head.fresh, openingMask: real.head.openingMask, nullifierMask: mask)
      var weak = ProofContext(domain: "test", data: [1, 2]).transcript("spend")
      let x = head.challenge(real.oneOfMany, &weak)
      let fitting = Nullifier(point: x.inverse * (z * Nullifier.base("auction 7") - mask))
      #expect(z * Nullifier.base("auction 7") == mask + x * fitting.point)
      #expect(fitting != honest.nullifier)
      let statement = try SpendStatement(
        context: honest.context, scope: honest.scope, notes: honest.notes, nullifier: fitting)
      let forged = SpendProof(head: head, oneOfMany: real.oneOfMany, serial: z, blinding: real.blinding)
      #expect(throws: ProofError.notProved("spending")) { try statement.verify(forged, entropy: entropy(2)) }
    }

    @Test("Masks differ with the statement even where the entropy repeats")
    func nonces() throws {
      let secrets = MadeUpStatements.secrets(2)
      let proofs = try [[1], [2]].map { message in
        try MadeUpStatements.spend(secrets, by: 0, message: message).proof(secrets[0], entropy: entropy(1))
      }
      #expect(proofs[0].head.fresh != proofs[1].head.fresh)
      #expect(proofs[0].head.openingMask != proofs[1].head.openingMask)
      #expect(proofs[0].oneOfMany.commitments[0].mask != proofs[1].oneOfMany.commitments[0].mask)
    }
  }
#endif
