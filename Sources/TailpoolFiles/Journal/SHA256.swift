#if Command
  internal import CSodium

  /// The SHA-256 of libsodium (FIPS 180-4).
  enum SHA256 {
    /// libsodium asks for its initialization before any other call; later calls would do nothing.
    private static let isReady = sodium_init() >= 0

    /// Bytes of a digest.
    static let count = 32

    /// The digest of the bytes. The bytes are hashed where they lie.
    ///
    /// - Complexity: O(n).
    @Sendable static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
      // Where the system has no random numbers the initialization fails, which a digest does not need.
      _ = isReady
      var digest = [UInt8](repeating: 0, count: count)
      unsafe bytes.withUnsafeBufferPointer { bytes in
        _ = unsafe crypto_hash_sha256(&digest, bytes.baseAddress, UInt64(bytes.count))
      }
      return digest
    }
  }
#endif
