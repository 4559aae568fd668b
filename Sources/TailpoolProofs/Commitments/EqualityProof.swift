#if Command

  /// Two commitments, on the same bases or on different ones, are to the same value, which the maker knows with both blindings.
  ///
  /// T₁ = a·B₁ + b₁·H₁ and T₂ = a·B₂ + b₂·H₂ have the mask a in common, and so has the answer z = a + c·v. Equal means equal modulo the order of
  /// the group. What is not hidden: that the two belong together.
  public struct EqualityProof: Hashable, Sendable {
    let firstMask, secondMask: GroupElement
    let value: Scalar
    let firstBlinding, secondBlinding: Scalar

    /// Bytes of a proof.
    public static let byteCount = 160

    /// Reads a proof.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/invalidPoint(_:)``, ``ProofError/forbiddenIdentity(_:)`` or
    ///   ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8]) throws(ProofError) {
      var reader = try ProofReader(bytes, count: Self.byteCount, of: "bytes of an equality proof")
      firstMask = try reader.element("T_1")
      secondMask = try reader.element("T_2")
      value = try reader.scalar("z")
      firstBlinding = try reader.scalar("z_1")
      secondBlinding = try reader.scalar("z_2")
    }

    /// The proof as bytes.
    public var bytes: [UInt8] {
      firstMask.bytes + secondMask.bytes + value.bytes + firstBlinding.bytes + secondBlinding.bytes
    }

    /// Proves that commitments to a value on two pairs of bases are to the same one.
    ///
    /// - Parameters:
    ///   - amount: The value of both.
    ///   - first: The blinding and the bases of the first.
    ///   - second: The blinding and the bases of the second.
    ///   - context: What the proof is part of.
    ///   - entropy: Fresh random bytes.
    public init(
      of amount: UInt64, first: (blinding: SecretScalar, base: PedersenBase),
      second: (blinding: SecretScalar, base: PedersenBase),
      in context: ProofContext, entropy: Entropy
    ) {
      var transcript = Self.transcript(
        first.base.commit(amount, blinding: first.blinding), second.base.commit(amount, blinding: second.blinding),
        context)
      var random = TranscriptRandom(transcript)
      random.stir("v", amount)
      random.stir("v_blinding", first.blinding)
      random.stir("v_blinding", second.blinding)
      random.finish(entropy)
      let a = SecretScalar(random.scalar())
      let (b1, b2) = (SecretScalar(random.scalar()), SecretScalar(random.scalar()))
      firstMask = first.base.element(a.scalar, b1.scalar)
      secondMask = second.base.element(a.scalar, b2.scalar)
      transcript.append("T_1", firstMask)
      transcript.append("T_2", secondMask)
      let c = transcript.challengeScalar("c")
      value = a.scalar + c * Scalar(amount)
      firstBlinding = b1.scalar + c * first.blinding.scalar
      secondBlinding = b2.scalar + c * second.blinding.scalar
    }

    /// Checks the proof for two commitments, in their order.
    ///
    /// - Throws: ``ProofError/notProved(_:)``.
    public func verify(_ first: PedersenCommitment, _ second: PedersenCommitment, in context: ProofContext)
      throws(ProofError)
    {
      var transcript = Self.transcript(first, second, context)
      transcript.append("T_1", firstMask)
      transcript.append("T_2", secondMask)
      let c = transcript.challengeScalar("c")
      guard first.base.element(value, firstBlinding) == firstMask + c * first.point,
        second.base.element(value, secondBlinding) == secondMask + c * second.point
      else { throw .notProved("equality") }
    }

    private static func transcript(
      _ first: PedersenCommitment, _ second: PedersenCommitment, _ context: ProofContext
    ) -> Transcript {
      var transcript = context.transcript("equality")
      transcript.append("of", [first, second])
      return transcript
    }
  }
#endif
