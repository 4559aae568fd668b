#if Command
  import TailpoolEvents

  /// A member's statement: its name and salt, of what its balances consist, and its place in the pool's tree of liabilities.
  ///
  /// It is for the member alone: who has it knows name and balances. What the member sees of others, ``LiabilityInclusion`` says.
  public struct MemberClaim: Hashable, Sendable {
    /// A part of a balance, such as the claim of shares or margin posted.
    public struct Part: Hashable, Sendable {
      /// What it is for.
      public let purpose: String
      /// The asset.
      public let asset: String
      /// Base units.
      public let amount: Int128

      /// Puts a part together.
      public init(purpose: String, asset: String, amount: Int128) {
        self.purpose = purpose
        self.asset = asset
        self.amount = amount
      }
    }

    /// The member's name.
    public let name: String
    /// What the identifier of its leaf is salted with.
    public let salt: [UInt8]
    /// The parts of the balances.
    public let parts: [Part]
    /// The place in the tree.
    public let inclusion: InclusionClaim

    /// Puts a statement together.
    public init(name: String, salt: [UInt8], parts: [Part], inclusion: InclusionClaim) {
      self.name = name
      self.salt = salt
      self.parts = parts
      self.inclusion = inclusion
    }

    /// Checks that the leaf is the member's, that the parts sum to its balances, and that it stands in the tree of the root.
    ///
    /// - Throws: ``ProofError/notProved(_:)``, ``ProofError/wrongLength(of:expected:found:)`` for a short salt,
    ///   ``ProofError/negative(_:_:)`` or ``ProofError/overflow(_:)``.
    public func verify() throws(ProofError) {
      guard try LiabilityEntry.memberIdentifier(name: name, salt: salt) == inclusion.entry.identifier else {
        throw .notProved("a member's leaf")
      }
      var sums = inclusion.assets.map { _ in Int128(0) }
      for part in parts {
        guard let place = inclusion.assets.firstIndex(of: part.asset) else { throw .otherStatement("asset of a part") }
        guard part.amount >= 0 else { throw .negative("a part of the balance", part.amount) }
        let (sum, overflows) = sums[place].addingReportingOverflow(part.amount)
        guard !overflows else { throw .overflow("parts of the balance") }
        sums[place] = sum
      }
      guard sums == inclusion.entry.balances else { throw .notProved("parts of the balance") }
      try inclusion.inclusion.verify(inclusion.entry, in: inclusion.root)
    }

    struct PartRecord: EventRecord, Hashable {
      var purpose = ""
      var asset = ""
      var amount: Int128 = 0

      static let blank = PartRecord()

      static func coded<Coder: EventFieldCoder>(
        _ record: PartRecord, by coder: inout Coder
      ) throws(Coder.Failure) -> PartRecord {
        PartRecord(
          purpose: try coder.field("purpose", record.purpose), asset: try coder.field("asset", record.asset),
          amount: try coder.field("amount", record.amount))
      }
    }

    struct Record: EventRecord, Hashable {
      var name = ""
      var salt = HexadecimalBytes.blank
      var parts: [PartRecord] = []
      var inclusion = InclusionClaim.Record.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("member")
        return Record(
          name: try coder.field("name", record.name), salt: try coder.field("salt", record.salt),
          parts: try coder.field("parts", record.parts), inclusion: try coder.field("inclusion", record.inclusion))
      }
    }

    init(_ record: Record) throws(ProofError) {
      self.init(
        name: record.name, salt: record.salt.bytes,
        parts: record.parts.map { Part(purpose: $0.purpose, asset: $0.asset, amount: $0.amount) },
        inclusion: try InclusionClaim(record.inclusion))
    }

    var record: Record {
      Record(
        name: name, salt: HexadecimalBytes(salt),
        parts: parts.map { PartRecord(purpose: $0.purpose, asset: $0.asset, amount: $0.amount) },
        inclusion: inclusion.record)
    }
  }
#endif
