#if Command
  internal import CSodium

  /// The two bases of Pedersen commitments, C = v·B + r·H, by their name.
  ///
  /// Nobody may know the logarithm of H to the base B, or a commitment could be opened to any value: H comes out of a hash of a text that
  /// leaves nothing to choose. A protocol has one pair of bases, and commitments of different pairs do not mix.
  public struct PedersenBase: Hashable, Sendable {
    /// The name, which proofs bind into their transcripts.
    public let name: String
    /// B, the base of the value.
    public let value: GroupElement
    /// H, the base of the blinding.
    public let blinding: GroupElement

    /// The bases of range proofs as dalek has them: B of RFC 9496, and H of SHA3-512 of its encoding.
    public static let rangeProofs = PedersenBase(
      name: "ristretto255/SHA3-512(B)", value: .base,
      blinding: GroupElement(hash: Keccak.sha3Digest512(GroupElement.base.bytes)))

    /// Bases of a protocol of another name: B of RFC 9496, and H of SHA-512 of the name.
    public init(named name: String) {
      self.name = name
      value = .base
      let text = Array(name.utf8)
      var digest = [UInt8](repeating: 0, count: 64)
      unsafe _ = crypto_hash_sha512(&digest, text, UInt64(text.count))
      blinding = GroupElement(hash: digest)
    }

    private init(name: String, value: GroupElement, blinding: GroupElement) {
      self.name = name
      self.value = value
      self.blinding = blinding
    }

    /// The commitment to a value, in a time that depends on neither number.
    public func commit(_ value: UInt64, blinding: SecretScalar) -> PedersenCommitment {
      PedersenCommitment(base: self, point: element(Scalar(value), blinding.scalar))
    }

    /// a·B + b·H.
    func element(_ a: Scalar, _ b: Scalar) -> GroupElement { GroupElement.timesBase(a) + b * blinding }
  }

  /// A commitment to a value: it hides the value perfectly, and its maker can open it to no other as long as logarithms are hard.
  ///
  /// Values are integers modulo the order of the group. That one is small, let alone not negative, is for a ``RangeProof`` to say.
  public struct PedersenCommitment: Hashable, Sendable {
    /// The bases.
    public let base: PedersenBase
    /// The element.
    public let point: GroupElement

    /// Takes an element as a commitment; the identity is one, to zero without blinding.
    public init(base: PedersenBase, point: GroupElement) {
      self.base = base
      self.point = point
    }

    /// The commitment to the sum of the values, blinded by the sum of the blindings.
    ///
    /// - Throws: ``ProofError/baseMismatch(expected:found:)``.
    public func adding(_ other: PedersenCommitment) throws(ProofError) -> PedersenCommitment {
      PedersenCommitment(base: base, point: try point + other.point(on: base))
    }

    /// The commitment to the difference of the values, blinded by the difference of the blindings.
    ///
    /// - Throws: ``ProofError/baseMismatch(expected:found:)``.
    public func subtracting(_ other: PedersenCommitment) throws(ProofError) -> PedersenCommitment {
      PedersenCommitment(base: base, point: try point - other.point(on: base))
    }

    /// The commitment to the value less a public number, with the same blinding.
    public func subtracting(_ number: UInt64) -> PedersenCommitment {
      PedersenCommitment(base: base, point: point - GroupElement.timesBase(Scalar(number)))
    }

    /// The commitment to a public number less the value, blinded by the negative of the blinding.
    public func subtracted(from number: UInt64) -> PedersenCommitment {
      PedersenCommitment(base: base, point: GroupElement.timesBase(Scalar(number)) - point)
    }

    func point(on base: PedersenBase) throws(ProofError) -> GroupElement {
      guard base == self.base else { throw .baseMismatch(expected: base.name, found: self.base.name) }
      return point
    }
  }
#endif
