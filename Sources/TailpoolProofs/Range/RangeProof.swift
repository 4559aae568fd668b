#if Command

  /// A Bulletproof (Bünz et al. 2018): each of several committed values lies in [0, 2ⁿ), and nothing else is said of it.
  ///
  /// The bytes, the transcript and the generators are those of dalek's `bulletproofs` on ristretto255: each accepts the other's proofs. Commitments are
  /// on ``PedersenBase/rangeProofs``. What a proof does not say: who made the commitments, or that its maker can open them for another
  /// purpose. What it does not hide: n, the number of values, and the time that its making took, which depends on these two alone
  /// (libsodium's arithmetic, and choices without branches).
  public struct RangeProof: Hashable, Sendable {
    /// The bits a value that a proof can be of.
    public static let bitCounts = [8, 16, 32, 64]
    /// The numbers of values that a proof can be of.
    public static let valueCounts = [1, 2, 4, 8]

    /// A, S, T₁ and T₂.
    var a, s, t1, t2: GroupElement
    /// t(x), its blinding, and the blinding of A and S.
    var t, tBlinding, eBlinding: Scalar
    var innerProduct: InnerProductProof

    /// Bytes of a proof of so many bits and values: 32·(9 + 2·log₂(bits·values)).
    public static func byteCount(bits: Int, values: Int) -> Int { 32 * (9 + 2 * rounds(bits: bits, values: values)) }

    static func rounds(bits: Int, values: Int) -> Int {
      bits.trailingZeroBitCount + values.trailingZeroBitCount
    }

    static func checkSize(bits: Int, values: Int) throws(ProofError) {
      guard bitCounts.contains(bits), valueCounts.contains(values) else {
        throw .unsupportedSize(bits: bits, values: values)
      }
    }

    init(
      a: GroupElement, s: GroupElement, t1: GroupElement, t2: GroupElement, t: Scalar, tBlinding: Scalar,
      eBlinding: Scalar,
      innerProduct: InnerProductProof
    ) {
      self.a = a
      self.s = s
      self.t1 = t1
      self.t2 = t2
      self.t = t
      self.tBlinding = tBlinding
      self.eBlinding = eBlinding
      self.innerProduct = innerProduct
    }

    /// Reads a proof of so many bits and values, which the statement says, never the proof.
    ///
    /// - Throws: ``ProofError/unsupportedSize(bits:values:)``, ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/invalidPoint(_:)``,
    ///   ``ProofError/forbiddenIdentity(_:)`` or ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8], bits: Int, values: Int) throws(ProofError) {
      try Self.checkSize(bits: bits, values: values)
      let expected = Self.byteCount(bits: bits, values: values)
      var reader = try ProofReader(bytes, count: expected, of: "bytes of a range proof")
      a = try reader.element("A")
      s = try reader.element("S")
      t1 = try reader.element("T_1")
      t2 = try reader.element("T_2")
      t = try reader.scalar("t_x")
      tBlinding = try reader.scalar("t_x_blinding")
      eBlinding = try reader.scalar("e_blinding")
      innerProduct = try InnerProductProof(&reader, rounds: Self.rounds(bits: bits, values: values))
    }

    /// The proof as bytes.
    public var bytes: [UInt8] {
      [a, s, t1, t2].flatMap(\.bytes) + [t, tBlinding, eBlinding].flatMap(\.bytes) + innerProduct.bytes
    }

    /// What is proved, before anything of the proof.
    static func bind(bits: Int, commitments: [GroupElement], to transcript: inout Transcript) {
      transcript.append("dom-sep", "rangeproof v1")
      transcript.append("n", UInt64(bits))
      transcript.append("m", UInt64(commitments.count))
      for commitment in commitments { transcript.append("V", commitment) }
    }
  }
#endif
