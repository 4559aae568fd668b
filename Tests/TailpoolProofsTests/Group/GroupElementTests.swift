#if Command
  import CSodium
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("ristretto255 is RFC 9496's")
  struct GroupElementTests {
    private static let path = "pools/29_ristretto255"

    @Test("Multiples of the base point")
    func multiples() throws {
      let references = try ReferenceCase.cases(Self.path, fn: "multipleOfBase")
      #expect(references.count == 11)
      for reference in references {
        let scalar = Scalar(UInt64(reference.int("k")))
        #expect(GroupElement.timesBase(scalar).bytes == reference.bytes("encoding"), "\(reference)")
        #expect((scalar * .base).bytes == reference.bytes("encoding"), "\(reference)")
      }
    }

    @Test("Encodings that must be refused are, by name, by libsodium and by this module's arithmetic")
    func refused() throws {
      let references = try ReferenceCase.cases(Self.path, fn: "mustRejectEncoding")
      #expect(references.count == 19)
      for reference in references {
        let encoding = reference.bytes("encoding")
        #expect(throws: ProofError.invalidPoint("P"), "\(reference)") { try GroupElement(bytes: encoding, name: "P") }
        #expect(!OwnArithmetic.decodes(encoding), "\(reference)")
      }
      for length in [0, 31, 33] {
        #expect(throws: ProofError.invalidPoint("P")) {
          try GroupElement(bytes: [UInt8](repeating: 0, count: length), name: "P")
        }
      }
    }

    @Test("Hashes to the group")
    func hashes() throws {
      let references = try ReferenceCase.cases(Self.path, fn: "fromUniformSHA512")
      #expect(references.count == 5)
      for reference in references {
        #expect(
          PedersenBase(named: reference.text("label")).blinding.bytes == reference.bytes("encoding"), "\(reference)")
      }
    }

    @Test("The identity is an element, and what libsodium calls −1 for it is no failure")
    func identity() throws {
      #expect(try GroupElement(bytes: [UInt8](repeating: 0, count: 32)) == .identity)
      #expect(Scalar.zero * .base == .identity && GroupElement.timesBase(.zero) == .identity)
      #expect(Scalar(7) * .identity == .identity && GroupElement.base - .base == .identity)
      #expect(GroupElement.base + .identity == .base)
    }

    @Test("Scalars at the order and above are refused, and below it taken")
    func scalars() throws {
      let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
      #expect(throws: ProofError.unreducedScalar("s")) { try Scalar(bytes: order, name: "s") }
      var below = order
      below[0] -= 1
      #expect(try Scalar(bytes: below) + .one == .zero)
      #expect(try Scalar(bytes: below) == -.one)
      for index in 0..<32 {
        var above = order
        above[index] += index == 31 ? 1 : 0
        if index < 31 {
          guard above[index] < 255 else { continue }
          above[index] += 1
        }
        #expect(throws: ProofError.unreducedScalar("s"), "byte \(index)") { try Scalar(bytes: above, name: "s") }
      }
      #expect(throws: ProofError.unreducedScalar("s")) {
        try Scalar(bytes: [UInt8](repeating: 255, count: 32), name: "s")
      }
      #expect(throws: ProofError.unreducedScalar("s")) { try Scalar(bytes: [0], name: "s") }
      #expect(Scalar(3) * Scalar(3).inverse == .one && Scalar.zero.inverse == .zero)
      #expect(Scalar(5) - Scalar(7) == -Scalar(2))
    }
  }
#endif
