import TailpoolScenarios

extension ScenarioModel: LosslessStringConvertible {
  /// The forms that are read, as help shows them.
  public static let forms = [
    "gaussian", "student-t:NU", "t-copula", "t-copula:NU", "gaussian-copula", "historical", "filtered-history",
    "filtered-history:smoothed", "filtered-garch", "filtered-ewma:DECAY", "importance",
  ]

  /// What may follow a model that draws normal numbers.
  public static let samplingForms = [":antithetic", ":sobol"]

  /// The forms in one sentence, for a message about a name that is none of them.
  public static var formsText: String {
    forms.joined(separator: ", ") + "; NU is more than 2 for student-t and more than 0 for t-copula, DECAY between 0 "
      + "and 1; the first five may end in " + samplingForms.joined(separator: " or ")
  }

  /// The name: `gaussian`, `student-t:5`, `t-copula:4:sobol`.
  public var description: String {
    let name =
      switch kind {
      case .gaussian: "gaussian"
      case .studentT(let degrees): "student-t:\(Self.text(degrees))"
      case .studentTCopula(let degrees): degrees.map { "t-copula:\(Self.text($0))" } ?? "t-copula"
      case .gaussianCopula: "gaussian-copula"
      case .historical: "historical"
      case .filteredHistory(let smoothed): smoothed ? "filtered-history:smoothed" : "filtered-history"
      case .filteredGARCH: "filtered-garch"
      case .filteredEWMA(let decay): "filtered-ewma:\(Self.text(decay))"
      case .importance: "importance"
      case .custom(let name, _, _): name
      }
    return sampling == .random || !takesSampling ? name : name + ":" + sampling.rawValue
  }

  /// Reads a name.
  ///
  /// - Parameter description: One of `forms`, with numbers in range; `formsText` says which. A custom source has no name
  ///   that is read.
  /// - Returns: nil for anything else.
  public init?(_ description: String) {
    var parts = description.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var sampling = ScenarioSampling.random
    if parts.count > 1, let last = parts.last, let other = ScenarioSampling(rawValue: last), other != .random {
      sampling = other
      parts.removeLast()
    }
    if parts == ["filtered-history", "smoothed"] {
      guard sampling == .random else { return nil }
      self = .init(.filteredHistory(smoothed: true))
      return
    }
    let numbers = parts.dropFirst().compactMap { Double($0) }
    guard numbers.count == parts.count - 1, numbers.count <= 1, let kind = Self.kind(parts[0], numbers.first) else {
      return nil
    }
    self.init(kind, sampling: sampling)
    guard sampling == .random || takesSampling else { return nil }
  }

  private static func kind(_ name: String, _ number: Double?) -> Kind? {
    switch (name, number) {
    case ("gaussian", nil): .gaussian
    case ("student-t", let degrees?): degrees > 2 && degrees.isFinite ? .studentT(degreesOfFreedom: degrees) : nil
    case ("t-copula", let degrees):
      degrees.map { $0 > 0 && $0.isFinite } ?? true
        ? .studentTCopula(degreesOfFreedom: degrees) : nil
    case ("gaussian-copula", nil): .gaussianCopula
    case ("historical", nil): .historical
    case ("filtered-history", nil): .filteredHistory(smoothed: false)
    case ("filtered-garch", nil): .filteredGARCH
    case ("filtered-ewma", let decay?): decay > 0 && decay < 1 ? .filteredEWMA(decay: decay) : nil
    case ("importance", nil): .importance
    default: nil
    }
  }

  /// The shortest text that reads back to the number, without `.0`.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
