import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

/// A margin by scenarios and by rotations of the smile, in the manner of Derive's second portfolio margin.
///
///     V           = Σ amount · exp(−max(rate, 0) T) · Black76(F, K, T, σ), an expiry
///     scenario    = weight (perpetuals and base moved with spot + Σ (V′ d − V))
///     rotation    = weight Σ −|V′ d − V|
///     basis       = Σ min(V(F (1 + move)) − V, V(F (1 − move)) − V, 0) (basisAddend + basisSlope T)
///     maintenance = worst · maintenanceFactor − maintenance contingency + mark to market + cash
///     initial     = worst · initialFactor − both contingencies − doubt + mark to market + cash
///
/// V′ is the expiry's value in the scenario and d its discount: `gain` where V′ ≥ 0, and `loss`, which undoes at most the
/// discount of V, below. Worst is the least of all scenarios, both rotations and the basis. Both margins are what is
/// left over: an account is sound while they are ≥ 0. A worst case ≤ 0 and a factor not below that of the maintenance
/// margin keep the initial margin below it.
///
/// - Source: derivexyz/v2-core, `PMRM_2.sol` and `PMRMLib_2.sol`. The venue sets the numbers of `Parameters` for each
///   underlying, so that there are no defaults here.
package struct SkewMargin: Hashable, Sendable {
  /// Profit and loss of each scenario.
  package let profitAndLoss: [Double]
  /// Profit and loss when the smile tilts, ≤ 0.
  package let tilt: Double
  /// Profit and loss when both wings move alike, ≤ 0.
  package let bend: Double
  /// Profit and loss of the basis, ≤ 0.
  package let basis: Double
  /// The least of these.
  package let worst: Double
  /// What is taken off the maintenance margin besides, ≥ 0; it counts for the initial margin, too.
  package let maintenanceContingency: Double
  /// What is taken off the initial margin besides, ≥ 0.
  package let initialContingency: Double
  /// What is left over the maintenance margin.
  package let maintenance: Double
  /// What is left over the initial margin.
  package let initial: Double

  /// Margins an account.
  ///
  /// - Parameters:
  ///   - account: The positions.
  ///   - scenarios: The grid of spots and volatilities.
  ///   - parameters: The venue's numbers.
  ///   - doubt: Taken off the initial margin while prices are in doubt, ≥ 0.
  /// - Throws: `RiskError.empty` without scenarios, `.invalidParameter` for a number out of its range.
  /// - Complexity: O(scenarios × options).
  package init(
    _ account: MarginAccount, scenarios: [ScenarioMargin.Scenario] = ScenarioMargin.deriveScenarios,
    parameters: Parameters, doubt: Double = 0
  ) throws(RiskError) {
    guard !scenarios.isEmpty else { throw .empty }
    guard doubt >= 0, doubt.isFinite else { throw .invalidParameter(name: "doubt", value: doubt) }
    for scenario in scenarios { try scenario.check() }
    try parameters.check()
    let expiries = account.expiries.map { SkewMarginExpiry($0, parameters) }
    profitAndLoss = scenarios.map { scenario in
      let linear =
        (account.perpetuals * account.perpetualPrice + account.base * account.spot) * (scenario.spotFactor - 1)
      return scenario.weight * (CompensatedSum(expiries.lazy.map { $0.change(scenario) }).value + linear)
    }
    tilt = parameters.rotationWeight * CompensatedSum(expiries.lazy.map { $0.rotation(parameters.tilt) { $0 } }).value
    bend = parameters.rotationWeight * CompensatedSum(expiries.lazy.map { $0.rotation(parameters.bend, abs) }).value
    basis = CompensatedSum(expiries.lazy.map(\.basis)).value
    worst = profitAndLoss.reduce(min(tilt, bend, basis), min)
    let naked = account.nakedShorts
    func contingency(_ rates: Parameters.Contingency) -> Double {
      account.spot * (rates.perpetual * abs(account.perpetuals) + rates.option * naked + rates.base * account.base)
    }
    maintenanceContingency = contingency(parameters.maintenanceContingency)
    initialContingency = contingency(parameters.initialContingency)
    let held = CompensatedSum(expiries.lazy.map(\.value)).value + account.base * account.spot + account.cash
    maintenance = worst * parameters.maintenanceFactor - maintenanceContingency + held
    initial = worst * parameters.initialFactor - initialContingency - maintenanceContingency - doubt + held
  }
}

/// The options of one expiry.
private struct SkewMarginExpiry {
  let options: [MarginAccount.Option]
  let parameters: SkewMargin.Parameters
  let years: Double
  let rate: Double
  let discount: Double
  let value: Double

  init(_ options: [MarginAccount.Option], _ parameters: SkewMargin.Parameters) {
    self.options = options
    self.parameters = parameters
    years = options.first?.years ?? 0
    rate = max(options.first?.rate ?? 0, 0)
    discount = exp(-rate * years)
    value = discount * CompensatedSum(options.lazy.map { $0.value() }).value
  }

  /// V′ d − V with forwards and volatilities moved.
  private func change(forwardFactor: Double, _ volatility: (MarginAccount.Option) -> Double) -> Double {
    let terms = options.map { $0.value(forwardFactor: forwardFactor, volatility: volatility($0)) }
    let moved = discount * CompensatedSum(terms).value
    let (gain, loss) = (parameters.gain, parameters.loss)
    let factor =
      moved >= 0
      ? gain.base * exp(-years * (rate * gain.rateMultiple + gain.addend))
      : min(1 / discount, loss.base * exp(years * (rate * loss.rateMultiple + loss.addend)))
    return moved * factor - value
  }

  func change(_ scenario: ScenarioMargin.Scenario) -> Double {
    let factor = parameters.rule.factor(scenario.volatility, days: years * DayCount.daysPerYear)
    let least = scenario.volatility == .up ? parameters.leastRaisedVolatility : 0
    return change(forwardFactor: scenario.spotFactor) { max($0.volatility * factor, least) }
  }

  /// The loss by a rotation of the smile either way.
  func rotation(_ cap: SkewMargin.Parameters.Cap, _ side: (Double) -> Double) -> Double {
    let root = years.squareRoot()
    let most = cap.slope * root + cap.base
    let width = parameters.width
    let reach = max(width.least, root * width.multiple * (width.volatility + root * width.volatilitySlope))
    return -abs(
      change(forwardFactor: 1) { option in
        let k = side(log(option.strike / option.forward))
        return option.volatility * max(0, 1 + min(max(k * most / reach, -most), most))
      })
  }

  var basis: Double {
    let changes = [1 + parameters.basisMove, 1 - parameters.basisMove].map { factor in
      discount * CompensatedSum(options.lazy.map { $0.value(forwardFactor: factor) }).value - value
    }
    return min(changes[0], changes[1], 0) * (parameters.basisAddend + parameters.basisSlope * years)
  }
}
