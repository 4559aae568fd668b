#if Command

  /// One amount is at least another, each public or committed to: collateral and margin, a limit and what is used of it.
  ///
  /// A range proof of 64 bits of the difference shows 0 ≤ greater − lesser < 2⁶⁴, as integers where both are known to be below 2⁶⁴. A commitment may be to
  /// any number modulo the order of the group: where its maker could gain by one that is no amount, a ``RangeStatement`` of it belongs beside. What is
  /// not hidden: the public side, and that the same commitment is in several statements.
  public struct ComparisonStatement: Hashable, Sendable {
    /// An amount.
    public enum Side: Hashable, Sendable {
      /// In the open, in base units.
      case open(UInt64)
      /// Committed to, on ``PedersenBase/rangeProofs``.
      case committed(PedersenCommitment)
    }

    /// What the proof is part of: the pool, the account, the instant, the unit.
    public let context: ProofContext
    /// What is at least as great.
    public let greater: Side
    /// What is at most as great.
    public let lesser: Side

    /// Puts a statement together.
    public init(context: ProofContext, greater: Side, lesser: Side) {
      self.context = context
      self.greater = greater
      self.lesser = lesser
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - greater: The greater amount and, where it is committed to, its blinding.
    ///   - lesser: The lesser amount likewise.
    ///   - generators: Generators of range proofs.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where the first amount is less than the second or the commitments are not of these; as
    ///   ``RangeStatement/proof(_:blindings:generators:entropy:)``.
    public func proof(
      greater: (value: UInt64, blinding: SecretScalar?), lesser: (value: UInt64, blinding: SecretScalar?),
      generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> RangeProof {
      let (difference, isLess) = greater.value.subtractingReportingOverflow(lesser.value)
      guard !isLess else { throw .untrueStatement("comparison") }
      let none = SecretScalar(.zero)
      let blinding = (greater.blinding ?? none) - (lesser.blinding ?? none)
      return try range().proof([difference], blindings: [blinding], generators: generators, entropy: entropy)
    }

    /// Checks a proof of the statement.
    ///
    /// - Throws: ``ProofError/baseMismatch(expected:found:)``, or as ``RangeStatement/verify(_:generators:entropy:)``.
    public func verify(_ proof: RangeProof, generators: RangeGenerators, entropy: Entropy) throws(ProofError) {
      try range().verify(proof, generators: generators, entropy: entropy)
    }

    /// The range of the difference, in a context that has both sides whole.
    private func range() throws(ProofError) -> RangeStatement {
      let base = PedersenBase.rangeProofs
      let difference = PedersenCommitment(base: base, point: try greater.point() - lesser.point())
      return RangeStatement(
        context: context.extended("comparison", greater.bytes + lesser.bytes), commitments: [difference],
        bits: 64)
    }
  }

  extension ProofContext {
    /// The context of a proof that is a part of another statement: its name and all that it says, lengths before texts.
    func extended(_ statement: String, _ said: [UInt8]) -> ProofContext {
      ProofContext(domain: "\(domain)/\(statement)", data: Transcript.littleEndian(UInt64(data.count)) + data + said)
    }
  }
#endif
