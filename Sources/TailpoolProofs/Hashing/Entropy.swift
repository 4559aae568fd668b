#if Command
  internal import CSodium

  /// 32 random bytes that the caller gives, for one proof or one verification. They are wiped with their last copy.
  ///
  /// A prover draws its nonces from the statement, its secrets and these bytes together: bytes that repeat weaken what they hide in no proof,
  /// but a blinding that is derived from them is as secret as they are.
  public struct Entropy: Sendable {
    private let storage: WipedBuffer<UInt8>

    /// Takes 32 bytes.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``.
    public init(bytes: [UInt8]) throws(ProofError) {
      guard bytes.count == 32 else { throw .wrongLength(of: "bytes of entropy", expected: 32, found: bytes.count) }
      storage = WipedBuffer(repeating: 0, count: 32)
      for (index, byte) in bytes.enumerated() { storage[index] = byte }
    }

    private init(_ storage: WipedBuffer<UInt8>) { self.storage = storage }

    /// Bytes of the system's generator.
    ///
    /// - Throws: ``ProofError/sodiumUnavailable``.
    public static func ofSystem() throws(ProofError) -> Entropy {
      guard Sodium.isReady else { throw .sodiumUnavailable }
      let storage = WipedBuffer<UInt8>(repeating: 0, count: 32)
      unsafe randombytes_buf(storage.start, 32)
      return Entropy(storage)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
      unsafe body(UnsafeRawBufferPointer(storage.elements))
    }
  }

  /// libsodium's initialization, which it asks for before its random numbers.
  enum Sodium {
    static let isReady = sodium_init() >= 0
  }
#endif
