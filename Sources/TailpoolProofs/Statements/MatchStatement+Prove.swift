#if Command

  extension MatchStatement {
    /// What opens a party's commitments.
    public struct PartyOpening: Sendable {
      /// The balance before the match.
      public let balance: CommitmentOpening
      /// The limit; its blinding counts only where it is committed to.
      public let limit: CommitmentOpening

      /// Puts openings together.
      public init(balance: CommitmentOpening, limit: CommitmentOpening) {
        self.balance = balance
        self.limit = limit
      }
    }

    /// The quote for an amount of the base: ⌊price · base / lot⌋.
    ///
    /// - Throws: ``ProofError/overflow(_:)`` where it is 2⁶⁴ or more, ``ProofError/empty(_:)`` for a lot of zero.
    public static func quote(for base: UInt64, price: UInt64, lot: UInt64) throws(ProofError) -> UInt64 {
      guard lot > 0 else { throw .empty("units of the base in a lot") }
      guard let quote = UInt64(exactly: UInt128(price) * UInt128(base) / UInt128(lot)) else { throw .overflow("quote") }
      return quote
    }

    /// Proves the statement.
    ///
    /// - Parameters:
    ///   - traded: What opens the traded base.
    ///   - paid: What opens the quote paid for it.
    ///   - buyer: What opens the buyer's commitments.
    ///   - seller: What opens the seller's.
    ///   - generators: Generators of 8 values.
    ///   - entropy: Fresh random bytes.
    /// - Returns: One range proof of eight values.
    /// - Throws: ``ProofError/untrueStatement(_:)`` where the quote is not that of the price, a balance does not suffice, a limit is not kept,
    ///   or an opening is of another commitment.
    public func proof(
      base traded: CommitmentOpening, quote paid: CommitmentOpening, buyer: PartyOpening, seller: PartyOpening,
      generators: RangeGenerators, entropy: Entropy
    ) throws(ProofError) -> RangeProof {
      let (price, lot) = (terms.price, terms.lot)
      guard try Self.quote(for: traded.amount, price: price, lot: lot) == paid.amount else {
        throw .untrueStatement("match")
      }
      let rest = UInt64(UInt128(price) * UInt128(traded.amount) - UInt128(lot) * UInt128(paid.amount))
      let restBlinding = Scalar(price) * traded.blinding.scalar - Scalar(lot) * paid.blinding.scalar
      let left = try Self.less(Self.less(buyer.balance.amount, paid.amount), terms.fee)
      let values: [(UInt64, Scalar)] = [
        (traded.amount, traded.blinding.scalar), (paid.amount, paid.blinding.scalar), (rest, restBlinding),
        (lot - 1 - rest, -restBlinding), (left, buyer.balance.blinding.scalar - paid.blinding.scalar),
        (
          try Self.less(seller.balance.amount, traded.amount),
          seller.balance.blinding.scalar - traded.blinding.scalar
        ),
        (try Self.less(buyer.limit.amount, price), self.buyer.limit.blinding(buyer.limit)),
        (try Self.less(price, seller.limit.amount), -self.seller.limit.blinding(seller.limit)),
      ]
      return try range().proof(
        values.map(\.0), blindings: values.map { SecretScalar($0.1) }, generators: generators, entropy: entropy)
    }

    private static func less(_ amount: UInt64, _ other: UInt64) throws(ProofError) -> UInt64 {
      let (difference, isLess) = amount.subtractingReportingOverflow(other)
      guard !isLess else { throw .untrueStatement("match") }
      return difference
    }
  }
#endif
