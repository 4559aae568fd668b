#if Command

  /// The maker of one of the listed notes spends it in a scope, for something: which note it is stays hidden, and a second spending shows.
  ///
  /// The proof has a fresh commitment C′ to the note's secret number s, shows that one of the notes differs from it by a multiple of H
  /// (Groth and Kohlweiss 2015), and that s is also the factor of the nullifier N = s·J of the scope (Chaum and Pedersen 1992; one challenge
  /// for both). Scope, list, nullifier and what it is spent for (the context's data, such as the digits of a sealed order) stand in the transcript whole. What is
  /// not hidden: the list, among whose notes the spender hides; the scope; that two spendings in one scope are one note's; when it was spent.
  /// Scopes of one note cannot be related. What it cannot say: that a person has one note; who admits notes says it.
  public struct SpendStatement: Hashable, Sendable {
    /// The most notes of a list.
    public static let greatestNoteCount = 4_096

    /// The application, and what the note is spent for.
    public let context: ProofContext
    /// Where a note is spent once: an auction, a distribution, a vote.
    public let scope: String
    /// The notes, 1 to ``greatestNoteCount``, in the published order.
    public let notes: [MembershipNote]
    /// What shows that a note was spent.
    public let nullifier: Nullifier

    /// Puts a statement together.
    ///
    /// - Throws: ``ProofError/empty(_:)``; ``ProofError/wrongLength(of:expected:found:)`` for more notes than may be;
    ///   ``ProofError/duplicateMember(first:second:)`` for a note that stands twice.
    public init(context: ProofContext, scope: String, notes: [MembershipNote], nullifier: Nullifier) throws(ProofError)
    {
      guard !notes.isEmpty else { throw .empty("notes") }
      guard notes.count <= Self.greatestNoteCount else {
        throw .wrongLength(of: "notes", expected: Self.greatestNoteCount, found: notes.count)
      }
      var places: [MembershipNote: Int] = [:]
      for (index, note) in notes.enumerated() {
        if let first = places.updateValue(index, forKey: note) { throw .duplicateMember(first: first, second: index) }
      }
      self.context = context
      self.scope = scope
      self.notes = notes
      self.nullifier = nullifier
    }

    /// SHA-256 of the notes' encodings in order: what stands for the list.
    public var notesDigest: [UInt8] { SHA256.digest(notes.flatMap(\.point.bytes)[...]) }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - secret: The secret of one of the notes.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where the list has no note of the secret, or the nullifier is another's.
    /// - Complexity: O(n·log n) multiplications of an element for n notes, in a time that does not depend on which.
    public func proof(_ secret: NoteSecret, entropy: Entropy) throws(ProofError) -> SpendProof {
      let own = MembershipNote(secret)
      // The whole list is looked through, wherever the note stands.
      let places = notes.indices.filter { notes[$0] == own }
      guard let place = places.first, secret.nullifier(in: scope) == nullifier else {
        throw .untrueStatement("spending")
      }
      var transcript = transcript()
      var random = TranscriptRandom(transcript)
      random.stir("serial", secret.serial)
      random.stir("blinding", secret.blinding)
      random.finish(entropy)
      let (blinding, a, b) = (
        SecretScalar(random.scalar()), SecretScalar(random.scalar()), SecretScalar(random.scalar())
      )
      let fresh = MembershipNote.base.element(secret.serial.scalar, blinding.scalar)
      let prover = OneOfManyProver(
        notes.map { $0.point - fresh }, place: place, base: MembershipNote.base, random: &random)
      let masks = (MembershipNote.base.element(a.scalar, b.scalar), a.scalar * Nullifier.base(scope))
      let head = SpendProof.Head(fresh: fresh, openingMask: masks.0, nullifierMask: masks.1)
      let blank = OneOfManyProof(commitments: prover.commitments, powers: prover.powers, answers: [], last: .zero)
      let x = head.challenge(blank, &transcript)
      return SpendProof(
        head: head, oneOfMany: prover.proof(x, factor: secret.blinding - blinding),
        serial: a.scalar + x * secret.serial.scalar, blinding: b.scalar + x * blinding.scalar)
    }

    /// Checks a proof of the statement, by one sum.
    ///
    /// - Parameters:
    ///   - proof: The proof.
    ///   - entropy: Fresh random bytes, for the factors of the equations.
    ///   - arithmetic: Whose arithmetic adds up.
    /// - Throws: ``ProofError/notProved(_:)``.
    /// - Complexity: O(n) terms for n notes.
    public func verify(
      _ proof: SpendProof, entropy: Entropy, arithmetic: VerificationArithmetic = .own
    ) throws(ProofError) {
      guard proof.oneOfMany.answers.count == OneOfManyProof.bits(notes.count) else { throw .notProved("spending") }
      var transcript = transcript()
      let x = proof.head.challenge(proof.oneOfMany, &transcript)
      transcript.append("answers", proof.bytes)
      var random = TranscriptRandom(transcript)
      random.finish(entropy)
      let base = MembershipNote.base
      var sum = VerificationSum(try VerificationTables([base.value, base.blinding]))
      proof.oneOfMany.add(to: &sum, notes.map(\.point), less: proof.head.fresh, x: x, random: &random)
      let (first, second) = (random.scalar(), random.scalar())
      sum.add(-(first * proof.serial), toTable: 0)
      sum.add(-(first * proof.blinding), toTable: 1)
      sum.add(first, proof.head.openingMask)
      sum.add(first * x, proof.head.fresh)
      sum.add(-(second * proof.serial), Nullifier.base(scope))
      sum.add(second, proof.head.nullifierMask)
      sum.add(second * x, nullifier.point)
      guard try sum.encoding(by: arithmetic).allSatisfy({ $0 == 0 }) else { throw .notProved("spending") }
    }

    private func transcript() -> Transcript {
      var transcript = context.transcript("spend")
      transcript.append(MembershipNote.base)
      transcript.append("scope", scope)
      transcript.append("notes", UInt64(notes.count))
      transcript.append("digest", notesDigest)
      transcript.append("nullifier", nullifier.point)
      return transcript
    }
  }
#endif
