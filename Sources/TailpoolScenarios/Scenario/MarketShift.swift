import TailpoolMarket

/// A move of spots and volatilities, applied to today's market.
///
/// Forwards move with their spot (the carry stays); each option keeps its strike's volatility times the factor of
/// its underlying (sticky strike).
public struct MarketShift: Hashable, Sendable {
  /// Simple return of each spot, > −1; an underlying that is not named does not move.
  public let spotReturns: [Underlying: Double]
  /// Factor on each underlying's volatilities, > 0; 1 for an underlying that is not named.
  public let volatilityFactors: [Underlying: Double]

  /// Creates a shift.
  ///
  /// - Parameters:
  ///   - spotReturns: Simple returns, finite and > −1.
  ///   - volatilityFactors: Factors, finite and > 0.
  public init(spotReturns: [Underlying: Double], volatilityFactors: [Underlying: Double] = [:]) {
    self.spotReturns = spotReturns
    self.volatilityFactors = volatilityFactors
  }
}

/// A named move, such as a day of a past crash.
public struct StressScenario: Hashable, Sendable {
  /// The name, unique in its set.
  public let name: String
  /// What happened, in one line; empty when the source says nothing.
  public let detail: String
  /// The moves, by the names of the source; they may name assets that a book does not hold.
  public let shift: MarketShift
  /// What a shift has no word for, parallel shocks and twists, by underlying; they come on top of the shift.
  public let twists: [Underlying: UnderlyingShock]

  /// Creates a scenario; see the properties for the meaning of each argument.
  public init(
    name: String, detail: String = "", shift: MarketShift, twists: [Underlying: UnderlyingShock] = [:]
  ) {
    self.name = name
    self.detail = detail
    self.shift = shift
    self.twists = twists
  }

  /// Whether the scenario says something about an underlying.
  public func names(_ underlying: Underlying) -> Bool {
    shift.spotReturns[underlying] != nil || shift.volatilityFactors[underlying] != nil || twists[underlying] != nil
  }

  /// The whole move of an underlying: the shift with the twists on top.
  public func shock(of underlying: Underlying) -> UnderlyingShock {
    var shock = twists[underlying] ?? UnderlyingShock()
    shock.spotReturn = (1 + shock.spotReturn) * (1 + (shift.spotReturns[underlying] ?? 0)) - 1
    shock.volatilityFactor *= shift.volatilityFactors[underlying] ?? 1
    return shock
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
