#if Command
  import CSodium
  import CTailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  /// This module's own arithmetic, called past the module.
  enum OwnArithmetic {
    static func decodes(_ encoding: [UInt8]) -> Bool {
      var point = tp_ristretto_point()
      return unsafe tp_ristretto_decode(&point, encoding) == 0
    }
  }

  @Suite("Sums of this module's own arithmetic are libsodium's")
  struct VerificationSumTests {
    /// Random points, as many as asked for once before a release, and ten thousand always.
    @Test("Random points and scalars", arguments: [isLongRun ? 1_000_000 : 10_000])
    func random(count: Int) throws {
      var generator = SeededGenerator(seed: 1)
      let block = 50
      for _ in 0..<(count / block) {
        let elements = (0..<block).map { _ in GroupElement(hash: Self.bytes(64, &generator)) }
        let tables = try VerificationTables(Array(elements[..<(block / 2)]))
        var sum = VerificationSum(tables)
        for index in 0..<(block / 2) {
          sum.tableScalars[index] = Self.scalar(&generator)
          sum.add(Self.scalar(&generator), elements[block / 2 + index])
        }
        #expect(try sum.encoding(by: .own) == sum.encoding(by: .sodium), "\(elements)")
      }
    }

    @Test("Scalars at the edges, the identity, equal and opposite elements")
    func edges() throws {
      let scalars = [
        .zero, .one, -.one, Scalar(2), Scalar(31), Scalar(32), -Scalar(31), Scalar(UInt64.max), Scalar(2).inverse,
      ]
      let elements = [.identity, .base, .identity - .base, PedersenBase.rangeProofs.blinding]
      let tables = try VerificationTables(elements)
      for a in scalars {
        for b in scalars {
          for (index, element) in elements.enumerated() {
            var sum = VerificationSum(tables)
            sum.add(a, element)
            sum.add(b, .base)
            sum.tableScalars[index] = b
            sum.tableScalars[1] = sum.tableScalars[1] + a
            #expect(try sum.encoding(by: .own) == sum.encoding(by: .sodium), "\(a) \(b) \(element)")
          }
        }
      }
      let empty = VerificationSum(try VerificationTables([]))
      #expect(try empty.encoding(by: .own) == [UInt8](repeating: 0, count: 32))
    }

    @Test("Blocks of any length")
    func lengths() throws {
      var generator = SeededGenerator(seed: 2)
      let elements = (0..<300).map { _ in GroupElement(hash: Self.bytes(64, &generator)) }
      for (few, many) in [(1, 0), (0, 1), (63, 129), (64, 130), (65, 131), (130, 260), (0, 261)] {
        var sum = VerificationSum(try VerificationTables(Array(elements[..<many])))
        for index in 0..<many { sum.tableScalars[index] = Self.scalar(&generator) }
        for index in 0..<few { sum.add(Self.scalar(&generator), elements[index]) }
        #expect(try sum.encoding(by: .own) == sum.encoding(by: .sodium), "\(few) \(many)")
      }
    }

    @Test("Encodings are taken and refused alike: random ones, those about p and 2²⁵⁵, and each bit of a good one")
    func encodings() {
      var generator = SeededGenerator(seed: 3)
      var encodings = (0..<10_000).map { _ -> [UInt8] in
        var bytes = Self.bytes(32, &generator)
        bytes[0] &= 0xFE
        bytes[31] &= 0x7F
        return bytes
      }
      for low in 0...255 {
        for high in [0x7F, 0xFF, 0x00, 0x80] as [UInt8] {
          encodings.append([UInt8(low)] + [UInt8](repeating: 0xFF, count: 30) + [high])
          encodings.append([UInt8(low)] + [UInt8](repeating: 0, count: 30) + [high])
        }
      }
      for bit in 0..<256 {
        var flipped = GroupElement.base.bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        encodings.append(flipped)
      }
      var taken = 0
      for encoding in encodings {
        // libsodium 1.0.18 overlooks the highest bit.
        let isValid = unsafe encoding[31] & 0x80 == 0 && crypto_core_ristretto255_is_valid_point(encoding) == 1
        #expect(OwnArithmetic.decodes(encoding) == isValid, "\(encoding)")
        #expect(((try? GroupElement(bytes: encoding)) != nil) == isValid, "\(encoding)")
        if isValid { taken += 1 }
      }
      #expect(taken > 1_000 && taken < encodings.count - 1_000, "\(taken) of \(encodings.count)")
    }

    private static func bytes(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
      (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    private static func scalar(_ generator: inout SeededGenerator) -> Scalar { Scalar(reducing: bytes(64, &generator)) }
  }
#endif
