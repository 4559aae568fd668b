/// What a participant must hold against its positions, from their profit and loss in the scenarios of the pool.
///
///     worst       = min(0, least profit and loss in any scenario)
///     maintenance = (worst − contingency) + value + cash
///     initial     = (worst − contingency) · factor − doubt + value + cash
///
/// Both are what is left over: an account is sound while they are ≥ 0. Because the worst is never positive, the
/// contingency never negative and the factor at least one, the initial margin is never easier than the maintenance margin.
///
/// - Source: the form of Derive's portfolio margin (derivexyz/v2-core, `PMRMLib`), with scenarios given.
package struct PortfolioMargin: Hashable, Sendable {
  /// The parameters of a margin.
  package struct Parameters: Hashable, Sendable {
    /// Multiple of the loss for opening positions, ≥ 1.
    package let initialFactor: Double
    /// What is taken off besides the worst scenario, in the pool's unit, ≥ 0: for naked shorts, perpetuals, basis.
    package let contingency: Double
    /// What is taken off the initial margin while prices are in doubt, in the pool's unit, ≥ 0.
    package let doubt: Double

    /// Creates parameters; see the properties for the meaning of each argument.
    ///
    /// - Throws: `CollateralError.invalid` for a number out of its range.
    package init(initialFactor: Double = 1.3, contingency: Double = 0, doubt: Double = 0) throws(CollateralError) {
      guard initialFactor >= 1, initialFactor.isFinite else { throw .invalid("initial factor") }
      guard contingency >= 0, contingency.isFinite else { throw .invalid("contingency") }
      guard doubt >= 0, doubt.isFinite else { throw .invalid("doubt") }
      self.initialFactor = initialFactor
      self.contingency = contingency
      self.doubt = doubt
    }
  }

  /// The least profit and loss in any scenario, ≤ 0.
  package let worst: Double
  /// The first scenario that gives it; nil when none loses.
  package let worstScenario: Int?
  /// What is left over the maintenance margin; negative when the account may be liquidated.
  package let maintenance: Double
  /// What is left over the initial margin; negative when no risk may be added.
  package let initial: Double

  /// Computes the margin of a participant.
  ///
  /// - Parameters:
  ///   - profitAndLoss: Profit and loss of the participant's positions in each scenario, finite, in the pool's unit.
  ///   - value: Value of the positions today, signed.
  ///   - cash: Cash and other collateral after haircuts, signed.
  ///   - parameters: The parameters.
  /// - Throws: `CollateralError.empty` without scenarios, `.invalid` for a number that is not finite.
  /// - Complexity: O(scenarios).
  package init(profitAndLoss: [Double], value: Double, cash: Double, parameters: Parameters) throws(CollateralError) {
    guard !profitAndLoss.isEmpty else { throw .empty }
    guard profitAndLoss.allSatisfy(\.isFinite) else { throw .invalid("profit and loss") }
    guard value.isFinite, cash.isFinite else { throw .invalid("value or cash") }
    var worst = 0.0
    var scenario: Int?
    for (index, entry) in profitAndLoss.enumerated() where entry < worst {
      worst = entry
      scenario = index
    }
    let loss = worst - parameters.contingency
    self.worst = worst
    worstScenario = scenario
    maintenance = loss + value + cash
    initial = loss * parameters.initialFactor - parameters.doubt + value + cash
  }
}
