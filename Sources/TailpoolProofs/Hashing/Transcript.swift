#if Command

  /// A Merlin transcript (de Valence 2018): what a prover and a verifier have said so far, from which challenges follow.
  ///
  /// A challenge depends on every label and message before it, their lengths and their order. A statement that is not appended whole before the
  /// first challenge can be exchanged afterwards; the proofs of this module append it themselves, after whatever the caller's transcript has.
  public struct Transcript: Sendable {
    fileprivate var strobe: Strobe

    /// Begins a transcript with the label of a protocol, which should name the application.
    public init(label: String) {
      strobe = Strobe(protocolLabel: Array("Merlin v1.0".utf8))
      append("dom-sep", Array(label.utf8))
    }

    /// Appends a message under a label. Messages above 4 GiB are told apart by their lengths modulo 2³² only.
    public mutating func append(_ label: String, _ message: [UInt8]) {
      strobe.appendMetadata(Array(label.utf8) + Self.littleEndian(UInt32(truncatingIfNeeded: message.count)))
      strobe.append(message)
    }

    /// Appends a number as 8 bytes, little-endian.
    public mutating func append(_ label: String, _ number: UInt64) { append(label, Self.littleEndian(number)) }

    /// Appends a text as UTF-8.
    public mutating func append(_ label: String, _ text: String) { append(label, Array(text.utf8)) }

    /// Appends the encoding of a group element.
    public mutating func append(_ label: String, _ point: GroupElement) { append(label, point.bytes) }

    /// Appends the encoding of a scalar.
    public mutating func append(_ label: String, _ scalar: Scalar) { append(label, scalar.bytes) }

    /// The next challenge, as bytes.
    public mutating func challengeBytes(_ label: String, count: Int) -> [UInt8] {
      precondition(count >= 0 && count <= Int(UInt32.max), "a challenge of \(count) bytes")
      strobe.appendMetadata(Array(label.utf8) + Self.littleEndian(UInt32(count)))
      var bytes = [UInt8](repeating: 0, count: count)
      unsafe bytes.withUnsafeMutableBytes { bytes in unsafe strobe.fill(bytes) }
      return bytes
    }

    /// The next challenge, as 64 bytes reduced modulo the order of the group.
    public mutating func challengeScalar(_ label: String) -> Scalar {
      Scalar(reducing: challengeBytes(label, count: 64))
    }

    static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
      unsafe withUnsafeBytes(of: number.littleEndian) { bytes in unsafe Array(bytes) }
    }
  }

  /// Random numbers of a prover, drawn from the transcript, the secrets and the entropy together (Merlin's transcript RNG).
  ///
  /// Where the entropy repeats, numbers repeat only if statement and secrets do; where it is good, they are as good even if the secrets are
  /// known. So a nonce is never used for two challenges.
  struct TranscriptRandom: Sendable {
    private var strobe: Strobe

    /// Begins from a transcript, which stays what it is.
    init(_ transcript: Transcript) { strobe = transcript.strobe }

    /// Stirs in a secret.
    mutating func stir(_ label: String, _ secret: UnsafeRawBufferPointer) {
      strobe.appendMetadata(
        Array(label.utf8) + Transcript.littleEndian(UInt32(truncatingIfNeeded: secret.count)))
      unsafe strobe.rekey(secret)
    }

    /// Stirs in a secret scalar.
    mutating func stir(_ label: String, _ secret: SecretScalar) {
      unsafe withUnsafeBytes(of: secret.scalar.words) { bytes in unsafe stir(label, bytes) }
    }

    /// Stirs in a secret number.
    mutating func stir(_ label: String, _ secret: UInt64) {
      unsafe withUnsafeBytes(of: secret.littleEndian) { bytes in unsafe stir(label, bytes) }
    }

    /// Stirs in the entropy; only then may numbers be drawn.
    mutating func finish(_ entropy: Entropy) {
      strobe.appendMetadata(Array("rng".utf8))
      unsafe entropy.withBytes { bytes in unsafe strobe.rekey(bytes) }
    }

    mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
      strobe.appendMetadata(Transcript.littleEndian(UInt32(truncatingIfNeeded: bytes.count)))
      unsafe strobe.fill(bytes)
    }

    /// The next scalar, uniform modulo the order of the group.
    mutating func scalar() -> Scalar {
      let wide = WipedBuffer<UInt8>(repeating: 0, count: 64)
      unsafe fill(UnsafeMutableRawBufferPointer(wide.elements))
      return unsafe Scalar(reducing: wide.start)
    }
  }
#endif
