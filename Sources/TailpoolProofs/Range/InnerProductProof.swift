#if Command

  /// The end of a range proof: two vectors of which a commitment and the inner product are known, halved until each is one number.
  struct InnerProductProof: Hashable, Sendable {
    var left: [GroupElement]
    var right: [GroupElement]
    var a, b: Scalar

    init(_ reader: inout ProofReader, rounds: Int) throws(ProofError) {
      left = []
      right = []
      for _ in 0..<rounds {
        left.append(try reader.element("L"))
        right.append(try reader.element("R"))
      }
      a = try reader.scalar("a")
      b = try reader.scalar("b")
    }

    var bytes: [UInt8] { zip(left, right).flatMap { $0.bytes + $1.bytes } + a.bytes + b.bytes }

    /// Appends the rounds and draws their challenges.
    func challenges(count: Int, from transcript: inout Transcript) -> [Scalar] {
      transcript.append("dom-sep", "ipp v1")
      transcript.append("n", UInt64(count))
      return zip(left, right).map { left, right in
        transcript.append("L", left)
        transcript.append("R", right)
        return transcript.challengeScalar("u")
      }
    }

    /// Proves the inner product of a and b, which are used up, on the bases G and y⁻ⁱ·H.
    ///
    /// After each round the bases are kept up to a common factor, so that folding takes one multiplication an element. The bases and the
    /// challenges are public; the vectors are not.
    init(
      a: WipedBuffer<Scalar>, b: WipedBuffer<Scalar>, g: [GroupElement], h: [GroupElement], inverseY: Scalar,
      q: GroupElement,
      transcript: inout Transcript
    ) {
      var (a, b, g, h) = (a, b, g, h)
      var (gFactor, hFactor) = (Scalar.one, Scalar.one)
      let yPowers = Scalar.powers(of: inverseY, count: a.count)
      left = []
      right = []
      transcript.append("dom-sep", "ipp v1")
      transcript.append("n", UInt64(a.count))
      while a.count > 1 {
        let half = a.count / 2
        var (l, r) = (GroupElement.identity, GroupElement.identity)
        var (lProduct, rProduct) = (Scalar.zero, Scalar.zero)
        for i in 0..<half {
          let (lowY, highY) = (hFactor * yPowers[i], hFactor * yPowers[half + i])
          l = l + (a[i] * gFactor) * g[half + i] + (b[half + i] * lowY) * h[i]
          r = r + (a[half + i] * gFactor) * g[i] + (b[i] * highY) * h[half + i]
          lProduct = lProduct + a[i] * b[half + i]
          rProduct = rProduct + a[half + i] * b[i]
        }
        left.append(l + lProduct * q)
        right.append(r + rProduct * q)
        transcript.append("L", left[left.count - 1])
        transcript.append("R", right[right.count - 1])
        let u = transcript.challengeScalar("u"), inverse = u.inverse
        let (foldedA, foldedB) = (
          WipedBuffer<Scalar>(repeating: .zero, count: half), WipedBuffer<Scalar>(repeating: .zero, count: half)
        )
        for i in 0..<half {
          foldedA[i] = a[i] * u + a[half + i] * inverse
          foldedB[i] = b[i] * inverse + b[half + i] * u
        }
        // G' = u⁻¹ (G_low + u² G_high) and y⁻ⁱ H' = y⁻ⁱ u (H_low + u⁻² y^(−half) H_high).
        if half > 1 {
          let (gRatio, hRatio) = (u * u, inverse * inverse * yPowers[half])
          for i in 0..<half {
            g[i] = g[i] + gRatio * g[half + i]
            h[i] = h[i] + hRatio * h[half + i]
          }
        }
        (gFactor, hFactor) = (gFactor * inverse, hFactor * u)
        (a, b) = (foldedA, foldedB)
      }
      (self.a, self.b) = (a[0], b[0])
    }
  }
#endif
