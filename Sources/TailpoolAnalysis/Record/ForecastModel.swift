import TailpoolRisk
import TailpoolScenarios

/// A way to forecast the next day of a book: by the scenarios of one model or of several together.
///
/// Its name is read and printed: `filtered-history`, `gaussian@250` (from the 250 days before, whatever others take),
/// `filtered-history+historical` (the scenarios of both, each as many), `filtered-history/pareto` (a generalized Pareto tail
/// fitted to the worst tenth of the outcomes).
public struct ForecastModel: Sendable, LosslessStringConvertible {
  /// The models whose scenarios are taken together; at least one.
  public let models: [ScenarioModel]
  /// Days before that it is estimated from; nil for as many as others take.
  public let window: Int?
  /// Whether the tail is a generalized Pareto distribution fitted to the worst tenth of the outcomes.
  public let hasParetoTail: Bool

  /// Creates a way by one model.
  public init(_ model: ScenarioModel) { (models, window, hasParetoTail) = ([model], nil, false) }

  /// Reads a name; nil for one that is no model, `importance`, whose scenarios do not weigh alike, or a window of fewer than
  /// 30 days.
  public init?(_ description: String) {
    var text = Substring(description)
    hasParetoTail = text.hasSuffix("/pareto")
    if hasParetoTail { text = text.dropLast("/pareto".count) }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard let names = parts.first, parts.count <= 2 else { return nil }
    if parts.count == 2 {
      guard let days = Int(parts[1]), days >= 30 else { return nil }
      window = days
    } else {
      window = nil
    }
    let read = names.split(separator: "+", omittingEmptySubsequences: false).map { ScenarioModel(String($0)) }
    models = read.compactMap { $0 }
    guard !models.isEmpty, models.count == read.count, models.allSatisfy({ $0.weighsAlike }) else { return nil }
  }

  /// The name.
  public var description: String {
    models.map(\.description).joined(separator: "+") + (window.map { "@\($0)" } ?? "")
      + (hasParetoTail ? "/pareto" : "")
  }

  /// The forecast that outcomes make.
  func tail(of outcomes: ProfitAndLossDistribution, _ level: ConfidenceLevel) throws(RiskError) -> TailForecast {
    guard hasParetoTail else {
      return TailForecast(
        valueAtRisk: outcomes.valueAtRisk(level).value, expectedShortfall: outcomes.expectedShortfall(level).value)
    }
    return try ParetoTailForecaster(volatilityDecay: nil).forecast(fromResults: outcomes.profitAndLoss, level: level)
  }
}
