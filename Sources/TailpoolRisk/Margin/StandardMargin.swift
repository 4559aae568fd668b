import TailpoolMarket

/// The margin of a single short option by a formula, without scenarios, as venues ask of accounts without a portfolio
/// margin.
///
///     initial     = (max(15 % − OTM/S, 10 %) S + mark) and at least the maintenance margin
///     call: maintenance = 7.5 % S + mark
///     put:  maintenance = max(7.5 % S, 7.5 % mark) + mark
///
/// OTM is how far the option is out of the money, ≥ 0. All is in dollars for one unit.
///
/// - Source: Derive's standard manager and Deribit's standard margin, whose parameters these are.
package struct StandardMargin: Hashable, Sendable {
  /// What must be held to open the position, ≥ 0.
  package let initial: Double
  /// What must be held to keep it, ≥ 0.
  package let maintenance: Double

  private static let initialRate = 0.15
  private static let leastInitialRate = 0.1
  private static let maintenanceRate = 0.075

  /// Margins a short option.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - spot: Spot price, > 0.
  ///   - strike: Strike, > 0.
  ///   - mark: Price of one unit in dollars, ≥ 0.
  ///   - units: Units sold, ≥ 0.
  /// - Throws: `RiskError.invalidParameter` for a number out of its range.
  package init(
    shortOf type: OptionType, spot: Double, strike: Double, mark: Double, units: Double = 1
  ) throws(RiskError) {
    for (name, value) in [("spot", spot), ("strike", strike)] where !(value > 0 && value.isFinite) {
      throw .invalidParameter(name: name, value: value)
    }
    for (name, value) in [("mark", mark), ("units", units)] where !(value >= 0 && value.isFinite) {
      throw .invalidParameter(name: name, value: value)
    }
    let outOfTheMoney = max(type.sign * (strike - spot), 0)
    let base = type == .call ? Self.maintenanceRate * spot : Self.maintenanceRate * max(spot, mark)
    maintenance = units * (base + mark)
    let rate = max(Self.initialRate - outOfTheMoney / spot, Self.leastInitialRate)
    initial = max(units * (rate * spot + mark), maintenance)
  }
}
