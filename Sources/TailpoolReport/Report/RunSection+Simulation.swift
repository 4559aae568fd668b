import TailpoolAnalysis

extension RunSection {
  /// What the simulated outcomes are called in charts and tables, by the model that they are drawn by.
  ///
  /// Gaussian moves are `Monte Carlo` alone; other random moves have the model's name behind it, moves of the past are
  /// called so, and a source of the user's own has its own name.
  var simulationName: String {
    guard let read = ScenarioModel(model) else { return model }
    switch read.kind {
    case .gaussian where read.sampling == .random: return "Monte Carlo"
    case .gaussian, .studentT, .studentTCopula, .gaussianCopula, .importance: return "Monte Carlo (\(model))"
    case .historical: return "Historical simulation"
    case .filteredHistory(let smoothed): return smoothed ? "Filtered history, smoothed" : "Filtered history"
    case .filteredGARCH, .filteredEWMA: return "Filtered history (\(model))"
    case .custom(let name, _, _): return name
    }
  }

  /// What the simulated outcomes are.
  var simulatedOutcomes: String {
    switch ScenarioModel(model)?.kind {
    case .historical: Self.pastOutcomes
    case .filteredHistory, .filteredGARCH, .filteredEWMA: "scenarios of past days at today’s volatility"
    default: "simulated scenarios"
    }
  }

  /// What the outcomes of past days are.
  static let pastOutcomes = "past periods applied to today’s book"
}
