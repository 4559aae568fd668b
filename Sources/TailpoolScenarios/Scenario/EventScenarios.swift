import TailpoolMarket
import TailpoolNumerics

/// Scenarios of another source with events drawn beside its moves, such as exploits, on which covers are written.
///
/// Each event has a uniform number of its own in each scenario, independent of the moves; the contract says by its hazard, which
/// may depend on the move of a spot, whether the event happens at it (`RiskFactor.event`). Contracts on one event see one number.
/// Drawn, not averaged: the mean over an event is right for a value and too mild for a quantile. The moves keep their bits, and a
/// scenario's numbers depend on its index alone.
public struct EventScenarios: ScenarioSource {
  /// The source of the moves.
  public let source: any ScenarioSource
  /// The names of the events, in the order of their columns.
  public let events: [String]
  /// The factors of the source, then the events.
  public let factors: [RiskFactor]
  /// Number of scenarios.
  public var count: Int { source.count }
  private let field: RandomField

  /// Draws events beside the moves of a source.
  ///
  /// - Parameters:
  ///   - source: Moves over the horizon, without these events.
  ///   - events: The names of the events, each once.
  ///   - seed: Any value.
  public init(_ source: any ScenarioSource, events: [String], seed: UInt64) {
    self.source = source
    self.events = events
    factors = source.factors + events.map { .event($0) }
    field = RandomField(seed: seed, purpose: .events)
  }

  /// Those of the source; two scenarios of the same day are not alike, since their events are not.
  public var pastDays: PastDays? {
    guard let days = source.pastDays, days.areDrawn else { return source.pastDays }
    return PastDays(drawnFrom: days.count, perScenario: days.perScenario, areExact: false, day: days.day)
  }

  /// Draws the moves and the events of the block's scenarios; see the protocol.
  ///
  /// - Complexity: The source's, and O(scenarios × events).
  public func fill(_ block: inout ScenarioBlock) {
    let moves = source.block(of: block.scenarios)
    block.values.replaceSubrange(0..<moves.values.count, with: moves.values)
    let rows = block.scenarios.count
    for event in events.indices {
      let start = (source.factors.count + event) * rows
      for (row, scenario) in block.scenarios.enumerated() {
        block.values[start + row] = field.uniform(scenario: scenario, factor: event)
      }
    }
  }
}
