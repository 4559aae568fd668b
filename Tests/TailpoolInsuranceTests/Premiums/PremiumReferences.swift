import Testing
import _TailpoolTestSupport

/// Reading of the tables of premiums and reserves, whose numbers are decimals in text.
enum PremiumReferences {
  static let pricing = "pools/53_insurance_pricing"
  static let credibility = "pools/35_credibility"
  static let methods = "insurance_methods"

  static func decimal(_ vector: ReferenceCase, _ key: String) throws -> Double {
    try #require(Double(vector.text(key)), "\(key) of \(vector)")
  }

  static func decimals(_ vector: ReferenceCase, _ key: String) throws -> [Double] {
    let texts = try #require(vector.fields[key] as? [String], "\(key) of \(vector)")
    return try texts.map { try #require(Double($0), "\(key) of \(vector)") }
  }

  static func triangle(_ vector: ReferenceCase) throws -> [[Double?]] {
    let rows = try #require(vector.fields["cumulative"] as? [[Any]], "cumulative of \(vector)")
    return rows.map { $0.map { ReferenceCase(fields: ["value": $0]).double("value") }.map { $0.isNaN ? nil : $0 } }
  }

  /// The triangle of Mack's cases by its name.
  static func triangle(named name: String) throws -> [[Double?]] {
    let vectors = try ReferenceCase.cases(pricing, fn: "chainLadderMack")
    return try triangle(#require(vectors.first { $0.text("triangle").hasPrefix(name) }, "no triangle \(name)"))
  }

  /// Holds numbers against those of a table, each with everything needed to see it again.
  static func expect(
    _ name: String, _ actual: [Double], _ expected: [Double], within tolerance: Double, _ vector: ReferenceCase,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, "\(name) of \(vector)", sourceLocation: sourceLocation)
    for (index, pair) in zip(actual, expected).enumerated() {
      let problem = mismatch(
        "\(name) \(index)", pair.0, pair.1, within: .relative(tolerance), inputs: vector.description)
      #expect(problem == nil, sourceLocation: sourceLocation)
    }
  }
}
