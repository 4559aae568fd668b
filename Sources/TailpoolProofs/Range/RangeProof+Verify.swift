#if Command

  extension RangeProof {
    /// Checks the proof against a statement.
    ///
    /// - Parameters:
    ///   - commitments: The commitments, in the prover's order, on ``PedersenBase/rangeProofs``.
    ///   - bits: n.
    ///   - generators: Generators of at least so many values.
    ///   - transcript: What the application has said before, as the prover had it.
    ///   - entropy: Fresh random bytes, for the factors under which two equations are checked as one.
    ///   - arithmetic: Whose arithmetic adds up.
    /// - Throws: ``ProofError/notProved(_:)``; ``ProofError/unsupportedSize(bits:values:)``, ``ProofError/wrongLength(of:expected:found:)``
    ///   or ``ProofError/baseMismatch(expected:found:)`` where the proof cannot be of the statement.
    /// - Complexity: one sum of 2·n·values + 2·log₂(n·values) + values + 6 terms.
    public func verify(
      _ commitments: [PedersenCommitment], bits: Int, generators: RangeGenerators, transcript: inout Transcript,
      entropy: Entropy, arithmetic: VerificationArithmetic = .own
    ) throws(ProofError) {
      let instance = RangeProofInstance(proof: self, commitments: commitments, bits: bits, transcript: transcript)
      var batch = RangeVerification(generators)
      transcript = try batch.add(instance)
      try batch.finish(entropy: entropy, arithmetic: arithmetic)
    }

    /// Checks many proofs by one sum, in which terms of the generators are common.
    ///
    /// All hold, or at least one does not, and it is not said which.
    ///
    /// - Parameters:
    ///   - instances: Proofs with their statements, of any sizes.
    ///   - generators: Generators of as many values as the greatest has.
    ///   - entropy: Fresh random bytes, for the factors of the equations.
    ///   - arithmetic: Whose arithmetic adds up.
    /// - Throws: As ``verify(_:bits:generators:transcript:entropy:arithmetic:)``.
    public static func verify(
      _ instances: [RangeProofInstance], generators: RangeGenerators, entropy: Entropy,
      arithmetic: VerificationArithmetic = .own
    ) throws(ProofError) {
      var batch = RangeVerification(generators)
      for instance in instances { _ = try batch.add(instance) }
      try batch.finish(entropy: entropy, arithmetic: arithmetic)
    }
  }

  /// A range proof and what it is to prove.
  public struct RangeProofInstance: Sendable {
    /// The proof.
    public let proof: RangeProof
    /// The commitments, in the prover's order.
    public let commitments: [PedersenCommitment]
    /// The bits of a value.
    public let bits: Int
    /// What the application has said before, as the prover had it.
    public let transcript: Transcript

    /// Puts a proof and its statement together.
    public init(proof: RangeProof, commitments: [PedersenCommitment], bits: Int, transcript: Transcript) {
      self.proof = proof
      self.commitments = commitments
      self.bits = bits
      self.transcript = transcript
    }
  }

  /// The equations of proofs, each under a random factor, as one sum that must be the identity.
  private struct RangeVerification {
    private let generators: RangeGenerators
    private var proofs: [CheckedProof] = []
    /// Every proof's last challenge: the factors depend on all of every proof.
    private var transcript = Transcript(label: "Tailpool range verification v1")

    init(_ generators: RangeGenerators) { self.generators = generators }

    mutating func add(_ instance: RangeProofInstance) throws(ProofError) -> Transcript {
      var after = instance.transcript
      let checked = try CheckedProof(instance, generators.values, &after)
      proofs.append(checked)
      var end = after
      end.append("a", instance.proof.innerProduct.a)
      end.append("b", instance.proof.innerProduct.b)
      transcript.append("proof", end.challengeBytes("end", count: 32))
      return after
    }

    func finish(entropy: Entropy, arithmetic: VerificationArithmetic) throws(ProofError) {
      var random = TranscriptRandom(transcript)
      random.finish(entropy)
      var sum = VerificationSum(generators.tables)
      // One equation needs no factor where all others have random ones.
      var weight = Scalar.one
      for proof in proofs {
        proof.add(to: &sum, weight: weight, polynomialWeight: random.scalar())
        weight = random.scalar()
      }
      guard try sum.encoding(by: arithmetic).allSatisfy({ $0 == 0 }) else { throw .notProved("range") }
    }
  }

  /// A proof with its challenges.
  private struct CheckedProof {
    let proof: RangeProof
    let commitments: [GroupElement]
    let bits: Int
    let y, z, x, w: Scalar
    let u: [Scalar]

    init(_ instance: RangeProofInstance, _ most: Int, _ transcript: inout Transcript) throws(ProofError) {
      (proof, bits) = (instance.proof, instance.bits)
      let values = instance.commitments.count
      try RangeProof.checkSize(bits: bits, values: values)
      guard values <= most else { throw .unsupportedSize(bits: bits, values: values) }
      let rounds = RangeProof.rounds(bits: bits, values: values)
      guard proof.innerProduct.left.count == rounds else {
        throw .wrongLength(of: "rounds of a range proof", expected: rounds, found: proof.innerProduct.left.count)
      }
      var points: [GroupElement] = []
      for commitment in instance.commitments { points.append(try commitment.point(on: .rangeProofs)) }
      commitments = points
      RangeProof.bind(bits: bits, commitments: points, to: &transcript)
      transcript.append("A", proof.a)
      transcript.append("S", proof.s)
      y = transcript.challengeScalar("y")
      z = transcript.challengeScalar("z")
      transcript.append("T_1", proof.t1)
      transcript.append("T_2", proof.t2)
      x = transcript.challengeScalar("x")
      transcript.append("t_x", proof.t)
      transcript.append("t_x_blinding", proof.tBlinding)
      transcript.append("e_blinding", proof.eBlinding)
      w = transcript.challengeScalar("w")
      u = proof.innerProduct.challenges(count: bits * values, from: &transcript)
    }

    /// Adds weight·(the commitment to the vectors is right) + polynomialWeight·(t is the value of the polynomial).
    func add(to sum: inout VerificationSum, weight: Scalar, polynomialWeight c: Scalar) {
      let (a, b) = (proof.innerProduct.a, proof.innerProduct.b)
      let inverses = Self.inverses(of: u + [y])
      let zPowers = Scalar.powers(of: z, count: commitments.count + 3)
      sum.add(weight, proof.a)
      sum.add(weight * x, proof.s)
      sum.add(c * x, proof.t1)
      sum.add(c * x * x, proof.t2)
      for (j, commitment) in commitments.enumerated() { sum.add(c * zPowers[2 + j], commitment) }
      for (k, challenge) in u.enumerated() {
        sum.add(weight * challenge * challenge, proof.innerProduct.left[k])
        sum.add(weight * inverses[k] * inverses[k], proof.innerProduct.right[k])
      }
      sum.add(weight * w * (proof.t - a * b) + c * (delta(zPowers) - proof.t), toTable: 0)
      sum.add(-(weight * proof.eBlinding + c * proof.tBlinding), toTable: 1)
      let (minusZ, plusZ) = (-(weight * z), weight * z)
      let inverseY = inverses[u.count], twiceInverseY = inverseY + inverseY
      let yPowers = Self.squares(inverseY, count: u.count + 1)
      // −weight·a·sᵢ, and −weight·b·y⁻ⁱ·s of the last place less i.
      let gTerms = Self.products(-(weight * a) * inverses[..<u.count].reduce(.one, *), u.map { $0 * $0 })
      let hTerms = Self.products(
        -(weight * b) * u.reduce(.one, *), zip(inverses, yPowers[..<u.count].reversed()).map { $0 * $0 * $1 })
      let jump = yPowers[bits.trailingZeroBitCount]
      var start = weight
      for j in commitments.indices {
        // weight·z^(2 + j)·2ᵏ·y⁻ⁱ.
        var bit = start * zPowers[2 + j]
        for k in 0..<bits {
          let i = j * bits + k, place = 2 + j * 2 * RangeGenerators.bits + k
          sum.add(minusZ + gTerms[i], toTable: place)
          sum.add(plusZ + bit + hTerms[i], toTable: place + RangeGenerators.bits)
          bit = bit * twiceInverseY
        }
        start = start * jump
      }
    }

    /// δ = (z − z²) Σ yⁱ − (2ⁿ − 1) Σ z^(3 + j).
    private func delta(_ zPowers: [Scalar]) -> Scalar {
      // (1 + y)(1 + y²)(1 + y⁴) … .
      var (power, powers) = (y, Scalar.one)
      for _ in u.indices {
        powers = powers * (.one + power)
        power = power * power
      }
      let cubes = zPowers[3...].reduce(Scalar.zero) { $0 + $1 }
      return (z - zPowers[2]) * powers - Scalar(UInt64.max >> UInt64(64 - bits)) * cubes
    }

    /// Inverses by one inversion.
    private static func inverses(of scalars: [Scalar]) -> [Scalar] {
      var products = [Scalar.one]
      for scalar in scalars { products.append(products[products.count - 1] * scalar) }
      var inverse = products[scalars.count].inverse
      var inverses = scalars
      for index in scalars.indices.reversed() {
        inverses[index] = inverse * products[index]
        inverse = inverse * scalars[index]
      }
      return inverses
    }

    /// a, a², a⁴ … .
    private static func squares(_ a: Scalar, count: Int) -> [Scalar] {
      var squares = [a]
      for index in 1..<max(1, count) { squares.append(squares[index - 1] * squares[index - 1]) }
      return squares
    }

    /// At place i the first number times the factors of the rounds whose bit in i is 1; the first round's is the highest bit.
    private static func products(_ first: Scalar, _ factors: [Scalar]) -> [Scalar] {
      var products = [first]
      products.reserveCapacity(1 << factors.count)
      for factor in factors.reversed() {
        for index in products.indices { products.append(products[index] * factor) }
      }
      return products
    }
  }
#endif
