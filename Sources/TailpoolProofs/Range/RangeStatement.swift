#if Command

  /// Committed values lie in [0, 2ⁿ), as part of a context: what a ``RangeProof`` of this library's own proofs says.
  ///
  /// Domain, version, context, bases, commitments and n stand in the transcript before the proof begins.
  public struct RangeStatement: Hashable, Sendable {
    /// What the proof is part of.
    public let context: ProofContext
    /// The commitments: 1, 2, 4 or 8, on ``PedersenBase/rangeProofs``.
    public let commitments: [PedersenCommitment]
    /// n: 8, 16, 32 or 64.
    public let bits: Int

    /// Puts a statement together.
    public init(context: ProofContext, commitments: [PedersenCommitment], bits: Int) {
      self.context = context
      self.commitments = commitments
      self.bits = bits
    }

    /// The statement of these values with these blindings.
    public init(context: ProofContext, values: [UInt64], blindings: [SecretScalar], bits: Int) {
      let commitments = zip(values, blindings).map { PedersenBase.rangeProofs.commit($0, blinding: $1) }
      self.init(context: context, commitments: commitments, bits: bits)
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - values: The values committed to.
    ///   - blindings: Their blindings.
    ///   - generators: Generators of at least so many values.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where the commitments are not of these numbers, or as
    ///   ``RangeProof/prove(_:blindings:bits:generators:transcript:entropy:)``.
    public func proof(
      _ values: [UInt64], blindings: [SecretScalar], generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> RangeProof {
      let own = RangeStatement(context: context, values: values, blindings: blindings, bits: bits)
      guard own == self else { throw .untrueStatement("range") }
      var transcript = transcript
      return try RangeProof.prove(
        values, blindings: blindings, bits: bits, generators: generators, transcript: &transcript, entropy: entropy)
    }

    /// Checks a proof of the statement.
    ///
    /// - Throws: As ``RangeProof/verify(_:bits:generators:transcript:entropy:arithmetic:)``.
    public func verify(_ proof: RangeProof, generators: RangeGenerators, entropy: Entropy) throws(ProofError) {
      try RangeProof.verify([instance(proof)], generators: generators, entropy: entropy)
    }

    /// The statement with a proof, for a batch.
    public func instance(_ proof: RangeProof) -> RangeProofInstance {
      RangeProofInstance(proof: proof, commitments: commitments, bits: bits, transcript: transcript)
    }

    private var transcript: Transcript {
      var transcript = context.transcript("range")
      transcript.append("bits", UInt64(clamping: bits))
      transcript.append("of", commitments)
      return transcript
    }
  }
#endif
