import TailpoolRisk

extension ConfidenceLevel {
  /// The level inside a key of JSON: `99`, `97Point5`.
  var keyText: String { String(label.dropLast().replacing(".", with: "Point")) }
}
