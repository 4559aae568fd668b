import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// e to a power, for files that have no other use for the C library.
func exponential(_ x: Double) -> Double { exp(x) }

/// A margin by scenarios in the manner of Derive's portfolio margin.
///
///     worst       = min over scenarios and the basis of profit and loss
///     maintenance = worst − static + mark to market + cash
///     initial     = (worst − static) · factor − doubt + mark to market + cash
///
/// In a scenario forwards move with spot and volatilities by the rule; the value of an expiry that stays positive is
/// discounted by 0.95 exp(−T (4 rate + 0.05)). The basis is Σ min(V(F·1.05) − V, V(F·0.95) − V, 0)(0.25 + 0.01 T) over the
/// expiries. Static is 2 % of the perpetuals and of the base and 1 % of the naked shorts, times spot. Both margins are
/// what is left over: an account is sound while they are ≥ 0.
///
/// - Source: derivexyz/v2-core, `PMRMLib.sol`; the default volatility ranges, 45 % up and 30 % down, are the venue's.
package struct ScenarioMargin: Hashable, Sendable {
  /// A scenario of the grid.
  package struct Scenario: Hashable, Sendable {
    /// Factor on spot and forwards, > 0.
    package let spotFactor: Double
    /// Which way volatilities move.
    package let volatility: VolatilityDirection
    /// Share of the profit and loss that counts, in (0, 1].
    package let weight: Double

    /// Creates a scenario; see the properties for the meaning of each argument.
    package init(spotFactor: Double, volatility: VolatilityDirection, weight: Double = 1) {
      self.spotFactor = spotFactor
      self.volatility = volatility
      self.weight = weight
    }

    /// Throws for a number out of its range.
    func check() throws(RiskError) {
      guard spotFactor > 0, spotFactor.isFinite else { throw .invalidParameter(name: "spotFactor", value: spotFactor) }
      guard weight > 0, weight <= 1 else { throw .invalidParameter(name: "weight", value: weight) }
    }
  }

  /// The scenarios of Derive's grid: seven spots from −15 % to +15 % by volatilities up, unchanged and down.
  package static let deriveScenarios = [1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85].flatMap { spot in
    VolatilityDirection.allCases.map { Scenario(spotFactor: spot, volatility: $0) }
  }

  /// Profit and loss of each scenario.
  package let profitAndLoss: [Double]
  /// Profit and loss of the basis, ≤ 0.
  package let basis: Double
  /// The least of these.
  package let worst: Double
  /// The scenario that gives it; nil when it is the basis.
  package let worstScenario: Int?
  /// What is taken off besides, ≥ 0.
  package let contingency: Double
  /// What is left over the maintenance margin.
  package let maintenance: Double
  /// What is left over the initial margin.
  package let initial: Double

  /// Margins an account.
  ///
  /// - Parameters:
  ///   - account: The positions.
  ///   - scenarios: The grid.
  ///   - rule: How volatilities move.
  ///   - initialFactor: Multiple of the loss for the initial margin, ≥ 1.
  ///   - doubt: Taken off the initial margin while prices are in doubt, ≥ 0.
  /// - Throws: `RiskError.empty` without scenarios, `.invalidParameter` for a factor or a number out of its range.
  /// - Complexity: O(scenarios × options).
  package init(
    _ account: MarginAccount, scenarios: [Scenario] = deriveScenarios, rule: VolatilityShockRule = .derive,
    initialFactor: Double = 1.3, doubt: Double = 0
  ) throws(RiskError) {
    guard !scenarios.isEmpty else { throw .empty }
    guard initialFactor >= 1, initialFactor.isFinite else {
      throw .invalidParameter(name: "initialFactor", value: initialFactor)
    }
    guard doubt >= 0, doubt.isFinite else { throw .invalidParameter(name: "doubt", value: doubt) }
    for scenario in scenarios { try scenario.check() }
    let expiries = account.expiries.map { MarginExpiry($0, rule: rule) }
    profitAndLoss = scenarios.map { scenario in
      let options = expiries.lazy.map { $0.change(scenario) }
      let linear =
        (account.perpetuals * account.perpetualPrice + account.base * account.spot)
        * (scenario.spotFactor - 1)
      return scenario.weight * (CompensatedSum(options).value + linear)
    }
    basis = CompensatedSum(expiries.lazy.map(\.basis)).value
    var (worst, place): (Double, Int?) = (basis, nil)
    for (index, value) in profitAndLoss.enumerated() where value < worst { (worst, place) = (value, index) }
    let contingency = account.spot * (0.02 * (abs(account.perpetuals) + account.base) + 0.01 * account.nakedShorts)
    let held = account.markToMarket + account.cash
    self.worst = worst
    worstScenario = place
    self.contingency = contingency
    maintenance = worst - contingency + held
    initial = (worst - contingency) * initialFactor - doubt + held
  }
}

/// The options of one expiry.
private struct MarginExpiry {
  let options: [MarginAccount.Option]
  let days: Double
  let value: Double
  let discount: Double
  let factors: [VolatilityDirection: Double]

  init(_ options: [MarginAccount.Option], rule: VolatilityShockRule) {
    self.options = options
    days = options.first?.days ?? 0
    value = CompensatedSum(options.lazy.map { $0.value() }).value
    discount = 0.95 * exp(-days / DayCount.daysPerYear * ((options.first?.rate ?? 0) * 4 + 0.05))
    let days = days
    factors = Dictionary(
      VolatilityDirection.allCases.map { ($0, rule.factor($0, days: days)) }, uniquingKeysWith: { first, _ in first })
  }

  func change(_ scenario: ScenarioMargin.Scenario) -> Double {
    let shocked = CompensatedSum(
      options.lazy.map {
        $0.value(forwardFactor: scenario.spotFactor, volatilityFactor: factors[scenario.volatility] ?? 1)
      }
    ).value
    return (shocked > 0 ? shocked * discount : shocked) - value
  }

  var basis: Double {
    let changes = [1.05, 0.95].map { factor in
      CompensatedSum(options.lazy.map { $0.value(forwardFactor: factor) }).value - value
    }
    return min(changes[0], changes[1], 0) * (0.25 + 0.01 * days / DayCount.daysPerYear)
  }
}
