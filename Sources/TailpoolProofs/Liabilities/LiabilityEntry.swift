#if Command

  /// What a pool owes one member: a leaf of a tree of liabilities.
  public struct LiabilityEntry: Hashable, Sendable {
    /// The member, under an identifier that says its name to nobody else (``memberIdentifier(name:salt:)``).
    public let identifier: [UInt8]
    /// What is owed of each asset, in base units.
    public let balances: [Int128]

    /// An entry of an identifier and balances, which a ``LiabilityTree`` looks at.
    public init(identifier: [UInt8], balances: [Int128]) {
      self.identifier = identifier
      self.balances = balances
    }

    /// The identifier of a member: SHA-256 of a domain, the length and bytes of the salt, the length and bytes of the name, lengths as 8 bytes,
    /// big-endian.
    ///
    /// - Parameters:
    ///   - name: The member's name, of which two members have not the same.
    ///   - salt: At least 16 random bytes that the member and the pool alone know, new for each tree: who knows them and guesses the
    ///     name knows the leaf.
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)`` for a shorter salt.
    public static func memberIdentifier(name: String, salt: [UInt8]) throws(ProofError) -> [UInt8] {
      guard salt.count >= 16 else { throw .wrongLength(of: "bytes of a salt", expected: 16, found: salt.count) }
      let name = Array(name.utf8)
      var message = Array("Tailpool member v1".utf8)
      message += LiabilityNode.bigEndian(UInt64(salt.count)) + salt
      message += LiabilityNode.bigEndian(UInt64(name.count)) + name
      return SHA256.digest(of: message[...]).bytes
    }

    /// A salt that follows from a secret of the pool's: of its own for each member, pool and instant.
    ///
    /// - Parameters:
    ///   - name: The member's name.
    ///   - pool: The pool.
    ///   - instant: The instant of the tree, in seconds since 1970.
    ///   - secret: What the pool keeps; who has it knows every salt.
    /// - Returns: 32 bytes.
    public static func memberSalt(name: String, pool: String, instant: Int64, secret: Entropy) -> [UInt8] {
      var transcript = Transcript(label: "Tailpool member salt v1")
      transcript.append("pool", pool)
      transcript.append("instant", UInt64(bitPattern: instant))
      transcript.append("name", name)
      var random = TranscriptRandom(transcript)
      random.finish(secret)
      return random.scalar().bytes
    }

    /// The leaf: SHA-256 of 0x00, the identifier's length and bytes, and the balances.
    func leaf(_ message: inout [UInt8]) -> SHA256.Digest {
      message.removeAll(keepingCapacity: true)
      message.append(0)
      message += LiabilityNode.bigEndian(UInt64(identifier.count))
      message += identifier
      for balance in balances { LiabilityNode.append(balance, to: &message) }
      return SHA256.digest(of: message[...])
    }

    /// Checks what no leaf may be.
    func check(assets: Int, place: String) throws(ProofError) {
      guard balances.count == assets else {
        throw .wrongLength(of: "balances of \(place)", expected: assets, found: balances.count)
      }
      for balance in balances where balance < 0 { throw .negative("a balance of \(place)", balance) }
    }
  }

  /// A node of the tree.
  enum LiabilityNode {
    static func bigEndian(_ number: UInt64) -> [UInt8] {
      unsafe withUnsafeBytes(of: number.bigEndian) { bytes in unsafe Array(bytes) }
    }

    static func append(_ sum: Int128, to message: inout [UInt8]) {
      unsafe withUnsafeBytes(of: sum.bigEndian) { bytes in unsafe message.append(contentsOf: bytes) }
    }

    /// SHA-256 of 0x01 and each child's digest and sums, so that neither child's sums can be moved to the other.
    static func digest(
      _ left: SHA256.Digest, _ leftSums: ArraySlice<Int128>, _ right: SHA256.Digest, _ rightSums: ArraySlice<Int128>,
      _ message: inout [UInt8]
    ) -> SHA256.Digest {
      message.removeAll(keepingCapacity: true)
      message.append(1)
      append(left, leftSums, to: &message)
      append(right, rightSums, to: &message)
      return SHA256.digest(of: message[...])
    }

    private static func append(_ digest: SHA256.Digest, _ sums: ArraySlice<Int128>, to message: inout [UInt8]) {
      unsafe withUnsafeBytes(of: digest.words) { bytes in unsafe message.append(contentsOf: bytes) }
      for sum in sums { append(sum, to: &message) }
    }

    /// The sums of two children.
    static func sum(_ left: ArraySlice<Int128>, _ right: ArraySlice<Int128>) throws(ProofError) -> [Int128] {
      var sums: [Int128] = []
      sums.reserveCapacity(left.count)
      for (a, b) in zip(left, right) {
        let (sum, overflows) = a.addingReportingOverflow(b)
        guard !overflows else { throw .overflow("liabilities") }
        sums.append(sum)
      }
      return sums
    }
  }
#endif
