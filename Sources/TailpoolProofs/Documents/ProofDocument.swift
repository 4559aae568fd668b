#if Command
  import TailpoolEvents

  /// A statement with its proof, as a file holds them.
  ///
  /// The format is version 1: an object whose numbers are texts of decimal digits and whose bytes are hexadecimal. A field that is absent or not
  /// of the format is refused.
  public enum ProofDocument: Sendable {
    /// Committed values lie in a range.
    case range(RangeClaim)
    /// A member stands in a tree of liabilities.
    case inclusion(InclusionClaim)
    /// What a member is owed and of what it consists, with its place in a tree of liabilities.
    case member(MemberClaim)
    /// Assets are at least liabilities.
    case solvency(SolvencyClaim)
    /// Collateral is at least a margin.
    case margin(MarginClaim)
    /// What is used is at most a limit.
    case limit(LimitClaim)
    /// A match conserves what is exchanged, at a public price.
    case match(MatchClaim)
    /// A note of a list is spent.
    case spend(SpendClaim)
    /// A text is sealed.
    case seal(SealClaim)
    /// A sealed text is shown.
    case reveal(RevealClaim)
    /// Results of a run.
    case run(RunClaim)
    /// A part of a run's results.
    case part(RunPartClaim)

    /// The name of the format.
    static let format = "tailpool proof"
    static let version = 1

    /// Reads a document, which is not yet checked.
    ///
    /// - Throws: ``ProofError/unknownVersion(of:found:)`` for another format, version or kind; ``ProofError/malformedDocument(_:)``, or what
    ///   a part of a proof is refused with.
    public init(_ value: EventValue) throws(ProofError) {
      guard case .fields(let fields) = value else { throw .malformedDocument("the document is no object") }
      func text(_ name: String) -> String? {
        guard let field = fields.first(where: { $0.name == name }), case .text(let text) = field.value else {
          return nil
        }
        return text
      }
      guard let format = text("format"), let version = text("version"), let kind = text("kind") else {
        throw .malformedDocument("format, version or kind is absent")
      }
      guard format == Self.format else { throw .unknownVersion(of: "format", found: format) }
      guard version == String(Self.version) else { throw .unknownVersion(of: "version", found: version) }
      switch kind {
      case "range": self = .range(try RangeClaim(Self.record(value)))
      case "inclusion": self = .inclusion(try InclusionClaim(Self.record(value)))
      case "member": self = .member(try MemberClaim(Self.record(value)))
      case "solvency": self = .solvency(try SolvencyClaim(Self.record(value)))
      case "margin": self = .margin(try MarginClaim(Self.record(value)))
      case "limit": self = .limit(try LimitClaim(Self.record(value)))
      case "match": self = .match(try MatchClaim(Self.record(value)))
      case "spend": self = .spend(try SpendClaim(Self.record(value)))
      case "seal": self = .seal(try SealClaim(Self.record(value)))
      case "reveal": self = .reveal(try RevealClaim(Self.record(value)))
      case "run": self = .run(try RunClaim(Self.record(value)))
      case "part": self = .part(try RunPartClaim(Self.record(value)))
      default: throw .unknownVersion(of: "kind", found: kind)
      }
    }

    /// The document as a value, whose canonical JSON is the file.
    public var value: EventValue {
      switch self {
      case .range(let claim): claim.record.eventValue
      case .inclusion(let claim): claim.record.eventValue
      case .member(let claim): claim.record.eventValue
      case .solvency(let claim): claim.record.eventValue
      case .margin(let claim): claim.record.eventValue
      case .limit(let claim): claim.record.eventValue
      case .match(let claim): claim.record.eventValue
      case .spend(let claim): claim.record.eventValue
      case .seal(let claim): claim.record.eventValue
      case .reveal(let claim): claim.record.eventValue
      case .run(let claim): claim.record.eventValue
      case .part(let claim): claim.record.eventValue
      }
    }

    /// The record of a document of another format than proofs', whose format and version are looked at first.
    static func record<Record: EventRecord>(_ value: EventValue, format: String) throws(ProofError) -> Record {
      guard case .fields(let fields) = value, let field = fields.first(where: { $0.name == "format" }),
        case .text(let found) = field.value
      else { throw .malformedDocument("format is absent") }
      guard found == format else { throw .unknownVersion(of: "format", found: found) }
      return try record(value)
    }

    private static func record<Record: EventRecord>(_ value: EventValue) throws(ProofError) -> Record {
      do { return try Record(value) } catch {
        switch error {
        case .missing(let field): throw .malformedDocument("\(field) is absent")
        case .invalid(let field): throw .malformedDocument("\(field) cannot be read")
        case .unknown(let field): throw .malformedDocument("\(field) is not of the format")
        case .unknownVersion(let found): throw .unknownVersion(of: "version", found: found)
        case .unknownAction(let found): throw .unknownVersion(of: "kind", found: found)
        }
      }
    }
  }

  extension EventFieldCoder {
    /// The fields that every document begins with.
    mutating func head(_ kind: String) throws(Failure) {
      // A record within another one has its own, at which nobody else looks.
      for (name, expected) in [("format", ProofDocument.format), ("kind", kind)] {
        if name == "kind" { try version(ProofDocument.version) }
        let found = try field(name, expected)
        _ = try made(name, found) { found == expected ? found : nil }
      }
    }
  }
#endif
