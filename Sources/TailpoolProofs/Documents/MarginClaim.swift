#if Command
  import TailpoolEvents

  /// Accounts' collateral is at least their margin, with the proofs.
  public struct MarginClaim: Hashable, Sendable {
    /// The statement.
    public let statement: MarginStatement
    /// The range proofs, not yet checked.
    public let proofs: [RangeProof]

    /// Puts a statement and its proofs together.
    public init(statement: MarginStatement, proofs: [RangeProof]) {
      self.statement = statement
      self.proofs = proofs
    }

    /// An account.
    struct AccountRecord: EventRecord, Hashable {
      var name = ""
      var collateral = HexadecimalBytes.blank
      var margin = SideField.blank

      static let blank = AccountRecord()

      static func coded<Coder: EventFieldCoder>(
        _ record: AccountRecord, by coder: inout Coder
      ) throws(Coder.Failure) -> AccountRecord {
        AccountRecord(
          name: try coder.field("name", record.name), collateral: try coder.field("collateral", record.collateral),
          margin: try coder.field("margin", record.margin))
      }
    }

    struct Record: EventRecord, Hashable {
      var pool = ""
      var instant: Int64 = 0
      var asset = ""
      var rule = ""
      var accounts: [AccountRecord] = []
      var proofs: [HexadecimalBytes] = []

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("margin")
        return Record(
          pool: try coder.field("pool", record.pool), instant: try coder.field("instant", record.instant),
          asset: try coder.field("asset", record.asset), rule: try coder.field("rule", record.rule),
          accounts: try coder.field("accounts", record.accounts), proofs: try coder.field("proofs", record.proofs))
      }
    }

    init(_ record: Record) throws(ProofError) {
      var accounts: [MarginStatement.Account] = []
      for (index, account) in record.accounts.enumerated() {
        accounts.append(
          MarginStatement.Account(
            name: account.name, collateral: try .read(account.collateral, "collateral of account \(index + 1)"),
            margin: try account.margin.side("margin of account \(index + 1)")))
      }
      statement = try MarginStatement(
        pool: record.pool, instant: record.instant, asset: record.asset, rule: record.rule, accounts: accounts)
      proofs = try RangeSeries.read(record.proofs, count: statement.valueCount)
    }

    var record: Record {
      Record(
        pool: statement.pool, instant: statement.instant, asset: statement.asset, rule: statement.rule,
        accounts: statement.accounts.map {
          AccountRecord(name: $0.name, collateral: $0.collateral.hexadecimal, margin: SideField($0.margin))
        },
        proofs: proofs.map { HexadecimalBytes($0.bytes) })
    }
  }
#endif
