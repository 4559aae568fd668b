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
    /// Assets are at least liabilities.
    case solvency(SolvencyClaim)

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
      case "solvency": self = .solvency(try SolvencyClaim(Self.record(value)))
      default: throw .unknownVersion(of: "kind", found: kind)
      }
    }

    /// The document as a value, whose canonical JSON is the file.
    public var value: EventValue {
      switch self {
      case .range(let claim): claim.record.eventValue
      case .inclusion(let claim): claim.record.eventValue
      case .solvency(let claim): claim.record.eventValue
      }
    }

    /// Checks the proof.
    ///
    /// - Parameters:
    ///   - earliest: The earliest instant that still counts, in seconds since 1970, of a statement that names one; nil for any.
    ///   - entropy: Fresh random bytes.
    /// - Throws: ``ProofError/notProved(_:)`` and ``ProofError/outdated(instant:earliest:)``.
    public func verify(notBefore earliest: Int64? = nil, entropy: Entropy) throws(ProofError) {
      switch self {
      case .range(let claim):
        try claim.statement.verify(
          claim.proof, generators: RangeGenerators(values: claim.statement.commitments.count), entropy: entropy)
      case .inclusion(let claim):
        if let earliest, claim.instant < earliest { throw .outdated(instant: claim.instant, earliest: earliest) }
        try claim.inclusion.verify(claim.entry, in: claim.root)
      case .solvency(let claim):
        try claim.statement.verify(
          claim.proof, notBefore: earliest, generators: RangeGenerators(values: claim.statement.assets.count),
          entropy: entropy)
      }
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

  /// Bytes as hexadecimal text of lower case.
  struct HexadecimalBytes: EventPart, Hashable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let blank = HexadecimalBytes([])

    var eventValue: EventValue {
      let digits = Array("0123456789abcdef".utf8)
      return .text(String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self))
    }

    static func read(_ value: EventValue, _ name: String) throws(EventFormatError) -> HexadecimalBytes {
      guard case .text(let text) = value, text.utf8.count % 2 == 0 else { throw .invalid(field: name) }
      var bytes: [UInt8] = []
      var high: UInt8?
      for byte in text.utf8 {
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        default: throw .invalid(field: name)
        }
        if let first = high {
          bytes.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      }
      return HexadecimalBytes(bytes)
    }
  }

  extension EventFieldCoder {
    /// The fields that every document begins with.
    mutating func head(_ kind: String) throws(Failure) {
      _ = try field("format", ProofDocument.format)
      try version(ProofDocument.version)
      _ = try field("kind", kind)
    }
  }
#endif
