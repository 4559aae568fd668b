/// The report as it stands in a JSON file, schema version 1; `Docs/ReportSchema.md` says what every field means.
///
/// These types are the file format: they change only with the schema version, however the domain types change.
struct ReportDocument: Codable, Equatable {
  static let schemaName = "tailpool.report"
  static let currentVersion = 1

  var schema = Self.schemaName
  var schemaVersion = Self.currentVersion
  var run: RunDocument
  var headline: HeadlineDocument
  var pool: PoolDocument
  var risk: RiskDocument
  var stress: StressDocument
  var book: BookDocument
  var markets: [MarketDocument]
  var smiles: [SmileDocument]
  var covariance: CovarianceDocument
  var dataQuality: DataQualityDocument
  var analysis: OrNull<AnalysisDocument>
  var surfaces: OrNull<SurfacesDocument>
}

/// A number of the file; what is not finite is written as null and read back as NaN.
struct JSONNumber: Codable, Equatable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = container.decodeNil() ? .nan : try container.decode(Double.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
  }

  static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    left.value == right.value || (!left.value.isFinite && !right.value.isFinite)
  }
}

extension JSONNumber {
  /// A number that may be absent.
  init(_ value: Double?) { self.init(value ?? .nan) }
}

/// A value of the file that may be absent: written as null, so that every key is always there.
struct OrNull<Value: Codable & Equatable>: Codable, Equatable {
  let value: Value?

  init(_ value: Value?) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value = container.decodeNil() ? nil : try container.decode(Value.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

struct RunDocument: Codable, Equatable {
  var libraryVersion: String
  var asOf: String
  var horizonInDays: JSONNumber
  var scenarios: Int
  var seed: UInt64
  var estimator: String
  var history: OrNull<HistoryDocument>
  var inputs: [InputDocument]
  var assumptions: [String]
  var model: String
  var levels: LevelsDocument
  var revaluation: RevaluationDocument
}

struct LevelsDocument: Codable, Equatable {
  var valueAtRisk: [JSONNumber]
  var expectedShortfall: [JSONNumber]
}

struct RevaluationDocument: Codable, Equatable {
  var mode: String
  var method: String
  var errorBound: JSONNumber
  var largestError: JSONNumber
  var refusal: OrNull<String>
  var sampled: [SampledDocument]
}

struct SampledDocument: Codable, Equatable {
  var contract: String
  var errorBound: JSONNumber
  var prices: Int
}

struct HistoryDocument: Codable, Equatable {
  var firstDate: String
  var lastDate: String
  var observations: Int
  var ageInDays: Int
}

struct InputDocument: Codable, Equatable {
  var role: String
  var name: String
}

struct HeadlineDocument: Codable, Equatable {
  var value: JSONNumber
  var capital: JSONNumber
  var unit: String
  var utilization: JSONNumber
  var valueAtRisk95: JSONNumber
  var valueAtRisk99: JSONNumber
  var expectedShortfall: JSONNumber
  var expectedShortfallOverCapital: JSONNumber
  var brokenLimits: [String]
}

struct PoolDocument: Codable, Equatable {
  var unit: String
  var assets: JSONNumber
  var optionAssets: JSONNumber
  var optionLiabilities: JSONNumber
  var capital: JSONNumber
  var utilization: JSONNumber
  var expectedShortfallOverCapital: JSONNumber
  var participants: [ParticipantDocument]
  var limits: [LimitDocument]
  var books: OrNull<PoolBooksDocument>
}

struct ParticipantDocument: Codable, Equatable {
  var id: String
  var contribution: JSONNumber
  var share: JSONNumber
  var value: JSONNumber
  var expectedShortfall: JSONNumber
}

struct LimitDocument: Codable, Equatable {
  var name: String
  var limit: JSONNumber
  var value: JSONNumber
  var broken: Bool
}

struct DataQualityDocument: Codable, Equatable {
  var rows: Int
  var quotes: Int
  var withoutBid: Int
  var withoutAsk: Int
  var markedWithoutQuotes: Int
  var rowsWithoutForward: Int
  var dropped: [DroppedDocument]
  var solvedForwards: [SolvedForwardDocument]
  var volatilitySources: [SourceDocument]
  var unusable: Int
  var medianMarkError: JSONNumber
  var notes: [NoteDocument]
}

struct DroppedDocument: Codable, Equatable {
  var reason: String
  var count: Int
}

struct SolvedForwardDocument: Codable, Equatable {
  var underlying: String
  var expiry: String
  var forward: JSONNumber
  var source: String
  var rows: Int
}

struct SourceDocument: Codable, Equatable {
  var source: String
  var count: Int
}

struct NoteDocument: Codable, Equatable {
  var label: String
  var count: Int
  var explanation: String
}
