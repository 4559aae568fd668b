import TailpoolInsurance
import Testing

@testable import TailpoolFiles

@Suite("Portfolios of cover, read")
struct CoverPortfolioReaderTests {
  static func text(_ more: String) -> String {
    """
    {"name": "p", "unit": "USD", "capital": {"held": 10, "measure": "value-at-risk", "level": 0.99},
     "lines": [{"name": "a", "premium": 3, "count": {"law": "poisson", "mean": 1}, "claim": {"law": "fixed", "amount": 1}}],
     \(more)}
    """
  }

  @Test("A triangle whose rows would be filled up to more cells than a file could hold is refused at its place")
  func wideTriangle() {
    let row = "[" + (0...1_000).map { "\($0 + 1)" }.joined(separator: ", ") + "]"
    let rows = ([row] + [String](repeating: "[1]", count: 1_000)).joined(separator: ", ")
    Hostile(
      "wide triangle",
      Self.text("\"development\": {\"lastVariance\": \"mack\", \"cumulative\": §[\(rows)]}"),
      "cumulative has 1001 elements"
    ).expectRejection { try CoverPortfolioReader.read($0) }
  }

  @Test("Alternatives whose weights are no probabilities, or too many of them, are refused at their place")
  func alternatives() {
    let one = "{\"name\": \"x\", \"weight\": 0.5, \"countFactor\": 1}"
    Hostile("half", Self.text("\"alternatives\": §[\(one)]"), "weights sum to 0.5")
      .expectRejection { try CoverPortfolioReader.read($0) }
    let many = [String](repeating: one, count: 101).joined(separator: ", ")
    Hostile("many", Self.text("\"alternatives\": §[\(many)]"), "alternatives has 101 elements")
      .expectRejection { try CoverPortfolioReader.read($0) }
  }

  @Test("A layer that stands twice is named")
  func layers() {
    let layer = "{\"name\": \"x\", \"size\": 5}"
    Hostile("twice", Self.text("\"layers\": [§\(layer), \(layer)]"), "a layer \"x\" does not go with the others")
      .expectRejection { try CoverPortfolioReader.read($0) }
  }

  @Test("More layers, stages, treaties or covers than are searched and compared are refused at their place")
  func tooMany() {
    func list(_ element: String, _ count: Int) -> String {
      "[" + [String](repeating: element, count: count).joined(separator: ", ") + "]"
    }
    for (text, message) in [
      ("\"layers\": §\(list("{}", 101))", "layers has 101 elements"),
      ("\"covers\": §\(list("{}", 10_001))", "covers has 10001 elements"),
      ("\"reinsurance\": {\"stages\": §\(list("[]", 101))}", "stages has 101 elements"),
      ("\"reinsurance\": {\"stages\": [§\(list("{}", 101))]}", "a stage is an array"),
    ] {
      Hostile("too many", Self.text(text), message).expectRejection { try CoverPortfolioReader.read($0) }
    }
  }

