#if Command

  /// A match at a public price: amounts, balances and limits are committed to, and nothing is made or lost.
  ///
  ///     quote = ⌊price · base / lot⌋        the buyer pays quote + fee and gets base, the seller pays base and gets quote
  ///
  /// One aggregated range proof of eight values of 64 bits shows that base, quote, r = price·base − lot·quote and lot − 1 − r are amounts, that neither balance
  /// falls below zero, and that the price lies within both limits. Balances after the match are sums of commitments that everybody computes
  /// (``buyerBalanceAfter()``, ``sellerBalanceAfter()``), so that conservation needs no further proof; what each gets is the
  /// commitment to the traded amount itself. What it cannot say: that a balance is the one its owner had before. What is not hidden: the
  /// price, the lot, the fee, that these two matched, and limits in the open.
  public struct MatchStatement: Hashable, Sendable {
    /// One side: what it can pay, and up to which price it trades.
    public struct Party: Hashable, Sendable {
      /// The commitment to its balance before the match, of what it pays: the quote of a buyer, the base of a seller.
      public let balance: PedersenCommitment
      /// Its limit, in quote for a lot.
      public let limit: ComparisonStatement.Side

      /// Puts a side together; commitments are on ``PedersenBase/rangeProofs``.
      public init(balance: PedersenCommitment, limit: ComparisonStatement.Side) {
        self.balance = balance
        self.limit = limit
      }
    }

    /// What is public of the match: where and when, the assets and the price.
    public struct Terms: Hashable, Sendable {
      /// The venue.
      public var venue: String
      /// The instant, in seconds since 1970-01-01T00:00:00Z.
      public var instant: Int64
      /// The asset that is traded.
      public var base: String
      /// The asset that it is paid in.
      public var quote: String
      /// Units of the quote for a lot, > 0.
      public var price: UInt64
      /// Units of the base that the price is for, > 0.
      public var lot: UInt64
      /// Units of the quote that the buyer pays besides, to the venue.
      public var fee: UInt64

      /// Puts terms together; see the properties for the meaning of each argument.
      public init(
        venue: String, instant: Int64, base: String, quote: String, price: UInt64, lot: UInt64 = 1, fee: UInt64 = 0
      ) {
        self.venue = venue
        self.instant = instant
        self.base = base
        self.quote = quote
        self.price = price
        self.lot = lot
        self.fee = fee
      }
    }

    /// What is public.
    public let terms: Terms
    /// The commitment to the units of the base that change hands.
    public let base: PedersenCommitment
    /// The commitment to the units of the quote that are paid for them.
    public let quote: PedersenCommitment
    /// Who pays the quote.
    public let buyer: Party
    /// Who pays the base.
    public let seller: Party

    /// Puts a statement together.
    ///
    /// - Throws: ``ProofError/empty(_:)`` for a price or a lot of zero.
    public init(
      terms: Terms, base: PedersenCommitment, quote: PedersenCommitment, buyer: Party, seller: Party
    ) throws(ProofError) {
      guard terms.price > 0 else { throw .empty("units of the quote in the price") }
      guard terms.lot > 0 else { throw .empty("units of the base in a lot") }
      self.terms = terms
      self.base = base
      self.quote = quote
      self.buyer = buyer
      self.seller = seller
    }

    /// The commitment to what the buyer has of the quote after the match.
    ///
    /// - Throws: ``ProofError/baseMismatch(expected:found:)``.
    public func buyerBalanceAfter() throws(ProofError) -> PedersenCommitment {
      try buyer.balance.subtracting(quote).subtracting(terms.fee)
    }

    /// The commitment to what the seller has of the base after the match.
    ///
    /// - Throws: ``ProofError/baseMismatch(expected:found:)``.
    public func sellerBalanceAfter() throws(ProofError) -> PedersenCommitment { try seller.balance.subtracting(base) }

    /// Checks a proof of the statement.
    ///
    /// - Parameters:
    ///   - proof: The range proof of eight values.
    ///   - earliest: The earliest instant that still counts; nil for any.
    ///   - generators: Generators of 8 values.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/outdated(instant:earliest:)``, ``ProofError/notProved(_:)``,
    ///   or as ``RangeStatement/verify(_:generators:entropy:)``.
    public func verify(
      _ proof: RangeProof, notBefore earliest: Int64? = nil, generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) {
      if let earliest, terms.instant < earliest { throw .outdated(instant: terms.instant, earliest: earliest) }
      try range().verify(proof, generators: generators, entropy: entropy)
    }

    /// The eight values, in a context that has the whole statement.
    func range() throws(ProofError) -> RangeStatement {
      var said = StatementBytes()
      for text in [terms.venue, terms.base, terms.quote] { said.append(text) }
      said.append(terms.instant)
      for number in [terms.price, terms.lot, terms.fee] { said.append(number) }
      for commitment in [base, quote, buyer.balance, seller.balance] { try said.append(commitment) }
      said.append(buyer.limit)
      said.append(seller.limit)
      let bases = PedersenBase.rangeProofs
      let remainder = PedersenCommitment(
        base: bases, point: Scalar(terms.price) * base.point - Scalar(terms.lot) * quote.point)
      let price = GroupElement.timesBase(Scalar(terms.price))
      let commitments = [
        base, quote, remainder, remainder.subtracted(from: terms.lot - 1), try buyerBalanceAfter(),
        try sellerBalanceAfter(), PedersenCommitment(base: bases, point: try buyer.limit.point() - price),
        PedersenCommitment(base: bases, point: price - (try seller.limit.point())),
      ]
      return RangeStatement(context: said.context("match"), commitments: commitments, bits: 64)
    }
  }
#endif
