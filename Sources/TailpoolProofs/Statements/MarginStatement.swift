#if Command

  /// Each account's committed collateral is at least its margin, which is public or committed to.
  ///
  /// A range proof of 64 bits of collateral − margin shows that it is not negative; one of each committed margin shows that it is an amount, so that
  /// both are integers and not numbers modulo the order of the group. Up to 8 values share a proof. What it says: the maker knows amounts that open the commitments, and
  /// none is below its margin. What it cannot say: that the collateral is there, that it is pledged to nobody else, or that a margin is the one
  /// which the positions ask for; an opening of the one to an auditor and a run of the other again say it. What is not hidden: the accounts' names as written,
  /// public margins, how many accounts there are, and that a commitment is used again.
  public struct MarginStatement: Hashable, Sendable {
    /// An account.
    public struct Account: Hashable, Sendable {
      /// Its name, in the open: a salted identifier where it must not be known.
      public let name: String
      /// The commitment to its collateral, in base units.
      public let collateral: PedersenCommitment
      /// What it must have, in base units.
      public let margin: ComparisonStatement.Side

      /// Puts an account together; commitments are on ``PedersenBase/rangeProofs``.
      public init(name: String, collateral: PedersenCommitment, margin: ComparisonStatement.Side) {
        self.name = name
        self.collateral = collateral
        self.margin = margin
      }
    }

    /// What opens an account's commitments.
    public struct AccountOpening: Sendable {
      /// The collateral.
      public let collateral: CommitmentOpening
      /// The margin; its blinding counts only where it is committed to.
      public let margin: CommitmentOpening

      /// Puts openings together.
      public init(collateral: CommitmentOpening, margin: CommitmentOpening) {
        self.collateral = collateral
        self.margin = margin
      }
    }

    /// The pool or venue.
    public let pool: String
    /// The instant, in seconds since 1970-01-01T00:00:00Z.
    public let instant: Int64
    /// The asset of all amounts.
    public let asset: String
    /// Which margin it is, such as `scenario margin, initial`.
    public let rule: String
    /// The accounts, at least one.
    public let accounts: [Account]

    /// Puts a statement together.
    ///
    /// - Throws: ``ProofError/empty(_:)``, or ``ProofError/duplicateMember(first:second:)`` for a name that stands twice.
    public init(pool: String, instant: Int64, asset: String, rule: String, accounts: [Account]) throws(ProofError) {
      guard !accounts.isEmpty else { throw .empty("accounts") }
      var places: [String: Int] = [:]
      for (index, account) in accounts.enumerated() {
        if let first = places.updateValue(index, forKey: account.name) {
          throw .duplicateMember(first: first, second: index)
        }
      }
      self.pool = pool
      self.instant = instant
      self.asset = asset
      self.rule = rule
      self.accounts = accounts
    }

    /// Values that the range proofs are of: one an account, and one a committed margin.
    var valueCount: Int {
      accounts.reduce(0) { count, account in
        if case .committed = account.margin { count + 2 } else { count + 1 }
      }
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - openings: What opens each account's commitments, in the accounts' order.
    ///   - generators: Generators of 8 values, or of as many as there are.
    ///   - entropy: Fresh random bytes.
    /// - Returns: A range proof for up to 8 values each.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where a collateral is below its margin or does not open its commitment;
    ///   ``ProofError/wrongLength(of:expected:found:)``, ``ProofError/unsupportedSize(bits:values:)``.
    /// - Complexity: some 9·64 multiplications of an element a value.
    public func proofs(
      _ openings: [AccountOpening], generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> [RangeProof] {
      guard openings.count == accounts.count else {
        throw .wrongLength(of: "openings of accounts", expected: accounts.count, found: openings.count)
      }
      var values: [CommitmentOpening] = []
      for (account, opening) in zip(accounts, openings) {
        let (difference, isLess) = opening.collateral.amount.subtractingReportingOverflow(opening.margin.amount)
        guard !isLess else { throw .untrueStatement("margin") }
        let blinding = opening.collateral.blinding.scalar - account.margin.blinding(opening.margin)
        values.append(CommitmentOpening(difference, blinding: SecretScalar(blinding)))
        if case .committed = account.margin { values.append(opening.margin) }
      }
      return try series().proofs(values, generators: generators, entropy: entropy)
    }

    /// Checks proofs of the statement.
    ///
    /// - Parameters:
    ///   - proofs: The range proofs.
    ///   - earliest: The earliest instant that still counts; nil for any.
    ///   - generators: Generators of 8 values, or of as many as there are.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/outdated(instant:earliest:)``, ``ProofError/notProved(_:)``, or as
    ///   ``RangeStatement/verify(_:generators:entropy:)``.
    public func verify(
      _ proofs: [RangeProof], notBefore earliest: Int64? = nil, generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) {
      if let earliest, instant < earliest { throw .outdated(instant: instant, earliest: earliest) }
      try series().verify(proofs, generators: generators, entropy: entropy)
    }

    /// The differences and the committed margins, in a context that has the whole statement.
    private func series() throws(ProofError) -> RangeSeries {
      var said = StatementBytes()
      for text in [pool, asset, rule] { said.append(text) }
      said.append(instant)
      said.append(UInt64(accounts.count))
      var commitments: [PedersenCommitment] = []
      for account in accounts {
        said.append(account.name)
        try said.append(account.collateral)
        said.append(account.margin)
        let difference = try account.collateral.point(on: .rangeProofs) - account.margin.point()
        commitments.append(PedersenCommitment(base: .rangeProofs, point: difference))
        if case .committed(let margin) = account.margin { commitments.append(margin) }
      }
      return RangeSeries(context: said.context("margin"), commitments: commitments)
    }
  }
#endif