  @Test("What a triangle, reserves, layers of claims, experience and sharing say is read")
  func options() throws {
    let more = """
      "development": {"cumulative": [[1, 2], [3]], "lastVariance": "mack", "claims": "paid", "weighting": "regression",
        "tail": {"factor": 1.05, "standardError": 0.01, "variance": 2}},
      "technicalReserves": {"asOf": "2026-01-02T00:00:05Z", "method": "bornhuetter-ferguson",
        "premiums": [{"amount": 12.34, "from": "2026-01-01", "to": "2026-01-03"}], "claims": [{"incurred": 5, "paid": 0.01}]},
      "reinsurance": {"excessOfLoss": [
        {"name": "x", "lines": ["a"], "attachment": 2, "limit": 3, "reinstatements": 4, "rate": 0.5}], "stages": []},
      "experience": [{"name": "r", "ratios": [1, 2]}, {"name": "s", "ratios": [2, 4]}], "sharing": "proportional-to-premiums"
      """
    let portfolio = try CoverPortfolioReader.read(InputFile(name: "options", text: Self.text(more)))
    let development = try #require(portfolio.development)
    #expect(development.claims == .paid && development.weighting == .regression)
    #expect(try development.tail == DevelopmentTail(factor: 1.05, standardError: 0.01, variance: 2))
    let day: Int64 = 86_400
    let start: Int64 = 1_767_225_600  // 2026-01-01
    #expect(
      try portfolio.reserveBasis
        == .init(
          now: start + day + 5, premiums: [PremiumPeriod(premium: 1_234, start: start, period: 2 * day)],
          claims: [ReportedClaim(incurred: 500, paid: 1)], method: .bornhuetterFerguson))
    #expect(
      try portfolio.excessOfLoss
        == [.init(name: "x", lines: ["a"], above: 2, terms: Reinstatements(limit: 3, count: 4, rate: 0.5))])
    #expect(portfolio.experience?.weights == nil && portfolio.experience?.ratios == [[1, 2], [2, 4]])
    #expect(portfolio.sharing == .premiums)
  }

  @Test("What they should not say is refused at its place")
  func wrongOptions() {
    let triangle = "\"cumulative\": [[1, 2], [3]], \"lastVariance\": \"mack\""
    func reserves(_ text: String, _ claims: String = "\"claims\": \"paid\", ") -> String {
      "\"development\": {\(claims)\(triangle)}, \"technicalReserves\": {\"method\": \"chain-ladder\", \(text)}"
    }
    let layer =
      "{\"name\": \"x\", \"lines\": [\"a\"], \"attachment\": 2, \"limit\": 3, \"reinstatements\": 4, \"rate\": 0.5}"
    for (text, message) in [
      ("\"development\": {\"weighting\": §\"median\", \(triangle)}", "weighting is \"median\""),
      ("\"development\": {\"claims\": §\"closed\", \(triangle)}", "claims is \"closed\""),
      (
        "\"development\": {\"tail\": {\"factor\": §0, \"standardError\": 0, \"variance\": 0}, \(triangle)}",
        "factor is 0"
      ),
      ("\"development\": {\"tail\": §{\"factor\": 1, \"variance\": 0}, \(triangle)}", "\"standardError\" is missing"),
      ("\"technicalReserves\": §{\"method\": \"chain-ladder\", \"asOf\": \"2026-01-01\"}", "without a triangle"),
      (reserves("\"asOf\": §\"soon\""), "asOf is \"soon\""),
      (
        reserves(
          "\"asOf\": \"2026-01-01\", \"premiums\": [§{\"amount\": 1, \"from\": \"2026-02-01\", \"to\": \"2026-01-01\"}]"
        ), "cover ends at"
      ),
      (reserves("\"asOf\": \"2026-01-01\", \"claims\": [{\"incurred\": §0.001, \"paid\": 0}]"), "incurred is 0.001"),
      (
        reserves("\"asOf\": \"2026-01-01\", \"claims\": [§{\"incurred\": 1, \"paid\": 2}]"),
        "an amount cannot be computed"
      ),
      (
        "\"development\": §{\(triangle)}, \"technicalReserves\": {\"method\": \"chain-ladder\", \"asOf\": \"2026-01-01\"}",
        "nobody says what the claims of the triangle are"
      ),
      (
        "\"reinsurance\": {\"stages\": [], \"excessOfLoss\": [\(layer), \(layer.replacing("\"x\"", with: "§\"x\""))]}",
        "stands twice"
      ),
      (
        "\"reinsurance\": {\"stages\": [], \"excessOfLoss\": [\(layer.replacing("[\"a\"]", with: "[§\"b\"]"))]}",
        "a line of a layer"
      ),
      (
        "\"reinsurance\": {\"stages\": [], \"excessOfLoss\": [\(layer.replacing("4", with: "§1.5"))]}",
        "reinstatements is 1.5"
      ),
      (
        "\"experience\": [§{\"name\": \"a\", \"ratios\": [1], \"weights\": [1]}, {\"name\": \"b\", \"ratios\": [1]}]",
        "1 of 2 contracts have weights"
      ),
      ("\"sharing\": §\"equally\"", "sharing is \"equally\""),
    ] {
      Hostile(message, Self.text(text), message).expectRejection { try CoverPortfolioReader.read($0) }
    }
  }
}
