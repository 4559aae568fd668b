#if Command

  /// What is used is at most a part of a capacity: utilization ≤ its limit, on committed books.
  ///
  ///     10,000 · Σ used ≤ limit · capacity        limit in hundredths of a percent
  ///
  /// The difference D is shown in two halves: the proof commits to ⌊D / 2⁶⁴⌋, and range proofs of 64 bits show that it, the rest, every amount used and a
  /// committed capacity are amounts; both sides are then below 2¹²⁸, and the inequality is one of integers. What it cannot say: that the lines are all that is
  /// used. What is not hidden: the lines' names and number, the limit, a public capacity.
  public struct LimitStatement: Hashable, Sendable {
    /// A part of what is used.
    public struct Line: Hashable, Sendable {
      /// Its name, in the open.
      public let name: String
      /// The commitment to what it uses, in base units.
      public let used: PedersenCommitment

      /// Puts a line together; the commitment is on ``PedersenBase/rangeProofs``.
      public init(name: String, used: PedersenCommitment) {
        self.name = name
        self.used = used
      }
    }

    /// The most lines of a statement.
    public static let greatestLineCount = 65_536

    /// The pool.
    public let pool: String
    /// The instant, in seconds since 1970-01-01T00:00:00Z.
    public let instant: Int64
    /// The asset of all amounts.
    public let asset: String
    /// The limit in hundredths of a percent of the capacity: 10,000 is all of it.
    public let basisPoints: UInt64
    /// What is used, at least one line.
    public let lines: [Line]
    /// What the limit is a part of, in base units.
    public let capacity: ComparisonStatement.Side

    /// Puts a statement together.
    ///
    /// - Throws: ``ProofError/empty(_:)``; ``ProofError/wrongLength(of:expected:found:)`` for more lines than
    ///   ``greatestLineCount``.
    public init(
      pool: String, instant: Int64, asset: String, basisPoints: UInt64, lines: [Line],
      capacity: ComparisonStatement.Side
    ) throws(ProofError) {
      guard !lines.isEmpty else { throw .empty("lines of a limit") }
      guard lines.count <= Self.greatestLineCount else {
        throw .wrongLength(of: "lines of a limit", expected: Self.greatestLineCount, found: lines.count)
      }
      self.pool = pool
      self.instant = instant
      self.asset = asset
      self.basisPoints = basisPoints
      self.lines = lines
      self.capacity = capacity
    }

    /// Values that the range proofs are of: the lines, a committed capacity, and both halves of the difference.
    var valueCount: Int {
      if case .committed = capacity { lines.count + 3 } else { lines.count + 2 }
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - used: What opens each line.
    ///   - whole: The capacity; its blinding counts only where it is committed to.
    ///   - generators: Generators of 8 values, or of as many as there are.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where more is used than the limit or an opening is of another commitment;
    ///   ``ProofError/wrongLength(of:expected:found:)``.
    public func proof(
      used: [CommitmentOpening], capacity whole: CommitmentOpening, generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> LimitProof {
      guard used.count == lines.count else {
        throw .wrongLength(of: "openings of lines", expected: lines.count, found: used.count)
      }
      // At most 65,536 amounts: far below 2¹²⁸.
      let total = used.reduce(UInt128(0)) { $0 + UInt128($1.amount) } * 10_000
      let (difference, isLess) = (UInt128(basisPoints) * UInt128(whole.amount)).subtractingReportingOverflow(total)
      guard !isLess else { throw .untrueStatement("limit") }
      var random = TranscriptRandom(try context().transcript("upper half"))
      for opening in used + [whole] {
        random.stir("v", opening.amount)
        random.stir("v_blinding", opening.blinding)
      }
      random.finish(entropy)
      let upper = CommitmentOpening(
        UInt64(truncatingIfNeeded: difference >> 64), blinding: SecretScalar(random.scalar()))
      let blindings = used.reduce(Scalar.zero) { $0 + $1.blinding.scalar }
      let blinding =
        Scalar(basisPoints) * capacity.blinding(whole) - Scalar(10_000) * blindings - .twoTo64 * upper.blinding.scalar
      let lower = CommitmentOpening(UInt64(truncatingIfNeeded: difference), blinding: SecretScalar(blinding))
      var values = used
      if case .committed = capacity { values.append(whole) }
      values += [lower, upper]
      let ranges = try series(upper: upper.commitment).proofs(values, generators: generators, entropy: entropy)
      return LimitProof(upper: upper.commitment, ranges: ranges)
    }

    /// Checks a proof of the statement.
    ///
    /// - Parameters:
    ///   - proof: The proof.
    ///   - earliest: The earliest instant that still counts; nil for any.
    ///   - generators: Generators of 8 values, or of as many as there are.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/outdated(instant:earliest:)``, ``ProofError/notProved(_:)``, or as
    ///   ``RangeStatement/verify(_:generators:entropy:)``.
    public func verify(
      _ proof: LimitProof, notBefore earliest: Int64? = nil, generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) {
      if let earliest, instant < earliest { throw .outdated(instant: instant, earliest: earliest) }
      try series(upper: proof.upper).verify(proof.ranges, generators: generators, entropy: entropy)
    }

    /// The whole statement.
    private func context() throws(ProofError) -> ProofContext {
      var said = StatementBytes()
      for text in [pool, asset] { said.append(text) }
      said.append(instant)
      said.append(basisPoints)
      said.append(capacity)
      said.append(UInt64(lines.count))
      for line in lines {
        said.append(line.name)
        try said.append(line.used)
      }
      return said.context("limit")
    }

    private func series(upper: PedersenCommitment) throws(ProofError) -> RangeSeries {
      var (commitments, used): ([PedersenCommitment], GroupElement) = ([], .identity)
      for line in lines {
        used = used + (try line.used.point(on: .rangeProofs))
        commitments.append(line.used)
      }
      if case .committed(let whole) = capacity { commitments.append(whole) }
      let difference = Scalar(basisPoints) * (try capacity.point()) - Scalar(10_000) * used
      let lower = difference - .twoTo64 * (try upper.point(on: .rangeProofs))
      commitments += [PedersenCommitment(base: .rangeProofs, point: lower), upper]
      return RangeSeries(context: try context(), commitments: commitments)
    }
  }

  /// The proof of a ``LimitStatement``.
  public struct LimitProof: Hashable, Sendable {
    /// The commitment to the upper half of what is left under the limit.
    public let upper: PedersenCommitment
    /// The range proofs.
    public let ranges: [RangeProof]

    /// Puts the parts of a proof together.
    public init(upper: PedersenCommitment, ranges: [RangeProof]) {
      self.upper = upper
      self.ranges = ranges
    }
  }
#endif
