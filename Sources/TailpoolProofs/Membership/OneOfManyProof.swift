#if Command

  /// One of a list of elements is a multiple of H, and its maker knows the factor (Groth and Kohlweiss 2015); which one stays hidden.
  ///
  /// The list has 2ⁿ elements, the last repeated up to there. For each bit l of the place the proof commits to l, to a mask a and to l·a; the answer
  /// f = l·x + a is the same function of the challenge for every place, and Σ (Π f) · element is a multiple of H but for powers of x below n, which the proof
  /// has taken away before x was known. Size: 32·(7·n + 1) bytes. What is not hidden: the list.
  struct OneOfManyProof: Hashable, Sendable {
    /// What is said of a bit before the challenge: commitments to l, a and l·a.
    struct BitCommitments: Hashable, Sendable {
      let bit, mask, product: GroupElement
    }

    /// What is said of a bit after it.
    struct BitAnswers: Hashable, Sendable {
      let f, mask, product: Scalar
    }

    var commitments: [BitCommitments]
    /// What is taken away at the powers 0 … n − 1.
    var powers: [GroupElement]
    var answers: [BitAnswers]
    var last: Scalar

    init(commitments: [BitCommitments], powers: [GroupElement], answers: [BitAnswers], last: Scalar) {
      self.commitments = commitments
      self.powers = powers
      self.answers = answers
      self.last = last
    }

    /// Bits of the place in a list of so many: at least 1.
    static func bits(_ count: Int) -> Int { max(1, Int.bitWidth - (max(1, count) - 1).leadingZeroBitCount) }

    static func byteCount(bits: Int) -> Int { 32 * (7 * bits + 1) }

    init(_ reader: inout ProofReader, bits: Int) throws(ProofError) {
      (commitments, powers, answers) = ([], [], [])
      for _ in 0..<bits {
        commitments.append(
          BitCommitments(
            bit: try reader.element("c_l"), mask: try reader.element("c_a"), product: try reader.element("c_b")))
      }
      for _ in 0..<bits { powers.append(try reader.element("c_d")) }
      for _ in 0..<bits {
        answers.append(
          BitAnswers(f: try reader.scalar("f"), mask: try reader.scalar("z_a"), product: try reader.scalar("z_b")))
      }
      last = try reader.scalar("z_d")
    }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      for commitment in commitments {
        for element in [commitment.bit, commitment.mask, commitment.product] { bytes += element.bytes }
      }
      for power in powers { bytes += power.bytes }
      for answer in answers { for scalar in [answer.f, answer.mask, answer.product] { bytes += scalar.bytes } }
      return bytes + last.bytes
    }

    func appendCommitments(to transcript: inout Transcript) {
      for commitment in commitments {
        transcript.append("c_l", commitment.bit)
        transcript.append("c_a", commitment.mask)
        transcript.append("c_b", commitment.product)
      }
      for power in powers { transcript.append("c_d", power) }
    }

    /// Π f over the bits of every place, where f of a bit that is zero is x − f.
    func weights(_ x: Scalar) -> [Scalar] {
      var weights = [Scalar.one]
      weights.reserveCapacity(1 << answers.count)
      for answer in answers {
        let other = x - answer.f
        weights = weights.map { $0 * other } + weights.map { $0 * answer.f }
      }
      return weights
    }

    /// Adds the equations of the bits, each under a factor, and that of the list under one.
    ///
    /// - Parameters:
    ///   - sum: Its tables begin with B and H.
    ///   - elements: The list.
    ///   - shift: What is taken off each of its elements.
    func add(
      to sum: inout VerificationSum, _ elements: [GroupElement], less shift: GroupElement, x: Scalar,
      random: inout TranscriptRandom
    ) {
      for (commitment, answer) in zip(commitments, answers) {
        let (first, second) = (random.scalar(), random.scalar())
        // x·c_l + c_a = f·B + z_a·H and (x − f)·c_l + c_b = z_b·H.
        sum.add(first * x + second * (x - answer.f), commitment.bit)
        sum.add(first, commitment.mask)
        sum.add(second, commitment.product)
        sum.add(-(first * answer.f), toTable: 0)
        sum.add(-(first * answer.mask + second * answer.product), toTable: 1)
      }
      let weights = weights(x)
      for (element, weight) in zip(elements, weights) { sum.add(weight, element) }
      if let repeated = elements.last, weights.count > elements.count {
        sum.add(weights[elements.count...].reduce(.zero, +), repeated)
      }
      let powersOfX = Scalar.powers(of: x, count: answers.count + 1)
      sum.add(-powersOfX[answers.count], shift)
      for (power, element) in zip(powersOfX, powers) { sum.add(-power, element) }
      sum.add(-last, toTable: 1)
    }
  }

  /// A prover between its commitments and the challenge. Its time depends on the length of the list alone.
  struct OneOfManyProver {
    private(set) var commitments: [OneOfManyProof.BitCommitments] = []
    private(set) var powers: [GroupElement] = []
    private var secrets: [BitSecrets] = []
    private var powerBlindings: [SecretScalar] = []

    /// A bit, its mask, and what blinds the commitments to both and to their product.
    private struct BitSecrets {
      let bit, mask, bitBlinding, maskBlinding, productBlinding: SecretScalar
    }

    /// Commits to the bits of a place and to what is taken away.
    ///
    /// - Parameters:
    ///   - elements: The list, what is taken off already.
    ///   - place: The place of the element that is a multiple of H.
    init(_ elements: [GroupElement], place: Int, base: PedersenBase, random: inout TranscriptRandom) {
      let bits = OneOfManyProof.bits(elements.count)
      for j in 0..<bits {
        let bit = Scalar(UInt64(truncatingIfNeeded: place >> j & 1))
        let mask = random.scalar()
        let blindings = (random.scalar(), random.scalar(), random.scalar())
        commitments.append(
          OneOfManyProof.BitCommitments(
            bit: base.element(bit, blindings.0), mask: base.element(mask, blindings.1),
            product: base.element(bit * mask, blindings.2)))
        secrets.append(
          BitSecrets(
            bit: SecretScalar(bit), mask: SecretScalar(mask), bitBlinding: SecretScalar(blindings.0),
            maskBlinding: SecretScalar(blindings.1), productBlinding: SecretScalar(blindings.2)))
      }
      powerBlindings = (0..<bits).map { _ in SecretScalar(random.scalar()) }
      powers = powerBlindings.map { $0.scalar * base.blinding }
      for i in 0..<1 << bits {
        let element = elements[min(i, elements.count - 1)]
        for (k, coefficient) in coefficients(of: i).dropLast().enumerated() {
          powers[k] = powers[k] + coefficient * element
        }
      }
    }

    /// The coefficients of Π f at a place, as a polynomial of the challenge, from the constant up.
    private func coefficients(of place: Int) -> [Scalar] {
      var polynomial = [Scalar.one]
      for (j, secret) in secrets.enumerated() {
        let isOne = place >> j & 1 == 1
        let slope = isOne ? secret.bit.scalar : .one - secret.bit.scalar
        let constant = isOne ? secret.mask.scalar : -secret.mask.scalar
        var next = [Scalar](repeating: .zero, count: polynomial.count + 1)
        for (k, coefficient) in polynomial.enumerated() {
          next[k] = next[k] + coefficient * constant
          next[k + 1] = next[k + 1] + coefficient * slope
        }
        polynomial = next
      }
      return polynomial
    }

    /// Answers the challenge.
    ///
    /// - Parameter factor: The element at the place is this multiple of H.
    func proof(_ x: Scalar, factor: SecretScalar) -> OneOfManyProof {
      let answers = secrets.map { secret in
        let f = secret.bit.scalar * x + secret.mask.scalar
        return OneOfManyProof.BitAnswers(
          f: f, mask: secret.bitBlinding.scalar * x + secret.maskBlinding.scalar,
          product: secret.bitBlinding.scalar * (x - f) + secret.productBlinding.scalar)
      }
      let powersOfX = Scalar.powers(of: x, count: secrets.count + 1)
      var last = factor.scalar * powersOfX[secrets.count]
      for (power, blinding) in zip(powersOfX, powerBlindings) { last = last - power * blinding.scalar }
      return OneOfManyProof(commitments: commitments, powers: powers, answers: answers, last: last)
    }
  }
#endif
