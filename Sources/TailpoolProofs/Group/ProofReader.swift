#if Command

  /// Takes the parts of a proof off its bytes.
  struct ProofReader {
    private let bytes: [UInt8]
    private var position = 0

    /// A reader of as many bytes as there must be.
    init(_ bytes: [UInt8], count: Int, of name: String) throws(ProofError) {
      guard bytes.count == count else { throw .wrongLength(of: name, expected: count, found: bytes.count) }
      self.bytes = bytes
    }

    /// An element that must not be the identity.
    mutating func element(_ name: String) throws(ProofError) -> GroupElement {
      let element = try GroupElement(bytes: next(), name: name)
      guard !element.isIdentity else { throw .forbiddenIdentity(name) }
      return element
    }

    mutating func scalar(_ name: String) throws(ProofError) -> Scalar { try Scalar(bytes: next(), name: name) }

    private mutating func next() -> ArraySlice<UInt8> {
      let end = min(position + 32, bytes.count)
      defer { position = end }
      return bytes[position..<end]
    }
  }
#endif
