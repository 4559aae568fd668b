import Foundation

extension PoolRiskReport {
  /// The report as JSON, in the schema that `Docs/ReportSchema.md` documents.
  ///
  /// Keys are sorted, so equal reports give equal text; a number that is absent, NaN or infinite is `null`.
  ///
  /// - Parameter prettyPrinted: Whether to indent.
  /// - Returns: UTF-8 text that ends in a line feed.
  /// - Complexity: O(points of the smiles).
  public func json(prettyPrinted: Bool = false) -> Data {
    Data((document.json.text(isIndented: prettyPrinted) + "\n").utf8)
  }
}

extension ReportDocument {
  var json: JSONValue {
    var renderer = JSONRenderer()
    renderer.add(data)
    renderer.add([.fields(headline)])
    renderer.add(overview)
    for section in sections { renderer.add([.section(section)]) }
    renderer.add(added)
    return renderer.root
  }
}
