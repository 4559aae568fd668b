#if Command
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolProofs

  @Suite("Range proofs")
  struct RangeProofTests {
    private static let context = ProofContext(domain: "test", data: [7])

    private static func blindings(_ count: Int) throws -> [SecretScalar] {
      try (0..<count).map { SecretScalar(from: try entropy(3), purpose: "blinding \($0)") }
    }

    private static func make(
      _ values: [UInt64], bits: Int, _ generators: RangeGenerators, context: ProofContext = context
    ) throws -> (RangeStatement, RangeProof) {
      let blindings = try blindings(values.count)
      let statement = RangeStatement(context: context, values: values, blindings: blindings, bits: bits)
      return (
        statement, try statement.proof(values, blindings: blindings, generators: generators, entropy: try entropy(1))
      )
    }

    @Test("Every size, at the ends of the range", arguments: RangeProof.bitCounts)
    func sizes(bits: Int) throws {
      let generators = try RangeGenerators(values: 8)
      let most = UInt64.max >> UInt64(64 - bits)
      for count in RangeProof.valueCounts where bits * count <= 256 {
        let values = (0..<count).map { [0, most, 1, most / 3][$0 % 4] }
        let (statement, proof) = try Self.make(values, bits: bits, generators)
        #expect(proof.bytes.count == RangeProof.byteCount(bits: bits, values: count))
        #expect(throws: Never.self, "\(bits) \(values)") {
          try statement.verify(
            RangeProof(bytes: proof.bytes, bits: bits, values: count), generators: generators, entropy: entropy(2))
        }
      }
    }

    @Test("A value with a bit too many has no proof")
    func outOfRange() throws {
      let generators = try RangeGenerators()
      for (value, bits) in [(256, 8), (65_536, 16), (1 << 32, 32), (UInt64.max, 8)] as [(UInt64, Int)] {
        #expect(throws: ProofError.valueOutOfRange(index: 0, bits: bits)) {
          try Self.make([value], bits: bits, generators)
        }
      }
      #expect(throws: ProofError.unsupportedSize(bits: 12, values: 1)) { try Self.make([1], bits: 12, generators) }
      #expect(throws: ProofError.unsupportedSize(bits: 8, values: 2)) { try Self.make([1, 2], bits: 8, generators) }
      #expect(throws: ProofError.unsupportedSize(bits: 8, values: 3)) { try Self.make([1, 2, 3], bits: 8, generators) }
      #expect(throws: ProofError.unsupportedSize(bits: 64, values: 3)) { try RangeGenerators(values: 3) }
      let statement = RangeStatement(context: Self.context, values: [5], blindings: try Self.blindings(1), bits: 8)
      #expect(throws: ProofError.untrueStatement("range")) {
        try statement.proof([6], blindings: try Self.blindings(1), generators: generators, entropy: try entropy(1))
      }
    }

    @Test("No bit of a proof can be changed")
    func bitFlips() throws {
      let generators = try RangeGenerators()
      let (statement, proof) = try Self.make([200], bits: 8, generators)
      let bytes = proof.bytes
      var read = 0
      for bit in 0..<(8 * bytes.count) {
        var flipped = bytes
        flipped[bit / 8] ^= 1 << (bit % 8)
        guard let altered = try? RangeProof(bytes: flipped, bits: 8, values: 1) else { continue }
        read += 1
        #expect(throws: ProofError.notProved("range"), "bit \(bit)") {
          try statement.verify(altered, generators: generators, entropy: try entropy(2))
        }
      }
      #expect(read > 1_000, "\(read) of \(8 * bytes.count) altered proofs could be read")
    }

    @Test("Truncated, lengthened and badly encoded proofs are refused by name")
    func malformed() throws {
      let generators = try RangeGenerators()
      let (_, proof) = try Self.make([200], bits: 8, generators)
      let bytes = proof.bytes
      for count in [0, 1, 32, bytes.count - 32, bytes.count - 1] {
        #expect(throws: ProofError.wrongLength(of: "bytes of a range proof", expected: bytes.count, found: count)) {
          try RangeProof(bytes: Array(bytes[..<count]), bits: 8, values: 1)
        }
      }
      #expect(throws: ProofError.self) { try RangeProof(bytes: bytes + bytes[..<64], bits: 8, values: 1) }
      let names =
        ["A", "S", "T_1", "T_2"] + ["t_x", "t_x_blinding", "e_blinding"] + ["L", "R", "L", "R", "L", "R", "a", "b"]
      for (place, name) in names.enumerated() {
        var bad = bytes
        bad.replaceSubrange((32 * place)..<(32 * place + 32), with: [UInt8](repeating: 255, count: 32))
        let isScalar = (4..<7).contains(place) || place > 12
        #expect(throws: isScalar ? ProofError.unreducedScalar(name) : .invalidPoint(name), "\(place)") {
          try RangeProof(bytes: bad, bits: 8, values: 1)
        }
        guard !isScalar else { continue }
        bad.replaceSubrange((32 * place)..<(32 * place + 32), with: [UInt8](repeating: 0, count: 32))
        #expect(throws: ProofError.forbiddenIdentity(name), "\(place)") {
          try RangeProof(bytes: bad, bits: 8, values: 1)
        }
      }
    }

    /// Each proof with each statement: only its own holds.
    @Test("A table of exchanged statements")
    func exchanged() throws {
      let generators = try RangeGenerators(values: 2)
      let other = ProofContext(domain: "test", data: [8])
      let made = [
        try Self.make([200], bits: 8, generators), try Self.make([201], bits: 8, generators),
        try Self.make([200], bits: 8, generators, context: other), try Self.make([200], bits: 16, generators),
        try Self.make([200, 201], bits: 8, generators), try Self.make([201, 200], bits: 8, generators),
        try Self.make([200, 200], bits: 8, generators),
      ]
      for (i, (statement, _)) in made.enumerated() {
        for (j, (_, proof)) in made.enumerated() {
          if i == j {
            #expect(throws: Never.self) { try statement.verify(proof, generators: generators, entropy: try entropy(2)) }
          } else {
            #expect(throws: ProofError.self, "\(i) \(j)") {
              try statement.verify(proof, generators: generators, entropy: try entropy(2))
            }
          }
        }
      }
      // Without the context, or with the statement said otherwise, the same proof does not hold.
      let (statement, proof) = made[0]
      for label in ["Tailpool proof", "test", ""] {
        var transcript = Transcript(label: label)
        #expect(throws: ProofError.notProved("range")) {
          try proof.verify(
            statement.commitments, bits: 8, generators: generators, transcript: &transcript, entropy: entropy(2))
        }
      }
    }

    @Test("A batch holds where all do, and not where one does not")
    func batches() throws {
      let generators = try RangeGenerators(values: 4)
      var instances: [RangeProofInstance] = []
      for (values, bits) in [([3], 8), ([1, 2], 16), ([9], 64), ([1, 2, 3, 4], 8), ([3], 8)] as [([UInt64], Int)] {
        let (statement, proof) = try Self.make(values, bits: bits, generators)
        instances.append(statement.instance(proof))
      }
      for arithmetic in [VerificationArithmetic.own, .sodium] {
        #expect(throws: Never.self) {
          try RangeProof.verify(instances, generators: generators, entropy: entropy(2), arithmetic: arithmetic)
        }
      }
      #expect(throws: Never.self) { try RangeProof.verify([], generators: generators, entropy: entropy(2)) }
      for index in instances.indices {
        var altered = instances
        var proof = instances[index].proof
        proof.t = proof.t + .one
        altered[index] = RangeProofInstance(
          proof: proof, commitments: instances[index].commitments, bits: instances[index].bits,
          transcript: instances[index].transcript)
        #expect(throws: ProofError.notProved("range"), "\(index)") {
          try RangeProof.verify(altered, generators: generators, entropy: entropy(2))
        }
      }
      // Two errors that cancel where the factors are known or equal.
      var (first, second) = (instances[0].proof, instances[4].proof)
      first.tBlinding = first.tBlinding + .one
      second.tBlinding = second.tBlinding - .one
      let cancelling = [(first, instances[0]), (second, instances[4])].map { proof, instance in
        RangeProofInstance(
          proof: proof, commitments: instance.commitments, bits: instance.bits, transcript: instance.transcript)
      }
      #expect(throws: ProofError.notProved("range")) {
        try RangeProof.verify(cancelling, generators: generators, entropy: entropy(2))
      }
    }

    @Test("A commitment to zero without a blinding is the identity, and has a proof")
    func identity() throws {
      let generators = try RangeGenerators()
      let blinding = SecretScalar(.zero)
      let statement = RangeStatement(context: Self.context, values: [0], blindings: [blinding], bits: 8)
      #expect(statement.commitments[0].point == .identity)
      let proof = try statement.proof([0], blindings: [blinding], generators: generators, entropy: try entropy(1))
      #expect(throws: Never.self) { try statement.verify(proof, generators: generators, entropy: try entropy(2)) }
    }
  }
#endif
