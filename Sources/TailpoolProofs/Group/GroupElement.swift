#if Command
  internal import CSodium

  /// An element of ristretto255 (RFC 9496) by its canonical encoding.
  ///
  /// Arithmetic is libsodium's, whose time does not depend on elements or scalars.
  public struct GroupElement: Hashable, Sendable, BitwiseCopyable {
    let words: SIMD4<UInt64>

    /// Only for what libsodium has written.
    private init(words: SIMD4<UInt64>) { self.words = words }

    /// The identity, 32 zero bytes.
    public static let identity = GroupElement(words: .zero)

    /// The base point of RFC 9496.
    public static let base = timesBase(.one)

    /// Reads 32 bytes that must be the canonical encoding of an element; the identity's is one.
    ///
    /// - Parameters:
    ///   - bytes: The encoding.
    ///   - name: What it is called where it is refused.
    /// - Throws: ``ProofError/invalidPoint(_:)``.
    public init(bytes: some Collection<UInt8>, name: String = "element") throws(ProofError) {
      guard let words = Encoding.words(bytes) else { throw .invalidPoint(name) }
      // libsodium 1.0.18 overlooks the highest bit, which RFC 9496 wants to be zero.
      guard UInt64(littleEndian: words[3]) >> 63 == 0 else { throw .invalidPoint(name) }
      let isValid = unsafe Encoding.read(words) { unsafe crypto_core_ristretto255_is_valid_point($0) == 1 }
      guard isValid else { throw .invalidPoint(name) }
      self.words = words
    }

    /// The element of 64 uniform bytes (RFC 9496, 4.3.4); nobody knows its logarithm where they come from a hash.
    init(hash: [UInt8]) {
      precondition(hash.count == 64, "\(hash.count) bytes, and 64 are mapped")
      words = unsafe Encoding.make { result in unsafe _ = crypto_core_ristretto255_from_hash(result, hash) }
    }

    /// The 32 bytes of the encoding.
    public var bytes: [UInt8] { Encoding.bytes(words) }

    /// Whether this is the identity.
    public var isIdentity: Bool { words == .zero }

    /// The sum.
    public static func + (a: GroupElement, b: GroupElement) -> GroupElement {
      unsafe GroupElement(
        words: Encoding.combine(a.words, b.words) { unsafe _ = crypto_core_ristretto255_add($0, $1, $2) })
    }

    /// The difference.
    public static func - (a: GroupElement, b: GroupElement) -> GroupElement {
      unsafe GroupElement(
        words: Encoding.combine(a.words, b.words) { unsafe _ = crypto_core_ristretto255_sub($0, $1, $2) })
    }

    /// The multiple.
    public static func * (scalar: Scalar, element: GroupElement) -> GroupElement {
      // libsodium answers −1 for a product that is the identity and for a bad encoding, which no element has; the zeros stay.
      unsafe GroupElement(
        words: Encoding.combine(scalar.words, element.words) {
          unsafe _ = crypto_scalarmult_ristretto255($0, $1, $2)
        })
    }

    /// One of two elements, in a time that does not depend on which.
    static func chosen(_ bit: UInt64, _ one: GroupElement, _ zero: GroupElement) -> GroupElement {
      let mask = SIMD4<UInt64>(repeating: 0 &- (bit & 1))
      return GroupElement(words: (one.words & mask) | (zero.words & ~mask))
    }

    /// The multiple of the base point.
    static func timesBase(_ scalar: Scalar) -> GroupElement {
      // The same −1 for the identity.
      unsafe GroupElement(
        words: Encoding.combine(scalar.words, .zero) { result, scalar, _ in
          unsafe _ = crypto_scalarmult_ristretto255_base(result, scalar)
        })
    }
  }
#endif
