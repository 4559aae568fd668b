import TailpoolRisk

extension ConfidenceLevel {
  /// The level in percent: `97.5%`.
  var percentText: String { NumberText.plain((fraction * 1e8).rounded() / 1e6) + "%" }

  /// What the value at risk at this level is called: `VaR 99%`.
  var valueAtRiskName: String { "VaR \(percentText)" }

  /// What the expected shortfall at this level is called: `ES 97.5%`.
  var expectedShortfallName: String { "ES \(percentText)" }

  /// The level inside a key of JSON: `99`, `97Point5`.
  var keyText: String { String(percentText.dropLast().replacing(".", with: "Point")) }
}

extension TailRiskSection {
  /// The values at risk, by level.
  var valuesAtRisk: [ValueAtRisk] { [valueAtRisk95, valueAtRisk99] }

  /// The value at risk at the highest level.
  var farthestValueAtRisk: ValueAtRisk { valueAtRisk99 }
}
