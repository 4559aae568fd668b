#if Command
  import TailpoolEvents

  /// A text that is committed to before it is shown, such as a pool's quotes for an auction.
  ///
  ///     C = SHA-256(len(domain) ‖ domain ‖ len(payload) ‖ payload ‖ nonce)
  ///
  /// Lengths are 8 bytes, big-endian, and the nonce has 32 bytes: the form of `OrderCommitment` of TailpoolVenues, whose venues take it. The nonce alone hides a text that could be
  /// guessed. What is not hidden: the domain, and that and when something was sealed. A seal by itself says nothing; ``RevealClaim`` opens it.
  public struct SealClaim: Hashable, Sendable {
    /// What it is for, in which a seal is made once.
    public let domain: String
    /// The digest, 32 bytes.
    public let commitment: [UInt8]

    /// The seal of a text.
    ///
    /// - Parameters:
    ///   - payload: The text.
    ///   - domain: What it is for.
    ///   - nonce: 32 bytes, drawn anew each time.
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``.
    public init(_ payload: String, domain: String, nonce: [UInt8]) throws(ProofError) {
      guard nonce.count == 32 else { throw .wrongLength(of: "bytes of a nonce", expected: 32, found: nonce.count) }
      var message: [UInt8] = []
      for part in [Array(domain.utf8), Array(payload.utf8)] {
        message += LiabilityNode.bigEndian(UInt64(part.count)) + part
      }
      self.domain = domain
      commitment = SHA256.digest((message + nonce)[...])
    }

    struct Record: EventRecord, Hashable {
      var domain = ""
      var commitment = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("seal")
        return Record(
          domain: try coder.field("domain", record.domain), commitment: try coder.field("commitment", record.commitment)
        )
      }
    }

    init(_ record: Record) throws(ProofError) {
      guard record.commitment.bytes.count == 32 else {
        throw .wrongLength(of: "bytes of a seal", expected: 32, found: record.commitment.bytes.count)
      }
      domain = record.domain
      commitment = record.commitment.bytes
    }

    var record: Record { Record(domain: domain, commitment: HexadecimalBytes(commitment)) }
  }

  /// A text with the nonce that it was sealed with.
  public struct RevealClaim: Hashable, Sendable {
    /// The seal, not yet checked.
    public let seal: SealClaim
    /// The nonce.
    public let nonce: [UInt8]
    /// The text.
    public let payload: String

    /// Seals a text.
    ///
    /// - Throws: As ``SealClaim/init(_:domain:nonce:)``.
    public init(_ payload: String, domain: String, nonce: [UInt8]) throws(ProofError) {
      seal = try SealClaim(payload, domain: domain, nonce: nonce)
      self.nonce = nonce
      self.payload = payload
    }

    /// Checks that the seal is of this text.
    ///
    /// - Throws: ``ProofError/notProved(_:)``, ``ProofError/wrongLength(of:expected:found:)``.
    public func verify() throws(ProofError) {
      guard try SealClaim(payload, domain: seal.domain, nonce: nonce) == seal else { throw .notProved("a seal") }
    }

    struct Record: EventRecord, Hashable {
      var domain = ""
      var commitment = HexadecimalBytes.blank
      var nonce = HexadecimalBytes.blank
      var payload = ""

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("reveal")
        return Record(
          domain: try coder.field("domain", record.domain),
          commitment: try coder.field("commitment", record.commitment), nonce: try coder.field("nonce", record.nonce),
          payload: try coder.field("payload", record.payload))
      }
    }

    init(_ record: Record) throws(ProofError) {
      seal = try SealClaim(SealClaim.Record(domain: record.domain, commitment: record.commitment))
      nonce = record.nonce.bytes
      payload = record.payload
    }

    var record: Record {
      Record(
        domain: seal.domain, commitment: HexadecimalBytes(seal.commitment), nonce: HexadecimalBytes(nonce),
        payload: payload)
    }
  }
#endif
