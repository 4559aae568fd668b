#if Command
  internal import CSodium

  /// The SHA-256 of libsodium (FIPS 180-4).
  package enum SHA256 {
    /// Bytes of a digest.
    package static let count = 32

    /// The digest of the bytes. The bytes are hashed where they lie.
    ///
    /// - Complexity: O(n).
    @Sendable package static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] { digest(of: bytes).bytes }

    static func digest(of bytes: ArraySlice<UInt8>) -> Digest {
      // Where the system has no random numbers the initialization fails, which a digest does not need.
      _ = Sodium.isReady
      return unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe Digest(
          words: Encoding.make { result in unsafe _ = crypto_hash_sha256(result, bytes.baseAddress, UInt64(bytes.count))
          })
      }
    }

    /// 32 bytes.
    struct Digest: Hashable, Sendable, BitwiseCopyable {
      let words: SIMD4<UInt64>

      static let zero = Digest(words: .zero)

      init(words: SIMD4<UInt64>) { self.words = words }

      init?(bytes: [UInt8]) {
        guard let words = Encoding.words(bytes) else { return nil }
        self.words = words
      }

      var bytes: [UInt8] { Encoding.bytes(words) }
    }
  }
#endif
