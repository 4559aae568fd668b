#if Command

  /// All that a statement says, as bytes: texts after their lengths, numbers of 8 bytes, little-endian.
  struct StatementBytes {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    mutating func append(_ data: [UInt8]) {
      append(UInt64(data.count))
      bytes += data
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) { bytes += Transcript.littleEndian(number) }

    mutating func append(_ side: ComparisonStatement.Side) { bytes += side.bytes }

    mutating func append(_ commitment: PedersenCommitment) throws(ProofError) {
      bytes += try commitment.point(on: .rangeProofs).bytes
    }

    /// The context of the statement's proofs: its name and the SHA-256 of the bytes.
    func context(_ statement: String) -> ProofContext {
      ProofContext(domain: "Tailpool/\(statement)", data: SHA256.digest(bytes[...]))
    }
  }
#endif
