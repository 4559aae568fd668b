#if Command

  /// A pool's assets are at least its liabilities as of an instant: committed assets, a tree of liabilities, and a proof that the differences are not
  /// negative.
  ///
  /// One range proof of 64 bits for each asset shows 0 ≤ assets − total < 2⁶⁴. What it says: the maker knows amounts that open the commitments and
  /// cover the totals of the tree. What it cannot say: that the assets are there or unencumbered (an opening to an auditor, or a proof by the holder, does),
  /// that they are the pool's own for longer than the instant, or that no member was left out; members check their own leaves. What is not
  /// hidden: the totals owed, the number of assets, the instant.
  public struct SolvencyStatement: Hashable, Sendable {
    /// The pool.
    public let pool: String
    /// The instant, in seconds since 1970-01-01T00:00:00Z.
    public let instant: Int64
    /// The names of the assets: 1, 2, 4 or 8.
    public let assets: [String]
    /// The root of the liabilities, with the totals of each asset.
    public let liabilities: LiabilityRoot
    /// The commitments to the pool's assets, on ``PedersenBase/rangeProofs``.
    public let commitments: [PedersenCommitment]

    /// Puts a statement together.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)`` where assets, totals and commitments are not equally many,
    ///   ``ProofError/unsupportedSize(bits:values:)``, or ``ProofError/valueOutOfRange(index:bits:)`` for a total of 2⁶⁴ or more.
    public init(
      pool: String, instant: Int64, assets: [String], liabilities: LiabilityRoot, commitments: [PedersenCommitment]
    ) throws(ProofError) {
      for (name, count) in [("totals", liabilities.totals.count), ("commitments", commitments.count)] {
        guard count == assets.count else { throw .wrongLength(of: name, expected: assets.count, found: count) }
      }
      try RangeProof.checkSize(bits: 64, values: assets.count)
      for (index, total) in liabilities.totals.enumerated() where UInt64(exactly: total) == nil {
        throw .valueOutOfRange(index: index, bits: 64)
      }
      self.pool = pool
      self.instant = instant
      self.assets = assets
      self.liabilities = liabilities
      self.commitments = commitments
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - holdings: The amount of each asset.
    ///   - blindings: The blindings of their commitments.
    ///   - generators: Generators of at least so many values.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where an amount is less than what is owed or does not open its commitment;
    ///   ``ProofError/wrongLength(of:expected:found:)``.
    public func proof(
      _ holdings: [UInt64], blindings: [SecretScalar], generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> RangeProof {
      for count in [holdings.count, blindings.count] where count != assets.count {
        throw .wrongLength(of: "holdings", expected: assets.count, found: count)
      }
      var surpluses: [UInt64] = []
      for (holding, total) in zip(holdings, totals) {
        guard holding >= total else { throw .untrueStatement("solvency") }
        surpluses.append(holding - total)
      }
      return try range().proof(surpluses, blindings: blindings, generators: generators, entropy: entropy)
    }

    /// Checks a proof of the statement.
    ///
    /// - Parameters:
    ///   - proof: The proof.
    ///   - earliest: The earliest instant that still counts; nil for any.
    ///   - generators: Generators of at least so many values.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/outdated(instant:earliest:)``, or as ``RangeStatement/verify(_:generators:entropy:)``.
    public func verify(
      _ proof: RangeProof, notBefore earliest: Int64? = nil, generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) {
      if let earliest, instant < earliest { throw .outdated(instant: instant, earliest: earliest) }
      try range().verify(proof, generators: generators, entropy: entropy)
    }

    private var totals: [UInt64] { liabilities.totals.map { UInt64(clamping: $0) } }

    /// The range of the surpluses, in a context that has the whole statement.
    private func range() throws(ProofError) -> RangeStatement {
      var said = Transcript.littleEndian(instant) + liabilities.bytes
      for (index, asset) in assets.enumerated() {
        let name = Array(asset.utf8)
        said += Transcript.littleEndian(UInt64(name.count)) + name + Transcript.littleEndian(totals[index])
        said += try commitments[index].point(on: .rangeProofs).bytes
      }
      let context = ProofContext(domain: "Tailpool", data: Array(pool.utf8)).extended("solvency", said)
      return RangeStatement(
        context: context, commitments: zip(commitments, totals).map { $0.subtracting($1) }, bits: 64)
    }
  }
#endif
