import TailpoolScenarios

extension ProxyError {
  /// Why the proxy was refused, in words.
  var sentence: String {
    switch self {
    case .invalidTolerance(let value): "its tolerance is \(NumberText.plain(value))"
    case .toleranceNotMet(let underlying, let errorBound, let tolerance):
      "its error bound for \(underlying) is \(NumberText.money(errorBound)), above the "
        + "\(NumberText.money(tolerance)) allowed"
    case .unsupportedVolatilityRule: "volatilities do not keep their strikes"
    case .unsupportedFactors(let factors):
      "the scenarios move \(factors.map(\.description).joined(separator: ", ")), too"
    case .revaluation: "the book cannot be revalued"
    }
  }
}
