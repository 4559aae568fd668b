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
}
