#if Command

  /// The proof of a ``SpendStatement``: 32·(7·n + 6) bytes for a list of up to 2ⁿ notes.
  public struct SpendProof: Hashable, Sendable {
    /// What is said before the challenge, besides the bits.
    struct Head: Hashable, Sendable {
      /// C′, the fresh commitment to the note's number.
      let fresh: GroupElement
      /// a·B + b·H and a·J.
      let openingMask, nullifierMask: GroupElement

      func challenge(_ oneOfMany: OneOfManyProof, _ transcript: inout Transcript) -> Scalar {
        transcript.append("C'", fresh)
        transcript.append("T_1", openingMask)
        transcript.append("T_2", nullifierMask)
        oneOfMany.appendCommitments(to: &transcript)
        return transcript.challengeScalar("x")
      }
    }

    let head: Head
    let oneOfMany: OneOfManyProof
    /// a + x·s and b + x·r′.
    let serial, blinding: Scalar

    init(head: Head, oneOfMany: OneOfManyProof, serial: Scalar, blinding: Scalar) {
      self.head = head
      self.oneOfMany = oneOfMany
      self.serial = serial
      self.blinding = blinding
    }

    /// Bytes of a proof for a list of so many notes.
    public static func byteCount(notes: Int) -> Int {
      160 + OneOfManyProof.byteCount(bits: OneOfManyProof.bits(notes))
    }

    /// Reads a proof for a list of so many notes, which the statement says, never the proof.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/invalidPoint(_:)``, ``ProofError/forbiddenIdentity(_:)``
    ///   or ``ProofError/unreducedScalar(_:)``.
    public init(bytes: [UInt8], notes: Int) throws(ProofError) {
      let bits = OneOfManyProof.bits(notes)
      var reader = try ProofReader(bytes, count: Self.byteCount(notes: notes), of: "bytes of a spending proof")
      head = Head(
        fresh: try reader.element("C'"), openingMask: try reader.element("T_1"),
        nullifierMask: try reader.element("T_2"))
      oneOfMany = try OneOfManyProof(&reader, bits: bits)
      serial = try reader.scalar("z_s")
      blinding = try reader.scalar("z_r")
    }

    /// The proof as bytes.
    public var bytes: [UInt8] {
      var bytes: [UInt8] = []
      for element in [head.fresh, head.openingMask, head.nullifierMask] { bytes += element.bytes }
      bytes += oneOfMany.bytes
      return bytes + serial.bytes + blinding.bytes
    }
  }
#endif
