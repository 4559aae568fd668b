#if Command
  internal import CTailpoolProofs

  /// The public elements that range proofs of up to so many values commit to bits with (two chains of 64 a value, of SHAKE256), with the
  /// tables that make verification fast.
  ///
  /// They are the same for every proof: make them once. Memory: 260 KB a value. Nobody knows a relation between them.
  public struct RangeGenerators: Sendable {
    /// The most values of a proof: 1, 2, 4 or 8.
    public let values: Int
    /// G of each value, then of the next.
    let g: [[GroupElement]]
    /// H of each value.
    let h: [[GroupElement]]
    /// The negatives of H.
    let negativeH: [[GroupElement]]
    /// B, its companion of blindings, then G and H of each value in turn.
    let tables: VerificationTables

    static let bits = 64

    /// Computes the generators of proofs of up to so many values: 1, 2, 4 or 8.
    ///
    /// - Throws: ``ProofError/unsupportedSize(bits:values:)``.
    /// - Complexity: 128 hashes to the group and tables a value.
    public init(values: Int = 1) throws(ProofError) {
      guard RangeProof.valueCounts.contains(values) else { throw .unsupportedSize(bits: Self.bits, values: values) }
      self.values = values
      g = (0..<values).map { Self.chain("G", $0) }
      h = (0..<values).map { Self.chain("H", $0) }
      negativeH = h.map { $0.map { .identity - $0 } }
      var elements = [PedersenBase.rangeProofs.value, PedersenBase.rangeProofs.blinding]
      for value in 0..<values { elements += g[value] + h[value] }
      tables = try VerificationTables(elements)
    }

    /// The generators of a chain.
    private static func chain(_ letter: String, _ value: Int) -> [GroupElement] {
      let label = Array("GeneratorsChain".utf8) + Array(letter.utf8) + Transcript.littleEndian(UInt32(value))
      var sponge = Keccak.shake256(label)
      return (0..<bits).map { _ in GroupElement(hash: sponge.read(64)) }
    }
  }
#endif
