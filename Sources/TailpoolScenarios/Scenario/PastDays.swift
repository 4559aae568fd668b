/// The past days that the scenarios of a source are put together from.
///
/// However many scenarios are drawn of them, what they say of the future is no surer than the days are many.
public struct PastDays: Sendable {
  /// Number of past days, > 0.
  public let count: Int
  /// Days that a scenario is put together from, > 0.
  public let perScenario: Int
  /// Whether they are drawn with replacement; otherwise each scenario is a day of its own, in their order.
  public let areDrawn: Bool
  /// Whether scenarios of the same days are alike; smoothed ones are not.
  public let areExact: Bool
  /// The day that a scenario has at a step, from 0 to `perScenario − 1`.
  package let day: @Sendable (_ scenario: Int, _ step: Int) -> Int

  /// Each day once.
  ///
  /// - Parameter count: Number of days, > 0.
  public init(onceEach count: Int) {
    (self.count, perScenario, areDrawn, areExact) = (count, 1, false, true)
    day = { scenario, _ in scenario }
  }

  /// Days drawn with replacement.
  ///
  /// - Parameters:
  ///   - count: Number of days, > 0.
  ///   - perScenario: Days that a scenario is put together from, > 0.
  ///   - areExact: Whether scenarios of the same days are alike.
  ///   - day: The day, from 0 to `count − 1`, that a scenario has at a step, from 0 to `perScenario − 1`.
  public init(
    drawnFrom count: Int, perScenario: Int, areExact: Bool = true,
    day: @escaping @Sendable (_ scenario: Int, _ step: Int) -> Int
  ) {
    (self.count, self.perScenario, areDrawn, self.areExact) = (count, perScenario, true, areExact)
    self.day = day
  }

  /// The days of a scenario, in the order of its path; one that is drawn twice stands twice.
  public func days(of scenario: Int) -> [Int] { (0..<perScenario).map { day(scenario, $0) } }
}
