#if Command
  import TailpoolEvents

  /// Amounts with what blinds their commitments, as a file of its maker's holds them.
  public struct OpeningDocument: Sendable {
    /// The openings, in the order of the commitments in the document that they open.
    public let openings: [CommitmentOpening]

    /// A document of openings.
    public init(_ openings: [CommitmentOpening]) { self.openings = openings }

    /// Reads a document.
    ///
    /// - Throws: ``ProofError/unknownVersion(of:found:)``, ``ProofError/malformedDocument(_:)``, ``ProofError/wrongLength(of:expected:found:)``,
    ///   or ``ProofError/unreducedScalar(_:)``.
    public init(_ value: EventValue) throws(ProofError) {
      let record: Record = try ProofDocument.record(value, format: Record.format)
      guard record.amounts.count == record.blindings.count else {
        throw .wrongLength(of: "blindings", expected: record.amounts.count, found: record.blindings.count)
      }
      var openings: [CommitmentOpening] = []
      for (amount, blinding) in zip(record.amounts, record.blindings) {
        openings.append(CommitmentOpening(amount, blinding: try SecretScalar(bytes: blinding.bytes)))
      }
      self.init(openings)
    }

    /// The document as a value.
    public var value: EventValue {
      Record(amounts: openings.map(\.amount), blindings: openings.map { HexadecimalBytes($0.blinding.bytes) })
        .eventValue
    }

    private struct Record: EventRecord {
      static let format = "tailpool opening"
      var amounts: [UInt64] = []
      var blindings: [HexadecimalBytes] = []

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        _ = try coder.field("format", format)
        try coder.version(ProofDocument.version)
        return Record(
          amounts: try coder.field("amounts", record.amounts), blindings: try coder.field("blindings", record.blindings)
        )
      }
    }
  }

  /// The secret of a note, as a file of its maker's holds it.
  public struct NoteDocument: Sendable {
    /// The secret.
    public let secret: NoteSecret

    /// A document of a secret.
    public init(_ secret: NoteSecret) { self.secret = secret }

    /// Reads a document.
    ///
    /// - Throws: ``ProofError/unknownVersion(of:found:)``, ``ProofError/malformedDocument(_:)``, or
    ///   ``ProofError/unreducedScalar(_:)``.
    public init(_ value: EventValue) throws(ProofError) {
      let record: Record = try ProofDocument.record(value, format: Record.format)
      secret = NoteSecret(
        serial: try SecretScalar(bytes: record.serial.bytes), blinding: try SecretScalar(bytes: record.blinding.bytes))
    }

    /// The document as a value.
    public var value: EventValue {
      Record(serial: HexadecimalBytes(secret.serial.bytes), blinding: HexadecimalBytes(secret.blinding.bytes))
        .eventValue
    }

    private struct Record: EventRecord {
      static let format = "tailpool note"
      var serial = HexadecimalBytes.blank
      var blinding = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        _ = try coder.field("format", format)
        try coder.version(ProofDocument.version)
        return Record(
          serial: try coder.field("serial", record.serial), blinding: try coder.field("blinding", record.blinding))
      }
    }
  }

  extension NullifierRegister {
    private struct Record: EventRecord {
      static let format = "tailpool register"
      var scope = ""
      var notes: [HexadecimalBytes] = []
      var spent: [HexadecimalBytes] = []

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        _ = try coder.field("format", format)
        try coder.version(ProofDocument.version)
        return Record(
          scope: try coder.field("scope", record.scope), notes: try coder.field("notes", record.notes),
          spent: try coder.field("spent", record.spent))
      }
    }

    /// Reads a register from its document.
    ///
    /// - Throws: ``ProofError/unknownVersion(of:found:)``, ``ProofError/malformedDocument(_:)``, ``ProofError/alreadySpent(_:)``, or what an
    ///   element is refused with.
    public init(_ value: EventValue) throws(ProofError) {
      let record: Record = try ProofDocument.record(value, format: Record.format)
      var (notes, spent): ([MembershipNote], [Nullifier]) = ([], [])
      for (index, note) in record.notes.enumerated() {
        notes.append(try MembershipNote(bytes: note.bytes, name: "note \(index + 1)"))
      }
      for nullifier in record.spent { spent.append(try Nullifier(bytes: nullifier.bytes)) }
      try self.init(scope: record.scope, notes: notes, spent: spent)
    }

    /// The register as a document's value.
    public var value: EventValue {
      Record(
        scope: scope, notes: notes.map { HexadecimalBytes($0.point.bytes) },
        spent: spent.map { HexadecimalBytes($0.point.bytes) }
      ).eventValue
    }
  }
#endif
