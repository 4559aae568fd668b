import TailpoolMarket

/// A named move, such as a day of a past crash.
public struct StressScenario: Hashable, Sendable {
  /// The name, unique in its set.
  public let name: String
  /// What happened, in one line; empty when the source says nothing.
  public let detail: String
  /// The closes between which it happened; nil for a move that somebody thought of.
  public let period: StressScenario.Period?
  /// The moves, by the names of the source; they may name assets that a book does not hold.
  public let move: MarketMove
  /// Underlyings whose factor on volatilities is no record, but what was fitted to the move of their spot.
  public let fittedVolatilities: Set<Underlying>

  /// Creates a scenario; see the properties for the meaning of each argument.
  public init(
    name: String, detail: String = "", period: StressScenario.Period? = nil, move: MarketMove,
    fittedVolatilities: Set<Underlying> = []
  ) {
    self.name = name
    self.detail = detail
    self.period = period
    self.move = move
    self.fittedVolatilities = fittedVolatilities
  }

  /// Whether the scenario says something about an underlying.
  public func names(_ underlying: Underlying) -> Bool {
    move.byUnderlying[underlying] != nil || move.correlationShifts.keys.contains { $0.contains(underlying) }
  }
}

extension StressScenario {
  /// The time that a piece of the past took, from one close to a later one.
  public struct Period: Hashable, Sendable {
    /// The day of the close before the move.
    public let from: CalendarDate
    /// The day of the close after it, later than the first.
    public let to: CalendarDate

    /// Calendar days from close to close, ≥ 1.
    public var days: Int { to.daysSinceEpoch - from.daysSinceEpoch }

    /// Creates a period, or nil unless the second day is later than the first.
    public init?(from: CalendarDate, to: CalendarDate) {
      guard from < to else { return nil }
      self.from = from
      self.to = to
    }
  }
}

/// A list of stress scenarios with unique names.
public struct StressSet: Hashable, Sendable {
  /// The scenarios in the order of the source.
  public let scenarios: [StressScenario]

  /// Creates a set.
  ///
  /// - Parameter scenarios: The scenarios in order.
  public init(scenarios: [StressScenario]) {
    self.scenarios = scenarios
  }
}
