#if Command
  import TailpoolEvents

  /// A match at a public price, with the proof.
  public struct MatchClaim: Hashable, Sendable {
    /// The statement.
    public let statement: MatchStatement
    /// The range proof of eight values, not yet checked.
    public let proof: RangeProof

    /// Puts a statement and its proof together.
    public init(statement: MatchStatement, proof: RangeProof) {
      self.statement = statement
      self.proof = proof
    }

    /// A side of the match.
    struct PartyRecord: EventRecord, Hashable {
      var balance = HexadecimalBytes.blank
      var limit = SideField.blank

      static let blank = PartyRecord()

      static func coded<Coder: EventFieldCoder>(
        _ record: PartyRecord, by coder: inout Coder
      ) throws(Coder.Failure) -> PartyRecord {
        PartyRecord(balance: try coder.field("balance", record.balance), limit: try coder.field("limit", record.limit))
      }

      init(balance: HexadecimalBytes = .blank, limit: SideField = .blank) {
        self.balance = balance
        self.limit = limit
      }

      init(_ party: MatchStatement.Party) {
        self.init(balance: party.balance.hexadecimal, limit: SideField(party.limit))
      }

      func party(_ name: String) throws(ProofError) -> MatchStatement.Party {
        MatchStatement.Party(
          balance: try .read(balance, "balance of the \(name)"), limit: try limit.side("limit of the \(name)"))
      }
    }

    struct Record: EventRecord, Hashable {
      var terms = MatchStatement.Terms(venue: "", instant: 0, base: "", quote: "", price: 0)
      var traded = HexadecimalBytes.blank
      var paid = HexadecimalBytes.blank
      var buyer = PartyRecord.blank
      var seller = PartyRecord.blank
      var proof = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("match")
        let old = record.terms
        let terms = MatchStatement.Terms(
          venue: try coder.field("venue", old.venue), instant: try coder.field("instant", old.instant),
          base: try coder.field("base", old.base), quote: try coder.field("quote", old.quote),
          price: try coder.field("price", old.price), lot: try coder.field("lot", old.lot),
          fee: try coder.field("fee", old.fee))
        return Record(
          terms: terms, traded: try coder.field("traded", record.traded), paid: try coder.field("paid", record.paid),
          buyer: try coder.field("buyer", record.buyer), seller: try coder.field("seller", record.seller),
          proof: try coder.field("proof", record.proof))
      }
    }

    init(_ record: Record) throws(ProofError) {
      statement = try MatchStatement(
        terms: record.terms, base: .read(record.traded, "traded"), quote: .read(record.paid, "paid"),
        buyer: record.buyer.party("buyer"), seller: record.seller.party("seller"))
      proof = try RangeProof(bytes: record.proof.bytes, bits: 64, values: 8)
    }

    var record: Record {
      Record(
        terms: statement.terms, traded: statement.base.hexadecimal, paid: statement.quote.hexadecimal,
        buyer: PartyRecord(statement.buyer), seller: PartyRecord(statement.seller), proof: HexadecimalBytes(proof.bytes)
      )
    }
  }
#endif
