#if Command

  extension RangeProof {
    /// What a prover draws.
    enum Nonce: Hashable {
      case alpha, rho, tau1, tau2
      /// The masks of the bits at this place.
      case sLeft(Int), sRight(Int)
    }

    /// Proves that each value lies in [0, 2ⁿ).
    ///
    /// Nonces are drawn from the transcript, the secrets and the entropy together. Time depends on the numbers of bits and values alone.
    ///
    /// - Parameters:
    ///   - values: 1, 2, 4 or 8 values.
    ///   - blindings: The blinding of the commitment to each on ``PedersenBase/rangeProofs``.
    ///   - bits: n: 8, 16, 32 or 64.
    ///   - generators: Generators of at least so many values.
    ///   - transcript: What the application has said before; the proof holds only after the same.
    ///   - entropy: Fresh random bytes.
    /// - Returns: The proof.
    /// - Throws: ``ProofError/unsupportedSize(bits:values:)``, ``ProofError/wrongLength(of:expected:found:)`` where blindings and values are
    ///   not equally many, or ``ProofError/valueOutOfRange(index:bits:)``.
    /// - Complexity: O(n·values); some 8 multiplications of an element and 9 additions a bit.
    public static func prove(
      _ values: [UInt64], blindings: [SecretScalar], bits: Int, generators: RangeGenerators,
      transcript: inout Transcript,
      entropy: Entropy
    ) throws(ProofError) -> RangeProof {
      let prover = try RangeProver(values, blindings, bits, generators)
      bind(bits: bits, commitments: prover.commitments, to: &transcript)
      var random = TranscriptRandom(transcript)
      for value in values { random.stir("v", value) }
      for blinding in blindings { random.stir("v_blinding", blinding) }
      random.finish(entropy)
      return prover.proof(&transcript) { _ in random.scalar() }
    }

    /// Proves with nonces of the caller's, which must never be used twice: for vectors only.
    static func prove(
      _ values: [UInt64], blindings: [SecretScalar], bits: Int, generators: RangeGenerators,
      transcript: inout Transcript,
      nonce: (Nonce) -> Scalar
    ) throws(ProofError) -> RangeProof {
      let prover = try RangeProver(values, blindings, bits, generators)
      bind(bits: bits, commitments: prover.commitments, to: &transcript)
      return prover.proof(&transcript, nonce: nonce)
    }
  }

  /// What the prover of a range knows.
  private struct RangeProver {
    let values: [UInt64]
    let blindings: [SecretScalar]
    let bits: Int
    let g: [GroupElement]
    let h: [GroupElement]
    let negativeH: [GroupElement]

    init(_ values: [UInt64], _ blindings: [SecretScalar], _ bits: Int, _ generators: RangeGenerators) throws(ProofError)
    {
      try RangeProof.checkSize(bits: bits, values: values.count)
      guard values.count <= generators.values else { throw .unsupportedSize(bits: bits, values: values.count) }
      guard blindings.count == values.count else {
        throw .wrongLength(of: "blindings", expected: values.count, found: blindings.count)
      }
      for (index, value) in values.enumerated() where bits < 64 && value >> UInt64(bits) != 0 {
        throw .valueOutOfRange(index: index, bits: bits)
      }
      self.values = values
      self.blindings = blindings
      self.bits = bits
      g = generators.g[..<values.count].flatMap { $0[..<bits] }
      h = generators.h[..<values.count].flatMap { $0[..<bits] }
      negativeH = generators.negativeH[..<values.count].flatMap { $0[..<bits] }
    }

    var commitments: [GroupElement] {
      zip(values, blindings).map { PedersenBase.rangeProofs.commit($0, blinding: $1).point }
    }

    private var count: Int { bits * values.count }

    private func bit(_ index: Int) -> UInt64 { values[index / bits] >> UInt64(index % bits) & 1 }

    func proof(_ transcript: inout Transcript, nonce: (RangeProof.Nonce) -> Scalar) -> RangeProof {
      let base = PedersenBase.rangeProofs
      let own = WipedBuffer<Scalar>(repeating: .zero, count: 4)
      own[0] = nonce(.alpha)
      own[1] = nonce(.rho)
      let masks = (
        WipedBuffer<Scalar>(repeating: .zero, count: count), WipedBuffer<Scalar>(repeating: .zero, count: count)
      )
      for i in 0..<count {
        masks.0[i] = nonce(.sLeft(i))
        masks.1[i] = nonce(.sRight(i))
      }
      // A bit b has the term b·G + (b − 1)·H: one of two elements.
      var a = own[0] * base.blinding, s = own[1] * base.blinding
      for i in 0..<count {
        a = a + .chosen(bit(i), g[i], negativeH[i])
        s = s + masks.0[i] * g[i] + masks.1[i] * h[i]
      }
      transcript.append("A", a)
      transcript.append("S", s)
      let polynomial = RangePolynomial(
        bits: bits, bit: bit, masks: masks, y: transcript.challengeScalar("y"), z: transcript.challengeScalar("z"))
      own[2] = nonce(.tau1)
      own[3] = nonce(.tau2)
      let t1 = base.element(polynomial.coefficients[1], own[2]), t2 = base.element(polynomial.coefficients[2], own[3])
      transcript.append("T_1", t1)
      transcript.append("T_2", t2)
      let x = transcript.challengeScalar("x")
      let t = polynomial.value(x)
      var tBlinding = own[2] * x + own[3] * x * x
      for (power, blinding) in zip(polynomial.zPowers.dropFirst(2), blindings) {
        tBlinding = tBlinding + power * blinding.scalar
      }
      let eBlinding = own[0] + own[1] * x
      transcript.append("t_x", t)
      transcript.append("t_x_blinding", tBlinding)
      transcript.append("e_blinding", eBlinding)
      let q = GroupElement.timesBase(transcript.challengeScalar("w"))
      let (left, right) = polynomial.vectors(x)
      let innerProduct = InnerProductProof(
        a: left, b: right, g: g, h: h, inverseY: polynomial.y.inverse, q: q, transcript: &transcript)
      return RangeProof(
        a: a, s: s, t1: t1, t2: t2, t: t, tBlinding: tBlinding, eBlinding: eBlinding, innerProduct: innerProduct)
    }
  }

  /// l(X) and r(X), vectors of polynomials of the first degree, and their inner product t(X).
  private struct RangePolynomial {
    let y: Scalar
    /// 1, z, z² … .
    let zPowers: [Scalar]
    let left: (WipedBuffer<Scalar>, WipedBuffer<Scalar>)
    let right: (WipedBuffer<Scalar>, WipedBuffer<Scalar>)
    let coefficients = WipedBuffer<Scalar>(repeating: .zero, count: 3)

    init(
      bits: Int, bit: (Int) -> UInt64, masks: (WipedBuffer<Scalar>, WipedBuffer<Scalar>), y: Scalar, z: Scalar
    ) {
      let count = masks.0.count
      self.y = y
      zPowers = Scalar.powers(of: z, count: count / bits + 2)
      left = (WipedBuffer(repeating: .zero, count: count), masks.0)
      right = (WipedBuffer(repeating: .zero, count: count), WipedBuffer(repeating: .zero, count: count))
      var power = Scalar.one
      for i in 0..<count {
        let one = Scalar(bit(i))
        left.0[i] = one - z
        right.0[i] = power * (one - .one + z) + zPowers[2 + i / bits] * Scalar(1 << UInt64(i % bits))
        right.1[i] = power * masks.1[i]
        power = power * y
        coefficients[0] = coefficients[0] + left.0[i] * right.0[i]
        coefficients[1] = coefficients[1] + left.0[i] * right.1[i] + left.1[i] * right.0[i]
        coefficients[2] = coefficients[2] + left.1[i] * right.1[i]
      }
    }

    func value(_ x: Scalar) -> Scalar { coefficients[0] + x * (coefficients[1] + x * coefficients[2]) }

    func vectors(_ x: Scalar) -> (WipedBuffer<Scalar>, WipedBuffer<Scalar>) {
      let count = left.0.count
      let (l, r) = (
        WipedBuffer<Scalar>(repeating: .zero, count: count), WipedBuffer<Scalar>(repeating: .zero, count: count)
      )
      for i in 0..<count {
        l[i] = left.0[i] + x * left.1[i]
        r[i] = right.0[i] + x * right.1[i]
      }
      return (l, r)
    }
  }
#endif
