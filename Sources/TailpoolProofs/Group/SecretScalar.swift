#if Command

  /// A scalar that only its owner may know: a blinding or a key. Its storage is wiped with its last copy.
  public struct SecretScalar: Sendable {
    private let storage: WipedBuffer<Scalar>

    init(_ scalar: Scalar) { storage = WipedBuffer(repeating: scalar, count: 1) }

    /// Reads 32 bytes, little-endian, which the caller wipes.
    ///
    /// - Throws: ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8]) throws(ProofError) { self.init(try Scalar(bytes: bytes, name: "secret scalar")) }

    /// Derives a scalar from entropy, of its own for each purpose.
    ///
    /// - Parameters:
    ///   - entropy: Bytes that nobody else knows.
    ///   - purpose: What the scalar is for; equal entropy and purposes give equal scalars.
    public init(from entropy: Entropy, purpose: String) {
      var transcript = Transcript(label: "Tailpool secret scalar v1")
      transcript.append("purpose", purpose)
      var random = TranscriptRandom(transcript)
      random.finish(entropy)
      self.init(random.scalar())
    }

    /// The number itself, for arithmetic in constant time.
    var scalar: Scalar { storage[0] }

    /// The 32 bytes, little-endian, of which the caller takes care.
    public var bytes: [UInt8] { scalar.bytes }

    /// The sum: what blinds the sum of two commitments.
    public static func + (a: SecretScalar, b: SecretScalar) -> SecretScalar { SecretScalar(a.scalar + b.scalar) }

    /// The difference: what blinds the difference of two commitments.
    public static func - (a: SecretScalar, b: SecretScalar) -> SecretScalar { SecretScalar(a.scalar - b.scalar) }
  }
#endif
