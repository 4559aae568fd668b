#if Command

  /// What commitments take in is what others give out and a public fee: Σ inputs − Σ outputs − fee·B = r·H, and the maker knows r.
  ///
  /// T = k·H, z = k + c·r (Schnorr 1991); the check is z·H = T + c·(Σ inputs − Σ outputs − fee·B). The sums are equal modulo the order of the
  /// group: an output could be “minus one”. That none is, a ``RangeProof`` of the outputs says, and whoever accepts a transfer wants both. What is
  /// not hidden: which commitments belong together, how many there are, and the fee.
  public struct ConservationProof: Hashable, Sendable {
    let mask: GroupElement
    let blinding: Scalar

    /// Bytes of a proof.
    public static let byteCount = 64

    /// Reads a proof.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/invalidPoint(_:)``, ``ProofError/forbiddenIdentity(_:)`` or
    ///   ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8]) throws(ProofError) {
      var reader = try ProofReader(bytes, count: Self.byteCount, of: "bytes of a conservation proof")
      mask = try reader.element("T")
      blinding = try reader.scalar("z")
    }

    /// The proof as bytes.
    public var bytes: [UInt8] { mask.bytes + blinding.bytes }

    /// Proves the conservation of a transfer.
    ///
    /// - Parameters:
    ///   - transfer: The commitments and the fee.
    ///   - secret: The inputs' blindings less the outputs'.
    ///   - context: What the proof is part of.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where the sums are not equal under this blinding; ``ProofError/baseMismatch(expected:found:)``.
    public init(
      of transfer: CommittedTransfer, blinding secret: SecretScalar, in context: ProofContext, entropy: Entropy
    ) throws(ProofError) {
      let base = transfer.base.blinding
      guard try transfer.balance() == secret.scalar * base else { throw .untrueStatement("conservation") }
      var transcript = transfer.transcript(context)
      var random = TranscriptRandom(transcript)
      random.stir("blinding", secret)
      random.finish(entropy)
      let nonce = SecretScalar(random.scalar())
      mask = nonce.scalar * base
      transcript.append("T", mask)
      blinding = nonce.scalar + transcript.challengeScalar("c") * secret.scalar
    }

    /// Checks the proof for a transfer.
    ///
    /// - Throws: ``ProofError/notProved(_:)``, or ``ProofError/baseMismatch(expected:found:)``.
    public func verify(_ transfer: CommittedTransfer, in context: ProofContext) throws(ProofError) {
      let balance = try transfer.balance()
      var transcript = transfer.transcript(context)
      transcript.append("T", mask)
      let c = transcript.challengeScalar("c")
      guard blinding * transfer.base.blinding == mask + c * balance else { throw .notProved("conservation") }
    }
  }

  /// What is taken in and given out, committed to, and a public fee.
  public struct CommittedTransfer: Hashable, Sendable {
    /// The bases of all commitments.
    public let base: PedersenBase
    /// What is taken in.
    public let inputs: [PedersenCommitment]
    /// What is given out.
    public let outputs: [PedersenCommitment]
    /// What is given out in public.
    public let fee: UInt64

    /// Puts a transfer together.
    public init(base: PedersenBase, inputs: [PedersenCommitment], outputs: [PedersenCommitment], fee: UInt64) {
      self.base = base
      self.inputs = inputs
      self.outputs = outputs
      self.fee = fee
    }

    /// Σ inputs − Σ outputs − fee·B.
    fileprivate func balance() throws(ProofError) -> GroupElement {
      var sum = GroupElement.identity - GroupElement.timesBase(Scalar(fee))
      for input in inputs { sum = sum + (try input.point(on: base)) }
      for output in outputs { sum = sum - (try output.point(on: base)) }
      return sum
    }

    fileprivate func transcript(_ context: ProofContext) -> Transcript {
      var transcript = context.transcript("conservation")
      transcript.append(base)
      transcript.append("inputs", inputs)
      transcript.append("outputs", outputs)
      transcript.append("fee", fee)
      return transcript
    }
  }
#endif
