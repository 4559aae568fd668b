#if Command

  /// Any number of committed values that lie in [0, 2⁶⁴), as parts of one statement: range proofs of 8 values each, then of 4, 2 and 1.
  struct RangeSeries {
    /// What binds the statement whole.
    let context: ProofContext
    let commitments: [PedersenCommitment]

    /// The numbers of values of the proofs.
    static func sizes(_ count: Int) -> [Int] {
      Array(repeating: 8, count: count / 8) + [4, 2, 1].filter { count & $0 != 0 }
    }

    /// Generators that suffice.
    static func generators(_ count: Int) throws(ProofError) -> RangeGenerators {
      try RangeGenerators(values: sizes(count).first ?? 1)
    }

    /// Reads the proofs of so many values.
    static func read(_ encodings: [HexadecimalBytes], count: Int) throws(ProofError) -> [RangeProof] {
      let sizes = sizes(count)
      guard encodings.count == sizes.count else {
        throw .wrongLength(of: "range proofs", expected: sizes.count, found: encodings.count)
      }
      var proofs: [RangeProof] = []
      for (encoding, size) in zip(encodings, sizes) {
        proofs.append(try RangeProof(bytes: encoding.bytes, bits: 64, values: size))
      }
      return proofs
    }

    /// A statement a proof, each with its place in the context.
    private var statements: [RangeStatement] {
      var (statements, start): ([RangeStatement], Int) = ([], 0)
      for size in Self.sizes(commitments.count) {
        let place = Transcript.littleEndian(UInt64(statements.count))
        statements.append(
          RangeStatement(
            context: context.extended("part", place), commitments: Array(commitments[start..<start + size]), bits: 64))
        start += size
      }
      return statements
    }

    /// Proves every part.
    ///
    /// - Throws: ``ProofError/untrueStatement(_:)`` where a commitment is not of its value.
    func proofs(
      _ openings: [CommitmentOpening], generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> [RangeProof] {
      guard openings.count == commitments.count else {
        throw .wrongLength(of: "openings", expected: commitments.count, found: openings.count)
      }
      var (proofs, start): ([RangeProof], Int) = ([], 0)
      for statement in statements {
        let part = openings[start..<start + statement.commitments.count]
        proofs.append(
          try statement.proof(
            part.map(\.amount), blindings: part.map(\.blinding), generators: generators, entropy: entropy))
        start += part.count
      }
      return proofs
    }

    /// Checks every part, by one sum.
    func verify(_ proofs: [RangeProof], generators: RangeGenerators, entropy: Entropy) throws(ProofError) {
      let statements = statements
      guard proofs.count == statements.count else {
        throw .wrongLength(of: "range proofs", expected: statements.count, found: proofs.count)
      }
      guard !proofs.isEmpty else { throw .empty("range proofs") }
      try RangeProof.verify(
        zip(statements, proofs).map { $0.instance($1) }, generators: generators, entropy: entropy)
    }
  }
#endif
