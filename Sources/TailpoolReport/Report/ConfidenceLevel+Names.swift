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

extension ValueAtRisk {
  /// What it is called: `VaR 99%`.
  var label: String { level.valueAtRiskName }
}

extension ExpectedShortfall {
  /// What it is called: `ES 97.5%`.
  var label: String { level.expectedShortfallName }
}

extension TailRiskSection {
  /// The values at risk, by level.
  var valuesAtRisk: [ValueAtRisk] { [valueAtRisk95, valueAtRisk99] }

  /// The value at risk that the headline states.
  var headlineRisk: ValueAtRisk { valueAtRisk99 }

  /// The expected shortfall that the headline states, and that is divided among its parts.
  var headlineShortfall: ExpectedShortfall { expectedShortfall }
}
