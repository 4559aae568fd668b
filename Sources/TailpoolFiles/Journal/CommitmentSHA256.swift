#if Command
  import TailpoolProofs
  import TailpoolVenues

  /// SHA-256 (FIPS 180-4), as commitments to orders are made with.
  public enum CommitmentSHA256: CommitmentDigest {
    /// 32 bytes.
    public static let count = SHA256.count

    /// The digest of some bytes.
    ///
    /// - Complexity: O(n).
    public static func digest(_ bytes: [UInt8]) -> [UInt8] { SHA256.digest(bytes[...]) }
  }
#endif
