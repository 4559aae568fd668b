#if Command

  /// Its maker knows a value and a blinding of a commitment (Okamoto 1992, by Fiat and Shamir's transformation).
  ///
  /// T = a·B + b·H, z₁ = a + c·v, z₂ = b + c·r; the check is z₁·B + z₂·H = T + c·C. Nothing is said of the value. What is not hidden: who shows
  /// the proof, and that a commitment shown twice is the same.
  public struct OpeningProof: Hashable, Sendable {
    let mask: GroupElement
    let value, blinding: Scalar

    /// Bytes of a proof.
    public static let byteCount = 96

    /// Reads a proof.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/invalidPoint(_:)``, ``ProofError/forbiddenIdentity(_:)`` or
    ///   ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8]) throws(ProofError) {
      var reader = try ProofReader(bytes, count: Self.byteCount, of: "bytes of an opening proof")
      mask = try reader.element("T")
      value = try reader.scalar("z_1")
      blinding = try reader.scalar("z_2")
    }

    /// The proof as bytes.
    public var bytes: [UInt8] { mask.bytes + value.bytes + blinding.bytes }

    /// Proves the opening of a commitment.
    ///
    /// - Parameters:
    ///   - amount: The value.
    ///   - secret: The blinding.
    ///   - base: The bases of the commitment.
    ///   - context: What the proof is part of.
    ///   - entropy: Fresh random bytes.
    public init(
      of amount: UInt64, blinding secret: SecretScalar, on base: PedersenBase, in context: ProofContext,
      entropy: Entropy
    ) {
      var transcript = Self.transcript(base.commit(amount, blinding: secret), context)
      var random = TranscriptRandom(transcript)
      random.stir("v", amount)
      random.stir("v_blinding", secret)
      random.finish(entropy)
      let a = SecretScalar(random.scalar()), b = SecretScalar(random.scalar())
      mask = base.element(a.scalar, b.scalar)
      transcript.append("T", mask)
      let c = transcript.challengeScalar("c")
      value = a.scalar + c * Scalar(amount)
      blinding = b.scalar + c * secret.scalar
    }

    /// Checks the proof for a commitment.
    ///
    /// - Throws: ``ProofError/notProved(_:)``.
    public func verify(_ commitment: PedersenCommitment, in context: ProofContext) throws(ProofError) {
      var transcript = Self.transcript(commitment, context)
      transcript.append("T", mask)
      let c = transcript.challengeScalar("c")
      guard commitment.base.element(value, blinding) == mask + c * commitment.point else { throw .notProved("opening") }
    }

    private static func transcript(_ commitment: PedersenCommitment, _ context: ProofContext) -> Transcript {
      var transcript = context.transcript("opening")
      transcript.append("of", [commitment])
      return transcript
    }
  }
#endif
