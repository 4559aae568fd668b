#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Commitments")
  struct PedersenCommitmentTests {
    /// A whole number of decimal digits as 32 bytes, little-endian.
    private static func bytes(decimal: String) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 32)
      for digit in decimal.compactMap(\.wholeNumberValue) {
        var carry = digit
        for index in bytes.indices {
          carry += Int(bytes[index]) * 10
          bytes[index] = UInt8(carry & 255)
          carry >>= 8
        }
      }
      return bytes
    }

    @Test("The vectors'")
    func vectors() throws {
      let references = try ReferenceCase.cases("pools/30_pedersen")
      #expect(references.count == 5)
      for reference in references {
        let base = PedersenBase(named: reference.text("hLabel"))
        #expect(base.blinding.bytes == reference.bytes("H"))
        let blinding = try SecretScalar(bytes: Self.bytes(decimal: reference.text("blinding")))
        let value = try #require(UInt64(exactly: reference.units("value")))
        #expect(base.commit(value, blinding: blinding).point.bytes == reference.bytes("commitment"), "\(reference)")
      }
    }

    @Test("Sums and differences commit to sums and differences, under those of the blindings")
    func homomorphism() throws {
      let base = PedersenBase(named: "Tailpool test")
      let (r, s) = (SecretScalar(from: try entropy(1), purpose: "r"), SecretScalar(from: try entropy(1), purpose: "s"))
      let (a, b) = (base.commit(700, blinding: r), base.commit(42, blinding: s))
      #expect(try a.adding(b) == base.commit(742, blinding: r + s))
      #expect(try a.subtracting(b) == base.commit(658, blinding: r - s))
      #expect(a.subtracting(658) == base.commit(42, blinding: r))
      #expect(b.subtracted(from: 50) == base.commit(8, blinding: SecretScalar(.zero) - s))
      let other = PedersenBase.rangeProofs
      #expect(throws: ProofError.baseMismatch(expected: base.name, found: other.name)) {
        try a.adding(other.commit(1, blinding: r))
      }
    }

    @Test("A derived secret depends on the entropy and on the purpose")
    func derivedSecrets() throws {
      let one = SecretScalar(from: try entropy(1), purpose: "a")
      #expect(one.bytes == SecretScalar(from: try entropy(1), purpose: "a").bytes)
      #expect(one.bytes != SecretScalar(from: try entropy(2), purpose: "a").bytes)
      #expect(one.bytes != SecretScalar(from: try entropy(1), purpose: "b").bytes)
      #expect(
        try SecretScalar(from: .ofSystem(), purpose: "a").bytes != SecretScalar(from: .ofSystem(), purpose: "a").bytes)
      #expect(throws: ProofError.wrongLength(of: "bytes of entropy", expected: 32, found: 31)) {
        try Entropy(bytes: [UInt8](repeating: 0, count: 31))
      }
      #expect(throws: ProofError.unreducedScalar("secret scalar")) {
        try SecretScalar(bytes: [UInt8](repeating: 255, count: 32))
      }
    }
  }
#endif
