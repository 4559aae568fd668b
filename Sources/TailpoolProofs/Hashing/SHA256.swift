#if Command
  internal import CSodium

  /// The SHA-256 of libsodium (FIPS 180-4).
  enum SHA256 {
    static func digest(_ bytes: [UInt8]) -> Digest {
      unsafe Digest(
        words: Encoding.make { result in unsafe _ = crypto_hash_sha256(result, bytes, UInt64(bytes.count)) })
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
