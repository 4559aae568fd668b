import TailpoolAnalysis
import TailpoolScenarios

/// What a report assumed about the time that passes: what a day of moves is, how those of several days are made, and at
/// which price contracts are paid that expire on the way.
struct HorizonAssumptions {
  let analysis: BookAnalysis

  var sentences: [String] { [passing] + (days == 1 ? [] : moves + payments) }

  private var days: Double { analysis.settings.horizonInDays }
  private var daysText: String { NumberText.plain(days) }

  private var passing: String {
    let time = "\(daysText) calendar \(days == 1 ? "day passes" : "days pass")"
    let rows = "one row of the history counts as one day of moves, whatever lies between two rows"
    guard let history = analysis.history.summary else { return "\(time), and \(rows)." }
    let span = history.lastDate.daysSinceEpoch - history.firstDate.daysSinceEpoch
    return "\(time), and \(rows): \(NumberText.counted(history.observations, "return")) over "
      + "\(NumberText.counted(span, "calendar day"))."
  }

  private enum Way { case path, scaled, own }

  /// How the model gets from day to day.
  private var way: Way {
    if case .custom = analysis.settings.model.kind { return .own }
    // Filtered history draws a path over whole days alone.
    return analysis.scenarios.source is FilteredHistoricalScenarios && days > 1 && days == days.rounded()
      ? .path : .scaled
  }

  private var moves: [String] {
    let scaled = "those of one day times √\(daysText)"
    return switch way {
    case .path:
      ["Moves of \(daysText) days are drawn day by day in the simulation; in the historical one they are \(scaled)."]
    case .scaled: ["Moves of \(daysText) days are \(scaled)."]
    case .own: ["In the historical simulation moves of \(daysText) days are \(scaled)."]
    }
  }

  private var payments: [String] {
    guard !analysis.revaluation.payDays.isEmpty else { return [] }
    let bridge = "on a Brownian bridge to the scenario’s end"
    let place =
      switch way {
      case .path: "on the scenario’s path, in the historical simulation \(bridge)"
      case .scaled: bridge
      case .own: "where the source has it, in the historical simulation \(bridge)"
      }
    return [
      "Contracts that expire before the horizon’s last day are paid at the price of their own day, \(place); stress moves "
        + "are applied at once."
    ]
  }
}
