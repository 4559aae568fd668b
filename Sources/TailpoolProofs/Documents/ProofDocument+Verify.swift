#if Command

  extension ProofDocument {
    /// The instant that the statement is of, in seconds since 1970; nil where it names none.
    public var instant: Int64? {
      switch self {
      case .range, .spend, .seal, .reveal, .run, .part: nil
      case .inclusion(let claim): claim.instant
      case .member(let claim): claim.inclusion.instant
      case .solvency(let claim): claim.statement.instant
      case .margin(let claim): claim.statement.instant
      case .limit(let claim): claim.statement.instant
      case .match(let claim): claim.statement.terms.instant
      }
    }

    /// The commitments that stand in the document, in the order in which their openings are kept.
    public var commitments: [PedersenCommitment] {
      func side(_ side: ComparisonStatement.Side) -> [PedersenCommitment] {
        if case .committed(let commitment) = side { [commitment] } else { [] }
      }
      switch self {
      case .inclusion, .member, .spend, .seal, .reveal, .run, .part: return []
      case .range(let claim): return claim.statement.commitments
      case .solvency(let claim): return claim.statement.commitments
      case .margin(let claim): return claim.statement.accounts.flatMap { [$0.collateral] + side($0.margin) }
      case .limit(let claim): return claim.statement.lines.map(\.used) + side(claim.statement.capacity)
      case .match(let claim):
        let (buyer, seller) = (claim.statement.buyer, claim.statement.seller)
        return [claim.statement.base, claim.statement.quote, buyer.balance] + side(buyer.limit) + [seller.balance]
          + side(seller.limit)
      }
    }

    /// Checks that openings are those of the document's commitments.
    ///
    /// - Throws: ``ProofError/wrongLength(of:expected:found:)``, or ``ProofError/otherStatement(_:)`` naming the first that is not.
    public func check(_ openings: [CommitmentOpening]) throws(ProofError) {
      let commitments = commitments
      guard openings.count == commitments.count else {
        throw .wrongLength(of: "openings", expected: commitments.count, found: openings.count)
      }
      for (index, opening) in openings.enumerated() where opening.commitment != commitments[index] {
        throw .otherStatement("opening \(index + 1)")
      }
    }

    /// Checks the proof.
    ///
    /// - Parameters:
    ///   - earliest: The earliest instant that still counts, in seconds since 1970, of a statement that names one; nil for any.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/notProved(_:)`` and ``ProofError/outdated(instant:earliest:)``; ``ProofError/needsRun`` for a run, which
    ///   ``RunClaim/check(results:)`` holds against another; ``ProofError/needsReveal`` for a seal.
    public func verify(notBefore earliest: Int64? = nil, entropy: Entropy) throws(ProofError) {
      if let earliest, let instant, instant < earliest { throw .outdated(instant: instant, earliest: earliest) }
      switch self {
      case .range(let claim):
        try claim.statement.verify(
          claim.proof, generators: RangeGenerators(values: claim.statement.commitments.count), entropy: entropy)
      case .inclusion(let claim): try claim.inclusion.verify(claim.entry, in: claim.root)
      case .member(let claim): try claim.verify()
      case .solvency(let claim):
        try claim.statement.verify(
          claim.proof, generators: RangeGenerators(values: claim.statement.assets.count), entropy: entropy)
      case .margin(let claim):
        try claim.statement.verify(
          claim.proofs, generators: RangeSeries.generators(claim.statement.valueCount), entropy: entropy)
      case .limit(let claim):
        try claim.statement.verify(
          claim.proof, generators: RangeSeries.generators(claim.statement.valueCount), entropy: entropy)
      case .match(let claim):
        try claim.statement.verify(claim.proof, generators: RangeGenerators(values: 8), entropy: entropy)
      case .spend(let claim): try claim.statement.verify(claim.proof, entropy: entropy)
      case .seal: throw .needsReveal
      case .reveal(let claim): try claim.verify()
      case .run: throw .needsRun
      case .part(let claim):
        try claim.part.verify(at: claim.place, of: claim.count, path: claim.path, root: claim.root)
      }
    }
  }
#endif
